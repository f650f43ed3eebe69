"""The figure's picture for Qt: numbers to an image, and the ring with R or L over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

RING = 0.062  # the ring's radius as a share of the picture's smaller side


def image_of(picture: NDArray[np.uint8], mirrored: bool = False) -> QImage:
    """Return an image that owns its pixels; mirrored, it is exactly the other way round, light and props too."""
    rgba = np.ascontiguousarray(picture[:, ::-1] if mirrored else picture)
    height, width = rgba.shape[:2]
    image = QImage(rgba.data, width, height, width * 4, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


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
