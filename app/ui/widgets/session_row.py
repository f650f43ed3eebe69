"""One past session in the list: when, what, how long, and how the back felt."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.core.past import PastSession
from app.ui.theme import Role, Theme
from app.ui.wording import clock, near_day, time_of_day


class SessionRow(QAbstractButton):
    """`chosen` carries the session; Up and Down are handed on through `moved`."""

    chosen = Signal(object)
    moved = Signal(object, int)

    def __init__(self, theme: Theme, session: PastSession, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._session = theme, session
        self._day = near_day(session.started.date(), today)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(session.name)
        self.setAccessibleName(", ".join(filter(None, (
            session.name, self._day, time_of_day(session.started), f"{clock(session.done_seconds)} of work",
            how_it_went(session), stiffness_words(session),
        ))))  # fmt: skip
        self.clicked.connect(self._choose)
        theme.changed.connect(self.updateGeometry)

    @property
    def session(self) -> PastSession:
        """Return the session."""
        return self._session

    def sizeHint(self) -> QSize:
        """Return the room of two lines."""
        line = QFontMetricsF(self._theme.font(17)).height()
        return QSize(420, round(2 * line + 22))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with Enter; Up and Down go to the neighbour."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that nothing points at it."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(Role.PALE if self.isChecked() else Role.STAGE))
            painter.drawRoundedRect(rect, 10, 10)
        paint_session(painter, rect.adjusted(14, 6, -14, -6), self._session, self._day, self._theme)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(Role.INK), 2))
            painter.drawRoundedRect(rect, 10, 10)
        painter.end()

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._session)


def paint_session(painter: QPainter, rect: QRectF, session: PastSession, day: str, theme: Theme) -> None:
    """Paint a session in two lines: its name and length, under them the day and how it went."""
    half = rect.height() / 2
    upper = QRectF(rect.x(), rect.y(), rect.width(), half)
    lower = upper.translated(0, half)
    left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    painter.setPen(theme.colour(Role.INK))
    painter.setFont(theme.font(17, 600, tabular=True))
    held = clock(session.done_seconds)
    painter.drawText(upper, right, held)
    room = rect.width() - painter.fontMetrics().horizontalAdvance(held) - 16
    name = painter.fontMetrics().elidedText(session.name, Qt.TextElideMode.ElideRight, int(room))
    painter.drawText(upper, left, name)
    painter.setFont(theme.font(15, tabular=True))
    stiff = stiffness_words(session, short=True)
    painter.drawText(lower, right, stiff)
    painter.setPen(theme.colour(Role.INK))
    words = " · ".join(filter(None, (f"{day} {time_of_day(session.started)}", how_it_went(session))))
    room = rect.width() - painter.fontMetrics().horizontalAdvance(stiff) - 16
    painter.drawText(lower, left, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room)))


def how_it_went(session: PastSession) -> str:
    """Return in a word or two how a session ended."""
    if session.rehearsal:
        return "rehearsal"
    if session.whole:
        return "whole"
    return "finished" if session.finished else "ended early"


def stiffness_words(session: PastSession, *, short: bool = False) -> str:
    """Return how stiff the back was before and after, where it was said."""
    before, after = session.stiff_before, session.stiff_after
    if before is None and after is None:
        return ""
    if short:
        return f"{'–' if before is None else before} → {'–' if after is None else after}"
    told = [f"{before} before" if before is not None else "", f"{after} after" if after is not None else ""]
    return f"stiffness {', '.join(filter(None, told))}"
