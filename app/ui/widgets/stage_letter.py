"""The ring with R or L that the working limb wears on the stage."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from app.ui.theme import Role
from app.ui.widgets.look import Look, Type

RIM = 0.28  # of the radius: the paper round the ring


class StageLetter:
    """Paints the ring; while frames move under it, it is painted once and then put over each of them."""

    def __init__(self) -> None:
        self._known: tuple[tuple[object, ...], QPixmap] | None = None

    def paint(self, painter: QPainter, centre: QPointF, radius: float, letter: str, *, look: Look, type_: Type) -> None:
        """Paint the ring round a centre, with a letter in it."""
        half = math.ceil(radius * (1 + RIM)) + 1
        corner = QPointF(math.floor(centre.x()) - half, math.floor(centre.y()) - half)
        ratio, within = painter.device().devicePixelRatioF(), centre - corner
        key = (within.toTuple(), radius, letter, ratio, look[Role.CARD], look[Role.CORAL], look[Role.SIDE])
        if self._known is None or self._known[0] != key:
            pixmap = QPixmap(round((2 * half + 1) * ratio), round((2 * half + 1) * ratio))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            inner = QPainter(pixmap)
            _paint_ring(inner, (within, radius), letter, look, type_)
            inner.end()
            self._known = (key, pixmap)
        painter.drawPixmap(corner, self._known[1])


def _paint_ring(painter: QPainter, ring: tuple[QPointF, float], letter: str, look: Look, type_: Type) -> None:
    centre, radius = ring
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # A rim of paper keeps it clear of whatever lies under it.
    painter.setPen(QPen(look[Role.CARD], radius * 2 * RIM))
    painter.drawEllipse(centre, radius, radius)
    painter.setPen(QPen(look[Role.CORAL], max(3.0, radius * 0.2)))
    painter.setBrush(look[Role.CARD])
    painter.drawEllipse(centre, radius, radius)
    painter.setPen(look[Role.SIDE])
    painter.setFont(type_.font(radius * 1.2, 700))
    rect = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter.upper())
