"""The steps of a routine that is being changed, as rows: chosen with the arrows, moved with Alt, dragged, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.storage.draft_rows import DraftRow, RowKind
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.chosen_row import is_chosen, paint_row_ground, paint_row_ring
from app.ui.widgets.exercise_thumb import Thumb, paint_thumb

if TYPE_CHECKING:
    from app.storage.yaml_spans import At

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
MIME = "application/x-holdwell-step"
THUMB = (76, 57)
INDENT = 26
EMPTY = "No step yet. “+ Exercise” shows all there are; so does the first letter of one, typed here."
WRAP = int(Qt.TextFlag.TextWordWrap)
MOST_HEIGHTS = 20_000  # that are known; a new width forgets none of them


class StepsModel(QAbstractListModel):
    """The rows as they stand now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DraftRow, ...] = ()

    def take(self, rows: Sequence[DraftRow]) -> None:
        """Show other rows; where only their words differ, the view stays where it is."""
        new = tuple(rows)
        if len(new) == len(self._rows):
            before, self._rows = self._rows, new
            changed = [n for n, (old, now) in enumerate(zip(before, new, strict=True)) if old != now]
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def row(self, number: int) -> DraftRow:
        """Return a row."""
        return self._rows[number]

    @property
    def rows(self) -> tuple[DraftRow, ...]:
        """Return all rows."""
        return self._rows

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row in words."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._rows[index.row()].words

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row may be chosen, and dragged where it is no routine."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        row = self._rows[index.row()]
        return usual if row.kind is RowKind.ROUTINE else usual | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return the one kind of thing that is dragged here."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the number of the dragged row."""
        data = QMimeData()
        data.setData(MIME, str(indexes[0].row()).encode())
        return data


