"""Whether a window runs on a data folder, told from the window's lock file without Qt.

The window holds the file with Qt's QLockFile: on POSIX systems that is flock() on a file which says process, program
and host in its first three lines. The kernel lets the lock go with the process, however that ends, so the lock is the
truth and the lines are only what is left to go by where a file system knows no such locks. On Windows the window keeps
the file open for itself alone.
"""

from __future__ import annotations

import errno
import os
import platform
import sys
from pathlib import Path

_KNOWS_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def window_runs(lock: Path) -> bool:
    """Return whether a living window holds the lock file; where that cannot be told, it is taken to."""
    try:
        with lock.open("r+b" if sys.platform == "win32" else "rb") as file:
            held = _locked(file.fileno())
            return _holder_lives(file.read(4096)) if held is None else held
    except FileNotFoundError:
        return False
    except PermissionError:
        # Another's file, or on Windows one that is held.
        return True


if sys.platform == "win32":

    def _locked(_: int) -> bool | None:
        """Return False: a file that could be opened for writing is held by nobody."""
        return False

else:
    import fcntl

    def _locked(handle: int) -> bool | None:
        """Return whether somebody holds the lock; None where the file system has no such locks."""
        try:
            # Shared, and for an instant only: two who ask do not take each other for a window.
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError as problem:
            if problem.errno in _KNOWS_NO_LOCKS:
                return None
            raise
        fcntl.flock(handle, fcntl.LOCK_UN)
        return False


def _holder_lives(content: bytes) -> bool:
    """Return whether the process that the file names lives; on another host nobody can tell, so it does."""
    lines = content.decode("utf-8", errors="replace").splitlines()
    if not lines or not lines[0].isascii() or not lines[0].isdigit() or int(lines[0]) <= 0:
        return False
    if len(lines) > 2 and lines[2] != platform.node():
        return True
    return process_lives(int(lines[0]))


def process_lives(number: int) -> bool:
    """Return whether there is a process of that number on this host. Not for Windows, where asking may end it."""
    try:
        os.kill(number, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
