"""The window: what is asked of it, a routine and its start, the session, and the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.clocks import Clocks
from app.core.shelf import in_order
from app.paths import Folders
from app.ui.desk import RoutineChoice
from app.ui.removing_window import RemovingWindow
from app.ui.theme import Theme
from app.ui.window_place import fit_screen, keep_place, take_place
from app.window_request import Opening, WindowRequest

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from app.core.lengths import Span
    from app.core.plan import Plan
    from app.core.routine import Routine
    from app.storage.session_journal import Unfinished
    from app.ui.hand_over import Reception
    from app.ui.own_files import OwnFiles
    from app.ui.pages.routine_page import RoutinePage
    from app.ui.session_room import Manner, SessionRoom


class MainWindow(RemovingWindow):
    """Opened with `open_with`; `leave` ends it, with the running session kept."""

    def __init__(self, theme: Theme, folders: Folders, clocks: Clocks | None = None) -> None:
        self._request = WindowRequest()
        self._listening = False
        self._reception: Reception | None = None
        self.own_files: OwnFiles | None = None  # once the first picture stands
        self._room: SessionRoom | None = None
        self._routine: RoutinePage | None = None
        self._painted = False
        self._full_for_session = self._files_changed = False
        super().__init__(theme, folders, clocks or Clocks())

    def _connect(self) -> None:
        super()._connect()
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self._go_on_opening)
        self._ringing = QTimer(self)
        self._ringing.setSingleShot(True)
        self._ringing.timeout.connect(self._end_when_rung_out)
        self._shelf.routine_requested.connect(self.show_routine)
        self._shelf.go_on_requested.connect(self.go_on)
        self._shelf.keep_requested.connect(self._keep_left)

    @property
    def room(self) -> SessionRoom | None:
        """Return where sessions are played; None before the first."""
        return self._room

    @property
    def _free(self) -> bool:
        """Return whether no session runs: nothing else takes its place on the screen."""
        return self._room is None or not self._room.running

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

    @Slot()
    def _read_again(self) -> None:
        """Show the library as its files are now; while a session runs that waits for its end."""
        self._files_changed = not self._free
        if self._free:
            self._read_cards()

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

    def tell_session(self, words: str) -> None:
        """Say a line in the running session."""
        if self._room is not None:
            self._room.tell(words)

    @Slot()
    def come_forward(self) -> None:
        """Bring the window to the front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

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
        """Pause and keep the running session, as the desktop may end the program now: a logout."""
        if self._room is not None:
            self._room.pause()

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

    # A routine, and its start

    @Slot(str)
    def show_routine(self, name: str) -> None:
        """Show a routine's page by its name or file."""
        self._request = WindowRequest()
        self._show_routine(self.desk.routine_at(name), RoutineChoice())

    def _show_routine(self, found: tuple[Routine | None, str], choice: RoutineChoice) -> None:
        self._drop_routine()
        routine, sentence = found
        if routine is None:
            self.show_notice(sentence)
            return
        page = self.desk.routine_page(routine, choice)
        page.back_requested.connect(self._to_library)
        page.start_requested.connect(self._start_routine)
        page.profile_chosen.connect(self._choose_profile)
        self._offer_editing(page)
        self._routine = page
        self._kept.append(page)
        self.show_one(page)

    def _drop_routine(self) -> None:
        page, self._routine = self._routine, None
        if page is None:
            return
        self._kept.remove(page)
        if self.page is not page:
            self._stack.removeWidget(page)
            page.deleteLater()

    @Slot()
    def _start_routine(self) -> None:
        """Begin, after the page before the start where that is due."""
        if self._routine is None:
            return
        before = self.desk.before_page(self._routine)
        if before is None:
            self._begin_routine(self._routine.stiffness)
            return
        page = self._routine
        self.desk.render_ahead(page.plan, page.routine.key, coached=page.coached)
        before.go_requested.connect(self._go)
        before.back_requested.connect(self._back_to_routine)
        before.bell_requested.connect(self._ring)
        self.show_one(before)

    @Slot()
    def _go(self) -> None:
        from app.ui.pages.before_page import BeforePage  # noqa: PLC0415  # not for the first paint

        page = self.page
        if isinstance(page, BeforePage):
            self._begin_routine(page.stiffness)

    @Slot()
    def _back_to_routine(self) -> None:
        if self._routine is not None:
            self.show_one(self._routine)

    @Slot()
    def _ring(self) -> None:
        self.desk.ring()

    @Slot(str)
    def _choose_profile(self, profile: str) -> None:
        from app.storage.setting import SOUND_PROFILE  # noqa: PLC0415  # not for the first paint

        self.desk.preferences.change(SOUND_PROFILE, profile or "routine")
        if self._routine is not None:
            self._routine.show_profile(self.desk.preferences.profile)

    # Sessions

    def _manner(self, needs: Sequence[str] = (), stiff_before: int | None = None, whole_sessions: int = 0) -> Manner:
        from app.ui.session_room import Manner  # noqa: PLC0415  # not for the first paint

        request = self._request
        return Manner(
            speed=request.speed,
            unattended=request.quit_at_end,
            at_once=request.start,
            needs=needs,
            stiff_before=stiff_before,
            whole_sessions=whole_sessions,
        )

    def _begin_routine(self, stiffness: int | None) -> None:
        page = self._routine
        if page is not None:
            memory = self.desk.past.memories().get(page.routine.key)
            whole = memory.whole if memory is not None else 0
            manner = self._manner(needs=page.needs, stiff_before=stiffness, whole_sessions=whole)
            self.play(page.plan, manner=replace(manner, coached=page.coached))

    @Slot(str, object)
    def _begin_hold(self, exercise: str, length: Span) -> None:
        from app.core.planning import hold_plan  # noqa: PLC0415  # not for the first paint

        found = self.desk.library.exercises.find(exercise)
        if found is not None:
            self.play(hold_plan(found, length), manner=self._manner(needs=found.needs))

    @Slot()
    def go_on(self) -> None:
        """Go on with the session that was left: it stands paused until the person goes on, or at once if asked."""
        left = self.desk.past.unfinished()
        if left is None:
            self.show_notice("There is no unfinished session to go on with.")
            return
        asked = self._request.opening is Opening.GO_ON
        if not asked:
            self._request = WindowRequest()
        self.play(left.plan, resume=left, manner=self._manner())
        if asked and self._request.start and self._room is not None and self._room.player is not None:
            self._room.player.go_on()

    @Slot()
    def _keep_left(self) -> None:
        self.desk.past.journal.keep_unfinished()
        self._refresh_past()

    def play(self, plan: Plan, *, resume: Unfinished | None = None, manner: Manner | None = None) -> None:
        """Begin a session with a plan, or go on with one that was left."""
        from app.core.routine import Profile  # noqa: PLC0415  # not for the first paint
        from app.core.sounding import sounding  # noqa: PLC0415  # as above
        from app.storage.setting import FULL_SCREEN  # noqa: PLC0415  # as above

        if self._room is None:
            self._room = self.desk.room()
            self._room.page_made.connect(self._show_session)
            self._room.left.connect(self._after_session)
            self._room.left.connect(self._after_room)
            self._room.over.connect(self._after_room)
            self._room.ended.connect(self._end_session)
            self.desk.senses.raise_requested.connect(self.come_forward)
        if self.desk.preferences[FULL_SCREEN] and not self.isFullScreen():
            self._full_for_session = True
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        manner = manner or self._manner()
        profile = Profile.COACH if manner.coached else self.desk.preferences.profile
        plan = plan if resume is not None else sounding(plan, profile)
        self._room.play(plan, manner, resume)

    @Slot(QWidget)
    def _show_session(self, page: QWidget) -> None:
        self.show_one(page, session=True)

    @Slot()
    def _end_session(self) -> None:
        self._after_session()
        if self._request.quit_at_end:
            self._end_when_rung_out()

    @Slot()
    def _end_when_rung_out(self) -> None:
        """End the program, at its own speed not before the last sound is over."""
        if self._request.speed == 1.0 and self.desk.senses.sound.sounding:
            self._ringing.start(100)
        else:
            QApplication.exit(0)

    @Slot()
    def _after_session(self) -> None:
        """Catch up with what had to wait for the session."""
        self._leave_full_screen()
        if self._files_changed:
            self._read_again()

    def _leave_full_screen(self) -> None:
        """Leave the full screen that a session was started in; one that the person had before stays."""
        if self._full_for_session:
            self._full_for_session = False
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    @Slot()
    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
