"""Plays the cues: never blocks the window, never raises into it, and says when nothing is heard.

One worker thread opens, starts, stops and reopens the device, as each of these may hang for as long as a sound server
does. The window's thread only puts sounds into the mixer. Whether a cue was heard is asked of the device itself: when
it has not called for frames within 300 ms, nobody heard anything, whatever the list of devices says.
"""

from __future__ import annotations

import time
import wave
from array import array
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.sound.frames import read_frames
from app.sound.mixer import RATE, TOO_LATE, Mixer, Voice
from app.sound.output import MiniaudioOutput, Output
from app.sound.worker import Order, Worker

HEARD_WITHIN = 300  # milliseconds
KEPT_LINES = 24  # spoken lines held in memory


class SoundPlayer(QObject):
    """Plays sounds by their file's name and spoken lines by their path.

    `silence_noticed` says in words why nothing is heard, once until `heard_again`. Muted, nothing is played and
    nothing is complained of. `clock` is the one that `at` is read from, in seconds.
    """

    silence_noticed = Signal(str)
    heard_again = Signal()
    _reported = Signal(str)

    def __init__(
        self,
        folder: Path,
        output: Output | None = None,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._clock = clock
        self._mixer = Mixer(clock)
        self._worker = Worker(self._mixer, output or MiniaudioOutput(), self._reported.emit)
        self._volume, self._voice_volume, self._muted = 80, 80, False
        self._frames: OrderedDict[Path, array[int]] = OrderedDict()
        self._awaited: list[Voice] = []  # not yet known to be heard
        self._silent = False
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setTimerType(Qt.TimerType.PreciseTimer)
        self._watch.timeout.connect(self._ask_whether_it_was_heard)
        # From the worker's thread; queued, so that the window's own thread tells the window.
        self._reported.connect(self._hear_report, Qt.ConnectionType.QueuedConnection)
        self.set_volume(self._volume)

    @property
    def silent(self) -> bool:
        """Return whether the last cue was not heard."""
        return self._silent

    @property
    def sounding(self) -> bool:
        """Return whether something is being heard, or is still to be."""
        return not self._silent and self._mixer.busy

    def prepare(self) -> None:
        """Have the device running a moment before a cue is due."""
        if not self._muted:
            self._worker.ask(Order.START)

    def play(self, name: str, at: float | None = None) -> None:
        """Play a sound of ours at a clock reading, now without one; more than a second late it is not played."""
        self._put(self._folder / f"{name}.wav", at, speech=False)

    def play_line(self, path: Path, at: float | None = None) -> None:
        """Play a rendered line; a line that still runs fades away under one that begins now."""
        if not self._muted:
            if at is None or at <= self._clock():
                self._mixer.hush(speech_only=True)
            self._put(path, at, speech=True)

    def hush(self) -> None:
        """Fade all that sounds within 30 ms and forget what was still to come: at a pause, at a skip."""
        self._mixer.hush()
        self._watch.stop()
        self._awaited.clear()

    def hush_speech(self) -> None:
        """Fade what is being spoken; bells ring on."""
        self._mixer.hush(speech_only=True)

    def let_go(self) -> None:
        """Let what sounds ring out, and stop looking for a device that was lost."""
        if self._silent:
            self._worker.ask(Order.REST)

    def rest(self) -> None:
        """Let the device go until the next `prepare` or cue, and stop looking for a lost one: between sessions."""
        self.hush()
        self._worker.ask(Order.REST)

    def set_volume(self, percent: int) -> None:
        """Set the loudness of everything, 0 to 100; even steps to the ear."""
        self._volume = percent
        self._mixer.set_gain((percent / 100) ** 2)

    def set_voice_volume(self, percent: int) -> None:
        """Set the loudness of spoken lines beside the bells, 0 to 100."""
        self._voice_volume = percent

    def set_muted(self, muted: bool) -> None:
        """Be still, or not any more."""
        self._muted = muted
        if muted:
            self.rest()

    def close(self) -> None:
        """Stop sounding and let the device go; waits for a hanging sound server half a second at most."""
        self.hush()
        self._worker.leave(within=0.5)

    def _put(self, path: Path, at: float | None, speech: bool) -> None:
        if self._muted or self._volume == 0:
            return
        due = self._clock() if at is None else at
        if self._clock() - due > TOO_LATE:
            return
        try:
            frames = self._loaded(path)
        except (OSError, EOFError, wave.Error) as failure:
            self._fall_silent(f"The sound {path.name} cannot be read: {failure}")
            return
        if not speech and len(frames) > RATE:  # a bell, not a tick
            self._mixer.hush(speech_only=True)
        voice = Voice(frames, due, speech, (self._voice_volume / 100) ** 2 if speech else 1.0)
        self._mixer.add(voice)
        self._awaited.append(voice)
        self._worker.ask(Order.START)
        self._watch_the_next()

    def _loaded(self, path: Path) -> array[int]:
        """Return a file's frames; sounds of ours stay in memory, of spoken lines the newest."""
        if path not in self._frames:
            self._frames[path] = read_frames(path)
            lines = [p for p in self._frames if p.parent != self._folder]
            if len(lines) > KEPT_LINES:
                del self._frames[lines[0]]
        self._frames.move_to_end(path)
        return self._frames[path]

    def _watch_the_next(self) -> None:
        if self._awaited and not self._watch.isActive():
            due = min(v.due for v in self._awaited)
            # From now where it is late already: the device gets its 300 ms in any case.
            self._watch.start(HEARD_WITHIN + max(0, round((due - self._clock()) * 1000)))

    @Slot()
    def _ask_whether_it_was_heard(self) -> None:
        now = self._clock()
        past = [v for v in self._awaited if v.due <= now]
        self._awaited = [v for v in self._awaited if v.due > now]
        if past and self._mixer.heard(past[-1]):
            self._hear_report("")
        elif past:
            self._fall_silent("The sound device does not answer. Nothing is heard.")
            self._worker.ask(Order.REOPEN)
        self._watch_the_next()

    @Slot(str)
    def _hear_report(self, trouble: str) -> None:
        if trouble:
            self._fall_silent(trouble)
        elif self._silent:
            self._silent = False
            self.heard_again.emit()

    def _fall_silent(self, why: str) -> None:
        if not self._silent:
            self._silent = True
            self.silence_noticed.emit(why)
