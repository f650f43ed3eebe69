"""Several files put into the data folder together: all of them or none, whatever ends the program.

They are written into a hidden folder of their own, `.taking-PROCESS-…`, flushed, and that folder is renamed to
`.taken-…`: this one rename is the moment at which all of it is taken. Then file after file is moved to its place, the
routine last. A process that is killed before the rename has left a folder that nobody reads, and the next start throws
it away; one that is killed after it has left a folder that the next start moves on. `finish_taking` does both, and
whoever opens the library calls it first.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.storage.whole_file import sync_folder, write_whole
from app.storage.window_lock import process_lives

_WRITING, _TAKEN, _BEFORE = ".taking-", ".taken-", "before"
PATIENCE = 10.0  # seconds for another process to find its names and take its files
_STALE = 24 * 3600  # seconds after which a folder is nobody's, where a process cannot be asked after


@contextlib.contextmanager
def set_out(data: Path, files: Mapping[str, bytes], *, lasting: bool = False) -> Iterator[Path]:
    """Give a folder in which the files lie as they would in the data folder; nothing is left of it afterwards.

    `lasting`: they are flushed, as they are about to be taken. OSError where the disk refuses.
    """
    fresh = not data.exists()
    data.mkdir(parents=True, exist_ok=True)
    folder = None
    try:
        folder = _written(data, files, lasting=lasting)
        yield folder
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        if fresh:
            with contextlib.suppress(OSError):  # something else lies in it by now
                data.rmdir()


@contextlib.contextmanager
def alone(data: Path) -> Iterator[None]:
    """Let one process at a time find free names and take them; where a disk knows no locks, nobody waits.

    OSError where the disk refuses, or where another process does not come to an end.
    """
    fresh = not data.exists()
    data.mkdir(parents=True, exist_ok=True)
    handle = _lock(data)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)
        if fresh:
            with contextlib.suppress(OSError):  # something lies in it by now
                data.rmdir()


def put_together(data: Path, files: Mapping[str, bytes]) -> None:
    """Put files into the data folder by their paths in it, over those that bear their names; all of them or none.

    OSError where the disk refuses; everything is then as it was.
    """
    with set_out(data, files, lasting=True) as folder:
        for name in files:
            if (data / name).exists():
                (folder / _BEFORE / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(data / name, folder / _BEFORE / name)
        taken = folder.with_name(folder.name.replace(_WRITING, _TAKEN, 1))
        folder.rename(taken)
        sync_folder(data)
        try:
            _move(taken, data)
        except OSError:
            _take_back(taken, folder, data, files)
            raise


def finish_taking(data: Path) -> None:
    """Move on what a killed process had taken, and throw away what it had not; what the disk refuses is left."""
    with contextlib.suppress(OSError):
        for folder in sorted(data.glob(".tak*")):
            if folder.name.startswith(_TAKEN) and folder.is_dir() and not _lives(folder):
                with contextlib.suppress(OSError):
                    _move(folder, data)
            elif folder.name.startswith(_WRITING) and folder.is_dir() and not _lives(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _written(data: Path, files: Mapping[str, bytes], *, lasting: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"{_WRITING}{os.getpid()}-", dir=data))
    try:
        for name, content in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            descriptor = os.open(
                folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
            )
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                if lasting:
                    file.flush()
                    os.fsync(file.fileno())
            if (data / name).exists():
                shutil.copymode(data / name, folder / name)
        for inner in {folder, *((folder / name).parent for name in files)} if lasting else ():
            sync_folder(inner)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder


def _move(taken: Path, data: Path) -> None:
    """Move every file of a taken folder to its place, the routine last, then let the folder go."""
    found = [p for p in taken.glob("*/*") if p.parent.name != _BEFORE]
    for path in sorted(found, key=lambda p: (p.parent.name == "routines" and p.suffix == ".yaml", p)):
        place = data / path.relative_to(taken)
        place.parent.mkdir(exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # another process has moved it
            _move_file(path, place)
        sync_folder(place.parent)
    shutil.rmtree(taken, ignore_errors=True)


def _move_file(path: Path, place: Path) -> None:
    try:
        path.replace(place)
    except OSError as problem:
        if problem.errno != errno.EXDEV:
            raise
        # The folder is a link to another disk.
        write_whole(place, path.read_bytes())
        path.unlink()


def _take_back(taken: Path, folder: Path, data: Path, files: Mapping[str, bytes]) -> None:
    """Undo a taking that the disk refused half-way: what was there before is there again."""
    taken.rename(folder)
    for name in files:
        if (folder / name).exists():
            continue  # was not moved
        before = folder / _BEFORE / name
        with contextlib.suppress(OSError):
            if before.exists():
                before.replace(data / name)
            else:
                (data / name).unlink()
                (data / name).parent.rmdir()  # where nothing else lies in it


if sys.platform == "win32":  # a folder cannot be opened there

    def _lock(_: Path) -> int | None:
        return None

else:
    import fcntl

    def _lock(folder: Path) -> int | None:
        """Wait for the folder's lock, not for ever, and return what holds it; None where there are no locks."""
        handle = os.open(folder, os.O_RDONLY)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    os.close(handle)
                    raise OSError(errno.EBUSY, "Another Holdwell is at work in it", str(folder)) from None
                time.sleep(0.02)
            except OSError:
                os.close(handle)
                return None
            else:
                return handle


def _lives(folder: Path) -> bool:
    """Return whether the process that made a folder may still be at work in it."""
    number = folder.name.split("-")[1]
    if not number.isdigit():
        return False
    if sys.platform == "win32":  # asking after a process there may end it
        return time.time() - folder.stat().st_mtime < _STALE
    return int(number) == os.getpid() or process_lives(int(number))
