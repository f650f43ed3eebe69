"""A file while it is changed: its text, what it reads as, the way back, and how it is kept.

Every change is an edit of the text in place (`yaml_editing`) and one step of undo with a name. What stands on the disk
is compared with what was read from it before anything is written, so that two writers never lose a change.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, Protocol, TypeVar

from app.core.faults import Fault
from app.core.lengths import quoted
from app.core.typed_text import same_start
from app.storage import yaml_editing
from app.storage.schema_files import provide_beside
from app.storage.whole_file import ChangedMeanwhileError, write_whole
from app.storage.yaml_places import place_of
from app.storage.yaml_reader import MOST_BYTES, Document, NotTakenError, parse_yaml, read_bounded
from app.storage.yaml_spans import At, Kind, Node, Spans, spans_of
from app.storage.yaml_text import decoded
from app.storage.yaml_writing import Habits, NotEditedError, Written


class WithFaults(Protocol):
    """What a file reads as."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return all that is wrong in the file."""


ReadT = TypeVar("ReadT", bound=WithFaults)


@dataclass(frozen=True, slots=True)
class Kept:
    """The file stands on the disk as the draft says it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Nothing was written, as the file is no longer what was read: what stands there now; None where it is gone."""

    theirs: str | None


@dataclass(frozen=True, slots=True)
class _Change:
    """One step of undo: what stood from a character on, and what stands there now."""

    name: str
    start: int
    old: str
    new: str


