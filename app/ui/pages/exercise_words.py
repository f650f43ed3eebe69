"""The words of an exercise in its editor: names, sides, lines, and what else its file may say."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.core.faults import Fault
from app.storage.exercise_draft import ExerciseDraft
from app.ui.theme import Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label
from app.ui.widgets.written_field import WrittenField

# Makes a change of the draft; what is refused is said at the field, where there is one.
Change = Callable[[Callable[[], object], WrittenField | None], None]


class Said(NamedTuple):
    """A field: the file's key, its name, a word of help, an example, and how it is written."""

    key: str
    name: str
    help: str = ""
    example: str = ""
    kind: str = "text"  # text, comma (a list on one line), lines


FIELDS = (
    Said("name", "Name", example="Bridge on one leg"),
    Said("summary", "In one sentence", example="Wakes the seat, and lets the lower back rest."),
    Said("setup", "How to get into it", "Read before the clock runs, one step on each line. {side} becomes right or "
         "left.", "Lie on your back, knees bent.\nCross the {side} ankle over the {other side} knee.", "lines"),
    Said("cues", "While it runs", "Short lines, shown one after the other.", "Let the shoulders sink.", "lines"),
    Said("easier", "Easier forms", "The E key takes the next of them.", "A cushion under the {side} hip.", "lines"),
    Said("care", "With care", "When to take something else.", "Knee complains? Take thread the needle instead.",
         "lines"),
    Said("after", "How to get up again", "Said when it is over.", "Roll onto your side and push up.", "lines"),
    Said("works", "What it works", "With commas between.", "hips, lower back", "comma"),
    Said("needs", "What it needs", "With commas between.", "mat, strap or towel", "comma"),
    Said("called", "Short name", "For the player and the voice, at most 20 characters.", "Bridge"),
    Said("settle", "Time to get into it", "For a newcomer, the first time.", "20 s"),
    Said("describe", "What is seen", "For those who cannot see the picture.", "She lies on her back, hips lifted."),
)  # fmt: skip
HEAD = (("name",), ("summary",))
BELOW = (("setup",), ("cues",), ("easier",), ("care",), ("after",), ("works", "needs"), ("called", "settle"),
         ("describe",))  # fmt: skip
LINED = {said.key for said in FIELDS if said.kind == "lines"} | {"sides"}
NONE, BOTH, NAMED = "The same on both sides", "Right and left", "Positions of other names"
RIGHT_LEFT = ("right", "left")


class ExerciseWords(QObject):
    """Makes the fields, and keeps them and the draft the same."""

    def __init__(self, theme: Theme, draft: ExerciseDraft, change: Change, parent: QWidget) -> None:
        super().__init__(parent)
        self._draft, self._change = draft, change
        self.fields: dict[str, WrittenField] = {}
        self._said = {said.key: said for said in FIELDS}
        for said in self._said.values():
            field = WrittenField(theme, said.name, said.help, many=said.kind == "lines", example=said.example)
            field.setProperty("key", said.key)
            field.given.connect(self._take)
            self.fields[said.key] = field
        self.sides = SidesField(theme)
        self.sides.given.connect(self._take_sides)

    def head(self) -> Sequence[Sequence[QWidget]]:
        """Return the fields that stand first, in rows."""
        return [*([self.fields[key] for key in row] for row in HEAD), [self.sides]]

    def lines(self) -> Sequence[Sequence[QWidget]]:
        """Return the fields that stand under the picture, in rows."""
        return [[self.fields[key] for key in row] for row in BELOW]

    def show_draft(self) -> None:
        """Show what the file says now, with its problems."""
        for key, said in self._said.items():
            self.fields[key].show_text(self._text(said))
            self.fields[key].show_problem("" if self._draft.untouched else problem_words(self._draft, key))
        self.sides.show_sides(self._draft.texts(("sides",)))
        self.sides.names.show_problem(problem_words(self._draft, "sides"))

    def give(self) -> None:
        """Take what is still being typed."""
        for field in (*self.fields.values(), self.sides.names):
            field.control.give()

    def _text(self, said: Said) -> str:
        if said.kind == "text":
            return self._draft.value((said.key,)) or ""
        return (", " if said.kind == "comma" else "\n").join(self._draft.lines(said.key))

    @Slot(str)
    def _take(self, text: str) -> None:
        sender = self.sender()
        if not isinstance(sender, WrittenField):
            return
        said = self._said[str(sender.property("key"))]
        if said.kind == "text":
            self._change(partial(self._draft.set_text, said.key, text), sender)
        else:
            parts = text.split("\n") if said.kind == "lines" else re.split(r"\s*,\s*", text)
            self._change(partial(self._draft.set_texts, said.key, parts), sender)

    @Slot(object)
    def _take_sides(self, sides: Sequence[str]) -> None:
        self._change(partial(self._draft.set_texts, "sides", sides), self.sides.names)


def problem_words(draft: ExerciseDraft, key: str, *further: int | str) -> str:
    """Return what is wrong at a field, in the checker's words without the field's name; empty where nothing is."""
    return "\n".join(_words(fault, key, draft) for fault in draft.faults_at((key, *further)))


def _words(fault: Fault, key: str, draft: ExerciseDraft) -> str:
    text = fault.text
    for prefix in (key, "image", "for", "mirror"):
        text = text.removeprefix(f"{prefix}: ")
    at = draft.place_of(fault)
    number = f"Line {at[1] + 1}: " if key in LINED and len(at) > 1 and isinstance(at[1], int) else ""
    said = f"{text} {fault.hint}".strip()
    return f"{number}{said if number or said.startswith(chr(34)) else said[:1].upper() + said[1:]}"


class SidesField(QWidget):
    """Whether there are positions, and their names; `given` carries the names."""

    given = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._named = False
        self._group = QButtonGroup(self)
        self._buttons = {text: Button(theme, text, Kind.CHIP, size=15) for text in (NONE, BOTH, NAMED)}
        self.names = WrittenField(
            theme, "Their names", "One on each line, the first one first. With right or left in it, the text can say "
            "{side}.", many=True, example="right knee forward\nleft knee forward",
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(theme, "Sides", 16, 600))
        row = Flow(gap=8)
        for button in self._buttons.values():
            button.setCheckable(True)
            self._group.addButton(button)
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.names)
        self._group.buttonClicked.connect(self._choose)
        self.names.given.connect(self._take_names)
        self.show_sides(())

    def button(self, words: str) -> Button:
        """Return the button of a choice."""
        return self._buttons[words]

    def show_sides(self, sides: Sequence[str]) -> None:
        """Show which positions there are."""
        kind = NONE if not sides else BOTH if tuple(sides) == RIGHT_LEFT else NAMED
        # Whoever wants to write names keeps the field, also before there is one.
        kind = NAMED if self._named else kind
        self._buttons[kind].setChecked(True)
        self.names.setVisible(kind == NAMED)
        self.names.show_text("\n".join(sides))

    @Slot(object)
    def _choose(self, button: Button) -> None:
        self._named = button is self._buttons[NAMED]
        if self._named:
            self.names.setVisible(True)
            self.names.control.setFocus()
            return
        self.names.setVisible(False)
        self.given.emit(RIGHT_LEFT if button is self._buttons[BOTH] else ())

    @Slot(str)
    def _take_names(self, text: str) -> None:
        self.given.emit(tuple(text.split("\n")))
