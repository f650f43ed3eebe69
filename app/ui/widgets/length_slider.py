"""A slider whose handle is seen from the mat: shorter or longer, softer or louder."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from app.ui.theme import Role, Theme

RADIUS = 12
TRACK = 8
END = RADIUS + 4  # from the slider's end to the handle's middle: there is room for the ring as well


class LengthSlider(QSlider):
    """A level, from 0 to 100 unless told otherwise; a click goes there at once, Home and End to the ends."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setRange(0, 100)
        self.setSingleStep(2)
        self.setPageStep(10)
        self.setMinimumHeight(2 * RADIUS + 8)
        self.setAccessibleName("Length, from shorter to longer")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(280, 2 * RADIUS + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track and handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_slider(painter, QRectF(self.rect()), self._share(), self._theme, self.hasFocus())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is; only the left button takes hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: it is scrolled over a slider without changing it."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the page: it starts the routine."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _share(self) -> float:
        return (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())

    def _go_to(self, x: float) -> None:
        room = max(1.0, self.width() - 2.0 * END)
        share = min(1.0, max(0.0, (x - END) / room))
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))


def paint_slider(painter: QPainter, rect: QRectF, share: float, theme: Theme, focused: bool) -> None:
    """Paint a slider at a share from 0 to 1 into a rectangle."""
    middle = rect.center().y()
    x = rect.x() + END + share * (rect.width() - 2 * END)
    track = QRectF(rect.x(), middle - TRACK / 2, rect.width(), TRACK)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Role.TRACK))
    painter.drawRoundedRect(track, TRACK / 2, TRACK / 2)
    painter.setBrush(theme.colour(Role.PINE))
    painter.drawRoundedRect(QRectF(track.x(), track.y(), x - track.x(), TRACK), TRACK / 2, TRACK / 2)
    painter.setBrush(theme.colour(Role.CARD))
    painter.setPen(QPen(theme.colour(Role.PINE), 3))
    painter.drawEllipse(QPointF(x, middle), RADIUS - 1.5, RADIUS - 1.5)
    if focused:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour(Role.INK), 2))
        painter.drawEllipse(QPointF(x, middle), RADIUS + 2.5, RADIUS + 2.5)
