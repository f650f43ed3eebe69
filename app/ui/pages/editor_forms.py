"""The right side of the editor: the fields of the chosen step, circuit or choice, or of the routine itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.routine import Profile
from app.core.routine_format import GOALS
from app.core.shelf import HELPS
from app.core.typed_dose import typed_dose
from app.storage.draft_rows import own_faults
from app.ui.pages.editor_doses import (
    SayField,
    SidesField,
    names_taken,
    phases_taken,
    phases_text,
    sides_text,
)
from app.ui.pages.editor_fields import Field, LineField, OneOfField, TickField, WordsField
from app.ui.pages.editor_lines import own_words
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label
from app.ui.widgets.picture import Picture

if TYPE_CHECKING:
    from app.storage.draft_rows import DraftRow
    from app.storage.routine_draft import RoutineDraft
    from app.storage.yaml_spans import At

COLUMN = 215  # pixels of width that a field wants at least
DOSE_COLUMN = 150  # and one with a dose in it
MOST_COLUMNS = 3
SOUNDS = (
    (Profile.COACH.value, "Bells and a voice"),
    (Profile.BELLS.value, "Bells"),
    (Profile.QUIET.value, "Quiet"),
    (Profile.SILENT.value, "Silent"),
)
PICTURE = (172, 129)


class Form(QWidget):
    """Fields in sections; `changed` carries a FieldChange, `done` says that Enter ended a line."""

    changed = Signal(object)
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.fields: list[Field] = []
        self._grids: list[tuple[QGridLayout, Sequence[Field], int]] = []
        self._placed = 0
        self._faults = Label(theme, "", 15, 500, Role.SIDE)
        self._faults.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 24)
        self.column.setSpacing(10)

    def add_section(self, title: str, fields: Sequence[Field], least: int = COLUMN) -> None:
        """Add fields under a heading, side by side where each has that many pixels of width at least."""
        if title:
            self.column.addSpacing(8)
            self.column.addWidget(Label(self._theme, title, 17, 700))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        self.column.addLayout(grid)
        self._grids.append((grid, fields, least))
        for field in fields:
            field.changed.connect(self.changed)
            if isinstance(field, LineField):
                field.done.connect(self.done)
            self.fields.append(field)
        # At once: a field without its place would be shown as a window of its own.
        self._placed = -1
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many fields side by side as there is room for."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self.width() == self._placed:
            return
        self._placed = self.width()
        for grid, fields, least in self._grids:
            columns = max(1, min(MOST_COLUMNS, int((self.width() - 34) / (least * self._theme.text_scale))))
            for column in range(MOST_COLUMNS):
                grid.setColumnStretch(column, 1 if column < columns else 0)
            row = at = 0
            for field in fields:
                if at and (field.wide or at >= columns):
                    row, at = row + MOST_COLUMNS + 1, 0
                grid.addWidget(field, row, at, 1, columns if field.wide else 1)
                # What is wrong stands below all fields of the row: a narrow one would make a tower of it.
                grid.addWidget(field.wrong, row + 1 + at, 0, 1, columns)
                at += columns if field.wide else 1

    def show_row(self, draft: RoutineDraft, row: DraftRow) -> None:
        """Show what the draft says of a row."""
        for field in self.fields:
            field.show_value(draft, row.at)
        self._show_others(draft, row.at)

    def _show_others(self, draft: RoutineDraft, at: At) -> None:
        """Say what is wrong with the step as a whole, or with a key that has no field here."""
        said = {fault for field in self.fields for fault in draft.faults_at(field.place) if field.fault}
        others = [fault for fault in own_faults(draft, at) if fault not in said]
        self._faults.setText("\n".join(f"{fault.text} {fault.hint}".strip() for fault in others))
        self._faults.set_role(Role.MUTED if all(fault.warning for fault in others) else Role.SIDE)
        self._faults.setVisible(bool(others))

    @property
    def others(self) -> str:
        """Return what is wrong that no field of its own says; "" where nothing is."""
        return self._faults.text()

    def flush(self) -> None:
        """Tell at once what was typed."""
        for field in self.fields:
            field.flush()

    def take_focus(self) -> None:
        """Go to the first field, all of its text chosen."""
        self.focus_field(self.fields[0])

    def focus_field(self, field: Field) -> None:
        """Go to a field."""
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, LineField):
            field.line.selectAll()


def timing(theme: Theme, keys: Sequence[tuple[str, str, str]]) -> list[Field]:
    """Return fields of lengths: key, label, and what holds where nothing is written."""
    return [LineField(theme, label, (key,), example=example) for key, label, example in keys]


class StepForm(Form):
    """One exercise with its dose; `exercise_wanted` asks for another exercise in its place."""

    exercise_wanted = Signal()

    def __init__(self, theme: Theme, pictures: Pictures) -> None:
        super().__init__(theme)
        self.picture = Picture(theme, pictures)
        self.picture.setFixedSize(*PICTURE)
        self._name = Label(theme, "", 24, 700)
        self._summary = Label(theme, "", 15, role=Role.MUTED)
        self.other = Button(theme, "Another exercise", Kind.LINK, name="Take another exercise; its dose stays", size=15)
        self.other.clicked.connect(self.exercise_wanted)
        self._arrange_head()
        self.column.addWidget(self._faults)
        self._make_fields()
        self.column.addStretch(1)

    def _arrange_head(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._name)
        words.addWidget(self._summary)
        words.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addLayout(words, 1)
        head.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)

    def _make_fields(self) -> None:
        theme = self._theme
        self.hold = LineField(
            theme, "Hold", ("hold",), example="2-3 min, 1:30", taken_as=typed_dose,
            name="Hold: how long, such as 3-5 min or 1:30; 2 x 10 and 10 x 5 s go too",
        )  # fmt: skip
        self.reps = LineField(
            theme, "Repetitions", ("reps",), example="10, 2 x 10", taken_as=typed_dose,
            name="Repetitions, such as 10 or 5-10; 2 x 10 and 10 x 5 s go too",
        )  # fmt: skip
        self.sets = LineField(theme, "Sets", ("sets",), example="1", taken_as=typed_dose)
        self.phases = LineField(
            theme, "One repetition", ("rep",), example="lift 2 s, lower 3 s", wide=True, taken_as=phases_taken,
            shown_as=phases_text, name="One repetition: its phases in order, such as lift 2 s, lower 3 s",
        )  # fmt: skip
        self.pace = TickField(theme, "At one's own pace", ("pace",), "own", wide=True)
        self.sides = SidesField(theme)
        self.inline = (
            LineField(theme, "Name", ("name",), example="Bridge"),
            LineField(theme, "Its sides", ("sides",), example="right leg, left leg", taken_as=names_taken,
                      shown_as=sides_text),
        )  # fmt: skip
        self.when = LineField(theme, "For whom", ("when",), example="pigeon bothers your knees", wide=True)
        self.own_words = own_words(theme)
        self.add_section("", self.inline)
        self.add_section(
            "", (self.hold, self.reps, self.sets, self.phases, self.pace, self.sides, self.when), DOSE_COLUMN
        )
        self.add_section("Around it", [
            *timing(theme, (("rest", "Rest between sets", "30 s"), ("get ready", "Get ready", "as the routine"),
                            ("switch", "Change of side", "as the routine"))),
            OneOfField(theme, "Sound", ("sound",), SOUNDS, "As the routine"),
            LineField(theme, "Load", ("load",), example="8 kg"),
        ])  # fmt: skip
        self.add_section("", (
            LineField(theme, "Note", ("note",), wide=True),
            TickField(theme, "May be left out to fit the time", ("optional",), wide=True),
            SayField(theme),
        ))  # fmt: skip
        self._own_title = Label(theme, "The exercise in words", 17, 700)
        self.column.addSpacing(8)
        self.column.addWidget(self._own_title)
        self.add_section("", self.own_words)

    def show_row(self, draft: RoutineDraft, row: DraftRow) -> None:
        """Show what the draft says of a step."""
        keys = draft.keys(row.at)
        own = "do" not in keys
        for widget in (*self.inline, self._own_title, *self.own_words):
            widget.setVisible(own)
        self.when.setVisible(len(row.at) > 1 and row.at[-2] == "choose")
        # What says nothing here does not ask: phases need repetitions, sides an exercise that has them.
        self.phases.setVisible("rep" in keys or ("reps" in keys and "hold" not in keys))
        self.pace.setVisible("pace" in keys or "rep" in keys)
        exercise = row.exercise
        self.sides.take_exercise(exercise)
        self._name.setText(row.title)
        self._summary.setText(exercise.summary if exercise is not None else "")
        self._summary.setVisible(bool(self._summary.text()))
        self.other.say("Another exercise" if exercise is not None else "An exercise that is known", self.other.text())
        self.picture.show_exercise(exercise, row.position)
        self.picture.setVisible(exercise is not None)
        self.sides.setVisible("each" in keys or "sides" in keys or (exercise is not None and bool(exercise.sides)))
        super().show_row(draft, row)

    def take_focus(self) -> None:
        """Go to the dose: what was just put in has one that is changed most of all."""
        self.focus_field(self.hold if self.hold.line.text() or not self.reps.line.text() else self.reps)


class CircuitForm(Form):
    """The rounds of a circuit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.column.addWidget(Label(theme, "A circuit", 24, 700))
        self.column.addWidget(Label(
            theme, "Its steps one after the other, then all of them again. Add them while it is chosen.", 15,
            role=Role.MUTED,
        ))  # fmt: skip
        self.column.addWidget(self._faults)
        self.add_section("", [
            LineField(theme, "Rounds", ("repeat",), example="3, 2-4"),
            *timing(theme, (("rest", "Rest between rounds", "0 s"),)),
        ])  # fmt: skip
        self.add_section("For all of its steps", [
            *timing(theme, (("get ready", "Get ready", "as the routine"),
                            ("switch", "Change of side", "as the routine"))),
            OneOfField(theme, "Sound", ("sound",), SOUNDS, "As the routine"),
        ])  # fmt: skip
        self.add_section("", [TickField(theme, "May be left out to fit the time", ("optional",), wide=True)])
        self.column.addStretch(1)


