"""Triangles to pixels with a depth buffer, all of it in numpy: what is nearest is seen, nothing is sorted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Number = TypeVar("Number", np.float32, np.int32)
Keys = NDArray[np.int64]  # of each pixel: how far the nearest triangle is, and which one; flat, row after row
EMPTY = np.iinfo(np.int64).max
_FAR = 40.0  # metres: nothing is farther from the camera's plane
_FINE = 2.0**24
_SIZES = (1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64)  # larger ones are filled one by one
_AT_ONCE = 400_000  # pixels worked on together: a few arrays of these stay in the processor's cache
_SLACK = 1e-4  # of a triangle's own height, so that neighbours leave no gap


@dataclass(slots=True)
class Seen:
    """What is seen: the pixels that show a triangle (numbers, row after row), which one, and how far away."""

    width: int
    height: int
    pixels: NDArray[np.intp]
    faces: Ints
    depth: Floats  # metres away from the viewer, one for each of `pixels`

    def grid(self, values: NDArray[Number], empty: float) -> NDArray[Number]:
        """Return an image with a value for each pixel that shows something, and `empty` elsewhere."""
        out = np.full(self.width * self.height, empty, dtype=values.dtype)
        out[self.pixels] = values
        return out.reshape(self.height, self.width)


def blank(width: int, height: int) -> Keys:
    """Return a depth buffer in which nothing is seen yet."""
    return np.full(width * height, EMPTY, dtype=np.int64)


def add(
    best: Keys,
    screen: Floats,
    faces: Ints,
    *,
    width: int,
    height: int,
    first: int = 0,
    folds: NDArray[np.bool_] | None = None,
) -> None:
    """Put triangles whose points are given in pixels (x right, y down) and depth into a depth buffer.

    `first` is the number of the first triangle. Triangles that face away are left out, but for those that `folds`
    says may be seen from behind.
    """
    xs, ys, zs = (np.ascontiguousarray(screen[:, i]) for i in range(3))
    a, b, c = faces[:, 0], faces[:, 1], faces[:, 2]
    ax, ay, bx, by, cx, cy = xs[a], ys[a], xs[b], ys[b], xs[c], ys[c]
    area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    # y runs down on the screen: what faces the viewer has a negative area
    facing = area < -1e-5
    if folds is not None:
        facing |= folds & (area > 1e-5)
    x_low, x_high = _pixels(ax, bx, cx, width)
    y_low, y_high = _pixels(ay, by, cy, height)
    size = np.maximum(x_high - x_low, y_high - y_low)
    size[~facing | (x_high <= x_low) | (y_high <= y_low)] = 0
    order = np.argsort(np.minimum(size, 30_000).astype(np.int16), kind="stable")
    ends = np.searchsorted(size[order], _SIZES, side="right")
    start = int(np.searchsorted(size[order], 0, side="right"))

    def fill(i: NDArray[np.intp], wide: int, high: int, down: int = 0) -> None:
        _fill(
            best, (wide, high), width, (x_low[i], y_low[i] + down),
            clip=(x_high[i], y_high[i]),
            corners=(ax[i], ay[i], bx[i], by[i], cx[i], cy[i]),
            depths=(zs[a[i]], zs[b[i]], zs[c[i]]),
            area=area[i], names=i + first,
        )  # fmt: skip

    for k, end in zip(_SIZES, ends, strict=True):
        step = max(1, _AT_ONCE // (k * k))
        for at in range(start, int(end), step):
            fill(order[at : min(at + step, int(end))], k, k)
        start = int(end)
    for one in order[start:]:
        wide, high = int(x_high[one] - x_low[one]), int(y_high[one] - y_low[one])
        rows = max(1, _AT_ONCE // wide)
        for down in range(0, high, rows):
            fill(np.array([one]), wide, min(rows, high - down), down)


def _pixels(a: Floats, b: Floats, c: Floats, limit: int) -> tuple[Ints, Ints]:
    """Return from and to which pixel three values reach, both within 0..limit."""
    low = np.floor(np.minimum(np.minimum(a, b), c) - np.float32(0.5)).astype(np.int32) + 1
    high = np.ceil(np.maximum(np.maximum(a, b), c) - np.float32(0.5)).astype(np.int32)
    return np.maximum(low, 0), np.minimum(high, limit)


def _fill(
    best: Keys,
    box: tuple[int, int],
    width: int,
    low: tuple[Ints, Ints],
    *,
    clip: tuple[Ints, Ints],
    corners: tuple[Floats, Floats, Floats, Floats, Floats, Floats],
    depths: tuple[Floats, Floats, Floats],
    area: Floats,
    names: NDArray[np.intp],
) -> None:
    # counted from the box's corner: far from the picture's corner 32 bits would not tell the edges apart
    x0, y0 = low
    ax, ay, bx, by, cx, cy = (v - (x0 if n % 2 == 0 else y0) for n, v in enumerate(corners))
    az, bz, cz = depths
    inverse = np.float32(1.0) / area
    # the weight of a corner is linear in x and y
    ux, uy, u0 = (by - cy) * inverse, (cx - bx) * inverse, (bx * cy - by * cx) * inverse
    vx, vy, v0 = (cy - ay) * inverse, (ax - cx) * inverse, (cx * ay - cy * ax) * inverse
    wide, high = box
    steps = np.arange(max(box), dtype=np.float32) + np.float32(0.5)
    across, down = steps[:wide], steps[:high]
    u = (uy[:, None] * down + u0[:, None]).astype(np.float32)[:, :, None] + (ux[:, None] * across)[:, None, :]
    v = (vy[:, None] * down + v0[:, None]).astype(np.float32)[:, :, None] + (vx[:, None] * across)[:, None, :]
    inside = (u >= -_SLACK) & (v >= -_SLACK) & (u + v <= 1 + _SLACK)
    inside &= (np.arange(wide, dtype=np.int32) < (clip[0] - x0)[:, None])[:, None, :]
    inside &= (np.arange(high, dtype=np.int32) < (clip[1] - y0)[:, None])[:, :, None]
    found = np.flatnonzero(inside)
    n, rest = np.divmod(found.astype(np.int32), wide * high)
    r, s = np.divmod(rest, wide)
    depth = cz[n] + u.reshape(-1)[found] * (az - cz)[n] + v.reshape(-1)[found] * (bz - cz)[n]
    key = (((depth + np.float32(_FAR)) * np.float32(_FINE)).astype(np.int64) << 32) | names[n]
    np.minimum.at(best, (y0[n] + r).astype(np.int64) * width + x0[n] + s, key)


def seen(best: Keys, width: int, height: int) -> Seen:
    """Return what a depth buffer shows."""
    pixels = np.flatnonzero(best != EMPTY)
    keys = best[pixels]
    depth = (keys >> 32).astype(np.float32) * np.float32(1 / _FINE) - np.float32(_FAR)
    return Seen(width, height, pixels, (keys & 0xFFFFFFFF).astype(np.int32), depth)


def weights(screen: Floats, faces: Ints, pixels: NDArray[np.intp], width: int) -> tuple[Floats, Floats, Floats]:
    """Return the weights of three corners at pixels that show these triangles (one for each pixel)."""
    rows, cols = np.divmod(pixels.astype(np.int32), width)
    x, y = cols.astype(np.float32) + np.float32(0.5), rows.astype(np.float32) + np.float32(0.5)
    xs, ys = np.ascontiguousarray(screen[:, 0]), np.ascontiguousarray(screen[:, 1])
    a, b, c = faces[:, 0], faces[:, 1], faces[:, 2]
    ax, ay, bx, by, cx, cy = xs[a] - x, ys[a] - y, xs[b] - x, ys[b] - y, xs[c] - x, ys[c] - y
    whole = np.float32(1.0) / ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    u = (bx * cy - by * cx) * whole
    v = (cx * ay - cy * ax) * whole
    return u, v, 1 - u - v
