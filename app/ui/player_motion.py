"""Which way the figure goes in a moment of the session, and which ways come next: phases move, all else stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.core.exercise import Exercise
from app.core.moments import Moment, Working
from app.core.plan import Kind, Option, Plan, Segment
from app.ui.widgets.stage_motion import Motion

AHEAD = 24  # segments that are looked at for ways to be made


@dataclass(frozen=True, slots=True)
class Going:
    """A way that comes: of which exercise, in which position, between which keyframes, in how many seconds."""

    exercise: Exercise
    position: str | None
    start: str | None
    end: str
    seconds: float


KeysOf = Callable[[str], frozenset[str] | None]


def unknown_keys(_exercise: str) -> frozenset[str] | None:
    """Return None: every phase is taken for a keyframe."""
    return None


def keys_in(plan: Plan, figures: KeysOf) -> KeysOf:
    """Return what tells the keyframes of a plan's exercises; `figures` tells those of a figure by its name."""
    drawn = {o.exercise.key: o.exercise for block in plan.blocks for o in block.options}

    def keys(exercise: str) -> frozenset[str] | None:
        found = drawn.get(exercise)
        if found is None or (not found.images and not found.figure):
            return figures(exercise)
        return frozenset(i.key for i in found.images if i.key) if found.images else figures(found.pictured_as)

    return keys


def frame_at(segments: Sequence[Segment], place: int, keys_of: KeysOf) -> str | None:
    """Return the keyframe that a phase ends in; None: the position's own.

    A phase whose name is no keyframe leaves the picture as it is: as the last phase of the same dose left it.
    """
    here = segments[place]
    keys = keys_of(here.exercise)
    while here.phase is not None and keys is not None and here.phase not in keys:
        before = segments[place - 1] if place > 0 else None
        if before is None or not _together(before, here):
            return None
        place, here = place - 1, before
    return here.phase


def motion_of(moment: Moment, plan: Plan, speed: float, keys_of: KeysOf = unknown_keys) -> Motion | None:
    """Return the way of the phase that is being worked in; None where the figure stands.

    A phase comes from the phase before it; the first one of a position from the position's own keyframe.
    """
    segment = moment.segment
    if moment.easier is not None or not isinstance(moment.under, Working) or segment.phase is None or moment.past > 0:
        return None
    segments = plan.segments
    start, end = _start(segments, moment.index, keys_of), frame_at(segments, moment.index, keys_of)
    if start == end or end is None or not moment.length:
        return None
    runs = moment.state == moment.under
    return Motion(start, end, moment.length / speed, moment.elapsed / speed, runs)


def coming_ways(moment: Moment, plan: Plan, speed: float, keys_of: KeysOf = unknown_keys) -> tuple[Going, ...]:
    """Return the ways from a moment on, each once, in the order in which they are gone."""
    rows: list[tuple[Segment, Option]] = [(s, b.option) for b in plan.blocks for s in b.option.segments]
    segments = [segment for segment, _ in rows]
    out: dict[tuple[str, str | None, frozenset[str | None]], Going] = {}
    for place in range(moment.index, min(len(rows), moment.index + AHEAD)):
        segment, option = rows[place]
        if segment.kind is not Kind.WORK or segment.phase is None or not segment.seconds:
            continue
        start, end = _start(segments, place, keys_of), frame_at(segments, place, keys_of)
        if end is not None and start != end:
            # There and back are the same pictures.
            key = (segment.exercise, segment.position, frozenset((start, end)))
            going = Going(option.exercise, segment.position, start, end, segment.seconds / speed)
            out.setdefault(key, going)
    return tuple(out.values())


def _start(segments: Sequence[Segment], place: int, keys_of: KeysOf) -> str | None:
    if place <= 0 or not _together(segments[place - 1], segments[place]):
        return None
    return frame_at(segments, place - 1, keys_of)


def _together(before: Segment, here: Segment) -> bool:
    return before.kind is Kind.WORK and (before.exercise, before.position, before.record) == (
        here.exercise,
        here.position,
        here.record,
    )
