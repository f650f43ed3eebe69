"""The offer of a longer session on a routine's page: one tap takes it, one leaves it, and it is not made again."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button
from app.ui.widgets.label import Label
from app.ui.wording import clock


class OfferCard(QFrame):
    """`answered` carries whether it was taken; the card then goes."""

    answered = Signal(bool)

    def __init__(self, theme: Theme, now: float, longer: float, parent: QWidget | None = None) -> None:
        """Offer `longer` seconds in place of the seconds `now`."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.take = Button(theme, f"Take {clock(longer)}", name=f"Take {clock(longer)} as the new length")
        self.leave = Button(theme, "Stay here", name=f"Stay at {clock(now)}")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(theme, "A little longer?", 18, 700))
        why = f"Three whole sessions of {clock(now)} went well. The next step is {clock(longer)}."
        words.addWidget(Label(theme, why, 16, role=Role.MUTED))
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 14, 18, 14)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.take)
        row.addWidget(self.leave)
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self._leave)

    @Slot()
    def _take(self) -> None:
        self.hide()
        self.answered.emit(True)

    @Slot()
    def _leave(self) -> None:
        self.hide()
        self.answered.emit(False)
