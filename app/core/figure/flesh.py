"""From rounded solids to one smooth mesh with weights: done once per build, and kept as a file of numbers.

The surface is where the melted distance to the solids is nought. It is found on a grid (a vertex in each cell that
the surface crosses, a face for each edge it crosses: "surface nets"), then drawn onto the surface itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from app.core.figure.anatomy import REST, Ball, Build, Cut, Garment, Solid, garments
from app.core.figure.bones import BONES, INDEX, Array, Frames
from app.core.figure.borders import REACH, border
from app.core.figure.distance import Mask, beyond, distance, melted
from app.core.figure.hands_and_feet import hands_and_feet
from app.core.figure.head import head
from app.core.figure.holds import Ints, spread, weights
from app.core.figure.posing import assemble
from app.core.figure.seams import cut_along, number_of

Floats = NDArray[np.float32]


@dataclass(slots=True)
class Mesh:
    """One garment at rest: points, normals, triangles (counter-clockwise from outside) and weights per bone."""

    name: str
    colour: str
    points: Floats
    normals: Floats
    faces: Ints
    weights: Floats
    parts: Ints  # which side of a seam each triangle is
    border: Floats  # metres, how near each point is to where a garment ends (`borders.py`)


_STEEP = 4.0  # how much faster than a distance a hollow's own measure may grow
_SNAP = 0.95  # of a cell: points nearer than this to a cut's rim are drawn onto it


class _Field:
    """The melted distance of one garment in the rest pose."""

    def __init__(self, garment: Garment, frames: Frames, cuts: tuple[Cut, ...] | None = None) -> None:
        self.garment, self.frames = garment, frames
        self.cuts = garment.cuts if cuts is None else cuts

    def __call__(self, p: Array) -> Array:
        g = self.garment
        total: Array | None = None
        for solid in g.solids:
            d = distance(self.frames, solid, p, g.grow)
            total = d if total is None else melted(total, d, g.melt if solid.melt is None else solid.melt)
        assert total is not None
        for hollow in g.carve:
            much = 0.010 if hollow.melt is None else hollow.melt
            total = -melted(-total, distance(self.frames, hollow, p, 0.0), much)
        for cut in self.cuts:
            away, near = beyond(self.frames, cut, p)
            total = np.where(near, -melted(-total, -away, cut.soft), total)
        return total

    def slope(self, p: Array) -> Array:
        """Return the direction in which the distance grows."""
        return _slope(self, p)


def _slope(field: Callable[[Array], Array], p: Array) -> Array:
    """Return the direction in which a distance grows."""
    e = 0.0006
    out = np.stack([field(p + d) - field(p - d) for d in np.eye(3) * e], axis=1) / (2 * e)
    return np.asarray(out / (np.linalg.norm(out, axis=1, keepdims=True) + 1e-9))


def _way_to(field: Callable[[Array], Array], p: Array) -> Array:
    """Return about how far points are from where a field is nought; it may grow faster than a distance does."""
    e = 0.0006
    steep = np.linalg.norm(np.stack([field(p + d) - field(p - d) for d in np.eye(3) * e], axis=1), axis=1) / (2 * e)
    return np.asarray(_slope(field, p) * (field(p) / np.maximum(steep, 1.0))[:, None])


def _box(garment: Garment, frames: Frames) -> tuple[Array, Array]:
    lo, hi = np.full(3, np.inf), np.full(3, -np.inf)
    for s in garment.solids:
        if isinstance(s, Ball):
            c, r = frames.at(s.bone, s.centre), max(s.radius)
            lo, hi = np.minimum(lo, c - r), np.maximum(hi, c + r)
        else:
            for st in (s.stations[0], s.stations[-1]):
                c = frames.at(s.bone, (st[0], st[2], st[1]) if s.forward else (st[1], st[2], -st[0]))
                r = max(max(x[3], x[4]) for x in s.stations)
                lo, hi = np.minimum(lo, c - r), np.maximum(hi, c + r)
    pad = garment.grow + 2 * garment.cell + 0.01
    return lo - pad, hi + pad


def _sampled(field: _Field, lo: Array, n: tuple[int, int, int], h: float) -> Array:
    """Return the distance on the whole grid, worked out only near the surface."""
    axes = [lo[k] + h * np.arange(n[k]) for k in range(3)]
    step = 4
    coarse = np.stack(np.meshgrid(*[a[::step] for a in axes], indexing="ij"), -1).reshape(-1, 3)
    shape = tuple(len(a[::step]) for a in axes)
    rough = field(coarse).reshape(shape)
    big = np.repeat(np.repeat(np.repeat(rough, step, 0), step, 1), step, 2)[: n[0], : n[1], : n[2]]
    out: Array = big.copy()
    near = np.abs(big) < step * h * 2.6 + 0.02
    i, j, k = np.nonzero(near)
    out[near] = field(np.stack([axes[0][i], axes[1][j], axes[2][k]], 1))
    return out


def _net(field: _Field, garment: Garment) -> tuple[Array, Ints]:
    h = garment.cell
    lo, hi = _box(garment, field.frames)
    if not garment.paired:  # the middle plane lies on the grid, so that left and right are equal
        half = int(np.ceil(max(-lo[1], hi[1]) / h))
        lo[1], hi[1] = -(half + 0.5) * h, (half + 0.5) * h
    n = tuple(int(np.ceil((hi[k] - lo[k]) / h - 1e-6)) + 1 for k in range(3))
    d = _sampled(field, lo, (n[0], n[1], n[2]), h)
    inside = d < 0
    count = np.zeros(tuple(x - 1 for x in n))
    total = np.zeros((*count.shape, 3))
    corner = [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)]

    def at(cube: Array, c: tuple[int, int, int]) -> Array:
        return cube[c[0] : n[0] - 1 + c[0], c[1] : n[1] - 1 + c[1], c[2] : n[2] - 1 + c[2]]

    for a in corner:
        for axis in range(3):
            if a[axis] == 0:
                b = tuple(x + (k == axis) for k, x in enumerate(a))
                da, db = at(d, a), at(d, (b[0], b[1], b[2]))
                crossed = (da < 0) != (db < 0)
                t = np.where(crossed, da / np.where(crossed, da - db, 1.0), 0.0)
                count += crossed
                for k in range(3):
                    total[..., k] += np.where(crossed, a[k] + (t if k == axis else 0.0), 0.0)
    used = count > 0
    number = np.full(count.shape, -1, dtype=np.int32)
    number[used] = np.arange(int(used.sum()), dtype=np.int32)
    cells = np.stack(np.nonzero(used), 1)
    points = lo + h * (cells + total[used] / count[used][:, None])
    quads = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        first = [slice(1, n[k] - 1) for k in range(3)]
        first[axis] = slice(0, n[axis] - 1)
        second = list(first)
        second[axis] = slice(1, n[axis])
        here, there = inside[tuple(first)], inside[tuple(second)]
        for sense in (True, False):
            g = np.stack(np.nonzero((here != there) & (here == sense)), 1)
            for k in range(3):
                g[:, k] += first[k].start
            ring = []
            for du, dv in ((-1, -1), (0, -1), (0, 0), (-1, 0)):
                c = g.copy()
                c[:, u] += du
                c[:, v] += dv
                ring.append(number[c[:, 0], c[:, 1], c[:, 2]])
            quads.append(np.stack(ring if sense else ring[::-1], 1))
    q = np.concatenate(quads)
    q = q[(q >= 0).all(1)]
    return points, np.concatenate([q[:, [0, 1, 2]], q[:, [0, 2, 3]]]).astype(np.int32)


def _mirrored(mesh: Mesh) -> Mesh:
    """Return the right hand's mesh from the left one's."""
    swap = [
        INDEX[n.replace("left", "right")] if n.startswith("left") else INDEX[n.replace("right", "left")] for n in BONES
    ]
    turn = np.array((1, -1, 1), dtype=np.float32)
    return Mesh(mesh.name.replace("left", "right"), mesh.colour, mesh.points * turn, mesh.normals * turn,
                np.ascontiguousarray(mesh.faces[:, ::-1]), mesh.weights[:, swap],
                mesh.parts + (number_of("", "right") - number_of("", "left")), mesh.border)  # fmt: skip


def _hemmed(garment: Garment, frames: Frames, points: Array, normals: Array) -> tuple[Array, Array]:
    """Return points and normals with clean edges: what lies about a cut's or a carved hollow's rim is drawn onto it."""
    points, normals = points.copy(), normals.copy()

    def drawn(whole: _Field, away: Callable[[Array], tuple[Array, Mask]]) -> None:
        beyond, near = away(points)
        some = np.flatnonzero(near & (np.abs(beyond) < _STEEP * garment.cell))
        some = some[np.linalg.norm(_way_to(lambda p: away(p)[0], points[some]), axis=1) < garment.cell]
        rim = points[some]
        for _ in range(5):
            rim = rim - whole.slope(rim) * np.clip(whole(rim), -garment.cell, garment.cell)[:, None]
            rim = rim - _way_to(lambda p: away(p)[0], rim)
        close = np.linalg.norm(rim - points[some], axis=1) < _SNAP * garment.cell
        points[some[close]] = rim[close]
        normals[some[close]] = whole.slope(rim[close])

    for cut in (c for c in garment.cuts if c.soft < garment.cell / 2):
        others = tuple(c for c in garment.cuts if c is not cut)
        drawn(_Field(garment, frames, others), partial(beyond, frames, cut))
    for hollow in (s for s in garment.carve if s.melt is not None and s.melt < garment.cell / 2):
        rest = replace(garment, carve=tuple(s for s in garment.carve if s is not hollow))
        drawn(_Field(rest, frames), partial(_within, frames, hollow))
    return points, normals


def _within(frames: Frames, hollow: Solid, p: Array) -> tuple[Array, Mask]:
    """Return how far points lie in a carved hollow, metres; it concerns all of them."""
    return -distance(frames, hollow, p, 0.0), np.ones(len(p), dtype=bool)


def _opened(garment: Garment, frames: Frames, points: Array, normals: Array, faces: Ints) -> tuple[Array, Array, Ints]:
    """Return a garment open at the waist: nobody sees its flat end there, and few triangles would draw its hem in."""
    for cut in (c for c in garment.cuts if c.bone == "pelvis"):
        within = beyond(frames, cut, points)[0] < -0.0005
        faces = faces[within[faces].any(1)]
    used, place = np.unique(faces, return_inverse=True)
    return points[used], normals[used], place.reshape(faces.shape).astype(np.int32)


def _seamed(
    garment: Garment, frames: Frames, points: Array, normals: Array, faces: Ints
) -> tuple[Array, Array, Ints, Ints]:
    """Return a garment cut along its seams, and which side of them each triangle is."""
    names = tuple(dict.fromkeys(s.seam for s in garment.solids))

    def apart(p: Array) -> Array:
        near = [[distance(frames, s, p, garment.grow) for s in garment.solids if s.seam == name] for name in names]
        return np.stack([np.min(d, axis=0) for d in near], 1)

    points, normals, faces, which = cut_along(points, normals, faces, names, apart)
    numbers = np.array([number_of(name, "left" if garment.paired else "") for name in names], dtype=np.int32)
    return points, normals, faces, numbers[which]


def _calmed(normals: Array, faces: Ints, times: int, much: Array) -> Array:
    """Return normals evened out with their neighbours', by as `much` as is said of each: what melts leaves ripples."""
    out = normals + (spread(normals, faces, times) - normals) * much[:, None]
    return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True))


