"""A file that is not what it should be, with what is wrong in it, and the ways to put it right or out of sight."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.shelf import Card
from app.ui.theme import Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label

MOST_FAULTS = 6  # lines of one file's problems; the command line says all


class FaultCard(QFrame):
    """`edit_requested` and `remove_requested` carry the file; its problems stand there line by line."""

    edit_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, theme: Theme, card: Card, then: str = "cannot be played", parent: QWidget | None = None) -> None:
        """Take what a file is called and what is wrong in it, and `then`: what follows from that."""
        super().__init__(parent)
        self.setProperty("kind", "fault")
        problems = "one problem" if len(card.faults) == 1 else f"{len(card.faults)} problems"
        title = Label(theme, f"{card.name} has {problems} and {then}", 18, 600)
        lines = list(card.faults[:MOST_FAULTS])
        if len(card.faults) > MOST_FAULTS:
            import shlex  # noqa: PLC0415  # for a file with very many problems alone

            lines.append(f"and {len(card.faults) - MOST_FAULTS} more: holdwell check {shlex.quote(card.file)}")
        text = Label(theme, "\n".join(lines), 14)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setAccessibleName(f"Problems of {card.name}")
        self._file = card.file
        edit = Button(theme, "Open it here", name=f"Open {card.name} in the editor, with its problems", size=15)
        edit.clicked.connect(self._edit)
        self.remove = Button(theme, "Remove", Kind.PLAIN, name=f"Remove {card.name}: its file is moved aside", size=15)
        if not card.own:
            self.remove.hide()
        self.remove.clicked.connect(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        for button in (edit, self.remove):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(text)

    @Slot()
    def _edit(self) -> None:
        self.edit_requested.emit(self._file)

    @Slot()
    def _remove(self) -> None:
        self.remove_requested.emit(self._file)
