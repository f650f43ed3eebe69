"""The exercises that have a figure, to be searched and picked from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.core.exercise import Exercise
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.label import Label
from app.ui.widgets.picture_painting import fitted_font, paint_fitted, paint_stage

CELL = QSize(164, 152)
PICTURE = 104
ROWS = 2.4  # that are seen: the cut one says that there are more
Index = QModelIndex | QPersistentModelIndex
EXERCISE = Qt.ItemDataRole.UserRole
FOUND_BY = Qt.ItemDataRole.UserRole + 1


class PosePicker(QWidget):
    """`picked` carries an exercise's key."""

    picked = Signal(str)

    def __init__(
        self, theme: Theme, pictures: Pictures, exercises: Sequence[Exercise], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search exercises")
        self.search.setAccessibleName("Search the exercise whose pose is shown")
        self._all = _Exercises(sorted(exercises, key=lambda e: e.name), self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._all)
        self._found.setFilterRole(FOUND_BY)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list = _List()
        self.list.setModel(self._found)
        self.list.setItemDelegate(_Tile(theme, pictures, self.list))
        self._nothing = Label(theme, "No exercise of that name has a figure.", 15, role=Role.MUTED)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.search, self._nothing, self.list):
            column.addWidget(widget)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(self._take_first)
        self.list.activated.connect(self._pick)
        self.list.clicked.connect(self._pick)
        pictures.arrived.connect(self._repaint)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def shown(self) -> tuple[str, ...]:
        """Return the keys of the exercises that are found, in order."""
        rows = (self._found.index(row, 0) for row in range(self._found.rowCount()))
        return tuple(row.data(EXERCISE).key for row in rows)

    def show_picked(self, key: str | None) -> None:
        """Show which one is picked; None: none is."""
        if key == self._all.picked:
            return
        self._all.picked = key
        for row in range(self._found.rowCount()):
            index = self._found.index(row, 0)
            if index.data(EXERCISE).key == key:
                self.list.setCurrentIndex(index)
                self.list.scrollTo(index)
        self.list.viewport().update()

    @Slot(str)
    def _look(self, text: str) -> None:
        self._found.setFilterFixedString(" ".join(text.split()))
        self._nothing.setVisible(not self.shown)
        if self.shown:
            self.list.setCurrentIndex(self._found.index(0, 0))

    @Slot()
    def _take_first(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self._pick(index)
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(index.data(EXERCISE).key)

    @Slot()
    def _repaint(self) -> None:
        self.list.viewport().update()

    @Slot()
    def _dress(self) -> None:
        self.search.setFont(self._theme.font(16, 500))
        self.list.scheduleDelayedItemsLayout()


class _List(QListView):
    """Tiles side by side; Enter picks, as a click does."""

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFixedHeight(round(CELL.height() * ROWS))
        self.setAccessibleName("Exercises with a figure")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick with Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Exercises(QAbstractListModel):
    """The exercises and which of them is picked."""

    def __init__(self, exercises: Sequence[Exercise], parent: QWidget) -> None:
        super().__init__(parent)
        self._exercises = tuple(exercises)
        self.picked: str | None = None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._exercises)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a name, the exercise itself, what it is found by, or its name as it is heard."""
        exercise = self._exercises[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return exercise.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{exercise.name}, picked" if exercise.key == self.picked else exercise.name
        if role == EXERCISE:
            return exercise
        if role == FOUND_BY:
            return f"{exercise.name} {exercise.called} {exercise.key} {' '.join(exercise.works)}"
        return None


class _Tile(QStyledItemDelegate):
    """Paints a figure over its exercise's name."""

    def __init__(self, theme: Theme, pictures: Pictures, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._pictures, self._view = theme, pictures, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a tile's size; larger type takes more under the picture."""
        return CELL + QSize(0, round((CELL.height() - PICTURE) * (self._theme.text_scale - 1)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one tile."""
        exercise = index.data(EXERCISE)
        model = index.model()
        source = model.sourceModel() if isinstance(model, QSortFilterProxyModel) else model
        picked = isinstance(source, _Exercises) and source.picked == exercise.key
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(option.rect).adjusted(5, 5, -5, -5)
        picture = QRectF(rect.x(), rect.y(), rect.width(), PICTURE)
        paint_stage(painter, picture, self._theme, 10)
        position = exercise.sides[0] if exercise.sides else None
        size = QSize(round(picture.width()), PICTURE) * self._view.devicePixelRatioF()
        pixmap = self._pictures.of(exercise, position, size)
        if pixmap is not None:
            paint_fitted(painter, picture.adjusted(4, 4, -4, -4), pixmap)
        name = QRectF(rect.x() + 2, picture.bottom() + 3, rect.width() - 4, rect.bottom() - picture.bottom() - 3)
        painter.setFont(fitted_font(self._theme, exercise.name, name.size(), round(15 * self._theme.text_scale), 600))
        painter.setPen(self._theme.colour(Role.INK))
        painter.drawText(name, int(Qt.TextFlag.TextWordWrap), exercise.name)
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if picked or current:
            painter.setPen(QPen(self._theme.colour(Role.INK if current else Role.PINE), 3 if picked else 2))
            painter.drawRoundedRect(picture.adjusted(1, 1, -1, -1), 10, 10)
        if picked:
            self._paint_tick(painter, picture)
        painter.restore()

    def _paint_tick(self, painter: QPainter, picture: QRectF) -> None:
        """Paint a tick in the corner: what is picked is told by more than a colour."""
        disc = QRectF(picture.right() - 28, picture.top() + 6, 22, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(Role.PINE))
        painter.drawEllipse(disc)
        painter.setPen(QPen(self._theme.colour(Role.ON_PINE), 2.4))
        x, y = disc.center().x(), disc.center().y()
        painter.drawLine(round(x - 5), round(y), round(x - 1), round(y + 4))
        painter.drawLine(round(x - 1), round(y + 4), round(x + 5), round(y - 4))