def make(build: Build) -> tuple[Mesh, ...]:
    """Return all meshes of one body in its rest pose (takes some seconds)."""
    frames = assemble(REST, {})
    out: list[Mesh] = []
    every = (*garments(build), *hands_and_feet(build), *head(build))
    neck = tuple(solid for garment in every for solid in garment.solids if solid.part == "neck")
    for garment in every:
        field = _Field(garment, frames)
        points, faces = _net(field, garment)
        for _ in range(3):
            points = points - field.slope(points) * np.clip(field(points), -garment.cell, garment.cell)[:, None] * 0.8
        points = spread(points, faces, 1)
        points = points - field.slope(points) * np.clip(field(points), -garment.cell, garment.cell)[:, None] * 0.8
        points, normals = _hemmed(garment, frames, points, field.slope(points))
        points, normals, faces = _opened(garment, frames, points, normals, faces)
        points, normals, faces, parts = _seamed(garment, frames, points, normals, faces)
        held = weights(garment, frames, points, faces)
        ends = border(garment, frames, points, normals, neck)
        if garment.calm:
            normals = _calmed(normals, faces, garment.calm, 1 - np.abs(ends) / REACH)
        name = f"left {garment.name}" if garment.paired else garment.name
        mesh = Mesh(
            name,
            garment.colour,
            points.astype(np.float32),
            normals.astype(np.float32),
            faces,
            held.astype(np.float32),
            parts,
            ends.astype(np.float32),
        )
        out.append(mesh)
        if garment.paired:
            out.append(_mirrored(mesh))
    return tuple(out)
