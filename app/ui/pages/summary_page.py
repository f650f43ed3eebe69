"""The page after a session: what was done, side by side, in words that follow what happened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.pictures import Pictures
from app.ui.session_summary import SessionSummary, SummaryRow
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, KeyedButton
from app.ui.widgets.done_bars import DoneBars
from app.ui.widgets.label import Label
from app.ui.widgets.number_scale import NumberScale
from app.ui.widgets.picture import Picture
from app.ui.widgets.scroll_page import ScrollPage
from app.ui.widgets.why_chips import WhyChips

WIDEST = 980
QUESTION = "How stiff is your back now?"


class SummaryPage(ScrollPage):
    """Shows a summary; `done_requested` leaves it, the answers are told before."""

    done_requested = Signal()
    stiffness_chosen = Signal(object)  # int, or None where the answer was taken back
    note_written = Signal(str)
    why_chosen = Signal(object, object)  # the places of the steps that were cut short, and CutShort or None

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pictures = theme, pictures
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard stops only where it shows
        self.setAccessibleName("Summary")
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        theme = self._theme
        self._title = Label(theme, size=54, weight=700)
        self._under = Label(theme, size=18, role=Role.MUTED)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(56)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._question = Label(theme, QUESTION, 22, 600, wrap=False)
        self._before = Label(theme, size=18, role=Role.MUTED, wrap=False)
        self._scale = NumberScale(theme, QUESTION)
        self.note = QLineEdit()
        self.note.setPlaceholderText("A note for yourself")
        self.note.setAccessibleName("Note")
        self.note.setMaxLength(2000)
        self._done = KeyedButton(theme, "Done", "Enter")
        self._write = Button(theme, "Write a note")

    def _arrange(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 18, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(self._under)
        column.addSpacing(10)
        column.addLayout(self._figures)
        column.addSpacing(20)
        column.addLayout(self._rows)
        column.addSpacing(22)
        self._ask = QWidget()
        asked = QVBoxLayout(self._ask)
        asked.setContentsMargins(0, 0, 0, 14)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._question)
        line.addWidget(self._before)
        line.addStretch(1)
        asked.addLayout(line)
        asked.addSpacing(8)
        asked.addWidget(self._scale, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._ask)
        column.addWidget(self.note)
        self.note.setMinimumHeight(44)
        self.note.hide()
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 12, 0, 0)
        buttons.setSpacing(14)
        self._done.setMaximumWidth(190)
        self._write.setMinimumHeight(54)
        buttons.addWidget(self._done)
        buttons.addWidget(self._write)
        buttons.addStretch(1)
        column.addLayout(buttons)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 8)
        across.addStretch(1)
        self.column.addLayout(across)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self._done.clicked.connect(self._leave)
        self._write.clicked.connect(self.open_note)
        self._scale.chosen.connect(self.stiffness_chosen)
        self._theme.changed.connect(self._dress)
        self._dress()

    @property
    def title(self) -> str:
        """Return the words at the top."""
        return self._title.text()

    def show_summary(self, summary: SessionSummary) -> None:
        """Show what was done."""
        self._title.setText(summary.title)
        self._under.setText(summary.under_title)
        self._under.setVisible(bool(summary.under_title))
        empty(self._figures)
        figures = [(summary.held, summary.when), (summary.count, summary.cut)]
        for large, small in (*figures, *((summary.week,) if summary.week else ())):
            self._figures.addLayout(self._figure(large, small))
        self._figures.addStretch(1)
        empty(self._rows)
        for row in summary.rows:
            self._rows.addWidget(hairline())
            self._rows.addWidget(self._row(row, asks=summary.asks_stiffness))
        self._rows.addWidget(hairline())
        self._ask.setVisible(summary.asks_stiffness)
        before = summary.stiff_before
        self._before.setText("" if before is None else f"{before} before you began")
        self._scale.clear()
        self.note.clear()
        self.note.hide()
        self._write.show()
        self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Enter from anywhere; Esc does the same."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self._leave()
        elif event.text().isdigit() and not self._ask.isHidden():
            self._scale.setFocus()
            self._scale.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, with the top in sight: Enter is Done from anywhere."""
        super().showEvent(event)
        self.setFocus()

    def _figure(self, large: str, small: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(self._theme, large, 58, 600, tabular=True, wrap=False))
        column.addWidget(Label(self._theme, small, 16, role=Role.MUTED, wrap=False))
        return column

    def _row(self, row: SummaryRow, *, asks: bool) -> QWidget:
        widget = QWidget()
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 5, 0, 5)
        grid.setHorizontalSpacing(20)
        picture = Picture(self._theme, self._pictures, corner=10)
        picture.show_exercise(row.exercise, row.position)
        picture.setFixedSize(72, 54)
        grid.addWidget(picture, 0, 0)
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(Label(self._theme, row.exercise.name, 18))
        if row.cut and asks:
            why = WhyChips(self._theme, row.exercise.name, row.cut)
            why.chosen.connect(self.why_chosen)
            names.addWidget(why)
        grid.addLayout(names, 0, 1)
        grid.addWidget(DoneBars(self._theme, row.bars), 0, 2)
        words = Label(self._theme, row.words, 18, tabular=True)
        words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(words, 0, 3)
        grid.setColumnStretch(1, 30)
        grid.setColumnStretch(2, 37)
        grid.setColumnStretch(3, 21)
        return widget

    @Slot()
    def open_note(self) -> None:
        """Bring the line to write a note in."""
        self._write.hide()
        self.note.show()
        self.note.setFocus()

    @Slot()
    def _leave(self) -> None:
        if self.note.text().strip():
            self.note_written.emit(self.note.text().strip())
        self.done_requested.emit()

    @Slot()
    def _dress(self) -> None:
        self.note.setFont(self._theme.font(18))


def hairline() -> QFrame:
    """Return a line between two rows."""
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    return line


def empty(layout: QHBoxLayout | QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QVBoxLayout | QHBoxLayout):
            empty(inner)
