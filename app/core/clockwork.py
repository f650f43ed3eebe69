"""The session's clock, and what stands still: running, paused, counting down, over.

See `session.py` for the theory of operation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core.course import Course
from app.core.moments import (
    CountBeat,
    Counting,
    CountStarted,
    Event,
    Finished,
    Paused,
    PausedNow,
    PauseReason,
    Ready,
    Resting,
    SessionFinished,
    State,
    Switching,
    Waiting,
    WentOn,
    Working,
)
from app.core.plan import Kind
from app.core.tally import SPENT_ON, Spent

AWAY_AFTER = 5.0  # real seconds without a reading after which the person, or the computer, was away
COUNT = 3.0
LONG_COUNT = 10.0
LONG_PAUSE = 20.0
INSTANT = 1e-6  # seconds that are no time at all: readings and deadlines are rounded sums
_BETWEEN: Mapping[Kind, State] = {Kind.READY: Ready(), Kind.SWITCH: Switching(), Kind.REST: Resting()}


@dataclass(frozen=True, slots=True)
class Going:
    """Time runs."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A pause since a reading of the session's clock; `long`: the next count is a long one however short it was."""

    shown: Paused
    since: float
    long: bool


@dataclass(frozen=True, slots=True)
class CountingDown:
    """A count that began at a reading of the session's clock, of which `beats` seconds were told."""

    since: float
    seconds: float
    beats: int
    long: bool


@dataclass(frozen=True, slots=True)
class Over:
    """The end."""

    shown: Finished


Mode = Going | Standing | CountingDown | Over


