"""Notices that a person's own routines, exercises, pictures and figures were saved, renamed or deleted meanwhile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from app.storage.content_sign import content_sign
from app.storage.image_files import IMAGE_ENDINGS

SETTLES = 400  # milliseconds: an editor writes, renames and touches in one go
FOLDERS = ("routines", "exercises", "figures")
TEXTS = (".yaml", ".yml")
ENDINGS = (*TEXTS, *IMAGE_ENDINGS)
Stamp = tuple[int, int, int, int]
NOTHING: Stamp = (0, 0, 0, 0)


class OwnFiles(QObject):
    """`changed` once after every burst of changes to files that are the person's own."""

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
        self._known = self._watch()

    @Slot()
    def _wait(self) -> None:
        # Counted from the first change: whoever writes without a pause is seen, too.
        if not self._settling.isActive():
            self._settling.start(SETTLES)

    @Slot()
    def _tell(self) -> None:
        known, self._known = self._known, self._watch()
        # The history in the same folder is written to all the time.
        if known != self._known:
            self.changed.emit()

    def _watch(self) -> dict[str, Stamp]:
        """Watch what is there now, and return what changes when it does.

        A file that was replaced by another is no longer watched by itself.
        """
        wanted: set[str] = set()
        stamps: dict[str, Stamp] = {}
        for name in FOLDERS:
            folder = self._data / name
            try:
                found = [path for path in folder.iterdir() if path.suffix.lower() in ENDINGS]
            except OSError:  # not there yet, or closed to us: the folder that it lies in tells when one comes
                if self._data.is_dir():
                    wanted.add(str(self._data))
            else:
                stamps[str(folder)] = NOTHING
                stamps |= {str(path): stamp_of(path) for path in found}
        wanted |= stamps.keys()
        missing = wanted - {*self._watcher.directories(), *self._watcher.files()}
        if missing:
            self._watcher.addPaths(sorted(missing))
        return stamps


def stamp_of(path: Path) -> Stamp:
    """Return a file's time, size, number on its disk and, of a YAML file, content; zeros where it is gone by now."""
    try:
        state = path.stat()
    except OSError:
        return NOTHING
    # Two writers may be faster than the disk's clock.
    sign = content_sign(path, state) if path.suffix.lower() in TEXTS else 0
    return state.st_mtime_ns, state.st_size, state.st_ino, sign
