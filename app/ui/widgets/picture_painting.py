"""What every picture is painted with: its ground, itself fitted in, and type that fits a room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPixmap

from app.ui.theme import Role, Theme


def paint_stage(painter: QPainter, rect: QRectF, theme: Theme, corner: float) -> None:
    """Paint the ground behind a picture."""
    path = QPainterPath()
    path.addRoundedRect(rect, corner, corner)
    painter.fillPath(path, theme.colour(Role.STAGE))


def paint_fitted(painter: QPainter, rect: QRectF, pixmap: QPixmap) -> None:
    """Paint a pixmap whole and centred into a rectangle."""
    size = pixmap.size().toSizeF().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRectF(0, 0, size.width(), size.height())
    target.moveCenter(rect.center())
    painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))


def fitted_font(theme: Theme, text: str, room: QSizeF, largest: int, weight: int) -> QFont:
    """Return the largest type, down to 9 px, in which a text fits, wrapped at words that are never broken."""
    longest = max(text.split(), key=len, default="")
    for size in range(largest, 9, -1):
        font = theme.font(size, weight, scaled=False)
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(longest) > room.width():
            continue
        box = metrics.boundingRect(QRectF(0, 0, room.width(), 1e6), int(Qt.TextFlag.TextWordWrap), text)
        if box.height() <= room.height():
            return font
    return theme.font(9, weight, scaled=False)
