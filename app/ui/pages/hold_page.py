"""One hold: a length and an exercise, two actions, and it begins."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.core.exercise import Exercise
from app.core.lengths import NotReadableError, Span, read_span, write_span
from app.core.plan import Plan
from app.core.planning import hold_plan
from app.core.shelf import Card
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.exercise_tile import ExerciseTile
from app.ui.widgets.fault_card import FaultCard
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label
from app.ui.widgets.scroll_page import ScrollPage

LENGTHS = ("1 min", "2 min", "3 min", "5 min", "7 min", "10 min")
USUAL = "5 min"


class HoldPage(ScrollPage):
    """`hold_requested` carries the exercise's key and the length, `edit_requested` the key of one to be changed.

    `remove_requested` carries the key of one with problems that is to be moved aside. `looked_at` says that another
    exercise may be held next.
    """

    hold_requested = Signal(str, object)
    new_requested = Signal()
    edit_requested = Signal(str)
    remove_requested = Signal(str)
    looked_at = Signal()

    def __init__(
        self, theme: Theme, pictures: Pictures, exercises: Sequence[Exercise], recent: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._pictures = theme, pictures
        self._order = {key: place for place, key in enumerate(recent)}
        self._exercises = self._in_order(exercises)
        self._length: Span | None = read_span(USUAL)
        self._looked: Exercise | None = None
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # the keyboard stops only where it shows
        self._make()
        self._arrange()
        self._connect()
        self._say()

    def _make(self) -> None:
        wish = "Change an exercise instead of holding it"
        self.change = Button(self._theme, "Change one", Kind.CHIP, name=wish, size=15)
        self.change.setCheckable(True)
        self.new = Button(self._theme, "New exercise", size=15)
        self._search = QLineEdit()
        self._search.setPlaceholderText("Search  /")
        self._search.setAccessibleName("Search exercises")
        self._search.setFixedWidth(220)
        self._group = QButtonGroup(self)
        self._chips = [Button(self._theme, text, Kind.CHIP, size=16) for text in LENGTHS]
        for chip in self._chips:
            chip.setCheckable(True)
            chip.setChecked(chip.text() == USUAL)
            self._group.addButton(chip)
        self._other = QLineEdit()
        self._other.setPlaceholderText("90 s, 3-5 min")
        self._other.setAccessibleName("Another length, such as 90 s or 3-5 min")
        self._other.setFixedWidth(160)
        self._problem = Label(self._theme, "", 15, role=Role.SIDE)
        self._hint = Label(self._theme, "", 17, role=Role.MUTED)
        self._tiles = [ExerciseTile(self._theme, self._pictures, e) for e in self._exercises]
        self._grid = Flow(gap=20)
        self._faults: list[FaultCard] = []
        self._nothing = Label(self._theme, "No exercise of that name. Escape shows all again.", 18, role=Role.MUTED)
        self._slash = QShortcut(QKeySequence("/"), self)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(self._theme, "One hold", 38, 700), 1)
        head.setSpacing(10)
        for control in (self.change, self.new, self._search):
            head.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(head)
        self.column.addSpacing(12)
        lengths = Flow()
        for widget in (*self._chips, self._other):
            lengths.addWidget(widget)
        self.column.addLayout(lengths)
        self.column.addSpacing(8)
        self.column.addWidget(self._problem)
        self.column.addWidget(self._hint)
        self.column.addSpacing(16)
        self.column.addWidget(self._nothing)
        for tile in self._tiles:
            self._grid.addWidget(tile)
        self.column.addLayout(self._grid)
        self._fault_place = QVBoxLayout()
        self._fault_place.setContentsMargins(0, 22, 0, 0)
        self._fault_place.setSpacing(12)
        self.column.addLayout(self._fault_place)
        self.column.addStretch(1)
        self._nothing.hide()
        self._problem.hide()
        self._dress()

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._take_chip)
        self._other.textEdited.connect(self._take_text)
        self._search.textChanged.connect(self._find)
        self._search.returnPressed.connect(self._go_to_first)
        self._other.returnPressed.connect(self._go_to_first)
        self._slash.activated.connect(self._search.setFocus)
        self.new.clicked.connect(self.new_requested)
        self.change.toggled.connect(self._say)
        self._theme.changed.connect(self._dress)
        for tile in self._tiles:
            tile.chosen.connect(self._begin)
            tile.looked_at.connect(self._look_at)

    def _in_order(self, exercises: Sequence[Exercise]) -> list[Exercise]:
        """Return exercises as they stand: those held last first, then by name."""
        return sorted(exercises, key=lambda e: (self._order.get(e.key, len(self._order)), e.name))

    def show_exercises(self, exercises: Sequence[Exercise]) -> None:
        """Show the exercises as their files are now; what was typed and chosen stays."""
        if self._in_order(exercises) == self._exercises:
            return
        self._exercises = self._in_order(exercises)
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = [ExerciseTile(self._theme, self._pictures, e) for e in self._exercises]
        for tile in self._tiles:
            self._grid.addWidget(tile)
            tile.chosen.connect(self._begin)
            tile.looked_at.connect(self._look_at)
        self._find(self._search.text())

    def show_faults(self, cards: Sequence[Card]) -> None:
        """Show the files of exercises that have problems, by their keys, each with the way to put it right."""
        for widget in self._faults:
            self._fault_place.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._faults = [FaultCard(self._theme, card, "cannot be done") for card in cards]
        for widget in self._faults:
            widget.edit_requested.connect(self.edit_requested)
            widget.remove_requested.connect(self.remove_requested)
            self._fault_place.addWidget(widget)

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the keys of the exercises that are shown, in order."""
        return tuple(tile.exercise.key for tile in self._tiles if not tile.isHidden())

    @property
    def tiles(self) -> tuple[ExerciseTile, ...]:
        """Return the tiles of all exercises."""
        return tuple(self._tiles)

    @property
    def faults(self) -> tuple[FaultCard, ...]:
        """Return the cards of files that have problems."""
        return tuple(self._faults)

    @property
    def hint(self) -> str:
        """Return the sentence over the exercises."""
        return self._hint.text()

    @property
    def coming(self) -> Plan | None:
        """Return what begins if the exercise that is looked at is pressed; None: none is, or it is to be changed."""
        if self._looked is None or self._length is None or self.change.isChecked():
            return None
        return hold_plan(self._looked, self._length)

    def set_length(self, text: str) -> None:
        """Take a length as it is written in files."""
        for chip in self._chips:
            if chip.text() == text:
                chip.click()
                return
        self._other.setText(text)
        self._take_text(text)

    def look_for(self, exercise: str) -> None:
        """Bring an exercise to the fore, so that Enter begins it."""
        for tile in self._tiles:
            if tile.exercise.key == exercise:
                self._search.setText(tile.exercise.name)
                tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all exercises again with Escape."""
        if event.key() == Qt.Key.Key_Escape and self._search.text():
            self._search.clear()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the top."""
        super().showEvent(event)
        if not self._search.text():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)

    @Slot()
    def _say(self) -> None:
        if self.change.isChecked():
            self._hint.setText("Press an exercise to change it. Of one that came with Holdwell, a copy is changed.")
            return
        if self._length is None:
            self._hint.setText("")
            return
        self._hint.setText(
            f"Press an exercise: it begins, {write_span(self._length)}, on each side where there are two."
        )

    @Slot(object)
    def _take_chip(self, chip: Button) -> None:
        self._other.clear()
        self._problem.hide()
        self._length = read_span(chip.text())
        self._say()

    @Slot(str)
    def _take_text(self, text: str) -> None:
        try:
            self._length = read_span(text)
            self._problem.hide()
        except NotReadableError as problem:
            self._length = None
            self._problem.setText(f"{problem} {problem.hint}")
            self._problem.setVisible(bool(text.strip()))
        self._group.setExclusive(False)
        for chip in self._chips:
            chip.setChecked(False)
        self._group.setExclusive(True)
        self._say()

    @Slot(str)
    def _find(self, text: str) -> None:
        words = text.casefold().split()
        for tile in self._tiles:
            exercise = tile.exercise
            names = f"{exercise.name} {exercise.called} {exercise.key} {' '.join(exercise.works)}".casefold()
            tile.setVisible(all(word in names for word in words))
        self._nothing.setVisible(not self.shown)

    @Slot()
    def _go_to_first(self) -> None:
        first = next((tile for tile in self._tiles if not tile.isHidden()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _look_at(self, exercise: str) -> None:
        self._looked = next((one for one in self._exercises if one.key == exercise), None)
        self.looked_at.emit()

    @Slot(str)
    def _begin(self, exercise: str) -> None:
        if self.change.isChecked():
            self.edit_requested.emit(exercise)
            return
        if self._length is None:
            self._other.setFocus()
            return
        self.hold_requested.emit(exercise, self._length)

    @Slot()
    def _dress(self) -> None:
        for field in (self._search, self._other):
            field.setFont(self._theme.font(15, 500))
