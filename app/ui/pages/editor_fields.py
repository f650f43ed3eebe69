"""The fields of a step or a routine: each shows what the file says under one key, with the checker's words below it.

A field tells what was typed once the person pauses, and what it tells stands in the file's text as it was typed, good
or bad. What is typed is one change for undo, from the first letter to the last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.faults import Fault
from app.ui.page_keys import LeftToPage
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label
from app.ui.widgets.setting_field import Choices
from app.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from app.storage.routine_draft import RoutineDraft
    from app.storage.yaml_spans import At
    from app.storage.yaml_writing import Written

PAUSE = 300  # milliseconds after the last key before a field tells
Keys = Mapping[str, "Written | None"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field wants changed: values by place; `typing`: more of the same may follow, all one change for undo."""

    name: str
    field: At = ()  # the field's own place
    sets: tuple[tuple[At, Written | None], ...] = ()
    typing: bool = False
    act: Callable[[RoutineDraft], object] | None = None  # what no setting of a value can say


class Field(QWidget):
    """A label, a control below it, and what is wrong with its value; `changed` carries a FieldChange."""

    changed = Signal(object)

    def __init__(self, theme: Theme, label: str, key: At, *, name: str = "", wide: bool = False) -> None:
        super().__init__()
        self._theme, self.key, self.wide = theme, key, wide
        self.name = name or label
        self._at: At = ()
        self._label = Label(theme, label, 15, role=Role.MUTED)
        self.wrong = Label(theme, "", 15, 500, Role.SIDE)
        self.wrong.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        if label:
            self.column.addWidget(self._label)

    @property
    def place(self) -> At:
        """Return where its value stands in the file."""
        return (*self._at, *self.key)

    @property
    def control(self) -> QWidget:
        """Return what takes the focus."""
        raise NotImplementedError

    @property
    def fault(self) -> str:
        """Return what is wrong with the value, in the checker's words; "" where nothing is."""
        return self.wrong.text()

    def finish(self, control: QWidget) -> None:
        """Put the control in its place, above what is wrong with it where that has no place of its own."""
        self.column.addWidget(control)
        self.column.addWidget(self.wrong)
        self.column.addStretch(1)

    def show_value(self, draft: RoutineDraft, at: At) -> None:
        """Show what the draft says here."""
        self._at = at
        self.read(draft)
        self.show_faults(draft.faults_at(self.place) if self._present(draft) else ())

    def _present(self, draft: RoutineDraft) -> bool:
        """Return whether the file has the key: what is wrong with a step as a whole is not this field's."""
        return not self.key or self.key[0] in draft.keys(self._at)

    def read(self, draft: RoutineDraft) -> None:
        """Take the value into the control."""
        raise NotImplementedError

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say what is wrong with the value."""
        words = "\n".join(f"{fault.text} {fault.hint}".strip() for fault in faults)
        self.wrong.set_role(Role.MUTED if all(fault.warning for fault in faults) else Role.SIDE)
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        self.control.setAccessibleDescription(words)

    def tell(self, keys: Keys, *, typing: bool = False) -> None:
        """Tell what is to be set, by keys beside this one."""
        sets = tuple(((*self._at, *self.key[:-1], key), value) for key, value in keys.items())
        self.changed.emit(FieldChange(self._label.text() or self.name, self.place, sets, typing))

    def flush(self) -> None:
        """Tell at once what was typed and not yet told."""


def plainly(key: str, text: str) -> Keys:
    """Return a text as it was typed; an empty one takes the key away."""
    return {key: text.strip() or None}


class LineField(Field):
    """A line of text; `taken_as` says which keys it sets, `shown_as` how they are shown in it."""

    done = Signal()  # Enter

    def __init__(
        self,
        theme: Theme,
        label: str,
        key: At,
        *,
        name: str = "",
        example: str = "",
        wide: bool = False,
        taken_as: Callable[[str, str], Keys] = plainly,
        shown_as: Callable[[RoutineDraft, At], str] | None = None,
    ) -> None:
        super().__init__(theme, label, key, name=name, wide=wide)
        self._taken_as, self._shown_as = taken_as, shown_as
        self.line = EditorLine(theme)
        self.line.setAccessibleName(self.name)
        self.line.setPlaceholderText(example)
        self._told = self._says = ""  # what was told last, and what the draft says
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._tell_typed)
        self.line.textEdited.connect(self._pause.start)
        self.line.editingFinished.connect(self.flush)
        self.line.returnPressed.connect(self.done)
        self.finish(self.line)

    @property
    def control(self) -> QWidget:
        """Return the line."""
        return self.line

    def read(self, draft: RoutineDraft) -> None:
        """Show the value, unless the person is typing it."""
        if self._pause.isActive():
            return
        text = self._shown_as(draft, self._at) if self._shown_as else draft.value(self.place) or ""
        self._told = self._says = text
        if self.line.text() != text and not (self.line.hasFocus() and self.line.isModified()):
            self.line.setText(text)

    def flush(self) -> None:
        """Tell at once, and show from now on what the file says."""
        if self._pause.isActive():
            self._tell_typed()
        self.line.setModified(False)
        if self.line.text() != self._says:
            self.line.setText(self._says)

    @Slot()
    def _tell_typed(self) -> None:
        self._pause.stop()
        text = self.line.text()
        if text != self._told:
            self._told = text
            self.tell(self._taken_as(str(self.key[-1]), text), typing=True)


class EditorLine(QLineEdit):
    """A line that leaves undo, redo and the page's other keys to the page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setMaxLength(2000)
        self.setProperty("kind", "field")
        LeftToPage(self)
        self._dress()
        theme.changed.connect(self._dress)

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(16, 500))


