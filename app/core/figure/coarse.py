"""A body of fewer triangles, for small pictures and for what moves: near points of a garment become one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.core.figure.skin import Body, Floats

CELL = 1.75  # edges of a garment's own triangles: what lies in one cube of this size becomes one point


def coarser(body: Body, cell: float = CELL) -> Body:
    """Return the body with about a third of its triangles; every garment keeps its own fineness."""
    group = np.zeros(len(body.points), dtype=np.int64)
    for number, (start, stop) in enumerate(body.garments.values()):
        size = cell * _edge(body, start, stop)
        p = body.points[start:stop]
        spot = np.floor((p - p.min(0)) / size).astype(np.int64)
        group[start:stop] = ((number * 4096 + spot[:, 0]) * 4096 + spot[:, 1]) * 4096 + spot[:, 2]
    # Fingers lie side by side in one cube: only points of one bone melt together.
    group = group * 128 + body.weights.argmax(1)
    # A hem's points melt together with each other alone, so that it stays where it is.
    group = group * 2 + _hems(body)
    _, first, to, count = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(first)  # so that garments stay one after the other
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    to, many = place[to], count[order].astype(np.float32)[:, None]

    def mean(values: Floats) -> Floats:
        out: Floats = np.zeros((len(order), values.shape[1]), dtype=np.float32)
        np.add.at(out, to, values)
        return np.asarray(out / many, dtype=np.float32)

    normals = mean(body.normals)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True) + 1e-9
    faces = to[body.faces].astype(np.int32)
    good = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 0] != faces[:, 2])
    ends = {name: (int(to[start:stop].min()), int(to[start:stop].max()) + 1) for name, (start, stop) in
            body.garments.items()}  # fmt: skip
    return replace(
        body, points=mean(body.points), normals=normals, weights=mean(body.weights), faces=faces[good],
        border=mean(body.border[:, None])[:, 0],
        face_colour=body.face_colour[good], face_part=body.face_part[good], garments=ends,
    )  # fmt: skip


def _hems(body: Body) -> NDArray[np.bool_]:
    """Return which points lie at a garment's open end: going round them, one does not come back to the beginning."""
    a, b, c = (body.faces[:, k].astype(np.int64) for k in range(3))
    round_trip = sum(np.bincount(x, y - z, len(body.points)) for x, y, z in ((a, b, c), (b, c, a), (c, a, b)))
    return np.asarray(round_trip != 0)


def _edge(body: Body, start: int, stop: int) -> float:
    """Return the middle length of a garment's edges, metres."""
    own = body.faces[(body.faces[:, 0] >= start) & (body.faces[:, 0] < stop)][::7]
    return float(np.median(np.linalg.norm(body.points[own[:, 0]] - body.points[own[:, 1]], axis=1)))
