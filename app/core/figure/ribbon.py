"""Straps and bands: one ribbon through fists and round feet, its corners round, its loose ends hanging by their weight.

A ribbon bends over its broad side only. Where its way turns a corner, its breadth therefore lies across both ways, and
between two corners it twists from the one to the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.core.figure.bones import Array, cross, unit

_STEP = 0.045  # metres between two sections where it is straight
_TURNS = 0.35  # radians from which a change of way is a corner
_ARC = 5  # sections in a corner
_LIES = 0.003  # metres above the mat that the middle of a ribbon lies
_HEM = 0.020  # metres over which the end becomes round
_TWIST = 0.10  # metres from a corner within which it turns to lie as a free stretch does
_DOWN = np.array((0.0, 0.0, -1.0))


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The middle line (n, 3), the way the breadth lies (n, 3) and how much of the full breadth there is (n)."""

    path: Array
    wide: Array
    share: Array


@dataclass(frozen=True, slots=True)
class Loose:
    """The loose ends: how long they are, how far they drift apart, metres; `rest` is a slack stretch's own length."""

    tail: float = 0.0
    lean: float = 0.0
    rest: float = 0.0


def ribbon(places: Array, held: list[bool], loose: Loose, bow: float, wide: Array | None = None) -> Ribbon:
    """Return the ribbon through places; `held` says which of them a fist closes on, `bow` is the corners' radius.

    `wide` is the way the breadth of long free stretches lies; None: as it comes from their corners.
    """
    path, share = _rounded(*_slack(places, [0.72 if h else 1.0 for h in held], loose.rest), bow)
    hints = _corners(path)
    if wide is not None:
        hints = sorted(hints + _free(path, hints, wide), key=lambda h: h[0])
    if loose.tail > 0:
        apart = (places[0] - places[-1]) * (1.0, 1.0, 0.0)
        apart = unit(apart) if float(apart @ apart) > 1e-6 else np.zeros(3)
        back = ((places[0] + places[-1]) / 2 - places.mean(0)) * (1.0, 1.0, 0.0)
        first, over_first = _tail(places[0], unit(places[0] - places[1]), (apart, back), loose)
        last, over_last = _tail(places[-1], unit(places[-1] - places[-2]), (-apart, back), loose)
        hints = [(k + len(first), way) for k, way in hints]
        hints = _hanging(first, over_first, wide, len(first), -1)[::-1] + hints
        hints += _hanging(last, over_last, wide, len(first) + len(path) - 1, 1)
        share = np.concatenate([_opening(first)[::-1], share, _opening(last)])
        path = np.concatenate([first[::-1], path, last])
    return _hemmed(Ribbon(path, _twisted(path, hints), share))


def _slack(places: Array, share: list[float], rest: float) -> tuple[Array, list[float]]:
    """Return the places with those of a stretch that hangs through: one longer than 0.2 m and shorter than `rest`."""
    out, shares = [places[0]], [share[0]]
    for (a, b), s in zip(pairwise(places), share[1:], strict=True):
        d = float(np.linalg.norm(b - a))
        if 0.2 < d < rest:
            way = (b - a) / d
            sag = _DOWN - way * float(_DOWN @ way)
            deep = min(0.05, float(np.sqrt(0.375 * d * (rest - d)))) * float(np.linalg.norm(sag)) ** 0.5
            t = np.linspace(0, 1, 11)[1:-1]
            hung = a + (b - a) * t[:, None] + unit(sag) * (4 * deep * t * (1 - t))[:, None]
            hung[:, 2] = np.maximum(hung[:, 2], _LIES)
            out += list(hung)
            shares += [1.0] * len(t)
        out.append(b)
        shares.append(s)
    return np.array(out), shares


def _rounded(p: Array, share: list[float], bow: float) -> tuple[Array, Array]:
    """Return a line through places whose corners are round, in short steps, and the breadth at each."""
    out, shares = [p[0]], [share[0]]
    for k in range(1, len(p) - 1):
        a, b = p[k - 1] - p[k], p[k + 1] - p[k]
        la, lb = float(np.linalg.norm(a)) + 1e-9, float(np.linalg.norm(b)) + 1e-9
        if float(a @ b) < -np.cos(_TURNS) * la * lb:  # as good as straight
            _straight(out, shares, p[k], share[k])
            continue
        cut = min(bow, la / 2, lb / 2)
        u, v = p[k] + a / la * cut, p[k] + b / lb * cut
        _straight(out, shares, u, share[k])
        for t in np.linspace(0, 1, _ARC + 1)[1:]:
            out.append(u * (1 - t) ** 2 + p[k] * (2 * t * (1 - t)) + v * t * t)
            shares.append(share[k])
    _straight(out, shares, p[-1], share[-1])
    return np.array(out), np.array(shares)


def _straight(out: list[Array], shares: list[float], to: Array, share: float) -> None:
    """Add steps from the last place to this one; the breadth changes within the first and the last few centimetres."""
    a, b = out[-1], shares[-1]
    d = float(np.linalg.norm(to - a))
    if d < 1e-6:
        return
    middle = max(b, share) if d > 0.12 else (b + share) / 2
    n = max(1, int(d / _STEP))
    for t in np.linspace(0, 1, n + 1)[1:]:
        edge = min(t * d / 0.05, 1.0) if t < 0.5 else min((1 - t) * d / 0.05, 1.0)
        out.append(a + (to - a) * t)
        shares.append((b if t < 0.5 else share) * (1 - edge) + middle * edge)


