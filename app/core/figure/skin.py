"""A body of numbers, bent to a pose: every point of the skin follows its bones without losing its volume.

Turns and shifts of the bones are blended as dual quaternions, which keeps a bent knee as thick as a straight one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.figure.anatomy import REST
from app.core.figure.bones import BONES, PARENT, Array, Frames
from app.core.figure.posing import assemble

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(slots=True)
class Body:
    """A person's meshes joined into one: points, normals, faces, a colour number per face, weights per bone."""

    points: Floats
    normals: Floats
    faces: Ints
    colours: tuple[str, ...]
    face_colour: Ints
    face_part: Ints  # which side of a seam each face is (`seams.py`)
    weights: Floats
    border: Floats  # metres, how near each point is to where a garment ends (`borders.py`)
    garments: dict[str, tuple[int, int]]  # the points of each garment, from and to


def rest_frames() -> Frames:
    """Return the bones of the pose in which the meshes were made."""
    return assemble(REST, {})


_REST = rest_frames()


def _quaternions(m: Array) -> Array:
    """Return unit quaternions (w, x, y, z) of many turns."""
    # Filled in place: this is asked for some hundred times for every figure that is set up.
    xx, yy, zz = m[:, 0, 0], m[:, 1, 1], m[:, 2, 2]
    rows = np.empty((len(m), 4, 4))
    rows[:, 0, 0], rows[:, 1, 1] = 1 + xx + yy + zz, 1 + xx - yy - zz
    rows[:, 2, 2], rows[:, 3, 3] = 1 - xx + yy - zz, 1 - xx - yy + zz
    for k, (i, j) in enumerate(((2, 1), (0, 2), (1, 0)), 1):
        rows[:, 0, k] = rows[:, k, 0] = m[:, i, j] - m[:, j, i]
    for i, j in ((0, 1), (0, 2), (1, 2)):
        rows[:, i + 1, j + 1] = rows[:, j + 1, i + 1] = m[:, i, j] + m[:, j, i]
    best = rows[:, range(4), range(4)].argmax(1)
    q = rows[np.arange(len(m)), best]
    return np.asarray(q / np.linalg.norm(q, axis=1, keepdims=True))


def _product(p: Array, q: Array) -> Array:
    w1, x1, y1, z1 = p.T
    w2, x2, y2, z2 = q.T
    out = np.empty_like(q)
    out[:, 0] = w1 * w2 - x1 * x2 - y1 * y2 - z1 * z2
    out[:, 1] = w1 * x2 + x1 * w2 + y1 * z2 - z1 * y2
    out[:, 2] = w1 * y2 - x1 * z2 + y1 * w2 + z1 * x2
    out[:, 3] = w1 * z2 + x1 * y2 - y1 * x2 + z1 * w2
    return out


def moves(frames: Frames) -> Floats:
    """Return each bone's move from rest to this pose as a dual quaternion (bones, 8)."""
    turn = frames.axes @ _REST.axes.transpose(0, 2, 1)
    shift = frames.origin - np.einsum("nij,nj->ni", turn, _REST.origin)
    q = _quaternions(turn)
    for i in range(1, len(BONES)):
        if float(q[i] @ q[PARENT[i]]) < 0:
            q[i] = -q[i]
    dual = 0.5 * _product(np.concatenate([np.zeros((len(q), 1)), shift], 1), q)
    return np.concatenate([q, dual], 1).astype(np.float32)


def bend(points: Floats, normals: Floats | None, weights: Floats, move: Floats) -> tuple[Floats, Floats]:
    """Return points and normals carried along by the bones; normals are empty where none are given."""
    dq = weights @ move
    dq /= np.linalg.norm(dq[:, :4], axis=1, keepdims=True)
    w, v = dq[:, :1], dq[:, 1:4]
    dw, dv = dq[:, 4:5], dq[:, 5:8]
    shift = 2 * (w * dv - dw * v + _cross(v, dv))

    def turned(x: Floats) -> Floats:
        t = 2 * _cross(v, x)
        return np.asarray(x + w * t + _cross(v, t), dtype=np.float32)

    return turned(points) + shift, (
        normals[:0] if normals is None else turned(normals)
    ) if normals is not None else points[:0]


def _cross(a: Floats, b: Floats) -> Floats:
    out = np.empty_like(b)
    for k, (i, j) in enumerate(((1, 2), (2, 0), (0, 1))):
        np.multiply(a[:, i], b[:, j], out=out[:, k])
        out[:, k] -= a[:, j] * b[:, i]
    return out
