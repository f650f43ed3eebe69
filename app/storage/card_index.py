"""The library's cards, kept between starts: reading every file with all checks takes longer than opening a window.

A card is taken from the index only while its routine's file and every exercise's file have the size and time they had
when it was made. The index may be deleted, unreadable or from another version at any time: it is made anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.shelf import Card, StripPicture
from app.storage.content_sign import content_sign

if TYPE_CHECKING:  # the readers are imported when a file is to be read, not for the first paint
    from app.storage.library import Library

VERSION = 4
ENDINGS = (".yaml", ".yml")
SIGNS = 400  # of a problem's text; a file of nonsense must not fill the index


class CardIndex:
    """Gives the cards of all routine files, from the index where it is true, from the files where it is not."""

    def __init__(self, bundled: Path, own: Path, cache: Path) -> None:
        """Take the folder with `resources` and `routines`, the person's data folder, and the cache folder."""
        self._bundled, self._own, self._file = bundled, own, cache / "cards.json"

    def cards_if_known(self) -> list[Card] | None:
        """Return the cards without reading a routine, or None where any of them must be read."""
        kept = self._kept()
        stamps = self._stamps()
        if kept is None or list(kept) != list(stamps) or any(kept[p][0] != stamps[p] for p in stamps):
            return None
        return [card for _, card in kept.values()]

    def cards(self, library: Library) -> list[Card]:
        """Return all cards, reading the files whose card is not known, and keep them."""
        kept = self._kept() or {}
        stamps = self._stamps()
        fresh: dict[str, tuple[str, Card]] = {}
        for path, stamp in stamps.items():
            known = kept.get(path)
            fresh[path] = known if known and known[0] == stamp else (stamp, read_card(library, Path(path)))
        if fresh != kept:
            self._keep(fresh)
        return [card for _, card in fresh.values()]

    def _stamps(self) -> dict[str, str]:
        """Return a stamp for the file of every routine that is shown, in the library's order."""
        bundled, own = listed(self._bundled / "routines"), listed(self._own / "routines", read=True)
        shown = {**bundled, **own}  # an own file of a bundled one's name takes its place
        ours = stamp_of(listed(self._bundled / "resources" / "exercises").values())
        theirs = stamp_of(listed(self._own / "exercises", read=True).values())
        return {
            path: f"{stamp} {ours} {theirs} {key in bundled}" if key in own else f"{stamp} {ours}"
            for key, (path, stamp) in shown.items()
        }

    def _kept(self) -> dict[str, tuple[str, Card]] | None:
        try:
            data = json.loads(self._file.read_bytes())
            if data["version"] != VERSION:
                return None
            return {path: (stamp, card_from(row)) for path, (stamp, row) in data["cards"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _keep(self, cards: dict[str, tuple[str, Card]]) -> None:
        data = {"version": VERSION, "cards": {p: (stamp, asdict(card)) for p, (stamp, card) in cards.items()}}
        new = self._file.with_suffix(f".{os.getpid()}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # No fsync: an index that a power cut spoils is made anew.
            new.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")
            new.replace(self._file)
        except OSError:
            return  # without it the next start is slower, and that is all


def listed(folder: Path, *, read: bool = False) -> dict[str, tuple[str, str]]:
    """Return path and stamp of a folder's YAML files by key, sorted by name; `read`: what stands in them counts, too.

    Files that are changed while the program runs may be changed twice within one tick of the disk's clock.
    """
    found: dict[str, tuple[str, str]] = {}
    try:
        with os.scandir(folder) as entries:
            rows = sorted((e.name, e) for e in entries if not e.name.startswith("."))
            for name, entry in rows:
                stem, dot, ending = name.rpartition(".")
                if dot + ending.lower() in ENDINGS and stem not in found:
                    state = entry.stat()
                    sign = f":{content_sign(entry.path, state):x}" if read else ""
                    found[stem] = (entry.path, f"{state.st_mtime_ns}:{state.st_size}:{state.st_ino}{sign}")
    except OSError:
        return found
    return found


def stamp_of(files: Iterable[tuple[str, str]]) -> str:
    """Return one stamp for several files."""
    # crc32 would do; hash() differs from start to start.
    from zlib import crc32  # noqa: PLC0415

    return format(crc32("\n".join(f"{path} {stamp}" for path, stamp in files).encode()), "x")


def card_from(row: dict[str, Any]) -> Card:
    """Return the card in a row of the index; raises TypeError, ValueError or KeyError where it is none."""
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    fields["strip"] = tuple(StripPicture(**{**p, "sides": tuple(p["sides"])}) for p in row["strip"])
    return Card(**fields)


def read_card(library: Library, path: Path) -> Card:
    """Return the card of a routine's file, with its problems where it has any."""
    from app.core.plan_cards import card_of  # noqa: PLC0415

    read = library.routine_at(path, path.name)
    own = path not in library.bundled_routines.values()
    if read.routine is None:
        faults = tuple(str(fault)[:SIGNS] for fault in read.faults if not fault.warning)
        return Card(key=path.stem, name=path.name, file=str(path), own=own, faults=faults)
    return card_of(read.routine, str(path), own)
