"""The library: what would help today, the session that was left, and a card for every routine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.shelf import Card, Wish, fitting
from app.ui.pages.library_filters import LibraryFilters, SearchField
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.card_grid import CardGrid
from app.ui.widgets.fault_card import FaultCard
from app.ui.widgets.label import Label
from app.ui.widgets.routine_card import Face
from app.ui.widgets.scroll_page import ScrollPage

NARROW = 920  # pixels below which the title and the buttons do not stand side by side


class Left(NamedTuple):
    """The session that was left unfinished, in words."""

    name: str
    where: str  # "stopped in Pigeon, left side, 1:12 to go · today 7:40"


class LibraryPage(ScrollPage):
    """`routine_requested` carries the file of the card that was pressed, `edit_requested` the one to be changed.

    `remove_requested` carries the file with problems that is to be moved aside.
    """

    routine_requested = Signal(str)
    go_on_requested = Signal()
    keep_requested = Signal()
    new_requested = Signal()
    import_requested = Signal()
    edit_requested = Signal(str)
    remove_requested = Signal(str)
    forget_requested = Signal(str)

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pictures = theme, pictures
        self._cards: list[Card] = []
        self._last: dict[str, str] = {}
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._title = Label(self._theme, "What would help today?", 38, 700)
        self._search: SearchField | None = None
        self._banner: Banner | None = None
        self._unsaved: list[UnsavedCard] = []
        self._filters = LibraryFilters(self._theme)
        self._grid = CardGrid(self._theme, self._pictures)
        self._nothing = Label(self._theme, "", 18, role=Role.MUTED)
        self._faults: list[FaultCard] = []

    def _arrange(self) -> None:
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addWidget(self._title, 1)
        self.column.addLayout(self._head)
        self.column.addSpacing(16)
        self._banner_place = QVBoxLayout()
        self.column.addLayout(self._banner_place)
        self._unsaved_place = QVBoxLayout()
        self._unsaved_place.setSpacing(12)
        self.column.addLayout(self._unsaved_place)
        self.column.addWidget(self._filters)
        self.column.addSpacing(18)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self._grid)
        self._fault_place = QVBoxLayout()
        self._fault_place.setSpacing(12)
        self.column.addLayout(self._fault_place)
        self.column.addStretch(1)
        self._nothing.hide()

    def _connect(self) -> None:
        self._filters.wish_changed.connect(self._show_fitting)
        self._grid.opened.connect(self.routine_requested)

    @property
    def grid(self) -> CardGrid:
        """Return the grid of cards."""
        return self._grid

    @property
    def filters(self) -> LibraryFilters:
        """Return the row of filters."""
        return self._filters

    def complete(self) -> None:
        """Add what the first paint does not need: the search and its key."""
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415  # see above

        self._search = SearchField(self._theme)
        self._search.textChanged.connect(self._filters.set_search)
        self.new = Button(self._theme, "New routine", name="New routine, Ctrl N")
        self.new.clicked.connect(self.new_requested)
        self.take = Button(self._theme, "Import", name="Import a routine from a file, Ctrl O")
        self.take.clicked.connect(self.import_requested)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for widget in (self.new, self.take, self._search):
            tools.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addLayout(tools)
        self._fit_head(self.width())
        QWidget.setTabOrder(self.new, self.take)
        QWidget.setTabOrder(self.take, self._search)
        QWidget.setTabOrder(self._search, self._filters)
        slash = QShortcut(QKeySequence("/"), self)
        slash.activated.connect(self._go_to_search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the title stand over the buttons where they do not fit beside it."""
        self._fit_head(event.size().width())
        super().resizeEvent(event)

    def _fit_head(self, width: int) -> None:
        across = width >= NARROW * self._theme.text_scale
        way = QHBoxLayout.Direction.LeftToRight if across else QHBoxLayout.Direction.TopToBottom
        if self._head.direction() is not way:
            self._head.setDirection(way)

    @property
    def search(self) -> SearchField | None:
        """Return the search field; None before `complete`."""
        return self._search

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show the cards of all routine files, the bad ones as their problems."""
        self._cards = list(cards)
        self._filters.show_for([card for card in self._cards if card.good])
        self._show_fitting(self._filters.wish)

    def show_last_done(self, last: Mapping[str, str]) -> None:
        """Say on each card when its routine was done last; words by routine key."""
        self._last = dict(last)
        self._show_fitting(self._filters.wish)

    def show_left(self, left: Left | None) -> None:
        """Offer to go on with the session that was left, or nothing."""
        if self._banner is not None:
            self._banner_place.removeWidget(self._banner)
            self._banner.deleteLater()
            self._banner = None
        if left is not None:
            self._banner = Banner(self._theme, left)
            self._banner.go_on_requested.connect(self.go_on_requested)
            self._banner.keep_requested.connect(self.keep_requested)
            self._banner_place.addWidget(self._banner)
        self._banner_place.setContentsMargins(0, 0, 0, 22 if left is not None else 0)

    def show_unsaved(self, drafts: Sequence[tuple[str, str]]) -> None:
        """Offer to go on with routines that were changed and not saved: their files and names."""
        for card in self._unsaved:
            self._unsaved_place.removeWidget(card)
            card.deleteLater()
        self._unsaved = [UnsavedCard(self._theme, file, name) for file, name in drafts]
        for card in self._unsaved:
            card.edit_requested.connect(self.edit_requested)
            card.forget_requested.connect(self.forget_requested)
            self._unsaved_place.addWidget(card)
        self._unsaved_place.setContentsMargins(0, 0, 0, 22 if drafts else 0)

    @Slot(object)
    def _show_fitting(self, wish: Wish) -> None:
        found = fitting(self._cards, wish)
        good = [card for card in found if card.good]
        self._grid.show_faces([Face(card, self._last.get(card.key, "")) for card in good])
        self._nothing.setVisible(not good and bool(self._cards))
        self._nothing.setText(nothing_fits(wish))
        for widget in self._faults:
            self._fault_place.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._faults = [FaultCard(self._theme, card) for card in found if not card.good]
        for widget in self._faults:
            widget.edit_requested.connect(self.edit_requested)
            widget.remove_requested.connect(self.remove_requested)
            self._fault_place.addWidget(widget)
        self._fault_place.setContentsMargins(0, 22 if self._faults and good else 0, 0, 0)

    def go_to(self, file: str) -> None:
        """Go to the card of a file, where it is made; else to the page's top."""
        card = next((card for card in self._grid.cards if card.face.card.file == file), None)
        if card is None:
            self.window().setFocus()
            self.verticalScrollBar().setValue(0)
        else:
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _go_to_search(self) -> None:
        if self._search is not None:
            self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._search.selectAll()


