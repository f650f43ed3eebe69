"""Left against right over time: above the line where the left was held longer, under it where the right was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.side_difference import ALIKE
from app.core.trend_marks import Mark
from app.ui.theme import Role, Theme
from app.ui.widgets.trend_chart import BOTTOM, RIGHT, TOP, across, counted, nice_top, paint_dates, paint_mark

LEFT_LONGER, ALIKE_WORD, RIGHT_LONGER = "L longer", "alike", "R longer"


@dataclass(frozen=True, slots=True)
class Sides:
    """By how many seconds the left was held longer, below 0 the right; `low` and `high` of the middle half of all."""

    marks: tuple[Mark, ...]
    low: float
    high: float


class SideChart(QWidget):
    """Shows each difference as a line from the middle to its mark, on a band between which half of them lie."""

    def __init__(self, theme: Theme, sides: Sides, words_of: Callable[[float], str], step: float) -> None:
        super().__init__()
        self._theme, self._sides, self._words_of = theme, sides, words_of
        self._most = nice_top(max(max(abs(mark.low), abs(mark.high)) for mark in sides.marks), step)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Left against right. {counted(sides.marks)}. The table below has the numbers.")
        theme.changed.connect(self._resize)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(600, round(190 * self._theme.text_scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the scale, the band, and the marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(13, tabular=True))
        most = self._words_of(self._most)
        rows = ((1.0, f"{LEFT_LONGER} {most}"), (0.0, ALIKE_WORD), (-1.0, f"{RIGHT_LONGER} {most}"))
        left = max(painter.fontMetrics().horizontalAdvance(words) for _, words in rows) + 12.0
        room = QRectF(left, TOP, self.width() - left - RIGHT, self.height() - TOP - BOTTOM)
        self._paint_band(painter, room)
        for share, words in rows:
            y = self._height(room, share * self._most)
            painter.setPen(QPen(self._theme.colour(Role.LINE if share else Role.EDGE), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(self._theme.colour(Role.MUTED))
            box = QRectF(0, y - 15, left - 8, 30)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        marks = self._sides.marks
        ends = (marks[0].moment, marks[-1].moment)
        paint_dates(painter, room, self.height() - 8, ends, self._theme)
        for mark in marks:
            self._paint_mark(painter, room, across(room, mark.moment, ends), mark)
        painter.end()

    def _paint_band(self, painter: QPainter, room: QRectF) -> None:
        top, bottom = (self._height(room, value) for value in (self._sides.high, self._sides.low))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(Role.PALE))
        painter.drawRect(QRectF(room.left(), top, room.width(), max(3.0, bottom - top)))

    def _paint_mark(self, painter: QPainter, room: QRectF, x: float, mark: Mark) -> None:
        place = QPointF(x, self._height(room, mark.middle))
        alike, longer_left = abs(mark.middle) <= ALIKE, mark.middle > 0
        role = Role.EDGE if alike else Role.SIDE if longer_left else Role.PINE
        painter.setPen(QPen(self._theme.colour(role), 1.4))
        ends = [mark.low, mark.high, *((0.0,) if mark.sessions == 1 else ())]
        painter.drawLine(QLineF(x, self._height(room, min(ends)), x, self._height(room, max(ends))))
        if alike:
            painter.setBrush(self._theme.colour(Role.EDGE))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(place, 3, 3)
        else:
            paint_mark(painter, place, self._theme, open_=longer_left)

    def _height(self, room: QRectF, value: float) -> float:
        share = max(-1.0, min(1.0, value / self._most))
        return room.center().y() - share * room.height() / 2

    @Slot()
    def _resize(self) -> None:
        self.updateGeometry()
        self.update()
