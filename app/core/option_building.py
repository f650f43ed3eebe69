"""One step in one round made into segments and records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.core.plan import Kind, Option, PlannedRecord, Segment
from app.core.plan_size import REST_BETWEEN_SETS, SECONDS_PER_REP
from app.core.routine import Each, Routine, Step


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a step takes from where it stands; `rest_before` is the rest after the round before, in seconds."""

    routine: Routine
    level: int
    first: bool
    round: int
    rounds: int
    rest_before: float


def build_option(step: Step, around: Surroundings) -> Option:
    """Return the step's segments in order, and the records that their work counts to."""
    builder = _Builder(step, around)
    segments = tuple(builder.segments())
    pace = tuple((p.name, p.length.at(around.level)) for p in step.rep) if step.own_pace else ()
    return Option(step.exercise, segments, builder.records(), step.say, step.note, step.load, step.when, pace)


class _Builder:
    """A step with everything settled by the level."""

    def __init__(self, step: Step, around: Surroundings) -> None:
        routine, level = around.routine, around.level
        self.step = step
        self.around = around
        self.level = level
        self.sets = step.sets.at(level)
        self.reps = step.reps.at(level) if step.reps else None
        self.alternate = step.each is Each.ALTERNATE
        # Own pace in turns is one work segment for all positions: the person changes as they go.
        self.together = self.alternate and step.own_pace
        sides = step.exercise.sides[:1] if step.each is Each.FIRST else step.positions
        self.positions: tuple[str | None, ...] = sides or (None,)
        ready = routine.first_get_ready if around.first else None
        self.ready = (ready or step.get_ready or routine.get_ready).at(level)
        self.rest = (step.rest or routine.rest or REST_BETWEEN_SETS).at(level)
        switch = step.switch if self.alternate else step.switch or routine.switch
        self.switch = switch.at(level) if switch else 0.0
        self.sound = step.sound or routine.sound

    def segments(self) -> Iterator[Segment]:
        """Yield the segments in order."""
        opening = self._of(Kind.READY, 0.0, 1, 0)
        for kind, seconds in ((Kind.REST, self.around.rest_before), (Kind.READY, self.ready)):
            if seconds:
                yield replace(opening, kind=kind, seconds=seconds, estimate=seconds)
        for number in range(1, self.sets + 1):
            if number > 1:
                # Where there is no rest, the way back to the first position still takes its time.
                moves = len(self.positions) > 1 and not self.together
                for kind, seconds in ((Kind.REST, self.rest), (Kind.SWITCH, self.switch if moves else 0.0)):
                    if seconds:
                        yield self._of(kind, seconds, number, 0)
                        break
            yield from self._set(number)

    def _set(self, number: int) -> Iterator[Segment]:
        if self.together:
            yield from self._work(number, 0, None)
            return
        turns = self.reps or 1 if self.alternate else 1
        for turn in range(1, turns + 1):
            for i in range(len(self.positions)):
                if self.switch and (i or turn > 1):
                    yield self._of(Kind.SWITCH, self.switch, number, i)
                yield from self._work(number, i, turn if self.alternate else None)

    def _work(self, number: int, position: int, only: int | None) -> Iterator[Segment]:
        """Yield the work of one set and position; of one repetition where `only` names it."""
        step, blank = self.step, self._of(Kind.WORK, 0.0, number, position)
        if step.own_pace:
            count = self.reps or 1
            yield replace(blank, seconds=None, reps=count, estimate=self._own_pace_seconds(count, self.level))
            return
        for rep in [only] if only else range(1, (self.reps or 1) + 1):
            counted = replace(blank, rep=rep, reps=self.reps) if self.reps else blank
            if step.rep:
                for phase in step.rep:
                    seconds = phase.length.at(self.level)
                    yield replace(counted, seconds=seconds, estimate=seconds, phase=phase.name, breath=phase.breath)
            elif step.hold:
                seconds = step.hold.at(self.level)
                least = step.hold.lower if step.hold.ranged else None
                yield replace(counted, seconds=seconds, estimate=seconds, at_least=least)

    def _own_pace_seconds(self, reps: int, level: int) -> float:
        """Return the estimate of one own-pace segment."""
        per_rep = sum(phase.length.at(level) for phase in self.step.rep) or SECONDS_PER_REP
        return reps * per_rep * (len(self.positions) if self.together else 1)

    def _of(self, kind: Kind, seconds: float, number: int, position: int) -> Segment:
        """Return a segment of a set and a position, both as the work that it is or that follows it."""
        places = 1 if self.together else len(self.positions)
        record = (number - 1) * places + position
        return Segment(
            kind=kind,
            seconds=seconds,
            exercise=self.step.exercise.key,
            position=None if self.together else self.positions[position],
            set=number,
            sets=self.sets,
            round=self.around.round,
            rounds=self.around.rounds,
            rep=None,
            reps=None,
            phase=None,
            at_least=None,
            sound=self.sound,
            dose=number - 1 if self.alternate else record,
            record=record,
            estimate=seconds,
        )

    def records(self) -> tuple[PlannedRecord, ...]:
        """Return the records, set by set, position by position."""
        step = self.step
        planned, least = self._dose_seconds(self.level), self._dose_seconds(0)
        ranged = bool(
            (step.reps and step.reps.ranged)
            or (step.hold and step.hold.ranged)
            or any(phase.length.ranged for phase in step.rep)
        )
        return tuple(
            PlannedRecord(
                exercise=step.exercise.key,
                position=position,
                round=self.around.round,
                set=number,
                planned=planned,
                at_least=least if ranged else None,
                reps=self.reps,
                reps_at_least=step.reps.lower if step.reps and step.reps.ranged else None,
                own_pace=step.own_pace,
            )
            for number in range(1, self.sets + 1)
            for position in ((None,) if self.together else self.positions)
        )

    def _dose_seconds(self, level: int) -> float:
        """Return the seconds of work of one set and position at a level."""
        step = self.step
        reps = step.reps.at(level) if step.reps else 1
        if step.own_pace:
            return self._own_pace_seconds(reps, level)
        if step.rep:
            return reps * sum(phase.length.at(level) for phase in step.rep)
        return reps * (step.hold.at(level) if step.hold else 0.0)
