"""The whole session as one row of parts, each as wide as its time: done is filled, now is taller, cut short hatched."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.ui.theme import Role
from app.ui.widgets.look import Look, Type
from app.ui.widgets.painted import Painted


class Part(StrEnum):
    """How a part of the session stands."""

    DONE = "done"
    CUT_SHORT = "cut short"
    SKIPPED = "skipped"
    NOW = "now"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class TimelinePart:
    """One dose: its share of the time, how it stands, and how much of it was done, from 0 to 1."""

    seconds: float
    state: Part
    done: float = 0.0


class SessionTimeline(Painted):
    """Shows the parts of a session; a step of the running part repaints that part alone."""

    def __init__(self, look: Look, type_: Type, parent: QWidget | None = None) -> None:
        super().__init__(look, type_, parent)
        self._parts: tuple[TimelinePart, ...] = ()

    @property
    def parts(self) -> tuple[TimelinePart, ...]:
        """Return what is shown."""
        return self._parts

    def set_parts(self, parts: tuple[TimelinePart, ...]) -> None:
        """Show other parts."""
        before, self._parts = self._parts, parts
        if len(before) != len(parts):
            self.update()
            return
        rects = part_rects(parts, QRectF(self.rect()))
        moved = QRect()
        for one, other, rect in zip(before, parts, rects, strict=True):
            if one.seconds != other.seconds:
                self.update()
                return
            if one.state != other.state or round(one.done * rect.width()) != round(other.done * rect.width()):
                moved = moved.united(rect.toAlignedRect())
        if not moved.isEmpty():
            self.update(moved.adjusted(-2, 0, 2, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts that the event asks for."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.look[Role.PAPER])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for part, rect in zip(self._parts, part_rects(self._parts, QRectF(self.rect())), strict=True):
            if rect.intersects(QRectF(event.rect())):
                paint_part(painter, part, rect, self.look)


def part_rects(parts: tuple[TimelinePart, ...], rect: QRectF) -> tuple[QRectF, ...]:
    """Return where each part lies; the gaps between them go where there are more parts than room."""
    if not parts:
        return ()
    gap = min(4.0, rect.width() / len(parts) / 4)
    if gap < 1:
        gap = 0.0
    room = rect.width() - gap * (len(parts) - 1)
    whole = sum(part.seconds for part in parts) or 1.0
    out = []
    x = rect.left()
    for part in parts:
        width = room * part.seconds / whole
        out.append(QRectF(x, rect.top(), width, rect.height()))
        x += width + gap
    return tuple(out)


def paint_part(painter: QPainter, part: TimelinePart, rect: QRectF, look: Look) -> None:
    """Paint one part into its rectangle; only the running one takes all the height."""
    tall = part.state is Part.NOW
    height = rect.height() if tall else rect.height() * 0.46
    bar = QRectF(rect.left(), rect.center().y() - height / 2, rect.width(), height)
    radius = min(height / 2, 6.0, bar.width() / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look[Role.TRACK])
    painter.drawRoundedRect(bar, radius, radius)
    if part.state is Part.TO_COME:
        return
    if part.state is Part.SKIPPED:
        painter.setPen(QPen(look[Role.EDGE], 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        return
    done = QRectF(bar)
    done.setWidth(bar.width() * (1.0 if part.state is Part.DONE else max(0.0, min(1.0, part.done))))
    path = QPainterPath()
    path.addRoundedRect(bar, radius, radius)
    painter.save()
    painter.setClipPath(path)
    if part.state is Part.CUT_SHORT:
        paint_hatching(painter, done, look[Role.GOLD], look[Role.CARD])
    else:
        painter.fillRect(done, look[Role.CORAL if tall else Role.PINE])
    painter.restore()


def paint_hatching(painter: QPainter, rect: QRectF, stripe: QColor, ground: QColor) -> None:
    """Fill a rectangle with slanting stripes."""
    if rect.width() < 1:
        return
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, ground)
    width = max(3.0, rect.height() * 0.35)
    painter.setPen(QPen(stripe, width))
    x = rect.left() - rect.height()
    while x < rect.right() + rect.height():
        painter.drawLine(
            round(x), round(rect.bottom() + width), round(x + rect.height() + 2 * width), round(rect.top() - width)
        )
        x += width * 2.1
    painter.restore()
