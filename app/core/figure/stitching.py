"""The finish of clothes: a fine line of stitches along their ends, and shade on what comes out from under them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.figure.borders import REACH
from app.core.figure.raster import Floats, Ints, Seen, weights

_STITCHES = 0.013 - REACH  # metres: so far within a garment's end they run
_WIDE = 0.0015  # metres: the line of stitches
_FAINT = 0.50  # how much of a material's line it has
_TOO_SMALL = (0.0026, 0.0042)  # metres a pixel between which it goes: a small picture has none
_SHADE = 0.62  # how dark it is right under an end


@dataclass(frozen=True, slots=True)
class Finish:
    """Which of some spots lie near the end of a garment, how dark its shade is there, and how much of the line."""

    at: NDArray[np.intp]
    shade: Floats
    line: Floats


def finish(
    what: Seen,
    which: NDArray[np.intp],
    screen: Floats,
    faces: Ints,
    border: Floats,
    *,
    first: int,
    pixel: float,
    fine: int,
) -> Finish:
    """Return the finish of some of what is seen.

    `screen` has a body's points, `border` how near each is to an end (`borders.py`), `first` is the number of the
    first of its triangles; a pixel of `fine` times `fine` parts is `pixel` metres wide.
    """
    near = (border != 0)[faces].any(1)
    face = what.faces[which] - first
    at = np.flatnonzero((face >= 0) & (face < len(faces)))
    at = at[near[face[at]]]
    own = faces[face[at]]
    share = weights(screen, own, what.pixels[which[at]], what.width)
    ends = border[own]
    value = ends[:, 0] * share[0] + ends[:, 1] * share[1] + ends[:, 2] * share[2]
    under = np.clip(value * np.float32(1 / REACH), 0, 1)
    line = np.zeros(len(at), dtype=np.float32)
    much = _FAINT * float(np.clip((_TOO_SMALL[1] - pixel) / (_TOO_SMALL[1] - _TOO_SMALL[0]), 0, 1))
    if much > 0:
        sewn = np.flatnonzero((ends.max(1) <= 0) & (value < 0))
        off = np.abs(value[sewn] - np.float32(_STITCHES)) / (_slope(screen, own[sewn], ends[sewn]) * np.float32(fine))
        half = max(0.5, _WIDE / 2 / pixel)
        line[sewn] = np.clip(np.float32(half + 0.5) - off, 0, 1) * np.float32(much * min(1.0, _WIDE / pixel))
    return Finish(at, np.float32(_SHADE) * under * np.sqrt(under), line)


def _slope(screen: Floats, own: Ints, values: Floats) -> Floats:
    """Return by how much a value at the corners of triangles changes from one part of a pixel to the next."""
    xs, ys = np.ascontiguousarray(screen[:, 0]), np.ascontiguousarray(screen[:, 1])
    (ax, bx, cx), (ay, by, cy) = (xs[own].T, ys[own].T)
    a, b, c = values.T
    area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    across = (b - a) * (cy - ay) - (c - a) * (by - ay)
    down = (c - a) * (bx - ax) - (b - a) * (cx - ax)
    return np.asarray(np.hypot(across, down) / (np.abs(area) + np.float32(1e-9)) + np.float32(1e-9), dtype=np.float32)
