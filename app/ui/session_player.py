"""Leads one session: hands the clock to the engine, and turns what it answers into signals, sounds and rows.

One timer, single-shot and precise, armed for the next thing that is due or for the next second on the screen,
whichever comes first. Paused, it is not armed at all. Nothing here counts ticks: each waking asks the clock.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.core.exercise import Exercise
from app.core.moments import (
    Command,
    Counting,
    Event,
    Finished,
    LineDue,
    Moment,
    Paused,
    PausedNow,
    SegmentStarted,
    SessionFinished,
    Waiting,
    WentOn,
    Working,
)
from app.core.plan import Kind, Option, Plan, Segment
from app.core.record import Record
from app.core.routine import Profile
from app.core.session import Session

LET_GO_OF_SCREEN_AFTER = 300_000  # milliseconds of a pause
PROFILES = (Profile.COACH, Profile.BELLS, Profile.QUIET, Profile.SILENT)
FASTEST_PICTURE = 0.1  # real seconds between two repaints of a session that is rehearsed at speed


class Journal(Protocol):
    """Where a session is kept while it runs; never raises, and says in words what it could not do."""

    def segment_changed(self, session: Session, now: float) -> None:
        """Keep the session as it is now, for good."""

    def beat(self, session: Session, now: float) -> None:
        """Keep how far the running work is."""

    def ended(self, session: Session, now: float) -> None:
        """Keep the session as over."""


class Cues(Protocol):
    """What makes the session heard."""

    def tell(self, event: Event, session: Session, profile: Profile) -> None:
        """Sound and speak what an event asks for under a profile."""

    def look_ahead(self, seconds: float | None) -> None:
        """Be told how many real seconds it is to the next event; None: nothing is to come."""

    def hush(self) -> None:
        """Stop what sounds."""

    def set_muted(self, muted: bool) -> None:
        """Be still, or not any more."""

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 0 to 100."""


class Awake(Protocol):
    """What keeps the screen on."""

    def hold(self) -> None:
        """Keep the screen on from now on."""

    def release(self) -> None:
        """Let the screen sleep again."""


class Change(StrEnum):
    """What the light of a change stands for."""

    KIND = "kind"  # or exercise
    SIDE = "side"
    END = "end"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that does not work: which part, and the few words that the screen says."""

    part: str
    words: str


def steady_clock() -> float:
    """Return seconds of a clock that never jumps and, where there is one, goes on in sleep."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


