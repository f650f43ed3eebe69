"""Buttons in our type: main, common, plain, link and chip; each with a name for assistive technology."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from app.ui.theme import Role, Theme


class Kind(StrEnum):
    """How a button looks; the stylesheet knows these words."""

    MAIN = "main"
    COMMON = "common"
    PLAIN = "plain"
    LINK = "link"
    CHIP = "chip"


SIZES: dict[Kind, tuple[float, int]] = {
    Kind.MAIN: (18, 600),
    Kind.COMMON: (16, 600),
    Kind.PLAIN: (16, 500),
    Kind.LINK: (16, 500),
    Kind.CHIP: (14, 500),
}


def pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button where the key is Enter, which Qt leaves to dialogs; return whether it was."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if enter:
        button.click()
    return enter


class Button(QPushButton):
    """A button that follows the theme and answers to Enter as well as to Space."""

    def __init__(
        self, theme: Theme, text: str, kind: Kind = Kind.COMMON, *, name: str = "", size: float | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._size, self._weight = (size or SIZES[kind][0]), SIZES[kind][1]
        self.setProperty("kind", kind.value)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.say(text, name)
        self._dress()
        theme.changed.connect(self._dress)

    def say(self, text: str, name: str = "") -> None:
        """Take a text, and a longer name for those who hear it; an ampersand in it stays one."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(name or text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter too."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(self._size, self._weight))


class KeyedButton(QAbstractButton):
    """The page's one large button: its word, and beside it, paler, the key that does the same."""

    def __init__(self, theme: Theme, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key = theme, key
        self.setText(text)
        self.setAccessibleName(f"{text}, {key} key" if key else text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # it is painted anew where the mouse comes and goes
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        """Return room for both words."""
        font = self._theme.font(20, 600)
        metrics = QFontMetrics(font)
        return QSize(
            metrics.horizontalAdvance(f"{self.text()}  {self._key}") + 64, max(54, round(metrics.height() * 2.1))
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter too."""
        if not pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, word and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_keyed(painter, QRectF(self.rect()), self, self._key, self._theme)
        painter.end()

    @Slot()
    def _dress(self) -> None:
        self.updateGeometry()
        self.update()


def paint_keyed(painter: QPainter, rect: QRectF, button: QAbstractButton, key: str, theme: Theme) -> None:
    """Paint a large button with its key into a rectangle."""
    text = button.text()
    ground = theme.colour(Role.PINE) if button.isEnabled() else theme.colour(Role.TRACK)
    if button.isDown():
        ground = ground.darker(112)
    elif button.underMouse():
        ground = ground.lighter(108)
    words = theme.colour(Role.ON_PINE) if button.isEnabled() else theme.colour(Role.MUTED)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 12, 12)
    strong, light = theme.font(20, 600), theme.font(20, 400)
    painter.setFont(strong)
    first = painter.fontMetrics().horizontalAdvance(text)
    painter.setFont(light)
    second = painter.fontMetrics().horizontalAdvance(key)
    gap = 12 if key else 0
    left = rect.center().x() - (first + gap + second) / 2
    base = rect.center().y() + painter.fontMetrics().capHeight() / 2
    painter.setPen(words)
    painter.drawText(QPointF(left + first + gap, base), key)
    painter.setFont(strong)
    painter.drawText(QPointF(left, base), text)
    if button.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour(Role.INK), 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 12, 12)
        painter.setPen(QPen(words, 1.5))
        painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), 9, 9)
