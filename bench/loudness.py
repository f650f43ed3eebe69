"""Measures how loud the sounds are: `python bench/loudness.py [FILE...]`. BS.1770: K-weighting, 400 ms windows.

What is shorter than a window has no loudness in that sense; its peak is what counts.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

SOUNDS = Path(__file__).resolve().parent.parent / "resources" / "sounds"
# The two filters of BS.1770-4 at 48 kHz: the head's shelf, then the high pass. b0 b1 b2 a1 a2.
SHELF = (1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585)
HIGH_PASS = (1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621)
WINDOW, HOP = 19_200, 4_800


@dataclass(frozen=True, slots=True)
class Loudness:
    """What was measured: `integrated` and `momentary` (the loudest 400 ms) in LUFS, `peak` in dBFS."""

    seconds: float
    integrated: float
    momentary: float
    peak: float


def filtered(samples: list[float], by: tuple[float, float, float, float, float]) -> list[float]:
    b0, b1, b2, a1, a2 = by
    x1 = x2 = y1 = y2 = 0.0
    out = []
    for x in samples:
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x, y1, y
        out.append(y)
    return out


def lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power) if power > 0 else -math.inf


def measured(frames: array[int]) -> Loudness:
    """Return the loudness of 48 kHz mono 16-bit frames."""
    samples = [f / 32768 for f in frames]
    weighted = filtered(filtered(samples, SHELF), HIGH_PASS)
    # A last window that is not full is filled with silence.
    weighted.extend([0.0] * max(0, WINDOW - len(weighted)))
    squares = [sum(w * w for w in weighted[i : i + HOP]) for i in range(0, len(weighted) - HOP + 1, HOP)]
    blocks = [sum(squares[i : i + 4]) / WINDOW for i in range(len(squares) - 3)]
    heard = [b for b in blocks if lufs(b) > -70]
    gate = lufs(sum(heard) / len(heard)) - 10 if heard else -math.inf
    kept = [b for b in heard if lufs(b) > gate]
    peak = max((abs(s) for s in samples), default=0.0)
    return Loudness(
        seconds=len(frames) / 48_000,
        integrated=lufs(sum(kept) / len(kept)) if kept else -math.inf,
        momentary=max(map(lufs, blocks), default=-math.inf),
        peak=20 * math.log10(peak) if peak else -math.inf,
    )


def frames_of(path: Path) -> array[int]:
    """Return a WAV file's frames."""
    with wave.open(str(path), "rb") as file:
        frames = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        frames.byteswap()
    return frames


def main() -> None:
    """Print a table."""
    paths = [Path(a) for a in sys.argv[1:]] or sorted(SOUNDS.glob("*.wav"))
    print(f"{'sound':16}{'seconds':>8}{'LUFS':>8}{'loudest':>9}{'peak':>8}")
    for path in paths:
        m = measured(frames_of(path))
        print(f"{path.stem:16}{m.seconds:8.2f}{m.integrated:8.1f}{m.momentary:9.1f}{m.peak:8.1f}")


if __name__ == "__main__":
    main()
