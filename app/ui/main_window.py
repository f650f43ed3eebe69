"""The window: a bar, one page at a time, and who goes where. Pages are made when they are first shown."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.paths import Folders, bundled
from app.storage.card_index import CardIndex
from app.ui.pages.library_page import LibraryPage
from app.ui.pictures import Pictures
from app.ui.theme import Theme
from app.ui.widgets.top_bar import TopBar

SMALLEST = (1024, 640)


class MainWindow(QWidget):
    """`painted` comes once, when the first picture of the window stands on the screen."""

    painted = Signal()

    def __init__(self, theme: Theme, folders: Folders) -> None:
        super().__init__()
        self._theme, self._folders = theme, folders
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self.setWindowTitle("Holdwell")
        self._pictures = Pictures(self._theme, self._folders.cache, self)
        self._index = CardIndex(bundled(), self._folders.data, self._folders.cache)
        self._bar = TopBar(self._theme)
        self._stack = QStackedWidget()
        self._library = LibraryPage(self._theme, self._pictures)
        self._first = QTimer(self)
        self._first.setSingleShot(True)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self._library)
        self._bar.show_page("library")
        cards = self._index.cards_if_known()
        if cards is not None:
            self._library.show_cards(cards)

    def _connect(self) -> None:
        self._first.timeout.connect(self.painted)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first painting."""
        super().paintEvent(event)
        self._first.start(0)
