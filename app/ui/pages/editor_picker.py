"""The exercises to pick from: typed for, gone through with the arrows, taken with Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.core.exercise import Exercise
from app.ui.pages.editor_fields import EditorLine
from app.ui.pages.editor_pane import EditorPane
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.exercise_thumb import Thumb, paint_thumb
from app.ui.widgets.label import Label

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
THUMB = (112, 84)
WRAP = int(Qt.TextFlag.TextWordWrap)
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Offered:
    """One row: an exercise, or the typed name as an exercise of its own."""

    def __init__(self, exercise: Exercise | None, name: str) -> None:
        self.exercise, self.name = exercise, name

    @property
    def title(self) -> str:
        """Return the row's first line."""
        return self.exercise.name if self.exercise is not None else f"“{self.name}”"

    @property
    def detail(self) -> str:
        """Return the row's second line."""
        if self.exercise is None:
            return "an exercise of your own, by its name alone"
        needs = ", ".join(need for need in self.exercise.needs if need != "mat")
        sides = "each side" if self.exercise.sides else ""
        return " · ".join(filter(None, (self.exercise.summary, sides, needs)))


class OfferedModel(QAbstractListModel):
    """The exercises that fit what was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offers: list[Offered] = []

    def take(self, offers: Sequence[Offered]) -> None:
        """Show these."""
        self.beginResetModel()
        self.offers = list(offers)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return one in words."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        offer = self.offers[index.row()]
        return f"{offer.title}, {offer.detail}"


class OfferedDelegate(QStyledItemDelegate):
    """Paints an exercise with its figure."""

    def __init__(self, theme: Theme, pictures: Pictures, model: OfferedModel, parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self._pictures, self._model, self._view = theme, pictures, model, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room of the picture, and of the words where they take more."""
        offer = self._model.offers[index.row()]
        width = self._view.viewport().width()
        room = width - THUMB[0] - 42
        words = self._height(offer.title, (17, 700), room) + self._height(offer.detail, (15, 400), room)
        return QSize(width - 2, round(max(THUMB[1], words)) + 14)

    def _height(self, text: str, font: tuple[float, int], width: float) -> float:
        metrics = QFontMetricsF(self._theme.font(*font))
        return metrics.boundingRect(QRectF(0, 0, width, 1e5), WRAP, text).height()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row; the one that Enter takes has a ground and a ring."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(option.rect).adjusted(1, 1, -1, -1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(self._theme.colour(Role.INK), 2) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(Role.PALE if chosen else Role.STAGE))
            painter.drawRoundedRect(rect, 10, 10)
        offer = self._model.offers[index.row()]
        thumb = QRectF(rect.left() + 8, rect.center().y() - THUMB[1] / 2, *THUMB)
        position = offer.exercise.sides[0] if offer.exercise is not None and offer.exercise.sides else None
        shown = Thumb(offer.exercise, position, offer.name)
        paint_thumb(painter, thumb, shown, self._pictures, self._theme)
        words = rect.adjusted(THUMB[0] + 24, 0, -14, 0)
        first = self._height(offer.title, (17, 700), words.width())
        second = self._height(offer.detail, (15, 400), words.width())
        top = rect.center().y() - (first + second) / 2
        painter.setFont(self._theme.font(17, 700))
        painter.setPen(self._theme.colour(Role.INK))
        painter.drawText(QRectF(words.left(), top, words.width(), first + 1), WRAP, offer.title)
        painter.setFont(self._theme.font(15))
        painter.setPen(self._theme.colour(Role.INK if chosen else Role.MUTED))
        painter.drawText(QRectF(words.left(), top + first, words.width(), second + 1), WRAP, offer.detail)
        painter.restore()


