"""Mixes the sounds that are due into 16-bit frames. No Qt, no device: frames are asked for, frames come out.

The device's thread calls `fill` every 10 to 20 ms, but only while something is heard: so plain Python is cheap
enough, and a lone sound at full volume is handed on without touching a sample. Everything else here is called from
other threads and holds the lock for microseconds.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

RATE = 48_000
FADE = int(0.030 * RATE)  # a stop within 30 ms: at once to the ear, and no click
RAMP = int(0.010 * RATE)
TOO_LATE = 1.0  # seconds: a bell that comes later than that misleads
FULL = 32_767
BUFFERED = int(0.080 * RATE)  # a dead device still fills its buffer of 60 ms: only what it asks for past that counts


@dataclass(slots=True)
class Voice:
    """One sound on its way: `due` is the clock reading at which it starts."""

    frames: array[int]
    due: float
    speech: bool = False
    gain: float = 1.0
    at: int = 0  # frames already heard
    fading: int = 0  # frames left of its fade; 0: not fading
    begun: bool = False
    begun_at: int = 0  # frames that the device had asked for until then


@dataclass(slots=True)
class Mixer:
    """Frames for a device, 48 kHz mono; `clock` is the one that `due` is read from, in seconds."""

    clock: Callable[[], float]
    asked: int = 0  # frames asked for so far: the only proof that something is heard
    dropped: int = 0  # sounds that came too late to be played
    _voices: list[Voice] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _gain: float = 1.0
    _heard_gain: float = 1.0
    _silent: int = 0

    def add(self, voice: Voice) -> None:
        """Take a sound."""
        with self._lock:
            self._voices.append(voice)

    def hush(self, speech_only: bool = False) -> None:
        """Fade everything that sounds within 30 ms, and forget what has not begun."""
        with self._lock:
            self._voices = [v for v in self._voices if v.begun or (speech_only and not v.speech)]
            for voice in self._voices:
                if not voice.fading and (voice.speech or not speech_only):
                    voice.fading = FADE

    def start_afresh(self) -> None:
        """Forget what an earlier stream left half played; what has not begun may still come in time."""
        with self._lock:
            self._voices = [v for v in self._voices if not v.begun]
            self._heard_gain = self._gain
            self._silent = 0

    def set_gain(self, gain: float) -> None:
        """Set the loudness of everything, 0 to 1; it glides there within 10 ms."""
        with self._lock:
            self._gain = gain

    @property
    def busy(self) -> bool:
        """Return whether something sounds or is still to come."""
        with self._lock:
            return bool(self._voices)

    def heard(self, voice: Voice) -> bool:
        """Return whether a voice has passed through the device: begun, and the frames after it asked for as well."""
        return voice.begun and self.asked - voice.begun_at >= BUFFERED

    @property
    def silent_seconds(self) -> float:
        """Return for how many seconds of frames nothing has sounded."""
        return self._silent / RATE

    def fill(self, count: int) -> array[int] | memoryview:
        """Return the next `count` frames."""
        now = self.clock()
        with self._lock:
            self.asked += count
            # With nothing sounding a new volume has nothing to glide from.
            ramping = self._heard_gain != self._gain
            parts = [part for v in self._voices if (part := self._part(v, now, count)) is not None]
            self._voices = [v for v in self._voices if v.at < len(v.frames)]
            self._silent = 0 if self._voices or parts else self._silent + count
            start, end = self._heard_gain, self._gain
            self._heard_gain = self._gain
        if not parts:
            return array("h", bytes(2 * count))
        if len(parts) == 1 and not ramping and len(parts[0][1]) == count and end * parts[0][2] == 1.0:
            return parts[0][1]
        return summed(parts, count, start, end)

    def _part(self, voice: Voice, now: float, count: int) -> tuple[int, memoryview, float] | None:
        """Return where in this answer a voice's frames belong, the frames, their gain; None where it is not heard."""
        offset = 0
        if not voice.begun:
            if now - voice.due > TOO_LATE:
                voice.at = len(voice.frames)
                self.dropped += 1
                return None
            offset = max(0, round((voice.due - now) * RATE))
            if offset >= count:
                return None
            voice.begun = True
            voice.begun_at = self.asked
        taken = min(count - offset, len(voice.frames) - voice.at)
        part = memoryview(voice.frames)[voice.at : voice.at + taken]
        voice.at += taken
        if voice.fading:
            part, voice.fading = faded(part, voice.fading)
            if voice.fading == 0:
                voice.at = len(voice.frames)
        return offset, part, voice.gain


def faded(part: memoryview, left: int) -> tuple[memoryview, int]:
    """Return the frames on their way down, `left` of the fade's frames still to go, and how many are left then."""
    kept = [int(s * (left - i) / FADE) for i, s in enumerate(part[:left])]
    return memoryview(array("h", kept)), max(0, left - len(part))


def summed(parts: list[tuple[int, memoryview, float]], count: int, start: float, end: float) -> array[int]:
    """Return the parts as one answer of `count` frames, the gain going from `start` to `end`, never past full scale."""
    mix = [0.0] * count
    for offset, part, gain in parts:
        if offset == 0 and len(parts) == 1:
            mix[: len(part)] = [s * gain for s in part]
        else:
            for i, s in enumerate(part, offset):
                mix[i] += s * gain
    if start != end:
        ramp = min(RAMP, count)
        for i in range(ramp):
            mix[i] *= start + (end - start) * i / ramp
        mix[ramp:] = [s * end for s in mix[ramp:]]
    elif end != 1.0:
        mix = [s * end for s in mix]
    if max(mix) > FULL or min(mix) < -FULL:
        mix = [FULL if s > FULL else -FULL if s < -FULL else s for s in mix]
    return array("h", map(int, mix))
