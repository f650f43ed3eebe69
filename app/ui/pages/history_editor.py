"""A past session to be corrected: when it was, how stiff the back was, the note, and what was done step by step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.lengths import read_length
from app.core.past import CutShort, PastSession, PastStep
from app.core.record import Outcome
from app.storage.history_corrections import SessionEdit
from app.ui.history_query import SessionChange, StepChange
from app.ui.pages.history_detail import step_name
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label
from app.ui.widgets.moment_field import MomentField
from app.ui.widgets.number_scale import NumberScale
from app.ui.widgets.setting_field import Choices
from app.ui.widgets.why_chips import WORDS
from app.ui.wording import clock

REASONS: tuple[CutShort | None, ...] = (None, *CutShort)


@dataclass(frozen=True, slots=True)
class StepFields:
    """The fields of one step."""

    step: PastStep
    done: QLineEdit
    why: Choices | None


class HistoryEditor(QFrame):
    """`saved` carries the change; nothing is kept before Save."""

    saved = Signal(object)
    cancelled = Signal()

    def __init__(
        self, theme: Theme, name_of: Callable[[str], str], session: PastSession, steps: Sequence[PastStep],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._name_of, self._session = theme, name_of, session
        self.setProperty("kind", "card")
        self._make(steps)
        self._arrange()
        self._connect()

    def _make(self, steps: Sequence[PastStep]) -> None:
        theme, session = self._theme, self._session
        self.when = MomentField(theme, "When it began")
        self.when.show_moment(session.started)
        self.before = NumberScale(theme, "How stiff it was before.")
        self.before.set_value(session.stiff_before)
        self.after = NumberScale(theme, "How stiff it was afterwards.")
        self.after.set_value(session.stiff_after)
        self.note = QLineEdit(session.note)
        self.note.setAccessibleName("Note")
        self.note.setMaxLength(2000)
        self.note.setFont(theme.font(16))
        self.fields = [self._fields_of(step) for step in steps]
        self._fault = Label(theme, "", 16, 600, Role.SIDE)
        self._fault.hide()
        self.save = Button(theme, "Save", Kind.MAIN)
        self._cancel = Button(theme, "Cancel")

    def _fields_of(self, step: PastStep) -> StepFields:
        name = step_name(step, self._name_of)
        done = QLineEdit(str(step.reps or 0) if step.reps_planned else clock(step.done))
        done.setAccessibleName(f"{name}: {'repetitions' if step.reps_planned else 'time'} done")
        done.setFont(self._theme.font(16, 500, tabular=True))
        done.setMaximumWidth(round(110 * self._theme.text_scale))
        why = None
        if step.outcome in (Outcome.CUT_SHORT, Outcome.SKIPPED):
            why = Choices(self._theme)
            why.setAccessibleName(f"{name}: why it was cut short")
            for reason in REASONS:
                why.addItem("no reason given" if reason is None else WORDS[reason].lower())
            why.setCurrentIndex(REASONS.index(step.why))
            why.setFont(self._theme.font(15))
        return StepFields(step, done, why)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 20, 26, 22)
        column.setSpacing(8)
        column.addWidget(Label(self._theme, f"Edit {self._session.name}", 20, 700))
        for words, widget in (
            ("Began", self.when), ("Stiffness before", self.before), ("Stiffness afterwards", self.after),
            ("Note", self.note),
        ):  # fmt: skip
            column.addWidget(Label(self._theme, words, 15, role=Role.MUTED))
            column.addWidget(widget)
        column.addSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        row = 0
        for fields in self.fields:
            step = fields.step
            grid.addWidget(Label(self._theme, step_name(step, self._name_of), 16), row, 0)
            grid.addWidget(fields.done, row, 1)
            planned = str(step.reps_planned) if step.reps_planned else clock(step.planned)
            grid.addWidget(Label(self._theme, f"of {planned}", 15, role=Role.MUTED, wrap=False), row, 2)
            if fields.why is not None:
                row += 1
                grid.addWidget(fields.why, row, 0, 1, 3)
            row += 1
        column.addLayout(grid)
        column.addWidget(self._fault)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self._cancel.clicked.connect(self.cancelled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Enter, leave with Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    @property
    def fault(self) -> str:
        """Return what is wrong with what was typed, in a sentence; empty where nothing is."""
        return self._fault.text()

    @Slot()
    def _save(self) -> None:
        changes = []
        for fields in self.fields:
            try:
                change = self._change(fields)
            except ValueError as problem:
                self._fault.setText(str(problem))
                self._fault.show()
                fields.done.setFocus()
                return
            if change is not None:
                changes.append(change)
        started, typed = self._session.started, self.when.moment()
        if typed != started.replace(tzinfo=None, second=0, microsecond=0):
            started = typed.replace(tzinfo=started.tzinfo)
        edit = SessionEdit(started, self.before.value, self.after.value, self.note.text().strip())
        self.saved.emit(SessionChange(self._session.id, edit, tuple(changes)))

    def _change(self, fields: StepFields) -> StepChange | None:
        """Return a step's change, None where there is none; ValueError with a sentence for what cannot be read."""
        step, text = fields.step, fields.done.text().strip()
        done, reps = step.done, step.reps
        why = step.why if fields.why is None else REASONS[fields.why.currentIndex()]
        if step.reps_planned:
            if not text.isascii() or not text.isdigit():
                raise ValueError(f"{step_name(step, self._name_of)}: how many repetitions? {text!r} is no number.")
            reps = int(text)
            if reps != (step.reps or 0):
                share = reps / step.reps_planned
                done = step.planned * share
        elif text != clock(step.done):
            done = seconds_of(text)
        if (done, reps or 0, why) == (step.done, step.reps or 0, step.why):
            return None
        return StepChange(step.place, done, reps, why)


def seconds_of(text: str) -> float:
    """Return the seconds of "3:50", "1:02:05", "90 s" or "2 min"; ValueError with a sentence for anything else."""
    parts = text.split(":")
    if 1 < len(parts) < 4 and all(part.isascii() and part.isdigit() for part in parts):
        seconds = 0.0
        for part in parts:
            seconds = seconds * 60 + int(part)
        return seconds
    if text in {"0", ""}:
        return 0.0
    try:
        return read_length(text)
    except ValueError as problem:
        raise ValueError(f"{text!r} is no length. Write it as 3:50, 90 s or 2 min.") from problem
