"""What the library shows of each routine, kept in an index so that the start reads no YAML.

The index lies in the cache and may be deleted at any time. A card in it holds as long as the routine's file and the
exercises' files are the ones that it was made from, by their times and sizes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.core.faults import Fault
from app.core.planning import make_plan
from app.core.routine import Routine
from app.storage.library import Library

FORMAT = 1
INDEX = "library.json"


@dataclass(frozen=True, slots=True)
class Card:
    """One routine as the library shows it. Where `read` is False only the file's name is known so far."""

    key: str
    path: str
    own: bool
    name: str
    read: bool = True
    summary: str = ""
    goal: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()  # of every exercise in it, alternatives included, in the order of the steps
    exercises: tuple[str, ...] = ()  # keys, in the order of the steps, alternatives included
    lower: float = 0.0  # seconds at level 0
    upper: float = 0.0  # seconds at level 100
    estimated: bool = False
    fixed_level: bool = False
    faults: tuple[Fault, ...] = ()  # problems and warnings

    @property
    def good(self) -> bool:
        """Return whether it can be played, as far as is known."""
        return all(fault.warning for fault in self.faults)


def card_of(key: str, path: Path, own: bool, routine: Routine | None, faults: tuple[Fault, ...]) -> Card:
    """Return the card of a routine that was read; of a bad one it says no more than its problems."""
    if routine is None:
        return Card(key, str(path), own, key, faults=faults)
    steps = list(routine.every_step())
    lowest = make_plan(routine, 0)
    return Card(
        key=key,
        path=str(path),
        own=own,
        name=routine.name,
        summary=routine.summary,
        goal=routine.goal,
        helps=routine.helps,
        needs=needs_of(routine),
        exercises=tuple(dict.fromkeys(step.exercise.key for step in steps)),
        lower=lowest.seconds,
        upper=make_plan(routine, 100).seconds,
        estimated=lowest.estimated,
        fixed_level=routine.fixed_level,
        faults=faults,
    )


def needs_of(routine: Routine) -> tuple[str, ...]:
    """Return what a routine needs, alternatives included, each once, in the order of the steps."""
    return tuple(dict.fromkeys(need for step in routine.every_step() for need in step.exercise.needs))


class Cards:
    """The cards of a library, from the index where it holds and from the files where it does not."""

    def __init__(self, library: Library, cache: Path) -> None:
        """Take the library and the folder for the index; the index is read at once, no routine is."""
        self.library = library
        self.file = cache / INDEX
        self._exercises = _stamp_of_all(library)
        self._stamps = {key: _stamp(path) for key in library.routine_keys() if (path := library.path(key))}
        self._cards = self._from_index()

    def known(self) -> tuple[Card, ...]:
        """Return every routine's card at once, in the library's order; some may be unread."""
        return tuple(self._cards.get(key) or self._unread(key) for key in self.library.routine_keys())

    def missing(self) -> tuple[str, ...]:
        """Return the keys of the routines whose files must still be read."""
        return tuple(key for key in self.library.routine_keys() if key not in self._cards)

    def read_missing(self) -> Iterator[Card]:
        """Yield the cards that were missing as their files are read, slowly; a worker's job. Keeps the index after."""
        missing = self.missing()
        for key in missing:
            path, read = self.library.path(key), self.library.routine(key)
            if path is not None and read is not None:
                self._cards[key] = card_of(key, path, self.library.is_own(key), read.routine, read.faults)
                yield self._cards[key]
        if missing:
            self.keep()

    def keep(self) -> None:
        """Write the index. It only saves time, so a disk that refuses is left alone."""
        cards = [[self._stamps[key], _plain(card)] for key, card in self._cards.items()]
        text = json.dumps({"format": FORMAT, "exercises": self._exercises, "cards": cards})
        part = self.file.with_name(f"{INDEX}.part")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(text, encoding="utf-8")
            part.replace(self.file)
        except OSError:
            return

    def _unread(self, key: str) -> Card:
        name = key.replace("-", " ")
        path = self.library.path(key)
        return Card(key, str(path), self.library.is_own(key), name[:1].upper() + name[1:], read=False)

    def _from_index(self) -> dict[str, Card]:
        """Return the cards of the index that still hold; none where it cannot be read."""
        try:
            data = json.loads(self.file.read_text(encoding="utf-8"))
            if data["format"] != FORMAT or data["exercises"] != self._exercises:
                return {}
            cards = [(stamp, _from_plain(plain)) for stamp, plain in data["cards"]]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
        return {
            card.key: card
            for stamp, card in cards
            if self._stamps.get(card.key) == stamp and str(self.library.path(card.key)) == card.path
        }


def _plain(card: Card) -> dict[str, Any]:
    """Return a card as JSON holds it, without what is as usual: five hundred of them are read at the start."""
    usual = asdict(Card("", "", False, ""))
    return {name: value for name, value in asdict(card).items() if value != usual[name]}


def _from_plain(data: dict[str, Any]) -> Card:
    rows = {name: tuple(data.get(name, ())) for name in ("goal", "helps", "needs", "exercises")}
    faults = tuple(Fault(**fault) for fault in data.get("faults", ()))
    return Card(**{"own": False, **data, **rows, "faults": faults})


def _stamp(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_mtime_ns}:{status.st_size}"


def _stamp_of_all(library: Library) -> str:
    """Return what the exercises are known by: any of them may change what a routine needs, or break it."""
    own, bundled = library.exercises.paths, library.bundled_exercises.paths
    paths = sorted({*own.values(), *bundled.values()})
    lines = "\n".join(f"{path} {_stamp(path)}" for path in paths)
    return hashlib.sha256(lines.encode()).hexdigest()
