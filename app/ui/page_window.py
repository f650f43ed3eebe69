"""The window's frame: the bar, what the program has to say, and one page at a time. Pages are made when shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.clocks import Clocks
from app.core.shelf import in_order
from app.paths import Folders, bundled
from app.storage.card_index import CardIndex
from app.ui.desk import Desk
from app.ui.pages.library_page import Left, LibraryPage
from app.ui.theme import Theme
from app.ui.widgets.notice import NoticeBoard
from app.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from app.core.lengths import Span
    from app.ui.history_room import HistoryRoom

SMALLEST = (640, 480)
USUAL = (1366, 768)


class PageWindow(QWidget):
    """Shows the library, one hold, the history and the settings; `show_one` shows any other page."""

    def __init__(self, theme: Theme, folders: Folders, clocks: Clocks) -> None:
        super().__init__()
        self._theme, self._folders, self._clocks = theme, folders, clocks
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self.setWindowTitle("Holdwell")
        self.desk = Desk(self._theme, self._folders, self._clocks, self)
        self._index = CardIndex(bundled(), self._folders.data, self._folders.cache)
        self._bar = TopBar(self._theme)
        self._notices = NoticeBoard(self._theme)
        self._stack = QStackedWidget()
        self._shelf = LibraryPage(self._theme, self.desk.pictures)
        self._history: HistoryRoom | None = None
        self._kept: list[QWidget] = [self._shelf]  # pages that outlive another one's coming

    def _arrange(self) -> None:
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._notices)
        column.addWidget(self._stack, 1)
        self._stack.addWidget(self._shelf)
        self._bar.show_page("library")
        # The keyboard begins before the first control: no ring stands around what nobody chose.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard stops only where it shows
        self.setFocus()
        cards = self._index.cards_if_known()
        if cards is not None:
            self._shelf.show_cards(in_order(cards))

    def _connect(self) -> None:
        self._bar.page_requested.connect(self.show_page)
        for teller in (self.desk.past.noticed, self.desk.preferences.noticed):
            teller.connect(self.show_notice)

    @property
    def page(self) -> QWidget:
        """Return the page that is shown."""
        return self._stack.currentWidget() or self._shelf

    @property
    def shelf(self) -> LibraryPage:
        """Return the library's page."""
        return self._shelf

    @Slot(str)
    def show_notice(self, sentence: str) -> None:
        """Say a sentence at the top of the window."""
        self._notices.say(sentence)

    def _tell_problems(self) -> None:
        for problem in self.desk.preferences.problems:
            self.show_notice(problem)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show one of the main pages by its key."""
        {"hold": self._to_hold, "history": self._to_history, "settings": self._to_settings}.get(key, self._to_library)()

    @Slot()
    def _to_library(self) -> None:
        if self.show_one(self._shelf, "library"):
            self._refresh_past()

    @Slot()
    def _to_hold(self) -> None:
        if self._free and self.lets_go():
            page = self.desk.hold_page()
            page.hold_requested.connect(self._begin_hold)
            page.show_faults(self.desk.faulty_exercises())
            page.new_requested.connect(self.new_exercise)
            page.edit_requested.connect(self.edit_exercise)
            page.remove_requested.connect(self.remove_exercise)
            self.show_one(page, "hold")

    @Slot()
    def _to_history(self) -> None:
        if self._free and self.lets_go():
            room = self.desk.history_room()
            if self.show_one(room.page, "history"):
                self._history = room
                room.page.library_requested.connect(self._to_library)

    @Slot()
    def _to_settings(self) -> None:
        if self._free and self.lets_go():
            page = self.desk.settings_page()
            page.offer_routines([(card.key, card.name) for card in in_order(self._index.cards(self.desk.library))])
            page.setting_changed.connect(self._follow_setting)
            self.show_one(page, "settings")

    @property
    def _free(self) -> bool:
        """Return whether a page may take the place of the one that is shown."""
        return True

    def lets_go(self) -> bool:
        """Return whether the page that is shown may be left; asked before another one is made."""
        return True

    @Slot(str, object)
    def _begin_hold(self, exercise: str, length: Span) -> None:
        """Begin one hold; what that means is not the pages' affair."""

    @Slot()
    def new_exercise(self) -> None:
        """Make an exercise; as above."""

    @Slot(str)
    def edit_exercise(self, key: str) -> None:
        """Change an exercise; as above."""

    @Slot(str)
    def remove_exercise(self, key: str) -> None:
        """Move an exercise aside; as above."""

    def show_one(self, page: QWidget, key: str = "", *, session: bool = False) -> bool:
        """Show a page, with the bar where it has a key; return whether it is shown. The former one is let go."""
        if not session and not self._free:
            return False
        former = self.page
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._bar.setVisible(bool(key))
        self._bar.show_page(key)
        self._notices.setVisible(not session)
        self._stack.setCurrentWidget(page)
        if former is not page and former not in self._kept:
            self._stack.removeWidget(former)
            former.deleteLater()
        if self._history is not None and former is self._history.page:
            self._history.leave()
            self._history = None
        return True

    def _let_page_go(self, page: QWidget) -> None:
        """Keep a page no longer that was to outlive another one's coming; while it is shown it stays until then."""
        self._kept.remove(page)
        if self.page is not page:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _refresh_past(self) -> None:
        self._shelf.show_last_done(self.desk.past.last_done(self.desk.today(), self.desk.day_ends))
        self.desk.past.tell_backup()
        left = self.desk.where_left()
        self._shelf.show_left(None if left is None else Left(*left))

    @Slot(object, object)
    def _follow_setting(self, setting: object, value: object) -> None:
        from app.storage.setting import PERSON, SKIN  # noqa: PLC0415  # not for the first paint

        if setting in (PERSON, SKIN):
            self.desk.draw_figures()
