"""A session that was done away from the program, added by hand: what it was and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from app.ui.history_query import ByHand
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label
from app.ui.widgets.moment_field import MomentField
from app.ui.widgets.setting_field import Choices


class HistoryAdding(QFrame):
    """`added` carries what was done; routines and exercises come as pairs of key and name."""

    added = Signal(object)
    cancelled = Signal()

    def __init__(
        self, theme: Theme, routines: Sequence[tuple[str, str]], exercises: Sequence[tuple[str, str]], now: datetime,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme = theme
        self._things = [(key, None) for key, _ in routines] + [(None, key) for key, _ in exercises]
        self.setProperty("kind", "card")
        self._make([name for _, name in routines], [f"One hold: {name}" for _, name in exercises], now)
        self._arrange()
        self._connect()

    def _make(self, routines: list[str], exercises: list[str], now: datetime) -> None:
        self.what = Choices(self._theme)
        self.what.setAccessibleName("What was done")
        self.what.addItems(routines + exercises)
        self.what.setFont(self._theme.font(16, 500))
        self.when = MomentField(self._theme, "When it began")
        self.when.show_moment(now)
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 240)
        self.minutes.setValue(5)
        self.minutes.setSuffix(" min")
        self.minutes.setAccessibleName("How long, in minutes")
        self.minutes.setFont(self._theme.font(16, 500))
        self._how_long = Label(self._theme, "How long", 16)
        self.add = Button(self._theme, "Add", Kind.MAIN, name="Add this session")
        self._cancel = Button(self._theme, "Cancel")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 20, 26, 22)
        column.setSpacing(10)
        column.addWidget(Label(self._theme, "Add a session by hand", 20, 700))
        words = "A routine is added as planned, at the length last used. What was different can be edited afterwards."
        column.addWidget(Label(self._theme, words, 15, role=Role.MUTED))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, (label, field) in enumerate((
            (Label(self._theme, "What", 16), self.what), (Label(self._theme, "Began", 16), self.when),
            (self._how_long, self.minutes),
        )):  # fmt: skip
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        column.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.what.currentIndexChanged.connect(self._follow)
        self.add.clicked.connect(self._add)
        self._cancel.clicked.connect(self.cancelled)
        self._follow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with Enter, leave with Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _follow(self) -> None:
        hold = self.what.currentIndex() >= 0 and self._things[self.what.currentIndex()][1] is not None
        self.minutes.setVisible(hold)
        self._how_long.setVisible(hold)

    @Slot()
    def _add(self) -> None:
        if self.what.currentIndex() >= 0:
            routine, exercise = self._things[self.what.currentIndex()]
            # By the clock on the wall here, whatever its offset was on that day.
            self.added.emit(ByHand(self.when.moment().astimezone(), routine, exercise, self.minutes.value()))
