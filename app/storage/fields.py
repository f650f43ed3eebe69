"""A mapping's keys read as what they should hold; everything that is wrong is collected, nothing is raised."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

from app.core.faults import Fault
from app.core.lengths import (
    LONGEST,
    SHORTEST,
    Count,
    NotReadableError,
    Span,
    quoted,
    read_count,
    read_length,
    read_span,
)
from app.storage.yaml_reader import MOST_FAULTS, Fields, Items, Text, Unread, Value
from app.storage.yaml_text import BRACES_HINT

Word = TypeVar("Word", bound=StrEnum)
NO_KEYS: Mapping[str, str] = {}
# Longer words are no mistyped key or name.
LONGEST_WORD = 60


class Placed(Protocol):
    """Anything with a place in a file."""

    @property
    def line(self) -> int:
        """Return the line, from 1."""

    @property
    def column(self) -> int:
        """Return the column, from 1."""


@dataclass(slots=True)
class Problems:
    """What is wrong in one file, as it is found."""

    file: str
    found: list[Fault] = field(default_factory=list)

    def add(self, at: Placed, text: str, hint: str = "") -> None:
        """Keep a problem."""
        self.found.append(Fault(self.file, at.line, at.column, text, hint))

    def warn(self, at: Placed, text: str, hint: str = "") -> None:
        """Keep a warning: the file is still good."""
        self.found.append(Fault(self.file, at.line, at.column, text, hint, warning=True))

    def nearest(self, word: str, known: Iterable[str]) -> str:
        """Return the sentence that offers the nearest of the known words, or nothing where none is near.

        Nothing as well once there are more problems than are listed: looking takes time, a file may be full of them.
        """
        return "" if len(self.found) > MOST_FAULTS else nearest(word, known)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the sentence that offers the nearest of the known words, or nothing where none is near."""
    if len(word) > LONGEST_WORD:
        return ""
    words = {k.casefold(): k for k in known}
    near = difflib.get_close_matches(word.casefold(), words, 1, 0.6)
    return f"Did you mean {words[near[0]]}?" if near else ""


def any_of(known: Collection[str]) -> str:
    """Return the sentence that lists the words there are."""
    words = list(known)
    return f"It may be {words[0]}." if len(words) == 1 else f"It may be {', '.join(words[:-1])} or {words[-1]}."


