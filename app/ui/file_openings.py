"""Files that the system hands to the running program: macOS does so in place of words on the command line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent


class FileOpenings(QObject):
    """Hears of files that the system hands to the running program; `opened` carries each."""

    opened = Signal(str)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the file in an event; no other event is touched."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.opened.emit(event.file())
            return True
        return False
