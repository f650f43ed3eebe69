"""Triangles to pixels with a depth buffer, all of it in numpy: what is nearest is seen, nothing is sorted by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
_EMPTY = np.iinfo(np.int64).max
_FAR = 40.0  # metres: nothing is farther from the camera's plane


@dataclass(slots=True)
class Seen:
    """For each pixel the nearest triangle (-1: none); and of the pixels that show one, depth and weights of corners."""

    face: Ints  # (h, w)
    depth: Floats  # (h, w), metres away from the viewer; inf where nothing is
    rows: NDArray[np.intp]
    cols: NDArray[np.intp]
    corners: Floats  # (n, 3)


def raster(screen: Floats, faces: Ints, width: int, height: int, both: NDArray[np.bool_] | None = None) -> Seen:
    """Return what is seen of triangles whose points are given in pixels (x right, y down) and depth.

    Triangles that face away are left out, but for those that `both` says may be seen from both sides.
    """
    p = screen[faces]  # (n, 3, 3)
    a, b, c = p[:, 0], p[:, 1], p[:, 2]
    area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    lo = np.floor(p[:, :, :2].min(1) - 0.5).astype(np.int32) + 1
    hi = np.ceil(p[:, :, :2].max(1) - 0.5).astype(np.int32)
    lo = np.maximum(lo, 0)
    hi = np.minimum(hi, np.array((width, height), dtype=np.int32))
    size = (hi - lo).max(1)
    # y runs down on the screen: what faces the viewer has a negative area
    keep = ((area < -1e-5) if both is None else (area < -1e-5) | (both & (area > 1e-5))) & ((hi - lo) > 0).all(1)
    best = np.full(width * height, _EMPTY, dtype=np.int64)
    limits = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, 512, 1024, 4096)
    low = 0
    for k in limits:
        chosen = np.nonzero(keep & (size > low) & (size <= k))[0]
        low = k
        step = max(1, 4_000_000 // (k * k))
        for start in range(0, len(chosen), step):
            _fill(best, p, area, lo=lo, hi=hi, chosen=chosen[start : start + step], k=k, width=width)
    hit = best != _EMPTY
    flat = np.nonzero(hit)[0]
    face = np.full(width * height, -1, dtype=np.int32)
    face[flat] = (best[flat] & 0xFFFFFFFF).astype(np.int32)
    rows, cols = np.divmod(flat, width)
    weights = _weights(p, area, face[flat], rows, cols)
    depth = np.full(width * height, np.inf, dtype=np.float32)
    depth[flat] = (weights * p[face[flat], :, 2]).sum(1)
    return Seen(face.reshape(height, width), depth.reshape(height, width), rows, cols, weights)


def _weights(p: Floats, area: Floats, face: Ints, rows: NDArray[np.intp], cols: NDArray[np.intp]) -> Floats:
    x, y = (cols + 0.5).astype(np.float32), (rows + 0.5).astype(np.float32)
    q = p[face]
    k = 1.0 / area[face]
    wa = ((q[:, 1, 0] - x) * (q[:, 2, 1] - y) - (q[:, 1, 1] - y) * (q[:, 2, 0] - x)) * k
    wb = ((q[:, 2, 0] - x) * (q[:, 0, 1] - y) - (q[:, 2, 1] - y) * (q[:, 0, 0] - x)) * k
    return np.stack([wa, wb, 1 - wa - wb], 1).astype(np.float32)


def _fill(
    best: NDArray[np.int64],
    p: Floats,
    area: Floats,
    *,
    lo: Ints,
    hi: Ints,
    chosen: NDArray[np.intp],
    k: int,
    width: int,
) -> None:
    # counted from the box's corner: far from the picture's corner 32 bits would not tell the edges apart
    q, inverse = p[chosen], (1.0 / area[chosen])[:, None]
    q = q - np.concatenate([lo[chosen], np.zeros((len(chosen), 1))], 1).astype(np.float32)[:, None]
    steps = (np.arange(k, dtype=np.float32) + 0.5)[None]
    x = lo[chosen, 0, None] + np.arange(k, dtype=np.int32)[None]  # (n, k)
    y = lo[chosen, 1, None] + np.arange(k, dtype=np.int32)[None]
    inside = (x < hi[chosen, 0, None])[:, None, :] & (y < hi[chosen, 1, None])[:, :, None]
    depth = np.zeros(inside.shape, dtype=np.float32)
    for i in range(3):
        b, c = q[:, (i + 1) % 3], q[:, (i + 2) % 3]
        # weight of corner i is linear in x and y
        gx = (b[:, 1] - c[:, 1])[:, None] * inverse
        gy = (c[:, 0] - b[:, 0])[:, None] * inverse
        g0 = (b[:, 0] * c[:, 1] - b[:, 1] * c[:, 0])[:, None] * inverse
        w = (gx * steps + g0)[:, None, :] + (gy * steps)[:, :, None]
        inside &= w >= -1e-4
        depth += w * q[:, i, 2][:, None, None]
    n, r, s = np.nonzero(inside)
    z = ((depth[n, r, s] + _FAR) * 2**24).astype(np.int64)
    key = (z << 32) | chosen[n].astype(np.int64)
    np.minimum.at(best, y[n, r].astype(np.int64) * width + x[n, s], key)
