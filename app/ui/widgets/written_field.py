"""A text of a file to be changed: a line, or lines of their own, each with its name, a word of help and its problem.

What is typed is given when the person stands still for a moment, and whenever the keyboard goes elsewhere. Undo and
redo are the page's: a field has none of its own, so that one key takes back one change wherever it was made.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QMimeData, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.storage.image_files import IMAGE_ENDINGS
from app.ui.page_keys import LeftToPage, is_page_key
from app.ui.theme import Role, Theme
from app.ui.widgets.label import Label

# What cannot be read among them is refused with a sentence.
LIKE_PICTURES = (*IMAGE_ENDINGS, ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff")
STANDS_STILL = 500  # milliseconds
MOST_LINES, LEAST_LINES = 14, 2  # that are seen at once


def brings_picture(mime: QMimeData | None) -> bool:
    """Return whether what is pasted or dropped may be a picture: pixels, or files that are called like one.

    Other files are the window's: it may be a routine that is dropped on it.
    """
    if mime is None:
        return False
    named = (url.path().lower().endswith(LIKE_PICTURES) for url in mime.urls() if url.isLocalFile())
    return mime.hasImage() or any(named)


def is_the_pages(event: QKeyEvent) -> bool:
    """Return whether a key that a field would take belongs to the page: undo, redo, and pasting a picture."""
    if is_page_key(event):
        return True
    mime = QGuiApplication.clipboard().mimeData() if event.matches(QKeySequence.StandardKey.Paste) else None
    return brings_picture(mime) and not (mime is not None and mime.hasText() and not mime.hasUrls())


class Typing(QObject):
    """Whether what stands in a field is the file's or being typed; `given` carries what was typed.

    It leaves undo, redo and pictures to the page.
    """

    given = Signal(str)

    def __init__(self, field: Line | Lines) -> None:
        super().__init__(field)
        self._field = field
        self._known = ""  # what the file says
        self._given: str | None = None  # what was typed and given last, which the file may say a little otherwise
        self._giving = False
        self._still = QTimer(self)
        self._still.setSingleShot(True)
        self._still.setInterval(STANDS_STILL)
        self._still.timeout.connect(self.give)
        LeftToPage(field, is_the_pages)

    @Slot()
    def wait(self) -> None:
        """Wait for the person to stand still."""
        self._still.start()

    def takes(self, text: str) -> bool:
        """Return whether the field is to show what the file says now; what is being typed stays.

        The file has no space or empty line at a text's end: while the keyboard is here, they stay where they are typed.
        """
        shown, typed = self._field.text(), self._still.isActive() or self._field.hasFocus()
        stays = typed if self._giving else text == self._known and (shown == text or typed)
        if text != self._known and not stays:
            self._given = None
        self._known = text
        return not stays

    def rest(self) -> None:
        """Take what stands there for the file's."""
        self._still.stop()

    @Slot()
    def give(self) -> None:
        """Give what was typed, where that is something new; once the keyboard is gone, show what the file says."""
        self._still.stop()
        text = self._field.text()
        if text not in (self._known, self._given):
            self._known = self._given = text
            self._giving = True
            self.given.emit(text)
            self._giving = False
        if not self._field.hasFocus():
            self._field.show_text(self._known)


class Line(QLineEdit):
    """One line; `given` carries what was typed."""

    given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._typing = Typing(self)
        self._typing.given.connect(self.given)
        self.textEdited.connect(self._typing.wait)
        self.editingFinished.connect(self._typing.give)
        theme.changed.connect(self._dress)
        self._dress()

    def show_text(self, text: str) -> None:
        """Show what the file says; what is being typed stays."""
        if self._typing.takes(text):
            self._typing.rest()
            if self.text() != text:
                at = self.cursorPosition()
                self.setText(text)
                self.setCursorPosition(min(at, len(text)) if self.hasFocus() else 0)

    def give(self) -> None:
        """Give what was typed, where that is something new."""
        self._typing.give()

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(16, 500))


class Lines(QPlainTextEdit):
    """Lines, as high as they are many; `given` carries all of them."""

    given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._typing = Typing(self)
        self._typing.given.connect(self.given)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._typing.wait)
        layout = self.document().documentLayout()
        layout.documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._dress)
        self._dress()

    def text(self) -> str:
        """Return what stands in it."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show what the file says; what is being typed stays."""
        if self._typing.takes(text):
            if self.text() != text:
                cursor = self.textCursor()
                at = cursor.position()
                self.setPlainText(text)
                cursor.setPosition(min(at, self.document().characterCount() - 1))
                self.setTextCursor(cursor)
            self._typing.rest()

    def give(self) -> None:
        """Give what was typed, where that is something new."""
        self._typing.give()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Give what was typed."""
        super().focusOutEvent(event)
        self.give()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page where all lines are seen."""
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        """Return room for the lines."""
        line = QFontMetricsF(self.font()).lineSpacing()
        return QSize(320, ceil(max(LEAST_LINES, min(MOST_LINES, self._rows())) * line) + 26)

    def minimumSizeHint(self) -> QSize:
        """Return the same room: nothing is hidden while there is a page to scroll."""
        return QSize(160, self.sizeHint().height())

    def _rows(self) -> int:
        """Return how many lines are seen, long ones wrapped."""
        layouts = (self.document().findBlockByNumber(number).layout() for number in range(self.blockCount()))
        return sum(max(1, layout.lineCount() if layout is not None else 1) for layout in layouts)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bar.ScrollBarAsNeeded if self._rows() > MOST_LINES else bar.ScrollBarAlwaysOff)

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(16, 500))
        self._fit()


class WrittenField(QWidget):
    """A line or lines under their name; `given` carries what was typed."""

    given = Signal(str)

    def __init__(
        self, theme: Theme, name: str, help_: str = "", *, many: bool = False, example: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.control: Line | Lines = Lines(theme) if many else Line(theme)
        self.control.setAccessibleName(name)
        self.control.setPlaceholderText(example)
        self._help = help_
        self._problem = Label(theme, "", 15, 500, Role.SIDE)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = Label(theme, name, 16, 600)
        label.setBuddy(self.control)
        column.addWidget(label)
        if help_:
            column.addWidget(Label(theme, help_, 14, role=Role.MUTED))
        column.addWidget(self.control)
        column.addWidget(self._problem)
        self.setFocusProxy(self.control)
        self.control.setAccessibleDescription(help_)
        self.control.given.connect(self.given)

    @property
    def problem(self) -> str:
        """Return what is said to be wrong; empty where nothing is."""
        return self._problem.text()

    def show_problem(self, words: str) -> None:
        """Say what is wrong under the field; empty: nothing is."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self.control.setAccessibleDescription(f"{words} {self._help}".strip())

    def show_text(self, text: str) -> None:
        """Show what the file says."""
        self.control.show_text(text)
