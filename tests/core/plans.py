"""Small plans made by hand, so that the engine's tests do not lean on the planner's."""

from __future__ import annotations

from dataclasses import replace

from app.core.exercise import Easier, Exercise
from app.core.plan import Block, Kind, Option, Plan, PlannedRecord, Segment
from app.core.routine import Profile, Say


def exercise(key: str, *, easier: int = 0, settle: float | None = None) -> Exercise:
    """Return an exercise with a number of easier forms."""
    return Exercise(key, key.title(), easier=tuple(Easier(f"form {n}") for n in range(easier)), settle=settle)


def segment(
    kind: Kind,
    seconds: float | None,
    what: str,
    *,
    position: str | None = None,
    dose: int = 0,
    record: int = 0,
    set_: int = 1,
    sets: int = 1,
    round_: int = 1,
    rounds: int = 1,
    rep: int | None = None,
    reps: int | None = None,
    phase: str | None = None,
    at_least: float | None = None,
    estimate: float | None = None,
) -> Segment:
    """Return a segment with the usual values left out."""
    return Segment(
        kind,
        seconds,
        what,
        position,
        set_,
        sets,
        round_,
        rounds,
        rep,
        reps,
        phase,
        at_least,
        Profile.BELLS,
        dose,
        record,
        (seconds or 0.0) if estimate is None else estimate,
    )


def gap(work: Segment, kind: Kind, seconds: float) -> Segment:
    """Return what lies before a stretch of work, bearing the work's names."""
    return replace(work, kind=kind, seconds=seconds, estimate=seconds, at_least=None)


def hold(
    key: str = "sphinx",
    seconds: float = 60,
    *,
    at_least: float | None = None,
    positions: tuple[str | None, ...] = (None,),
    sets: int = 1,
    ready: float = 10,
    switch: float = 8,
    rest: float = 30,
    rest_before: float = 0,
    say: tuple[Say, ...] = (),
    easier: int = 0,
    settle: float | None = None,
    round_: int = 1,
    rounds: int = 1,
) -> Option:
    """Return one timed hold for every position and set."""
    segments: list[Segment] = []
    records: list[PlannedRecord] = []
    for set_ in range(1, sets + 1):
        for number, position in enumerate(positions):
            work = segment(
                Kind.WORK,
                seconds,
                key,
                position=position,
                set_=set_,
                sets=sets,
                round_=round_,
                rounds=rounds,
                dose=len(records),
                record=len(records),
                at_least=at_least,
            )
            if not records:
                gaps = [(Kind.REST, rest_before), (Kind.READY, ready)]
            else:
                gaps = [(Kind.SWITCH, switch) if number else (Kind.REST, rest)]
            segments += [gap(work, kind, length) for kind, length in gaps if length]
            segments.append(work)
            records.append(PlannedRecord(key, position, round_, set_, seconds, at_least, None, None, False))
    return Option(exercise(key, easier=easier, settle=settle), tuple(segments), tuple(records), say)


def phases(
    key: str = "cat-cow",
    lengths: tuple[float, ...] = (2, 3),
    *,
    reps: int = 4,
    least: int | None = None,
    positions: tuple[str | None, ...] = (None,),
    alternate: bool = False,
    ready: float = 10,
    switch: float = 8,
    named: bool = True,
    easier: int = 0,
) -> Option:
    """Return timed repetitions; one length and `named` False make them N holds of T. `least`: the lower count."""
    segments: list[Segment] = []
    each = sum(lengths)
    order = (
        [(p, rep) for rep in range(1, reps + 1) for p in range(len(positions))]
        if alternate
        else [(p, rep) for p in range(len(positions)) for rep in range(1, reps + 1)]
    )
    for p, rep in order:
        dose = 0 if alternate else p
        if not segments and ready:
            segments.append(segment(Kind.READY, ready, key, position=positions[p], dose=dose, record=p, reps=reps))
        elif rep == 1 and p and not alternate and switch:
            segments.append(segment(Kind.SWITCH, switch, key, position=positions[p], dose=dose, record=p, reps=reps))
        for number, length in enumerate(lengths):
            name = f"phase {number}" if named else None
            segments.append(
                segment(
                    Kind.WORK,
                    length,
                    key,
                    position=positions[p],
                    dose=dose,
                    record=p,
                    rep=rep,
                    reps=reps,
                    phase=name,
                )
            )
    at_least = None if least is None else least * each
    records = tuple(PlannedRecord(key, p, 1, 1, reps * each, at_least, reps, least, False) for p in positions)
    return Option(exercise(key, easier=easier), tuple(segments), records)


def own_pace(
    key: str = "row", *, reps: int = 12, least: int | None = None, sets: int = 2, rest: float = 30, easier: int = 0
) -> Option:
    """Return sets of repetitions at the person's own pace, 4 s each in the estimate."""
    segments: list[Segment] = [segment(Kind.READY, 10, key, sets=sets, reps=reps)]
    records: list[PlannedRecord] = []
    for set_ in range(1, sets + 1):
        number = set_ - 1
        work = segment(
            Kind.WORK, None, key, estimate=4.0 * reps, dose=number, record=number, set_=set_, sets=sets, reps=reps
        )
        if set_ > 1:
            segments.append(gap(work, Kind.REST, rest))
        segments.append(work)
        least_seconds = None if least is None else least * 4.0
        records.append(PlannedRecord(key, None, 1, set_, reps * 4.0, least_seconds, reps, least, True))
    return Option(exercise(key, easier=easier), tuple(segments), tuple(records))


def plan(*blocks: Option | tuple[Option, ...]) -> Plan:
    """Return a plan of steps; a tuple holds the alternatives of one."""
    made = tuple(
        Block(step, options if isinstance(options, tuple) else (options,)) for step, options in enumerate(blocks, 1)
    )
    return Plan("by-hand", "By hand", 0, made)


def under_one_profile(plan: Plan, profile: Profile) -> Plan:
    """Return the plan with every step under one profile."""
    return replace(
        plan,
        blocks=tuple(
            replace(
                block,
                options=tuple(
                    replace(option, segments=tuple(replace(s, sound=profile) for s in option.segments))
                    for option in block.options
                ),
            )
            for block in plan.blocks
        ),
    )
