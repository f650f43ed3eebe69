"""The bar of the running dose, with a mark at its lower end; or one line of words in its place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme import Role
from app.ui.widgets.look import Look, Type
from app.ui.widgets.painted import Painted

BAR = 0.4  # the bar's thickness, of the widget's height


@dataclass(frozen=True, slots=True)
class BarValue:
    """How far the dose is, from 0 to 1, where its lower end lies (None: it has none), or words instead."""

    done: float = 0.0
    lower_end: float | None = None
    now: bool = True  # False: a get ready, a switch or a rest, in the colour of what waits
    words: str = ""


class HoldBar(Painted):
    """Shows a value; it is painted again only when it moved by a pixel."""

    def __init__(self, look: Look, type_: Type, parent: QWidget | None = None) -> None:
        super().__init__(look, type_, parent)
        self._value = BarValue()

    @property
    def value(self) -> BarValue:
        """Return what is shown."""
        return self._value

    def set_value(self, value: BarValue) -> None:
        """Show another value."""
        before, self._value = self._value, value
        same_shape = (before.lower_end, before.now, before.words) == (value.lower_end, value.now, value.words)
        if not same_shape or round(before.done * self.width()) != round(value.done * self.width()):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        if self._value.words:
            painter.setPen(self.look[Role.INK])
            painter.setFont(self.type.font(self.height() * 0.9, 600, tabular=True))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._value.words)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        paint_bar(painter, QRectF(self.rect()), self._value, self.look)


def paint_bar(painter: QPainter, rect: QRectF, value: BarValue, look: Look) -> None:
    """Paint a bar into the middle of a rectangle; the lower end's mark is as high as the rectangle."""
    thick = rect.height() * BAR
    track = QRectF(rect.left(), rect.center().y() - thick / 2, rect.width(), thick)
    painter.setBrush(look[Role.TRACK])
    painter.drawRoundedRect(track, thick / 2, thick / 2)
    done = max(0.0, min(1.0, value.done)) * track.width()
    if done >= 1:
        painter.save()
        painter.setClipRect(QRectF(track.left(), rect.top(), done, rect.height()))
        painter.setBrush(look[Role.PINE if value.now else Role.CORAL])
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        painter.restore()
    if value.lower_end is not None:
        mark = max(3.0, rect.height() * 0.12)
        x = rect.left() + value.lower_end * (rect.width() - mark)
        painter.setBrush(look[Role.INK])
        painter.drawRoundedRect(QRectF(x, rect.top(), mark, rect.height()), mark / 2, mark / 2)


class EdgeBar(Painted):
    """The bar of a quiet hold: a thin line along the window's lower edge."""

    def __init__(self, look: Look, type_: Type, parent: QWidget | None = None) -> None:
        super().__init__(look, type_, parent)
        self._done = 0.0

    def set_done(self, done: float) -> None:
        """Show how much is done, from 0 to 1."""
        before, self._done = self._done, max(0.0, min(1.0, done))
        if round(before * self.width()) != round(self._done * self.width()):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        painter.fillRect(QRectF(0, 0, self.width() * self._done, self.height()), self.look[Role.PINE])