def _tail(start: Array, out: Array, ways: tuple[Array, Array], loose: Loose) -> tuple[Array, Array]:
    """Return the line of an end that hangs out of a fist, without `start`, and the way its breadth lies.

    It leaves the fist the way `out`, falls by its weight, and lies on the mat with what is longer than the way down.
    `ways` are away from the other end, and away from what the ribbon runs round.
    """
    apart, back = ways
    level = out * (1.0, 1.0, 0.0)
    far = float(np.linalg.norm(level))
    heading = unit(level + apart * (1.0 - far) + np.array((1e-6, 0.0, 0.0)))
    high = max(0.01, float(start[2]) - _LIES)
    bend = min(0.06, high / 2)  # the radius in which it turns onto the mat
    drop = min(loose.tail, high - bend)
    foot = start + out * 0.022 * far + apart * loose.lean + _DOWN * drop
    low = foot - _DOWN * (0.45 * drop) - apart * (0.1 * drop + 0.4 * loose.lean)  # it is no plumb line: it sweeps out
    t = np.linspace(0, 1, max(5, int(drop / 0.022)))[1:, None]
    near = start + out * min(0.034, drop * 0.4)
    line = start * (1 - t) ** 3 + near * (3 * t * (1 - t) ** 2) + low * (3 * t * t * (1 - t)) + foot * t**3
    spare = loose.tail - drop
    if spare > 0:
        a = np.linspace(0, min(np.pi / 2, spare / bend), 7)[1:, None]
        line = np.concatenate([line, foot + heading * bend * (1 - np.cos(a)) + _DOWN * bend * np.sin(a)])
        more = spare - bend * np.pi / 2
        if more > 0.02:
            n = max(3, int(more / 0.02))
            turn = np.minimum(1.0, np.arange(n) * more / n / 0.10)[:, None]
            steps = heading * (1 - 0.7 * turn) + back / (np.linalg.norm(back) + 1e-9) * turn
            steps /= np.linalg.norm(steps, axis=1, keepdims=True)
            line = np.concatenate([line, line[-1] + np.cumsum(steps, axis=0) * more / n])
    return line, cross(_DOWN, heading)


def _hanging(line: Array, over: Array, wide: Array | None, at: int, step: int) -> list[tuple[int, Array]]:
    """Return how the breadth of a loose end lies, from the fist on: one that hangs free turns to lie as `wide`."""
    level = np.zeros(3) if wide is None else wide * (1.0, 1.0, 0.0)
    free = float(line[-1][2]) > 2 * _LIES and float(level @ level) > 0.01
    last = unit(level) if free else over
    first, second = (1, len(line) // 2) if free else (len(line), len(line))
    return [(at + step * (k + 1), over if k < first else last) for k in range(len(line)) if k < first or k >= second]


def _opening(line: Array) -> Array:
    """Return the breadth of a loose end from the fist on: gathered in it, full a few centimetres below."""
    return np.asarray(np.minimum(1.0, 0.72 + 0.28 * np.arange(1, len(line) + 1) / 3))


def _corners(path: Array) -> list[tuple[int, Array]]:
    """Return where a line turns, and across which way a ribbon lies there."""
    ways = np.diff(path, axis=0)
    ways /= np.linalg.norm(ways, axis=1, keepdims=True) + 1e-12
    return [
        (k + _ARC // 2 + 1, unit(cross(a, b)))
        for k, (a, b) in enumerate(zip(ways, ways[_ARC:], strict=False))
        if float(a @ b) < np.cos(_TURNS)
    ]


def _twisted(path: Array, hints: list[tuple[int, Array]]) -> Array:
    """Return the way the breadth lies at each place, turned evenly from hint to hint."""
    if not hints:
        return np.tile(unit(cross(path[-1] - path[0], np.array((0.1, 0.3, 1.0)))), (len(path), 1))
    along = _along(path)
    ways = [hints[0][1]]
    for _, way in hints[1:]:  # a ribbon has two sides alike: it never turns by more than a quarter
        ways.append(way if float(way @ ways[-1]) >= 0 else -way)
    spots = [along[k] for k, _ in hints]
    each = np.array(ways)
    wide = np.stack([np.interp(along, spots, each[:, axis]) for axis in range(3)], axis=1)
    return np.asarray(wide / (np.linalg.norm(wide, axis=1, keepdims=True) + 1e-12))


def _free(path: Array, corners: list[tuple[int, Array]], wide: Array) -> list[tuple[int, Array]]:
    """Return how the breadth lies in the stretches between corners that are long enough to turn to it and back."""
    along = _along(path)
    out = []
    for (a, _), (b, _) in pairwise(corners):
        if along[b] - along[a] > 3 * _TWIST:
            for k in range(a + 1, b):
                if along[k] - along[a] > _TWIST and along[b] - along[k] > _TWIST:
                    way = unit(path[k + 1] - path[k])
                    out.append((k, unit(wide - way * float(way @ wide))))
    return out


def _along(path: Array) -> Array:
    """Return how far along a line each place is, metres."""
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])


def _hemmed(line: Ribbon) -> Ribbon:
    """Return the ribbon with round ends: sections put in where the breadth closes."""
    along = _along(line.path)
    close = np.array((0.0, 0.03, 0.12, 0.28, 0.55, 1.0)) * _HEM
    middle = along[(along > _HEM * 1.2) & (along < along[-1] - _HEM * 1.2)]
    at = np.concatenate([close, middle, along[-1] - close[::-1]])
    path, wide = (
        np.stack([np.interp(at, along, v[:, axis]) for axis in range(3)], axis=1) for v in (line.path, line.wide)
    )
    from_end = np.minimum(np.minimum(at, along[-1] - at) / _HEM, 1.0)
    round_ = np.sqrt(np.maximum(0.01, 1 - (1 - from_end) ** 2))
    return Ribbon(path, wide, np.asarray(np.interp(at, along, line.share) * round_))
