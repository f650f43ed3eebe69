"""Painted buttons of the player, and the strip of them that comes with the pointer or a key and goes again."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.player_keys import Action
from app.ui.theme import Role
from app.ui.widgets.look import Look, Type
from app.ui.widgets.painted import Painted


@dataclass(frozen=True, slots=True)
class ButtonWords:
    """A button: what it asks for, its words, the key that does the same."""

    action: Action
    words: str
    key: str


class PlayerButton(QAbstractButton):
    """A button in the player's colours; Enter presses it, every other key stays the player's."""

    asked = Signal(object)  # Action

    def __init__(self, words: ButtonWords, look: Look, type_: Type, parent: QWidget, *, main: bool = False) -> None:
        super().__init__(parent)
        self.look, self._type, self._main = look, type_, main
        self.words = words
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_words(words)
        self.clicked.connect(self._ask)

    def set_words(self, words: ButtonWords) -> None:
        """Take other words."""
        self.words = words
        self.setText(words.words)
        self.setAccessibleName(words.words)
        self.setAccessibleDescription(f"Key: {words.key}" if words.key else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter; leave the rest, Space above all, to the player."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """Return a size for the words in one line."""
        return QSize(140, 52)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button, its words and the key under them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        ground = Role.PINE if self._main else Role.CARD
        painter.setBrush(self.look[ground] if not self.isDown() else self.look[Role.TRACK])
        edge = self.look[Role.INK if self.hasFocus() or self.underMouse() else Role.EDGE]
        painter.setPen(QPen(edge, 3 if self.hasFocus() else 1.5))
        painter.drawRoundedRect(rect, 12, 12)
        ink = self.look[Role.ON_PINE if self._main and not self.isDown() else Role.INK]
        painter.setPen(ink)
        height, width = rect.height(), rect.width() - 12
        px = min(height * 0.36, 28.0)
        key = min(height * 0.3, 17.0)
        while px > 9 and self._type.measure(600)(self.text(), px) > width:
            px -= 1
        painter.setFont(self._type.font(px, 600))
        if not self.words.key:
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
            return
        middle = rect.top() + height * 0.56
        upper = QRectF(rect.left(), rect.top() + height * 0.08, rect.width(), middle - rect.top() - height * 0.08)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.setFont(self._type.font(key, 500))
        if not self._main:
            painter.setPen(self.look[Role.MUTED])
        lower = QRectF(rect.left(), middle, rect.width(), height * 0.36)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, self.words.key)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self.words.action)


class ControlStrip(Painted):
    """Two rows of buttons: what moves the session, and what is about it."""

    asked = Signal(object)  # Action

    def __init__(self, look: Look, type_: Type, parent: QWidget) -> None:
        super().__init__(look, type_, parent)
        self._rows: tuple[tuple[PlayerButton, ...], ...] = ()
        self._known: dict[Action, PlayerButton] = {}
        self.setAccessibleName("Controls")

    @property
    def buttons(self) -> tuple[PlayerButton, ...]:
        """Return the buttons that are shown, in order."""
        return tuple(button for row in self._rows for button in row)

    def set_rows(self, *rows: tuple[ButtonWords, ...]) -> None:
        """Show these buttons."""
        wanted = [words for row in rows for words in row]
        if wanted == [button.words for button in self.buttons]:
            return
        for words in wanted:
            if words.action not in self._known:
                button = PlayerButton(words, self.look, self.type, self, main=words.action is Action.PAUSE)
                button.asked.connect(self.asked)
                self._known[words.action] = button
            self._known[words.action].set_words(words)
        for action, button in self._known.items():
            button.setVisible(any(words.action is action for words in wanted))
        self._rows = tuple(tuple(self._known[words.action] for words in row) for row in rows)
        for one, other in zip(self.buttons, self.buttons[1:], strict=False):
            QWidget.setTabOrder(one, other)
        self._place()

    def set_look(self, look: Look) -> None:
        """Paint with other colours from now on."""
        for button in self._known.values():
            button.look = look
            button.update()
        super().set_look(look)

    def focused(self) -> bool:
        """Return whether one of the buttons has the keyboard."""
        return any(button.hasFocus() for button in self.buttons)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(event.rect(), self.look[Role.PAPER])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every button its place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if not self._rows:
            return
        gap, side = 8.0, self.width() * 0.033
        height = (self.height() - gap * (len(self._rows) + 1)) / len(self._rows)
        for number, row in enumerate(self._rows):
            width = (self.width() - 2 * side - gap * (len(row) - 1)) / max(1, len(row))
            for place, button in enumerate(row):
                button.setGeometry(
                    round(side + place * (width + gap)),
                    round(gap + number * (height + gap)),
                    round(width),
                    round(height),
                )
