"""Keys that belong to a page that changes a file, and not to the text under the keyboard: undo first of all."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

# A line of text would take these for itself.
PAGE_KEYS = ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+D", "Ctrl+E")


def is_page_key(event: QKeyEvent) -> bool:
    """Return whether a key belongs to the page and not to the text under it."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed == QKeySequence(keys) for keys in PAGE_KEYS)


class LeftToPage(QObject):
    """Keeps the page's keys from a field that would take them, for as long as the field is there."""

    def __init__(self, field: QWidget, is_the_pages: Callable[[QKeyEvent], bool] = is_page_key) -> None:
        super().__init__(field)
        self._is_the_pages = is_the_pages
        field.installEventFilter(self)

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """Stop a key that the field would claim, so that the page hears it."""
        claims = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if claims and isinstance(event, QKeyEvent) and self._is_the_pages(event):
            event.ignore()
            return True
        return super().eventFilter(field, event)
