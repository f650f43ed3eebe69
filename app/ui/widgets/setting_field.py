"""The control for one setting, made from its declaration."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.storage.setting import Setting
from app.ui.theme import Role, Theme
from app.ui.widgets.label import Label
from app.ui.widgets.length_slider import LengthSlider
from app.ui.widgets.tick_box import TickBox

Value = str | int | bool
MOST_IN_A_LIST = 16  # numbers; more of them are a slider


class SettingField(QWidget):
    """`changed` carries the setting and the value that the person chose."""

    changed = Signal(object, object)

    def __init__(
        self, theme: Theme, setting: Setting[str] | Setting[int] | Setting[bool], value: Value,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._setting = theme, setting
        self._values: list[Value] = []
        self._make(value)
        self._arrange()
        self._connect()

    def _make(self, value: Value) -> None:
        setting = self._setting
        self._number: Label | None = None
        choices: list[tuple[Value, str]] = [(given, words) for given, words in setting.choices]
        if not choices and isinstance(setting.default, int) and not isinstance(setting.default, bool):
            numbers = range(setting.lower, setting.upper + 1)
            if len(numbers) <= MOST_IN_A_LIST:
                choices = [(number, f"{number}{setting.unit}") for number in numbers]
        if choices:
            box = Choices(self._theme)
            for _, words in choices:
                box.addItem(words)
            self._values = [given for given, _ in choices]
            box.setCurrentIndex(self._values.index(value) if value in self._values else 0)
            self.control: QWidget = box
        elif isinstance(value, bool):
            check = TickBox(self._theme, "On")
            check.setChecked(value)
            self.control = check
        elif isinstance(value, int):
            slider = LengthSlider(self._theme)
            slider.setRange(setting.lower, setting.upper)
            slider.setSingleStep(5)
            slider.setValue(value)
            self.control = slider
            self._number = Label(self._theme, f"{value} {setting.unit}", 16, tabular=True, wrap=False)
        else:
            self.control = QLineEdit(value)
        self._fault = Label(self._theme, "", 15, role=Role.SIDE)
        self._fault.hide()
        self.control.setAccessibleName(setting.label)
        self.control.setAccessibleDescription(setting.hint)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(14)
        column.addLayout(row)
        column.addWidget(self._fault)
        row.addWidget(self.control, 1)
        if self._number is not None:
            self._number.setMinimumWidth(64)
            row.addWidget(self._number)
        self._dress()

    def _connect(self) -> None:
        control = self.control
        if isinstance(control, QComboBox):
            control.activated.connect(self._take_index)
        elif isinstance(control, QCheckBox):
            control.toggled.connect(self._take_check)
        elif isinstance(control, LengthSlider):
            control.valueChanged.connect(self._take_number)
        elif isinstance(control, QLineEdit):
            control.editingFinished.connect(self._take_text)
        self._theme.changed.connect(self._dress)

    def offer(self, choices: list[tuple[Value, str]]) -> None:
        """Let a text be chosen from a list; what was chosen before stays, also where the list does not have it."""
        old = self.control
        if not isinstance(old, QLineEdit):
            return
        value = old.text().strip()
        if value not in [given for given, _ in choices]:
            choices = [*choices, (value, value)]
        box = Choices(self._theme)
        for _, words in choices:
            box.addItem(words)
        self._values = [given for given, _ in choices]
        box.setCurrentIndex(self._values.index(value))
        box.setAccessibleName(old.accessibleName())
        box.activated.connect(self._take_index)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(old, box)  # also in the row inside it
        old.deleteLater()
        self.control = box
        self._dress()

    @property
    def fault(self) -> str:
        """Return what is said of a text that cannot be kept; "" where it can."""
        return "" if self._fault.isHidden() else self._fault.text()

    @Slot(int)
    def _take_index(self, index: int) -> None:
        self.changed.emit(self._setting, self._values[index])

    @Slot(int)
    def _take_number(self, number: int) -> None:
        if self._number is not None:
            self._number.setText(f"{number} {self._setting.unit}")
        self.changed.emit(self._setting, number)

    @Slot(bool)
    def _take_check(self, on: bool) -> None:
        self.changed.emit(self._setting, on)

    @Slot()
    def _take_text(self) -> None:
        if not isinstance(self.control, QLineEdit):
            return
        text = self.control.text().strip()
        try:
            self._setting.checked(text)
        except ValueError as problem:
            self._fault.setText(str(problem))
            self._fault.show()
        else:
            self._fault.hide()
            self.changed.emit(self._setting, text)

    @Slot()
    def _dress(self) -> None:
        self.control.setFont(self._theme.font(16, 500))


class Choices(QComboBox):
    """A list of choices that the wheel does not change while the page is scrolled over it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow that the stylesheet takes away with the frame around it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(Role.INK), 2))
        x, y = self.width() - 22.0, self.height() / 2
        painter.drawPolyline([QPointF(x - 5, y - 2.5), QPointF(x, y + 2.5), QPointF(x + 5, y - 2.5)])
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()
