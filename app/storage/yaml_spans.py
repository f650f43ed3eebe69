"""A YAML text's nodes with the characters they stand in: what changing a file in place needs to know of it.

Like the reader it takes the parser's events and expands nothing. Where the text breaks off as YAML, the nodes before
the break are there to be read, and `broken` says why nothing may be changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from app.core.faults import Fault
from app.storage.yaml_reader import MOST_EVENTS, MOST_LEVELS, MOST_REPAIRS, events_of
from app.storage.yaml_text import Source, decoded

At = tuple[str | int, ...]
Data = str | list["Data"] | dict[str, "Data"]
MARK = "\ufeff"  # the byte order mark that some programs write first
_COMMENT = re.compile(r"#[^\r\n]*")
_BREAK = re.compile(r"\r\n|\r|\n")
_INDICATOR = re.compile(r"[|>][-+0-9]*")


class Kind(Enum):
    """What a node is."""

    TEXT = auto()
    LIST = auto()
    KEYS = auto()


@dataclass(slots=True)
class Node:
    """One node; `start` and `end` count characters from 0, an empty text has no length.

    `odd` where it bears an anchor or a tag, is an alias, or is written in a way that is not changed here.
    """

    kind: Kind
    start: int
    end: int
    flow: bool = False
    odd: bool = False
    text: str = ""
    style: str = ""  # of a text: nothing, a quotation mark, | or >
    keys: list[Node] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    def child(self, step: str | int) -> Node | None:
        """Return what stands under a key or at a place of the list; None where nothing does."""
        if isinstance(step, int):
            return self.items[step] if self.kind is Kind.LIST and 0 <= step < len(self.items) else None
        # Of a key that is given twice the first counts.
        for key, value in zip(self.keys, self.items, strict=False):
            if key.kind is Kind.TEXT and key.text == step:
                return value
        return None

    def any_odd(self) -> bool:
        """Return whether it or anything in it is odd."""
        return self.odd or any(node.any_odd() for node in (*self.keys, *self.items))


@dataclass(frozen=True, slots=True)
class Spans:
    """A text and its nodes; no root where nothing is written, `broken` where the text is no whole YAML."""

    text: str
    root: Node | None
    broken: Fault | None

    def at(self, place: At) -> Node | None:
        """Return the node at a place; None where there is none."""
        node = self.root
        for step in place:
            if node is None:
                return None
            node = node.child(step)
        return node

    def line_start(self, at: int) -> int:
        """Return where the line of a character begins, past a byte order mark."""
        begun = max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1
        return 1 if begun == 0 and self.text.startswith(MARK) and at > 0 else begun

    def line_end(self, at: int) -> int:
        """Return where the line of a character ends, before its break."""
        found = _BREAK.search(self.text, at)
        return found.start() if found else len(self.text)

    def next_line(self, at: int) -> int:
        """Return where the line after a character's begins; the text's end where there is none."""
        found = _BREAK.search(self.text, at)
        return found.end() if found else len(self.text)

    def column(self, at: int) -> int:
        """Return how many characters stand before one in its line."""
        return at - self.line_start(at)

    def offset(self, line: int, column: int) -> int:
        """Return the character at a line and column, both from 1, as the reader counts them."""
        at = 1 if self.text.startswith(MARK) else 0
        for _ in range(line - 1):
            at = self.next_line(at)
        return min(at + max(column - 1, 0), len(self.text))

    def newline(self) -> str:
        """Return how this text ends its lines."""
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"

    def comments(self, start: int = 0, end: int | None = None) -> list[str]:
        """Return the comments that stand between two characters, in order."""
        stop = len(self.text) if end is None else end
        if "#" not in self.text:
            return []
        found, at = [], start
        for leaf in (n for n in _leaves(self.root) if n.end > start and n.start < stop):
            found += _COMMENT.findall(self.text, at, max(at, leaf.start))
            if leaf.style in ("|", ">"):
                # Behind the indicator a comment may stand.
                found += _COMMENT.findall(self.text, leaf.start, self.line_end(leaf.start))
            at = max(at, leaf.end)
        return found + _COMMENT.findall(self.text, at, stop)


def _leaves(node: Node | None) -> Iterator[Node]:
    """Yield the texts in the order in which they stand."""
    if node is None:
        return
    if node.kind is Kind.TEXT:
        yield node
    for at, item in enumerate(node.items):
        if at < len(node.keys):
            yield from _leaves(node.keys[at])
        yield from _leaves(item)


def data_of(spans: Spans, node: Node) -> Data:
    """Return what a node says, without its places; what is odd in it is kept as it is written."""
    if node.odd:
        return "\0" + spans.text[node.start : node.end]
    if node.kind is Kind.TEXT:
        # The break that ends a text in lines of its own is none of what it says.
        return node.text.rstrip("\n") if node.style in ("|", ">") else node.text
    if node.kind is Kind.LIST:
        return [data_of(spans, item) for item in node.items]
    found: dict[str, Data] = {}
    for key, value in zip(node.keys, node.items, strict=True):
        name = key.text if key.kind is Kind.TEXT and not key.odd else "\0" + spans.text[key.start : key.end]
        while name in found:
            name = "\0" + name
        found[name] = data_of(spans, value)
    return found


@lru_cache(maxsize=8)
def spans_of(text: str) -> Spans:
    """Return a text's nodes; never an exception, whatever the text is."""
    shift = 1 if text.startswith(MARK) else 0
    clean, faults = decoded(text.encode("utf-8", "surrogatepass"), "")
    if clean is None or len(clean) + shift != len(text):
        return Spans(text, None, faults[-1] if faults else Fault("", 1, 1, "this is no text."))
    source = Source("", clean)
    tree, broken = _grown(source, text, shift)
    for _ in range(MOST_REPAIRS):
        repaired = source.with_braces_as_text(broken) if broken else None
        if repaired is None:
            break
        # As the reader does: a line that begins with braces is read as if it had its quotes.
        source = repaired
        tree, broken = _grown(source, text, shift)
    if broken is not None:
        tree.break_off(Spans(text, None, None).offset(broken.line, broken.column) if broken.line else len(text))
    return Spans(text, tree.root, broken)


