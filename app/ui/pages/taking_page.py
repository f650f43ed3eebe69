"""A routine from elsewhere, before it is taken: its steps, what comes with it, what is wrong, what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core.exercise import Exercise
from app.core.outline import outline
from app.core.plan_cards import needs_of
from app.core.planning import make_plan
from app.core.routine import Routine
from app.storage.offer_words import exercise_words, own_words
from app.storage.taking import Offer
from app.ui.pages.taking_panel import TakingPanel
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label
from app.ui.widgets.picture import Picture
from app.ui.widgets.routine_row import RoutineRow, hairline
from app.ui.widgets.scroll_page import MARGIN, ScrollPage
from app.ui.wording import length_range, listed

MOST_LINES = 60  # of what a file has to say; `holdwell check` and `import` say all
THUMB = (96, 72)
NARROW = 800  # pixels below which the panel does not stand beside the steps


class TakingPage(ScrollPage):
    """`take_requested` carries the name that the routine is to have here."""

    take_requested = Signal(str)
    replace_requested = Signal()
    leave_requested = Signal()
    open_requested = Signal()

    def __init__(self, theme: Theme, pictures: Pictures, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pictures, self._file = theme, pictures, file
        self._routine: Routine | None = None
        self._rows: list[RoutineRow] = []
        self._choices: dict[int, int] = {}
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._back = Button(self._theme, "‹  Leave it", Kind.PLAIN, name="Leave it", size=18)
        self._from = Label(self._theme, f"From {self._file}", 16, role=Role.MUTED)
        self._title = Label(self._theme, "", 42, 700)
        self._summary = Label(self._theme, "", 18, role=Role.MUTED)
        self._panel = TakingPanel(self._theme)
        self._panel.hide()
        self._head, self._body = QWidget(), QWidget()
        self._narrow = False

    def _arrange(self) -> None:
        self.column.setContentsMargins(MARGIN, 14, MARGIN, 32)
        self.column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(10)
        head = QVBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 12)
        head.setSpacing(4)
        for label in (self._from, self._title, self._summary):
            head.addWidget(label)
        self._words = QVBoxLayout(self._body)
        self._words.setContentsMargins(0, 0, 0, 0)
        self._words.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(36)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(2, 1)
        self._place(narrow=False)
        self.column.addLayout(self._grid)
        self.column.addStretch(1)

    def _place(self, *, narrow: bool) -> None:
        """Put the panel beside the steps, or between title and steps where the page is narrow."""
        self._narrow = narrow
        for widget in (self._head, self._panel, self._body):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._head, 0, 0)
        if narrow:
            self._grid.addWidget(self._panel, 1, 0)
            self._grid.addWidget(self._body, 2, 0)
        else:
            self._grid.addWidget(self._panel, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._body, 1, 0)

    def _connect(self) -> None:
        self._back.clicked.connect(self.leave_requested)
        self._panel.take_requested.connect(self.take_requested)
        self._panel.replace_requested.connect(self.replace_requested)
        self._panel.leave_requested.connect(self.leave_requested)
        self._panel.open_requested.connect(self.open_requested)

    @property
    def panel(self) -> TakingPanel:
        """Return the side with the name and the buttons."""
        return self._panel

    @property
    def title(self) -> str:
        """Return the headline."""
        return self._title.text()

    def show_refused(self, lines: Sequence[str]) -> None:
        """Say that nothing of the file can be taken, and why, line by line."""
        self._title.setText("This cannot be taken")
        self._summary.setText("Nothing was changed.")
        self._words.addWidget(Listing(self._theme, "What is wrong in it", lines, fault=True))
        self._back.say("‹  Close", "Close")
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_offer(self, offer: Offer, routine: Routine, exercises: Sequence[Exercise]) -> None:
        """Show what is offered; `routine` and the `exercises` that come with it are set out with their pictures."""
        self._title.setText(routine.name)
        by = f"By {routine.by}." if routine.by else ""
        self._summary.setText("  ".join(filter(None, (routine.summary, by))))
        self._summary.setVisible(bool(self._summary.text()))
        self._routine, lower = routine, make_plan(routine, 0)
        for row in outline(routine, lower):
            shown = RoutineRow(self._theme, self._pictures, row)
            shown.choice_made.connect(self._look_at)
            self._rows.append(shown)
            self._words.addWidget(shown)
        self._words.addWidget(hairline())
        self._show_lines(offer, exercises)
        steps = len(self._rows)
        needs = listed(list(needs_of(routine)))
        about = [f"{steps} step{'' if steps == 1 else 's'}", f"needs {needs}" if needs else "needs nothing"]
        length = length_range(lower.seconds, make_plan(routine, 100).seconds)
        self._panel.show_offer(offer, length, ", ".join(about))
        self._panel.show()
        self._panel.take_focus()

    def _show_lines(self, offer: Offer, exercises: Sequence[Exercise]) -> None:
        """Show what comes along, what was understood, what was left out and what is to be known."""
        left_out = [f"Line {n.line}: {n.text}" if n.line else n.text for n in offer.parcel.notes if n.left_out]
        self._list("Left out", left_out, fault=True)
        self._list("To be known", [str(fault) for fault in offer.faults], fault=True)
        standing = {one.key: exercise_words(one) for one in offer.exercises}
        if exercises or offer.uses_own:
            self._words.addSpacing(22)
            self._words.addWidget(Label(self._theme, "Exercises that come with it", 20, 700))
        for exercise in exercises:
            self._words.addWidget(Coming(self._theme, self._pictures, exercise, standing.get(exercise.key, "")))
        for line in own_words(offer):
            self._words.addWidget(Label(self._theme, line, 16, role=Role.MUTED))
        understood = [f"Line {n.line}: {n.text}" for n in offer.parcel.notes if not n.left_out]
        self._list("What was understood", understood, fault=False)

    def _list(self, title: str, lines: Sequence[str], *, fault: bool) -> None:
        """Show lines under a title, where there are any."""
        if lines:
            self._words.addSpacing(22)
            self._words.addWidget(Listing(self._theme, title, lines, fault=fault))

    @Slot(int, int)
    def _look_at(self, step: int, number: int) -> None:
        """Show another alternative of a step, both counted from 1."""
        if self._routine is not None:
            self._choices[step] = number
            rows = outline(self._routine, make_plan(self._routine, 0, self._choices))
            for shown, row in zip(self._rows, rows, strict=True):
                shown.show_row(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take it with Enter, leave it with Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._panel.isVisible():
            self._panel.take()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            self.leave_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panel take its share."""
        width = event.size().width()
        narrow = width < NARROW * self._theme.text_scale
        if narrow is not self._narrow:
            self._place(narrow=narrow)
        self._panel.fit_into(width - 2 * MARGIN if narrow else round(width * 0.29), all_of_it=narrow)
        super().resizeEvent(event)


class Coming(QWidget):
    """An exercise that comes with the routine: its picture, its name, and how it stands to those that are there."""

    def __init__(
        self, theme: Theme, pictures: Pictures, exercise: Exercise, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        picture = Picture(theme, pictures, corner=8, moving=True)
        picture.setFixedSize(*THUMB)
        picture.show_exercise(exercise, exercise.sides[0] if exercise.sides else None)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addStretch(1)
        lines.addWidget(Label(theme, exercise.name, 17, 600))
        if words:
            lines.addWidget(Label(theme, words, 16, role=Role.MUTED))
        lines.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(20)
        row.addWidget(picture)
        row.addLayout(lines, 1)


class Listing(QFrame):
    """Lines under a title that can be marked and copied; `fault`: with the edge of what is wrong or left out."""

    def __init__(
        self, theme: Theme, title: str, lines: Sequence[str], *, fault: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "fault" if fault else "card")
        shown = list(lines[:MOST_LINES])
        if len(lines) > MOST_LINES:
            shown.append(f"and {len(lines) - MOST_LINES} more")
        text = Label(theme, "\n".join(shown), 15)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addWidget(Label(theme, title, 18, 600))
        column.addWidget(text)
