"""The window: a bar, one page at a time, and who goes where. Pages are made when they are first shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from app.core.shelf import in_order
from app.paths import Folders, bundled
from app.storage.card_index import CardIndex
from app.ui.pages.library_page import Left, LibraryPage
from app.ui.past import Past, left_words
from app.ui.pictures import Pictures
from app.ui.theme import Theme
from app.ui.widgets.notice import NoticeBoard
from app.ui.widgets.top_bar import TopBar
from app.ui.window_place import keep_place, take_place
from app.window_request import Opening, WindowRequest

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from app.core.plan import Plan
    from app.storage.library import Library
    from app.storage.session_journal import Unfinished
    from app.ui.hand_over import Reception
    from app.ui.session_room import Manner, SessionRoom

SMALLEST = (640, 480)
USUAL = (1366, 768)


class MainWindow(QWidget):
    """Opened with `open_with`; `leave` ends it, with the running session kept."""

    def __init__(self, theme: Theme, folders: Folders) -> None:
        super().__init__()
        self._theme, self._folders = theme, folders
        self._request = WindowRequest()
        self._listening = False
        self._reception: Reception | None = None
        self._room: SessionRoom | None = None
        self._library: Library | None = None
        self._painted = False
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self.setWindowTitle("Holdwell")
        self._pictures = Pictures(self._theme, self._folders.cache, self)
        self._index = CardIndex(bundled(), self._folders.data, self._folders.cache)
        self._past = Past(self._folders, self)
        self._bar = TopBar(self._theme)
        self._notices = NoticeBoard(self._theme)
        self._stack = QStackedWidget()
        self._shelf = LibraryPage(self._theme, self._pictures)
        self._pages: dict[str, QWidget] = {"library": self._shelf}
        self._passing: QWidget | None = None  # a routine's page, a session: made anew each time
        self._first = QTimer(self)
        self._first.setSingleShot(True)

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
        cards = self._index.cards_if_known()
        if cards is not None:
            self._shelf.show_cards(in_order(cards))

    def _connect(self) -> None:
        self._first.timeout.connect(self._go_on_opening)
        self._bar.page_requested.connect(self.show_page)
        self._past.noticed.connect(self.show_notice)
        self._shelf.routine_requested.connect(self.show_routine)
        self._shelf.go_on_requested.connect(self.go_on)
        self._shelf.keep_requested.connect(self._keep_left)

    # Opening and leaving

    def open_with(self, request: WindowRequest, *, listening: bool = True) -> None:
        """Show the window, and after its first painting what was asked for."""
        self._request, self._listening = request, listening
        take_place(self, self._folders.config)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Go on with everything else once the first picture stands."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._first.start(0)

    @Slot()
    def _go_on_opening(self) -> None:
        from app.ui.figure_frames import FigureDrawer  # noqa: PLC0415  # not for the first paint

        self._pictures.set_source(FigureDrawer)
        self._connect_keys()
        self._shelf.complete()
        self._shelf.show_cards(in_order(self._index.cards(self.library)))
        self._refresh_past()
        if self._listening:
            from app.ui.hand_over import Reception  # noqa: PLC0415  # not for the first paint

            self._reception = Reception(self._folders, self.take_request, self)
        self._follow(self._request)

    def _connect_keys(self) -> None:
        for keys, slot in (
            ("Ctrl+Q", self.close),
            ("Ctrl+1", self._to_library),
            ("Alt+Left", self._back),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    def take_request(self, request: WindowRequest) -> str:
        """Follow what a second start asks for; return "", or why not."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.raise_()
        self.activateWindow()
        if self._room is not None and self._room.running:
            if request.opening is Opening.LIBRARY:
                return ""
            self.show_notice("Another routine was asked for. The running session goes first.")
            return "a session runs in it, and it does not break into that."
        self._follow(request)
        return ""

    def _follow(self, request: WindowRequest) -> None:
        if request.opening is Opening.PLAY and request.routine is not None:
            self._follow_play(request)
        elif request.opening is Opening.GO_ON:
            self.go_on(request)

    @Slot()
    def leave(self) -> None:
        """End the program; the running session is kept to be gone on with."""
        if self._room is not None:
            self._room.leave()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask in the page where a session runs; a second time it is left and kept."""
        if self._room is not None and self._room.running:
            if self._room.ask():
                event.ignore()
                return
            self._room.leave()
        keep_place(self, self._folders.config)
        super().closeEvent(event)

    def close_stores(self) -> None:
        """Write what waits and let go of the history and the socket."""
        if self._reception is not None:
            self._reception.close()
        self._pictures.close()
        self._past.close()

    @Slot(str)
    def show_notice(self, sentence: str) -> None:
        """Say a sentence at the top of the window."""
        self._notices.say(sentence)

    # Pages

    @property
    def library(self) -> Library:
        """Return the routines and exercises; read when first asked for."""
        if self._library is None:
            from app.storage.library import Library  # noqa: PLC0415  # its YAML is not for the first paint

            self._library = Library(bundled(), self._folders.data)
        return self._library

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show one of the main pages."""
        if key == "library":
            self._to_library()

    @Slot()
    def _to_library(self) -> None:
        self._show(self._shelf, "library")
        self._refresh_past()

    @Slot()
    def _back(self) -> None:
        if self._room is None or not self._room.running:
            self._to_library()

    def _show(self, page: QWidget, key: str = "") -> None:
        """Show a page; with a key it is a main page, under the bar, and stays made."""
        former = self._passing
        self._passing = None if key else page
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._bar.setVisible(bool(key))
        self._bar.show_page(key)
        self._stack.setCurrentWidget(page)
        if former is not None and former is not page:
            self._stack.removeWidget(former)
            former.deleteLater()

    def _refresh_past(self) -> None:
        today = date.today()
        self._shelf.show_last_done(self._past.last_done(today))
        left = self._past.unfinished()
        self._shelf.show_left(None if left is None else Left(left.name, left_words(left, today)))

    @Slot(str)
    def show_routine(self, file: str) -> None:
        """Show a routine's page by its file."""
        self._show_routine(Path(file), WindowRequest())

    def _follow_play(self, request: WindowRequest) -> None:
        read, sentence = self.library.find(request.routine or "")
        if read is None or read.routine is None:
            self.show_notice(sentence or str(read.faults[0] if read else ""))
            return
        path = self.library.path(read.routine.key) if self.library.key_for(request.routine or "") else None
        self._show_routine(path or Path(request.routine or ""), request)

    def _show_routine(self, path: Path, request: WindowRequest) -> None:
        from app.ui.pages.routine_page import RoutinePage  # noqa: PLC0415  # not for the first paint

        read = self.library.routine_at(path, path.name)
        if read.routine is None:
            self.show_notice(str(read.faults[0]))
            return
        memory = self._past.memories().get(read.routine.key)
        level = request.level if request.level is not None else (memory.level if memory else 0)
        page = RoutinePage(self._theme, self._pictures, read.routine, level=level)
        for step, number in request.choices:
            page.choose(step, number)
        if request.minutes is not None:
            page.set_minutes(request.minutes)
        page.back_requested.connect(self._to_library)
        page.start_requested.connect(self._start_routine)
        page.show_profile(None)
        self._manner_of(request)
        self._show(page)
        if request.start:
            self._start_routine()

    # Sessions

    def _manner_of(self, request: WindowRequest) -> Manner:
        from app.ui.session_room import Manner  # noqa: PLC0415  # not for the first paint

        self._request = request
        return Manner(speed=request.speed, unattended=request.quit_at_end, at_once=request.start)

    @Slot()
    def _start_routine(self) -> None:
        from dataclasses import replace  # noqa: PLC0415  # a few lines of one module

        from app.ui.pages.routine_page import RoutinePage  # noqa: PLC0415  # as above

        page = self._passing
        if isinstance(page, RoutinePage):
            manner = replace(self._manner_of(self._request), needs=page.needs)
            self.play(page.plan, manner=manner)

    @Slot()
    def go_on(self, request: WindowRequest | None = None) -> None:
        """Go on with the session that was left: it stands paused until the person goes on, or at once if asked."""
        left = self._past.unfinished()
        if left is None:
            self.show_notice("There is no unfinished session to go on with.")
            return
        self.play(left.plan, resume=left, manner=self._manner_of(request or WindowRequest()))
        if request is not None and request.start and self._room is not None and self._room.player is not None:
            self._room.player.go_on()

    @Slot()
    def _keep_left(self) -> None:
        self._past.journal.keep_unfinished()
        self._refresh_past()

    def play(self, plan: Plan, *, resume: Unfinished | None = None, manner: Manner | None = None) -> None:
        """Begin a session with a plan, or go on with one that was left."""
        from app.ui.session_room import SessionRoom  # noqa: PLC0415  # not for the first paint

        if self._room is None:
            self._room = SessionRoom(self._theme, self._pictures, self._past, self)
            self._room.page_made.connect(self._show_session)
            self._room.left.connect(self._to_library)
            self._room.over.connect(self._to_library)
            self._room.ended.connect(self._end_session)
        self._room.play(plan, manner or self._manner_of(WindowRequest()), resume)

    @Slot(QWidget)
    def _show_session(self, page: QWidget) -> None:
        self._show(page)

    @Slot()
    def _end_session(self) -> None:
        if self._request.quit_at_end:
            QApplication.exit(0)
