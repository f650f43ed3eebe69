"""A line or paragraph in our type and colours that follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme import Role, Theme


class Label(QLabel):
    """Plain text: what stands in a person's file is never taken for markup. Wraps unless told otherwise."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        size: float = 16,
        weight: int = 400,
        role: Role = Role.INK,
        *,
        tabular: bool = False,
        wrap: bool = True,
        natural: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._natural = natural
        self._theme, self._size, self._weight, self._role, self._tabular = theme, size, weight, role, tabular
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._dress()
        theme.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        """Return the room of the text; `natural`: in one line, where that much room is."""
        if not self._natural:
            return super().sizeHint()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 4, metrics.height())

    def set_role(self, role: Role) -> None:
        """Take the colour of another role."""
        self._role = role
        self._dress()

    @Slot()
    def _dress(self) -> None:
        self.setFont(self._theme.font(self._size, self._weight, self._tabular))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.colour(self._role))
        self.setPalette(palette)
