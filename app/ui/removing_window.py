"""The window's part in removing a routine or an exercise: it is moved aside, which is said and can be undone."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from app.ui.taking_window import TakingWindow

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from app.storage.removed_files import Removed
    from app.ui.exercise_room import ExerciseRoom
    from app.ui.exercise_window import Then
    from app.ui.pages.routine_page import RoutinePage


class RemovingWindow(TakingWindow):
    """Offers to remove what is the person's own; nothing is ever deleted."""

    def _connect(self) -> None:
        super()._connect()
        self._shelf.remove_requested.connect(self._remove_routine)

    def _offer_editing(self, page: RoutinePage) -> None:
        """Let a routine's page lead to the editor, to other people, and out of the library."""
        super()._offer_editing(page)
        file = self.desk.library.file_of(page.routine)
        if file is not None and file.parent == self._folders.routines:
            page.offer_removing()
            page.remove_requested.connect(self._remove_routine)

    @Slot(str)
    def _remove_routine(self, file: str) -> None:
        """Take a routine out of the library and show that."""
        path = Path(file)
        read = self.desk.library.routine_at(path)
        name = read.routine.name if read.routine is not None else path.name
        if self._free and self._remove(path, name):
            self.show_page("library")

    def _open_exercise(self, room: ExerciseRoom, then: Then | None) -> None:
        """Let the page of an exercise that is kept lead out of the list, too."""
        super()._open_exercise(room, then)
        room.page.remove_requested.connect(self._remove_exercise)
        room.saved.connect(room.page.offer_removing)
        if room.draft.before is not None:
            room.page.offer_removing()

    @Slot(str)
    def remove_exercise(self, key: str) -> None:
        """Take an exercise that cannot be read out of the list."""
        path = self.desk.library.exercises.paths.get(key)
        if path is not None and path.parent == self._folders.exercises and self._free:
            self._remove(path, path.name)

    @Slot()
    def _remove_exercise(self) -> None:
        """Take the open exercise out of the list; what was not saved of it is there again after "Undo"."""
        room = self._exercise
        if room is None:
            return
        room.keep_aside()
        path, library = room.draft.path, self.desk.library
        reads = [library.routine(key) for key in library.own_routines]
        routines = [read.routine for read in reads if read is not None and read.routine is not None]
        had_it = [r.name for r in routines if any(step.exercise.key == path.stem for step in r.every_step())]
        name = room.draft.value(("name",)) or path.name
        if self._remove(path, name, f" {' and '.join(had_it)} had it." if had_it else ""):
            self._close_exercise("")

    def _remove(self, path: Path, name: str, also: str = "") -> bool:
        """Move a file aside and say so; return whether that was done."""
        from app.storage.removed_files import remove  # noqa: PLC0415  # not for the first paint

        try:
            removed = remove(path, self._folders.removed)
        except OSError as problem:
            self.show_notice(f"{name} cannot be removed: {problem.strerror or problem}.")
            return False
        self._read_cards()
        kept = removed.lies.relative_to(self._folders.data).as_posix()
        what = "the file is" if not removed.pictures else "the file and its pictures are"
        place = kept if not removed.pictures else kept.rpartition("/")[0]
        sentence = f"{name} is removed; {what} kept {'as' if place == kept else 'in'} {place}.{also}"
        self._notices.offer(sentence, "Undo", partial(self._put_back, removed))
        return True

    def _put_back(self, removed: Removed) -> None:
        from app.storage.removed_files import put_back  # noqa: PLC0415  # not for the first paint

        try:
            put_back(removed)
        except FileExistsError as problem:
            there = Path(str(problem)).name
            self.show_notice(f"There is another {there} by now; the removed one is {removed.lies.with_name(there)}.")
        except OSError as problem:
            self.show_notice(f"{removed.lies} cannot be put back: {problem.strerror or problem}.")
        self._read_cards()
