"""The chosen session: its steps, planned and done side by side, what was said of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.exercise import side_of
from app.core.past import PastSession, PastStep
from app.ui.session_summary import DoneBar
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button
from app.ui.widgets.done_bars import DoneBars
from app.ui.widgets.label import Label
from app.ui.widgets.session_row import how_it_went, stiffness_words
from app.ui.widgets.why_chips import WORDS
from app.ui.wording import capital, clock, time_of_day


class HistoryDetail(QFrame):
    """Shows one session; the buttons ask to edit or to delete it."""

    edit_requested = Signal()
    delete_requested = Signal()

    def __init__(self, theme: Theme, name_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name_of = theme, name_of
        self.setProperty("kind", "card")
        self._edit = Button(theme, "Edit", name="Edit this session")
        self._delete = Button(theme, "Delete", name="Delete this session")
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(26, 20, 26, 22)
        self._column.setSpacing(14)
        buttons = QHBoxLayout()
        buttons.addWidget(self._edit)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        self._column.addLayout(buttons)
        self._edit.clicked.connect(self.edit_requested)
        self._delete.clicked.connect(self.delete_requested)

    def show_session(self, session: PastSession, steps: Sequence[PastStep], day: str) -> None:
        """Show a session with its steps; `day` in words."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = self._filled(session, steps, day)
        self._column.insertWidget(0, self._body)

    def _filled(self, session: PastSession, steps: Sequence[PastStep], day: str) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(self._theme, session.name, 20, 700))
        when = f"{day} {time_of_day(session.started)}, {how_it_went(session)}"
        column.addWidget(Label(self._theme, when, 16, role=Role.MUTED))
        words = f"{clock(session.done_seconds)} of {clock(session.planned_seconds)} of work"
        said = capital(stiffness_words(session))
        column.addWidget(Label(self._theme, ". ".join(filter(None, (words, said))) + ".", 16, role=Role.MUTED))
        column.addSpacing(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 5)
        before = ""
        for number, step in enumerate(steps):
            self._add_step(grid, number, step, before)
            before = step.exercise
        column.addLayout(grid)
        if session.note:
            column.addSpacing(10)
            column.addWidget(Label(self._theme, f"Note: {session.note}", 16))
        return body

    def _add_step(self, grid: QGridLayout, number: int, step: PastStep, before: str) -> None:
        words = done_words(step)
        bar = DoneBar("", share_of(step), step.outcome, f"{step_name(step, self._name_of)} {words}")
        again = step.exercise == before and side_of(step.position) is not None
        name = Label(self._theme, short_name(step, "" if again else self._name_of(step.exercise)), 16)
        if step.why is not None:
            name.setText(f"{name.text()} · {WORDS[step.why].lower()}")
        grid.addWidget(name, number, 0)
        grid.addWidget(DoneBars(self._theme, (bar,)), number, 1)
        label = Label(self._theme, words, 16, tabular=True, wrap=False)
        grid.addWidget(label, number, 2, Qt.AlignmentFlag.AlignRight)


def share_of(step: PastStep) -> float:
    """Return how much of what was planned was done, from 0 to 1."""
    if step.reps_planned and not step.done:
        return min(1.0, (step.reps or 0) / step.reps_planned)
    return min(1.0, step.done / step.planned) if step.planned else 0.0


def done_words(step: PastStep) -> str:
    """Return done and planned: 3:50 / 3:50, or repetitions where it has some."""
    if step.reps_planned:
        return f"{step.reps or 0} / {step.reps_planned}"
    return f"{clock(step.done)} / {clock(step.planned)}"


def short_name(step: PastStep, exercise: str) -> str:
    """Return the exercise, where it is to be said, with the side as a letter, set and round."""
    side = side_of(step.position)
    where = side.value[0].upper() if side is not None else (step.position or "")
    sets = f"set {step.set}" if step.set > 1 else ""
    rounds = f"round {step.round}" if step.round > 1 else ""
    return " ".join(filter(None, (exercise, where, sets, rounds)))


def step_name(step: PastStep, name_of: Callable[[str], str]) -> str:
    """Return a step's exercise, position, set and round in full."""
    parts = (
        name_of(step.exercise),
        step.position or "",
        f"set {step.set}" if step.set > 1 else "",
        f"round {step.round}" if step.round > 1 else "",
    )
    return ", ".join(filter(None, parts))
