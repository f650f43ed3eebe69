"""Meshes of what is lifted: dumbbells, loaded bars, and a cable station's tower with its pulleys."""

from __future__ import annotations

import numpy as np

from app.core.figure.bones import Array, Triple, unit
from app.core.figure.solids import Thing, box, joined, outward, tube, turned

PLATES = 9  # of a tower's stack
_THICK, _GAP = 0.047, 0.007  # of each plate, and between two


def dumbbell(centre: Array, axis: Array) -> list[Thing]:
    """Return a dumbbell whose handle lies along `axis`."""
    handle = tube("metal", (centre - axis * 0.085, centre + axis * 0.085), 0.014)
    heads = [
        turned(
            "dark",
            centre + axis * k * 0.100,
            axis * k,
            ((-0.032, 0.0), (-0.032, 0.036), (-0.026, 0.046), (0.026, 0.046), (0.032, 0.036), (0.032, 0.0)),
        )
        for k in (-1.0, 1.0)
    ]
    return [outward(handle), outward(joined("dark", heads))]


def barbell(a: Array, b: Array, half: float, plate: float) -> list[Thing]:
    """Return a loaded bar through two places; `half` is from its middle to its plates, `plate` their radius."""
    centre, axis, r = (a + b) / 2, unit(b - a), plate
    out = [outward(tube("metal", (centre - axis * (half + 0.10), centre + axis * (half + 0.10)), 0.0135))]
    disc = ((-0.02, 0.0), (-0.02, r - 0.012), (-0.012, r), (0.012, r), (0.02, r - 0.012), (0.02, 0.0))
    rim = ((-0.0215, 0.05), (-0.0215, r * 0.72), (0.0215, r * 0.72), (0.0215, 0.05))
    small = ((-0.03, 0.0), (-0.03, r * 0.62), (0.014, r * 0.62), (0.018, r * 0.55), (0.018, 0.03))
    collar = ((-0.02, 0.0), (-0.02, 0.026), (0.02, 0.026), (0.02, 0.0))
    stop = ((-0.014, 0.0), (-0.014, 0.020), (-0.008, 0.036), (0.008, 0.036), (0.008, 0.0))
    for k in (-1.0, 1.0):
        c = centre + axis * k * half
        out.append(outward(turned("plate", c, axis * k, disc, sides=48)))
        out.append(outward(turned("dark", c, axis * k, rim, sides=40)))
        out.append(outward(turned("coral", c + axis * k * 0.052, axis * k, small, sides=40)))
        out.append(outward(turned("metal", c + axis * k * 0.09, axis * k, collar)))
        out.append(outward(turned("metal", c - axis * k * 0.030, axis * k, stop)))  # the plates rest against it
    return out


def tower(at: Triple, high: float, wide: float, lifted: float) -> list[Thing]:
    """Return a frame that stands on the floor, with a stack of plates in it; half of them hang `lifted` metres up."""
    x, y, _ = at
    frame = []
    for k in (-1.0, 1.0):
        side = y + k * wide / 2
        frame.append(box("metal", (x, side, high / 2), (0.07, 0.05, high), bevel=0.01))
        frame.append(box("metal", (x, side, 0.02), (0.52, 0.07, 0.04), bevel=0.012))
    frame.append(box("metal", (x, y, high - 0.035), (0.08, wide + 0.05, 0.07), bevel=0.012))
    frame.append(box("metal", (x, y, 0.05), (0.07, wide, 0.05), bevel=0.01))
    rods = [
        tube("metal", ((x, y + k * wide * 0.22, 0.07), (x, y + k * wide * 0.22, high - 0.05)), 0.010) for k in (-1, 1)
    ]
    step = _THICK + _GAP
    taken = PLATES // 2
    lift = min(lifted, high - 0.20 - PLATES * step)
    plates = []
    for n in range(PLATES):
        z = 0.085 + n * step + _THICK / 2 + (lift if n >= PLATES - taken else 0.0)
        plates.append(box("plate", (x, y, z), (0.064, wide - 0.085, _THICK), bevel=0.008))
    top = 0.085 + PLATES * step + lift
    rope = tube("cable", ((x, y, top - _GAP), (x, y, high - 0.05)), 0.006)
    pin = box("coral", (x - 0.036, y, top - (taken - 0.5) * step), (0.03, 0.03, 0.018), bevel=0.005)
    return [joined("metal", [*frame, *rods]), joined("plate", plates), outward(rope), pin]


def pulley(at: Triple, radius: float) -> list[Thing]:
    """Return a grooved wheel that turns about the left-right axis, in its fork."""
    r = radius
    rim = ((-0.016, 0.0), (-0.016, r), (-0.010, r), (0.0, r - 0.010), (0.010, r), (0.016, r), (0.016, 0.0))
    axle = ((-0.030, 0.0), (-0.030, 0.014), (0.030, 0.014), (0.030, 0.0))
    return [
        outward(turned("dark", at, np.array((0.0, 1.0, 0.0)), rim, sides=32)),
        outward(turned("metal", at, np.array((0.0, 1.0, 0.0)), axle)),
    ]
