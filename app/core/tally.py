"""What was done so far, dose by dose, and where the time of a session went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.core.plan import Kind, Plan, PlannedRecord
from app.core.record import Record

TallyKey = tuple[int, int]  # number of the block, number of the record in its chosen option


@dataclass(frozen=True, slots=True)
class Tally:
    """Seconds of work and repetitions counted to one record, and when it began (the session's own seconds)."""

    done: float = 0.0
    reps: int = 0
    started: float | None = None


NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class Kept:
    """A record of an exercise that another choice replaced, with the number of its block."""

    block: int
    record: Record


@dataclass(frozen=True, slots=True)
class Spent:
    """Where a session's own seconds went; together they are its clock.

    `given_up` is the part of `work` that no record holds any more: it was started again, or taken back.
    """

    work: float = 0.0
    ready: float = 0.0
    switch: float = 0.0
    rest: float = 0.0
    paused: float = 0.0
    counted: float = 0.0
    given_up: float = 0.0

    @property
    def total(self) -> float:
        """Return all seconds since the start."""
        return self.work + self.ready + self.switch + self.rest + self.paused + self.counted

    def plus(self, what: str, seconds: float) -> Spent:
        """Return this with seconds added to one of its parts."""
        return replace(self, **{what: getattr(self, what) + seconds})


SPENT_ON = {Kind.WORK: "work", Kind.READY: "ready", Kind.SWITCH: "switch", Kind.REST: "rest"}


def recorded(planned: PlannedRecord, tally: Tally) -> Record:
    """Return the record of one dose as far as it was done."""
    return Record(
        exercise=planned.exercise,
        position=planned.position,
        round=planned.round,
        set=planned.set,
        planned=planned.planned,
        at_least=planned.at_least,
        done=tally.done,
        reps=None if planned.reps is None else tally.reps,
        reps_planned=planned.reps,
        reps_at_least=planned.reps_at_least,
        own_pace=planned.own_pace,
        started=tally.started,
    )


def all_records(plan: Plan, tallies: dict[TallyKey, Tally], kept: Iterable[Kept]) -> tuple[Record, ...]:
    """Return every record in the plan's order; what was held of a replaced exercise stands before its replacement."""
    held: dict[int, list[Record]] = {}
    for one in kept:
        held.setdefault(one.block, []).append(one.record)
    out: list[Record] = []
    for number, block in enumerate(plan.blocks):
        out += held.get(number, [])
        out += [
            recorded(planned, tallies.get((number, place), NOTHING))
            for place, planned in enumerate(block.option.records)
        ]
    return tuple(out)
