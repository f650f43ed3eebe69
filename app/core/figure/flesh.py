"""From rounded solids to one smooth mesh with weights: done once per build, and kept as a file of numbers.

The surface is where the melted distance to the solids is nought. It is found on a grid (a vertex in each cell that
the surface crosses, a face for each edge it crosses: "surface nets"), then drawn onto the surface itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.figure.anatomy import REST, Ball, Build, Cut, Garment, Loft, Solid, garments
from app.core.figure.bones import BONES, FORE, INDEX, THIGH, UPPER, Array, Frames
from app.core.figure.posing import assemble

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(slots=True)
class Mesh:
    """One garment at rest: points, normals, triangles (counter-clockwise from outside) and weights per bone."""

    name: str
    colour: str
    points: Floats
    normals: Floats
    faces: Ints
    weights: Floats


def _local(frames: Frames, bone: str, p: Array) -> Array:
    i = INDEX[bone]
    return np.asarray((p - frames.origin[i]) @ frames.axes[i])


def _distance(frames: Frames, solid: Solid, p: Array, grow: float) -> Array:
    """Return about how far points are outside one solid (negative inside), metres."""
    q = _local(frames, solid.bone, p)
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


def _melt(a: Array, b: Array, k: float) -> Array:
    """Return the smooth smaller of two distances."""
    h = np.maximum(k - np.abs(a - b), 0.0) / k
    return np.minimum(a, b) - h * h * k * 0.25


_SNAP = 0.95  # of a cell: points nearer than this to a cut's rim are drawn onto it


def _beyond(frames: Frames, cut: Cut, p: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Return how far points lie beyond a cut, metres, and which it concerns: across a limb only those near it."""
    q = _local(frames, cut.bone, p)
    away = q @ np.array(cut.normal) - cut.limit
    if not cut.bone.startswith(("left", "right")):
        return away, np.ones(len(p), dtype=bool)
    return away, (np.sqrt(q[:, 0] ** 2 + q[:, 1] ** 2) < cut.near) & (away < 0.12)


class _Field:
    """The melted distance of one garment in the rest pose."""

    def __init__(self, garment: Garment, frames: Frames, cuts: tuple[Cut, ...] | None = None) -> None:
        self.garment, self.frames = garment, frames
        self.cuts = garment.cuts if cuts is None else cuts

    def __call__(self, p: Array) -> Array:
        g = self.garment
        total: Array | None = None
        for solid in g.solids:
            d = _distance(self.frames, solid, p, g.grow)
            total = d if total is None else _melt(total, d, g.melt if solid.melt is None else solid.melt)
        assert total is not None
        for ball in g.carve:
            total = -_melt(-total, _distance(self.frames, ball, p, 0.0), 0.010 if ball.melt is None else ball.melt)
        for cut in self.cuts:
            away, near = _beyond(self.frames, cut, p)
            total = np.where(near, -_melt(-total, -away, cut.soft), total)
        return total

    def slope(self, p: Array) -> Array:
        """Return the direction in which the distance grows."""
        e = 0.0006
        out = np.stack([self(p + d) - self(p - d) for d in np.eye(3) * e], axis=1) / (2 * e)
        return np.asarray(out / (np.linalg.norm(out, axis=1, keepdims=True) + 1e-9))


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


def _spread(values: Array, faces: Ints, times: int) -> Array:
    """Return values per point, evened out with their neighbours' several times."""
    a = np.concatenate([faces[:, 0], faces[:, 1], faces[:, 2]])
    b = np.concatenate([faces[:, 1], faces[:, 2], faces[:, 0]])
    near = np.bincount(a, minlength=len(values)) + 1e-9
    for _ in range(times):
        mean = np.stack([np.bincount(a, values[b, k], len(values)) / near for k in range(values.shape[1])], 1)
        values = values * 0.5 + mean * 0.5
    return values


def _smoothstep(lo: float, hi: float, x: Array) -> Array:
    t = np.clip((x - lo) / (hi - lo), 0, 1)
    return t * t * (3 - 2 * t)


