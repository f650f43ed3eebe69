"""Keys that belong to a page that changes a file, and not to the text under the keyboard: undo first of all."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence

# A line of text would take these for itself.
PAGE_KEYS = ("Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "Ctrl+D", "Ctrl+E")


def is_page_key(event: QKeyEvent) -> bool:
    """Return whether a key belongs to the page and not to the text under it."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed == QKeySequence(keys) for keys in PAGE_KEYS)
