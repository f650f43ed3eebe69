"""The line under the timeline: time left in all, the routine, and the clock time at its end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import Role
from app.ui.widgets.look import Look, Type
from app.ui.widgets.painted import Painted


class PlayerBand(Painted):
    """Shows a text at the left, which changes each second, and one at the right."""

    def __init__(self, look: Look, type_: Type, parent: QWidget | None = None) -> None:
        super().__init__(look, type_, parent)
        self._left = self._right = ""

    @property
    def texts(self) -> tuple[str, str]:
        """Return what is shown at the left and at the right."""
        return self._left, self._right

    def set_texts(self, left: str, right: str) -> None:
        """Show other texts; only the side that is another is painted."""
        if right != self._right:
            self.update(self.width() // 3, 0, self.width(), self.height())
        if left != self._left:
            self.update(0, 0, self.width() // 3, self.height())
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
