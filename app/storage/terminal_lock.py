"""The window's lock, taken without Qt: one process at a time plays from a data folder, be it in a window or not.

The file is written as Qt's QLockFile writes it (process, program, host), and held with the same lock of the kernel, so
that a window takes this process for one. A sixth line says that it is a terminal.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from app.storage.window_lock import window_runs

MARK = "terminal"


class LockHeldError(Exception):
    """Another process plays from this data folder."""


class TerminalLock:
    """This process as the only one; `close` lets the lock go."""

    def __init__(self, path: Path) -> None:
        """Take the lock; LockHeldError where another has it. A folder that cannot be written gives none, no error."""
        self._path = path
        self._handle: int | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if window_runs(path):
                raise LockHeldError
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError:
            return
        if not _hold(handle):
            os.close(handle)
            raise LockHeldError
        self._handle = handle
        os.ftruncate(handle, 0)
        os.write(handle, _content().encode())

    def close(self) -> None:
        """Let the lock go, and take the file away."""
        if self._handle is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = None


def held_by_terminal(path: Path) -> bool:
    """Return whether the lock's holder is a session in a terminal."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return MARK in lines[5:] and window_runs(path)


def _content() -> str:
    """Return process, program as the system calls it, host, two lines that are left open, and the mark."""
    try:
        program = Path("/proc/self/exe").resolve(strict=True).name
    except OSError:
        program = Path(sys.executable).name
    return f"{os.getpid()}\n{program}\n{platform.node()}\n\n\n{MARK}\n"


if sys.platform == "win32":

    def _hold(_: int) -> bool:
        """Return True: whoever could open the file for writing is alone."""
        return True

else:
    import fcntl

    def _hold(handle: int) -> bool:
        """Return whether this process holds the lock now; a file system that knows no locks is taken on trust."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
