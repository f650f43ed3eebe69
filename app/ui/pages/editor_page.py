"""The editor: a routine's steps as rows, and beside them the fields of the chosen one, the exercises, or the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.core.exercise import Exercise
from app.core.faults import Fault
from app.core.plain_text import PlainRoutine
from app.storage import draft_steps
from app.storage.draft_rows import RowKind, is_empty
from app.ui.pages.editor_changes import EditorChanges
from app.ui.pictures import Pictures
from app.ui.theme import Theme

if TYPE_CHECKING:
    from app.storage.routine_draft import RoutineDraft
    from app.storage.yaml_spans import At
    from app.storage.yaml_writing import Written

LEAVE = (("keep", "Save and leave"), ("without", "Leave without saving"), ("stay", "Go on"))
TITLES = {
    "step": "Add an exercise",
    "circuit": "A circuit: its first exercise",
    "instead": "Or instead of it",
    "other": "Another exercise in its place",
}


class EditorPage(EditorChanges):
    """Changes its draft at once, each change a step of undo; what concerns files is asked for by signals.

    `rehearsal_requested` carries the place to begin at and the speed, `answered` the answer to an open question,
    `sheet_requested` what is to become of the routine on paper, `save` or `print`;
    `making_requested` the name of an exercise to be made, `changing_requested` the key of one to be changed.
    """

    back_requested = Signal()
    save_requested = Signal()
    rehearsal_requested = Signal(object, float)
    sheet_requested = Signal(str)
    making_requested = Signal(str)
    changing_requested = Signal(str)
    answered = Signal(str)

    def __init__(
        self, theme: Theme, pictures: Pictures, draft: RoutineDraft,
        usual: Callable[[Exercise], Mapping[str, Written]], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Take the draft, and what says with which dose an exercise is put in."""
        super().__init__(theme, pictures, draft, parent)
        self._usual = usual
        self._pick = "step"
        self._connect()
        self._add_keys()
        self.show_draft()

    def _connect(self) -> None:
        self.head.back.clicked.connect(self._leave)
        self.head.undo.clicked.connect(self.undo)
        self.head.redo.clicked.connect(self.redo)
        self.head.as_text.clicked.connect(self.toggle_text)
        self.head.save.clicked.connect(self.save)
        self.question.answered.connect(self._answer)
        self.rehearsal.button.clicked.connect(self.rehearse)
        self.steps.chosen.connect(self._choose)
        self.steps.opened.connect(self._open)
        self.steps.typed.connect(self._look_for)
        self.steps.remove_wanted.connect(self.remove)
        self.steps.paste_wanted.connect(self._paste)
        self.steps.drop_wanted.connect(self._drop)
        self.foot.add.clicked.connect(self.add)
        self.foot.circuit.clicked.connect(self._add_circuit)
        self.foot.instead.clicked.connect(self._add_alternative)
        self.picker.picked.connect(self._take_exercise)
        self.picker.closed.connect(self.show_fields)
        self.picker.making_requested.connect(self.making_requested)
        self.picker.changing_requested.connect(self.changing_requested)
        self.foot.paste.clicked.connect(self.open_paste)
        self.paste.taken.connect(self._take_plain)
        self.paste.closed.connect(self.show_fields)
        self.text.typed.connect(self._type_over)
        self.text.closed.connect(self.toggle_text)
        self._step_form.exercise_wanted.connect(self._pick_other)
        self.routine_form.sheet_wanted.connect(self._ask_for_sheet)
        for form in self.forms.values():
            form.changed.connect(self._take)
            form.done.connect(self._back_to_steps)

    def _add_keys(self) -> None:
        for keys, slot in (
            ("Ctrl+S", self.save), ("Ctrl+Z", self.undo), ("Ctrl+Shift+Z", self.redo), ("Ctrl+Y", self.redo),
            ("Ctrl+E", self.toggle_text), ("Ctrl+R", self.rehearse), ("F5", self.rehearse),
            ("Ctrl+P", self.print_sheet), ("Ctrl+Return", self.add), ("Ctrl+Enter", self.add), ("Insert", self.add),
            ("Ctrl+D", self.duplicate), ("Alt+Up", self.move_up), ("Alt+Down", self.move_down),
        ):  # fmt: skip
            self.add_key(keys, slot)

    # What is shown

    def ask(self, sentence: str, answers: Sequence[tuple[str, str]], *, unasked: bool = False) -> None:
        """Ask in the page; `answered` carries the key of the answer. `unasked`: not by anything the person did."""
        self.question.open(sentence, answers, unasked=unasked)

    def ask_leave(self) -> None:
        """Ask what to do with what was changed and not saved."""
        self.flush()
        self.ask("This routine has changes that are not saved.", LEAVE)

    def take_focus(self) -> None:
        """Begin with the name of a new routine, with the steps of another."""
        if self.pane is self.text:
            self.text.take_focus()
        elif is_empty(self._draft):
            self.form.take_focus()
        else:
            self.steps.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go one step back with Escape: from the list of exercises, from the fields to the rows, from the page."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.pane is not self.fields:
            self.show_fields()
        elif self.steps.hasFocus():
            self._leave()
        else:
            self._back_to_steps()

    @Slot()
    def show_fields(self) -> None:
        """Show the fields of the chosen row."""
        self.text.flush()
        self.show_pane(self.fields)
        self.steps.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def toggle_text(self) -> None:
        """Show the file's text, or the fields again."""
        if self.pane is self.text:
            self.show_fields()
            return
        self.flush()
        self.show_pane(self.text)
        self.text.take_focus()

    def go_to(self, fault: Fault) -> None:
        """Choose the row of a problem, and go to its field."""
        place = self._draft.place_of(fault)
        known = [row.at for row in self.steps.rows if place[: len(row.at)] == row.at]
        self._at = max(known, key=len, default=())
        self.show_draft()
        self.show_pane(self.fields)
        form = self.form
        field = next((f for f in form.fields if place[: len(f.place)] == f.place), form.fields[0])
        form.focus_field(field)

    # What is asked of the page

    @Slot()
    def _leave(self) -> None:
        self.flush()
        self.back_requested.emit()

    @Slot()
    def save(self) -> None:
        """Ask to have the draft kept."""
        self.flush()
        self.save_requested.emit()

    @Slot(str)
    def _answer(self, answer: str) -> None:
        self.steps.setFocus(Qt.FocusReason.OtherFocusReason)
        self.answered.emit(answer)

    @Slot()
    def rehearse(self) -> None:
        """Ask for a rehearsal from the chosen step on."""
        self.flush()
        self.rehearsal_requested.emit(self._at, self.rehearsal.speed)

    @Slot()
    def print_sheet(self) -> None:
        """Ask for the routine as it stands on paper."""
        self._ask_for_sheet("print")

    @Slot(str)
    def _ask_for_sheet(self, wish: str) -> None:
        self.flush()
        self.sheet_requested.emit(wish)

    @Slot()
    def _choose(self) -> None:
        row = self.steps.row
        if row is None or row.at == self._at:
            return
        self.shown_form.flush()
        self._typed = None
        self._at = row.at
        if self.pane is self.picker:
            self.show_pane(self.fields)
        self.show_draft()
        self.fields.verticalScrollBar().setValue(0)

    @Slot()
    def _open(self) -> None:
        self.show_pane(self.fields)
        self.form.take_focus()

    @Slot()
    def _back_to_steps(self) -> None:
        self.form.flush()
        self.steps.setFocus(Qt.FocusReason.OtherFocusReason)

    # Exercises

    @Slot()
    def add(self) -> None:
        """Offer the exercises for a step after the chosen one."""
        self._open_picker("step")

    @Slot()
    def _add_circuit(self) -> None:
        if self.steps.row is not None and self.steps.row.kind is RowKind.STEP:
            self.flush()
            self._change("a circuit", lambda: draft_steps.make_circuit(self._draft, self._at))
        else:
            self._open_picker("circuit")

    @Slot()
    def _add_alternative(self) -> None:
        self._open_picker("instead")

    @Slot()
    def _pick_other(self) -> None:
        self._open_picker("other")

    @Slot(str)
    def _look_for(self, letter: str) -> None:
        self._open_picker("step", letter)

    def _open_picker(self, pick: str, typed: str = "") -> None:
        self.flush()
        self._pick = pick
        self.show_pane(self.picker)
        self.picker.open(TITLES[pick], self._known(), typed)

    @Slot()
    def open_paste(self) -> None:
        """Let steps be typed or pasted as plain text."""
        self.flush()
        self.show_pane(self.paste)
        self.paste.open(self._known())

    @Slot()
    def _paste(self) -> None:
        """Let the clipboard's text be read as steps."""
        self.open_paste()
        self.paste.text.paste()

    @Slot(object)
    def _take_plain(self, read: PlainRoutine) -> None:
        draft, at = self._draft, self._at
        steps = [draft_steps.node_written(node) for node in read.nodes]

        def act() -> At:
            if read.name and not draft.count(draft_steps.STEPS):
                draft.set(("name",), read.name)
            return draft_steps.add_steps(draft, at, steps)

        self._change("the steps from text", act)
        self.show_fields()

    def _known(self) -> list[Exercise]:
        shelf = self._draft.exercises
        return [exercise for name in shelf.names() if (exercise := shelf.find(name)) is not None]

    def take_made(self, key: str) -> None:
        """Put in an exercise that was made or changed for this routine; the empty key: none was kept."""
        exercise = self._draft.exercises.find(key) if key else None
        if exercise is not None:
            self._take_exercise(exercise, exercise.name)
        elif self.pane is self.picker:
            self.picker.open(TITLES[self._pick], self._known(), self.picker.search.text())

    @Slot(object, str)
    def _take_exercise(self, exercise: Exercise | None, name: str) -> None:
        step = draft_steps.inline_step(name) if exercise is None else self._usual(exercise)
        title = exercise.name if exercise is not None else name
        draft, at = self._draft, self._at
        self._change(title, {
            "step": lambda: draft_steps.add_step(draft, at, step),
            "circuit": lambda: draft_steps.add_circuit(draft, at, step),
            "instead": lambda: draft_steps.add_alternative(draft, at, step),
            "other": lambda: draft_steps.exchange(draft, at, step),
        }[self._pick])  # fmt: skip
        self.show_pane(self.fields)
        self.form.take_focus()
