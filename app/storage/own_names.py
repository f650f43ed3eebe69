"""The names that are given already: the person's own files, and what comes with the program."""

from __future__ import annotations

import re
from pathlib import Path

from app.core.file_names import folded
from app.storage.library import ENDINGS, Library, yaml_files
from app.storage.parcel import MOST_PICTURE_BYTES
from app.storage.yaml_reader import NotTakenError, read_bounded

_NAME = re.compile(rb"^name *: *(.*?)\s*$", re.MULTILINE)


class OwnNames:
    """Finds what bears a name in the data folder, however its letters are written."""

    def __init__(self, data: Path, library: Library, bundled: Path) -> None:
        """Look into the folders once; they are small."""
        self._data = data
        self._files = {name: _listed(data / name) for name in ("routines", "exercises", "figures")}
        self._bundled = {
            "routines": {folded(key): path for key, path in library.bundled_routines.items()},
            "exercises": {folded(key): path for key, path in library.bundled_exercises.paths.items()},
            "figures": {folded(key): path for key, path in yaml_files(bundled / "resources" / "figures").items()},
        }
        self._called: dict[str, Path] | None = None

    def file(self, folder: str, name: str) -> Path | None:
        """Return the person's own file of a name in a folder; None where there is none."""
        return self._files[folder].get(folded(name))

    def yaml(self, folder: str, key: str) -> Path | None:
        """Return the person's own YAML file of a key; None where there is none."""
        return next((path for ending in ENDINGS if (path := self.file(folder, f"{key}{ending}"))), None)

    def bundled(self, folder: str, key: str) -> Path | None:
        """Return the file of that key that comes with the program; None where there is none."""
        return self._bundled[folder].get(folded(key))

    def routine_called(self, name: str) -> Path | None:
        """Return the person's own routine whose `name:` is this one; None where there is none."""
        if self._called is None:
            self._called = {}
            for path in self._files["routines"].values():
                if path.suffix.lower() in ENDINGS and (called := _name_in(path)) is not None:
                    self._called.setdefault(called, path)
        return self._called.get(folded(name))

    def is_called(self, name: str) -> bool:
        """Return whether a routine, the person's own or one that comes with the program, has this `name:`."""
        bundled = self._bundled["routines"].values()
        return self.routine_called(name) is not None or folded(name) in map(_name_in, bundled)

    def relative(self, path: Path) -> str:
        """Return a path in the data folder as a parcel writes it."""
        return path.relative_to(self._data).as_posix()


def content_of(path: Path | None) -> bytes | None:
    """Return a small file's content; None where there is none that can be read."""
    try:
        return None if path is None else read_bounded(path, MOST_PICTURE_BYTES)
    except NotTakenError:
        return None


def _name_in(path: Path) -> str | None:
    """Return the `name:` of a routine's file, folded; None where it has none in a line of its own."""
    match = _NAME.search(content_of(path) or b"")
    return None if match is None else folded(match[1].decode("utf-8", "replace").strip("\"'"))


def _listed(folder: Path) -> dict[str, Path]:
    try:
        return {folded(path.name): path for path in sorted(folder.iterdir(), reverse=True)}
    except OSError:
        return {}
