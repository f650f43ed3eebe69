"""Where a session is in its plan and what was done: the part of the engine that knows no pause and no speed.

All times that come in are running time: the session's own seconds without those in which it stood still. `stopped`
is the difference to the session's clock, which events and records bear.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core.marks import Mark, marks_of
from app.core.moments import DoseEnded, Event, MinimumReached, SegmentStarted
from app.core.plan import Kind, Plan, Segment
from app.core.record import Record
from app.core.row import Row
from app.core.tally import NOTHING, Kept, Tally, TallyKey, all_records, recorded


@dataclass(frozen=True, slots=True)
class Carried:
    """Work that waits behind a fresh get ready in its middle: where it stood, and its length."""

    elapsed: float
    length: float | None


@dataclass(frozen=True, slots=True)
class TakeBack:
    """How things stood before work was left, for as long as that can be taken back."""

    at: float  # the session's clock
    place: int
    elapsed: float
    length: float | None
    staying: bool
    carried: Carried | None
    row: Row
    tallies: Mapping[TallyKey, Tally]
    kept: tuple[Kept, ...]
    earlier: TakeBack | None


class Course:
    """A place in a plan, the time in it, and the tallies of all doses."""

    def __init__(self, plan: Plan, *, first_time: Mapping[str, float], unattended: bool) -> None:
        """Stand before the first segment; see `Session` for the arguments."""
        self.row = Row(plan)
        self.first_time = first_time
        self.unattended = unattended
        self.place = 0
        self.start = 0.0  # running time at which the segment's elapsed seconds were 0
        self.length: float | None = None  # of the segment as it is now; None: until the person says so
        self.staying = False
        self.carried: Carried | None = None
        self.stopped = 0.0
        self.over = False
        self.tallies: dict[TallyKey, Tally] = {}
        self.kept: list[Kept] = []
        self.easier: dict[str, int] = {}
        self.take_back: TakeBack | None = None
        self.given_up = 0.0
        self.begun: set[str] = set()  # exercises that were worked at
        self._inserted: Segment | None = None
        self._marks: list[Mark] = []
        self._mark = 0

    # What is asked of it

    @property
    def segment(self) -> Segment:
        """Return the running segment, which is not the plan's where a get ready was put in."""
        return self._inserted if self._inserted is not None else self.row.segments[self.place]

    @property
    def working(self) -> bool:
        """Return whether the running segment is work."""
        return self.segment.kind is Kind.WORK

    def elapsed(self, now: float) -> float:
        """Return the seconds into the running segment."""
        return max(0.0, now - self.start)

    def past_zero(self, now: float) -> bool:
        """Return whether a hold that stays has reached its end."""
        return self.staying and self.working and self.length is not None and self.elapsed(now) >= self.length

    def next_due(self) -> float:
        """Return the running time at which something is next due; infinite where nothing is."""
        if self.over:
            return math.inf
        mark = self.start + self._marks[self._mark][0] if self._mark < len(self._marks) else math.inf
        return min(mark, self._end())

    def _end(self) -> float:
        if self.length is None or (self.staying and self.working):
            return math.inf
        return self.start + self.length

    def _key(self, place: int) -> TallyKey:
        return self.row.block_number(place), self.row.segments[place].record

    def _open(self, now: float) -> float:
        """Return the seconds of the running work that no tally holds yet."""
        if self.over:
            return 0.0
        if self.carried is not None:
            return self.carried.elapsed
        return self.elapsed(now) if self.working else 0.0

    def tallies_at(self, now: float) -> dict[TallyKey, Tally]:
        """Return all tallies with the running work counted in."""
        tallies = dict(self.tallies)
        open_work = self._open(now)
        if open_work > 0:
            key = self._key(self.place)
            tally = tallies.get(key, NOTHING)
            tallies[key] = replace(tally, done=tally.done + open_work)
        return tallies

    def records(self, now: float) -> tuple[Record, ...]:
        """Return all records as they stand."""
        return all_records(self.row.plan, self.tallies_at(now), self.kept)

    def worked(self, now: float) -> float:
        """Return the seconds of work that records hold."""
        done = sum(t.done for t in self.tallies.values()) + sum(k.record.done for k in self.kept)
        return done + self._open(now)

    def dose_elapsed(self, now: float) -> float:
        """Return the seconds of work into the running dose, or into the one that the segment leads to."""
        block = self.row.block_number(self.place)
        records = self.row.dose_records(self.place)
        done = sum(self.tallies.get((block, record), NOTHING).done for record in records)
        inside = self.carried is not None or (not self.over and self.place > self.row.dose(self.place)[0])
        if self.working and not self.over:
            return done + self._open(now)
        return done + self._open(now) if inside else 0.0

    def dose_length(self) -> float | None:
        """Return the seconds of work of the running dose, or of the one to come, as it now is; None at own pace."""
        first = self.row.dose(self.place)[0]
        if self.row.segments[first].seconds is None:
            return None
        if self.row.single_hold(first):
            if self.working:
                return self.length
            if self.carried is not None:
                return self.carried.length
        return self.row.dose_seconds(first)

    def left_after_segment(self) -> float:
        """Return the planned seconds of all that follows the running segment, first get readies counted as they are."""
        after = self.row.estimate_after(self.place)
        if self.carried is not None:
            after += max(0.0, (self.carried.length or self.row.segments[self.place].estimate) - self.carried.elapsed)
        for exercise, seconds in self.first_time.items():
            place = None if exercise in self.begun else self.row.first_ready(exercise)
            if place is not None and place > self.place:
                after += max(0.0, seconds - self.row.segments[place].estimate)
        return after

    # Time goes by

    def begin(self, now: float, out: list[Event]) -> None:
        """Start the first segment."""
        self.enter(0, now, out, previous=None)

    def happen(self, out: list[Event]) -> None:
        """Do what is next due: a mark inside the segment, or its end."""
        if self._mark < len(self._marks) and self.start + self._marks[self._mark][0] <= self._end():
            offset, event = self._marks[self._mark]
            self._mark += 1
            out.append(replace(event, due=self.start + offset + self.stopped))
            return
        self._run_out(self._end(), out)

    def _run_out(self, now: float, out: list[Event]) -> None:
        before = self.segment
        if self.carried is not None:
            self.resume_carried(now, out)
            return
        place = self.place
        following: int | None = place + 1 if place + 1 < len(self.row) else None
        if before.kind is Kind.WORK:
            assert self.length is not None
            reps = 1 if self.row.ends_repetition(place) else 0
            if before.seconds is None:
                reps = self.row.planned(place).reps or 0
            self._count(place, self.length, reps)
            if self.row.completes_lower_count(place):
                out.append(MinimumReached(now + self.stopped))
            if place == self.row.dose(place)[-1]:
                self._end_dose(now, out, exercise_over=following == self.row.after_block(place))
        self.leave_for(following, now, out, previous=before)

    def leave_for(self, place: int | None, now: float, out: list[Event], *, previous: Segment) -> None:
        """Go to another place; None ends the plan."""
        if place is None:
            self.over = True
        else:
            self.enter(place, now, out, previous=previous)

    def enter(self, place: int, now: float, out: list[Event], *, previous: Segment | None) -> None:
        """Start the segment at a place; a dose that starts, starts from 0 whatever was done of it before."""
        self.place = place
        self.carried = self._inserted = None
        self.staying = False
        segment = self.row.segments[place]
        if segment.kind is Kind.WORK:
            if place == self.row.dose(place)[0]:
                self.forget_dose(place)
            self._mark_start(place, now)
        self._run(segment, now, self._natural_length(segment), 0.0)
        self.announce(now, out, previous=previous)

    def announce(self, now: float, out: list[Event], *, previous: Segment | None) -> None:
        """Tell that the running segment started."""
        out.append(SegmentStarted(now + self.stopped, segment=self.segment, index=self.place, previous=previous))

    def _mark_start(self, place: int, now: float) -> None:
        tally = self.tallies.get(self._key(place), NOTHING)
        if tally.started is None or tally.done == 0:
            self.tallies[self._key(place)] = replace(tally, started=now + self.stopped)

    def went_on(self, now: float) -> None:
        """Take note that time runs again: work that stood at its very start begins only now."""
        if self.working and self.carried is None and self.elapsed(now) < 1e-6:
            self._mark_start(self.place, now)

    def _natural_length(self, segment: Segment) -> float | None:
        if segment.kind is Kind.READY and segment.exercise not in self.begun:
            return max(segment.seconds or 0.0, self.first_time.get(segment.exercise, 0.0))
        return segment.estimate if segment.seconds is None and self.unattended else segment.seconds

    def _run(self, segment: Segment, now: float, length: float | None, elapsed: float) -> None:
        """Let the running segment be `elapsed` seconds in, with a length; what is due from there on is due again."""
        self._inserted = segment if segment is not self.row.segments[self.place] else None
        self.start = now - elapsed
        self.length = length
        self.mark_anew(elapsed)

    def mark_anew(self, elapsed: float) -> None:
        """Work out again what is due after `elapsed` seconds of the running segment."""
        self._mark = 0
        self._marks = [
            (offset, event)
            for offset, event in marks_of(
                self.segment,
                self.length if self.segment.seconds is not None else None,
                staying=self.staying and self.working,
                single_hold=self.working and self.row.single_hold(self.place),
                say=self.row.option(self.place).say,
            )
            if offset > elapsed or elapsed == 0
        ]

    # Doses

    def _count(self, place: int, seconds: float, reps: int) -> None:
        key = self._key(place)
        tally = self.tallies.get(key, NOTHING)
        self.tallies[key] = replace(tally, done=tally.done + seconds, reps=tally.reps + reps)
        if seconds > 0:
            self.begun.add(self.row.segments[place].exercise)

    def _end_dose(self, now: float, out: list[Event], *, exercise_over: bool) -> None:
        record = recorded(self.row.planned(self.place), self.tallies.get(self._key(self.place), NOTHING))
        out.append(DoseEnded(now + self.stopped, record=record, exercise_over=exercise_over))

    def forget_dose(self, place: int) -> None:
        """Set the records of a dose back to nothing done."""
        block = self.row.block_number(place)
        for record in self.row.dose_records(place):
            self.given_up += self.tallies.pop((block, record), NOTHING).done

    def give_up_repetition(self, place: int, elapsed: float) -> int:
        """Return where the repetition at a place starts, and take what was done of it off its record."""
        first = self.row.repetition_start(place)
        whole = sum(self.row.segments[p].estimate for p in range(first, place))
        key = self._key(place)
        tally = self.tallies.get(key, NOTHING)
        self.tallies[key] = replace(tally, done=max(0.0, tally.done - whole))
        self.given_up += whole + elapsed
        return first

    def close_work(self, now: float, out: list[Event], reps: int = 0, *, exercise_over: bool = False) -> None:
        """Count what was done of the running work, if it is work, and end its dose there."""
        if self.over or not (self.working or self.carried is not None):
            return
        seconds = self._open(now)
        segment = self.row.segments[self.place]
        if segment.seconds is not None:
            reps = 1 if self.row.ends_repetition(self.place) and seconds >= segment.seconds else 0
        self._count(self.place, seconds, reps)
        self.carried = self._inserted = None
        self._end_dose(now, out, exercise_over=exercise_over)

    def insert_ready(self, segment: Segment, now: float, out: list[Event]) -> None:
        """Put a get ready in here and now; running work waits behind it and goes on where it stood."""
        before = self.segment
        if self.working:
            self.carried = Carried(self.elapsed(now), self.length)
        self._run(segment, now, segment.seconds, 0.0)
        self.announce(now, out, previous=before)

    def start_ready_again(self, now: float, out: list[Event]) -> None:
        """Start the running get ready from its beginning, as long as it has become but no shorter than planned."""
        before = self.segment
        self._run(before, now, max(self.length or 0.0, before.seconds or 0.0), 0.0)
        self.announce(now, out, previous=before)

    def resume_carried(self, now: float, out: list[Event]) -> None:
        """Go on with the work that waited behind a get ready."""
        assert self.carried is not None
        before, carried = self.segment, self.carried
        self.carried = self._inserted = None
        segment = self.row.segments[self.place]
        self._run(segment, now, carried.length, carried.elapsed)
        self.announce(now, out, previous=before)

    def stand_at(
        self, place: int, now: float, *, elapsed: float, length: float | None, staying: bool, carried: Carried | None
    ) -> None:
        """Stand somewhere in the plan as if that had been reached in the usual way."""
        self.place, self.staying, self.over = place, staying, False
        self.carried, self._inserted = carried, None
        segment = self.row.segments[place]
        ready = self.ready_here() if carried is not None else None
        if carried is not None and ready is None:
            self.carried, elapsed, length = None, carried.elapsed, carried.length
        self._run(ready or segment, now, length, elapsed)

    def ready_here(self) -> Segment | None:
        """Return the block's get ready in the words of the work at this place; None where it has none."""
        ready, here = self.row.get_ready(self.place), self.row.segments[self.place]
        if ready is None or self.row.segments[self.place] is ready:
            return ready
        return replace(ready, position=here.position, set=here.set, dose=here.dose, record=here.record)

    def replan(self, plan: Plan) -> None:
        """Lay the plan out anew after a choice."""
        self.row = Row(plan)
