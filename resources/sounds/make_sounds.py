"""Makes the sounds that lie beside it: `python make_sounds.py [FOLDER]`. The same bytes on every machine.

Every bell is a struck bowl: partials that are no whole multiples of each other, each with its own decay, the strong
ones doubled a little apart so that they beat slowly, as a real bowl does. The grammar is in the strokes and in their
pitch, so that it can be told with the eyes closed and from its first half second:

    begin          one stroke, D5, ringing on
    change-side    two strokes, rising from A4 to D5
    exercise-over  three strokes, A4, each a little softer
    rest           one low, soft stroke, D4: let go
    session-over   a chord of six, falling from D6 to D4, ringing long
    lower-end      a wooden tock: no pitch that rings, gone in a quarter of a second
    tick           the last three seconds, soft; count: the seconds before going on, higher;
                   phase: the next phase of a repetition, low and round

Only additions and multiplications touch the samples, and the few coefficients that come from the mathematics library
are rounded to twelve decimals: its last digit differs between machines, these files do not.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

RATE = 48_000
D4, A4, D5, FS5, A5, D6 = 293.66, 440.0, 587.33, 739.99, 880.0, 1174.66

# Ratio to the pitch, strength, seconds until it is 60 dB down, beats a second (0: one partial alone).
BOWL = (
    (0.5, 0.16, 6.5, 0.0),
    (1.0, 1.0, 6.4, 0.7),
    (2.01, 0.20, 3.6, 1.4),
    (2.76, 0.38, 2.6, 1.1),
    (4.07, 0.09, 1.3, 2.3),
    (5.40, 0.15, 0.8, 1.9),
    (8.21, 0.05, 0.3, 0.0),
)
# The chord is struck softer: less of what is high, and longer.
CHIME = (
    (0.5, 0.10, 6.0, 0.0),
    (1.0, 1.0, 6.5, 0.5),
    (2.005, 0.16, 4.0, 0.9),
    (2.76, 0.18, 2.4, 0.7),
    (5.40, 0.04, 0.9, 0.0),
)
# Two dry resonances of a hollow block and one of its lip.
BLOCK = ((1.0, 1.0, 0.16, 0.0), (1.83, 0.55, 0.10, 0.0), (3.41, 0.22, 0.05, 0.0))
TICK = ((1.0, 1.0, 0.055, 0.0), (2.31, 0.30, 0.03, 0.0))
LOW = ((1.0, 1.0, 0.11, 0.0), (2.02, 0.25, 0.05, 0.0))

Partials = tuple[tuple[float, float, float, float], ...]


def ring(hertz: float, strength: float, sixty_db: float, frames: int, out: list[float]) -> None:
    """Add one decaying sine to `out`, from its start: the recurrence of a damped resonator."""
    w = 2 * math.pi * hertz / RATE
    r = round(10 ** (-3 / (sixty_db * RATE)), 12)
    a, b = round(2 * math.cos(w), 12) * r, -r * r
    y2, y1 = 0.0, strength * round(math.sin(w), 12)
    # Past 90 dB down it is not worth a sum: shorter partials stop there.
    for i in range(min(frames, int(sixty_db * RATE * 1.5))):
        out[i] += y1
        y2, y1 = y1, a * y1 + b * y2


def ease(x: float) -> float:
    """Return 0..1 for 0..1, level at both ends."""
    return x * x * (3 - 2 * x)


def struck(pitch: float, partials: Partials, seconds: float, attack: float, fade: float) -> list[float]:
    """Return one stroke; `attack` and `fade` are the seconds in which it comes and in which its tail is let go."""
    frames = int(seconds * RATE)
    out = [0.0] * frames
    for ratio, strength, sixty_db, beats in partials:
        hertz = pitch * ratio
        if beats:
            ring(hertz - beats / 2, strength * 0.74, sixty_db, frames, out)
            ring(hertz + beats / 2, strength * 0.26, sixty_db, frames, out)
        else:
            ring(hertz, strength, sixty_db, frames, out)
    rise, fall = int(attack * RATE), int(fade * RATE)
    for i in range(rise):
        out[i] *= ease(i / rise)
    for i in range(fall):
        out[frames - 1 - i] *= ease(i / fall)
    return out


def knock(samples: list[float], strength: float, seconds: float) -> list[float]:
    """Return the samples with a short puff of noise at their start: the stick that meets the wood."""
    state, last = 1, 0.0
    frames = int(seconds * RATE)
    for i in range(frames):
        state = (state * 1_103_515_245 + 12_345) & 0x7FFFFFFF
        last += 0.35 * (state / 0x40000000 - 1 - last)
        left = 1 - i / frames
        samples[i] += strength * last * left * left * ease(min(1.0, i / 48))
    return samples


def together(strokes: list[tuple[float, float, list[float]]]) -> list[float]:
    """Return strokes mixed, each given with its start in seconds and its strength."""
    out = [0.0] * max(int(at * RATE) + len(samples) for at, _, samples in strokes)
    for at, strength, samples in strokes:
        start = int(at * RATE)
        for i, s in enumerate(samples, start):
            out[i] += strength * s
    return out


def begin() -> list[float]:
    return struck(D5, BOWL, 4.5, 0.006, 1.6)


def change_side() -> list[float]:
    low, high = struck(A4, BOWL, 3.0, 0.006, 1.0), struck(D5, BOWL, 3.4, 0.006, 1.2)
    return together([(0.0, 0.9, low), (0.5, 1.0, high)])


def exercise_over() -> list[float]:
    bowl = struck(A4, BOWL, 3.6, 0.006, 1.2)
    return together([(0.0, 1.0, bowl), (0.6, 0.86, bowl), (1.2, 0.74, bowl)])


def session_over() -> list[float]:
    row = ((D6, 0.50), (A5, 0.62), (FS5, 0.70), (D5, 0.85), (A4, 0.95), (D4, 1.0))
    return together(
        [(0.34 * i, strength, struck(pitch, CHIME, 6.3, 0.012, 2.4)) for i, (pitch, strength) in enumerate(row)]
    )


def rest() -> list[float]:
    return struck(D4, CHIME, 4.0, 0.010, 1.6)


def lower_end() -> list[float]:
    return knock(struck(612.0, BLOCK, 0.28, 0.0015, 0.08), 0.5, 0.012)


def tick() -> list[float]:
    return struck(1480.0, TICK, 0.09, 0.002, 0.03)


def count() -> list[float]:
    return struck(1975.0, TICK, 0.09, 0.002, 0.03)


def phase() -> list[float]:
    return struck(495.0, LOW, 0.16, 0.004, 0.05)


# What to make, and the peak it is brought to, in dB below full scale. Bells and chord are levelled by ear's measure
# (BS.1770 momentary, -16 LUFS, see bench/loudness.py); what is shorter than its window is levelled by its peak.
SOUNDS: dict[str, tuple[Callable[[], list[float]], float]] = {
    "begin": (begin, -6.6),
    "change-side": (change_side, -5.4),
    "exercise-over": (exercise_over, -6.0),
    "session-over": (session_over, -5.0),
    "rest": (rest, -8.6),
    "lower-end": (lower_end, -3.5),
    "tick": (tick, -16.0),
    "count": (count, -16.0),
    "phase": (phase, -10.0),
}


def main(folder: Path) -> None:
    """Write every sound into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (make, peak_db) in SOUNDS.items():
        samples = make()
        gain = round(32767 * 10 ** (peak_db / 20)) / max(abs(s) for s in samples)
        frames = array("h", (math.floor(s * gain + 0.5) for s in samples))
        if sys.byteorder == "big":
            frames.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(frames.tobytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
