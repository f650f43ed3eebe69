"""Notices that a person's own routines, exercises and their pictures were saved, renamed or deleted meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from app.storage.image_files import IMAGE_ENDINGS

SETTLES = 400  # milliseconds: an editor writes, renames and touches in one go
FOLDERS = ("routines", "exercises")
ENDINGS = (".yaml", ".yml", *IMAGE_ENDINGS)


class OwnFiles(QObject):
    """`changed` once after every burst of changes in the person's data folder."""

    changed = Signal()

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._watcher = QFileSystemWatcher(self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._tell)
        self._watcher.directoryChanged.connect(self._wait)
        self._watcher.fileChanged.connect(self._wait)
        self._watch()

    @Slot()
    def _wait(self) -> None:
        self._settling.start(SETTLES)

    @Slot()
    def _tell(self) -> None:
        self._watch()
        self.changed.emit()

    def _watch(self) -> None:
        """Watch what is there now: a file that was replaced by another is no longer watched by itself."""
        wanted: set[str] = set()
        for name in FOLDERS:
            folder = self._data / name
            if folder.is_dir():
                wanted |= {str(folder), *(str(p) for p in folder.iterdir() if p.suffix.lower() in ENDINGS)}
            elif self._data.is_dir():
                wanted.add(str(self._data))
        missing = wanted - {*self._watcher.directories(), *self._watcher.files()}
        if missing:
            self._watcher.addPaths(sorted(missing))
