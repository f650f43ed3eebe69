"""What would help today: part of the body, time, equipment and a search, as chips in one row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QMenu, QVBoxLayout, QWidget

from app.core.shelf import Card, Wish, parts_of, things_of
from app.ui.theme import Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.flow import Flow
from app.ui.wording import capital, listed

MINUTES = (5, 10, 15, 20, 25, 30, 45, 60)


class LibraryFilters(QWidget):
    """Holds the wish; `wish_changed` carries the new one."""

    wish_changed = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wish = Wish()
        self._parts: dict[str | None, Button] = {}
        self._things: tuple[str, ...] = ()
        self._make()
        self._arrange()
        self._connect()

    def _make(self) -> None:
        self._group = QButtonGroup(self)
        self._time = Button(self._theme, "", Kind.CHIP)
        self._equipment = Button(self._theme, "", Kind.CHIP)
        self._clear = Button(self._theme, "Show all", Kind.LINK, size=14)
        self._row = Flow()
        self._say()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._row)
        self._fill_row()

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._take_part)
        self._time.clicked.connect(self._open_time)
        self._equipment.clicked.connect(self._open_equipment)
        self._clear.clicked.connect(self.clear)

    @property
    def wish(self) -> Wish:
        """Return what is wished for."""
        return self._wish

    def show_for(self, cards: Sequence[Card]) -> None:
        """Offer what occurs on these cards."""
        self._things = things_of(cards)
        wanted: tuple[str | None, ...] = (None, *parts_of(cards))
        if wanted != tuple(self._parts):
            for button in self._parts.values():
                self._group.removeButton(button)
                button.deleteLater()
            self._parts = {part: self._part_chip(part) for part in wanted}
            self._fill_row()
            if self._wish.part not in self._parts:
                self._set(self._wish._replace(part=None))

    def set_search(self, text: str) -> None:
        """Look for words."""
        self._set(self._wish._replace(search=text.strip()))

    @Slot()
    def clear(self) -> None:
        """Wish for nothing in particular."""
        self._set(Wish(search=self._wish.search))

    def _part_chip(self, part: str | None) -> Button:
        chip = Button(self._theme, capital(part or "all"), Kind.CHIP, name=f"For: {part or 'everything'}")
        chip.setCheckable(True)
        chip.setChecked(part == self._wish.part)
        self._group.addButton(chip)
        return chip

    def _fill_row(self) -> None:
        while self._row.count():
            self._row.takeAt(0)
        for widget in (*self._parts.values(), self._time, self._equipment, self._clear):
            self._row.addWidget(widget)
        # In the order in which they stand, whatever was made first.
        row = [*self._parts.values(), self._time, self._equipment, self._clear]
        for before, after in pairwise(row):
            QWidget.setTabOrder(before, after)

    def _set(self, wish: Wish) -> None:
        if wish != self._wish:
            self._wish = wish
            self._say()
            self.wish_changed.emit(wish)

    def _say(self) -> None:
        minutes, hand = self._wish.minutes, self._wish.at_hand
        time = f"{minutes} min" if minutes is not None else "any time"
        self._time.say(f"I have {time} ▾", f"Time: I have {time}")
        if hand is None:
            self._equipment.say("Equipment ▾", "Equipment: anything")
        else:
            things = listed(sorted(hand)) if hand else "nothing"
            shown = things if len(hand) <= 3 else f"{len(hand)} things"
            self._equipment.say(f"At hand: {shown} ▾", f"Equipment at hand: {things}")
        for chip in (self._time, self._equipment):
            chosen = minutes is not None if chip is self._time else hand is not None
            chip.setCheckable(chosen)
            chip.setChecked(chosen)
        for part, button in self._parts.items():
            button.setChecked(part == self._wish.part)
        self._clear.setVisible(not self._wish._replace(search="").anything)

    @Slot(object)
    def _take_part(self, chip: Button) -> None:
        part = next((part for part, button in self._parts.items() if button is chip), None)
        self._set(self._wish._replace(part=part))

    @Slot()
    def _open_time(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for minutes in (None, *MINUTES):
            action = menu.addAction("Any time" if minutes is None else f"{minutes} min")
            action.setData(minutes)
            action.setCheckable(True)
            action.setChecked(minutes == self._wish.minutes)
            group.addAction(action)
        menu.triggered.connect(self._take_time)
        self._drop(menu, self._time)

    @Slot(QAction)
    def _take_time(self, action: QAction) -> None:
        self._set(self._wish._replace(minutes=action.data()))

    @Slot()
    def _open_equipment(self) -> None:
        menu = ThingsMenu(self)
        hand = self._wish.at_hand
        every = menu.addAction("Anything")
        every.setCheckable(True)
        every.setChecked(hand is None)
        menu.addSeparator()
        for thing in self._things:
            action = menu.addAction(capital(thing))
            action.setData(thing)
            action.setCheckable(True)
            action.setChecked(hand is not None and thing in hand)
        menu.triggered.connect(self._take_thing)
        self._drop(menu, self._equipment)

    @Slot(QAction)
    def _take_thing(self, action: QAction) -> None:
        thing, hand = action.data(), self._wish.at_hand or frozenset()
        menu = action.parent()
        if thing is None:
            hand_now = None
        else:
            hand_now = hand - {thing} if thing in hand and self._wish.at_hand is not None else hand | {thing}
        if isinstance(menu, ThingsMenu):
            for other in menu.actions():
                other.setChecked(hand_now is None if other.data() is None else other.data() in (hand_now or ()))
        self._set(self._wish._replace(at_hand=hand_now))

    def _drop(self, menu: QMenu, below: QWidget) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))


class ThingsMenu(QMenu):
    """A menu that stays open while things are ticked."""

    def mouseReleaseEvent(self, event: object) -> None:
        """Tick without closing."""
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space without closing."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None:
            action.trigger()
        else:
            super().keyPressEvent(event)


class SearchField(QLineEdit):
    """The search; Escape empties it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText("Search  /")
        self.setAccessibleName("Search routines")
        self.setAccessibleDescription("The slash key comes here, Escape empties it.")
        self.setMaxLength(80)
        self.setFixedWidth(220)
        self._dress()
        theme.changed.connect(self._dress)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty with Escape; an empty field lets the focus go on."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(15, 500))
