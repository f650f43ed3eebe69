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
    weights: Floats
    garments: dict[str, tuple[int, int]]  # the points of each garment, from and to


def rest_frames() -> Frames:
    """Return the bones of the pose in which the meshes were made."""
    return assemble(REST, {})


_REST = rest_frames()


def _quaternions(m: Array) -> Array:
    """Return unit quaternions (w, x, y, z) of many turns."""
    t = np.stack(
        [
            1 + m[:, 0, 0] + m[:, 1, 1] + m[:, 2, 2],
            1 + m[:, 0, 0] - m[:, 1, 1] - m[:, 2, 2],
            1 - m[:, 0, 0] + m[:, 1, 1] - m[:, 2, 2],
            1 - m[:, 0, 0] - m[:, 1, 1] + m[:, 2, 2],
        ],
        1,
    )
    best = t.argmax(1)
    a, b, c = m[:, 2, 1] - m[:, 1, 2], m[:, 0, 2] - m[:, 2, 0], m[:, 1, 0] - m[:, 0, 1]
    d, e, f = m[:, 0, 1] + m[:, 1, 0], m[:, 0, 2] + m[:, 2, 0], m[:, 1, 2] + m[:, 2, 1]
    rows = np.stack(
        [
            np.stack([t[:, 0], a, b, c], 1),
            np.stack([a, t[:, 1], d, e], 1),
            np.stack([b, d, t[:, 2], f], 1),
            np.stack([c, e, f, t[:, 3]], 1),
        ],
        1,
    )
    q = rows[np.arange(len(m)), best]
    return np.asarray(q / np.linalg.norm(q, axis=1, keepdims=True))


def _product(p: Array, q: Array) -> Array:
    w1, x1, y1, z1 = p.T
    w2, x2, y2, z2 = q.T
    return np.stack(
        [
            w1 * w2 - x1 * x2 - y1 * y2 - z1 * z2,
            w1 * x2 + x1 * w2 + y1 * z2 - z1 * y2,
            w1 * y2 - x1 * z2 + y1 * w2 + z1 * x2,
            w1 * z2 + x1 * y2 - y1 * x2 + z1 * w2,
        ],
        1,
    )


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
    return np.stack(
        [
            a[:, 1] * b[:, 2] - a[:, 2] * b[:, 1],
            a[:, 2] * b[:, 0] - a[:, 0] * b[:, 2],
            a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0],
        ],
        1,
    )
