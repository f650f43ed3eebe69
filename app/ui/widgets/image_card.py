"""One of a person's own pictures in the editor: the picture small, and what the file says of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.exercise import Mirror
from app.ui.pictures import Pictures
from app.ui.theme import Role, Theme
from app.ui.widgets.button import Button, Kind
from app.ui.widgets.flow import Flow
from app.ui.widgets.label import Label
from app.ui.widgets.picture_painting import fitted_font, paint_fitted, paint_stage
from app.ui.widgets.setting_field import Choices
from app.ui.widgets.written_field import WrittenField

THUMB = QSize(168, 126)
MIRRORS = (
    (Mirror.BY_SIDE, "Turned by side"),
    (Mirror.NEVER, "Never turned"),
    (Mirror.ALWAYS, "Always turned"),
)
FIELDS = ("alt", "for", "key", "credit")


class ImageCard(QFrame):
    """`given` carries the key and the text that is now under it; Alt with the arrows moves the picture."""

    given = Signal(int, str, str)
    moved = Signal(int, int)  # the number, and by how much
    removed = Signal(int)

    def __init__(self, theme: Theme, pictures: Pictures, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self.setProperty("kind", "card")
        name = f"picture {number + 1}"
        self.setAccessibleName(name.capitalize())
        self.thumb = Thumb(theme, pictures)
        self.fields = {
            "alt": WrittenField(theme, "What is seen", example="She lies on her back, one knee up."),
            "for": WrittenField(theme, "Shown for", example="to the end"),
            "key": WrittenField(theme, "Shown at", example="always"),
            "credit": WrittenField(theme, "Made by"),
        }
        self.fields["key"].setToolTip("A phase, a position, or the key of an easier form. Empty: always.")
        for key, field in self.fields.items():
            field.control.setAccessibleName(f"{WORDS[key]}, {name}")
        self.mirror = Choices(theme)
        self.mirror.setSizeAdjustPolicy(Choices.SizeAdjustPolicy.AdjustToContents)
        self.mirror.addItems([words for _, words in MIRRORS])
        self.mirror.setAccessibleName(f"Whether it is turned over, {name}")
        self.up = Button(theme, "↑", Kind.PLAIN, name=f"Move {name} up")
        self.down = Button(theme, "↓", Kind.PLAIN, name=f"Move {name} down")
        self.away = Button(theme, "Remove", Kind.PLAIN, name=f"Remove {name}")
        self._problem = Label(theme, "", 15, 500, Role.SIDE)
        self._problem.hide()
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 14, 14, 10)
        row.setSpacing(16)
        row.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.fields["alt"], 0, 0, 1, 3)
        for place, key in enumerate(("for", "key", "credit")):
            grid.addWidget(self.fields[key], 1, place)
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        buttons = Flow(gap=4)
        for control in (self.mirror, self.up, self.down, self.away):
            buttons.addWidget(control)
        column.addLayout(buttons)
        column.addWidget(self._problem)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        for key, field in self.fields.items():
            field.setProperty("key", key)
            field.given.connect(self._give)
        self.mirror.activated.connect(self._turn)
        self.up.clicked.connect(self._go_up)
        self.down.clicked.connect(self._go_down)
        self.away.clicked.connect(self._go)
        self._theme.changed.connect(self._dress)
        self._dress()

    def show_values(self, said: Mapping[str, str], problem: str, *, first: bool, last: bool, turns: bool) -> None:
        """Show what the file says of the picture; `turns`: there are two positions, of which one may be turned."""
        for key, field in self.fields.items():
            field.show_text(said.get(key, ""))
        mirrors = [value.value for value, _ in MIRRORS]
        self.mirror.setCurrentIndex(mirrors.index(said["mirror"]) if said.get("mirror") in mirrors else 0)
        self.mirror.setVisible(turns or self.mirror.currentIndex() > 0)
        self.up.setEnabled(not first)
        self.down.setEnabled(not last)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """Return what the keyboard reaches, in order."""
        return (*(field.control for field in self.fields.values()), self.mirror, self.up, self.down, self.away)

    @property
    def problem(self) -> str:
        """Return what is said to be wrong; empty where nothing is."""
        return self._problem.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and the arrows."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(self._number, by)
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _give(self, text: str) -> None:
        sender = self.sender()
        if isinstance(sender, WrittenField):
            self.given.emit(self._number, sender.property("key"), text)

    @Slot(int)
    def _turn(self, index: int) -> None:
        value = MIRRORS[index][0]
        self.given.emit(self._number, "mirror", "" if value is Mirror.BY_SIDE else value.value)

    @Slot()
    def _go_up(self) -> None:
        self.moved.emit(self._number, -1)

    @Slot()
    def _go_down(self) -> None:
        self.moved.emit(self._number, 1)

    @Slot()
    def _go(self) -> None:
        self.removed.emit(self._number)

    @Slot()
    def _dress(self) -> None:
        self.mirror.setFont(self._theme.font(15, 500))


WORDS = {"alt": "What is seen", "for": "Shown for", "key": "Shown at", "credit": "Made by"}


class Thumb(QWidget):
    """The picture itself, whole, on the stage's ground; its name where it cannot be shown."""

    def __init__(self, theme: Theme, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._pictures = theme, pictures
        self._place = ("", "", "")  # exercise, folder, file
        self.setFixedSize(THUMB)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        pictures.arrived.connect(self._hear)
        theme.changed.connect(self.update)

    def show_file(self, exercise: str, folder: str, file: str) -> None:
        """Show a file of an exercise."""
        if (exercise, folder, file) != self._place:
            self._place = (exercise, folder, file)
            self.setToolTip(file)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        exercise, folder, file = self._place
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        paint_stage(painter, rect, self._theme, 10)
        size = THUMB * self.devicePixelRatioF()
        pixmap = self._pictures.image(exercise, folder, file, size) if file else None
        if pixmap is not None:
            paint_fitted(painter, rect.adjusted(4, 4, -4, -4), pixmap)
        elif not self._pictures.awaited(exercise, drawn=True):
            room = rect.adjusted(10, 10, -10, -10)
            painter.setFont(fitted_font(self._theme, file, room.size(), 15, 500))
            painter.setPen(self._theme.colour(Role.MUTED))
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter), file)
        painter.end()

    @Slot(str)
    def _hear(self, exercise: str) -> None:
        if exercise == self._place[0]:
            self.update()
