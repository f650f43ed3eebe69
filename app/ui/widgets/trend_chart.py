"""Numbers over time as marks one can read: right and left told apart by shape, not by colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.trend_marks import Mark
from app.ui.theme import Role, Theme
from app.ui.wording import MONTHS

TOP, BOTTOM, RIGHT = 14.0, 30.0, 14.0
STEPS = 4  # lines across, at most
APART = 2.5  # pixels between the lines of two series


@dataclass(frozen=True, slots=True)
class Series:
    """Marks over time, oldest first; drawn as discs with a line, or `open` as squares with a broken line."""

    name: str
    marks: tuple[Mark, ...]
    open: bool = False


class TrendChart(QWidget):
    """Shows one or two series from 0 up; `words_of` writes a value at the scale."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._series: tuple[Series, ...] = ()
        self._words_of: Callable[[float], str] = str
        self._most = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._resize)

    def show_series(
        self, series: Sequence[Series], words_of: Callable[[float], str], step: float, most: float | None = None
    ) -> None:
        """Show values; the scale goes up in multiples of `step`, to `most` where that is given."""
        self._series, self._words_of = tuple(series), words_of
        highest = max((mark.high for one in series for mark in one.marks), default=0.0)
        self._most = most if most is not None else nice_top(highest, step)
        told = [f"{one.name}: {counted(one.marks)}" for one in series if one.marks]
        self.setAccessibleName("Over time. " + ". ".join(told) + ". The table below has the numbers.")
        self.update()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(600, round(210 * self._theme.text_scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scale, months and marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(13, tabular=True))
        labels = [self._words_of(self._most * n / STEPS) for n in range(STEPS + 1)]
        left = max(painter.fontMetrics().horizontalAdvance(label) for label in labels) + 12.0
        room = QRectF(left, TOP, self.width() - left - RIGHT, self.height() - TOP - BOTTOM)
        for number, label in enumerate(labels):
            y = room.bottom() - room.height() * number / STEPS
            painter.setPen(QPen(self._theme.colour(Role.LINE), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(self._theme.colour(Role.MUTED))
            box = QRectF(0, y - 15, left - 8, 30)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, label)
        moments = [mark.moment for one in self._series for mark in one.marks]
        if moments:
            first, last = min(moments), max(moments)
            paint_dates(painter, room, self.height() - 8, (first, last), self._theme)
            for number, one in enumerate(self._series):
                shift = APART * (2 * number - (len(self._series) - 1))
                self._paint_series(painter, room.translated(shift, 0), one, (first, last))
        painter.end()

    def _paint_series(self, painter: QPainter, room: QRectF, one: Series, ends: tuple[datetime, datetime]) -> None:
        def point(mark: Mark, value: float) -> QPointF:
            share = min(1.0, value / self._most)
            return QPointF(across(room, mark.moment, ends), room.bottom() - share * room.height())

        points = [point(mark, mark.middle) for mark in one.marks]
        colour = self._theme.colour(Role.SIDE if one.open else Role.PINE)
        # Where marks would run into each other the line alone is drawn, and the newest mark.
        crowded = len(points) > room.width() / 9
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.4))
        painter.drawLines([QLineF(point(m, m.low), point(m, m.high)) for m in one.marks if m.low != m.high])
        line = QPen(colour, 2 if not crowded else 1.4, Qt.PenStyle.DashLine if one.open else Qt.PenStyle.SolidLine)
        painter.setPen(line)
        painter.drawPolyline(QPolygonF(points))
        for place in points[-1:] if crowded else points:
            paint_mark(painter, place, self._theme, open_=one.open)

    @Slot()
    def _resize(self) -> None:
        self.updateGeometry()
        self.update()


def across(room: QRectF, moment: datetime, ends: tuple[datetime, datetime]) -> float:
    """Return how far right a moment stands between the first and the last one; in the middle where they are one."""
    first, last = ends
    spread = (last - first).total_seconds()
    return room.left() + (0.5 if not spread else (moment - first).total_seconds() / spread) * room.width()


def paint_dates(painter: QPainter, room: QRectF, base: float, ends: tuple[datetime, datetime], theme: Theme) -> None:
    """Paint dates under a picture, on a base line: the first, the last, and as many between as have room."""
    painter.setPen(theme.colour(Role.MUTED))
    first, last = ends
    count = 1 if last == first else max(2, min(6, int(room.width() / 130)))
    for number in range(count):
        share = 0.5 if count == 1 else number / (count - 1)
        then = (first + (last - first) * share).astimezone(last.tzinfo)
        words = f"{then.day} {MONTHS[then.month - 1][:3]} {then.year}"
        width = painter.fontMetrics().horizontalAdvance(words)
        x = min(room.right() - width, max(room.left(), room.left() + share * room.width() - width / 2))
        painter.drawText(QPointF(x, base), words)


def paint_mark(painter: QPainter, point: QPointF, theme: Theme, *, open_: bool) -> None:
    """Paint one mark: a disc, or an open square."""
    colour = theme.colour(Role.SIDE if open_ else Role.PINE)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(theme.colour(Role.CARD) if open_ else colour)
    if open_:
        painter.drawRect(QRectF(point.x() - 4, point.y() - 4, 8, 8))
    else:
        painter.drawEllipse(point, 4, 4)


def counted(marks: Sequence[Mark]) -> str:
    """Return of how many sessions marks tell: 1 session, 12 sessions."""
    sessions = sum(mark.sessions for mark in marks)
    return f"{sessions} session" + ("" if sessions == 1 else "s")


def nice_top(highest: float, step: float) -> float:
    """Return the top of a scale: the least multiple of `step` in 1, 2, 4, 6, 10, ... that holds the highest value."""
    top = step
    factors = (1, 2, 4, 6, 8, 10, 16, 20, 24, 30, 40, 60, 80, 120, 160, 240, 480, 960)
    for factor in factors:
        top = step * factor
        if top >= highest:
            break
    return max(top, highest)
