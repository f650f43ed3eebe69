"""The numbers behind a picture as a table: however many rows, those are made that are seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.ui.theme import Theme

HIGHEST = 320
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class NumberModel(QAbstractTableModel):
    """Rows of texts under the names of their columns."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns, self._rows = columns, rows

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text."""
        wanted = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self._rows[index.row()][index.column()] if wanted and index.isValid() else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a column's name."""
        named = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._columns[section] if named else None


class NumberTable(QTableView):
    """A table to be read."""

    def __init__(self, theme: Theme, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._theme = theme
        self.setModel(NumberModel(columns, rows, self))
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        theme.changed.connect(self._dress)
        self._dress()

    def cells(self, row: int) -> list[str]:
        """Return the texts of a row."""
        model = self.model()
        return [str(model.index(row, column).data()) for column in range(model.columnCount())]

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(15, tabular=True))
        self.horizontalHeader().setFont(self._theme.font(15, 600))
        row = self.fontMetrics().height() + 10
        self.verticalHeader().setDefaultSectionSize(row)
        self.setFixedHeight(min(HIGHEST, (self.model().rowCount() + 2) * row))