class StepsDelegate(QStyledItemDelegate):
    """Paints a row: its picture, what it is, its dose in words; high enough for all of it."""

    def __init__(self, theme: Theme, pictures: Pictures, model: StepsModel, parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self._pictures, self._model, self._view = theme, pictures, model, parent
        self._heights: dict[tuple[object, ...], int] = {}
        theme.changed.connect(self._heights.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of the wrapped words."""
        row = self._model.row(index.row())
        width = self._view.viewport().width()
        # All rows are asked after each change, and hardly any of them is another one.
        key = (row.title, row.dose, row.detail, row.number, row.problems, row.depth, row.kind, width)
        height = self._heights.get(key)
        if height is None:
            if len(self._heights) > MOST_HEIGHTS:
                self._heights.clear()
            words = self._words_rect(row, QRectF(0, 0, width, 0))
            lines = sum(self._height(text, font, words.width()) for text, font in self._lines(row))
            height = self._heights[key] = round(max(lines, THUMB[1] if row.kind is RowKind.STEP else 0)) + 18
        return QSize(width - 2, height)

    def _lines(self, row: DraftRow) -> list[tuple[str, tuple[float, int]]]:
        problems = "" if not row.problems else "one problem" if row.problems == 1 else f"{row.problems} problems"
        title = f"{row.number}  {row.title}" if row.number else row.title
        size = 19.0 if row.kind is RowKind.ROUTINE else 17.0
        lines = [(title, (size, 700)), (row.dose, (16, 500)), (row.detail, (15, 400)), (problems, (15, 700))]
        return [(text, font) for text, font in lines if text]

    def _height(self, text: str, font: tuple[float, int], width: float) -> float:
        metrics = QFontMetricsF(self._theme.font(*font))
        return metrics.boundingRect(QRectF(0, 0, width, 1e5), WRAP, text).height()

    def _words_rect(self, row: DraftRow, rect: QRectF) -> QRectF:
        left = 14 + row.depth * INDENT + (THUMB[0] + 14 if row.kind is RowKind.STEP else 0)
        return rect.adjusted(left, 0, -14, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row, with a ground where it is chosen and a ring where the keyboard is."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = paint_row_ground(painter, option, self._theme)
        row = self._model.row(index.row())
        self._paint_group_line(painter, row, rect)
        if row.kind is RowKind.STEP:
            thumb = QRectF(rect.left() + 13 + row.depth * INDENT, rect.center().y() - THUMB[1] / 2, *THUMB)
            shown = Thumb(row.exercise, row.position, row.title)
            paint_thumb(painter, thumb, shown, self._pictures, self._theme)
        self._paint_words(painter, row, QRectF(option.rect), is_chosen(option))
        paint_row_ring(painter, option, self._theme)
        painter.restore()

    def _paint_group_line(self, painter: QPainter, row: DraftRow, rect: QRectF) -> None:
        """Paint what holds the steps of a group together."""
        painter.setPen(QPen(self._theme.colour(Role.EDGE), 2))
        for level in range(row.depth):
            x = rect.left() + 20 + level * INDENT
            painter.drawLine(round(x), round(rect.top() - 1), round(x), round(rect.bottom() + 1))

    def _paint_words(self, painter: QPainter, row: DraftRow, rect: QRectF, chosen: bool) -> None:
        lines = self._lines(row)
        words = self._words_rect(row, rect)
        total = sum(self._height(text, font, words.width()) for text, font in lines)
        top = rect.center().y() - total / 2
        for number, (text, font) in enumerate(lines):
            height = self._height(text, font, words.width())
            role = Role.INK if not number or font[1] == 500 else Role.SIDE if font[1] == 700 else Role.MUTED
            painter.setFont(self._theme.font(*font))
            painter.setPen(self._theme.colour(Role.INK if chosen and role is Role.MUTED else role))
            painter.drawText(QRectF(words.left(), top, words.width(), height + 1), WRAP, text)
            top += height


class StepsList(QListView):
    """`chosen` carries the place of the row that the keyboard or the pointer went to.

    What is asked for by key or pointer is answered from outside: `move_wanted` up (-1) or down (1), `drop_wanted`
    with the dragged place, the row below it and whether it goes under that, `typed` with a letter.
    """

    chosen = Signal()
    opened = Signal()
    typed = Signal(str)
    remove_wanted = Signal()
    paste_wanted = Signal()
    drop_wanted = Signal(object, object, bool)

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = StepsModel(self)
        self._mark: tuple[int, bool] | None = None
        self.setModel(self._model)
        self.setItemDelegate(StepsDelegate(theme, pictures, self._model, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)  # ours says between which rows
        self.setAccessibleName("Steps")
        self.setAccessibleDescription(
            "Enter goes to a step's fields, Alt and the arrows move it, Delete takes it out, a letter looks for more."
        )
        self.setTabKeyNavigation(False)
        self.selectionModel().currentChanged.connect(self._choose)
        self.doubleClicked.connect(self._open)
        pictures.arrived.connect(self._repaint)
        theme.changed.connect(self._dress)

    @property
    def row(self) -> DraftRow | None:
        """Return the chosen row; None where there is none."""
        index = self.currentIndex()
        return self._model.row(index.row()) if index.isValid() else None

    @property
    def rows(self) -> tuple[DraftRow, ...]:
        """Return all rows, in order."""
        return self._model.rows

    def show_rows(self, rows: Sequence[DraftRow], at: At) -> None:
        """Show the rows as they are now, and choose the one of a place, or the nearest before it."""
        self.selectionModel().blockSignals(True)
        self._model.take(rows)
        wanted = next((n for n, row in enumerate(rows) if row.at == at), None)
        if wanted is None:
            wanted = max((n for n, row in enumerate(rows) if row.at < at or not row.at), default=0)
        index = self._model.index(wanted)
        self.setCurrentIndex(index)
        self.selectionModel().blockSignals(False)
        self.scheduleDelayedItemsLayout()
        self.scrollTo(index)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the fields with Enter, take out with Delete, look for an exercise with a letter, paste steps."""
        key, text = event.key(), event.text()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
        elif plain and text and text.isalpha():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    # Dragging

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a step of ours."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show between which rows it would go."""
        if not event.mimeData().hasFormat(MIME):
            return
        self._mark = self._target(event.position().toPoint().y())
        self.viewport().update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no place any more."""
        self._mark = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the move; the rows change when it is made."""
        mark, self._mark = self._target(event.position().toPoint().y()), None
        self.viewport().update()
        source = int(bytes(event.mimeData().data(MIME).data()) or b"0")
        if mark is not None and 0 < source < len(self.rows):
            self.drop_wanted.emit(self.rows[source].at, self.rows[mark[0]].at, mark[1])
        # The view would take the dragged row out itself after a move.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _target(self, y: int) -> tuple[int, bool] | None:
        """Return the row that something at a height is dropped on, and whether below it."""
        for number in range(len(self.rows)):
            rect = self.visualRect(self._model.index(number))
            if rect.top() <= y <= rect.bottom():
                return number, y > rect.center().y()
        return (len(self.rows) - 1, True) if self.rows else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and where a dragged one would go."""
        super().paintEvent(event)
        if len(self.rows) == 1:
            self._paint_hint(self.visualRect(self._model.index(0)).bottom())
        if self._mark is not None:
            rect = self.visualRect(self._model.index(self._mark[0]))
            y = rect.bottom() if self._mark[1] else rect.top()
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self._theme.colour(Role.INK), 3))
            painter.drawLine(rect.left() + 8, y, rect.right() - 8, y)
            painter.end()

    def _paint_hint(self, top: int) -> None:
        """Say in the empty list how it is filled."""
        painter = QPainter(self.viewport())
        painter.setFont(self._theme.font(16))
        painter.setPen(self._theme.colour(Role.MUTED))
        room = QRectF(14, top + 14, self.viewport().width() - 28, self.viewport().height() - top)
        painter.drawText(room, WRAP, EMPTY)
        painter.end()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit()

    @Slot(str)
    def _repaint(self, exercise: str) -> None:
        self.viewport().update()

    @Slot()
    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
