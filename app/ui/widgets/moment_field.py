"""A day and a time to type or to step through, in our type."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, QTimeZone, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateTimeEdit, QWidget

from app.ui.theme import Theme

_EVERY_HOUR = QTimeZone(QTimeZone.Initialization.UTC)


class MomentField(QDateTimeEdit):
    """Shows a moment by the clock on the wall; the wheel is left to the page."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setDisplayFormat("d MMMM yyyy  H:mm")
        # In a zone in which every hour is there: another clock may have shown one that this place's clock leaves out.
        self.setTimeZone(_EVERY_HOUR)
        self.lineEdit().setTextMargins(10, 0, 10, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dress()
        theme.changed.connect(self._dress)

    def show_moment(self, moment: datetime) -> None:
        """Show a moment by its own clock."""
        day = QDate(moment.year, moment.month, moment.day)
        self.setDateTime(QDateTime(day, QTime(moment.hour, moment.minute), _EVERY_HOUR))

    def moment(self) -> datetime:
        """Return what is shown, to the minute and without a zone."""
        day, time = self.date(), self.time()
        return datetime(day.year(), day.month(), day.day(), time.hour(), time.minute())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(16, 500, tabular=True))
