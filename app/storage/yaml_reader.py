"""YAML read safely: a file's nodes with their places, every text as it was written, and all that is wrong with it.

The tree is built from the parser's events, on a stack of our own. So nothing is expanded (an alias is a fault where
it stands), nothing recurses (deep nesting ends at a bound; the C loader's own composer ends the process there), and
no value is guessed (`1:30`, `no` and `2027-01-31` stay texts). PyYAML is imported with the first file.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.core.faults import Fault
from app.core.lengths import quoted
from app.storage.yaml_text import Source, decoded, syntax_fault, without_controls

MOST_BYTES = 512_000
MOST_LEVELS = 50
MOST_EVENTS = 100_000
MOST_FAULTS = 100
MOST_REPAIRS = 20


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written, unquoted but not interpreted; lines and columns count from 1."""

    text: str
    line: int
    column: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `complete` is False where reading broke off inside it."""

    items: tuple[Value, ...]
    line: int
    column: int
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value; the place is the key's."""

    key: str
    line: int
    column: int
    value: Value


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys with values, in the file's order, each key once; `flow` where it was written in braces."""

    entries: tuple[Entry, ...]
    line: int
    column: int
    flow: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that a fault already speaks of."""

    line: int
    column: int


Value = Text | Items | Fields | Unread


@dataclass(frozen=True, slots=True)
class Document:
    """A file's root and its faults; the root is None where nothing could be read."""

    root: Value | None
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    mapping: bool
    line: int
    column: int
    flow: bool
    values: list[Value] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    first_at: dict[str, int] = field(default_factory=dict)
    key: Value | None = None

    def closed(self, complete: bool) -> Value:
        """Return the finished node."""
        if self.mapping:
            return Fields(tuple(self.entries), self.line, self.column, self.flow, complete)
        return Items(tuple(self.values), self.line, self.column, complete)


def read_yaml(path: Path, shown: str | None = None) -> Document:
    """Return what a file holds; whatever it is, never an exception. `shown` is its name in the faults."""
    name = shown if shown is not None else str(path)
    try:
        data = read_bounded(path)
    except NotTakenError as problem:
        return Document(None, (Fault(name, 0, 0, problem.text, problem.hint),))
    return parse_yaml(data, name)


class NotTakenError(Exception):
    """A file that is refused unread."""

    def __init__(self, text: str, hint: str = "") -> None:
        """Keep the sentence and the hint apart."""
        super().__init__(text)
        self.text = text
        self.hint = hint


