"""A file that a person names, to be written whole or to be read: what speaks against it is said in one sentence."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.storage.store_trouble import StoreTrouble, kind_of
from app.storage.whole_file import put_in_place


class FileRefusedError(Exception):
    """The file cannot be used as it was meant to; the text is a sentence for the person."""


@contextmanager
def written_whole(path: Path, *, never: Iterable[Path] = ()) -> Iterator[Path]:
    """Give a new file beside `path` to be filled; it takes the name at the end, or nothing is left of it.

    `FileRefusedError` where the disk refuses it, and where `path` is no plain file or one that must `never` be
    overwritten.
    """
    target = path.resolve()
    with _refusing(path):
        mode = _mode(path, target)
        if any(_same(target, other) for other in never):
            raise FileRefusedError(f"{path} is Holdwell's own file. Choose another name.")
        if not target.parent.is_dir():
            raise FileRefusedError(f"The folder {target.parent} does not exist.")
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
        new = Path(name)
        try:
            with open(handle, "wb"):  # noqa: PTH123  # closes the handle; it is opened anew by whoever fills it
                pass
            yield new
            if mode is not None:
                new.chmod(mode)
            put_in_place(new, target)
        finally:
            for end in ("", "-journal"):
                new.with_name(new.name + end).unlink(missing_ok=True)


def readable(path: Path) -> Path:
    """Return the path where it is a plain file, else `FileRefusedError`."""
    with _refusing(path):
        if _mode(path, path) is None:
            raise FileRefusedError(f"There is no file {path}.")
    return path


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        trouble = StoreTrouble(kind_of(problem), path, problem.strerror or str(problem))
        raise FileRefusedError(trouble.sentence) from problem


def _mode(path: Path, target: Path) -> int | None:
    """Return the permissions of a plain file, None where there is none; `FileRefusedError` for anything else."""
    try:
        status = target.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISDIR(status.st_mode):
        raise FileRefusedError(f"{path} is a folder. Name a file in it.")
    if not stat.S_ISREG(status.st_mode):
        raise FileRefusedError(f"{path} is not a plain file.")
    return stat.S_IMODE(status.st_mode)


def _same(target: Path, other: Path) -> bool:
    with suppress(OSError):
        return target == other.resolve() or target.samefile(other)
    return False
