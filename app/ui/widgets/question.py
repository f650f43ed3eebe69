"""A question in a page, never a dialog: a sentence, and a button for each answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label


class _Answer(Button):
    """A button that leaves the arrows to its question: Qt would go on with them to what stands beside it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter and Space only."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Question(QFrame):
    """`answered` carries the key of an answer; Escape gives the last one, which leaves all as it is."""

    answered = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "fault")
        self._sentence = Label(theme, "", 16, 600)
        self.buttons: list[Button] = []
        self._flow = Flow(gap=10)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 14, 22, 16)
        column.setSpacing(10)
        column.addWidget(self._sentence)
        column.addLayout(self._flow)
        self.hide()

    @property
    def sentence(self) -> str:
        """Return what is asked; "" where nothing is."""
        return "" if self.isHidden() else self._sentence.text()

    def open(self, sentence: str, answers: Sequence[tuple[str, str]], *, unasked: bool = False) -> None:
        """Ask, with answers as pairs of key and words; the keyboard goes to the first.

        A question that comes `unasked` leaves it to whoever is typing, and is announced.
        """
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.deleteLater()
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.buttons = []
        for key, words in answers:
            button = _Answer(self._theme, words, name=f"{words}. {sentence}")
            button.setProperty("answer", key)
            button.clicked.connect(self._answer)
            self._flow.addWidget(button)
            self.buttons.append(button)
        self.show()
        if unasked and isinstance(QApplication.focusWidget(), (QLineEdit, QPlainTextEdit)):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        elif self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self, key: str) -> None:
        """Give an answer, as its button does."""
        self.hide()
        self.answered.emit(key)

    def answer_last(self) -> None:
        """Give the last answer, which leaves all as it is."""
        if self.buttons:
            self.buttons[-1].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from answer to answer with the arrows, give the last one with Escape."""
        at = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), 0)
        if event.key() == Qt.Key.Key_Escape and self.buttons:
            self.answer_last()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up) and self.buttons:
            self.buttons[max(0, at - 1)].setFocus()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down) and self.buttons:
            self.buttons[min(len(self.buttons) - 1, at + 1)].setFocus()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _answer(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.answer(str(button.property("answer")))
