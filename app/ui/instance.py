"""One window for each data folder: a lock file says that it runs."""

from __future__ import annotations

from PySide6.QtCore import QLockFile

from app.paths import Folders


class AlreadyRunningError(Exception):
    """Another process has the window of this data folder."""


class Instance:
    """This process as the only one; made before the history is opened."""

    def __init__(self, folders: Folders) -> None:
        """Take the lock; raises AlreadyRunningError. A folder that cannot be written gives no lock and no error."""
        self._lock = QLockFile(str(folders.lock))
        self._lock.setStaleLockTime(0)  # never by age: a window may stay open for weeks
        folders.data.mkdir(parents=True, exist_ok=True)
        self.locked = self._lock.tryLock(0)
        if not self.locked and self._lock.error() is QLockFile.LockError.LockFailedError:
            raise AlreadyRunningError

    def close(self) -> None:
        """Let the lock go."""
        self._lock.unlock()