def nothing_fits(wish: Wish) -> str:
    """Return a sentence for an empty library, with the way out."""
    if wish.search:
        return f"Nothing is called “{wish.search}”. Escape in the search shows everything again."
    if wish.minutes is not None:
        return f"Nothing fits into {wish.minutes} minutes with these filters. One hold does: any exercise, any length."
    return "Nothing fits. “Show all” takes the filters away."


class Banner(QWidget):
    """The session that was left: go on, or keep what was done."""

    go_on_requested = Signal()
    keep_requested = Signal()

    def __init__(self, theme: Theme, left: Left, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)
        name = Label(theme, left.name, 18, 700)
        where = Label(theme, left.where, 16, role=Role.MUTED)
        go_on = Button(theme, "Go on", Kind.MAIN, name=f"Go on with {left.name}")
        keep = Button(theme, "Keep what I did", Kind.PLAIN, name=f"Keep what I did of {left.name} and end it")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(where)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 16, 20, 16)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(go_on)
        row.addWidget(keep)
        go_on.clicked.connect(self.go_on_requested)
        keep.clicked.connect(self.keep_requested)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and its mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_banner(painter, QRectF(self.rect()), self._theme)
        painter.end()


def paint_banner(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint a card with a coral edge at its left."""
    path = QPainterPath()
    path.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 18, 18)
    painter.fillPath(path, theme.colour(Role.CARD))
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(QRectF(rect.x(), rect.y(), 7, rect.height()), theme.colour(Role.CORAL))
    painter.restore()
    painter.setPen(QPen(theme.colour(Role.LINE), 1))
    painter.drawPath(path)


class UnsavedCard(QFrame):
    """A routine that was changed and not saved: go on with it, or forget what was changed."""

    edit_requested = Signal(str)
    forget_requested = Signal(str)

    def __init__(self, theme: Theme, file: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self.setProperty("kind", "card")
        edit = Button(theme, "Go on editing", name=f"Go on editing {name}")
        forget = Button(theme, "Forget the changes", Kind.PLAIN, name=f"Forget the changes of {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 10, 20, 10)
        row.setSpacing(12)
        row.addWidget(Label(theme, name, 17, 700, natural=True))
        row.addWidget(Label(theme, "was changed and not saved", 16, role=Role.MUTED), 1)
        row.addWidget(edit)
        row.addWidget(forget)
        edit.clicked.connect(self._edit)
        forget.clicked.connect(self._forget)

    @Slot()
    def _edit(self) -> None:
        self.edit_requested.emit(self._file)

    @Slot()
    def _forget(self) -> None:
        self.forget_requested.emit(self._file)
