"""The window's part in sessions: a routine's page, the start, the session, and what waited for its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.desk import RoutineChoice
from app.ui.removing_window import RemovingWindow
from app.window_request import Opening, WindowRequest

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from app.core.lengths import Span
    from app.core.plan import Plan
    from app.core.routine import Routine
    from app.storage.session_journal import Unfinished
    from app.ui.pages.routine_page import RoutinePage
    from app.ui.session_room import Manner, SessionRoom


class SessionWindow(RemovingWindow):
    """`show_routine` leads to the start, `play` begins, `go_on` goes on with what was left."""

    _room: SessionRoom | None = None
    _routine: RoutinePage | None = None
    _full_for_session = False
    _files_changed = False  # while a session ran

    def _make(self) -> None:
        super()._make()
        self._request = WindowRequest()  # how the next session is to be played

    def _connect(self) -> None:
        super()._connect()
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
        if page is not None:
            self._let_page_go(page)

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

    def _leave_full_screen(self) -> None:
        """Leave the full screen that a session was started in; one that the person had before stays."""
        if self._full_for_session:
            self._full_for_session = False
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    # What had to wait

    @Slot()
    def _after_session(self) -> None:
        """Catch up with what had to wait for the session."""
        self._leave_full_screen()
        if self._files_changed:
            self._read_again()

    @Slot()
    def _read_again(self) -> None:
        """Show the library as its files are now; while a session runs that waits for its end."""
        self._files_changed = not self._free
        if self._free:
            self._read_cards()
