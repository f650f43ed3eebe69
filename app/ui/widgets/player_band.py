"""The line under the timeline: time left in all, what does not work, the routine, and the clock time at its end."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import Role
from app.ui.widgets.look import Look, Type
from app.ui.widgets.painted import Painted


class PlayerBand(Painted):
    """Shows a text at the left, which changes each second, and one at the right."""

    def __init__(self, look: Look, type_: Type, parent: QWidget | None = None) -> None:
        super().__init__(look, type_, parent)
        self._left = self._right = self._trouble = ""

    @property
    def trouble(self) -> str:
        """Return what does not work; empty where all is well."""
        return self._trouble

    def set_trouble(self, words: str) -> None:
        """Show what does not work in the middle, with a mark that is a shape and not only a colour."""
        if words != self._trouble:
            self._trouble = words
            self.update()

    @property
    def texts(self) -> tuple[str, str]:
        """Return what is shown at the left and at the right."""
        return self._left, self._right

    def set_texts(self, left: str, right: str) -> None:
        """Show other texts; only the side that is another is painted."""
        if right != self._right:
            self.update(self.width() // 3, 0, self.width(), self.height())
        if left != self._left:
            self.update(0, 0, self.width() // 5, self.height())
        self._left, self._right = left, right

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both texts."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        px = self.height() * 0.74
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.type.font(px, 600, tabular=True))
        painter.setPen(self.look[Role.INK])
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | middle, self._left)
        painter.setFont(self.type.font(px, 400, tabular=True))
        painter.setPen(self.look[Role.MUTED])
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | middle, self._right)
        if self._trouble:
            self._paint_trouble(painter, px)

    def _paint_trouble(self, painter: QPainter, px: float) -> None:
        """Paint it between the two texts, smaller where there is little room."""
        right = self.width() - painter.fontMetrics().horizontalAdvance(self._right) - 1.6 * px
        left = self.width() / 5 + 1.6 * px
        size = px * 0.86
        while size > 9 and self.type.measure(500)(self._trouble, size) > right - left:
            size -= 1
        painter.setFont(self.type.font(size, 500))
        painter.setPen(self.look[Role.INK])
        room = QRectF(left, 0, right - left, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._trouble)
        mark = QRectF(left - 1.3 * px, self.height() / 2 - px * 0.45, px * 0.9, px * 0.9)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.look[Role.GOLD])
        painter.drawEllipse(mark)
        painter.setPen(self.look[Role.CARD])
        painter.setFont(self.type.font(px * 0.7, 800))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "!")
