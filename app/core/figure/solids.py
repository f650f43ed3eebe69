"""Meshes of simple things: boxes, tubes along a path, turned shapes, cushions, flat straps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from app.core.figure.bones import Array, cross, frame, unit

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


_FADED = 0.85


@dataclass(frozen=True, slots=True)
class Plane:
    """What a shadow falls on: a level one so high above the floor, or a wall at `x` that looks `way` (1: to +x)."""

    height: float = 0.0
    x: float | None = None
    way: float = 1.0


@dataclass(slots=True)
class Thing:
    """Triangles of one material; `shadow` says whether it throws one.

    `clear` says of each point how much it fades into the ground (0..1); without it nothing does. `catches`: the
    plane of it on which the body throws its shade, as a seat's top or a wall's face; without it there is none.
    """

    colour: str
    points: Floats
    normals: Floats
    faces: Ints
    shadow: bool = True
    clear: Floats | None = None
    catches: Plane | None = None

    @property
    def in_sight(self) -> Floats:
        """Return the points that have to be in the picture: what has nearly faded out need not."""
        return self.points if self.clear is None else self.points[self.clear < _FADED]


def _thing(colour: str, points: Array, normals: Array, faces: Array, shadow: bool = True) -> Thing:
    return Thing(colour, points.astype(np.float32), normals.astype(np.float32), faces.astype(np.int32), shadow)


def joined(colour: str, things: Sequence[Thing]) -> Thing:
    """Return several meshes as one."""
    offset, faces = 0, []
    for t in things:
        faces.append(t.faces + offset)
        offset += len(t.points)
    return Thing(
        colour,
        np.concatenate([t.points for t in things]),
        np.concatenate([t.normals for t in things]),
        np.concatenate(faces),
    )


@lru_cache(64)
def _grid(n: int, m: int, wrap: bool) -> Array:
    """Return the triangles of a grid of n rows and m columns, not to be written to; `wrap` closes each row."""
    i, j = np.meshgrid(np.arange(n - 1), np.arange(m if wrap else m - 1), indexing="ij")
    k = (j + 1) % m
    a, b, c, d = i * m + j, i * m + k, (i + 1) * m + k, (i + 1) * m + j
    return np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])


def box(
    colour: str, centre: object, size: object, *, axes: Array | None = None, cell: float = 0.07, bevel: float = 0.006
) -> Thing:
    """Return a box with softly rounded edges; `size` is its length along front, left and up."""
    long, wide, high = np.asarray(size, dtype=float).tolist()
    points, normals, faces = _box_of((long, wide, high), cell, bevel)
    m = np.eye(3) if axes is None else axes
    return _thing(colour, points @ m.T + np.asarray(centre, dtype=float), normals @ m.T, faces)


@lru_cache(32)  # of a stack of plates each is like the next
def _box_of(size: tuple[float, float, float], cell: float, bevel: float) -> tuple[Array, Array, Array]:
    """Return the points, normals and triangles of a box about the origin; they are not to be written to."""
    half = np.array(size) / 2
    points, normals, faces, count = [], [], [], 0
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        nu, nv = (max(2, int(2 * half[k] / cell) + 2) for k in (u, v))
        a, b = np.meshgrid(_steps(half[u], nu, bevel), _steps(half[v], nv, bevel), indexing="ij")
        p = np.zeros((*a.shape, 3))
        p[..., axis], p[..., u], p[..., v] = half[axis], a, b
        core = np.clip(p, -(half - bevel), half - bevel)
        n = p - core
        n /= np.linalg.norm(n, axis=-1, keepdims=True) + 1e-12
        q, n, f = (core + n * bevel).reshape(-1, 3), n.reshape(-1, 3), _grid(a.shape[0], a.shape[1], False)
        across = np.where(np.arange(3) == axis, -1.0, 1.0)  # the side over against it is the same one
        points += [q, q * across]
        normals += [n, n * across]
        faces += [f + count, f[:, ::-1] + count + a.size]
        count += 2 * a.size
    mesh = np.concatenate(points), np.concatenate(normals), np.concatenate(faces)
    for part in mesh:
        part.setflags(write=False)
    return mesh


def _steps(half: float, n: int, bevel: float, round_it: int = 1) -> Array:
    """Return places from one end to the other, `n` of them evenly within the bevels, `round_it` more in each bevel."""
    inner = np.linspace(-(half - bevel), half - bevel, n)
    outer = np.linspace(half, half - bevel, round_it, endpoint=False)
    return np.concatenate([-outer, inner, outer[::-1]])


RIBBON = 0.5  # as flat as this a tube is a ribbon


def tube(
    colour: str,
    path: object,
    radius: float | Sequence[float],
    *,
    sides: int = 12,
    flat: float = 1.0,
    wide: object | None = None,
    fine: bool = True,
) -> Thing:
    """Return a round or flat tube along a path; `flat` squeezes it, `wide` is the way its broad side lies (or ways)."""
    p = np.asarray(path, dtype=float)
    if fine and len(p) == 2:
        n = max(2, int(np.linalg.norm(p[1] - p[0]) / 0.05))
        p = p[0] + (p[1] - p[0]) * np.linspace(0, 1, n)[:, None]
    r = (
        np.broadcast_to(np.asarray(radius, dtype=float), (len(p),))
        if not isinstance(radius, (list, tuple))
        else np.interp(np.linspace(0, 1, len(p)), np.linspace(0, 1, len(radius)), radius)
    )
    tangent = np.gradient(p, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-12
    side = np.asarray(wide, dtype=float) if wide is not None else cross(tangent[0], np.array((0.1, 0.3, 1.0)))
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    # a flat one is a ribbon: its section is a rounded box rather than an oval
    across, over = (np.sign(x) * np.abs(x) ** (0.45 if flat < RIBBON else 1.0) for x in (np.cos(angle), np.sin(angle)))
    ways = np.broadcast_to(side, p.shape) if wide is not None else None
    rows, norms = [], []
    for k in range(len(p)):
        side = side if ways is None else ways[k]
        a = side - tangent[k] * float(side @ tangent[k])
        a = unit(a)
        b = cross(tangent[k], a)
        if wide is None:
            side = a
        ring = across[:, None] * a + over[:, None] * b * flat
        rows.append(p[k] + ring * r[k])
        outer = np.cos(angle)[:, None] * a * flat + np.sin(angle)[:, None] * b
        norms.append(outer / np.linalg.norm(outer, axis=1, keepdims=True))
    rows = [np.repeat(p[:1], sides, 0), *rows, np.repeat(p[-1:], sides, 0)]
    norms = [np.repeat(-tangent[:1], sides, 0), *norms, np.repeat(tangent[-1:], sides, 0)]
    return _thing(colour, np.concatenate(rows), np.concatenate(norms), _grid(len(rows), sides, True))


def turned(colour: str, centre: object, axis: object, profile: Sequence[tuple[float, float]], sides: int = 28) -> Thing:
    """Return a turned shape: `profile` gives (place along the axis, radius) from one end to the other."""
    m = frame(axis, (0.31, 0.2, 1.0) if abs(unit(axis)[2]) < 0.9 else (1.0, 0.1, 0.0))
    rows = np.array(profile, dtype=float)
    doubled = [rows[0]]
    for a, b in pairwise(rows):  # corners stay sharp: each piece has its own normals
        doubled += [a, b]
    doubled.append(rows[-1])
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    points, normals, faces, count = [], [], [], 0
    for a, b in pairwise(rows):
        slope = np.array((-(b[1] - a[1]), b[0] - a[0]))
        slope /= np.linalg.norm(slope) + 1e-12
        pieces = max(2, int(np.hypot(*(b - a)) / 0.05) + 1)
        for t in np.linspace(0, 1, pieces):
            along, radius = a + (b - a) * t
            ring = np.cos(angle)[:, None] * m[:, 0] + np.sin(angle)[:, None] * m[:, 1]
            points.append(np.asarray(centre, dtype=float) + m[:, 2] * along + ring * radius)
            normals.append(ring * slope[1] + m[:, 2] * slope[0])
        faces.append(_grid(pieces, sides, True) + count)
        count += pieces * sides
    return _thing(colour, np.concatenate(points), np.concatenate(normals), np.concatenate(faces))


def mat(low: tuple[float, float], high: tuple[float, float], thick: float = 0.008, corner: float = 0.05) -> list[Thing]:
    """Return an exercise mat on the floor, its top at height 0: rounded corners, a thin edge."""
    x0, y0, x1, y1 = *low, *high
    outline = []
    for cx, cy, start in (
        (x1 - corner, y1 - corner, 0),
        (x0 + corner, y1 - corner, 90),
        (x0 + corner, y0 + corner, 180),
        (x1 - corner, y0 + corner, 270),
    ):
        turns = np.radians(np.linspace(start, start + 90, 8))
        outline += [(cx + corner * np.cos(a), cy + corner * np.sin(a)) for a in turns]
    ring = np.array(outline)
    middle = ring.mean(0)
    # small squares, as a large triangle costs the depth buffer its whole bounding box
    u, v = np.meshgrid(
        _steps((x1 - x0) / 2, int((x1 - x0) / 0.07) + 2, corner, 5),
        _steps((y1 - y0) / 2, int((y1 - y0) / 0.07) + 2, corner, 5),
        indexing="ij",
    )
    flat = np.stack([u, v], -1)
    core = np.clip(flat, -(np.array((x1 - x0, y1 - y0)) / 2 - corner), np.array((x1 - x0, y1 - y0)) / 2 - corner)
    away = flat - core
    away *= (np.abs(away).max(-1) / (np.linalg.norm(away, axis=-1) + 1e-9))[..., None]
    spots = core + away + middle
    top = np.concatenate([spots.reshape(-1, 2), np.zeros((u.size, 1))], 1)
    up = np.tile(np.array((0.0, 0.0, 1.0)), (len(top), 1))
    sheet = _thing("mat", top, up, _grid(u.shape[0], u.shape[1], False), shadow=False)
    n = len(ring)
    edge = np.concatenate([np.column_stack([ring, np.zeros(n)]), np.column_stack([ring, np.full(n, -thick)])])
    out = np.column_stack([ring - middle, np.zeros(n)])
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    side = _thing("mat side", edge, np.concatenate([out, out]), _grid(2, n, True)[:, ::-1], shadow=False)
    return [_facing_up(sheet), _facing_out(side, out)]


def _facing_up(t: Thing) -> Thing:
    a, b, c = (t.points[t.faces[:, k]] for k in range(3))
    z = np.cross(b - a, c - a)[:, 2]
    t.faces[z < 0] = t.faces[z < 0][:, ::-1]
    return t


def _facing_out(t: Thing, out: Array) -> Thing:
    a, b, c = (t.points[t.faces[:, k]] for k in range(3))
    way = (np.cross(b - a, c - a) * t.normals[t.faces[:, 0]]).sum(1)
    t.faces[way < 0] = t.faces[way < 0][:, ::-1]
    return t


def outward(t: Thing) -> Thing:
    """Return the mesh with every triangle wound counter-clockwise from the side its normals point to."""
    a, b, c = (t.points[t.faces[:, k]] for k in range(3))
    way = (
        np.cross(b - a, c - a) * (t.normals[t.faces[:, 0]] + t.normals[t.faces[:, 1]] + t.normals[t.faces[:, 2]])
    ).sum(1)
    t.faces[way < 0] = t.faces[way < 0][:, ::-1]
    return t


def cushion(colour: str, centre: object, size: object, axes: Array | None = None) -> Thing:
    """Return a pillow: a box blown up, thinner towards its edges."""
    n, m = 25, 33
    a = np.linspace(-np.pi / 2, np.pi / 2, n)
    b = np.linspace(-np.pi, np.pi, m, endpoint=False)
    u, v = np.meshgrid(a, b, indexing="ij")

    def power(x: Array, p: float) -> Array:
        return np.sign(x) * np.abs(x) ** p

    half = np.asarray(size, dtype=float) / 2
    x, y, z = (
        power(np.cos(u), 0.75) * power(np.cos(v), 0.45),
        power(np.cos(u), 0.75) * power(np.sin(v), 0.45),
        np.sin(u),
    )
    p = np.stack([x * half[0], y * half[1], z * half[2]], -1).reshape(-1, 3)
    g = np.stack(
        [np.sign(x) * np.abs(x) ** 2.2 / half[0], np.sign(y) * np.abs(y) ** 2.2 / half[1], z / half[2]], -1
    ).reshape(-1, 3)
    g /= np.linalg.norm(g, axis=1, keepdims=True) + 1e-9
    t = np.eye(3) if axes is None else axes
    return outward(_thing(colour, p @ t.T + np.asarray(centre, dtype=float), g @ t.T, _grid(n, m, True)))
