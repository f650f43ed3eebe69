"""From what is seen to a picture: soft light from the upper left, shade where things meet, fine lines at edges."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.figure.palette import Tones
from app.core.figure.raster import Seen

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Picture = NDArray[np.uint8]  # (h, w, 4): red, green, blue, alpha, not multiplied

_LIGHT = np.array((-0.46, 0.72, 0.52), dtype=np.float32)
_LIGHT /= np.linalg.norm(_LIGHT)


def smooth(lo: float, hi: float, x: Floats) -> Floats:
    """Return 0 below lo, 1 above hi, and a soft step between."""
    t = np.clip((x - lo) / (hi - lo), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)


def blurred(a: Floats, radius: float, times: int = 3) -> Floats:
    """Return an image of numbers evened out over about `radius` pixels (box means, repeated)."""
    r = max(1, round(radius * 0.62))
    out = a
    for _ in range(times):
        for axis in (0, 1):
            pad = [(0, 0)] * out.ndim
            pad[axis] = (r + 1, r)
            total = np.cumsum(np.pad(out, pad, mode="edge"), axis=axis, dtype=np.float64)
            hi = np.take(total, np.arange(2 * r + 1, total.shape[axis]), axis=axis)
            lo = np.take(total, np.arange(0, total.shape[axis] - 2 * r - 1), axis=axis)
            out = ((hi - lo) / (2 * r + 1)).astype(np.float32)
    return out


def _contact(depth: Floats, seen: NDArray[np.bool_], reach: float, metres: float) -> Floats:
    """Return 0..1 how much nearer things crowd round a pixel: shade where one limb lies before another."""
    step = 2 if min(depth.shape) > 300 else 1
    d, m = depth[::step, ::step], seen[::step, ::step].astype(np.float32)
    flat = np.where(m > 0, d, 0).astype(np.float32)
    # how much nearer the surroundings are, each neighbour counted to a bound so that far backgrounds do not matter
    total = np.zeros_like(flat)
    n = 0
    for ring in (0.35, 0.7, 1.0):
        r = max(1, round(ring * reach / step))
        for dx, dy in (
            (r, 0),
            (-r, 0),
            (0, r),
            (0, -r),
            (r * 7 // 10, r * 7 // 10),
            (-r * 7 // 10, r * 7 // 10),
            (r * 7 // 10, -r * 7 // 10),
            (-r * 7 // 10, -r * 7 // 10),
        ):
            near = _shifted(flat, dx, dy)
            there = _shifted(m, dx, dy)
            gap = flat - near  # positive: the neighbour is nearer to the viewer
            total += there * smooth(0.25 * metres, metres, gap) * (1 - 0.75 * smooth(3 * metres, 8 * metres, gap))
            n += 1
    total = blurred((total / n).astype(np.float32), max(1.0, reach * 0.35 / step), 2)
    if step == 1:
        return total
    big = np.repeat(np.repeat(total, step, 0), step, 1)[: depth.shape[0], : depth.shape[1]]
    pad = (depth.shape[0] - big.shape[0], depth.shape[1] - big.shape[1])
    return blurred(np.pad(big, ((0, pad[0]), (0, pad[1])), mode="edge"), 1.5, 1)


def _shifted(a: Floats, dx: int, dy: int) -> Floats:
    out = np.zeros_like(a)
    h, w = a.shape
    out[max(0, -dy) : h - max(0, dy), max(0, -dx) : w - max(0, dx)] = a[
        max(0, dy) : h + min(0, dy), max(0, dx) : w + min(0, dx)
    ]
    return out


def lines(seen: Seen, thing: Ints, colour: Ints, pixel: float, width: float) -> tuple[Floats, Ints]:
    """Return how strongly each pixel is a line, and the colour number whose line it is.

    `thing` and `colour` are per pixel (-1: nothing). A line is where depth breaks or one material ends at another.
    """
    depth = np.where(thing >= 0, seen.depth, np.float32(99.0))
    h, w = depth.shape
    strength = np.zeros((h, w), dtype=np.float32)
    owner = colour.copy()
    owner_depth = depth.copy()
    jump = max(0.013, 7.0 * pixel)
    for dx, dy in ((1, 0), (0, 1), (1, 1), (1, -1)):
        a = (slice(max(0, -dy), h - max(0, dy)), slice(0, w - dx))
        b = (slice(max(0, dy), h + min(0, dy)), slice(dx, w))
        da, db = depth[a], depth[b]
        gap = np.abs(da - db)
        edge = smooth(jump, 2.2 * jump, gap)
        border = (colour[a] != colour[b]) & (gap < 1.0)
        edge = np.maximum(edge, np.where(border, np.float32(0.55), np.float32(0)))
        outer = gap > 20
        edge = np.where(outer, np.float32(1.0), edge)
        for mine, other in ((a, b), (b, a)):
            strength[mine] = np.maximum(strength[mine], edge)
            closer = (edge > 0.05) & (owner_depth[other] < owner_depth[mine])
            owner[mine] = np.where(closer, colour[other], owner[mine])
            owner_depth[mine] = np.where(closer, owner_depth[other], owner_depth[mine])
    r = round(max(0.0, width - 2.0) / 2)
    for _ in range(r):
        grown_s, grown_o = strength.copy(), owner.copy()
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            s = _shifted(strength, dx, dy)
            o = _shifted(owner.astype(np.float32), dx, dy).astype(np.int32)
            more = s > grown_s + 0.01
            grown_s = np.where(more, s, grown_s)
            grown_o = np.where(more & (o >= 0), o, grown_o)
        strength, owner = grown_s, grown_o
    return strength, owner


def colours(names: tuple[str, ...], tones: dict[str, Tones]) -> Floats:
    """Return a table (materials, 4 tones, 3) of colours 0..1."""
    return np.array([(t.light, t.base, t.shade, t.line) for t in (tones[n] for n in names)], dtype=np.float32) / 255.0


def paint(
    seen: Seen,
    normals: Floats,
    colour: Ints,
    *,
    far: Floats,
    names: tuple[str, ...],
    tones: dict[str, Tones],
    pixel: float,
) -> Floats:
    """Return (h, w, 4) colours multiplied by alpha: flat, calm tones with a soft edge between light and shade.

    `normals` (n, 3) in the camera's right, up, towards the viewer; `colour` (n) numbers into `names`; `far` (n) 0..1
    how far back a limb is; `pixel` the metres that one pixel is wide.
    """
    h, w = seen.face.shape
    table = colours(names, tones)
    lit = normals @ _LIGHT
    up = normals[:, 1]
    facing = np.clip(normals[:, 2], 0, 1)
    mask = seen.face >= 0
    reach = max(1.5, 0.035 / pixel)
    contact = _contact(seen.depth, mask, reach, 0.03)[seen.rows, seen.cols]
    shade = 1 - smooth(-0.35, 0.62, lit - 0.10 * (1 - facing))
    glow = smooth(0.45, 1.0, lit)
    shade = np.clip(shade * 0.78 + contact * 0.95 + 0.16 * (1 - facing) ** 2 - 0.05 * up, 0, 1)
    flat = np.array([1.0 if n in ("mat", "wall", "mat side", "skirting") else 0.0 for n in names], dtype=np.float32)[
        colour
    ]
    shade = np.where(flat > 0, np.clip(contact * 0.9, 0, 1), shade)
    glow = np.where(flat > 0, 0.0, glow)
    t = table[colour]
    rgb = t[:, 1] + (t[:, 0] - t[:, 1]) * (glow * (1 - shade))[:, None]
    rgb = rgb + (t[:, 2] - rgb) * shade[:, None]
    # what is behind is a little darker and cooler, so that near and far limbs tell apart
    rgb = rgb * (1 - far[:, None] * np.array((0.17, 0.13, 0.10), dtype=np.float32))
    out = np.zeros((h, w, 4), dtype=np.float32)
    out[seen.rows, seen.cols, :3] = rgb
    out[seen.rows, seen.cols, 3] = 1.0
    grid = np.full((h, w), -1, dtype=np.int32)
    grid[seen.rows, seen.cols] = colour
    width = min(4.2, max(2.0, 0.0042 / pixel))
    strength, owner = lines(seen, grid, grid, pixel, width)
    quiet = np.array(
        [0.35 if n in ("wall", "mat", "mat side", "skirting") else 1.0 for n in names] + [0.0], dtype=np.float32
    )
    alpha = strength * 0.82 * quiet[owner]
    ink = table[np.maximum(owner, 0), 3]
    out[..., :3] = out[..., :3] * (1 - alpha[..., None]) + ink * alpha[..., None]
    out[..., 3] = np.maximum(out[..., 3], alpha)
    return out