class SessionPlayer(QObject):
    """One session, from `begin` to `ended`."""

    moved = Signal()  # another segment, state, length or choice: everything may look different
    second_began = Signal()  # only the time is another
    changed_over = Signal(object)  # Change: the light's turn
    line_due = Signal(str)  # a timed line of the hold
    happened = Signal(object)  # every Event, for those who tell it elsewhere
    troubles_changed = Signal()
    settings_changed = Signal()  # profile, volume, muted
    ended = Signal(bool)  # whether the plan's end was reached

    def __init__(
        self,
        session: Session,
        *,
        journal: Journal | None = None,
        cues: Cues | None = None,
        awake: Awake | None = None,
        clock: Callable[[], float] = steady_clock,
        first_time: Mapping[str, float] | None = None,
        volume: int = 80,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._journal, self._cues, self._awake = journal, cues, awake
        self._clock = clock
        self._first_time = dict(first_time or {})
        self._profile: Profile | None = None
        self._volume, self._muted = volume, False
        self._troubles: dict[str, Trouble] = {}
        self._begun = self._over = False
        self._shown_second: float | None = None
        self._beaten = 0.0
        self._timer = self._single_shot(self.wake, Qt.TimerType.PreciseTimer)
        self._long_pause = self._single_shot(self._let_screen_sleep, Qt.TimerType.CoarseTimer)

    def _single_shot(self, slot: Callable[[], None], kind: Qt.TimerType) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(kind)
        timer.timeout.connect(slot)
        return timer

    # What is asked of it

    @property
    def session(self) -> Session:
        """Return the engine's session."""
        return self._session

    @property
    def plan(self) -> Plan:
        """Return the plan with the choices taken."""
        return self._session.plan

    @property
    def moment(self) -> Moment:
        """Return what a screen shows now."""
        return self._session.moment(self._clock())

    @property
    def records(self) -> tuple[Record, ...]:
        """Return every dose, planned and done."""
        return self._session.records

    @property
    def running(self) -> bool:
        """Return whether the session was begun and is not over, be it paused or not."""
        return self._begun and not self._over

    @property
    def paused(self) -> bool:
        """Return whether the session stands still."""
        return isinstance(self._session.state, Paused)

    @property
    def timer_armed(self) -> bool:
        """Return whether the clock's timer waits for something: never in a pause."""
        return self._timer.isActive()

    @property
    def profile(self) -> Profile:
        """Return the sound profile that holds now: the one the person took, else the segment's."""
        return self._profile or self.moment.segment.sound

    @property
    def volume(self) -> int:
        """Return the loudness, 0 to 100."""
        return self._volume

    @property
    def muted(self) -> bool:
        """Return whether all sound is off."""
        return self._muted

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """Return what does not work now, the oldest first."""
        return tuple(self._troubles.values())

    def option(self, block: int) -> Option:
        """Return the chosen option of a block: its exercise with its words."""
        return self.plan.blocks[block].option

    def exercise(self) -> Exercise:
        """Return the exercise that is on now, or that is being got ready for."""
        return self.option(self.moment.block).exercise

    def is_first_time(self, exercise: str) -> bool:
        """Return whether this exercise was never done before this session."""
        return exercise in self._first_time

    # What is told to it

    def begin(self) -> None:
        """Start the session's clock; one that is gone on with stands paused."""
        self._begun = True
        self._tell(self._session.begin(self._clock()))

    def command(self, command: Command, number: int | None = None) -> None:
        """Do what the person asked for; `number`: repetitions typed before."""
        if self.running:
            before = self._session.state
            self._tell(self._session.command(command, self._clock(), number))
            if self._session.state == before and not self._over:
                self.moved.emit()

    def pause(self) -> None:
        """Pause where the session runs or counts; a paused one stays so."""
        self.wake()
        if self.running and not self.paused:
            self.command(Command.PAUSE)

    def go_on(self) -> None:
        """Go on from a pause; a running session goes on running."""
        if self.running and self.paused:
            self.command(Command.PAUSE)

    def end_here(self) -> None:
        """End the session where it stands; what was done is kept."""
        if self.running:
            self._tell(self._session.finish(self._clock()))

    def leave(self) -> None:
        """Stop leading the session, kept so that it can be gone on with."""
        if self.running:
            self.pause()
            self._keep(lambda journal, now: journal.segment_changed(self._session, now))
            self._over = True
        self._stand_down()

    def toggle_muted(self) -> None:
        """Turn all sound off, or on again."""
        self._muted = not self._muted
        if self._cues is not None:
            self._cues.set_muted(self._muted)
        self.settings_changed.emit()

    def next_profile(self) -> None:
        """Take the next sound profile, for the rest of the session."""
        self._profile = PROFILES[(PROFILES.index(self.profile) + 1) % len(PROFILES)]
        self.settings_changed.emit()

    def change_volume(self, by: int) -> None:
        """Make it louder or softer by percents; loud enough to hear ends a mute."""
        self._volume = max(0, min(100, self._volume + by))
        if self._cues is not None:
            self._cues.set_volume(self._volume)
            if self._muted and by > 0:
                self._cues.set_muted(False)
        self._muted = self._muted and by <= 0
        self.settings_changed.emit()

    def note_trouble(self, part: str, words: str) -> None:
        """Show that a part does not work; empty words: it does again."""
        if words:
            self._troubles[part] = Trouble(part, words)
        elif self._troubles.pop(part, None) is None:
            return
        self.troubles_changed.emit()

    @Slot()
    def wake(self) -> None:
        """Catch up with the clock, and sleep until the next thing is due."""
        if not self.running:
            return
        self._tell(self._session.tick(self._clock()))

    # What comes of it

    def _tell(self, events: tuple[Event, ...]) -> None:
        now = self._clock()
        if any(isinstance(e, PausedNow) for e in events) and self._cues is not None:
            self._cues.hush()
        for event in events:
            self._tell_one(event, now)
        if self._over:
            return
        self._arm(now)
        if events:
            self._shown_second = None
            self.moved.emit()
        else:
            self._pass_second()

    def _tell_one(self, event: Event, now: float) -> None:
        if isinstance(event, SegmentStarted | PausedNow | WentOn):
            self._keep(lambda journal, at: journal.segment_changed(self._session, at))
        if self._cues is not None:
            self._cues.tell(event, self._session, self.profile)
        if isinstance(event, LineDue):
            self.line_due.emit(event.text)
        elif isinstance(event, PausedNow):
            self._long_pause.start(LET_GO_OF_SCREEN_AFTER)
        elif isinstance(event, SegmentStarted) and not event.standing:
            self._hold_screen()
            change = change_between(event.previous, event.segment)
            if change is not None and not event.late:
                self.changed_over.emit(change)
        elif isinstance(event, WentOn):
            self._hold_screen()
        self.happened.emit(event)
        if isinstance(event, SessionFinished):
            self._over = True
            self._keep(lambda journal, at: journal.ended(self._session, at))
            self._stand_down()
            self.changed_over.emit(Change.END)
            self.moved.emit()
            self.ended.emit(event.at_end_of_plan)

    def _keep(self, write: Callable[[Journal, float], None]) -> None:
        if self._journal is not None:
            write(self._journal, self._clock())

    def _pass_second(self) -> None:
        """Tell of a new second where one began; a beat in work goes into the journal, once a real second."""
        now = self._clock()
        moment = self._session.moment(now)
        second = shown_second(moment)
        if second == self._shown_second:
            return
        self._shown_second = second
        if isinstance(moment.state, Working | Waiting) and now - self._beaten >= 0.9:
            self._beaten = now
            self._keep(lambda journal, at: journal.beat(self._session, at))
        self.second_began.emit()

    def _arm(self, now: float) -> None:
        """Set the timer for what comes first: an event, or the next second that the screen shows."""
        if isinstance(self._session.state, Paused | Finished):
            self._timer.stop()
            if self._cues is not None:
                self._cues.look_ahead(None)
            return
        moment = self._session.moment(now)
        second = max(seconds_to_next_second(moment) / self._session.speed, FASTEST_PICTURE)
        deadline = self._session.next_deadline(now)
        if self._cues is not None:
            self._cues.look_ahead(None if deadline is None else deadline - now)
        wait = min(second, 1.0, deadline - now if deadline is not None else 1.0)
        # A waking a hair too early would find nothing due and have to wake again.
        self._timer.start(max(0, math.ceil(wait * 1000)))

    def _hold_screen(self) -> None:
        self._long_pause.stop()
        if self._awake is not None:
            self._awake.hold()

    @Slot()
    def _let_screen_sleep(self) -> None:
        if self._awake is not None:
            self._awake.release()

    def _stand_down(self) -> None:
        self._timer.stop()
        self._long_pause.stop()
        self._let_screen_sleep()


def change_between(before: Segment | None, after: Segment | None) -> Change | None:
    """Return what changed so that the light must say it; None for another phase or repetition of the same."""
    if before is None or after is None:
        return None
    if before.kind is Kind.WORK and after.kind is Kind.WORK and before.dose == after.dose and _alike(before, after):
        return None  # the next repetition or phase, the other side of alternating ones included
    if before.exercise == after.exercise and after.kind is Kind.SWITCH:
        return Change.SIDE
    if before.kind is not after.kind or before.exercise != after.exercise:
        return Change.KIND
    return Change.SIDE if before.position != after.position else None


def _alike(before: Segment, after: Segment) -> bool:
    return (before.exercise, before.set, before.round) == (after.exercise, after.set, after.round)


def shown_second(moment: Moment) -> float:
    """Return the whole second that the screen shows; it changes exactly when the screen must."""
    if isinstance(moment.state, Counting):
        return math.ceil(moment.state.left - 1e-6)
    if moment.left is None:
        return -math.floor((moment.past or moment.elapsed) + 1e-6)
    return math.ceil(moment.left - 1e-6)


def seconds_to_next_second(moment: Moment) -> float:
    """Return the session's seconds until `shown_second` is another."""
    if isinstance(moment.state, Counting):
        left = moment.state.left
    elif moment.left is None:
        elapsed = moment.past or moment.elapsed
        return math.floor(elapsed + 1e-6) + 1 - elapsed
    else:
        left = moment.left
    return left - (math.ceil(left - 1e-6) - 1)
