"""The window's part in making and changing exercises: their page comes, and leads back to where it was opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.ui.page_window import PageWindow

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from app.ui.exercise_room import ExerciseRoom

Then = Callable[[str], None]


class ExerciseWindow(PageWindow):
    """`new_exercise` and `edit_exercise` open the page; whoever wants another page waits for its answer."""

    _exercise: ExerciseRoom | None = None
    _exercise_from: QWidget | None = None  # the page that is shown afterwards; None: that of one hold
    _exercise_then: Then | None = None
    _ends = False  # the program ends whatever stands open, as at a logout

    @property
    def exercise_room(self) -> ExerciseRoom | None:
        """Return the open exercise; None where there is none."""
        return self._exercise

    @Slot()
    def new_exercise(self) -> None:
        """Make an exercise of one's own."""
        self.make_exercise("")

    def make_exercise(self, name: str, then: Then | None = None) -> None:
        """Make an exercise, which has a name already or none; `then` gets its key, empty where none was kept."""
        from app.ui.exercise_room import ExerciseRoom  # noqa: PLC0415  # not for the first paint

        if self._free and self._exercise is None:
            self._open_exercise(ExerciseRoom.begun(self.desk, name), then)

    @Slot(str)
    def edit_exercise(self, key: str, then: Then | None = None) -> None:
        """Change an exercise of one's own; of a bundled one a copy is made."""
        from app.storage.yaml_reader import NotTakenError  # noqa: PLC0415  # not for the first paint
        from app.ui.exercise_room import ExerciseRoom  # noqa: PLC0415  # as above

        if not self._free or self._exercise is not None:
            return
        try:
            room = ExerciseRoom.opened(self.desk, key)
        except NotTakenError as refused:
            self.show_notice(f"{key}: {refused}")
            return
        self._open_exercise(room, then)

    def _open_exercise(self, room: ExerciseRoom, then: Then | None) -> None:
        former = self.page
        # A page that outlives this one is shown again; any other is made anew.
        self._exercise_from = former if former in self._kept else None
        self._exercise, self._exercise_then = room, then
        room.closed.connect(self._close_exercise)
        room.saved.connect(self._take_exercise)
        self._kept.append(room.page)  # a session that begins meanwhile does not end it
        if not self.show_one(room.page):
            self._let_exercise_go()

    def _show_exercises(self) -> None:
        """Let the page that lists the exercises, and the one that changes one, see them as they are now."""
        from app.ui.pages.hold_page import HoldPage  # noqa: PLC0415  # not for the first paint

        if isinstance(self.page, HoldPage):
            self.page.show_exercises(self.desk.library.exercises.every())
            self.page.show_faults(self.desk.faulty_exercises())
        if self._exercise is not None:
            self._exercise.look_again()

    @Slot(str)
    def _take_exercise(self, key: str) -> None:
        """Let everything else know an exercise that was saved."""
        self._read_cards()

    @Slot(str)
    def _close_exercise(self, key: str) -> None:
        """Show the page that it was opened from, with the exercise as it is now."""
        self._let_exercise_go()
        then, self._exercise_then = self._exercise_then, None
        if self._exercise_from is not None:
            self.show_one(self._exercise_from, "library" if self._exercise_from is self.shelf else "")
        else:
            self.show_page("hold")
        if then is not None:
            then(key)

    def _exercise_lets_go(self) -> bool:
        """Return whether the exercise's page may be left; with changes that are not saved it asks first."""
        room = self._exercise
        if room is None or self.page is not room.page:
            return True
        if room.unsaved:
            room.leave()
            return False
        self._let_exercise_go()
        return True

    def _let_exercise_go(self) -> None:
        """Forget the room; its page goes with the next one that is shown."""
        room, self._exercise = self._exercise, None
        if room is not None:
            room.drop()
            self._let_page_go(room.page)

    def _exercise_stays_open(self) -> bool:
        """Return whether the window stays: it asks once; the second time what is not saved is kept aside."""
        room = self._exercise
        if room is None or self.page is not room.page or not room.unsaved:
            return False
        if room.page.asked or self._ends:
            room.keep_aside()
            return False
        room.leave()
        return True

    def _read_cards(self) -> None:
        """Show the library as its files are now; the window's own affair."""
        raise NotImplementedError
