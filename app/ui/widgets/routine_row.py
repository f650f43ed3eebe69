"""One step on a routine's page: its picture, what it is, and its dose at the chosen length."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.core.exercise import worded
from app.core.outline import Row, dose_of
from app.core.routine import Choice, Profile, Step
from app.ui.dose_words import dose_words
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label
from app.ui.widgets.picture import Picture
from app.ui.wording import capital, positions

THUMB = (120, 90)


class RoutineRow(QWidget):
    """`choice_made` carries the number of the top-level step and of the alternative, both from 1."""

    choice_made = Signal(int, int)

    def __init__(self, theme: Theme, pictures: Pictures, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._row = theme, row
        self._make(pictures)
        self._arrange()
        self._connect()
        self.show_row(row)

    def _make(self, pictures: Pictures) -> None:
        self._picture = Picture(self._theme, pictures)
        self._picture.setFixedSize(*THUMB)
        self._name = Label(self._theme, "", 19, 700, natural=True)
        self._detail = Label(self._theme, "", 16, role=Role.MUTED)
        self._dose = Label(self._theme, "", 18, 600, tabular=True, wrap=False)
        self._other = Button(self._theme, "", Kind.CHIP) if isinstance(self._row.node, Choice) else None

    def _arrange(self) -> None:
        title = Flow(gap=10)
        title.addWidget(self._name)
        if self._other is not None:
            title.addWidget(self._other)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addLayout(title)
        words.addWidget(self._detail)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(self._row.depth * 28, 10, 0, 10)
        row.setSpacing(20)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self._dose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(hairline())
        if self._row.rounds > 1:
            column.addWidget(Label(self._theme, f"{self._row.rounds} rounds", 15, 600, Role.MUTED))
        column.addLayout(row)

    def _connect(self) -> None:
        if self._other is not None:
            self._other.clicked.connect(self._offer)

    def show_row(self, row: Row) -> None:
        """Show the row as it is planned now."""
        self._row = row
        option = row.block.option if row.block is not None else None
        step = self._step()
        exercise = option.exercise if option is not None else step.exercise
        first = step.positions[0] if step.positions else (exercise.sides[0] if exercise.sides else None)
        self._picture.show_exercise(exercise, first)
        self._name.setText(exercise.name)
        self._name.set_role(Role.INK if option is not None else Role.MUTED)
        if option is None:
            self._dose.setText("left out")
            self._detail.setText("to fit the time you have")
            self._detail.show()
            return
        dose = dose_of(option)
        self._dose.setText(dose_words(dose))
        needs = [need for need in exercise.needs if need != "mat"]
        quiet = "screen goes dark, a soft bell at the end"
        details = (
            positions(dose.positions) + (" in turn" if dose.alternating else ""),
            ", ".join(needs),
            option.load,
            *worded((option.note,), first),
            quiet if option.segments and option.segments[-1].sound is Profile.QUIET else "",
        )
        self._detail.setText(" · ".join(filter(None, details)))
        self._detail.setVisible(bool(self._detail.text()))
        if self._other is not None and row.block is not None:
            others = [o.exercise.name for o in row.block.options if o is not option]
            words = others[0] if len(others) == 1 else f"{len(others)} others"
            self._other.say(f"or {words[:1].lower()}{words[1:]} ▾", f"Instead of {exercise.name}: {', '.join(others)}")

    def _step(self) -> Step:
        node = self._row.node
        if isinstance(node, Choice):
            return node.options[self._row.block.chosen if self._row.block is not None else 0]
        return node

    @Slot()
    def _offer(self) -> None:
        if not isinstance(self._row.node, Choice) or self._other is None:
            return
        menu = QMenu(self)
        group = QActionGroup(menu)
        chosen = self._row.block.chosen if self._row.block is not None else 0
        for number, step in enumerate(self._row.node.options):
            when = f" – when {step.when}" if step.when else ""
            action = menu.addAction(capital(step.exercise.name).replace("&", "&&") + when.replace("&", "&&"))
            action.setData(number + 1)
            action.setCheckable(True)
            action.setChecked(number == chosen)
            group.addAction(action)
        menu.triggered.connect(self._choose)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._other.mapToGlobal(self._other.rect().bottomLeft()))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.choice_made.emit(self._row.number, action.data())


def hairline() -> QFrame:
    """Return a thin line across the page."""
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line