class EditorPicker(EditorPane):
    """`picked` carries an exercise, or None with the name that was typed; `closed` asks to be put away.

    `making_requested` carries the name of an exercise to be made with words and pictures, `changing_requested` the key
    of one to be changed.
    """

    picked = Signal(object, str)
    making_requested = Signal(str)
    changing_requested = Signal(str)

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        self.list = QListView()
        super().__init__(theme, self.list, parent)
        self._pictures = pictures
        self._exercises: list[Exercise] = []
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._title = Label(self._theme, "", 24, 700)
        self.search = SearchLine(self._theme)
        self.model = OfferedModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(OfferedDelegate(self._theme, self._pictures, self.model, self.list))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the search, which moves it
        self.list.setMouseTracking(True)
        self.list.setAccessibleName("Exercises")
        self.make = Button(
            self._theme, "New exercise", name="New exercise with words and pictures of your own", size=15
        )
        self.change = Button(self._theme, "Change this one", size=15)
        self._away = Button(self._theme, "Close", Kind.PLAIN, name="Close the list of exercises, Escape key")

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._away)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 16, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.make)
        foot.addWidget(self.change)
        foot.addStretch(1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.make.clicked.connect(self._ask_to_make)
        self.change.clicked.connect(self._ask_to_change)
        self.list.selectionModel().currentChanged.connect(self._say)
        self.search.textChanged.connect(self._find)
        self.search.moved.connect(self._move)
        self.search.returnPressed.connect(self._take)
        self.list.clicked.connect(self._take_index)
        self._away.clicked.connect(self.closed)
        self._pictures.arrived.connect(self._repaint)
        self._theme.changed.connect(self.list.scheduleDelayedItemsLayout)

    def open(self, title: str, exercises: Sequence[Exercise], typed: str = "") -> None:
        """Offer exercises, the ones whose name begins with what was typed first."""
        self._title.setText(title)
        self._exercises = list(exercises)
        self.search.setText(typed)
        self._find(typed)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _find(self, text: str) -> None:
        offers = [Offered(exercise, exercise.name) for exercise in fitting(self._exercises, text)]
        name = " ".join(text.split())
        if name and not any(name.casefold() == offer.title.casefold() for offer in offers):
            offers.append(Offered(None, name[:1].upper() + name[1:]))
        self.model.take(offers)
        if offers:
            self.list.setCurrentIndex(self.model.index(0))
        self._say()

    @Slot(int)
    def _move(self, key: int) -> None:
        if not self.model.offers:
            return
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}[Qt.Key(key)]
        row = min(len(self.model.offers) - 1, max(0, self.list.currentIndex().row() + by))
        self.list.setCurrentIndex(self.model.index(row))
        self._say()

    @Slot()
    def _ask_to_make(self) -> None:
        name = " ".join(self.search.text().split())
        self.making_requested.emit(name[:1].upper() + name[1:])

    @Slot()
    def _ask_to_change(self) -> None:
        index = self.list.currentIndex()
        exercise = self.model.offers[index.row()].exercise if index.isValid() else None
        if exercise is not None:
            self.changing_requested.emit(exercise.key)

    @Slot()
    def _say(self) -> None:
        """Say in the search which row Enter takes: the keyboard does not leave it."""
        index = self.list.currentIndex()
        exercise = self.model.offers[index.row()].exercise if index.isValid() else None
        self.change.setEnabled(exercise is not None)
        self.change.say("Change this one", f"Change {exercise.name}" if exercise is not None else "Change this one")
        words = self.model.data(index) if index.isValid() else "nothing"
        self.search.setAccessibleDescription(f"Enter takes {words}")

    @Slot()
    def _take(self) -> None:
        self._take_index(self.list.currentIndex())

    @Slot(QModelIndex)
    def _take_index(self, index: QModelIndex) -> None:
        if index.isValid():
            offer = self.model.offers[index.row()]
            self.picked.emit(offer.exercise, offer.name)

    @Slot(str)
    def _repaint(self, exercise: str) -> None:
        self.list.viewport().update()


class SearchLine(EditorLine):
    """The search over the list; the arrows move in the list below."""

    moved = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setPlaceholderText("Type a name, or a part of the body")
        self.setAccessibleName("Look for an exercise")
        self.setMaxLength(80)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list with the arrows."""
        if event.key() in MOVES:
            self.moved.emit(event.key())
        else:
            super().keyPressEvent(event)


def fitting(exercises: Sequence[Exercise], text: str) -> list[Exercise]:
    """Return the exercises that all words fit, those first whose name begins with the first word, then by name."""
    words = text.casefold().split()

    def about(exercise: Exercise) -> str:
        return " ".join((exercise.name, exercise.called, exercise.key, *exercise.works, *exercise.needs)).casefold()

    def place(exercise: Exercise) -> tuple[int, str]:
        name = exercise.name.casefold()
        if not words or name.startswith(words[0]):
            return 0, name
        return (1 if any(part.startswith(words[0]) for part in name.split()) else 2), name

    return sorted((e for e in exercises if all(word in about(e) for word in words)), key=place)
