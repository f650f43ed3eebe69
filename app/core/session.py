"""The state machine: a plan, clock readings and commands in; state, events and records out.

Theory of operation
-------------------
The session's clock is `base + (now - anchor) * speed`: the shell hands in real seconds, the engine takes the speed.
It never stands still. What stands still in a pause and in a count is *running time*, the session's clock without the
seconds in which nothing ran; `Course` knows only that. A segment starts, in running time, at its predecessor's
deadline, and everything due inside it is an offset from its start; nothing counts ticks, so that one tick after an
hour and ten thousand in that hour tell the same story, and an hour ends on the hour.

`tick(now)` does, in order, all that is due until `now`, and answers with it. `command(...)` first does the same and
then what the person asked for. In an answer everything but the newest is marked `late`, unless it fell due at the same
instant: only the newest missed cue is heard, every row is written.

A gap of more than 5 real seconds between two readings is no late tick but sleep, or a desktop that froze: the
session is paused at the last known moment. The Space that ends such a gap finds the session paused and leaves it so.
All other lengths (the 10 s of a take-back, a pause of over 20 s) are the session's own, as the speed makes them.

States x commands
-----------------
The state that a pause or a count stands over decides what a command does, and what is `nothing` there is nothing in a
pause and in a count too. The last column says what becomes of a count, and of a pause. A test reads this table.

=======  ===========  ==========  ==========  ===========  ===========  ============================
command  Ready        Working     Waiting     Switching    Resting      in a count / in a pause
=======  ===========  ==========  ==========  ===========  ===========  ============================
PAUSE    pause        pause       pause       pause        pause        pauses again / goes on
NEXT     work now     leave dose  set done    work now     work now     count ends / stays paused
BACK     dose before  again       again       dose before  dose before  counts anew / stays paused
SKIP     next step    next step   next step   next step    next step    count ends / stays paused
LONGER   20 s more    30 s more   nothing     20 s more    20 s more    count goes on / stays paused
SHORTER  20 s less    30 s less   nothing     20 s less    20 s less    count goes on / stays paused
STAY     nothing      past zero   nothing     nothing      nothing      count goes on / stays paused
OTHER    new choice   new choice  new choice  new choice   new choice   count ends / stays paused
EASIER   ready anew   ready, on   ready, on   easier       easier       count ends / stays paused
DONE     nothing      nothing     set done    nothing      nothing      count ends / stays paused
=======  ===========  ==========  ==========  ===========  ===========  ============================

Finished takes no command. LONGER, SHORTER and STAY act on a single hold only; SHORTER with no more left than it takes
does what NEXT does. BACK within 10 s after work was left takes that back, else it starts the dose again where more
than 3 s of it were done, else the dose before; each with a count of 3 s, own pace and get ready included.

Where the design is silent
--------------------------
* A take-back can be repeated: Right, Right, Left, Left within 10 s ends where it began. SHORTER and DONE that left
  work are taken back alike. It undoes what was done since in other steps, but not another choice taken there.
* A second STAY before zero takes the first back; past zero neither STAY nor LONGER does anything.
* A pause during a count that followed a long pause is part of that pause: the next count is long too.
* OTHER in a rest or a switch goes straight to the get ready of the other exercise. It goes for the later rounds of the
  same step too, where they were not begun. A record that it keeps stands before those of what came instead.
* EASIER goes round: after the last form comes the full one. The form stays with the exercise until the session ends.
  In a switch or a rest it lasts from there on at least as long as a get ready, and is not left for one.
* BACK in the get ready that EASIER put into a hold starts this hold again; NEXT goes on with it where it stood.
* Work at own pace that is left with SKIP, or by ending the session, counts the repetitions typed, else none.
* Going back over a dose and coming to it again starts its record from 0: nothing is counted twice.
* Holds that are repetitions ("5 times 5 s") go on, after a crash, as any hold does: where the current one stood.
  Left, Right and the rest act on all of them; half time and minutes left are told of single holds alone.
* A line "every" so many seconds that would come exactly 5 s before the end is left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Self

from app.core.clockwork import COUNT, INSTANT, Clockwork, CountingDown, Going, Over, Standing
from app.core.course import Course
from app.core.moments import (
    Command,
    Event,
    Moment,
    Paused,
    PausedNow,
    PauseReason,
    SegmentStarted,
    State,
    Waiting,
)
from app.core.moves import MOVES, TAKE_BACK_SECONDS
from app.core.plan import Plan
from app.core.record import Record
from app.core.snapshot import SessionSnapshot, restore
from app.core.tally import Spent


class Session:
    """One session of a plan, from `begin` to its end.

    The shell hands in readings of one steady clock, in real seconds, at least once a second while time runs or is
    counted down. `first_time` says, by exercise, how many seconds its first get ready lasts at least. `unattended`:
    work at own pace ends by itself after its estimate, all its repetitions counted.
    """

    def __init__(
        self, plan: Plan, *, speed: float = 1.0, first_time: Mapping[str, float] | None = None, unattended: bool = False
    ) -> None:
        """Stand before the start; ValueError for a plan without a segment or a speed that is not above 0."""
        if not (speed > 0 and math.isfinite(speed)):
            raise ValueError("A session's speed is a number above 0.")
        self._works = Clockwork(Course(plan, first_time=dict(first_time or {}), unattended=unattended), speed)

    # What is asked of it

    @property
    def plan(self) -> Plan:
        """Return the plan as it is now, with the choices taken."""
        return self._works.course.row.plan

    @property
    def clock(self) -> float:
        """Return the session's own seconds since its start, up to the last reading; `due` and `started` are such."""
        return self._works.at

    @property
    def speed(self) -> float:
        """Return how many of the session's seconds one real second is."""
        return self._works.speed

    @property
    def state(self) -> State:
        """Return the state at the last reading."""
        return self._works.state(self._works.at)

    @property
    def records(self) -> tuple[Record, ...]:
        """Return every dose, planned and done, as it stands; what was skipped or is to come has nothing done."""
        return self._works.course.records(self._works.running(self._works.at))

    @property
    def worked_seconds(self) -> float:
        """Return the seconds of work that the records hold."""
        return self._works.course.worked(self._works.running(self._works.at))

    @property
    def spent(self) -> Spent:
        """Return where all seconds since the start went."""
        return replace(self._works.spent, given_up=self._works.course.given_up)

    def moment(self, now: float) -> Moment:
        """Return what a screen shows at this instant; nothing happens by asking."""
        works, course = self._works, self._works.course
        at = works.shown_at(now)
        running = works.running(at)
        segment, elapsed = course.segment, course.elapsed(running)
        timed = segment.seconds is not None
        length = course.length if timed else None
        past = max(0.0, elapsed - length) if course.past_zero(running) and length is not None else 0.0
        left = None if length is None or past > 0 else max(0.0, length - elapsed)
        dose_elapsed, dose_length = course.dose_elapsed(running), course.dose_length()
        rest_of_it = max(0.0, segment.estimate - elapsed) if left is None and not timed else (left or 0.0)
        undo = course.take_back
        return Moment(
            state=works.state(at),
            under=works.under(),
            segment=segment,
            index=course.place,
            block=course.row.block_number(course.place),
            elapsed=elapsed,
            length=length,
            left=left,
            past=past,
            dose_elapsed=dose_elapsed,
            dose_length=dose_length,
            dose_left=None if dose_length is None or past > 0 else max(0.0, dose_length - dose_elapsed),
            at_least=segment.at_least if segment.phase is None else None,
            easier=course.easier.get(course.row.option(course.place).exercise.key),
            session_left=0.0 if course.over else rest_of_it + course.left_after_segment(),
            can_take_back=undo is not None and at - undo.at <= TAKE_BACK_SECONDS and not course.over,
        )

    def next_deadline(self, now: float) -> float | None:
        """Return the reading at which something is next due, never before `now`; None where nothing is."""
        due = self._works.due_reading()
        return None if due is None else max(now, due)

    def snapshot(self, now: float) -> SessionSnapshot:
        """Return all that going on needs, as at this instant; nothing happens by asking."""
        course, moment = self._works.course, self.moment(now)
        at = self._works.shown_at(now)
        running = self._works.running(at)
        return SessionSnapshot(
            clock=at,
            chosen=tuple(block.chosen for block in self.plan.blocks),
            place=course.place,
            elapsed=course.elapsed(running),
            length=course.length,
            staying=course.staying,
            carried=None if course.carried is None else (course.carried.elapsed, course.carried.length),
            tallies=dict(course.tallies),
            kept=tuple(course.kept),
            easier=dict(course.easier),
            spent=replace(self._works.spent_until(at), given_up=course.given_up),
            finished=isinstance(self._works.mode, Over),
            exercise=moment.segment.exercise,
            position=moment.segment.position,
            left_seconds=moment.dose_left,
        )

    # What is told to it

    def begin(self, now: float) -> tuple[Event, ...]:
        """Start the clock, and the first segment; a session that is gone on with stands paused where it was."""
        works = self._works
        works.anchor = works.last = now
        out: list[Event] = []
        if isinstance(works.mode, Standing):
            works.mode = replace(works.mode, shown=replace(works.mode.shown, since=now))
            works.course.announce(works.stood_at, out, previous=None)
            out.append(PausedNow(works.at, reason=works.mode.shown.reason))
        else:
            works.course.begin(works.at, out)
        works.look_ahead()
        return self._standing(out)

    def tick(self, now: float) -> tuple[Event, ...]:
        """Catch up with a reading of the clock and return what happened until then, the oldest first."""
        out: list[Event] = []
        self._works.catch_up(now, out)
        return _late(out) if out else ()

    def command(self, command: Command, now: float, number: int | None = None) -> tuple[Event, ...]:
        """Do what the person asked for and return what happened; `number`: repetitions typed before DONE or NEXT."""
        missed: list[Event] = []
        out: list[Event] = []
        gone = self._works.catch_up(now, missed)
        if isinstance(self._works.mode, Over):
            return _late(missed)
        if command is not Command.PAUSE:
            self._move(command, number, out)
        elif not gone:
            self._works.pause_or_go_on(now, out)
        self._works.look_ahead()
        return (*_late(missed), *self._standing(out))

    def finish(self, now: float) -> tuple[Event, ...]:
        """End the session here; what was done of the running dose is kept."""
        missed: list[Event] = []
        out: list[Event] = []
        works = self._works
        works.catch_up(now, missed)
        if not isinstance(works.mode, Over):
            works.course.close_work(works.running(works.at), out)
            works.end(out, at_end_of_plan=False)
            works.look_ahead()
        return (*_late(missed), *out)

    @classmethod
    def resumed(
        cls,
        plan: Plan,
        snapshot: SessionSnapshot,
        *,
        speed: float = 1.0,
        first_time: Mapping[str, float] | None = None,
        unattended: bool = False,
    ) -> Self:
        """Return the session of a snapshot, paused, waiting for `begin` and then for the person to go on.

        A get ready, a switch and a rest start again, a hold stands where it stood, a repetition of phases starts again;
        going on counts as after a long pause. ValueError where the snapshot is not one of this plan, or was finished.
        """
        if snapshot.finished:
            raise ValueError("A finished session cannot be gone on with.")
        if len(snapshot.chosen) != len(plan.blocks):
            raise ValueError("The kept session belongs to another plan.")
        for block, chosen in enumerate(snapshot.chosen):
            plan = plan.choosing(block, chosen)
        session = cls(plan, speed=speed, first_time=first_time, unattended=unattended)
        works = session._works
        works.base = works.at = works.stood_at = snapshot.clock
        works.spent = snapshot.spent
        restore(works.course, snapshot)
        works.mode = Standing(Paused(PauseReason.RESUMED, since=0.0), since=snapshot.clock, long=True)
        return session

    def _move(self, command: Command, number: int | None, out: list[Event]) -> None:
        """Do what a key asks for where the session is, running or not."""
        works, course = self._works, self._works.course
        if command is Command.DONE and not isinstance(works.under(), Waiting):
            return
        MOVES[command](course, works.running(works.at), out, number)
        if course.over:
            works.end(out, at_end_of_plan=True)
        elif any(isinstance(event, SegmentStarted) for event in out) and not isinstance(works.mode, Standing):
            if command is Command.BACK:
                works.count_down(COUNT, out, long=False)
            elif isinstance(works.mode, CountingDown):
                works.go_on(out)

    def _standing(self, out: list[Event]) -> tuple[Event, ...]:
        """Return a command's answer, with the starts marked at which the session does not run."""
        if isinstance(self._works.mode, Going):
            return tuple(out)
        return tuple(replace(event, standing=True) if isinstance(event, SegmentStarted) else event for event in out)


def _late(out: list[Event]) -> tuple[Event, ...]:
    """Return events with all marked late that a newer one overtakes."""
    newest = max((event.due for event in out), default=0.0)
    return tuple(event if event.due >= newest - INSTANT else replace(event, late=True) for event in out)
