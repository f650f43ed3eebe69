"""The list of past sessions: painted as far as it is seen, and read from the history a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.core.past import PastSession
from app.ui.theme import Theme
from app.ui.widgets.chosen_row import paint_row_ground, paint_row_ring
from app.ui.widgets.session_row import paint_session, session_words

PAGE = 40
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class SessionModel(QAbstractListModel):
    """The sessions read so far; `more_wanted` asks for those after the last, answered by `add` before it returns."""

    more_wanted = Signal(object)

    def __init__(self, day_words: Callable[[datetime], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day_words = day_words
        self._sessions: list[PastSession] = []
        self._more = False

    def start(self, sessions: Sequence[PastSession]) -> None:
        """Begin with the newest sessions."""
        self.beginResetModel()
        self._sessions = list(sessions)
        self._more = len(sessions) >= PAGE
        self.endResetModel()

    def add(self, sessions: Sequence[PastSession]) -> None:
        """Go on with older ones."""
        self._more = len(sessions) >= PAGE
        if sessions:
            first = len(self._sessions)
            self.beginInsertRows(NOWHERE, first, first + len(sessions) - 1)
            self._sessions += sessions
            self.endInsertRows()

    def session(self, row: int) -> PastSession:
        """Return the session of a row."""
        return self._sessions[row]

    def row_of(self, session_id: str) -> int | None:
        """Return the row of a session by its id; None where it is not among those read so far."""
        return next((row for row, session in enumerate(self._sessions) if session.id == session_id), None)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many sessions were read so far."""
        return 0 if parent.isValid() else len(self._sessions)

    def canFetchMore(self, parent: Index) -> bool:
        """Return whether there may be older ones."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page."""
        if self._more and self._sessions:
            self._more = False
            self.more_wanted.emit(self._sessions[-1])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a session in words."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        session = self._sessions[index.row()]
        return session_words(session, self._day_words(session.started))

    def day_of_row(self, row: int) -> str:
        """Return a row's day in words."""
        return self._day_words(self._sessions[row].started)


class SessionDelegate(QStyledItemDelegate):
    """Paints a row of a session list."""

    def __init__(self, theme: Theme, model: SessionModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of two lines."""
        return QSize(200, round(2 * QFontMetricsF(self._theme.font(17)).height() + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the session, with a ground where it is chosen and a ring where the keyboard is."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = paint_row_ground(painter, option, self._theme)
        row = index.row()
        day = self._model.day_of_row(row)
        paint_session(painter, rect.adjusted(14, 5, -14, -5), self._model.session(row), day, self._theme)
        paint_row_ring(painter, option, self._theme)
        painter.restore()


class SessionList(QListView):
    """`session_chosen` carries the session that the keyboard or the pointer went to; `more_wanted` the last one."""

    session_chosen = Signal(object)
    more_wanted = Signal(object)

    def __init__(self, theme: Theme, day_words: Callable[[datetime], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = SessionModel(day_words, self)
        self.setModel(self._model)
        self.setItemDelegate(SessionDelegate(theme, self._model, self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName("Sessions, newest first")
        self.setTabKeyNavigation(False)
        self._model.more_wanted.connect(self.more_wanted)
        self.selectionModel().currentChanged.connect(self._choose)
        theme.changed.connect(self._dress)

    @property
    def sessions(self) -> SessionModel:
        """Return the sessions that are listed."""
        return self._model

    def start(self, sessions: Sequence[PastSession], chosen: str = "") -> None:
        """List the newest sessions; the one of an id is chosen, else the first."""
        self._model.start(sessions)
        self.scrollToTop()
        row = self._model.row_of(chosen) or 0
        if sessions:
            self.setCurrentIndex(self._model.index(row, 0))

    def add(self, sessions: Sequence[PastSession]) -> None:
        """List older ones after them."""
        self._model.add(sessions)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self.session_chosen.emit(self._model.session(now.row()))

    @Slot()
    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
