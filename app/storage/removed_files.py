"""Routines and exercises that are no longer wanted: moved aside, never deleted, and put back where that is asked.

Pictures beside them that nothing else speaks of go along. All of it keeps its names, so that it can be put back by hand
as well: where one of them is taken, another folder of the kind is begun (`exercises-2`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from app.core.file_names import name_trouble
from app.storage.kept_drafts import FOLDER as DRAFTS
from app.storage.kept_drafts import KeptDrafts
from app.storage.renaming import images_in
from app.storage.yaml_reader import NotTakenError, read_bounded


@dataclass(frozen=True, slots=True)
class Removed:
    """A file that was moved aside: where it was, where it lies now, and the names of the pictures that went along."""

    was: Path
    lies: Path
    pictures: tuple[str, ...] = ()


def remove(path: Path, folder: Path) -> Removed:
    """Move a file into `folder`, with the pictures that nothing else speaks of; OSError where the disk refuses."""
    pictures = _of_it_alone(path)
    names = (path.name, *pictures)
    kinds = (folder / (path.parent.name if n == 1 else f"{path.parent.name}-{n}") for n in count(1))
    kind = next(kind for kind in kinds if not any(os.path.lexists(kind / name) for name in names))
    kind.mkdir(parents=True, exist_ok=True)
    path.rename(kind / path.name)
    moved = []
    for name in pictures:
        with suppress(OSError):  # a picture that stays harms nobody
            (path.parent / name).rename(kind / name)
            moved.append(name)
    return Removed(path, kind / path.name, tuple(moved))


def put_back(removed: Removed) -> None:
    """Move it all back; FileExistsError where another has a place by now, OSError where the disk refuses."""
    home, aside = removed.was.parent, removed.lies.parent
    for place in (removed.was, *(home / name for name in removed.pictures)):
        if os.path.lexists(place):
            raise FileExistsError(place)
    home.mkdir(parents=True, exist_ok=True)
    # The pictures first: nobody finds the file without them.
    for name in (*removed.pictures, removed.was.name):
        (aside / name).rename(home / name)


def _of_it_alone(path: Path) -> tuple[str, ...]:
    """Return the names of the pictures beside a file that it speaks of, and nothing else does."""
    try:
        named = images_in(read_bounded(path))
    except NotTakenError:
        return ()
    beside = [name for name in named if not name_trouble(name) and _is_plain(path.parent / name)]
    texts = list(_other_texts(path)) if beside else []
    # What cannot be read as YAML may speak of it all the same: the bare name is looked for.
    return tuple(name for name in beside if not any(name in text for text in texts))


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _other_texts(path: Path) -> Iterable[str]:
    """Yield the texts of the other files of a folder, and of what was changed in them and is not saved."""
    for other in path.parent.iterdir():
        if other != path and other.suffix.lower() in (".yaml", ".yml"):
            with suppress(NotTakenError):
                yield read_bounded(other).decode("utf-8", "replace")
    data = path.parent.parent
    for folder in (DRAFTS, f"{DRAFTS}/{path.parent.name}"):
        yield from (draft.text for draft in KeptDrafts(data, folder).all() if draft.path != str(path))
