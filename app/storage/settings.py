"""The settings as they are chosen, in one small file that a person can read.

Only what was chosen is written; everything else is at its default, also in years to come. Keys that this Holdwell does
not know are kept. A change never waits for the disk: `save` writes, and what it could not write stays in force.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock

from app.storage.setting import SETTINGS, Setting, T
from app.storage.store_trouble import StoreTrouble, kind_of
from app.storage.whole_file import write_whole


class Settings:
    """The person's settings: read once, asked often, saved when something changed."""

    def __init__(self, path: Path, *, now: Callable[[], datetime] = datetime.now) -> None:
        """Read the file; `problems` says in sentences what of it could not be used, and where it is kept."""
        self.path = path
        self.problems: list[str] = []
        self._now = now
        self._values: dict[str, object] = {}
        self._changed = False
        self._saving = Lock()
        self._read()

    def __getitem__(self, setting: Setting[T]) -> T:
        """Return what was chosen for a setting, else its default."""
        try:
            return setting.checked(self._values.get(setting.key, setting.default))
        except ValueError:
            return setting.default

    def change(self, setting: Setting[T], value: T) -> None:
        """Choose a value, in force at once; ValueError with a sentence where the setting cannot have it."""
        if self[setting] != setting.checked(value):
            self._values[setting.key] = value
            self._changed = True

    @property
    def unsaved(self) -> bool:
        """Return whether something was changed since the last save that went well."""
        return self._changed

    def save(self) -> StoreTrouble | None:
        """Write what was changed; return what was in the way, or None. May run on another thread."""
        with self._saving:
            if not self._changed:
                return None
            self._changed = False
            text = json.dumps(dict(self._values), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
            try:
                write_whole(self.path, text.encode())
            except OSError as problem:
                self._changed = True
                return StoreTrouble(kind_of(problem), self.path, problem.strerror or str(problem))
        return None

    def _read(self) -> None:
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as problem:
            self.problems.append(
                f"The settings {self.path} cannot be read: {problem.strerror or problem}. Defaults are used."
            )
            return
        try:
            values = json.loads(content.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            values = None
        if not isinstance(values, dict):
            self._set_aside()
            return
        self._values = values
        for setting in SETTINGS:
            try:
                setting.checked(values.get(setting.key, setting.default))
            except ValueError as problem:
                self.problems.append(f"{self.path}: {problem} The default is used.")

    def _set_aside(self) -> None:
        """Rename a file that is no settings' file, so that the next save does not overwrite what is in it."""
        name = self.path.with_name(f"{self.path.stem}.damaged-{self._now():%Y-%m-%d-%H%M%S}{self.path.suffix}")
        try:
            self.path.rename(name)
        except OSError as problem:
            self.problems.append(f"The settings {self.path} are damaged and cannot be set aside: {problem.strerror}.")
        else:
            self.problems.append(f"The settings were damaged and are kept as {name}. Defaults are used.")
