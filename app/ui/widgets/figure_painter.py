"""The figure's picture for Qt: numbers to an image, and the ring with R or L over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from app.ui.theme import Role, colours

RING = 0.062  # the ring's radius as a share of the picture's smaller side


def image_of(picture: NDArray[np.uint8], mirrored: bool = False) -> QImage:
    """Return an image that owns its pixels; mirrored, it is exactly the other way round, light and props too."""
    rgba = np.ascontiguousarray(picture[:, ::-1] if mirrored else picture)
    height, width = rgba.shape[:2]
    image = QImage(rgba.data, width, height, width * 4, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def ring_colours(dark: bool) -> tuple[str, str]:
    """Return the colours of the ring and its letter, and of what lies within it."""
    table = colours(dark, strong=False)
    return table[Role.CORAL_GROUND], table[Role.CARD]


def letter_font(radius: float) -> QFont:
    """Return the type of the letter in a ring."""
    font = QFont("Inter")
    font.setPixelSize(max(5, round(radius * 1.15)))
    font.setWeight(QFont.Weight.Bold)
    return font


def paint_letter(painter: QPainter, centre: QPointF, radius: float, letter: str, dark: bool) -> None:
    """Paint the ring that says which side works; drawn over the picture, it is never mirrored."""
    coral, paper = (QColor(name) for name in ring_colours(dark))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(coral, radius * 0.13))
    painter.setBrush(paper)
    painter.drawEllipse(centre, radius, radius)
    painter.setFont(letter_font(radius))
    painter.setPen(coral)
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    painter.restore()
