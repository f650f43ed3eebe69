"""The names of figures' keyframes, without the figures: what the window asks at every change needs no numpy."""

from __future__ import annotations

from pathlib import Path

from app.core.figure.positions import START
from app.paths import is_file
from app.storage.yaml_reader import Fields, Text, read_yaml


class Keyframes:
    """Knows them for each exercise whose figure lies in one of some folders, the first folder first."""

    def __init__(self, *folders: Path) -> None:
        """Take the folders; nothing is read yet."""
        self._folders = folders
        self._known: dict[str, dict[str, str] | None] = {}

    def names(self, exercise: str) -> tuple[str, ...] | None:
        """Return the names of an exercise's keyframes in their order, then its start.

        None where it has no figure that can be read.
        """
        known = self._of(exercise)
        return None if known is None else tuple(known)

    def sentences(self, exercise: str) -> dict[str, str]:
        """Return what each keyframe of an exercise shows, in a sentence; empty where it has no figure."""
        return {key: said for key, said in (self._of(exercise) or {}).items() if key != START}

    def _of(self, exercise: str) -> dict[str, str] | None:
        if exercise not in self._known:
            paths = (folder / f"{exercise}.yaml" for folder in self._folders)
            path = next((path for path in paths if is_file(path)), None)
            self._known[exercise] = None if path is None else keyframes(path)
        return self._known[exercise]


def keyframes(path: Path) -> dict[str, str] | None:
    """Return the names of the keyframes in a figure's file and what each shows, its start with them (empty).

    None: there are none to be read.
    """
    root = read_yaml(path).root
    top = {e.key: e.value for e in root.entries} if isinstance(root, Fields) else {}
    keys = top.get("keys")
    if not isinstance(keys, Fields):
        return None
    out: dict[str, str] = {}
    for entry in keys.entries:
        own = {e.key: e.value for e in entry.value.entries} if isinstance(entry.value, Fields) else {}
        said = own.get("describe")
        out[entry.key] = said.text if isinstance(said, Text) else ""
    return out | ({START: ""} if "start" in top else {})
