"""The line under the timeline: time left in all, what does not work, the routine, and the clock time at its end."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
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
        """Show other texts; where only the left one is another and takes no more room, it alone is painted."""
        before, end = (self._left, self._right), self._left_end()
        self._left, self._right = left, right
        if right != before[1] or self._left_end() != end:
            self.update()
        elif left != before[0]:
            self.update(0, 0, ceil(end), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both texts."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        px = self._px()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._left_font())
        painter.setPen(self.look[Role.INK])
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | middle, self._left)
        # What does not work matters more than a long name.
        room = (self.width() - self._left_end() - 1.2 * px) * (0.5 if self._trouble else 1.0)
        size = px
        while size > 0.7 * px and self.type.measure(400)(self._right, size) > room:
            size -= 1
        painter.setFont(self.type.font(size, 400, tabular=True))
        painter.setPen(self.look[Role.MUTED])
        right = painter.fontMetrics().elidedText(self._right, Qt.TextElideMode.ElideMiddle, max(0, int(room)))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | middle, right)
        if self._trouble:
            self._paint_trouble(painter, px, self.width() - painter.fontMetrics().horizontalAdvance(right) - 1.6 * px)

    def _px(self) -> float:
        return self.height() * 0.74

    def _left_font(self) -> QFont:
        return self.type.font(self._px(), 600, tabular=True)

    def _left_end(self) -> float:
        """Return where the left text ends, a fifth of the width where that is more: it does not move each second."""
        return max(self.width() / 5, QFontMetricsF(self._left_font()).horizontalAdvance(self._left) + 1)

    def _paint_trouble(self, painter: QPainter, px: float, right: float) -> None:
        """Paint it between the two texts, smaller where there is little room."""
        left = self._left_end() + 1.6 * px
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
