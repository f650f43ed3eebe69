"""The fields of a dose that are more than a line: the sides, the phases of a repetition, and what is said during it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.typed_dose import typed_names, typed_phases
from app.storage.draft_rows import phases_of
from app.ui.pages.editor_fields import EditorLine, Field, FieldChange, FieldRow, Keys, LineField
from app.ui.theme import Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.flow import Flow
from app.ui.widgets.setting_field import Choices

if TYPE_CHECKING:
    from app.core.exercise import Exercise
    from app.storage.routine_draft import RoutineDraft
    from app.storage.yaml_spans import At
    from app.storage.yaml_writing import Written

NAMED = "named"
EACH = (
    ("", "The first side alone"),
    ("side", "Each side, one after the other"),
    ("alternate", "Another side at every repetition"),
    (NAMED, "These, in this order"),
)


class SidesField(Field):
    """Which positions the dose goes over: none, each, in turn, or some of them in an order of one's own."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Sides", ("each",), wide=True)
        self._sides: tuple[str, ...] = ()
        self._given: tuple[str, ...] = ()
        self.box = Choices(theme)
        self.box.setAccessibleName("Sides")
        self.box.setProperty("kind", "field")
        for _, words in EACH:
            self.box.addItem(words)
        self.box.activated.connect(self._take)
        self._chips: list[Button] = []
        self._row = QWidget()
        self._flow = Flow(self._row, 8)
        self.line = EditorLine(theme)
        self.line.setPlaceholderText("centre, right, left")
        self.line.setAccessibleName("The positions in their order, with commas between")
        self.line.editingFinished.connect(self._take_line)
        self.column.addWidget(self.box)
        self.column.addWidget(self._row)
        self.finish(self.line)
        self._dress()
        theme.changed.connect(self._dress)

    @property
    def control(self) -> QWidget:
        """Return the list of ways."""
        return self.box

    def take_exercise(self, exercise: Exercise | None) -> None:
        """Know the positions that the exercise has."""
        self._sides = exercise.sides if exercise is not None else ()

    def read(self, draft: RoutineDraft) -> None:
        """Show how the dose goes over the positions, and which they are where they are named."""
        word = draft.value(self.place)
        self._given = () if word is not None else draft.texts(self.place)
        named = bool(self._given)
        known = [given for given, _ in EACH]
        self.box.setCurrentIndex(known.index(NAMED if named else word if word in known else ""))
        words = list(dict.fromkeys((*self._sides, *self._given))) if named and self._sides else []
        if [chip.property("word") for chip in self._chips] != words:
            for chip in self._chips:
                self._flow.removeWidget(chip)
                chip.deleteLater()
            self._chips = [self._chip(side) for side in words]
        for chip in self._chips:
            self._number(chip)
        self._row.setVisible(bool(words))
        self.line.setVisible(named and not self._sides)
        if not self.line.hasFocus():
            self.line.setText(", ".join(self._given))

    def _chip(self, side: str) -> Button:
        chip = Button(self._theme, side, Kind.CHIP, size=15)
        chip.setCheckable(True)
        chip.setProperty("word", side)
        chip.clicked.connect(self._tick)
        self._flow.addWidget(chip)
        return chip

    def _number(self, chip: Button) -> None:
        """Say where a position stands in the order: the one that is ticked last goes last."""
        side = str(chip.property("word"))
        place = self._given.index(side) + 1 if side in self._given else 0
        chip.setChecked(bool(place))
        chip.say(f"{place}  {side}" if place else side, f"{side}, number {place}" if place else f"{side}, left out")

    @Slot(int)
    def _take(self, index: int) -> None:
        word = EACH[index][0]
        if word == NAMED:
            self.tell({"each": list(self._given or self._sides or ("right", "left"))})
        else:
            self.tell({"each": word or None})

    @Slot()
    def _tick(self) -> None:
        chip = self.sender()
        if not isinstance(chip, Button):
            return
        side = str(chip.property("word"))
        left = [name for name in self._given if name != side]
        self.tell({"each": (left if side in self._given else [*left, side]) or None})

    @Slot()
    def _take_line(self) -> None:
        names = typed_names(self.line.text())
        if self.line.isVisible() and names != self._given:
            self.tell({"each": list(names) or None})

    @Slot()
    def _dress(self) -> None:
        self.box.setFont(self._theme.font(16, 500))


