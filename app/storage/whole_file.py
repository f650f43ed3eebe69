"""Files written whole: whoever reads one finds the old content or the new, never half of either."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path


class ChangedMeanwhileError(Exception):
    """The file is no longer what it was when it was decided to write it; nothing was written."""


def write_whole(path: Path, content: bytes, *, still: Callable[[], bool] | None = None) -> None:
    """Put `content` into the file, all of it or none; OSError where the disk refuses, and the old file then stands.

    `still` is asked at the last moment, when the new content is on the disk already, whether the file may be written
    over as before; ChangedMeanwhileError where not. A link is followed, so that settings kept elsewhere stay there; an
    existing file keeps its permissions, a new one is the person's own to read.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            new.chmod(stat.S_IMODE(target.stat().st_mode))
        _ask(still, path)
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def _ask(still: Callable[[], bool] | None, path: Path) -> None:
    if still is not None and not still():
        raise ChangedMeanwhileError(path)


def put_in_place(new: Path, path: Path) -> None:
    """Give a finished file its name, over whatever bore it, so that a power cut leaves the one or the other.

    How a back is doing is nobody else's to read: the file is the person's alone.
    """
    new.chmod(0o600)
    # Opened for writing although nothing is written: Windows flushes no file that was opened to be read.
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last through a power cut, where folders can be opened (not on Windows)."""
    flag = getattr(os, "O_DIRECTORY", None)
    if flag is None:
        return
    handle = os.open(folder, os.O_RDONLY | flag)
    try:
        # Some file systems know no fsync of a folder: the rename is then as safe as they make it.
        with contextlib.suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
