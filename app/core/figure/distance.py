"""How far points are outside the rounded solids of which a body is made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.figure.anatomy import Ball, Cut, Loft, Solid
from app.core.figure.bones import INDEX, Array, Frames

Mask = NDArray[np.bool_]


def local(frames: Frames, bone: str, p: Array) -> Array:
    i = INDEX[bone]
    return np.asarray((p - frames.origin[i]) @ frames.axes[i])


def distance(frames: Frames, solid: Solid, p: Array, grow: float) -> Array:
    """Return about how far points are outside one solid (negative inside), metres."""
    q = local(frames, solid.bone, p)
    if isinstance(solid, Ball):
        r = np.array(solid.radius) + grow
        e = (q - np.array(solid.centre)) / r
        rho = np.sqrt((e * e).sum(1)) + 1e-9
        slope = np.sqrt(((e / r) ** 2).sum(1)) + 1e-9
        return np.asarray(rho * (rho - 1.0) / slope)
    rows = _dense(solid)
    s, first = (q[:, 0], q[:, 2]) if solid.forward else (-q[:, 2], q[:, 0])
    along = np.clip(s, rows[0, 0], rows[-1, 0])
    cf, co, rf, rs = (np.interp(along, rows[:, 0], rows[:, k]) for k in range(1, 5))
    rf, rs = rf + grow, rs + grow
    cap = np.minimum(rf, rs) * solid.cap
    a, b, c = np.abs(first - cf) / rf, np.abs(q[:, 1] - co) / rs, np.abs(s - along) / cap
    n = solid.square
    flat = (a**n + b**n) ** (2 / n) if n != 2.0 else a * a + b * b
    rho = np.sqrt(flat + c * c) + 1e-9
    slope = np.sqrt((a / rf) ** 2 + (b / rs) ** 2 + (c / cap) ** 2) + 1e-9
    return np.asarray(rho * (rho - 1.0) / slope)


_DENSE: dict[tuple[tuple[float, ...], ...], Array] = {}


def _catmull(a: Array, b: Array, c: Array, d: Array, t: float) -> Array:
    return np.asarray(
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
    )


def _dense(loft: Loft) -> Array:
    """Return a loft's stations with smooth ones between them (Catmull-Rom)."""
    if loft.stations not in _DENSE:
        k = np.array(loft.stations, dtype=np.float64)
        ext = np.concatenate([k[:1], k, k[-1:]])
        out = []
        for i in range(1, len(ext) - 2):
            a, b, c, d = ext[i - 1 : i + 3]
            out += [_catmull(a, b, c, d, t) for t in np.linspace(0, 1, 8, endpoint=False)]
        rows = np.array([*out, k[-1]])
        rows[:, 0] = np.maximum.accumulate(rows[:, 0] + np.arange(len(rows)) * 1e-9)
        _DENSE[loft.stations] = rows
    return _DENSE[loft.stations]


def melted(a: Array, b: Array, k: float) -> Array:
    """Return the smooth smaller of two distances."""
    h = np.maximum(k - np.abs(a - b), 0.0) / k
    return np.minimum(a, b) - h * h * k * 0.25


def beyond(frames: Frames, cut: Cut, p: Array) -> tuple[Array, Mask]:
    """Return how far points lie beyond a cut, metres, and which it concerns: across a limb only those near it."""
    q = local(frames, cut.bone, p)
    away = q @ np.array(cut.normal) - cut.limit
    if not cut.bone.startswith(("left", "right")):
        return away, np.ones(len(p), dtype=bool)
    return away, (np.sqrt(q[:, 0] ** 2 + q[:, 1] ** 2) < cut.near) & (away < 0.12)
