"""Why a step was cut short: three words to tap, one at most, and none has to be."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core.past import CutShort
from app.ui.theme import Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.flow import Flow

WORDS = {CutShort.HURT: "It hurt", CutShort.TOO_LONG: "Too long", CutShort.DISTURBED: "Disturbed"}


class WhyChips(QWidget):
    """`chosen` carries the places of the steps that are spoken of, and the reason or None; a second tap takes back."""

    chosen = Signal(object, object)

    def __init__(self, theme: Theme, exercise: str, places: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self._chips: dict[CutShort, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row = Flow(gap=6)
        for reason, word in WORDS.items():
            chip = Button(theme, word, Kind.CHIP, name=f"{exercise} was cut short: {word.lower()}")
            chip.setCheckable(True)
            chip.clicked.connect(self._take)
            self._chips[reason] = chip
            row.addWidget(chip)
        column.addLayout(row)

    @Slot()
    def _take(self) -> None:
        sender = self.sender()
        taken = None
        for reason, chip in self._chips.items():
            if chip is not sender:
                chip.setChecked(False)
            elif chip.isChecked():
                taken = reason
        self.chosen.emit(self._places, taken)
