"""What every picture is painted with: its ground, itself fitted in, and type that fits a room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPixmap

from app.ui.theme import Role, Theme

ROOM_FOR_CREDIT = (280, 190)  # pixels of a picture under which who made it is told, but not painted
CREDIT = 13  # pixels of its type


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


def paint_credit(painter: QPainter, rect: QRectF, text: str, font: QFont, *, ink: QColor, ground: QColor) -> None:
    """Paint who made a picture as one line in the lower right corner, where it takes little of a large rectangle."""
    if not text or rect.width() < ROOM_FOR_CREDIT[0] or rect.height() < ROOM_FOR_CREDIT[1]:
        return
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - 24)
    box = QRectF(0, 0, metrics.horizontalAdvance(shown) + 12, metrics.height() + 4)
    box.moveBottomRight(rect.bottomRight())
    path = QPainterPath()
    path.addRoundedRect(box, 5, 5)
    painter.fillPath(path, ground)
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)


def fitted_font(theme: Theme, text: str, room: QSizeF, largest: int, weight: int) -> QFont:
    """Return the largest type, down to 9 px, in which a text fits, wrapped at words that are never broken."""
    words = text.split()
    for size in range(largest, 9, -1):
        font = theme.font(size, weight, scaled=False)
        metrics = QFontMetricsF(font)
        if any(metrics.horizontalAdvance(word) > room.width() for word in words):
            continue
        box = metrics.boundingRect(QRectF(0, 0, room.width(), 1e6), int(Qt.TextFlag.TextWordWrap), text)
        if box.height() <= room.height():
            return font
    return theme.font(9, weight, scaled=False)
