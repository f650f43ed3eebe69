"""Changes of the editor's draft: each is made at once, is one step of undo with a name, and is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.storage import draft_steps
from app.storage.draft_rows import KnownRows, RowKind, rows_of
from app.storage.yaml_writing import NotEditedError
from app.ui.pages.editor_fields import FieldChange
from app.ui.pages.editor_frame import EditorFrame
from app.ui.pictures import Pictures
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.storage.routine_draft import RoutineDraft
    from app.storage.yaml_spans import At


class EditorChanges(EditorFrame):
    """The frame with a draft in it; `draft_changed` after every change, undo and redo."""

    draft_changed = Signal()

    def __init__(self, theme: Theme, pictures: Pictures, draft: RoutineDraft, parent: QWidget | None = None) -> None:
        super().__init__(theme, pictures, parent)
        self._draft = draft
        self._rows = KnownRows()
        self._at: At = ()
        self._typed: object = None  # the field whose typing was the last change

    @property
    def draft(self) -> RoutineDraft:
        """Return what is being changed."""
        return self._draft

    @property
    def at(self) -> At:
        """Return the place of the chosen row; () is the routine itself."""
        return self._at

    def show_draft(self) -> None:
        """Show the draft as it stands now."""
        rows = rows_of(self._draft, self._draft.exercises, self._rows)
        self.steps.show_rows(rows, self._at)
        row = self.steps.row
        self._at = row.at if row is not None else ()
        shown = self.form
        if any(form is not shown and form.isAncestorOf(self.focusWidget() or self) for form in self.forms.values()):
            self.steps.setFocus()  # what had the keyboard is about to go
        for form in self.forms.values():
            form.setVisible(form is shown)
        if row is not None:
            shown.show_row(self._draft, row)
        self.text.show_text(self._draft.text, self._draft.read.faults)
        self.head.show_draft(self._draft, rows[0].title)
        self.rehearsal.show_draft(self._draft)
        self.foot.show_kind(row.kind if row is not None else RowKind.ROUTINE)

    def choose(self, at: At) -> None:
        """Choose the row of a place, or the nearest before it."""
        self._at = at
        self.show_draft()

    def say(self, sentence: str) -> None:
        """Say what was done, beside the name."""
        self.head.say(sentence)

    def flush(self) -> None:
        """Take what was typed and not yet told."""
        self.form.flush()
        self.text.flush()

    @Slot(object)
    def _take(self, change: FieldChange) -> None:
        key = (change.name, change.field)
        if change.typing and self._typed == key and self._draft.can_undo:
            self._draft.undo()  # the whole word is one change, not each pause within it
        before = self._draft.text
        self._change(change.name, lambda: self._carry_out(change))
        self._typed = key if change.typing and self._draft.text != before else None

    def _carry_out(self, change: FieldChange) -> At:
        if change.act is not None:
            change.act(self._draft)
        for place, value in change.sets:
            self._draft.set(place, value)
        return self._at

    def _change(self, name: str, act: Callable[[], At]) -> None:
        """Do something to the draft, choose where it says, and show it; what cannot be done is said."""
        self._typed = None
        try:
            with self._draft.together(name):
                self._at = act()
        except NotEditedError as refused:
            self.say(str(refused))
        self.show_draft()
        self.draft_changed.emit()

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        self.flush()
        if self._draft.can_undo:
            self.say(f"Taken back: {self._draft.undo()}.")
            self._show_changed()

    @Slot()
    def redo(self) -> None:
        """Make again what was taken back."""
        self.flush()
        if self._draft.can_redo:
            self.say(f"Made again: {self._draft.redo()}.")
            self._show_changed()

    def _show_changed(self) -> None:
        self._typed = None
        self.show_draft()
        self.draft_changed.emit()

    @Slot(str)
    def _type_over(self, text: str) -> None:
        key = "the text"
        if self._typed == key and self._draft.can_undo:
            self._draft.undo()
        before = self._draft.text
        self._draft.type_over(text)
        self._show_changed()
        self._typed = key if self._draft.text != before else None

    @Slot()
    def move_up(self) -> None:
        """Move the chosen step up."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Move the chosen step down."""
        self._move(1)

    def _move(self, by: int) -> None:
        self.flush()
        if self._at:
            self._change("the order", lambda: draft_steps.move_by(self._draft, self._at, by))

    @Slot(object, object, bool)
    def _drop(self, at: At, row: At, below: bool) -> None:
        self.flush()
        self._change("the order", lambda: draft_steps.move_to(self._draft, at, row, below=below))

    @Slot()
    def duplicate(self) -> None:
        """Put a copy of the chosen step in after it."""
        self.flush()
        if self._at:
            self._change("a copy", lambda: draft_steps.duplicate(self._draft, self._at))

    @Slot()
    def remove(self) -> None:
        """Take the chosen step out; undo brings it back."""
        self.flush()
        row = self.steps.row
        if row is not None and row.at:
            self._change(f"{row.title} taken out", lambda: draft_steps.remove_step(self._draft, row.at))
            self.say(f"{row.title} was taken out. Ctrl Z brings it back.")