def read_bounded(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return a regular file's bytes; raises NotTakenError for anything else and for more than `most` bytes."""
    try:
        # Asked before it is opened: opening a pipe waits for its writer, opening a device may do anything.
        _regular(path.stat(), most)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            _regular(os.fstat(file.fileno()), most)
            data = file.read(most + 1)
    except ValueError:
        raise NotTakenError("this is no file's name.") from None
    except OSError as problem:
        raise NotTakenError(*_refusal(problem)) from None
    if len(data) > most:
        raise NotTakenError(*_too_large(len(data), most))
    return data


def _regular(status: os.stat_result, most: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise NotTakenError("this is a folder, not a file.", "Name the files in it.")
    if not stat.S_ISREG(status.st_mode):
        raise NotTakenError("this is no regular file and is not read.")
    if status.st_size > most:
        raise NotTakenError(*_too_large(status.st_size, most))


def _too_large(size: int, most: int) -> tuple[str, str]:
    text = f"the file is too large: {size / 1000:.0f} kB; at most {most // 1000} kB are read."
    return text, "A routine takes a few kB."


def _refusal(problem: OSError) -> tuple[str, str]:
    if problem.errno == errno.ENOENT:
        return "there is no such file.", ""
    if problem.errno == errno.ELOOP:
        return "the file is a link that leads back to itself.", "Make the link anew, to the file that is meant."
    if problem.errno in (errno.EACCES, errno.EPERM):
        return "the file may not be read.", "Give yourself the right to read it."
    return f"the file cannot be read: {problem.strerror or problem}.", ""


def parse_yaml(data: bytes, shown: str) -> Document:
    """Return what a file's bytes hold. Reading goes on past what is merely forbidden, so that all of it is said."""
    text, faults = decoded(data, shown)
    if text is None:
        return Document(None, tuple(faults))
    source = Source(shown, text)
    tree, broken = _grown(source, faults)
    for _ in range(MOST_REPAIRS):
        repaired = source.with_braces_as_text(broken) if broken else None
        if broken is None or repaired is None:
            break
        # Said now; the rest of the file is then read as if the quotes were there.
        faults.append(broken)
        source = repaired
        tree, broken = _grown(source, faults)
    if broken is not None:
        tree.doubt()
    root = tree.break_off()
    return Document(root, limited([*tree.faults, broken] if broken else tree.faults))


def _grown(source: Source, faults: list[Fault]) -> tuple[_Tree, Fault | None]:
    """Return what could be read, and the fault that ended it (None: none, or one of the tree's own)."""
    tree = _Tree(source, list(faults))
    for event in events_of(source):
        if isinstance(event, Fault):
            return tree, event
        if not tree.take(event):
            break
    return tree, None


def limited(faults: list[Fault]) -> tuple[Fault, ...]:
    """Return the faults in the file's order, at most a hundred; of more the last one stays, as reading ended there."""
    ordered = sorted(dict.fromkeys(faults), key=lambda f: (f.line, f.column))
    if len(ordered) <= MOST_FAULTS:
        return tuple(ordered)
    next_one = ordered[MOST_FAULTS - 2]
    more = f"{len(ordered) - MOST_FAULTS + 1} more problems from here on are not listed."
    return (*ordered[: MOST_FAULTS - 2], replace(next_one, text=more, hint="", warning=False), ordered[-1])


def events_of(source: Source) -> Iterator[Any]:
    """Yield the parser's events (PyYAML's C classes have no types), and a Fault where it can go no further."""
    # Late: the window's first paint does not wait for it.
    import yaml  # noqa: PLC0415

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(source.text, Loader=loader)
    except yaml.MarkedYAMLError as problem:
        mark, context = problem.problem_mark, problem.context_mark
        yield syntax_fault(
            source,
            problem.problem or "",
            problem.context or "",
            (mark.line + 1, mark.column + 1) if mark else (1, 1),
            (context.line + 1, context.column + 1) if context else None,
        )
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        yield Fault(source.file, 1, 1, f"this cannot be read as YAML: {problem}.")


class _Tree:
    """The nodes read so far."""

    def __init__(self, source: Source, faults: list[Fault]) -> None:
        self.source = source
        self.faults = faults
        self.root: Value | None = None
        self.open: list[_Open] = []
        self.documents = 0
        self.events = 0

    def fault(self, line: int, column: int, text: str, hint: str = "") -> None:
        self.faults.append(Fault(self.source.file, line, column, text, hint))

    def take(self, event: Any) -> bool:
        """Take the next event in; return False where reading must end."""
        kind = type(event).__name__
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self.events += 1
        if self.events > MOST_EVENTS:
            self.fault(line, column, f"the file has more than {MOST_EVENTS:,} parts; nothing is read from here on.")
            return False
        if kind == "DocumentStartEvent":
            return self._document(event, line, column)
        if kind == "ScalarEvent":
            self._marks(event, line, column)
            value, bad = without_controls(event.value)
            if bad:  # a terminal that prints it would obey it
                self.fault(
                    line, column, f"an escape stands for the character {bad}, which is not allowed.", "Take it out."
                )
            self._add(Text(value, line, column, event.style not in (None, "")))
        elif kind == "AliasEvent":
            self.fault(line, column, f"an alias ({quoted('*' + event.anchor)}) may not be used.", "Write it out.")
            self._add(Unread(line, column))
        elif kind in ("SequenceStartEvent", "MappingStartEvent"):
            self._marks(event, line, column)
            self.open.append(_Open(kind.startswith("Mapping"), line, column, bool(event.flow_style)))
            if len(self.open) > MOST_LEVELS:
                self.fault(line, column, f"this is nested more than {MOST_LEVELS} levels deep.", "Write it flatter.")
                self.open.pop()
                return False
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self._add(self.open.pop().closed(complete=True))
        return True

    def _document(self, event: Any, line: int, column: int) -> bool:
        self.documents += 1
        if self.documents > 1:
            self.fault(line, column, "a second document begins here.", "A file holds one: take out the line ---.")
            return False
        if event.tags:
            self.fault(line, column, "a %TAG line may not be used.", "Take it out.")
        return True

    def _marks(self, event: Any, line: int, column: int) -> None:
        if event.anchor is not None:
            name = quoted("&" + event.anchor)
            self.fault(line, column, f"an anchor ({name}) may not be used.", "Take it out.")
        if event.tag is not None:
            written = event.tag.replace("tag:yaml.org,2002:", "!!", 1)
            self.fault(line, column, f"a tag ({quoted(written)}) may not be used.", "Take it out.")

    def _add(self, value: Value) -> None:
        """Put a finished node where it belongs."""
        if not self.open:
            self.root = value
            return
        frame = self.open[-1]
        if not frame.mapping:
            frame.values.append(value)
        elif frame.key is None:
            frame.key = value
        else:
            key, frame.key = frame.key, None
            self._entry(frame, key, value)

    def _entry(self, frame: _Open, key: Value, value: Value) -> None:
        if isinstance(key, Unread):
            return
        if not isinstance(key, Text):
            # Braces at a text's start are the usual cause.
            hint = self.source.braces_hint(key.line) or "Write `key: value`."
            self.fault(key.line, key.column, "a key must be a word.", hint)
            return
        if (first := frame.first_at.get(key.text)) is not None:
            where = f"the first is in line {first}" if first != key.line else "both are in this line"
            self.fault(key.line, key.column, f"{quoted(key.text)} is given twice; {where}.", "Keep one of them.")
            return
        frame.first_at[key.text] = key.line
        frame.entries.append(Entry(key.text, key.line, key.column, value))

    def doubt(self) -> None:
        """Mark what was finished just before the parser gave up: a key of it may stand in the line that broke."""
        if self.open:
            frame = self.open[-1]
            if frame.mapping and frame.entries:
                last = frame.entries[-1]
                frame.entries[-1] = replace(last, value=_doubted(last.value))
            elif frame.values:
                frame.values[-1] = _doubted(frame.values[-1])

    def break_off(self) -> Value | None:
        """Return what was read when reading ended early: what was open is closed, and marked as incomplete."""
        while self.open:
            frame = self.open.pop()
            if frame.mapping and isinstance(frame.key, Text):
                self._entry(frame, frame.key, Unread(frame.key.line, frame.key.column))
            self._add(frame.closed(complete=False))
        return self.root


def _doubted(value: Value) -> Value:
    """Return a node marked as incomplete, and within it whatever came last."""
    if isinstance(value, Items):
        return replace(value, items=(*value.items[:-1], *map(_doubted, value.items[-1:])), complete=False)
    if isinstance(value, Fields):
        last = tuple(replace(entry, value=_doubted(entry.value)) for entry in value.entries[-1:])
        return replace(value, entries=(*value.entries[:-1], *last), complete=False)
    return value
