"""Makes a session heard: takes what the engine tells, plays its sounds and speaks its lines."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, SignalInstance, Slot

from app.core.cues import SPOKEN_AT_ONCE
from app.core.moments import Event, Moment, SegmentStarted
from app.core.plan import Plan
from app.core.prompter import LATE, Prompter
from app.core.routine import Profile
from app.core.script import Detail, every_line
from app.core.speech import for_speech
from app.core.speech_fit import GAP
from app.ui.sound import SoundPlayer

AHEAD = 1.5  # real seconds before a cue at which the device is started


class Speaker(Protocol):
    """Where spoken lines come from; see `voice.py`."""

    line_rendered: SignalInstance  # the text that can be spoken now

    @property
    def live(self) -> bool:
        """Return whether lines are spoken by the system itself, with no file."""

    def speak_live(self, text: str) -> None:
        """Speak a line now, where the system does that itself."""

    def seconds_of(self, text: str) -> float:
        """Return how many real seconds a line takes, infinite where it cannot be spoken."""

    def path_of(self, text: str) -> Path | None:
        """Return a line's sound file; None where there is none yet."""

    def render(self, texts: Sequence[str]) -> None:
        """Have lines made, the first one first."""


class CuePlayer(QObject):
    """The cues of one session; `profile` is the person's own choice, None where each step's holds.

    At a speed other than 1 a line takes that much more of the session's time, and is left out where it has no room.
    """

    def __init__(
        self,
        sound: SoundPlayer,
        voice: Speaker | None = None,
        *,
        detail: Detail = Detail.FULL,
        profile: Profile | None = None,
        speed: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        lines_of: Plan | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`lines_of`: the plan whose lines are rendered from now on, where the coach speaks in it."""
        super().__init__(parent)
        self._sound = sound
        self._voice = voice
        self._clock = clock
        self._speed = speed
        self._muted = False
        self._plan: Plan | None = None
        self._lines_came = False
        self._prompter = Prompter(self._session_seconds_of, detail, profile)
        self._wanted = ("", 0.0)  # a line that is being rendered, and when it is to be spoken
        if voice is not None:
            voice.line_rendered.connect(self._speak_if_wanted)
        if lines_of is not None and (
            profile is Profile.COACH or (profile is None and any(s.sound is Profile.COACH for s in lines_of.segments))
        ):
            self._render(lines_of)

    def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> None:
        """Sound and speak what an answer of the engine asks for; `moment` is how things stand after it."""
        self._plan = plan
        cues = self._prompter.told(events, moment, plan)
        if any(isinstance(e, SegmentStarted) and not e.late for e in events):
            self._sound.hush_speech()  # it speaks of what is over
        for _, cue in cues:
            if cue.sound is not None:
                self._sound.play(cue.sound.value)
            at = self._clock() + (cue.speaks + GAP if cue.sound is not None else 0.0)
            for line in cue.spoken:
                if not self._speak(line, at):
                    self._have_rendered(line, at)
                    break
                at += self._real_seconds_of(line) + GAP

    def take_due(self, moment: Moment) -> None:
        """Speak the lines that are due in the running segment."""
        if self._lines_came and self._plan is not None:
            self._lines_came = False
            self._prompter.lines_came(moment, self._plan)
        for line in self._prompter.take(moment):
            self._speak(line, self._clock())

    def next_at(self) -> float | None:
        """Return when the next line is due, in seconds from the segment's start; None where none is to come."""
        return self._prompter.next_at()

    def prepare_for(self, seconds: float | None) -> None:
        """Start the device where the next event is near; None: none is to come, let it go when it is silent."""
        if seconds is None:
            self._sound.let_go()
        elif seconds <= AHEAD:
            self._sound.prepare()

    def say(self, words: str) -> None:
        """Speak a sentence at once, or as soon as it is rendered, but not more than a second late."""
        line = for_speech(words)
        if not self._speak(line, self._clock()):
            self._have_rendered(line, self._clock())

    def set_profile(self, profile: Profile | None, moment: Moment, plan: Plan) -> None:
        """Take the person's own profile from here on."""
        self._sound.hush()
        if profile is Profile.COACH:
            self._render(plan)
        self._prompter.change_profile(profile, moment, plan)

    def hush(self) -> None:
        """Stop what sounds within 30 ms."""
        self._wanted = ("", 0.0)
        self._sound.hush()

    def set_muted(self, muted: bool) -> None:
        """Be still, or not any more."""
        self._muted = muted
        self._sound.set_muted(muted)

    def set_volume(self, percent: int) -> None:
        """Set the loudness, 0 to 100."""
        self._sound.set_volume(percent)

    def _render(self, plan: Plan) -> None:
        """Have all lines of a plan made, in order of time."""
        if self._voice is not None:
            self._voice.render((*every_line(plan, self._prompter.detail), *SPOKEN_AT_ONCE))

    def _speak(self, line: str, at: float) -> bool:
        """Speak a line that is rendered; return whether it is, or the system speaks by itself."""
        if self._voice is None:
            return False
        path = self._voice.path_of(line)
        if path is not None:
            self._sound.play_line(path, at)
        elif self._voice.live and not self._muted:
            self._voice.speak_live(line)
        return path is not None or self._voice.live

    def _have_rendered(self, line: str, at: float) -> None:
        """Have a line made that nobody could foresee; it is spoken once it is there, at most a second late."""
        if self._voice is not None:
            self._wanted = (line, at)
            self._voice.render((line,))

    @Slot(str)
    def _speak_if_wanted(self, text: str) -> None:
        self._lines_came = True
        line, asked = self._wanted
        if line and text == line and self._clock() - asked <= LATE:
            self._wanted = ("", 0.0)
            self._speak(line, max(asked, self._clock()))

    def _real_seconds_of(self, line: str) -> float:
        return self._voice.seconds_of(line) if self._voice is not None else math.inf

    def _session_seconds_of(self, line: str) -> float:
        return self._real_seconds_of(line) * self._speed
