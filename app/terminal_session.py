"""Leads one session without a window: hands the clock to the engine, and its answers to whoever shows and keeps them.

It is to a terminal what `ui/session_player.py` is to the window. One loop waits for a key, but never past the next
thing that is due or the next second that is shown; nothing counts turns of it. Paused, it waits for a key alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from enum import Enum, auto
from typing import Protocol

from app.core.keeping import beats, kept_at_once
from app.core.moments import Command, Event, Finished, Moment, Paused, PausedNow, SessionFinished
from app.core.plan import Plan
from app.core.session import Session
from app.core.shown_seconds import seconds_to_next_second, shown_second
from app.storage.session_journal import SessionJournal
from app.terminal_keys import Digit, Hands, Press, Wish

FASTEST = 0.1  # real seconds between two pictures of a session that is rehearsed at speed
LONGEST_NUMBER = 4  # digits of a number of repetitions


class Ending(Enum):
    """How the session was left."""

    FINISHED = auto()  # at its end, or ended by the person
    LEFT = auto()  # kept to be gone on with


class Watcher(Protocol):
    """Who shows, sounds or writes down what happens."""

    @property
    def gone(self) -> bool:
        """Return whether nobody follows any more: the reader of the lines has gone away."""

    def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> None:
        """Take an answer of the engine; `moment` is how things stand after it."""

    def second(self, moment: Moment, plan: Plan, typed: str) -> None:
        """Take another second, or another number typed."""

    def wished(self, wish: Wish, moment: Moment, plan: Plan) -> None:
        """Do what a person wants of the terminal."""

    def trouble(self, sentence: str) -> None:
        """Say what does not work, or that it does again."""

    def due_in(self, seconds: float | None) -> None:
        """Be told how many real seconds it is to the next event; None: none is to come."""


class TerminalSession:
    """One session from its first segment to its end."""

    def __init__(
        self,
        session: Session,
        journal: SessionJournal,
        hands: Hands,
        watchers: Sequence[Watcher],
        clock: Callable[[], float],
    ) -> None:
        """Take what leads and what is led; `clock` is read in real seconds."""
        self._session, self._journal, self._hands = session, journal, hands
        self._watchers, self._clock = tuple(watchers), clock
        self._typed = ""
        self._shown: float | None = None
        self._beaten = 0.0
        self._troubled = ""
        self._ending: Ending | None = None

    def lead(self, keep: Callable[[float], str], *, go_on: bool = False) -> Ending:
        """Play until the session is over or left; `keep` begins the journal and is called once, after the start.

        `go_on`: a session that stands paused at its beginning goes on at once.
        """
        now = self._clock()
        events = self._session.begin(now)
        keep(now)
        self._tell(events)
        if go_on and isinstance(self._session.state, Paused):
            self._tell(self._session.command(Command.PAUSE, self._clock()))
        while self._ending is None:
            pressed = self._hands.wait(self._seconds_to_wake())
            self._tell(self._session.tick(self._clock()))
            if self._ending is None and any(watcher.gone for watcher in self._watchers):
                # A session that nobody follows would only keep the window from being opened.
                self._leave()
            for press in pressed:
                if self._ending is None:
                    self._press(press)
        return self._ending

    @property
    def _moment(self) -> Moment:
        return self._session.moment(self._clock())

    def _press(self, press: Press) -> None:
        if isinstance(press, Digit):
            self._typed = (self._typed + press.text)[-LONGEST_NUMBER:]
            self._pass_second(anyway=True)
        elif isinstance(press, Command):
            number = int(self._typed) if self._typed and press in (Command.DONE, Command.NEXT) else None
            self._typed = ""
            self._tell(self._session.command(press, self._clock(), number), answered=True)
        elif press is Wish.LEAVE:
            self._leave()
        elif press is Wish.STOP:
            self._pause()
            self._wish(press)
            self._hands.stop()
            self._tell(self._session.tick(self._clock()), answered=True)
        elif press is Wish.ASK:
            self._pause()
            self._wish(press)
        elif press is Wish.END:
            # Only a person who was asked ends a session with one key.
            if isinstance(self._session.state, Paused):
                self._tell(self._session.finish(self._clock()))
        else:
            self._wish(press)

    def _wish(self, wish: Wish) -> None:
        moment = self._moment
        for watcher in self._watchers:
            watcher.wished(wish, moment, self._session.plan)
        self._pass_second(anyway=True)

    def _pause(self) -> None:
        if not isinstance(self._session.state, Paused | Finished):
            self._tell(self._session.command(Command.PAUSE, self._clock()))

    def _leave(self) -> None:
        """Stop leading the session, kept so that it can be gone on with."""
        self._pause()
        if self._ending is None:
            self._journal.segment_changed(self._session, self._clock())
            self._note_trouble()
            self._journal.left()
            self._ending = Ending.LEFT

    def _tell(self, events: Sequence[Event], *, answered: bool = False) -> None:
        """Hand an answer on: sound and picture first, for they must be on time, then the disk.

        `answered`: a key was pressed, which shows even where nothing came of it.
        """
        moment = self._moment
        if events:
            for watcher in self._watchers:
                watcher.told(events, moment, self._session.plan)
            if kept_at_once(events):
                self._journal.segment_changed(self._session, self._clock())
                self._note_trouble()
        if any(isinstance(event, SessionFinished) for event in events):
            self._journal.ended(self._session, self._clock())
            self._note_trouble()
            self._ending = Ending.FINISHED
            return
        self._pass_second(anyway=bool(events) or answered)
        # Nobody is there to go on after a computer's sleep.
        if not self._hands.there and any(isinstance(event, PausedNow) for event in events):
            self._tell(self._session.command(Command.PAUSE, self._clock()))

    def _pass_second(self, *, anyway: bool) -> None:
        """Show a second where one began; a beat in work goes into the journal, once a real second."""
        now = self._clock()
        moment = self._session.moment(now)
        second = shown_second(moment)
        if second == self._shown and not anyway:
            return
        self._shown = second
        if beats(moment, now - self._beaten):
            self._beaten = now
            self._journal.beat(self._session, now)
            self._note_trouble()
        for watcher in self._watchers:
            watcher.second(moment, self._session.plan, self._typed)

    def _seconds_to_wake(self) -> float | None:
        """Return the real seconds until something is due or another second is shown; None: only a key goes on."""
        now = self._clock()
        deadline = self._session.next_deadline(now)
        still = isinstance(self._session.state, Paused | Finished)
        for watcher in self._watchers:
            watcher.due_in(None if still or deadline is None else deadline - now)
        if still:
            return None
        speed = self._session.speed
        waits = [max(seconds_to_next_second(self._session.moment(now)) / speed, FASTEST), 1.0]
        if deadline is not None:
            waits.append(deadline - now)
        # A waking a hair too early would find nothing due and have to wake again.
        return max(0.0, math.ceil(min(waits) * 1000) / 1000)

    def _note_trouble(self) -> None:
        trouble = self._journal.trouble
        sentence = trouble.sentence if trouble is not None else ""
        if sentence != self._troubled:
            self._troubled = sentence
            for watcher in self._watchers:
                watcher.trouble(sentence or "The history can be written again.")
