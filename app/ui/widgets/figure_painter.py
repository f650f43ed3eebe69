"""The figure's picture for Qt: numbers to an image, and the ring with R or L over it."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from app.core.figure.few_colours import FewColours, Numbers
from app.ui.picture_wishes import Piece

BAND = 48  # rows of a picture that are cut together
PIECES = 3  # of a frame at the most: each takes its time to paint
RING = 0.062  # the ring's radius as a share of the picture's smaller side


def image_of(picture: NDArray[np.uint8], mirrored: bool = False) -> QImage:
    """Return an image that owns its pixels; mirrored, it is exactly the other way round, light and props too."""
    rgba = np.ascontiguousarray(picture[:, ::-1] if mirrored else picture)
    height, width = rgba.shape[:2]
    image = QImage(rgba.data, width, height, width * 4, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def pieces_of(numbers: Numbers, first: Numbers | None, colours: FewColours) -> tuple[Piece, ...]:
    """Return the rows of a picture in which it differs from another, band by band, each cut to what differs.

    Without another one it is one whole piece.
    """
    if first is None:
        return (Piece(_in_few_colours(numbers, colours)),)
    differs = numbers != first
    spots: list[_Spot] = []
    for top in range(0, len(numbers), BAND):
        band = differs[top : top + BAND]
        rows, cols = np.flatnonzero(band.any(1)), np.flatnonzero(band.any(0))
        if len(rows):
            spots.append(_Spot(int(cols[0]), top + int(rows[0]), int(cols[-1]) + 1, top + int(rows[-1]) + 1))
    return tuple(
        Piece(_in_few_colours(numbers[s.top : s.bottom, s.left : s.right], colours), s.left, s.top)
        for s in _joined(spots)
    )


class _Spot(NamedTuple):
    """A part of a picture, without its right column and its lowest row."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        return (self.right - self.left) * (self.bottom - self.top)

    def with_(self, other: _Spot) -> _Spot:
        """Return the least part that holds both."""
        return _Spot(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip


def _joined(spots: list[_Spot]) -> list[_Spot]:
    """Return parts one below the other, of which those that lose least by it have become one until they are few."""
    out = list(spots)
    while len(out) > PIECES:
        pairs = [a.with_(b) for a, b in itertools.pairwise(out)]
        at = min(range(len(pairs)), key=lambda n: pairs[n].area - out[n].area - out[n + 1].area)
        out[at : at + 2] = [pairs[at]]
    return out


def _in_few_colours(numbers: Numbers, colours: FewColours) -> QImage:
    rows = np.ascontiguousarray(numbers)
    height, width = rows.shape
    image = QImage(rows.data, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable([int(a) << 24 | int(r) << 16 | int(g) << 8 | int(b) for r, g, b, a in colours.table])
    return image.copy()


def paint_letter(painter: QPainter, centre: QPointF, radius: float, letter: str, dark: bool) -> None:
    """Paint the ring that says which side works; drawn over the picture, it is never mirrored."""
    coral = QColor("#F08A63" if dark else "#C2502C")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(coral, radius * 0.13))
    painter.setBrush(QColor("#17211F" if dark else "#FFFDF8"))
    painter.drawEllipse(centre, radius, radius)
    font = QFont("Inter")
    font.setPixelSize(max(5, round(radius * 1.15)))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(coral)
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()