class TickField(Field):
    """A box to tick: the key says one word, or is not there."""

    def __init__(self, theme: Theme, words: str, key: At, ticked: str = "yes", *, wide: bool = False) -> None:
        super().__init__(theme, "", key, name=words, wide=wide)
        self._ticked = ticked
        self.box = TickBox(theme, words)
        self.box.clicked.connect(self._take)
        self.finish(self.box)

    @property
    def control(self) -> QWidget:
        """Return the box."""
        return self.box

    def read(self, draft: RoutineDraft) -> None:
        """Tick the box where the key says the word."""
        self.box.setChecked((draft.value(self.place) or "").lower() in (self._ticked, "true"))

    @Slot(bool)
    def _take(self, on: bool) -> None:
        self.tell({str(self.key[-1]): self._ticked if on else None})


class OneOfField(Field):
    """One of some words; the first choice takes the key away."""

    def __init__(self, theme: Theme, label: str, key: At, choices: Sequence[tuple[str, str]], nothing: str) -> None:
        super().__init__(theme, label, key)
        self._nothing, self._choices = nothing, list(choices)
        self._values: list[str | None] = []
        self.box = Choices(theme)
        self.box.setAccessibleName(self.name)
        self.box.setMinimumContentsLength(4)
        self.box.setProperty("kind", "field")
        self.box.activated.connect(self._take)
        self.finish(self.box)
        self._dress()
        theme.changed.connect(self._dress)

    @property
    def control(self) -> QWidget:
        """Return the list."""
        return self.box

    def read(self, draft: RoutineDraft) -> None:
        """Show the word; one that is not known stands there too."""
        value = draft.value(self.place)
        rows: list[tuple[str | None, str]] = [(None, self._nothing), *self._choices]
        if value is not None and value not in [given for given, _ in rows]:
            rows.append((value, value))
        values = [given for given, _ in rows]
        if values != self._values:
            self._values = values
            self.box.clear()
            for _, words in rows:
                self.box.addItem(words)
        self.box.setCurrentIndex(values.index(value))

    @Slot(int)
    def _take(self, index: int) -> None:
        self.tell({str(self.key[-1]): self._values[index]})

    @Slot()
    def _dress(self) -> None:
        self.box.setFont(self._theme.font(16, 500))


class WordsField(Field):
    """Any of some words, as chips to be pressed; a list in the file."""

    def __init__(self, theme: Theme, label: str, key: At, words: Sequence[str]) -> None:
        super().__init__(theme, label, key, wide=True)
        self._words, self._given = list(words), [""]
        self._chips: list[Button] = []
        self._row = QWidget()
        self._flow = Flow(self._row, 8)
        self._row.setAccessibleName(self.name)
        self.finish(self._row)

    @property
    def control(self) -> QWidget:
        """Return the first chip."""
        return self._chips[0] if self._chips else self._row

    def read(self, draft: RoutineDraft) -> None:
        """Press the chips of the words that are given; one that is not known has a chip as well."""
        given = list(draft.texts(self.place))
        words = [*self._words, *(word for word in given if word not in self._words)]
        if [chip.property("word") for chip in self._chips] != words:
            for chip in self._chips:
                self._flow.removeWidget(chip)
                chip.deleteLater()
            self._chips = [self._chip(word) for word in words]
        for chip in self._chips:
            chip.setChecked(chip.property("word") in given)
        self._given = given

    def _chip(self, word: str) -> Button:
        chip = Button(self._theme, word, Kind.CHIP, name=f"{self.name}: {word}", size=15)
        chip.setCheckable(True)
        chip.setProperty("word", word)
        chip.clicked.connect(self._take)
        self._flow.addWidget(chip)
        return chip

    @Slot()
    def _take(self) -> None:
        pressed = [str(chip.property("word")) for chip in self._chips if chip.isChecked()]
        kept = [word for word in self._given if word in pressed]
        value = [*kept, *(word for word in pressed if word not in kept)]
        self.tell({str(self.key[-1]): value or None})


class FieldRow(QWidget):
    """Two small controls side by side, with a button that takes them out."""

    removed = Signal(object)

    def __init__(self, theme: Theme, first: QWidget, second: QWidget, name: str) -> None:
        super().__init__()
        self.first, self.second = first, second
        self.away = Button(theme, "×", Kind.PLAIN, name=f"Take out {name}", size=18)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(first, 2)
        row.addWidget(second, 5)
        row.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        self.away.clicked.connect(self._remove)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self)