def phases_text(draft: RoutineDraft, at: At) -> str:
    """Return the phases of a repetition in a line: lift 2 s, lower 3 s (out)."""
    return ", ".join(phases_of(draft, at)) or draft.value((*at, "rep")) or ""


def phases_taken(key: str, text: str) -> Keys:
    """Return the phases in a line as a list for the file."""
    phases: list[Written] = []
    for phase in typed_phases(text):
        name, length = phase.name_and_length
        phases.append({"name": name, "for": length, "breath": phase.breath} if phase.breath else phase.text)
    return {key: phases or None}


def sides_text(draft: RoutineDraft, at: At) -> str:
    """Return the positions of an exercise of one's own in a line."""
    return ", ".join(draft.texts((*at, "sides")))


def names_taken(key: str, text: str) -> Keys:
    """Return the names in a line as a list for the file."""
    return {key: list(typed_names(text)) or None}


def moment_text(draft: RoutineDraft, at: At) -> str:
    """Return when a line is said: half, 60 s left, every 60 s."""
    every = draft.value((*at, "every"))
    return f"every {every}" if every is not None else draft.value((*at, "at")) or ""


def moment_taken(_: str, text: str) -> Keys:
    """Return when a line is said as the file's keys."""
    clean = text.strip()
    if clean.lower().startswith("every "):
        return {"every": clean[6:].strip(), "at": None}
    return {"at": clean or None, "every": None}


class SayField(Field):
    """The lines that are said and shown in the middle of a hold, each with its moment."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Said during it", ("say",), wide=True)
        self._rows: list[FieldRow] = []
        self._lines: list[tuple[LineField, LineField]] = []
        self._box = QWidget()
        self._list = QVBoxLayout(self._box)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(8)
        self.add = Button(theme, "+ A line", Kind.CHIP, name="Add a line that is said during it", size=15)
        self.add.clicked.connect(self._add)
        self.column.addWidget(self._box)
        row = Flow(gap=8)
        row.addWidget(self.add)
        self.column.addLayout(row)
        self.finish(QWidget())

    @property
    def control(self) -> QWidget:
        """Return the button that adds a line."""
        return self.add

    def read(self, draft: RoutineDraft) -> None:
        """Show the lines."""
        count = draft.count(self.place)
        while len(self._rows) > count:
            row = self._rows.pop()
            self._lines.pop()
            self._list.removeWidget(row)
            row.deleteLater()
        while len(self._rows) < count:
            self._grow()
        self._box.setVisible(bool(count))
        for index, (moment, text) in enumerate(self._lines):
            for field in (moment, text):
                field.show_value(draft, (*self.place, index))

    def _grow(self) -> None:
        number = len(self._rows) + 1
        moment = LineField(
            self._theme, "", ("at",), name=f"When line {number} is said", example="half, 60 s left",
            taken_as=moment_taken, shown_as=moment_text,
        )  # fmt: skip
        text = LineField(self._theme, "", ("text",), name=f"What line {number} says", example="Halfway.")
        row = FieldRow(self._theme, moment, text, f"line {number}")
        for field in (moment, text):
            field.changed.connect(self.changed)
        row.removed.connect(self._remove)
        self._rows.append(row)
        self._lines.append((moment, text))
        self._list.addWidget(row)

    @property
    def rows(self) -> tuple[tuple[LineField, LineField], ...]:
        """Return the fields of each line: its moment and its text."""
        return tuple(self._lines)

    def take_out(self, number: int) -> None:
        """Ask for a line, from 0, to be taken out."""
        self._rows[number].away.click()

    def flush(self) -> None:
        """Tell at once what was typed."""
        for pair in self._lines:
            for field in pair:
                field.flush()

    @Slot()
    def _add(self) -> None:
        line: Written = {"at": "half", "text": "Halfway."}
        place, count = self.place, len(self._rows)

        def act(draft: RoutineDraft) -> None:
            draft.insert(place, count, line)

        self.changed.emit(FieldChange("a line", act=act))

    @Slot(object)
    def _remove(self, row: FieldRow) -> None:
        if row in self._rows:
            self.changed.emit(FieldChange("a line", act=partial(_take_out, self.place, self._rows.index(row))))


def _take_out(place: At, index: int, draft: RoutineDraft) -> None:
    """Take a line out; the last one takes the key along."""
    if draft.count(place) == 1:
        draft.set(place, None)
    else:
        draft.remove((*place, index))