class ChoiceForm(Form):
    """What holds for all alternatives of a choice."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.column.addWidget(Label(theme, "One of these", 24, 700))
        self.column.addWidget(Label(
            theme, "The first one is played unless the person takes another, before the start or in the session.", 15,
            role=Role.MUTED,
        ))  # fmt: skip
        self.column.addWidget(self._faults)
        self.add_section("For all of them", [
            *timing(theme, (("rest", "Rest between sets", "30 s"), ("get ready", "Get ready", "as the routine"),
                            ("switch", "Change of side", "as the routine"))),
            OneOfField(theme, "Sound", ("sound",), SOUNDS, "As the routine"),
            LineField(theme, "Note", ("note",), wide=True),
            TickField(theme, "May be left out to fit the time", ("optional",), wide=True),
        ])  # fmt: skip
        self.column.addStretch(1)


class RoutineForm(Form):
    """The routine's own words and times; `sheet_wanted` carries `save` or `print`: the routine on paper."""

    sheet_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.column.addWidget(Label(theme, "The routine", 24, 700))
        self.column.addWidget(self._faults)
        self.name = LineField(theme, "Name", ("name",), example="Evening ten", wide=True)
        self.add_section("", [
            self.name,
            LineField(theme, "In a sentence", ("summary",), example="Long holds before bed.", wide=True),
            WordsField(theme, "For", ("goal",), GOALS),
            WordsField(theme, "Helps", ("helps",), HELPS),
        ])  # fmt: skip
        self.add_section("Times where a step says nothing else", [
            *timing(theme, (("get ready", "Get ready", "10 s"), ("first get ready", "Before the first one", "10 s"),
                            ("switch", "Change of side", "8 s"), ("rest", "Rest", "30 s"))),
            OneOfField(theme, "Sound", ("sound",), SOUNDS, "Bells, as usual"),
        ])  # fmt: skip
        self.add_section("Where it comes from", [
            LineField(theme, "By", ("by",), example="your physiotherapist"),
            LineField(theme, "How often", ("often",), example="3 per week"),
            LineField(theme, "Until", ("until",), example="2027-01-31"),
            TickField(theme, "Always at its shortest", ("level",), "fixed", wide=True),
        ])  # fmt: skip
        self.save_sheet = Button(
            theme, "Save as PDF …", Kind.CHIP, name="Save the routine as a sheet of paper", size=15
        )
        self.print_sheet = Button(theme, "Print …", Kind.CHIP, name="Print the routine as a sheet, Ctrl P", size=15)
        self.save_sheet.clicked.connect(self._want_file)
        self.print_sheet.clicked.connect(self._want_paper)
        self.column.addSpacing(8)
        self.column.addWidget(Label(theme, "On paper, with figures, doses and boxes to tick", 17, 700))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save_sheet)
        row.addWidget(self.print_sheet)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    @Slot()
    def _want_file(self) -> None:
        self.sheet_wanted.emit("save")

    @Slot()
    def _want_paper(self) -> None:
        self.sheet_wanted.emit("print")
