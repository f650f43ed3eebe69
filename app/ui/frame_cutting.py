"""A frame of movement cut to what differs from its way's first one, ready to be kept and painted."""

from __future__ import annotations

import itertools

import numpy as np

from app.core.figure.few_colours import FewColours, Numbers
from app.storage.kept_frames import KeptFrame, KeptPiece
from app.ui.spots import Spot

BAND = 16  # rows of a picture that are cut together
PIECES = 2  # of a frame at the most: each takes its time to paint, and so does what lies round it


def cut(numbers: Numbers, first: Numbers | None, colours: FewColours, number: int, *, far: float = 0.0) -> KeptFrame:
    """Return the rows of a picture in which it differs from another, band by band, each cut to what differs.

    Without another one it is one whole piece. `far` is by how many pixels anything moves on the whole way.
    """
    whole = [Spot(0, 0, numbers.shape[1], numbers.shape[0])]
    spots = whole if first is None else _joined(_differing(numbers, first))
    pieces = tuple(
        KeptPiece(
            s.left, s.top, s.right - s.left, s.bottom - s.top, s.right - s.left,
            numbers[s.top : s.bottom, s.left : s.right].tobytes(),
        )
        for s in spots
    )  # fmt: skip
    table = tuple(int(a) << 24 | int(r) << 16 | int(g) << 8 | int(b) for r, g, b, a in colours.table)
    return KeptFrame(number, far, table, pieces)


def _differing(numbers: Numbers, first: Numbers) -> list[Spot]:
    differs = numbers != first
    spots: list[Spot] = []
    for top in range(0, len(numbers), BAND):
        band = differs[top : top + BAND]
        rows, cols = np.flatnonzero(band.any(1)), np.flatnonzero(band.any(0))
        if len(rows):
            spots.append(Spot(int(cols[0]), top + int(rows[0]), int(cols[-1]) + 1, top + int(rows[-1]) + 1))
    return spots


def _joined(spots: list[Spot]) -> list[Spot]:
    """Return parts one below the other, of which those that lose least by it have become one until they are few."""
    out = list(spots)
    while len(out) > PIECES:
        pairs = [a.with_(b) for a, b in itertools.pairwise(out)]
        at = min(range(len(pairs)), key=lambda n: pairs[n].area - out[n].area - out[n + 1].area)
        out[at : at + 2] = [pairs[at]]
    return out
