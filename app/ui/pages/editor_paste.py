"""Steps typed or pasted as plain text, one a line, each answered with what was understood of it before it is taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.exercise import Exercise
from app.core.plain_text import LineKind, PlainRoutine, read_plain_text
from app.ui.page_keys import is_page_key
from app.ui.pages.editor_pane import EditorPane
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label

EXAMPLE = "pigeon 2 min each side\n10 x 5 s bridge, rest 30 s\nlegs up the wall 5-10 min"


class EditorPaste(EditorPane):
    """`taken` carries what was read, `closed` asks to be put away."""

    taken = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.answers = QListWidget()
        super().__init__(theme, self.answers, parent)
        self._exercises: Sequence[Exercise] = ()
        self.read = PlainRoutine(())
        self._make()
        self._arrange()
        self._connect()
        self._dress()

    def _make(self) -> None:
        self.text = PlainLines()
        self.text.setPlaceholderText(EXAMPLE)
        self.text.setAccessibleName("Steps as plain text, one a line")
        self.answers.setWordWrap(True)
        self.answers.setAccessibleName("What was understood, line by line")
        self.take = Button(self._theme, "", Kind.MAIN, size=16)
        self._away = Button(self._theme, "Close", Kind.PLAIN, name="Close without taking anything, Escape key")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(self._theme, "Steps from text", 24, 700), 1)
        head.addWidget(self._away)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 20, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(
            Label(self._theme, "One step a line, in your own words. What is not understood is said.", 15,
                  role=Role.MUTED)
        )  # fmt: skip
        column.addWidget(self.text, 4)
        column.addWidget(self.answers, 5)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._read)
        self.text.taken.connect(self.take_steps)
        self.take.clicked.connect(self.take_steps)
        self._away.clicked.connect(self.closed)
        self._theme.changed.connect(self._dress)

    def open(self, exercises: Sequence[Exercise]) -> None:
        """Begin, with the exercises that may be named."""
        self._exercises = exercises
        self._read()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def take_steps(self) -> None:
        """Hand over what was understood; nothing where that is no step."""
        if self.read.steps:
            read = self.read
            self.text.clear()
            self.taken.emit(read)

    @Slot()
    def _read(self) -> None:
        self.read = read_plain_text(self.text.toPlainText(), self._exercises)
        self.answers.clear()
        for line in self.read.lines:
            item = QListWidgetItem(f"{line.number}   {line.told()}")
            if line.kind is LineKind.LEFT_OUT or line.left_out:
                item.setForeground(self._theme.colour(Role.SIDE))
            self.answers.addItem(item)
        count = len(self.read.steps)
        words = "Add the step" if count == 1 else f"Add {count} steps" if count else "Add the steps"
        self.take.say(words, f"{words}, Ctrl Enter")
        self.take.setEnabled(bool(count))

    @Slot()
    def _dress(self) -> None:
        self.text.setFont(self._theme.font(16))
        self.answers.setFont(self._theme.font(15))


class PlainLines(QPlainTextEdit):
    """The text; Ctrl and Enter take it."""

    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)

    def event(self, event: QEvent) -> bool:
        """Keep the page's keys for this text while it is typed in; undo is its own here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and keeps(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the steps."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.taken.emit()
        else:
            super().keyPressEvent(event)


def keeps(event: QKeyEvent) -> bool:
    """Return whether a key of the page means something here."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return is_page_key(event) or (control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter))
