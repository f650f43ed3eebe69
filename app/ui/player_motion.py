"""Which way the figure goes in a moment of the session, and which ways come next: in a hold it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.core.exercise import Exercise
from app.core.figure.positions import START
from app.core.moments import Moment, Waiting, Working
from app.core.plan import Kind, Option, Plan, Segment
from app.core.plan_size import SECONDS_PER_REP
from app.ui.widgets.stage_motion import FADE, Motion

AHEAD = 24  # segments that are looked at for ways to be made
INTO, ROUND = 2.6, 2.2  # seconds of the way into a pose, and of each half of a turn, where there is time
SHORTEST = 2.0  # seconds of get ready or a switch in which a way can be followed
STANDS = 0.3  # seconds at least for which the pose stands before the work
SOON = 1.3  # seconds before a way at which the stage is told of it: it is told something every second


@dataclass(frozen=True, slots=True)
class Coming:
    """A way that comes, and of which exercise in which position."""

    exercise: Exercise
    position: str | None
    motion: Motion


KeysOf = Callable[[str], tuple[str, ...] | None]


def unknown_keys(_exercise: str) -> tuple[str, ...] | None:
    """Return None: every phase is taken for a keyframe."""
    return None


def keys_in(plan: Plan, figures: KeysOf) -> KeysOf:
    """Return what tells the keyframes of a plan's exercises; `figures` tells those of a figure by its name."""
    drawn = {o.exercise.key: o.exercise for block in plan.blocks for o in block.options}

    def keys(exercise: str) -> tuple[str, ...] | None:
        found = drawn.get(exercise)
        if found is None or (not found.images and not found.figure):
            return figures(exercise)
        return (
            tuple(dict.fromkeys(i.key for i in found.images if i.key)) if found.images else figures(found.pictured_as)
        )

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
    """Return the way that is gone in a moment; None where the figure stands.

    Phases move, in work at one's own pace over and over; get ready shows the way into the pose, a switch the turn to
    the other side. A phase comes from the phase before it; the first one from the position's own keyframe.
    """
    if moment.easier is not None or moment.past > 0:
        return None
    runs = moment.state == moment.under
    elapsed = moment.elapsed / speed
    if isinstance(moment.under, Waiting):
        return _in_turn(_paced(plan.blocks[moment.block].option, keys_of), elapsed, runs)
    if not moment.length:
        return None
    if isinstance(moment.under, Working):
        way = _phase(plan.segments, moment.index, moment.length / speed, keys_of)
        return None if way is None else replace(way, elapsed=elapsed, runs=runs)
    way = _entry(plan.segments, moment.index, moment.length / speed, keys_of)
    if way is None:
        return None
    if moment.segment.kind is Kind.READY:
        # The way is shown at once, and once more as the work begins; between, the pose stands.
        again = moment.length / speed - way.lead - way.seconds - STANDS
        if elapsed >= way.lead + way.seconds and again >= way.lead + way.seconds + STANDS:
            elapsed -= again
    return replace(way, elapsed=elapsed, runs=runs) if elapsed > -SOON else None


def coming_ways(moment: Moment, plan: Plan, speed: float, keys_of: KeysOf = unknown_keys) -> tuple[Coming, ...]:
    """Return the ways from a moment on, each once, in the order in which they are gone."""
    return ways_from(moment.index, plan, speed, keys_of)


def ways_from(start: int, plan: Plan, speed: float, keys_of: KeysOf) -> tuple[Coming, ...]:
    """Return the ways from a segment's number on, each once, in the order in which they are gone."""
    rows: list[tuple[Segment, Option]] = [(s, b.option) for b in plan.blocks for s in b.option.segments]
    segments = [segment for segment, _ in rows]
    out: dict[tuple[object, ...], Coming] = {}
    for place in range(start, min(len(rows), start + AHEAD)):
        segment, option = rows[place]
        seconds = (segment.seconds or 0.0) / speed
        if segment.kind is Kind.WORK:
            way = _phase(segments, place, seconds, keys_of) if seconds else None
            ways = _paced(option, keys_of) if segment.seconds is None else (way,)
        else:
            ways = (_entry(segments, place, seconds, keys_of),)
        for way in ways:
            if way is not None:
                # There and back are the same pictures, and so are both halves of a turn.
                key = (segment.exercise, segment.position, frozenset(way.ends), way.turns)
                out.setdefault(key, Coming(option.exercise, segment.position, replace(way, then=None, position=None)))
    return tuple(out.values())


