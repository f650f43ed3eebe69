"""The program's own bells without a window; where no device sounds them, the terminal's bell rings at what matters."""

from __future__ import annotations

import time
import wave
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue

from app.core.cues import Sound
from app.core.moments import CountStarted, Event, Moment, PausedNow
from app.core.plan import Plan
from app.core.prompter import Prompter
from app.core.routine import Profile
from app.core.script import Detail
from app.sound.frames import read_frames
from app.sound.mixer import Mixer, Voice
from app.sound.output import MiniaudioOutput, Output
from app.sound.worker import Order, Worker
from app.terminal_keys import Wish

AHEAD = 1.5  # real seconds before a cue at which the device is started
STEP = 10  # percent of one press of a volume key
# What the terminal's one bell stands in for; ticks and phases would be noise.
MATTERS = (Sound.BEGIN, Sound.CHANGE_SIDE, Sound.EXERCISE_OVER, Sound.SESSION_OVER, Sound.REST, Sound.LOWER_END)


def _never_spoken(_: str) -> float:
    """Return that a line cannot be spoken: a terminal has no voice."""
    return float("inf")


class Bells:
    """A watcher that rings; `ring` is the terminal's own bell, `say` writes a sentence."""

    def __init__(
        self,
        folder: Path,
        *,
        volume: int,
        profile: Profile | None,
        ring: Callable[[], None],
        say: Callable[[str], None],
        output: Output | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the folder of the sounds; `profile` is the person's own choice, None where each step's holds."""
        self._folder, self._ring, self._say, self._clock = folder, ring, say, clock
        self._prompter = Prompter(_never_spoken, Detail.NAMES, profile)
        self._reports: SimpleQueue[str] = SimpleQueue()
        self._mixer = Mixer(clock)
        self._worker = Worker(self._mixer, output or MiniaudioOutput(), self._reports.put)
        self._frames: dict[Sound, array[int]] = {}
        self._volume, self._muted = volume, False
        self._lost = self._said = False
        self._mixer.set_gain((volume / 100) ** 2)

    @property
    def gone(self) -> bool:
        """Return False: bells ring whether they are heard or not."""
        return False

    @property
    def ringing(self) -> bool:
        """Return whether something is being heard, or is still to be."""
        self._hear_reports()
        return not self._lost and self._mixer.busy

    def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> None:
        """Ring what an answer asks for."""
        self._hear_reports()
        if any(isinstance(event, PausedNow | CountStarted) for event in events):
            self._mixer.hush()
        for _, cue in self._prompter.told(events, moment, plan):
            if cue.sound is not None and not self._muted and self._volume:
                self._sound(cue.sound)

    def second(self, moment: Moment, plan: Plan, typed: str) -> None:
        """Say once where no device sounds."""
        self._hear_reports()

    def wished(self, wish: Wish, moment: Moment, plan: Plan) -> None:
        """Be still, or louder, or softer."""
        if wish is Wish.MUTE:
            self._muted = not self._muted
            self._mixer.hush()
            self._say("Muted." if self._muted else "Not muted.")
        elif wish in (Wish.LOUDER, Wish.SOFTER):
            step = STEP if wish is Wish.LOUDER else -STEP
            self._volume = max(0, min(100, self._volume + step))
            self._muted = self._muted and step < 0
            self._mixer.set_gain((self._volume / 100) ** 2)
            self._say(f"Volume {self._volume} %.")

    def trouble(self, sentence: str) -> None:
        """Do nothing: what is wrong elsewhere is not rung."""

    def due_in(self, seconds: float | None) -> None:
        """Start the device where the next event is near."""
        if seconds is not None and seconds <= AHEAD and not self._muted and not self._lost:
            self._worker.ask(Order.START)

    def close(self) -> None:
        """Stop sounding; waits for a hanging sound server half a second at most."""
        self._mixer.hush()
        self._worker.leave(within=0.5)

    def _sound(self, sound: Sound) -> None:
        if self._lost:
            if sound in MATTERS:
                self._ring()
            return
        try:
            if sound not in self._frames:
                self._frames[sound] = read_frames(self._folder / f"{sound.value}.wav")
        except (OSError, EOFError, wave.Error) as failure:
            self._reports.put(f"The sound {sound.value} cannot be read: {failure}.")
            return
        self._mixer.add(Voice(self._frames[sound], self._clock()))
        self._worker.ask(Order.START)

    def _hear_reports(self) -> None:
        """Take what the device's thread says: a sentence where nothing sounds, nothing where it does again."""
        while True:
            try:
                report = self._reports.get_nowait()
            except Empty:
                return
            self._lost = bool(report)
            if report and not self._said:
                self._said = True
                self._say(f"{report} The terminal's bell rings instead.")
