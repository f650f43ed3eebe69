"""A box to tick, painted in our own shapes: its edge is seen on every paper, and a tick is no colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from app.ui.theme import Role, Theme

BOX = 20
GAP = 12
EDGE = 6  # around box and words: the ring


class TickBox(QCheckBox):
    """A check box with words beside it; its name is its words."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._theme = theme
        self.setAccessibleName(words)
        self._dress()
        theme.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        """Return the room of box, words and ring."""
        metrics = QFontMetrics(self.font())
        words = metrics.boundingRect(0, 0, 10_000, 10_000, 0, self.text())
        return QSize(BOX + GAP + words.width() + 2 * EDGE + 4, max(BOX, words.height()) + 2 * EDGE)

    def minimumSizeHint(self) -> QSize:
        """Return the room of all of it: the words are not cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, tick, words and ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        box = QRectF(EDGE, (self.height() - BOX) / 2, BOX, BOX)
        on = self.isChecked()
        painter.setBrush(theme.colour(Role.PINE if on else Role.CARD))
        painter.setPen(QPen(theme.colour(Role.PINE if on else Role.EDGE), 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        if on:
            pen = QPen(theme.colour(Role.ON_PINE), 2.4)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            left, top = box.left(), box.top()
            painter.drawPolyline(
                [QPointF(left + 5.5, top + 10.5), QPointF(left + 8.8, top + 13.8), QPointF(left + 14.5, top + 6.8)]
            )
        painter.setFont(self.font())
        painter.setPen(theme.colour(Role.INK if self.isEnabled() else Role.MUTED))
        words = QRectF(self.rect()).adjusted(EDGE + BOX + GAP, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour(Role.INK), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(16, 500))
        self.updateGeometry()
        self.update()