class FileDraft(ABC, Generic[ReadT]):
    """One file in an editor. Changes raise NotEditedError where they are refused; the text then stands."""

    HABITS: ClassVar[Habits]

    def __init__(self, path: Path, text: str, on_disk: bytes | None) -> None:
        """Take a text, and the bytes that the file had when it was read; None where there is no file yet."""
        self.path = path
        self._text = text
        self._on_disk = on_disk
        self._kept = text if on_disk is not None else None
        self._done: list[_Change] = []
        self._undone: list[_Change] = []
        self._together: str | None = None
        self._read: ReadT | None = None
        self._places: dict[Fault, At] = {}

    @abstractmethod
    def _read_as(self, document: Document) -> ReadT:
        """Return what the text reads as."""

    @abstractmethod
    def _named(self, at: At) -> str:
        """Return what a person calls a place."""

    @property
    def text(self) -> str:
        """Return the file's text as it is now."""
        return self._text

    @property
    def before(self) -> str | None:
        """Return the text that the file had when it was read or written last; None where there was no file."""
        return None if self._on_disk is None else self._on_disk.decode("utf-8", "surrogateescape")

    @property
    def changed(self) -> bool:
        """Return whether the text is another than what was kept last."""
        return self._text != self._kept

    @property
    def read(self) -> ReadT:
        """Return what the text reads as, with all its faults."""
        if self._read is None:
            document = parse_yaml(self._text.encode("utf-8", "surrogatepass"), self.path.name)
            self._read = self._read_as(document)
            self._places = {fault: place_of(self._spans, fault) for fault in self._read.faults}
        return self._read

    @property
    def _spans(self) -> Spans:
        return spans_of(self._text)

    def faults_at(self, at: At) -> tuple[Fault, ...]:
        """Return the faults that stand at a place or anywhere in it."""
        return tuple(fault for fault in self.read.faults if self.place_of(fault)[: len(at)] == at)

    def place_of(self, fault: Fault) -> At:
        """Return the deepest place whose text holds a fault; the empty place for the file as a whole."""
        if self._read is None:
            self._read = self.read  # reading finds the places
        known = self._places.get(fault)
        return place_of(self._spans, fault) if known is None else known

    def value(self, at: At) -> str | None:
        """Return a text on one line, as it is read; None where there is none."""
        node = self._spans.at(at)
        return _line(node) if node is not None and node.kind is Kind.TEXT else None

    def source(self, at: At) -> str:
        """Return what stands in the file at a place, as it is written; empty where nothing does."""
        node = self._spans.at(at)
        return self._text[node.start : node.end] if node is not None else ""

    def texts(self, at: At) -> tuple[str, ...]:
        """Return the texts of a list, one that stands alone as one; none where there is nothing."""
        node = self._spans.at(at)
        if node is None or node.kind is Kind.KEYS:
            return ()
        nodes = node.items if node.kind is Kind.LIST else [node]
        return tuple(line for item in nodes if item.kind is Kind.TEXT and (line := _line(item)))

    def keys(self, at: At) -> tuple[str, ...]:
        """Return a mapping's keys in the file's order."""
        node = self._spans.at(at)
        return tuple(key.text for key in node.keys if key.kind is Kind.TEXT) if node is not None else ()

    def count(self, at: At) -> int:
        """Return how many entries a list has; 0 where there is none."""
        node = self._spans.at(at)
        return len(node.items) if node is not None and node.kind is Kind.LIST else 0

    def set(self, at: At, value: Written | None) -> None:
        """Put a value at a place, or with None take the key out."""
        name = self._named(at)
        if value is not None:
            self._take(name, yaml_editing.with_value(self._text, at, value, self.HABITS))
        elif self._spans.at(at) is not None:
            self._take(name, yaml_editing.without(self._text, at))

    def insert(self, at: At, index: int, value: Written) -> None:
        """Put an entry into the list at a place, which is made where it is absent."""
        text = yaml_editing.with_entry(self._text, at, index, value, self.HABITS)
        before, self._text = self._text, text
        name = self._named((*at, index))
        self._text = before
        self._take(f"{name} added", text)

    def remove(self, at: At) -> None:
        """Take an entry out of its list, with the comments that are its own."""
        name = self._named(at)
        self._take(f"{name} removed", yaml_editing.without(self._text, at))

    def move(self, at: At, to: At) -> None:
        """Put an entry, with its own comments, at another place of its list, or before an entry of another list.

        In its own list `to` is the place that it has afterwards; in another, the one before which it is put.
        """
        if at != to:
            self._take(f"{self._named(at)} moved", yaml_editing.with_move(self._text, at, to, self.HABITS))

    @contextmanager
    def together(self, name: str) -> Iterator[None]:
        """Make what is changed within it one step of undo; where one change is refused, none of them stands."""
        if self._together is not None:
            yield
            return
        before, self._together = self._text, name
        try:
            yield
        except BaseException:
            self._together = None
            self._show(before)
            raise
        self._together = None
        after = self._text
        self._show(before)
        self._take(name, after)

    @property
    def can_undo(self) -> bool:
        """Return whether there is a change to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Return whether there is a change that was taken back."""
        return bool(self._undone)

    @property
    def undo_name(self) -> str:
        """Return the name of the change that would be taken back; empty where there is none."""
        return self._done[-1].name if self._done else ""

    @property
    def redo_name(self) -> str:
        """Return the name of the change that would be made again; empty where there is none."""
        return self._undone[-1].name if self._undone else ""

    def undo(self) -> str:
        """Take the last change back; return its name, empty where there is none."""
        if not self._done:
            return ""
        change = self._done.pop()
        self._undone.append(change)
        end = change.start + len(change.new)
        self._show(self._text[: change.start] + change.old + self._text[end:])
        return change.name

    def redo(self) -> str:
        """Make the change again that was taken back last; return its name, empty where there is none."""
        if not self._undone:
            return ""
        change = self._undone.pop()
        self._done.append(change)
        end = change.start + len(change.old)
        self._show(self._text[: change.start] + change.new + self._text[end:])
        return change.name

    def type_over(self, text: str, name: str = "The text") -> None:
        """Put another text in place of the whole."""
        self._take(name, text)

    def keep(self) -> Kept | Changed:
        """Write the file; where it is no longer what was read, nothing is written. OSError where the disk refuses."""
        data, there = self._bytes(), _there(self.path)
        if there == self._on_disk != data:
            with suppress(ChangedMeanwhileError):  # then `there` is looked at again, as that of another writer
                return self._write(data, still=lambda: _there(self.path) == there)
            there = _there(self.path)
        if there not in (self._on_disk, data):
            return Changed(None if there is None else there.decode("utf-8", "replace"))
        return self.keep_over()

    def elsewhere(self) -> Changed | None:
        """Return what another program made of the file since; None where it is as it was. OSError as in `keep`."""
        there = _there(self.path)
        if there in (self._on_disk, self._bytes()):
            return None
        return Changed(None if there is None else there.decode("utf-8", "replace"))

    def keep_over(self) -> Kept:
        """Write the file over whatever stands there; OSError where the disk refuses."""
        data = self._bytes()
        if data != _there(self.path):
            return self._write(data)
        self._on_disk, self._kept = data, self._text
        return Kept()

    def _write(self, data: bytes, still: Callable[[], bool] | None = None) -> Kept:
        write_whole(self.path, data, still=still)
        provide_beside(self.path)
        self._on_disk, self._kept = data, self._text
        return Kept()

    def take_theirs(self) -> None:
        """Put what stands on the disk in place of the draft's text, as a step of undo; NotTakenError as in `opened`."""
        data = read_bounded(self.path)
        text = text_of(data)
        self._take("The other version", text)
        self._on_disk, self._kept = data, text

    def keep_as(self, path: Path, over: bool = False) -> Kept:
        """Write a file of another name, which is the draft's from then on.

        NotTakenError where one stands there and `over` does not say that it may go; OSError where the disk refuses.
        """
        if not over and path != self.path and _there(path) is not None:
            raise NotTakenError(f"there is already a file {quoted(path.name)}.", "Take another name.")
        data = self._bytes()
        write_whole(path, data)
        provide_beside(path)
        self.path, self._read = path, None
        self._on_disk, self._kept = data, self._text
        return Kept()

    def _bytes(self) -> bytes:
        return self._text.encode("utf-8", "replace")

    def _take(self, name: str, text: str) -> None:
        """Make a change and remember the way back; nothing where the text stays the same."""
        if text == self._text:
            return
        if len(text.encode("utf-8", "replace")) > MOST_BYTES:
            raise NotEditedError(
                f"The file would be larger than {MOST_BYTES // 1000} kB.", "It needs no more than a few kB."
            )
        if self._together is None:
            start = same_start(self._text, text)
            end = same_start(self._text[start:][::-1], text[start:][::-1])
            stop = len(self._text) - end
            self._done.append(_Change(name, start, self._text[start:stop], text[start : len(text) - end]))
            self._undone.clear()
        self._show(text)

    def _show(self, text: str) -> None:
        self._text, self._read = text, None


def _line(node: Node) -> str:
    return " ".join(node.text.split())


def _there(path: Path) -> bytes | None:
    """Return the bytes that a file has now; None where there is none; OSError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def text_of(data: bytes) -> str:
    """Return a file's text, byte order mark and all; NotTakenError where it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        fault = decoded(data, "")[1][0]
        raise NotTakenError(f"line {fault.line}, column {fault.column}: {fault.text}", fault.hint) from None
