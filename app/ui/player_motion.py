"""Which way the figure goes in a moment of the session, and which ways come next: phases move, all else stands."""

from __future__ import annotations

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


def motion_of(moment: Moment, plan: Plan, speed: float) -> Motion | None:
    """Return the way of the phase that is being worked in; None where the figure stands.

    A phase comes from the phase before it; the first one of a position from the position's own keyframe.
    """
    segment = moment.segment
    if moment.easier is not None or not isinstance(moment.under, Working) or segment.phase is None or moment.past > 0:
        return None
    segments = plan.segments
    before = segments[moment.index - 1] if 0 < moment.index < len(segments) else None
    start = _start(before, segment)
    if start == segment.phase or not moment.length:
        return None
    runs = moment.state == moment.under
    return Motion(start, segment.phase, moment.length / speed, moment.elapsed / speed, runs)


def coming_ways(moment: Moment, plan: Plan, speed: float) -> tuple[Going, ...]:
    """Return the ways from a moment on, each once, in the order in which they are gone."""
    rows: list[tuple[Segment, Option]] = [(s, b.option) for b in plan.blocks for s in b.option.segments]
    out: dict[tuple[str, str | None, frozenset[str | None]], Going] = {}
    for place in range(moment.index, min(len(rows), moment.index + AHEAD)):
        segment, option = rows[place]
        if segment.kind is not Kind.WORK or segment.phase is None or not segment.seconds:
            continue
        start = _start(rows[place - 1][0] if place else None, segment)
        if start != segment.phase:
            # There and back are the same pictures.
            key = (segment.exercise, segment.position, frozenset((start, segment.phase)))
            going = Going(option.exercise, segment.position, start, segment.phase, segment.seconds / speed)
            out.setdefault(key, going)
    return tuple(out.values())


def _start(before: Segment | None, segment: Segment) -> str | None:
    if before is None or before.kind is not Kind.WORK:
        return None
    same = (before.exercise, before.position, before.record) == (segment.exercise, segment.position, segment.record)
    return before.phase if same else None
