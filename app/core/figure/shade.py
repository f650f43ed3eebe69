"""From what is seen to a picture: soft light from the upper left, shade where things meet, fine lines at edges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.figure.palette import Tones
from app.core.figure.seams import PARTS, STRENGTH

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Picture = NDArray[np.uint8]  # (h, w, 4): red, green, blue, alpha, not multiplied

FLAT = ("mat", "wall", "mat side", "skirting")  # painted in one tone, with no light and shade of their own
_LIGHT = np.array((-0.40, 0.74, 0.54), dtype=np.float32)
_LIGHT /= np.linalg.norm(_LIGHT)
EVEN = 24  # pixels
_NOTHING = np.float32(99.0)  # metres: the depth of the clear ground
_ENOUGH = 5  # pixels to which the reach of a contact's shade is made smaller before it is worked out
_SUNK = 0.06  # metres
_FAR = 0.6  # how far the limb behind goes over into its shade
_GAPS = 512  # steps of the table that says how much a gap in depth shades


def even(step: float) -> int:
    """Return the whole step nearest to this one that divides `EVEN`: crops that begin there are shaded alike."""
    return min((n for n in range(1, EVEN + 1) if EVEN % n == 0), key=lambda n: abs(n - step))


def in_steps(low: float, high: float, most: int, grid: int = EVEN) -> tuple[int, int]:
    """Return where the steps of `grid` (one at least) that hold two values begin, and how much of them is in `most`."""
    start = min(max(0, int(low // grid)), (most - 1) // grid) * grid
    return start, min(most, max(start + grid, -int(-high // grid) * grid)) - start


def smooth(lo: float, hi: float, x: Floats) -> Floats:
    """Return 0 below lo, 1 above hi, and a soft step between."""
    t = np.clip((x - np.float32(lo)) * np.float32(1 / (hi - lo)), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)


def blurred(a: Floats, radius: float | tuple[float, float], times: int = 3) -> Floats:
    """Return an image of numbers evened out over about `radius` pixels, or (down, across): box means, repeated."""
    down, across = radius if isinstance(radius, tuple) else (radius, radius)
    out = a
    for _ in range(times):
        for axis, way in enumerate((down, across)):
            r = max(1, round(way * 0.62))
            share = np.float32(1 / (2 * r + 1))
            if r == 1:
                out = _of_three(out, axis) * share
                continue
            pad = [(0, 0), (0, 0)]
            pad[axis] = (r + 1, r)
            total = np.cumsum(np.pad(out, pad, mode="edge"), axis=axis, dtype=np.float32)
            many = total.shape[axis] - 2 * r - 1
            high, low = (total[2 * r + 1 :], total[:many]) if axis == 0 else (total[:, 2 * r + 1 :], total[:, :many])
            out = (high - low) * share
    return out


def _of_three(a: Floats, axis: int) -> Floats:
    """Return the sums of each value and its two neighbours along an axis; beyond the edge it goes on as at it."""
    out = a.copy()
    a, to = (a, out) if axis == 0 else (a.T, out.T)
    to[1:] += a[:-1]
    to[:-1] += a[1:]
    to[0] += a[0]
    to[-1] += a[-1]
    return out


def enlarged(a: Floats, step: int, shape: tuple[int, int], middle: bool) -> Floats:
    """Return an image made larger by `step`, straight between its values; `middle`: they stand for middles."""
    for axis in (0, 1):
        n = a.shape[axis]
        at: Floats = np.arange(shape[axis], dtype=np.float32)
        at = (at + np.float32(0.5)) / np.float32(step) - np.float32(0.5) if middle else at / np.float32(step)
        at = np.clip(at, 0, n - 1)
        low = np.minimum(at.astype(np.int32), max(0, n - 2))
        share = at - low
        high = np.minimum(low + 1, n - 1)
        share = share[:, None] if axis == 0 else share[None]
        near = a.take(low, axis)
        a = near + (a.take(high, axis) - near) * share
    return a


def _gap_table() -> Floats:
    """Return how much a neighbour shades that is nearer by 0..8 bounds."""
    gap = np.linspace(0, 8, _GAPS, dtype=np.float32)
    # each neighbour counts to a bound, so that far backgrounds do not matter
    return np.asarray(smooth(0.25, 1.0, gap) * (1 - 0.75 * smooth(3, 8, gap)), dtype=np.float32)


_GAP_SHADE = _gap_table()


def contact(
    depth: Floats, reach: float, metres: float, slant: float, rings: tuple[float, ...] = (0.35, 0.7, 1.0)
) -> Floats:
    """Return 0..1 how much nearer things crowd round a pixel: shade where one limb lies before another.

    `depth` (h, w) is inf where nothing is seen; `reach` in pixels; `metres` the gap that shades in full; `rings` are
    the shares of the reach at which one looks round. A side that is nearer only as the other one is farther, by up to
    `slant` metres, belongs to a slanted plane, and shades nothing.
    """
    step = even(reach / _ENOUGH)
    d = depth[::step, ::step]
    unit = np.float32((_GAPS - 1) / (8 * metres))
    there = ~np.isinf(d)
    own = np.where(there, d, np.float32(0)) * unit
    farthest, twice = own + unit * np.float32(slant), own * 2
    most = max(1, round(reach / step))
    h, w = d.shape
    room = np.pad(np.where(there, own, np.float32(1e6)), most, constant_values=np.float32(1e6))
    total = np.zeros((h, w), dtype=np.float32)
    one, other = np.empty_like(own), np.empty_like(own)
    n = 0
    for ring in rings:
        r = max(1, round(ring * reach / step))
        s = max(1, r * 7 // 10)
        for dx, dy in ((r, 0), (0, r), (s, s), (s, -s)):
            np.minimum(room[most + dy : most + dy + h, most + dx : most + dx + w], farthest, out=one)
            np.minimum(room[most - dy : most - dy + h, most - dx : most - dx + w], farthest, out=other)
            one += other
            np.subtract(twice, one, out=one)
            np.clip(one, 0, _GAPS - 1, out=one)
            total += _GAP_SHADE[one.astype(np.int16)]
            n += 2
    total = blurred(total * np.float32(1 / n), max(1.0, reach * 0.35 / step), 2)
    return total if step == 1 else enlarged(total, step, (depth.shape[0], depth.shape[1]), middle=False)


def lines(
    depth: Floats, colour: Ints, part: Ints, edged: NDArray[np.bool_], *, pixel: float, width: float
) -> tuple[NDArray[np.intp], Floats, Ints]:
    """Return the pixels of lines (numbers, row after row), how strong each is, and the colour whose line it is.

    `depth`, `colour` and `part` are per pixel (inf, -1 and 0: nothing). A line is where depth breaks, a material ends
    or a seam lies; `edged` says of every two colours whether there is an edge between them.
    """
    h, w = depth.shape
    depth = np.minimum(depth, _NOTHING)
    jump = max(0.013, 7.0 * pixel)
    both = colour * PARTS + part
    flat_depth, flat_colour, flat_both = depth.reshape(-1), colour.reshape(-1), both.reshape(-1)
    strength = np.zeros(h * w, dtype=np.float32)
    owner, owner_depth = flat_colour.copy(), flat_depth.copy()
    # A slanted step breaks where one of its two straight halves is half a break at least.
    near = _broken(depth, both, np.float32(jump / 2))
    for dx, dy in ((1, 0), (0, 1), (1, 1), (1, -1)):
        mine = near if dx == 0 or dy == 0 else _beside(near, dy, w)
        rows, cols = np.divmod(mine, w)
        mine = mine[(cols < w - dx) & (rows < h - max(0, dy)) & (rows >= max(0, -dy))]
        theirs = mine + (dy * w + dx)
        gap = np.abs(flat_depth[mine] - flat_depth[theirs])
        some = (gap > jump) | (flat_both[mine] != flat_both[theirs])
        mine, theirs, gap = mine[some], theirs[some], gap[some]
        border = np.where(
            edged[flat_colour[mine], flat_colour[theirs]],
            np.float32(0.55),
            STRENGTH[flat_both[mine] % PARTS, flat_both[theirs] % PARTS],
        )
        edge = np.maximum(smooth(jump, 2.2 * jump, gap), np.where(gap < 1.0, border, np.float32(0)))
        for one, other in ((mine, theirs), (theirs, mine)):
            strength[one] = np.maximum(strength[one], edge)
            closer = (edge > 0.05) & (flat_depth[other] < owner_depth[one])
            owner[one] = np.where(closer, flat_colour[other], owner[one])
            owner_depth[one] = np.where(closer, flat_depth[other], owner_depth[one])
    found = np.flatnonzero(strength > 0)
    for _ in range(round(max(0.0, width - 2.0) / 2)):
        found = _grow(strength, owner, found, w)
    return _softened(strength, owner, found, w)


def _broken(depth: Floats, colour: Ints, jump: np.float32) -> NDArray[np.intp]:
    """Return the pixels between which and their right or lower neighbour depth breaks, or a material ends."""
    found: NDArray[np.bool_] = np.zeros(depth.shape, dtype=bool)
    found[:, :-1] = (np.abs(depth[:, 1:] - depth[:, :-1]) > jump) | (colour[:, 1:] != colour[:, :-1])
    found[:-1] |= (np.abs(depth[1:] - depth[:-1]) > jump) | (colour[1:] != colour[:-1])
    return np.flatnonzero(found)


def _beside(found: NDArray[np.intp], down: int, width: int) -> NDArray[np.intp]:
    """Return pixels and those from which a slanted step passes over them."""
    other = found + (-width if down > 0 else width - 1)
    return np.concatenate([found, other[~np.isin(other, found, assume_unique=True, kind="table")]])


def _softened(
    strength: Floats, owner: Ints, found: NDArray[np.intp], width: int
) -> tuple[NDArray[np.intp], Floats, Ints]:
    """Return lines with a soft rim: a slanted one is as strong at its steps as between them."""
    core = strength.copy()
    found = _grow(strength, owner, found, width)
    inner = found[(found > width) & (found < len(core) - width - 1)]
    soft = core[inner] * np.float32(0.30)
    for step, share in ((1, 0.15), (width, 0.15), (width + 1, 0.075), (width - 1, 0.075)):
        soft += (core[inner + step] + core[inner - step]) * np.float32(share)
    return inner, np.minimum(soft, np.float32(1)), owner[inner]


def _grow(strength: Floats, owner: Ints, found: NDArray[np.intp], width: int) -> NDArray[np.intp]:
    """Make lines one pixel wider on each side; return the pixels they cover now."""
    s, o = strength[found], owner[found]
    grown = [found]
    # No line lies at the picture's edge, so that none runs from one row's end into the next.
    for step in (1, -1, width, -width):
        to = found + step
        good = (to >= 0) & (to < len(strength))
        good[good] &= s[good] > strength[to[good]] + np.float32(0.01)
        strength[to[good]] = s[good]
        owner[to[good]] = np.where(o[good] >= 0, o[good], owner[to[good]])
        grown.append(to[good])
    covered = np.zeros(len(strength), dtype=bool)
    for pixels in grown:
        covered[pixels] = True
    return np.flatnonzero(covered)


def colours(names: tuple[str, ...], tones: dict[str, Tones]) -> Floats:
    """Return a table (materials, 4 tones, 3) of colours 0..1."""
    return np.array([(t.light, t.base, t.shade, t.line) for t in (tones[n] for n in names)], dtype=np.float32) / 255.0


@dataclass(frozen=True, slots=True)
class Lit:
    """Which of some spots have light and shade: their normals (3, n) and how far back each is (0..1)."""

    which: NDArray[np.intp]
    normals: Floats
    far: Floats


@dataclass(frozen=True, slots=True)
class Lines:
    """Parts that a line covers: which of the grid, how strongly, and in which ink (3, n)."""

    at: NDArray[np.intp]
    alpha: Floats
    rgb: Floats


def drawn(
    depth: Floats,
    colour: Ints,
    part: Ints,
    *,
    pixel: float,
    table: Floats,
    flat: NDArray[np.bool_],
    edged: NDArray[np.bool_],
) -> Lines:
    """Return the lines of a grid (inf and -1: nothing is seen) whose parts are `pixel` metres wide.

    `table` has the tones of each colour, `flat` says which are flat, `edged` which two have an edge between them.
    """
    ground = np.append(np.where(flat, np.float32(_SUNK), np.float32(0)), np.float32(0))
    # what lies on a mat or against a wall has the line, also where it sinks in
    width = min(4.2, max(2.0, 0.0042 / pixel))
    at, strength, owner = lines(depth + ground[colour], colour, part, edged, pixel=pixel, width=width)
    # where a line is wider than it should be, as none is narrower than a pixel, it is fainter
    faint = np.float32(min(1.0, max(0.5, 0.0021 / pixel)))
    quiet = np.append(np.where(flat, np.float32(0.35), np.float32(1)), np.float32(0)) * faint
    return Lines(
        at,
        strength * np.float32(0.82) * quiet[owner],
        np.ascontiguousarray(table[np.maximum(owner, 0), 3].T),
    )


def toned(colour: Ints, crowd: Floats, lit: Lit, table: Floats) -> Floats:
    """Return (3, n) red, green, blue of spots: flat, calm tones with a soft edge between light and shade.

    `crowd` says how near other things are (`contact`); normals are in the camera's right, up, towards the viewer.
    """
    shade = np.clip(crowd * np.float32(0.9), 0, 1)
    nx, ny, nz = lit.normals
    light = nx * _LIGHT[0] + ny * _LIGHT[1] + nz * _LIGHT[2]
    away = 1 - np.clip(nz, 0, 1)
    form = np.float32(0.98) - np.float32(0.98) * smooth(-0.30, 0.62, light - np.float32(0.10) * away)
    # the ground throws light back: what is turned wholly from the light is a little lighter than where shade begins
    form -= np.float32(0.32) * smooth(0.05, 0.85, -light)
    dark = form + np.float32(0.12) * away * away + crowd[lit.which] * np.float32(0.95)
    shade[lit.which] = dark = np.clip(dark - np.float32(0.05) * ny, 0, 1)
    glow = smooth(0.46, 1.0, light) * (1 - dark)
    own = colour[lit.which]
    out: Floats = np.empty((3, len(colour)), dtype=np.float32)
    behind = lit.far * np.float32(_FAR)
    # the limb behind lies in its own shade, so that near and far limbs tell apart and skin keeps its hue
    for k in range(3):
        bright, base, dim = (np.ascontiguousarray(table[:, tone, k]) for tone in (0, 1, 2))
        tone = base[colour]
        tone[lit.which] += (bright - base)[own] * glow
        tone += (dim[colour] - tone) * shade
        own_tone = tone[lit.which]
        tone[lit.which] = own_tone + (dim[own] * np.float32(0.95) - own_tone) * behind
        out[k] = tone
    return out