def _grown(source: Source, text: str, shift: int) -> tuple[_Tree, Fault | None]:
    tree = _Tree(text, shift)
    for count, event in enumerate(events_of(source)):
        if isinstance(event, Fault):
            return tree, event
        if count >= MOST_EVENTS or len(tree.open) > MOST_LEVELS:
            return tree, _at(event, "the file is too large or too deep to be changed here.")
        if fault := tree.take(event):
            return tree, fault
    return tree, None


def _at(event: Any, text: str, hint: str = "") -> Fault:
    return Fault("", event.start_mark.line + 1, event.start_mark.column + 1, text, hint)


class _Tree:
    """The nodes so far; `text` is the file's own, `shift` the characters that the parser was not given."""

    def __init__(self, text: str, shift: int) -> None:
        self.text = text
        self.shift = shift
        self.root: Node | None = None
        self.open: list[Node] = []
        self.key: list[Node | None] = []
        self.documents = 0

    def take(self, event: Any) -> Fault | None:
        """Take the parser's next event in; return a fault where reading must end."""
        kind = type(event).__name__
        start, end = event.start_mark.index + self.shift, event.end_mark.index + self.shift
        marked = getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None
        if kind == "DocumentStartEvent":
            self.documents += 1
            if self.documents > 1:
                return _at(event, "a second document begins here.", "A file holds one: take out the line ---.")
        elif kind == "ScalarEvent":
            self._add(self._leaf(event.value, start, end, event.style or "", marked))
        elif kind == "AliasEvent":
            self._add(Node(Kind.TEXT, start, end, odd=True))
        elif kind in ("SequenceStartEvent", "MappingStartEvent"):
            flow = bool(event.flow_style)
            # `[a: b]` holds a mapping without braces.
            bare = flow and not marked and self.text[start : start + 1] not in ("{", "[")
            branch = Kind.KEYS if kind.startswith("Mapping") else Kind.LIST
            self.open.append(Node(branch, start, start, flow, marked or bare))
            self.key.append(None)
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self._close(end)
        return None

    def _leaf(self, value: str, start: int, end: int, style: str, marked: bool) -> Node:
        written = self.text[start:end]
        if style in ("|", ">"):
            # The parser's end lies behind the empty lines that follow; only `+` makes them a part of the text.
            indicator = _INDICATOR.match(written)
            kept = indicator is not None and "+" in indicator[0]
            end = self._one_break_less(start, end) if kept else start + len(written.rstrip())
        elif not style and not marked and "(" in value and "\n" not in written and "\r" not in written:
            # Braces that were read as text stand in the parser's copy as brackets.
            value = written
        return Node(Kind.TEXT, start, end, odd=marked, text=value, style=style)

    def _one_break_less(self, start: int, end: int) -> int:
        if self.text[start:end].endswith("\r\n"):
            return end - 2
        return end - 1 if self.text[start:end].endswith(("\n", "\r")) else end

    def _add(self, node: Node) -> None:
        """Put a finished node where it belongs."""
        if not self.open:
            self.root = node
            return
        holder = self.open[-1]
        if holder.kind is Kind.LIST:
            holder.items.append(node)
        elif (key := self.key[-1]) is None:
            self.key[-1] = node
            holder.odd |= self._asked(holder, node)
        else:
            holder.keys.append(key)
            holder.items.append(node)
            self.key[-1] = None

    def _asked(self, holder: Node, key: Node) -> bool:
        """Return whether a key is written `? key`, or is none that stands in one line."""
        before = holder.items[-1].end if holder.items else holder.start
        return (
            key.kind is not Kind.TEXT
            or "?" in re.sub(_COMMENT, "", self.text[before : key.start])
            or "\n" in self.text[key.start : key.end]
        )

    def _close(self, end: int) -> None:
        node = self.open.pop()
        key = self.key.pop()
        if key is not None:
            node.keys.append(key)
            node.items.append(Node(Kind.TEXT, end, end, odd=True))
        # The parser ends a block where the next one begins, behind comments that are none of its own.
        node.end = end if node.flow or not node.items else node.items[-1].end
        self._add(node)

    def break_off(self, at: int) -> None:
        """Close what is open, as reading ended early."""
        while self.open:
            self._close(at)
