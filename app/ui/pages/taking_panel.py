"""The right side of the page of a routine from elsewhere: what it is called here, and what is done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from app.storage.naming import Standing
from app.storage.offer_words import standing_words
from app.storage.taking import Offer
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, KeyedButton
from app.ui.widgets.label import Label

WIDTHS = (328, 400)


class TakingPanel(QFrame):
    """`take_requested` carries the name that the routine is to have."""

    take_requested = Signal(str)
    replace_requested = Signal()
    leave_requested = Signal()
    open_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "card")
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        theme = self._theme
        self._time = Label(theme, "", 44, 700, tabular=True)
        self._about = Label(theme, "", 16, role=Role.MUTED)
        self._called = Label(theme, "It will be called", 16, role=Role.MUTED)
        self._name = QLineEdit()
        self._name.setMaxLength(100)
        self._name.setAccessibleName("The routine's name here")
        self._clash = Label(theme, "", 16)
        self._take = KeyedButton(theme, "Take it", "Enter")
        self._open = KeyedButton(theme, "Show it", "Enter")
        self._replace = Button(theme, "Replace mine", size=16, name="Replace mine: put it in place of my own routine")
        self._others = Label(theme, "Its exercises then replace mine of the same names.", 15, role=Role.MUTED)
        self._leave = Button(theme, "Leave it", size=16, name="Leave it, Escape")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 24)
        column.setSpacing(6)
        for label in (self._time, self._about):
            column.addWidget(label)
        column.addSpacing(14)
        column.addWidget(self._called)
        column.addWidget(self._name)
        column.addWidget(self._clash)
        column.addSpacing(14)
        for widget in (self._take, self._open, self._replace, self._others, self._leave):
            column.addWidget(widget)
            column.addSpacing(2)
        self._dress()

    def _connect(self) -> None:
        self._take.clicked.connect(self.take)
        self._open.clicked.connect(self.open_requested)
        self._name.returnPressed.connect(self.take)
        self._name.textChanged.connect(self._hear_name)
        self._replace.clicked.connect(self.replace_requested)
        self._leave.clicked.connect(self.leave_requested)
        self._theme.changed.connect(self._dress)

    @property
    def name(self) -> QLineEdit:
        """Return the field with the routine's name here."""
        return self._name

    @property
    def clash(self) -> str:
        """Return what is said of a routine that has its name; "" for nothing."""
        return self._clash.text()

    def fit_into(self, width: int, *, all_of_it: bool) -> None:
        """Take a share of the page's width within our bounds, or all of it."""
        self.setFixedWidth(width if all_of_it else min(WIDTHS[1], max(WIDTHS[0], width)))

    def show_offer(self, offer: Offer, time: str, about: str) -> None:
        """Show what is offered: its length and needs in words, its name here, and what can be done with it."""
        there = not offer.writes
        self._time.setText(time)
        self._about.setText(about)
        self._name.setText(offer.name)
        self._clash.setText(standing_words(offer))
        self._clash.setVisible(bool(self._clash.text()))
        for widget in (self._called, self._name, self._take):
            widget.setVisible(not there)
        self._open.setVisible(there)
        self._replace.setVisible(not there and offer.replaceable)
        others = any(exercise.standing is Standing.RENAMED for exercise in offer.exercises)
        self._others.setVisible(others and not self._replace.isHidden())
        self._leave.say("Leave it" if not there else "Close", "Leave it, Escape" if not there else "Close, Escape")

    def take_focus(self) -> None:
        """Give the focus to what Enter does."""
        button = self._open if self._take.isHidden() else self._take
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def take(self) -> None:
        """Ask for it, where it has a name; where it is there already ask to show it."""
        if self._take.isHidden():
            self.open_requested.emit()
        elif self._name.text().strip():
            self.take_requested.emit(self._name.text())
        else:
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _hear_name(self, name: str) -> None:
        self._take.setEnabled(bool(name.strip()))

    @Slot()
    def _dress(self) -> None:
        self._name.setFont(self._theme.font(17, 500))
