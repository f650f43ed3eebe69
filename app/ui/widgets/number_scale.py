"""A row of numbers from 0 to 10 to answer a question with; nothing is chosen until the person does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Role, Theme

NUMBERS = 11
CELL, GAP = 52.0, 8.0


class NumberScale(QWidget):
    """Shows 0 to 10; arrows, digits and the pointer choose, the same number again takes the choice back."""

    chosen = Signal(object)  # int, or None

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self._value: int | None = None
        self._here = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._say()
        theme.changed.connect(self.update)

    @property
    def value(self) -> int | None:
        """Return the chosen number; None where none is chosen."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a number as chosen."""
        self._value = value
        self._here = self._here if value is None else value
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the row as drawn."""
        return QSize(round(NUMBERS * (CELL + GAP)), round(CELL + 4))

    def minimumSizeHint(self) -> QSize:
        """Return the least size that a finger still hits."""
        return QSize(NUMBERS * 36, round(CELL + 4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, choose with Space or a digit; leave Enter to the page."""
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Down):
            step = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Up) else -1
            self._choose(min(NUMBERS - 1, max(0, (self._here if self._value is None else self._value + step))))
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            # A 1 that is followed by a 0 is a 10.
            ten = key == Qt.Key.Key_0 and self._value == 1
            self._choose(10 if ten else key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._choose(None)
        elif key == Qt.Key.Key_Space:
            self._choose(None if self._value is not None else self._here)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the number under the pointer."""
        for number, rect in enumerate(self._cells()):
            if rect.contains(event.position()):
                self._choose(None if number == self._value else number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, rect in enumerate(self._cells()):
            taken = number == self._value
            painter.setBrush(self._theme.colour(Role.PINE if taken else Role.CARD))
            ring = self.hasFocus() and (taken or (self._value is None and number == self._here))
            painter.setPen(QPen(self._theme.colour(Role.INK if ring else Role.EDGE), 3 if ring else 1))
            painter.drawRoundedRect(rect, 12, 12)
            painter.setPen(self._theme.colour(Role.ON_PINE if taken else Role.INK))
            painter.setFont(self._theme.font(20, 700 if taken else 400))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(number))
        painter.end()

    def _cells(self) -> list[QRectF]:
        step = min(CELL + GAP, self.width() / NUMBERS)
        width = step - GAP
        return [QRectF(2 + n * step, 2, width, self.height() - 4) for n in range(NUMBERS)]

    def _choose(self, value: int | None) -> None:
        self.set_value(value)
        self.chosen.emit(value)

    def _say(self) -> None:
        answer = "not answered" if self._value is None else str(self._value)
        self.setAccessibleName(f"{self._name} From 0 to 10: {answer}")

    @Slot()
    def clear(self) -> None:
        """Take the answer back."""
        self.set_value(None)