def coming_poses(moment: Moment, plan: Plan) -> tuple[tuple[Exercise, str | None], ...]:
    """Return the exercises and positions of the rest of a session, each once, in their order."""
    rows = [(segment, block.option.exercise) for block in plan.blocks for segment in block.option.segments]
    return tuple(dict.fromkeys((exercise, segment.position) for segment, exercise in rows[moment.index :]))


def _phase(segments: Sequence[Segment], place: int, seconds: float, keys_of: KeysOf) -> Motion | None:
    """Return the way of a phase; None where it is none, or leaves the figure as it is."""
    if segments[place].phase is None:
        return None
    start, end = _start(segments, place, keys_of), frame_at(segments, place, keys_of)
    return None if start == end or end is None else Motion(start, end, seconds)


def _entry(segments: Sequence[Segment], place: int, seconds: float, keys_of: KeysOf) -> Motion | None:
    """Return the way into the pose of get ready, or to the other side in a switch or a rest; None where there is none.

    Both begin with it and stand in the pose for the rest of the time.
    """
    here, keys = segments[place], keys_of(segments[place].exercise)
    if keys is None or START not in keys or seconds < SHORTEST:
        return None
    if here.kind is Kind.READY:
        return Motion(START, None, min(INTO, seconds * 0.6), lead=min(FADE, seconds * 0.2))
    before = next((s for s in reversed(segments[:place]) if s.kind is Kind.WORK), None)
    if before is None or before.exercise != here.exercise or before.position == here.position:
        return None
    if here.position in keys:
        return Motion(before.position if before.position in keys else None, None, min(INTO, seconds * 0.8))
    half = min(ROUND, seconds * 0.4)
    onward = Motion(START, None, half, turns=True)
    return Motion(None, START, half, turns=True, position=before.position, then=onward)


def _paced(option: Option, keys_of: KeysOf) -> tuple[Motion, ...]:
    """Return the ways of one repetition at one's own pace; none where the figure has nothing that moves.

    By the phases that are given; without them a figure of two keyframes goes to the other one and back.
    """
    exercise = option.exercise
    keys = keys_of(exercise.key) or ()
    if option.pace:
        ends = [(name, seconds) for name, seconds in option.pace if name in keys]
        if len({name for name, _ in ends}) < 2:
            return ()
        out: list[Motion] = []
        still = 0.0
        for name, seconds in option.pace:
            if name in keys:
                before = out[-1].end if out else ends[-1][0]
                out.append(Motion(before, name, seconds, lead=still))
                still = 0.0
            else:
                still += seconds
        return (replace(out[0], lead=out[0].lead + still), *out[1:])
    other = {easier.key for easier in exercise.easier} | set(exercise.sides) | {START}
    moving = [key for key in keys if key not in other]
    if len(moving) != 2:
        return ()
    half = SECONDS_PER_REP / 2
    return Motion(moving[0], moving[1], half), Motion(moving[1], moving[0], half)


def _in_turn(ways: tuple[Motion, ...], elapsed: float, runs: bool) -> Motion | None:
    """Return ways one after the other, over and over, so many seconds after the first one began."""
    if not ways:
        return None
    times = [way.lead + way.seconds for way in ways]
    gone, place = elapsed % sum(times), 0
    while gone >= times[place]:
        gone -= times[place]
        place += 1
    row = [ways[(place + n) % len(ways)] for n in range(len(ways) + 1)]
    chain: Motion | None = None
    for way in reversed(row):
        chain = replace(way, then=chain)
    return None if chain is None else replace(chain, elapsed=gone, runs=runs)


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
