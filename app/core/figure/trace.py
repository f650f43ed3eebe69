"""From a map of pixels to outlines: marching squares at half height, few points, smooth curves."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Line = NDArray[np.float64]  # (n, 2) x right, y down, closed

PAST = 0.6  # pixels by which a curve passes the corner that it rounds

# Which edges of a cell the line crosses, for each of its 16 cases; higher ground lies to the left of the way.
# Corners count 1 top left, 2 top right, 4 bottom right, 8 bottom left; edges 0 top, 1 right, 2 bottom, 3 left.
_CASES: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 3),),
    2: ((1, 0),),
    3: ((1, 3),),
    4: ((2, 1),),
    5: ((0, 3), (2, 1)),
    6: ((2, 0),),
    7: ((2, 3),),
    8: ((3, 2),),
    9: ((0, 2),),
    10: ((1, 0), (3, 2)),
    11: ((1, 2),),
    12: ((3, 1),),
    13: ((0, 1),),
    14: ((3, 0),),
}


def outlines(height: Floats, level: float = 0.5) -> list[Line]:
    """Return the closed lines round all that is higher than `level` (above 0), in pixels; holes run the other way.

    Outside the map the ground is 0.
    """
    f = np.pad(height, 1, constant_values=np.float32(0)).astype(np.float64) - level
    over = f > 0
    case = over[:-1, :-1] * 1 + over[:-1, 1:] * 2 + over[1:, 1:] * 4 + over[1:, :-1] * 8
    w = f.shape[1]
    follows: dict[int, int] = {}
    for number, pairs in _CASES.items():
        rows, cols = np.nonzero(case == number)
        if not len(rows):
            continue
        # an edge of the grid has one number, whichever of its two cells speaks of it
        at = rows * w + cols
        edges = (at * 2, (at + 1) * 2 + 1, (at + w) * 2, at * 2 + 1)
        for a, b in pairs:
            follows.update(zip(edges[a].tolist(), edges[b].tolist(), strict=True))
    out: list[Line] = []
    while follows:
        start, here = follows.popitem()
        way = [start]
        while here != start:
            way.append(here)
            here = follows.pop(here)
        out.append(_places(np.array(way), f, w))
    return out


def _places(edges: NDArray[np.int64], f: NDArray[np.float64], w: int) -> Line:
    """Return where the line crosses each edge of the grid; pixel centres lie at a half."""
    at, down = np.divmod(edges, 2)
    rows, cols = np.divmod(at, w)
    a = f[rows, cols]
    b = f[rows + down, cols + 1 - down]
    t = a / (a - b)
    return np.stack([cols + t * (1 - down) - 0.5, rows + t * down - 0.5], 1)


def fewer(line: Line, off: float) -> Line:
    """Return the line with no more points than are needed to stay within `off` pixels of it."""
    n = len(line)
    if n < 5:
        return line
    far = int(np.argmax(((line - line[0]) ** 2).sum(1)))
    ring = np.concatenate([line, line[:1]])
    kept = np.zeros(n + 1, dtype=bool)
    kept[[0, far, n]] = True
    waiting = [(0, far), (far, n)]
    while waiting:
        a, b = waiting.pop()
        if b - a < 2:
            continue
        p, q = ring[a], ring[b]
        d = q - p
        length = math.hypot(d[0], d[1])
        inner = ring[a + 1 : b] - p
        away = np.abs(inner[:, 0] * d[1] - inner[:, 1] * d[0]) / length if length > 1e-9 else np.hypot(*inner.T)
        worst = int(np.argmax(away))
        if away[worst] > off:
            middle = a + 1 + worst
            kept[middle] = True
            waiting += [(a, middle), (middle, b)]
    return ring[:-1][kept[:-1]]


def area(line: Line) -> float:
    """Return the area inside a closed line, square pixels, whichever way it runs."""
    x, y = line[:, 0], line[:, 1]
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def path(lines: list[Line], width: float | None = None) -> str:
    """Return an SVG path through closed lines: curves where they bend softly, corners where they turn.

    `width` mirrors it in a picture of that width.
    """
    out: list[str] = []
    for line in lines:
        p = line if width is None else np.stack([width - line[:, 0], line[:, 1]], 1)
        before, after = _rounded(p)
        x, y = after[-1]
        words = [f"M{_tenth(x)} {_tenth(y)}"]
        for start, corner, end in zip(before, np.round(p * 10).astype(np.int64).tolist(), after, strict=True):
            if abs(start[0] - x) + abs(start[1] - y) > 2:  # what rounding moved is no line
                words.append(f"l{_tenth(start[0] - x)} {_tenth(start[1] - y)}")
                x, y = start
            words.append(f"q{_tenth(corner[0] - x)} {_tenth(corner[1] - y)} {_tenth(end[0] - x)} {_tenth(end[1] - y)}")
            x, y = end
        out.append("".join(words).replace(" -", "-") + "z")
    return "".join(out)


def _rounded(p: Line) -> tuple[list[list[int]], list[list[int]]]:
    """Return where the curve round each corner of a closed line begins and ends, in tenths.

    Half an edge away at the most, and so near that the curve passes by the corner within `PAST`: a quadratic curve from
    r before a turn by t to r after it passes it by r sin(t / 2) / 2.
    """
    edge = np.roll(p, -1, axis=0) - p
    long = np.maximum(np.hypot(edge[:, 0], edge[:, 1]), 1e-9)
    ahead = edge / long[:, None]
    back = np.roll(ahead, 1, axis=0)
    turn = np.sqrt(np.clip((1 - (ahead * back).sum(1)) / 2, 1e-9, 1))
    reach = 2 * PAST / turn
    before = p - back * np.minimum(np.roll(long, 1) / 2, reach)[:, None]
    after = p + ahead * np.minimum(long / 2, reach)[:, None]
    starts, ends = (np.round(spots * 10).astype(np.int64).tolist() for spots in (before, after))
    return starts, ends


def _tenth(n: int) -> str:
    """Return a number of tenths as short as it may be written."""
    whole, rest = divmod(abs(n), 10)
    sign = "-" if n < 0 else ""
    return f"{sign}{whole}" if rest == 0 else f"{sign}{whole or ''}.{rest}"