class Clockwork:
    """A course with the clock that drives it; `at` is the session's clock up to which all was done."""

    def __init__(self, course: Course, speed: float) -> None:
        """Stand before the start, at 0 of the session's clock."""
        self.course = course
        self.speed = speed
        self.mode: Mode = Going()
        self.anchor: float | None = None  # the reading at which the session's clock was `base`
        self.base = 0.0
        self.at = 0.0
        self.last = 0.0  # the last reading handed in
        self.due = math.inf  # the session's clock at which something is next due
        self.stood_at = 0.0  # running time at which time stands still, where it does
        self.spent = Spent()

    # The clock

    def clock_at(self, now: float) -> float:
        """Return the session's clock at a reading; one that went back counts as the last one."""
        if self.anchor is None:
            return self.at
        return self.base + (max(now, self.last) - self.anchor) * self.speed

    def shown_at(self, now: float) -> float:
        """Return the session's clock as it is to be shown at a reading: never past what is due and has not happened."""
        return min(self.clock_at(min(now, self.last + AWAY_AFTER)), max(self.due, self.at))

    def due_reading(self) -> float | None:
        """Return the reading at which something is next due; None where nothing is."""
        if self.anchor is None or math.isinf(self.due):
            return None
        return self.anchor + (self.due - self.base) / self.speed

    def running(self, at: float) -> float:
        """Return running time at a reading of the session's clock."""
        if isinstance(self.mode, Going):
            return at - self.course.stopped
        return self.stood_at

    def catch_up(self, now: float, out: list[Event]) -> bool:
        """Do all that is due until a reading; return whether it came after a gap in which the session was paused."""
        if self.anchor is None:
            raise RuntimeError("A session takes its first reading with begin.")
        gone = now - self.last > AWAY_AFTER and isinstance(self.mode, Going | CountingDown)
        if gone:
            away = now - self.last
            long = isinstance(self.mode, CountingDown) and self.mode.long
            self.stand(Paused(PauseReason.AWAY, since=self.last, away=away), self.at, long=long)
            out.append(PausedNow(self.at, reason=PauseReason.AWAY, away=away))
            self.look_ahead()
        target = self.clock_at(now)
        while self.due <= target + INSTANT * max(1.0, self.speed):
            self.pass_to(self.due)
            self.happen(out)
            self.look_ahead()
        self.pass_to(target)
        self.last = max(self.last, now)
        return gone

    def pass_to(self, at: float) -> None:
        """Let the session's clock go on to a reading, and note what the seconds went to."""
        at = max(at, self.at)
        self.spent = self.spent_until(at)
        if not isinstance(self.mode, Going):
            self.course.stopped = at - self.stood_at
        self.at = at

    def spent_until(self, at: float) -> Spent:
        """Return what all seconds went to until a reading of the session's clock."""
        if isinstance(self.mode, Over) or at <= self.at:
            return self.spent
        if isinstance(self.mode, Standing):
            return self.spent.plus("paused", at - self.at)
        if isinstance(self.mode, CountingDown):
            return self.spent.plus("counted", at - self.at)
        return self.spent.plus(SPENT_ON[self.course.segment.kind], at - self.at)

    def look_ahead(self) -> None:
        """Note when something is next due."""
        if isinstance(self.mode, Going):
            self.due = self.course.next_due() + self.course.stopped
        elif isinstance(self.mode, CountingDown):
            self.due = self.mode.since + min(self.mode.beats, self.mode.seconds)
        else:
            self.due = math.inf

    def happen(self, out: list[Event]) -> None:
        """Do what is due now."""
        if isinstance(self.mode, CountingDown):
            if self.mode.beats >= self.mode.seconds:
                self.go_on(out)
                return
            left = math.ceil(self.mode.seconds - self.mode.beats)
            self.mode = replace(self.mode, beats=self.mode.beats + 1)
            out.append(CountBeat(self.at, left=left))
            return
        self.course.happen(out)
        if self.course.over:
            self.end(out, at_end_of_plan=True)

    # Standing still and going on

    def stand(self, shown: Paused, since: float, *, long: bool) -> None:
        """Pause; `long` carries over that the pause before an unfinished count was a long one."""
        self.stood_at = self.running(self.at)
        self.mode = Standing(shown, since, long)

    def pause_or_go_on(self, now: float, out: list[Event]) -> None:
        """Pause, or go on: in timed work after a count, elsewhere at once."""
        mode = self.mode
        if not isinstance(mode, Standing):
            long = isinstance(mode, CountingDown) and mode.long
            self.stand(Paused(PauseReason.ASKED, since=now), self.at, long=long)
            out.append(PausedNow(self.at))
            return
        if not isinstance(self.under(), Working):
            self.go_on(out)
            return
        long = mode.long or self.at - mode.since > LONG_PAUSE
        settle = self.course.row.option(self.course.place).exercise.settle or 0.0
        self.count_down(max(LONG_COUNT, settle) if long else COUNT, out, long=long)

    def count_down(self, seconds: float, out: list[Event], *, long: bool) -> None:
        """Count before time goes on."""
        self.stood_at = self.running(self.at)
        self.mode = CountingDown(self.at, seconds, 1, long)
        out.append(CountStarted(self.at, seconds=seconds))
        out.append(CountBeat(self.at, left=math.ceil(seconds)))

    def go_on(self, out: list[Event]) -> None:
        """Let time run again."""
        self.mode = Going()
        self.course.went_on(self.running(self.at))
        out.append(WentOn(self.at))

    def end(self, out: list[Event], *, at_end_of_plan: bool) -> None:
        """End the session, at the end of its plan or before."""
        self.stood_at = self.running(self.at)
        self.mode = Over(Finished(at_end_of_plan))
        self.course.over = True
        out.append(SessionFinished(self.at, at_end_of_plan=at_end_of_plan))

    # What it is called

    def state(self, at: float) -> State:
        """Return the state at a reading of the session's clock."""
        mode = self.mode
        if isinstance(mode, Standing):
            return mode.shown
        if isinstance(mode, CountingDown):
            return Counting(left=max(0.0, mode.seconds - (at - mode.since)), seconds=mode.seconds)
        if isinstance(mode, Over):
            return mode.shown
        return self.under()

    def under(self) -> State:
        """Return the state that a pause or a count stands over, else the state itself."""
        course = self.course
        if isinstance(self.mode, Over):
            return self.mode.shown
        kind = course.segment.kind
        if kind is Kind.WORK:
            return Waiting() if course.segment.seconds is None else Working(staying=course.staying)
        return _BETWEEN[kind]
