"""Trends: one exercise or one routine over time, as a picture with its numbers in a table behind it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Role, Theme
from app.ui.trend_tables import Lines, Trend
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label
from app.ui.widgets.number_table import NumberTable
from app.ui.widgets.setting_field import Choices
from app.ui.widgets.side_chart import SideChart, Sides
from app.ui.widgets.trend_chart import Series, TrendChart, paint_mark

ALL = "Stiffness, every session"


class HistoryTrends(QFrame):
    """`trend_requested` carries the routine and the exercise that were chosen; both None: all sessions."""

    trend_requested = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._things: list[tuple[str | None, str | None]] = [(None, None)]
        self.setProperty("kind", "card")
        self.what = Choices(theme)
        self.what.setAccessibleName("What is shown over time")
        self.what.addItem(ALL)
        self.what.setMinimumContentsLength(30)
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(22, 16, 22, 18)
        self._column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Label(theme, "Over time", 17, 700), 1)
        head.addWidget(self.what)
        self._column.addLayout(head)
        self.what.currentIndexChanged.connect(self.ask)
        theme.changed.connect(self._dress)
        self._dress()

    def show_choices(self, routines: Sequence[tuple[str, str]], exercises: Sequence[tuple[str, str]]) -> None:
        """Offer routines and exercises, as pairs of key and name, and ask for what is chosen."""
        self.what.blockSignals(True)
        self.what.clear()
        self.what.addItem(ALL)
        self._things = [(None, None)]
        for key, name in routines:
            self.what.addItem(f"Routine: {name}")
            self._things.append((key, None))
        for key, name in exercises:
            self.what.addItem(name)
            self._things.append((None, key))
        self.what.blockSignals(False)
        self.ask()

    @Slot()
    def ask(self) -> None:
        """Ask for what is chosen."""
        self.trend_requested.emit(*self._things[max(0, self.what.currentIndex())])

    def show_trends(self, trends: Sequence[Trend]) -> None:
        """Show pictures one under the other; what has no numbers says so."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        for trend in trends:
            column.addWidget(TrendView(self._theme, trend))
        self._column.addWidget(self._body)

    @Slot()
    def _dress(self) -> None:
        self.what.setFont(self._theme.font(16, 500))


class TrendView(QWidget):
    """One picture, its sentence, and the table that a button opens."""

    def __init__(self, theme: Theme, trend: Trend) -> None:
        super().__init__()
        self._theme, self.trend = theme, trend
        self.table: NumberTable | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Label(theme, trend.title, 16, 600), 1)
        if isinstance(trend.picture, Lines) and len(trend.picture.series) > 1:
            for series in trend.picture.series:
                head.addWidget(Key(theme, series))
        self._column.addLayout(head)
        if trend.sentence:
            self._column.addWidget(Label(theme, trend.sentence, 16, role=Role.MUTED))
        if not trend.rows:
            self._column.addWidget(Label(theme, "Nothing recorded yet.", 16, role=Role.MUTED))
            return
        self._column.addWidget(picture_of(theme, trend))
        self.numbers = Button(theme, "Show the numbers", Kind.LINK, name=f"Show the numbers: {trend.title}", size=15)
        self.numbers.clicked.connect(self._open)
        self._column.addWidget(self.numbers, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _open(self) -> None:
        if self.table is not None:
            self.table.setVisible(self.table.isHidden())
            return
        table = NumberTable(self._theme, self.trend.title, self.trend.columns, self.trend.rows)
        self.table = table
        self._column.addWidget(table)
        table.setFocus()


def picture_of(theme: Theme, trend: Trend) -> TrendChart | SideChart:
    """Return the picture of a trend that has something to show."""
    if isinstance(trend.picture, Sides):
        return SideChart(theme, trend.picture, trend.words_of, 15.0)
    chart = TrendChart(theme)
    chart.show_series(trend.picture.series, trend.words_of, trend.picture.step, trend.picture.most)
    return chart


class Key(QWidget):
    """What a mark stands for."""

    def __init__(self, theme: Theme, series: Series) -> None:
        super().__init__()
        self._theme, self._series = theme, series
        self.setAccessibleName(f"{'open square' if series.open else 'disc'}: {series.name}")

    def sizeHint(self) -> QSize:
        """Return room for the mark and its name."""
        return QSize(round((30 + 10 * len(self._series.name)) * self._theme.text_scale), 24)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a cut key says nothing."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark and its name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(20, 0, self.width() - 20, self.height())
        paint_mark(painter, QRectF(0, 0, 16, self.height()).center(), self._theme, open_=self._series.open)
        painter.setPen(self._theme.colour(Role.INK))
        painter.setFont(self._theme.font(15, 600))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._series.name)
        painter.end()
