"""A sound's file as the frames that the mixer takes."""

from __future__ import annotations

import sys
import wave
from array import array
from itertools import pairwise
from pathlib import Path

from app.sound.mixer import RATE


def read_frames(path: Path) -> array[int]:
    """Return a WAV file's frames at the mixer's rate; raise wave.Error where it is not mono, 16-bit, 48 or 24 kHz.

    Spoken lines are kept at half the rate: each frame is followed by the mean of it and the next.
    """
    with wave.open(str(path), "rb") as file:
        rate = file.getframerate()
        if (file.getnchannels(), file.getsampwidth()) != (1, 2) or rate not in {RATE, RATE // 2}:
            raise wave.Error("not mono, 16-bit and 48 or 24 kHz")
        frames = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        frames.byteswap()
    if rate == RATE or not frames:
        return frames
    doubled = array("h", bytes(4 * len(frames)))
    doubled[0::2] = frames
    doubled[1::2] = array("h", [(a + b) // 2 for a, b in pairwise(frames)] + [frames[-1]])
    return doubled
