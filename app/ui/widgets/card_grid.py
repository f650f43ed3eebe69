"""The cards of the library in rows: as many columns as fit, every row as high as its highest card.

Five hundred cards take longer to make than the window to open, so the first are made at once and the others as the
person comes near them, in small batches. The room for all of them is taken from the start.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.pictures import Pictures
from app.ui.theme import Theme
from app.ui.widgets.routine_card import Face, RoutineCard, card_height

GAP = 22
FIRST = 12  # fills a screen
BATCH = 16
AHEAD = 2  # windowfuls below what is seen in which cards are made


class CardGrid(QWidget):
    """Shows faces; `opened` gives the file of the routine whose card was pressed."""

    opened = Signal(str)

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pictures = theme, pictures
        self._faces: list[Face] = []
        self._cards: list[RoutineCard] = []
        self._heights: dict[tuple[Face, int], int] = {}  # of the last widths; measuring text is dear
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(self._make_more)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._measure_again)

    @property
    def cards(self) -> tuple[RoutineCard, ...]:
        """Return the cards that are made and shown, in order."""
        return tuple(self._cards[: len(self._faces)])

    def show_faces(self, faces: Sequence[Face]) -> None:
        """Show these faces in this order."""
        self._faces = list(faces)
        for card in self._cards[len(faces) :]:
            card.hide()
        for card, face in zip(self._cards, faces, strict=False):
            card.set_face(face)
            card.show()
        self._make(min(len(faces), max(FIRST, len(self._cards))))
        self._arrange()
        self._more.start(0)

    def hasHeightForWidth(self) -> bool:
        """Return that fewer columns need more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows."""
        return sum(height + GAP for height in self._rows(width)) - GAP if self._faces else 0

    def sizeHint(self) -> QSize:
        """Return the size at the width it has."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size of one column."""
        return QSize(280, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards in their places."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Make more cards where the person comes near the last one."""
        if self._lacks():
            self._more.start(0)

    def _lacks(self) -> bool:
        """Return whether more cards are to be made: the last one is in sight, or soon may be."""
        if len(self._cards) >= len(self._faces):
            return False
        seen = self.visibleRegion().boundingRect()
        made = len(self._cards) // self._columns(self.width())
        bottom = sum(height + GAP for height in self._rows(self.width())[:made])
        return not seen.isEmpty() and bottom < seen.bottom() + AHEAD * seen.height()

    def _columns(self, width: int) -> int:
        return max(1, round((width + GAP) / (460 * self._theme.text_scale)))

    def _card_width(self, width: int) -> int:
        columns = self._columns(width)
        return (width - GAP * (columns - 1)) // columns

    def _rows(self, width: int) -> list[int]:
        """Return the height of each row; those not made yet are as high as the highest made one."""
        columns, card = self._columns(width), self._card_width(width)
        made = range(0, min(len(self._cards), len(self._faces)), columns)
        heights = [max(self._height(face, card) for face in self._faces[at : at + columns]) for at in made]
        return heights + [max(heights, default=290)] * (-(-len(self._faces) // columns) - len(heights))

    def _height(self, face: Face, width: int) -> int:
        if (face, width) not in self._heights:
            self._heights[face, width] = card_height(face, width, self._theme)
        return self._heights[face, width]

    def _make(self, count: int) -> None:
        for face in self._faces[len(self._cards) : count]:
            card = RoutineCard(self._theme, self._pictures, face, self)
            card.opened.connect(self.opened)
            card.moved.connect(self._move_focus)
            if self._cards:
                # What stands below the cards was there before this one was made; the keyboard comes to it after.
                QWidget.setTabOrder(self._cards[-1], card)
            self._cards.append(card)
            card.show()

    @Slot()
    def _make_more(self) -> None:
        if self._lacks():
            self._make(len(self._cards) + BATCH)
            self._arrange()
            self._more.start(0)

    @Slot()
    def _measure_again(self) -> None:
        self._heights.clear()
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        if len(self._heights) > 4 * len(self._faces) + 100:
            self._heights.clear()
        width = self.width()
        columns, card = self._columns(width), self._card_width(width)
        y = 0
        for row, height in enumerate(self._rows(width)):
            for column, one in enumerate(self.cards[row * columns : (row + 1) * columns]):
                one.setGeometry(column * (card + GAP), y, card, height)
            y += height + GAP

    @Slot(object, int)
    def _move_focus(self, card: RoutineCard, key: int) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(
            Qt.Key(key), self._columns(self.width()) * (1 if key == Qt.Key.Key_Down else -1)
        )
        place = self._cards.index(card) + step
        if 0 <= place < len(self.cards):
            self._cards[place].setFocus(Qt.FocusReason.TabFocusReason)
