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


def cut(picture: NDArray[np.uint8], first: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int, int]:
    """Return the smallest part of a picture outside of which it is the same as another, and that part's corner."""
    differs = (picture.view(np.uint32) != first.view(np.uint32))[..., 0]
    rows, cols = np.flatnonzero(differs.any(1)), np.flatnonzero(differs.any(0))
    if not len(rows):
        return picture[:1, :1], 0, 0
    top, left = int(rows[0]), int(cols[0])
    return picture[top : int(rows[-1]) + 1, left : int(cols[-1]) + 1], left, top


def paint_figure(painter: QPainter, rect: QRectF, image: QImage) -> None:
    """Paint a figure's picture whole and centred into a rectangle."""
    size = image.size().toSizeF().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRectF(0, 0, size.width(), size.height())
    target.moveCenter(rect.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, image)


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
