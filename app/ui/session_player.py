"""Leads one session: hands the clock to the engine, and turns what it answers into signals, sounds and rows.

One timer, single-shot and precise, armed for the next thing that is due or for the next second on the screen,
whichever comes first. Paused, it is not armed at all. Nothing here counts ticks: each waking asks the clock.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.clocks import steady_clock
from app.core.cues import TURNS_MEAN, Change, turns_at
from app.core.exercise import Exercise
from app.core.keeping import beats, kept_at_once
from app.core.moments import (
    Command,
    CountStarted,
    Event,
    Finished,
    LineDue,
    Moment,
    Paused,
    PausedNow,
    SegmentStarted,
    SessionFinished,
    WentOn,
)
from app.core.plan import Option, Plan
from app.core.record import Record
from app.core.routine import Profile
from app.core.session import Session
from app.core.shown_seconds import seconds_to_next_second, shown_second
from app.ui.session_ports import Awake, Cues, Journal, Trouble

LET_GO_OF_SCREEN_AFTER = 300_000  # milliseconds of a pause
PROFILES = (Profile.COACH, Profile.BELLS, Profile.QUIET, Profile.SILENT)
FASTEST_PICTURE = 0.1  # real seconds between two repaints of a session that is rehearsed at speed


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
        volume: int = 80,
        profile: Profile | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Take the session; `profile` is the person's own choice of sounds, None where each step's holds."""
        super().__init__(parent)
        self._session = session
        self._journal, self._cues, self._awake = journal, cues, awake
        self._clock = clock
        self._profile = profile
        self._volume, self._muted = volume, False
        self._troubles: dict[str, Trouble] = {}
        self._begun = self._over = False
        self._shown_second: float | None = None
        self._beaten = 0.0
        self._timer = self._single_shot(self.wake, Qt.TimerType.PreciseTimer)
        self.long_pause = self._single_shot(self._let_screen_sleep, Qt.TimerType.CoarseTimer)

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
    def milliseconds_to_wake(self) -> int:
        """Return for how long the timer was armed last."""
        return self._timer.interval()

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
        """Return what does not work now, what matters most on the mat first."""
        return tuple(sorted(self._troubles.values(), key=lambda trouble: trouble.part not in ("sound", "history")))

    def option(self, block: int) -> Option:
        """Return the chosen option of a block: its exercise with its words."""
        return self.plan.blocks[block].option

    def exercise(self) -> Exercise:
        """Return the exercise that is on now, or that is being got ready for."""
        return self.option(self.moment.block).exercise

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
            self._keep()
            if self._journal is not None:
                self._journal.left()
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
        if self._cues is not None:
            self._cues.set_profile(self._profile, self.moment, self.plan)
        self.settings_changed.emit()

    def say(self, words: str) -> None:
        """Speak a sentence at once, where there is a voice."""
        if self._cues is not None:
            self._cues.say(words)

    def change_volume(self, by: int) -> None:
        """Make it louder or softer by percents; loud enough to hear ends a mute."""
        self._volume = max(0, min(100, self._volume + by))
        if self._cues is not None:
            self._cues.set_volume(self._volume)
            if self._muted and by > 0:
                self._cues.set_muted(False)
        self._muted = self._muted and by <= 0
        self.settings_changed.emit()

    def note_trouble(self, part: str, words: str, detail: str = "") -> None:
        """Show that a part does not work; empty words: it does again."""
        if self._troubles.get(part) == (Trouble(part, words, detail) if words else None):
            return
        if words:
            self._troubles[part] = Trouble(part, words, detail)
        else:
            del self._troubles[part]
        self.troubles_changed.emit()

    @Slot()
    def wake(self) -> None:
        """Catch up with the clock, and sleep until the next thing is due."""
        if not self.running:
            return
        self._tell(self._session.tick(self._clock()))

    # What comes of it

    def _tell(self, events: tuple[Event, ...]) -> None:
        """Sound first, for it must be on time; then the disk, then the screen."""
        self._sound(events)
        if kept_at_once(events):
            self._keep()
        for event in events:
            self._follow(event)
        if self._over:
            return
        self._arm()
        if events:
            self._shown_second = shown_second(self.moment)
            self.moved.emit()
        else:
            self._pass_second()

    def _sound(self, events: tuple[Event, ...]) -> None:
        if self._cues is None:
            return
        if any(isinstance(e, PausedNow | CountStarted) for e in events) or _jumped(events):
            self._cues.hush()
        moment = self.moment
        if events:
            self._cues.told(events, moment, self.plan)
        self._cues.take_due(moment)

    def _follow(self, event: Event) -> None:
        """Show and tell one event."""
        self.happened.emit(event)
        if isinstance(event, LineDue):
            self.line_due.emit(event.text)
        elif isinstance(event, PausedNow):
            self.long_pause.start(LET_GO_OF_SCREEN_AFTER)
        elif isinstance(event, WentOn | CountStarted):
            self._hold_screen()
        elif isinstance(event, SegmentStarted) and not event.standing:
            self._hold_screen()
            turns = turns_at(event, self.moment.segment)
            if turns and event.previous is not None:
                self.changed_over.emit(TURNS_MEAN[turns])
        if isinstance(event, SessionFinished):
            self._finish(event)

    def _finish(self, event: SessionFinished) -> None:
        self._over = True
        if self._journal is not None:
            self._journal.ended(self._session, self._clock())
            self._note_store()
        self._stand_down()
        if turns_at(event, self.moment.segment):
            self.changed_over.emit(Change.END)
        self.moved.emit()
        self.ended.emit(event.at_end_of_plan)

    def _keep(self) -> None:
        if self._journal is not None:
            self._journal.segment_changed(self._session, self._clock())
            self._note_store()

    def _note_store(self) -> None:
        trouble = self._journal.trouble if self._journal is not None else None
        words = "The history cannot be written: kept in memory" if trouble is not None else ""
        self.note_trouble("history", words, trouble.sentence if trouble is not None else "")

    def _pass_second(self) -> None:
        """Tell of a new second where one began; a beat in work goes into the journal, once a real second."""
        now = self._clock()
        moment = self._session.moment(now)
        second = shown_second(moment)
        if second == self._shown_second:
            return
        self._shown_second = second
        if self._journal is not None and beats(moment, now - self._beaten):
            self._beaten = now
            self._journal.beat(self._session, now)
            self._note_store()
        self.second_began.emit()

    def _arm(self) -> None:
        """Set the timer for what comes first: an event, a spoken line, or the next second that the screen shows."""
        now = self._clock()
        if isinstance(self._session.state, Paused | Finished):
            self._timer.stop()
            if self._cues is not None:
                self._cues.prepare_for(None)
            return
        moment, speed = self._session.moment(now), self._session.speed
        waits = [max(seconds_to_next_second(moment) / speed, FASTEST_PICTURE), 1.0]
        deadline = self._session.next_deadline(now)
        if deadline is not None:
            waits.append(deadline - now)
        if self._cues is not None:
            self._cues.prepare_for(None if deadline is None else deadline - now)
            line = self._cues.next_at()
            if line is not None:
                waits.append((line - moment.elapsed) / speed)
        # A waking a hair too early would find nothing due and have to wake again.
        self._timer.start(max(0, math.ceil(min(waits) * 1000)))

    def _hold_screen(self) -> None:
        self.long_pause.stop()
        if self._awake is not None:
            self._awake.hold()

    @Slot()
    def _let_screen_sleep(self) -> None:
        if self._awake is not None:
            self._awake.release()

    def _stand_down(self) -> None:
        self._timer.stop()
        self.long_pause.stop()
        self._let_screen_sleep()
        if self._cues is not None:
            self._cues.prepare_for(None)


def _jumped(events: tuple[Event, ...]) -> bool:
    """Return whether a key moved the session elsewhere, so that what still sounds speaks of the wrong segment."""
    return any(isinstance(e, SegmentStarted) and e.standing for e in events)
