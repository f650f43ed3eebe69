"""The window: what is asked of it, by its first start and by later ones, and its end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent

from app.clocks import Clocks
from app.core.shelf import in_order
from app.paths import Folders
from app.ui.desk import RoutineChoice
from app.ui.session_window import SessionWindow
from app.ui.theme import Theme
from app.ui.window_place import fit_screen, keep_place, take_place
from app.window_request import Opening, WindowRequest

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from app.core.routine import Routine
    from app.ui.hand_over import Reception
    from app.ui.own_files import OwnFiles


class MainWindow(SessionWindow):
    """Opened with `open_with`; `leave` ends it, with the running session kept."""

    def __init__(self, theme: Theme, folders: Folders, clocks: Clocks | None = None) -> None:
        self._listening = False
        self._reception: Reception | None = None
        self.own_files: OwnFiles | None = None  # once the first picture stands
        self._painted = False
        super().__init__(theme, folders, clocks or Clocks())

    def _connect(self) -> None:
        super()._connect()
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self._go_on_opening)

    # Opening and leaving

    def open_with(self, request: WindowRequest, *, listening: bool = True) -> None:
        """Show the window, and after its first painting what was asked for."""
        self._request, self._listening = request, listening
        take_place(self, self._folders.window_place)
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Go on with everything else once the first picture stands."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            fit_screen(self)
            self._first.start(0)

    @Slot()
    def _go_on_opening(self) -> None:
        self.desk.draw_figures()
        if self._request.start:
            self.desk.pictures.expect()
        self._connect_keys()
        self._shelf.complete()
        self._shelf.show_cards(in_order(self._index.cards(self.desk.library)))
        if self._listening:
            from app.ui.hand_over import Reception  # noqa: PLC0415  # not for the first paint

            self._reception = Reception(self._folders, self.take_request, self)
        from app.ui.own_files import OwnFiles  # noqa: PLC0415  # not for the first paint

        self.own_files = OwnFiles(self._folders.data, self)
        self.own_files.changed.connect(self._read_again)
        self.desk.remind(lambda: not self._free, self.take_request)
        self._tell_problems()
        self.desk.past.erase_deleted()
        self._refresh_past()
        self._follow(self._request)

    def _connect_keys(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415  # not for the first paint

        for keys, slot in (
            ("Ctrl+Q", self.close),
            ("Ctrl+N", self.edit_new),
            ("Ctrl+O", self.choose_file),
            ("Ctrl+1", self._to_library),
            ("Ctrl+2", self._to_hold),
            ("Ctrl+3", self._to_history),
            ("Ctrl+,", self._to_settings),
            ("Alt+Left", self._to_library),
            ("F11", self._toggle_full_screen),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    def take_request(self, request: WindowRequest) -> str:
        """Follow what a second start asks for; return "", or why not."""
        self.come_forward()
        if self._room is not None and self._room.running:
            if request.opening in (Opening.LIBRARY, Opening.TAKE):
                self.offer_files([Path(request.file)] if request.file else [])
                return ""
            self._room.tell("Another routine was asked for. The running session goes first.")
            return "a session runs in it, and it does not break into that."
        self._follow(request)
        return ""

    def _follow(self, request: WindowRequest) -> None:
        self._request = request
        if request.opening is Opening.PLAY and request.routine is not None:
            self._follow_routine(self.desk.routine_at(request.routine))
        elif request.opening is Opening.DO and request.typed is not None:
            self._follow_routine(self.desk.routine_typed(request.typed))
        elif request.opening is Opening.HOLD and request.exercise and request.length:
            self._follow_hold(request.exercise, request.length)
        elif request.opening is Opening.GO_ON:
            self.go_on()
        elif request.opening is Opening.TAKE and request.file:
            self.offer_files([Path(request.file)])

    def _follow_routine(self, found: tuple[Routine | None, str]) -> None:
        request = self._request
        self._show_routine(found, RoutineChoice(request.level, request.minutes, request.choices))
        if request.start and self._routine is not None:
            self._begin_routine(None)

    def _follow_hold(self, exercise: str, length: str) -> None:
        from app.core.lengths import read_span  # noqa: PLC0415  # not for the first paint

        if self._request.start:
            self._begin_hold(exercise, read_span(length))
            return
        self._to_hold()
        from app.ui.pages.hold_page import HoldPage  # noqa: PLC0415  # as above

        if isinstance(self.page, HoldPage):
            self.page.set_length(length)
            self.page.look_for(exercise)

    @Slot()
    def leave(self) -> None:
        """End the program; the running session is kept to be gone on with, what was not saved as well."""
        self._ends = True
        if self._room is not None:
            self._room.leave()
        self.close()

    @Slot()
    def stand_by(self) -> None:
        """Pause and keep the running session, and what is not saved: a desktop that logs out may end the program."""
        if self._room is not None:
            self._room.pause()
        self.keep_aside()
        self.desk.preferences.save()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask in the page where a session runs; a second time it is left and kept."""
        if self._room is not None and self._room.running:
            if self._room.ask():
                event.ignore()
                return
            self._room.leave()
        elif self.asks_before_closing():
            event.ignore()
            return
        self._leave_full_screen()
        keep_place(self, self._folders.window_place)
        super().closeEvent(event)

    def close_stores(self) -> None:
        """Write what waits and let go of the history and the socket."""
        if self._reception is not None:
            self._reception.close()
        self._close_taking()
        self.desk.close()

    @Slot()
    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