def _along(frames: Frames, names: tuple[str, ...], z: Array) -> Array:
    """Return each spine bone's share by height: the nearest two bones' middles, blended."""
    middle: list[float] = []
    for k, name in enumerate(names):
        a = frames.at(name)[2]
        b = frames.at(names[k + 1])[2] if k + 1 < len(names) else a + 0.1
        middle.append((a + b) / 2 if name != "pelvis" else 0.045)
    total = np.zeros((len(z), len(names)))
    for off in _SHARED if names[0] == "pelvis" else (0.0,):
        out = np.zeros((len(z), len(names)))
        for k in range(len(names)):
            left = 1.0 if k == 0 else _smoothstep(middle[k - 1], middle[k], z + off)
            right = 1.0 if k == len(names) - 1 else 1 - _smoothstep(middle[k], middle[k + 1], z + off)
            out[:, k] = np.minimum(left, right)
        total += out / out.sum(1, keepdims=True)
    return np.asarray(total / total.sum(1, keepdims=True))


_SHARED = (-0.040, -0.020, 0.0, 0.020, 0.040)  # metres over which the trunk's bones share the skin: it bends as a bow


_TRUNK = ("pelvis", "lumbar1", "lumbar2", "lumbar3", "chest1", "chest2", "chest3")


def _weights(garment: Garment, frames: Frames, p: Array, faces: Ints) -> Array:
    names = list(dict.fromkeys(s.part for s in garment.solids))
    d = np.stack(
        [np.min([_distance(frames, s, p, garment.grow) for s in garment.solids if s.part == n], axis=0) for n in names],
        1,
    )
    share = np.exp(-np.maximum(d, -0.02) / garment.weigh)
    share /= share.sum(1, keepdims=True)
    for side in ("left", "right"):
        _hinged(frames, share, names, p, side)
        _sleeved(frames, share, names, p, side)
    _waisted(frames, share, names, p)
    share = _spread(share, faces, garment.even)
    out = np.zeros((len(p), len(BONES)))

    def give(bone: str, part: Array) -> None:
        out[:, INDEX[bone]] += part

    for n, name in enumerate(names):
        w = share[:, n]
        side, _, part = name.partition(" ")
        if name in ("trunk", "neck"):
            bones = _TRUNK if name == "trunk" else ("chest3", "neck1", "neck2", "head")
            for k, bone in enumerate(bones):
                give(bone, w * _along(frames, bones, p[:, 2])[:, k])
        elif part == "yoke":
            give(f"{side} clavicle", w)
        elif part in ("arm", "fore", "thigh"):
            bone, length = {"arm": ("upper", UPPER), "fore": ("fore", FORE), "thigh": ("thigh", THIGH)}[part]
            t = _smoothstep(0.05, 0.85, -_local(frames, f"{side} {bone}2", p)[:, 2] / length)
            give(f"{side} {bone}1", w * (1 - t))
            give(f"{side} {bone}2", w * t)
        elif part == "shin":
            give(f"{side} shin", w)
        elif name in ("head", "nose", "ear", "bun"):
            give("head", w)
        else:
            give(f"left {name}", w)
    return np.asarray(out / out.sum(1, keepdims=True))


def _sleeved(frames: Frames, share: Array, names: list[str], p: Array, side: str) -> None:
    """Let a sleeve's end go with the arm alone, however near the trunk's side is."""
    if f"{side} yoke" in names:
        q = _local(frames, f"{side} upper2", p)
        hold = _smoothstep(0.01, 0.075, -q[:, 2]) * (1 - _smoothstep(0.063, 0.090, np.hypot(q[:, 0], q[:, 1])))
        share *= (1 - hold)[:, None]
        share[:, names.index(f"{side} arm")] += hold


def _waisted(frames: Frames, share: Array, names: list[str], p: Array) -> None:
    """Let the waist go with the trunk alone: a thigh that is raised does not lift the trousers through the shirt."""
    if "left thigh" in names and "trunk" in names:
        keep = 1 - _smoothstep(0.03, 0.085, _local(frames, "pelvis", p)[:, 2])
        for side in ("left", "right"):
            share[:, names.index(f"{side} thigh")] *= keep
        share /= share.sum(1, keepdims=True)


_HINGES = (  # the two parts, the two bones, and the metres on either side over which the hold goes over
    ("thigh", "shin", "thigh2", "shin", 0.040),
    ("arm", "fore", "upper2", "fore1", 0.034),
    ("fore", "hand", "fore2", "hand", 0.026),
    ("shin", "foot", "shin", "foot", 0.034),
)


