"""The bar at the top of the main pages: the name, the pages and the settings."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label

PAGES = (("library", "Routines"), ("hold", "One hold"), ("history", "History"))


class TopBar(QWidget):
    """`page_requested` names the page whose word was pressed."""

    page_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._mark = Mark(self._theme)
        self._name = Label(self._theme, "Holdwell", 20, 700, wrap=False)
        self._tabs = {key: Tab(self._theme, word, key) for key, word in PAGES}
        self._settings = Tab(self._theme, "Settings", "settings")

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(40, 8, 40, 8)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._name)
        row.addSpacing(12)
        for tab in self._tabs.values():
            row.addWidget(tab)
        row.addStretch(1)
        row.addWidget(self._settings)
        self._tabs["settings"] = self._settings

    def _connect(self) -> None:
        for tab in self._tabs.values():
            tab.clicked.connect(self._ask)

    def show_page(self, key: str) -> None:
        """Mark the page that is shown."""
        for name, tab in self._tabs.items():
            tab.set_here(name == key)

    @Slot()
    def _ask(self) -> None:
        sender = self.sender()
        if isinstance(sender, Tab):
            self.page_requested.emit(sender.key)


class Tab(Button):
    """The word of a page, underlined where that page is shown."""

    def __init__(self, theme: Theme, word: str, key: str) -> None:
        super().__init__(theme, word, Kind.PLAIN)
        self.key = key
        self._here = False

    def set_here(self, here: bool) -> None:
        """Say whether its page is the one that is shown."""
        self._here = here
        self.setCheckable(here)
        self.setChecked(here)
        self.setAccessibleDescription("this page" if here else "")
        self._weight = 600 if here else 500
        self._dress()
        self.update()

    def nextCheckState(self) -> None:
        """Stay marked or unmarked: a press asks for a page, and only the page that is shown says where one is."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the word and its line."""
        super().paintEvent(event)
        if self._here:
            painter = QPainter(self)
            painter.fillRect(QRectF(10, self.height() - 3, self.width() - 20, 2), self._theme.colour(Role.PINE))
            painter.end()


class Mark(QWidget):
    """The program's sign: a disc, three quarters done."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return its size."""
        return QSize(20, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._theme)
        painter.end()


def paint_mark(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint the sign into a square."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(Role.PALE))
    painter.drawEllipse(rect)
    painter.setBrush(theme.colour(Role.PINE))
    painter.drawPie(rect, 90 * 16, -270 * 16)
    painter.setPen(QPen(theme.colour(Role.PINE), 1))
    painter.drawPoint(QPointF(rect.center()))
