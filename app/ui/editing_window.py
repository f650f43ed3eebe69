"""The window's part in changing routines: the editor comes and goes, and rehearsals lead back to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.core.shelf import in_order
from app.ui.exercise_window import ExerciseWindow

if TYPE_CHECKING:  # what the first paint does not need is imported where it is used
    from app.core.plan import Plan
    from app.ui.editor_room import EditorRoom
    from app.ui.pages.routine_page import RoutinePage
    from app.ui.session_room import Manner


class EditingWindow(ExerciseWindow):
    """`edit_new` and `edit` open the editor; whoever wants another page waits for its answer."""

    _editor: EditorRoom | None = None
    _edited_from: str = ""  # the file of the routine whose page the editor was opened from; "": the library

    def _connect(self) -> None:
        super()._connect()
        self._shelf.new_requested.connect(self.edit_new)
        self._shelf.edit_requested.connect(self.edit)
        self._shelf.forget_requested.connect(self._forget_draft)

    @property
    def editor(self) -> EditorRoom | None:
        """Return the open editor; None where there is none."""
        return self._editor

    @Slot()
    def edit_new(self) -> None:
        """Begin a routine of one's own."""
        if self._free and self.lets_go():
            from app.ui.editor_room import EditorRoom  # noqa: PLC0415  # not for the first paint

            self._edited_from = ""
            self._open_editor(EditorRoom.begun(self.desk))

    @Slot(str)
    def edit(self, file: str) -> None:
        """Change a routine: a person's own in its place, a bundled one as a copy."""
        from app.storage.yaml_reader import NotTakenError  # noqa: PLC0415  # not for the first paint
        from app.ui.editor_room import EditorRoom  # noqa: PLC0415  # as above

        if not self._free or not self.lets_go():
            return
        path = Path(file)
        read = self.desk.library.routine_at(path, path.name)
        try:
            if path in self.desk.library.bundled_routines.values():
                name = read.routine.name if read.routine is not None else path.stem
                room = EditorRoom.copied(self.desk, path, f"{name}, my way")
            else:
                room = EditorRoom.opened(self.desk, path)
        except NotTakenError as refused:
            self.show_notice(f"{path.name}: {refused}")
            return
        self._edited_from = "" if self.page is self.shelf else file
        self._open_editor(room)

    def _offer_editing(self, page: RoutinePage) -> None:
        """Let a routine's page lead to the editor, where the routine has a file."""
        file = self.desk.library.file_of(page.routine)
        if file is not None:
            page.offer_editing(str(file))
            page.edit_requested.connect(self.edit)

    @Slot(str)
    def _forget_draft(self, file: str) -> None:
        from app.storage.kept_drafts import KeptDrafts  # noqa: PLC0415  # not for the first paint

        KeptDrafts(self._folders.data).forget(file)
        self._show_drafts()

    def _show_drafts(self) -> None:
        """Offer to go on with what was changed and not saved."""
        from app.storage.kept_drafts import KeptDrafts  # noqa: PLC0415  # not for the first paint

        self._shelf.show_unsaved([(draft.path, draft.name) for draft in KeptDrafts(self._folders.data).all()])

    def _open_editor(self, room: EditorRoom) -> None:
        self._close_editor()
        self._editor = room
        room.left.connect(self._leave_editor)
        room.rehearsal_requested.connect(self._rehearse)
        room.page.making_requested.connect(self._make_for_editor)
        room.page.changing_requested.connect(self._change_for_editor)
        self._kept.append(room.page)
        self.show_one(room.page)
        room.page.take_focus()

    @Slot(str)
    def _make_for_editor(self, name: str) -> None:
        self.make_exercise(name, self._give_to_editor)

    @Slot(str)
    def _change_for_editor(self, key: str) -> None:
        self.edit_exercise(key, self._give_to_editor)

    def _give_to_editor(self, key: str) -> None:
        """Put an exercise that was made or changed for the open editor into its routine."""
        if self._editor is not None:
            self._editor.page.take_made(key)

    def lets_go(self) -> bool:
        """Return whether the page that is shown may be left; an editor with changes that are not saved asks first."""
        room = self._editor
        return (room is None or self.page is not room.page or room.may_leave()) and self._exercise_lets_go()

    def asks_before_closing(self) -> bool:
        """Return whether the window stays: it asks once; the second time what is not saved is kept aside."""
        room = self._editor
        if self._exercise_stays_open():
            return True
        if room is None or self.page is not room.page:
            return False
        if self._ends or not room.page.question.isHidden() or room.may_leave():
            room.set_aside()
            return False
        return True

    def keep_aside(self) -> None:
        """Keep what is being changed and not saved where the next start finds it."""
        if self._editor is not None:
            self._editor.set_aside()
        if self._exercise is not None:
            self._exercise.keep_aside()

    @Slot()
    def _leave_editor(self) -> None:
        """Show the page that the editor was opened from, with the routine as it is now."""
        room, self._editor = self._editor, None
        if room is None:
            return
        room.close()
        self._kept.remove(room.page)
        self._read_cards()
        if self._edited_from:
            self.show_routine(str(room.path) if room.path.is_file() else self._edited_from)
        if self.page is room.page:
            self.show_page("library")
            self.shelf.go_to(str(room.path))

    def _close_editor(self) -> None:
        room, self._editor = self._editor, None
        if room is not None:
            self._let_page_go(room.page)
            room.close()

    @Slot(object, float)
    def _rehearse(self, plan: Plan, speed: float) -> None:
        from app.ui.session_room import Manner  # noqa: PLC0415  # not for the first paint

        self.play(plan, manner=Manner(speed=speed, at_once=True, trial=True))

    @Slot()
    def _after_room(self) -> None:
        """Show what was there before the session: what is being changed, else the library."""
        room = self._editor
        if self._exercise is not None:
            self.show_one(self._exercise.page)
        elif room is None:
            self.show_page("library")
        else:
            self.show_one(room.page)
            room.page.steps.setFocus()

    def _read_cards(self) -> None:
        """Show the cards of the library as its files are now."""
        self.desk.forget_library()
        self._shelf.show_cards(in_order(self._index.cards(self.desk.library)))
        self._refresh_past()
        if self._editor is not None:
            self._editor.take_exercises()
            self._editor.look()
        self._show_exercises()

    def _refresh_past(self) -> None:
        super()._refresh_past()
        self._show_drafts()

    # What the window itself does

    def play(self, plan: Plan, *, manner: Manner | None = None) -> None:
        """Begin a session; the window's own affair."""
        raise NotImplementedError

    def show_routine(self, name: str) -> None:
        """Show a routine's page; the window's own affair."""
        raise NotImplementedError

    def show_one(self, page: QWidget, key: str = "", *, session: bool = False) -> bool:
        """Show a page where the one that is shown may be left; return whether it is shown."""
        staying = any(room is not None and page is room.page for room in (self._editor, self._exercise))
        if not session and not staying and not self.lets_go():
            return False
        return super().show_one(page, key, session=session)