class Keys:
    """The keys of one mapping. Each method returns what its key holds, or the default where it is absent or bad."""

    def __init__(
        self,
        fields: Fields,
        problems: Problems,
        allowed: Collection[str],
        elsewhere: Mapping[str, str] = NO_KEYS,
    ) -> None:
        """Take a mapping; a key that is not allowed is a problem at once.

        `elsewhere` holds the keys that are good in another company, with the hint that says so.
        """
        self.fields = fields
        self.problems = problems
        self.entries = {entry.key: entry for entry in fields.entries}
        self.unknown = tuple(entry.key for entry in fields.entries if entry.key not in allowed)
        for entry in fields.entries:
            if entry.key not in allowed:
                hint = elsewhere.get(entry.key) or problems.nearest(entry.key, (*allowed, *elsewhere))
                problems.add(entry, f"{quoted(entry.key)} is no key that is known here.", hint)

    def __contains__(self, key: str) -> bool:
        """Return whether the key is there, be its value good or bad."""
        return key in self.entries

    def value(self, key: str) -> Value | None:
        """Return a key's node; None where the key is absent, or its value already has a problem."""
        entry = self.entries.get(key)
        if entry is None or isinstance(entry.value, Unread):
            return None
        return entry.value

    def place(self, key: str) -> Placed:
        """Return where a key's value stands, or the mapping's place where the key is absent."""
        entry = self.entries.get(key)
        if entry is None:
            return self.fields
        empty = isinstance(entry.value, Text) and not entry.value.text
        return entry if empty else entry.value

    def add(self, key: str, text: str, hint: str = "") -> None:
        """Keep a problem of a key's value."""
        self.problems.add(self.place(key), f"{key}: {text}", hint)

    def missing(self, key: str, hint: str) -> None:
        """Say that a key is missing, where that is known and no mistyped key says it already."""
        if self.fields.complete and not any(self.problems.nearest(word, (key,)) for word in self.unknown):
            self.problems.add(self.fields, f"{quoted(key)} is missing.", hint)

    def scalar(self, key: str) -> str | None:
        """Return a key's text; None, with a problem, where it is empty or a list."""
        node = self.value(key)
        return None if node is None else self.line(key, node)

    def text(self, key: str) -> str:
        """Return a key's text on one line, empty where there is none."""
        return self.scalar(key) or ""

    def name(self, key: str, hint: str) -> str:
        """Return a text that must be there."""
        if key not in self:
            self.missing(key, hint)
        return self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(text for _, text in self.placed_texts(key))

    def placed_texts(self, key: str) -> tuple[tuple[Placed, str], ...]:
        """Return a list of texts with their places."""
        lines = ((node, self.line(key, node)) for node in self.nodes(key))
        return tuple((node, line) for node, line in lines if line is not None)

    def nodes(self, key: str) -> tuple[Value, ...]:
        """Return a list's entries as they are, without those that already have a problem."""
        node = self.value(key)
        if node is None:
            return ()
        if not isinstance(node, Items):
            glued = isinstance(node, Fields) and node.entries and node.entries[0].key.startswith("-")
            hint = (
                "Write a space after the hyphen." if glued else "Write [one, two], or lines that begin with a hyphen."
            )
            self.add(key, "a list is wanted here.", hint)
            return ()
        return tuple(n for n in node.items if not isinstance(n, Unread))

    def words(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Return a list of known words."""
        return tuple(word for at, word in self.placed_texts(key) if self._known(key, at, word, known))

    def word(self, key: str, kind: type[Word]) -> Word | None:
        """Return one of an enumeration's words."""
        text = self.scalar(key)
        if text is None or not self._known(key, self.place(key), text, [w.value for w in kind]):
            return None
        return kind(text)

    def only(self, key: str, word: str) -> bool:
        """Return whether a key is there and says the one word it may say."""
        text = self.scalar(key)
        return text is not None and self._known(key, self.place(key), text, [word])

    def yes(self, key: str) -> bool:
        """Return whether a key says yes; absent is no."""
        text = self.scalar(key)
        if text is None or text.lower() in ("no", "false"):
            return False
        if text.lower() not in ("yes", "true"):
            self.add(key, f"{quoted(text)} is neither yes nor no.")
        return True

    def span(self, key: str, least: float = SHORTEST, most: float = LONGEST) -> Span | None:
        """Return a length or range."""
        text = self.scalar(key)
        try:
            return None if text is None else read_span(text, least, most)
        except NotReadableError as problem:
            self.add(key, problem.text, problem.hint)
            return None

    def length(self, key: str, least: float = SHORTEST, most: float = LONGEST) -> float | None:
        """Return one length in seconds."""
        text = self.scalar(key)
        try:
            return None if text is None else read_length(text, least, most)
        except NotReadableError as problem:
            self.add(key, problem.text, problem.hint)
            return None

    def count(self, key: str, most: int) -> Count | None:
        """Return a whole number or range."""
        text = self.scalar(key)
        try:
            return None if text is None else read_count(text, most)
        except NotReadableError as problem:
            self.add(key, problem.text, problem.hint)
            return None

    def _known(self, key: str, at: Placed, word: str, known: Collection[str]) -> bool:
        if word in known:
            return True
        hint = self.problems.nearest(word, known) or any_of(known)
        self.problems.add(at, f"{key}: {quoted(word)} is not known.", hint)
        return False

    def line(self, key: str, node: Value) -> str | None:
        """Return a scalar's text on one line; None, with a problem, for anything else."""
        if isinstance(node, Text):
            line = " ".join(node.text.split())
            if not any(sign.isprintable() and not sign.isspace() for sign in line):
                line = ""  # nothing that anybody would see
            if not line:
                entry = self.entries[key]
                self.problems.add(entry if node is entry.value else node, f"{key}: nothing is written here.")
            return line or None
        if isinstance(node, Fields):
            first = node.entries[0] if node.entries else None
            if node.flow:
                self.problems.add(node, f'{key}: a text begins with "{{".', BRACES_HINT)
            else:
                words = quoted(f"{first.key}: …") if first else "this"
                self.problems.add(
                    node, f"{key}: a text is wanted, and {words} is a key.", 'A text with ": " in it needs quotes.'
                )
        elif isinstance(node, Items):
            self.problems.add(node, f"{key}: one text is wanted here, not a list.")
        return None