def _hinged(frames: Frames, share: Array, names: list[str], p: Array, side: str) -> None:
    """Let the two parts of a limb share its hinge along the limb: a straight knee or elbow shows no step."""
    for near, far, upper, joint, soft in _HINGES:
        name = far if far in ("hand", "foot") else f"{side} {far}"  # these are made for the left alone
        if f"{side} {near}" in names and name in names:
            a, b = names.index(f"{side} {near}"), names.index(name)
            down = -(frames.turn(f"{side} {upper}")[:, 2] + frames.turn(f"{side} {joint}")[:, 2])
            t = _smoothstep(-soft, soft, (p - frames.at(f"{side} {joint}")) @ (down / np.linalg.norm(down)))
            both = share[:, a] + share[:, b]
            share[:, a], share[:, b] = both * (1 - t), both * t


def _mirrored(mesh: Mesh) -> Mesh:
    """Return the right hand's mesh from the left one's."""
    swap = [
        INDEX[n.replace("left", "right")] if n.startswith("left") else INDEX[n.replace("right", "left")] for n in BONES
    ]
    turn = np.array((1, -1, 1), dtype=np.float32)
    return Mesh(mesh.name.replace("left", "right"), mesh.colour, mesh.points * turn, mesh.normals * turn,
                np.ascontiguousarray(mesh.faces[:, ::-1]), mesh.weights[:, swap])  # fmt: skip


def _hemmed(garment: Garment, frames: Frames, points: Array, normals: Array) -> tuple[Array, Array]:
    """Return points and normals with a clean edge: what lies about a cut's rim is drawn onto that rim."""
    points, normals = points.copy(), normals.copy()
    for cut in (c for c in garment.cuts if c.soft < garment.cell / 2):
        whole = _Field(garment, frames, tuple(c for c in garment.cuts if c is not cut))
        across = frames.turn(cut.bone) @ np.array(cut.normal)
        away, near = _beyond(frames, cut, points)
        some = np.flatnonzero(near & (np.abs(away) < garment.cell))
        rim = points[some]
        for _ in range(5):
            rim = rim - whole.slope(rim) * np.clip(whole(rim), -garment.cell, garment.cell)[:, None]
            rim = rim - _beyond(frames, cut, rim)[0][:, None] * across
        close = np.linalg.norm(rim - points[some], axis=1) < _SNAP * garment.cell
        points[some[close]] = rim[close]
        normals[some[close]] = whole.slope(rim[close])
    return points, normals


def _opened(garment: Garment, frames: Frames, points: Array, normals: Array, faces: Ints) -> tuple[Array, Array, Ints]:
    """Return a garment open at the waist: nobody sees its flat end there, and few triangles would draw its hem in."""
    for cut in (c for c in garment.cuts if c.bone == "pelvis"):
        within = _beyond(frames, cut, points)[0] < -0.0005
        faces = faces[within[faces].any(1)]
    used, place = np.unique(faces, return_inverse=True)
    return points[used], normals[used], place.reshape(faces.shape).astype(np.int32)


def make(build: Build) -> tuple[Mesh, ...]:
    """Return all meshes of one body in its rest pose (takes some seconds)."""
    frames = assemble(REST, {})
    out: list[Mesh] = []
    for garment in garments(build):
        field = _Field(garment, frames)
        points, faces = _net(field, garment)
        for _ in range(3):
            points = points - field.slope(points) * np.clip(field(points), -garment.cell, garment.cell)[:, None] * 0.8
        points = _spread(points, faces, 1)
        points = points - field.slope(points) * np.clip(field(points), -garment.cell, garment.cell)[:, None] * 0.8
        points, normals = _hemmed(garment, frames, points, field.slope(points))
        points, normals, faces = _opened(garment, frames, points, normals, faces)
        weights = _weights(garment, frames, points, faces)
        name = f"left {garment.name}" if garment.paired else garment.name
        mesh = Mesh(
            name,
            garment.colour,
            points.astype(np.float32),
            normals.astype(np.float32),
            faces,
            weights.astype(np.float32),
        )
        out.append(mesh)
        if garment.paired:
            out.append(_mirrored(mesh))
    return tuple(out)
