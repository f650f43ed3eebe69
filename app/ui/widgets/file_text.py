"""A file as the text that it holds, with every problem of it, each a way to its line and column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFontDatabase, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from app.core.faults import Fault
from app.core.typed_text import lines_shown, typed_into
from app.ui.page_keys import LeftToPage
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.label import Label

PAUSE = 300  # milliseconds after the last key before what was typed is told
SHARE = 0.34  # of the height: the problems, at most


class FileText(QWidget):
    """`typed` carries the whole text once the person pauses; `closed` asks for the fields."""

    typed = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._faults: list[Fault] = []
        self._source = ""  # the file's text, with its own ends of lines
        self._make()
        self._arrange()
        self._connect()
        self._dress()

    def _make(self) -> None:
        self.text = TextPane(self._theme)
        self.problems = QListWidget()
        self.problems.setAccessibleName("Problems, Enter goes to the line")
        self.problems.setWordWrap(True)
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.problems.setFrameShape(QFrame.Shape.NoFrame)
        self.count = Label(self._theme, "", 16, 600)
        self._close = Button(self._theme, "Back to the fields", Kind.LINK, name="Back to the fields, Ctrl E", size=15)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 20, 14)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self._close)
        column.addLayout(head)
        column.addWidget(self.problems)
        column.addWidget(self.text, 1)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.flush)
        self.problems.itemClicked.connect(self._go_to)
        self.problems.itemActivated.connect(self._go_to)
        self._close.clicked.connect(self.closed)
        self._theme.changed.connect(self._dress)

    def show_text(self, text: str, faults: Sequence[Fault]) -> None:
        """Show the text and what is wrong in it; the cursor stays where it was."""
        self._source = text
        if not self._pause.isActive() and self.text.written != lines_shown(text):
            self.text.blockSignals(True)
            self.text.replace_all(text)
            self.text.blockSignals(False)
        self._faults = list(faults)
        bad = len([fault for fault in faults if not fault.warning])
        words = "one problem" if bad == 1 else f"{bad} problems" if bad else "no problem"
        self.count.setText(f"The file as text: {words}.")
        self.problems.clear()
        for fault in faults:
            kind = "warning: " if fault.warning else ""
            place = f"line {fault.line}, column {fault.column}: " if fault.line else ""
            self.problems.addItem(QListWidgetItem(f"{place}{kind}{fault.text} {fault.hint}".strip()))
        self.problems.setVisible(bool(faults))
        self.text.mark([fault.line for fault in faults if not fault.warning])
        self._fit_problems()

    @Slot()
    def flush(self) -> None:
        """Tell at once what was typed."""
        if self._pause.isActive() or self.sender() is self._pause:
            self._pause.stop()
            self.typed.emit(typed_into(self._source, self.text.written))

    def take_focus(self) -> None:
        """Go to the first problem's place, else to where the cursor was."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        first = next((fault for fault in self._faults if not fault.warning), None)
        if first is not None:
            self.text.go_to(first.line, first.column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to a problem with Enter."""
        item = self.problems.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.problems.hasFocus() and item is not None:
            self._go_to(item)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the problems the room that their words take, up to a bound."""
        super().resizeEvent(event)
        self._fit_problems()

    def _fit_problems(self) -> None:
        metrics = self.problems.fontMetrics()
        width = self.width() - 70  # less than the list has: no word is cut by its bar
        high = 0
        for number in range(self.problems.count()):
            item = self.problems.item(number)
            room = metrics.boundingRect(QRect(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), item.text())
            item.setSizeHint(QSize(width, room.height() + 8))
            high += room.height() + 8
        self.problems.setFixedHeight(min(high + 4, round(self.height() * SHARE)) if high else 0)

    @Slot(QListWidgetItem)
    def _go_to(self, item: QListWidgetItem) -> None:
        fault = self._faults[self.problems.row(item)]
        self.text.go_to(fault.line, fault.column)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _dress(self) -> None:
        self.problems.setFont(self._theme.font(15))
        self._fit_problems()


class TextPane(QPlainTextEdit):
    """The text, with the numbers of its lines; undo and redo are the page's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bad: frozenset[int] = frozenset()
        self._margin = LineNumbers(self)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName("The file's text")
        LeftToPage(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_margin)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def written(self) -> str:
        """Return the text that stands there, every character as it was written; lines end with a newline."""
        return self.document().toRawText().replace("\u2029", "\n")

    def replace_all(self, text: str) -> None:
        """Show another text, the cursor on the same line and column as far as there is one."""
        cursor = self.textCursor()
        line, within = cursor.blockNumber(), cursor.positionInBlock()
        above = self.verticalScrollBar().value()
        self.setPlainText(text)
        self._make_room()  # nobody tells of the lines where signals are blocked
        self._put_cursor(line, within)
        self.verticalScrollBar().setValue(above)

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor at a line and column, both from 1; a column is a character."""
        before = self.document().findBlockByNumber(line - 1).text()[: max(0, column - 1)]
        # Qt counts in 16 bits: an emoji is two of these.
        self._put_cursor(line - 1, len(before.encode("utf-16-le", "surrogatepass")) // 2)

    def _put_cursor(self, line: int, within: int) -> None:
        """Put the cursor into a line (from 0, the nearest one that there is), so far from its beginning."""
        block = self.document().findBlockByNumber(max(0, min(line, self.blockCount() - 1)))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + min(within, block.length() - 1))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def mark(self, lines: Sequence[int]) -> None:
        """Mark the lines that have a problem."""
        self._bad = frozenset(lines)
        self._margin.update()

    @property
    def margin_width(self) -> int:
        """Return the room of the line numbers."""
        return self.fontMetrics().horizontalAdvance("9" * max(3, len(str(self.blockCount())))) + 26

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers beside the text."""
        super().resizeEvent(event)
        rect = self.contentsRect()
        self._margin.setGeometry(QRect(rect.left(), rect.top(), self.margin_width, rect.height()))

    def paint_margin(self, event: QPaintEvent) -> None:
        """Paint the numbers of the lines that are seen; one with a problem has an exclamation mark."""
        painter = QPainter(self._margin)
        painter.fillRect(event.rect(), self._theme.colour(Role.STAGE))
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= event.rect().bottom():
            number = block.blockNumber() + 1
            bad = number in self._bad
            painter.setPen(self._theme.colour(Role.SIDE if bad else Role.MUTED))
            room = QRect(0, round(top), self.margin_width - 8, self.fontMetrics().height())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight), f"! {number}" if bad else str(number))
            top += self.blockBoundingRect(block).height()
            block = block.next()
        painter.end()

    @Slot()
    def _make_room(self) -> None:
        self.setViewportMargins(self.margin_width + 6, 0, 0, 0)

    @Slot(QRect, int)
    def _scroll_margin(self, rect: QRect, dy: int) -> None:
        if dy:
            self._margin.scroll(0, dy)
        else:
            self._margin.update(0, rect.y(), self._margin.width(), rect.height())

    @Slot()
    def _dress(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self._theme.font(15).pixelSize())
        self.setFont(font)
        palette = self.palette()
        for role, colour in (
            (palette.ColorRole.Base, Role.CARD), (palette.ColorRole.Text, Role.INK),
            (palette.ColorRole.Highlight, Role.PINE), (palette.ColorRole.HighlightedText, Role.ON_PINE),
        ):  # fmt: skip
            palette.setColor(role, QColor(self._theme.colour(colour)))
        self.setPalette(palette)
        self._make_room()


class LineNumbers(QWidget):
    """The margin of the text."""

    def __init__(self, pane: TextPane) -> None:
        super().__init__(pane)
        self._pane = pane

    def sizeHint(self) -> QSize:
        """Return the room of the numbers."""
        return QSize(self._pane.margin_width, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the numbers."""
        self._pane.paint_margin(event)
