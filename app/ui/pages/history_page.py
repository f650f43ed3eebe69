"""Past sessions: the list, and beside it the steps of the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.exercise import side_of
from app.core.past import PastSession, PastStep
from app.ui.session_summary import DoneBar
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.done_bars import DoneBars
from app.ui.widgets.label import Label
from app.ui.widgets.scroll_page import ScrollPage
from app.ui.widgets.session_row import SessionRow, stiffness_words
from app.ui.wording import clock, near_day, time_of_day

PAGE = 40


class HistoryPage(ScrollPage):
    """Asks `session_chosen` for a session's steps and `more_requested` for older sessions after the last."""

    session_chosen = Signal(object)
    more_requested = Signal(object)

    def __init__(
        self, theme: Theme, name_of: Callable[[str], str], today: Callable[[], date] = date.today,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._name_of, self._today = theme, name_of, today
        self._rows: list[SessionRow] = []
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._empty = Label(
            self._theme, "Nothing yet. A session stands here once it is over, with every hold side by side.", 18,
            role=Role.MUTED,
        )  # fmt: skip
        self._list_card, self._detail = QFrame(), QFrame()
        self._list = QVBoxLayout()
        self._more = Button(self._theme, "Show older ones", Kind.PLAIN)
        self._detail_column = QVBoxLayout()

    def _arrange(self) -> None:
        self.column.addWidget(Label(self._theme, "History", 38, 700))
        self.column.addSpacing(16)
        self.column.addWidget(self._empty)
        for card, layout in ((self._list_card, self._list), (self._detail, self._detail_column)):
            card.setProperty("kind", "card")
            layout.setContentsMargins(16, 16, 16, 16)
            layout.setSpacing(2)
            card.setLayout(layout)
        self._detail_column.setContentsMargins(26, 20, 26, 22)
        sides = QHBoxLayout()
        sides.setSpacing(22)
        sides.addWidget(self._list_card, 5, Qt.AlignmentFlag.AlignTop)
        sides.addWidget(self._detail, 5, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(sides)
        self.column.addStretch(1)
        self._list.addWidget(self._more)
        self._more.hide()
        self._detail.hide()
        self._list_card.hide()

    def _connect(self) -> None:
        self._more.clicked.connect(self._ask_for_more)

    @property
    def rows(self) -> tuple[SessionRow, ...]:
        """Return the rows of the list."""
        return tuple(self._rows)

    def show_sessions(self, sessions: Sequence[PastSession]) -> None:
        """Show the newest sessions; the first of them is chosen."""
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows = []
        self.add_sessions(sessions)
        self._empty.setVisible(not sessions)
        self._list_card.setVisible(bool(sessions))
        self._detail.setVisible(bool(sessions))
        if self._rows:
            self._rows[0].click()

    def add_sessions(self, sessions: Sequence[PastSession]) -> None:
        """Show older sessions under those that stand there."""
        today = self._today()
        for session in sessions:
            row = SessionRow(self._theme, session, today)
            row.chosen.connect(self._choose)
            row.moved.connect(self._move)
            self._list.insertWidget(len(self._rows), row)
            self._rows.append(row)
        self._more.setVisible(len(sessions) >= PAGE)

    def show_steps(self, session: PastSession, steps: Sequence[PastStep]) -> None:
        """Show the steps of a session."""
        clear(self._detail_column)
        head = QHBoxLayout()
        when = f"{near_day(session.started.date(), self._today())} {time_of_day(session.started)}"
        head.addWidget(Label(self._theme, session.name, 20, 700, natural=True))
        head.addWidget(Label(self._theme, when, 16, role=Role.MUTED, wrap=False))
        head.addStretch(1)
        self._detail_column.addLayout(head)
        words = f"{clock(session.done_seconds)} of {clock(session.planned_seconds)} of work"
        said = ". ".join(filter(None, (words, stiffness_words(session))))
        self._detail_column.addWidget(Label(self._theme, said, 16, role=Role.MUTED))
        self._detail_column.addSpacing(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(9)
        before = ""
        for number, step in enumerate(steps):
            self._add_step(grid, number, step, before)
            before = step.exercise
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 5)
        self._detail_column.addLayout(grid)
        if session.note:
            self._detail_column.addSpacing(10)
            self._detail_column.addWidget(Label(self._theme, f"Note: {session.note}", 16))

    def _add_step(self, grid: QGridLayout, number: int, step: PastStep, before: str) -> None:
        side = side_of(step.position)
        letter = side.value[0].upper() if side is not None else ""
        again = step.exercise == before
        name = "" if again and letter else self._name_of(step.exercise)
        where = letter or (step.position or "")
        sets = f"set {step.set}" if step.set > 1 else ""
        rounds = f"round {step.round}" if step.round > 1 else ""
        grid.addWidget(Label(self._theme, " ".join(filter(None, (name, where, sets, rounds))), 16), number, 0)
        share = min(1.0, step.done / step.planned) if step.planned else 0.0
        words = f"{clock(step.done)} / {clock(step.planned)}"
        bar = DoneBar("", share, step.outcome, f"{self._name_of(step.exercise)} {step.position or ''} {words}")
        grid.addWidget(DoneBars(self._theme, (bar,)), number, 1)
        reps = f"{step.reps or 0} / {step.reps_planned}" if step.reps_planned else words
        grid.addWidget(Label(self._theme, reps, 16, tabular=True, wrap=False), number, 2, Qt.AlignmentFlag.AlignRight)

    @Slot(object)
    def _choose(self, session: PastSession) -> None:
        for row in self._rows:
            row.setChecked(row.session is session)
        self.session_chosen.emit(session)

    @Slot(object, int)
    def _move(self, row: SessionRow, step: int) -> None:
        place = self._rows.index(row) + step
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _ask_for_more(self) -> None:
        if self._rows:
            self.more_requested.emit(self._rows[-1].session)


def clear(layout: QVBoxLayout | QHBoxLayout | QGridLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        inner = item.layout()
        if isinstance(inner, QVBoxLayout | QHBoxLayout | QGridLayout):
            clear(inner)
