"""Numbers over time as points one can read: each session a mark, right and left told apart by shape, not by colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme import Role, Theme
from app.ui.wording import MONTHS

TOP, BOTTOM, RIGHT = 14.0, 30.0, 14.0
STEPS = 4  # lines across, at most


@dataclass(frozen=True, slots=True)
class Series:
    """Values over time, oldest first; drawn as discs with a line, or `open` as squares with a broken line."""

    name: str
    points: tuple[tuple[datetime, float], ...]
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
        highest = max((value for one in series for _, value in one.points), default=0.0)
        self._most = most if most is not None else nice_top(highest, step)
        told = [f"{one.name}: {len(one.points)} sessions" for one in series if one.points]
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
            box = QRectF(0, y - 10, left - 8, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, label)
        moments = [moment.timestamp() for one in self._series for moment, _ in one.points]
        if moments:
            first, last = min(moments), max(moments)
            self._paint_dates(painter, room, first, last)
            for one in self._series:
                self._paint_series(painter, room, one, first, last)
        painter.end()

    def _paint_dates(self, painter: QPainter, room: QRectF, first: float, last: float) -> None:
        painter.setPen(self._theme.colour(Role.MUTED))
        count = 1 if last == first else max(2, min(6, int(room.width() / 130)))
        for number in range(count):
            share = 0.5 if count == 1 else number / (count - 1)
            then = datetime.fromtimestamp(first + (last - first) * share).astimezone()
            words = f"{then.day} {MONTHS[then.month - 1][:3]} {then.year}"
            width = painter.fontMetrics().horizontalAdvance(words)
            x = min(room.right() - width, max(room.left(), room.left() + share * room.width() - width / 2))
            painter.drawText(QPointF(x, self.height() - 8), words)

    def _paint_series(self, painter: QPainter, room: QRectF, one: Series, first: float, last: float) -> None:
        spread = last - first
        points = [
            QPointF(
                room.left() + (0.5 if not spread else (moment.timestamp() - first) / spread) * room.width(),
                room.bottom() - min(1.0, value / self._most) * room.height(),
            )
            for moment, value in one.points
        ]
        colour = self._theme.colour(Role.SIDE if one.open else Role.PINE)
        # Where marks would run into each other the line alone is drawn, and the newest mark.
        crowded = len(points) > room.width() / 9
        line = QPen(colour, 2 if not crowded else 1.4, Qt.PenStyle.DashLine if one.open else Qt.PenStyle.SolidLine)
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        for point in points[-1:] if crowded else points:
            paint_mark(painter, point, self._theme, open_=one.open)

    @Slot()
    def _resize(self) -> None:
        self.updateGeometry()
        self.update()


def paint_mark(painter: QPainter, point: QPointF, theme: Theme, *, open_: bool) -> None:
    """Paint one session's mark: a disc, or an open square."""
    colour = theme.colour(Role.SIDE if open_ else Role.PINE)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(theme.colour(Role.CARD) if open_ else colour)
    if open_:
        painter.drawRect(QRectF(point.x() - 4, point.y() - 4, 8, 8))
    else:
        painter.drawEllipse(point, 4, 4)


def nice_top(highest: float, step: float) -> float:
    """Return the top of a scale: the least multiple of `step` in 1, 2, 4, 6, 10, ... that holds the highest value."""
    top = step
    factors = (1, 2, 4, 6, 8, 10, 16, 20, 24, 30, 40, 60, 80, 120, 160, 240, 480, 960)
    for factor in factors:
        top = step * factor
        if top >= highest:
            break
    return max(top, highest)
