"""Where a fine line parts skin from skin: finger from finger, fingertip from palm, toe from toe, jaw from neck.

Solids carry the name of their side of a seam; a mesh is cut along its seams, and each triangle keeps its number.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from app.core.figure.bones import Array

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

# near: a finger's first bone; far: the other two. Neighbours are odd and even.
SEAMS = (
    *("", "near odd", "near even", "far odd", "far even", "thumb"),
    *("toe odd", "toe even", "jaw", "neck"),
)
SIDE = 16  # the numbers of a left limb begin here, those of a right one at twice this
PARTS = 64  # more than any number
_LINE, _JAW_LINE = 0.5, 0.26  # how strong the lines are; 1: as where depth breaks
_LEAST = 0.04  # of an edge: a cut comes no nearer to its ends


def number_of(seam: str, side: str = "") -> int:
    """Return the number of one side of a seam, on the left, on the right, or in the middle."""
    return SEAMS.index(seam) + SIDE * ("", "left", "right").index(side)


def _between(a: str, b: str) -> float:
    """Return how strong the line is between two parts of one limb or of the head, 0..1."""
    one, other = sorted((a, b))
    if (one, other) == ("jaw", "neck"):
        return _JAW_LINE
    apart = (one == "" and other.startswith("far")) or (other == "thumb" and one.startswith(("far", "near")))
    return _LINE if apart or {one[-4:], other[-4:]} == {" odd", "even"} else 0.0


def _table() -> Floats:
    """Return how strong the line is between every two numbers, 0..1."""
    out = np.zeros((PARTS, PARTS), dtype=np.float32)
    for i in range(PARTS):
        for j in range(PARTS):
            (side, a), (other, b) = divmod(i, SIDE), divmod(j, SIDE)
            if side != other:
                out[i, j] = _LINE  # a hand on the other one, or on the head
            elif max(a, b) < len(SEAMS):
                out[i, j] = _between(SEAMS[a], SEAMS[b])
    return out


STRENGTH = _table()


def cut_along(
    points: Array, normals: Array, faces: Ints, seams: tuple[str, ...], apart: Callable[[Array], Array]
) -> tuple[Array, Array, Ints, NDArray[np.intp]]:
    """Return a mesh with an edge wherever there is a line between two parts, and which part each triangle is.

    `apart` returns the distance of points to each of the parts (points, parts).
    """
    for i, j in combinations(range(len(seams)), 2):
        if _between(seams[i], seams[j]):
            d = apart(points)
            nearest = d.argmin(1)
            sides = np.where(nearest == i, -1, np.where(nearest == j, 1, 0))
            points, normals, faces = _split(points, normals, faces, sides, d[:, i] - d[:, j])
    return points, normals, faces, apart(points[faces].mean(1)).argmin(1)


def _split(
    points: Array, normals: Array, faces: Ints, sides: NDArray[np.intp], level: Array
) -> tuple[Array, Array, Ints]:
    """Return a mesh with a point at level 0 of each edge that has its ends on both sides, -1 and 1."""
    own = sides[faces]
    cut = own * np.roll(own, -1, axis=1) < 0  # the edge from each corner to the next
    some = np.flatnonzero(cut.any(1))
    if not len(some):
        return points, normals, faces
    # Each triangle is turned so that it begins at the corner alone on its side, or at the end of its only cut edge.
    twice = cut[some].sum(1) == 2
    first = np.where(twice, (cut[some] & np.roll(cut[some], 1, axis=1)).argmax(1), cut[some].argmax(1))
    a, b, c = (faces[some, (first + k) % 3] for k in range(3))
    ends = np.sort(np.concatenate([np.stack([a, b], 1), np.stack([a, c], 1)[twice]]), axis=1)
    edges, place = np.unique(ends, axis=0, return_inverse=True)
    place = place.reshape(-1) + len(points)
    one, other = edges[:, 0], edges[:, 1]
    t = np.clip(level[one] / (level[one] - level[other]), _LEAST, 1 - _LEAST)[:, None]
    turned = normals[one] + (normals[other] - normals[one]) * t
    turned /= np.linalg.norm(turned, axis=1, keepdims=True) + 1e-9
    p, q = place[: len(some)], place[len(some) :]
    a2, b2, c2, p2 = (x[twice] for x in (a, b, c, p))
    a1, b1, c1, p1 = (x[~twice] for x in (a, b, c, p))
    made = [(a2, p2, q), (p2, b2, c2), (p2, c2, q), (a1, p1, c1), (p1, b1, c1)]
    return (
        np.concatenate([points, points[one] + (points[other] - points[one]) * t]),
        np.concatenate([normals, turned]),
        np.concatenate([np.delete(faces, some, axis=0), *(np.stack(x, 1) for x in made)]).astype(np.int32),
    )
