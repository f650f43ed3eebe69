"""A widget that paints itself from a value: no stylesheet, no layout, no child, and words for assistive technology."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.widgets.look import Look, Type


class Painted(QWidget):
    """Paints all of its rectangle by itself, so that nothing under it is painted with it."""

    def __init__(self, look: Look, type_: Type, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.type = look, type_
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_look(self, look: Look) -> None:
        """Paint with other colours from now on."""
        if look != self.look:
            self.look = look
            self.update()

    def say(self, words: str, more: str = "") -> None:
        """Tell assistive technology what is to be seen here, where that changed; `more` to whoever asks for it."""
        if words != self.accessibleName():
            self.setAccessibleName(words)
        if more != self.accessibleDescription():
            self.setAccessibleDescription(more)
