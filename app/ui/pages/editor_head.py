"""The editor's bars: the name with what was done, undo, text and save; the length with the rehearsal; what is added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.plan_size import plan_seconds
from app.storage.draft_rows import RowKind, is_empty
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label
from app.ui.wording import clock, length_range, spoken_range

if TYPE_CHECKING:
    from app.storage.routine_draft import RoutineDraft

SPEEDS = (1, 5, 20)


class EditorHead(QWidget):
    """Back, the name, what was done last, undo and redo, the text, save."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.back = Button(theme, "‹  Leave", Kind.PLAIN, name="Leave the editor", size=18)
        self.name = Label(theme, "", 20, 700)
        self.state = Label(theme, "", 15, role=Role.MUTED)
        self.undo = Button(theme, "Undo", Kind.PLAIN, name="Undo, Ctrl Z")
        self.redo = Button(theme, "Redo", Kind.PLAIN, name="Redo, Ctrl Shift Z")
        self.as_text = Button(theme, "As text", Kind.PLAIN, name="Edit as text, Ctrl E")
        self.save = Button(theme, "Save", Kind.MAIN, name="Save, Ctrl S")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addSpacing(8)
        row.addLayout(words, 1)
        for button in (self.undo, self.redo, self.as_text, self.save):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._said, self._saved = "", ""

    def show_draft(self, draft: RoutineDraft, name: str) -> None:
        """Show the name and whether all is saved."""
        self.name.setText(name)
        self.undo.setEnabled(draft.can_undo)
        self.redo.setEnabled(draft.can_redo)
        self._saved = "Not saved yet" if draft.changed else "Saved"
        self._show_state()
        self._said = ""

    def say(self, sentence: str) -> None:
        """Say what was done, until the next thing is."""
        self._said = sentence
        self._show_state()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.state, sentence))

    def _show_state(self) -> None:
        known = not self._said or self._said.startswith(self._saved)  # "Saved as evening.yaml." says it already
        self.state.setText(self._said or self._saved if known else f"{self._saved} · {self._said}")
        self.state.setAccessibleName(self.state.text())


class Rehearsal(QWidget):
    """How long it takes, and the rehearsal from the chosen step at a speed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.speed = float(SPEEDS[-1])
        self.total = Label(theme, "", 30, 700, tabular=True, wrap=False)
        self.ends = Label(theme, "", 15, role=Role.MUTED)
        self.button = Button(theme, "Rehearse", name="Rehearse from the chosen step, Ctrl R")
        self.faster = Button(theme, "", Kind.CHIP, size=15)
        self.faster.clicked.connect(self._change)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.total)
        words.addWidget(self.ends)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.faster, 0, Qt.AlignmentFlag.AlignVCenter)
        self._say_speed()

    def show_draft(self, draft: RoutineDraft) -> None:
        """Show the length at both ends; where something is wrong, that nothing can be said yet."""
        routine = draft.read.routine
        if routine is not None:  # what would be too large is a problem already
            self._show_length(plan_seconds(routine, 0), plan_seconds(routine, 100))
            return
        bad = len([fault for fault in draft.read.faults if not fault.warning])
        words = "one problem" if bad == 1 else f"{bad} problems"
        if bad == 1 and is_empty(draft):
            words = "no step yet"
        self.total.setText("– min")
        self.total.setAccessibleName("No length yet")
        self.ends.setText(words)

    def _show_length(self, shortest: float, longest: float) -> None:
        self.total.setText(length_range(shortest, longest))
        self.total.setAccessibleName(f"Takes {spoken_range(shortest, longest)}")
        self.ends.setText(clock(shortest) if shortest == longest else f"{clock(shortest)} to {clock(longest)}")

    @Slot()
    def _change(self) -> None:
        self.speed = float(SPEEDS[(SPEEDS.index(int(self.speed)) + 1) % len(SPEEDS)])
        self._say_speed()

    def _say_speed(self) -> None:
        speed = int(self.speed)
        self.faster.say(f"{speed} ×", f"Rehearse at {speed} times the speed; press for another speed")


class EditorFoot(QWidget):
    """What can be added to the steps."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.add = Button(theme, "+ Exercise", Kind.CHIP, name="Add an exercise, Ctrl Enter", size=16)
        self.circuit = Button(theme, "+ Circuit", Kind.CHIP, size=16)
        self.instead = Button(theme, "+ Instead of it", Kind.CHIP, size=16)
        self.paste = Button(theme, "+ From text", Kind.CHIP, name="Add steps that are written as plain text", size=16)
        flow = Flow(self, 8)
        for button in (self.add, self.circuit, self.instead, self.paste):
            flow.addWidget(button)

    def show_kind(self, kind: RowKind) -> None:
        """Say what the buttons do with what is chosen."""
        step = kind is RowKind.STEP
        self.circuit.say("+ Circuit", "Repeat the chosen step in a circuit" if step else "Add a circuit")
        self.instead.setEnabled(kind in (RowKind.STEP, RowKind.CHOICE))
        self.instead.say("+ Instead of it", "Add another exercise to choose instead of the chosen one")
