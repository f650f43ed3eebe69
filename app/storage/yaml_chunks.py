"""The lines that belong to each entry of a list in lines: the entry, the comments right above it and those behind it.

A comment that an empty line sets apart from the entry below it, that is drawn as a rule (`# --- Part two ---`) or that
stands further left than the list heads a section: it is no entry's own and stays where it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.storage.yaml_spans import Kind, Node, Spans

_RULE = re.compile(r"#.*?([-=#*~_+─━═])\1\1")
_INDENT = re.compile(r"[ \t]*")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One entry's lines, as characters from `start` to before `end`; `dash` is its hyphen."""

    start: int
    end: int
    dash: int


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    comment: bool
    rule: bool

    @property
    def blank(self) -> bool:
        return not self.comment


def chunks_of(spans: Spans, node: Node) -> tuple[Chunk, ...] | None:
    """Return the lines of each entry; None where an entry does not begin a line."""
    if node.kind is not Kind.LIST or node.flow:
        return None
    dashes = dashes_of(spans, node)
    starts = [spans.line_start(dash) for dash in dashes]
    if any(spans.text[start:dash].strip(" ") for start, dash in zip(starts, dashes, strict=True)):
        return None
    ends = [spans.next_line(item.end) for item in node.items]
    column = spans.column(dashes[0]) if dashes else 0
    heads, tails = [], []
    for at, start in enumerate(starts):
        gap = _lines(spans, ends[at - 1], start) if at else _lines_above(spans, start)
        behind = _behind(gap, column) if at else 0
        heads.append(_head(gap[behind:], column, start))
        if at:
            tails.append(gap[behind - 1].end if behind else ends[at - 1])
    if ends:
        gap = _gap_after(spans, ends[-1])
        behind = _behind_last(gap, column)
        tails.append(gap[behind - 1].end if behind else ends[-1])
    return tuple(Chunk(*row) for row in zip(heads, tails, dashes, strict=True))


def dashes_of(spans: Spans, node: Node) -> list[int]:
    """Return where the hyphens of a list in lines stand."""
    found = []
    at = node.start
    for item in node.items:
        while at < item.start and spans.text[at] != "-":
            at = spans.line_end(at) if spans.text[at : at + 1] == "#" else at + 1
        found.append(at)
        at = max(item.end, at + 1)
    return found


def lines_behind(spans: Spans, at: int, column: int) -> int:
    """Return where the comments behind a place end that stand further right than a column; they belong to it."""
    gap = _gap_after(spans, spans.next_line(at))
    count = _deeper(gap, column)
    return gap[count - 1].end if count else spans.next_line(at)


def _lines(spans: Spans, start: int, end: int) -> list[_Line]:
    found = []
    at = start
    while at < end:
        following = spans.next_line(at)
        line = spans.text[at : spans.line_end(at)]
        indent = _INDENT.match(line)
        comment = line.lstrip().startswith("#")
        found.append(
            _Line(at, following, len(indent[0]) if indent else 0, comment, comment and bool(_RULE.search(line)))
        )
        at = following
    return found


def _gap_after(spans: Spans, at: int) -> list[_Line]:
    """Return the empty lines and comments from a line on."""
    end = at
    while end < len(spans.text):
        line = spans.text[end : spans.line_end(end)].strip()
        if line and not line.startswith("#"):
            break
        end = spans.next_line(end)
    return _lines(spans, at, end)


def _lines_above(spans: Spans, at: int) -> list[_Line]:
    """Return the empty lines and comments right above a line."""
    found: list[_Line] = []
    while at > spans.line_start(0):
        start = spans.line_start(at - 2 if spans.text[at - 2 : at] == "\r\n" else at - 1)
        line = spans.text[start : spans.line_end(start)].strip()
        if (line and not line.startswith("#")) or start >= at:
            break
        found = _lines(spans, start, at) + found
        at = start
    return found


def _deeper(gap: list[_Line], column: int) -> int:
    """Return how many lines, up to the last comment further right than a column, follow before any other comment."""
    count = 0
    for number, line in enumerate(gap, 1):
        if line.comment and line.indent <= column:
            break
        if line.comment:
            count = number
    return count


def _behind(gap: list[_Line], column: int) -> int:
    """Return how many lines between two entries belong to the upper one."""
    count = _deeper(gap, column)
    if count == 0 and any(line.blank for line in gap):
        # Right behind the entry, and set apart from the next.
        return _touching(gap, column)
    return count


def _behind_last(gap: list[_Line], column: int) -> int:
    return _deeper(gap, column) or _touching(gap, column)


def _touching(gap: list[_Line], column: int) -> int:
    count = 0
    for line in gap:
        if line.blank or line.rule or line.indent < column:
            break
        count += 1
    return count


def _head(gap: list[_Line], column: int, start: int) -> int:
    """Return where the comments begin that stand right above an entry and are its own."""
    for line in reversed(gap):
        if line.blank or line.rule or line.indent < column:
            break
        start = line.start
    return start
