"""Changes to what stands in lines: values, keys and entries, with the comments that belong to them."""

from __future__ import annotations

import re
from itertools import pairwise

from app.storage.yaml_chunks import Chunk, chunks_of, dashes_of, lines_behind
from app.storage.yaml_flow import place_of_key
from app.storage.yaml_spans import At, Data, Kind, Node, Spans
from app.storage.yaml_writing import (
    Habits,
    Lines,
    NotEditedError,
    flow_written,
    text_written,
    wants_lines,
)

_COMMENT_BEHIND = re.compile(r"( {2,})#")
_INDENT = re.compile(r"[ \t]*")


def replaced(spans: Spans, at: At, node: Node, data: Data, habits: Habits) -> str:
    """Return the text with another value in place of a node that stands under a key, behind a hyphen or alone."""
    text = spans.text
    holder = spans.at(at[:-1]) if at else None
    if holder is None:
        return text[: node.start] + flow_written(data, "", habits) + text[node.end :]
    key = at[-1] if isinstance(at[-1], str) else ""
    column, after = _holder_of(spans, holder, node)
    lines = _lines(spans, habits)
    if isinstance(data, str) and _keeps_its_lines(node, data):
        return _within_block(spans, node, data)
    if holder.kind is Kind.KEYS and lines.in_lines(data, key, column):
        cut = _without_old(spans, node, after)
        end = Spans(cut, None, None).line_end(after)
        return f"{cut[:end]}{lines.newline}{lines.under(data, key, column)}{cut[end:]}"
    if isinstance(data, str):
        quote = node.style if node.style in ("'", '"') else ""
        new = text_written(data, False, key, quote, habits)
    elif holder.kind is Kind.KEYS:
        new = flow_written(data, key, habits)
    else:
        new = lines.item(data, column + 2, in_lines=not node.flow)
    if node.start == node.end:
        return f"{text[:after]} {new}{text[after:]}"
    if node.flow or node.kind is Kind.TEXT or not _lines_of_its_own(spans, node, after):
        return text[: node.start] + new + _aligned(spans, node, new)
    cut = _without_old(spans, node, after, own=not data)
    return f"{cut[:after]} {new}{cut[after:]}"


def _keeps_its_lines(node: Node, data: str) -> bool:
    """Return whether a text that stands below `|` or `>` is changed there."""
    return node.style in ("|", ">") and bool(node.text.strip() and data.strip()) and data == " ".join(data.split())


def key_added(spans: Spans, holder: Node, key: str, data: Data, habits: Habits) -> str:
    """Return the text with a key added where the habits put it."""
    lines = _lines(spans, habits)
    column = spans.column(holder.start)
    new = lines.entry(key, data, column)
    index = place_of_key(holder, key, habits)
    if index == 0:
        start = holder.keys[0].start
        return f"{spans.text[:start]}{new}{lines.newline}{' ' * column}{spans.text[start:]}"
    return _with_lines(spans, _behind(spans, holder, index - 1), " " * column + new)


def key_dropped(spans: Spans, holder: Node, index: int) -> str:
    """Return the text without a key; comments in lines of their own around it stay."""
    text = spans.text
    key, value = holder.keys[index], holder.items[index]
    start = spans.line_start(key.start)
    if not text[start : key.start].strip():
        return _cut(text, start, _behind(spans, holder, index))
    # The first key, behind a hyphen: the next one takes its place.
    following = holder.keys[1].start
    if not text[spans.next_line(value.end) : spans.line_start(following)].strip():
        return text[: key.start] + text[following:]
    return text[: key.start].rstrip(" ") + text[spans.line_end(value.end) :]


def added(spans: Spans, node: Node, index: int, data: Data, *, key: str, habits: Habits) -> str:
    """Return the text with an entry added to a list in lines, written as its neighbour is."""
    chunks = _chunks(spans, node)
    near = node.items[index - 1 if index else 0]
    near_chunk = chunks[index - 1 if index else 0]
    column = spans.column(near_chunk.dash)
    room = near.start - near_chunk.dash
    same_line = spans.line_start(near.start) == spans.line_start(near_chunk.dash)
    room = room if same_line and room > 1 and near.start < near.end else 2
    body_at = column + room
    lines = _lines(spans, habits)
    flow = near.flow and near.kind is Kind.KEYS and not wants_lines(data, habits)
    body = flow_written(data, "", habits) if flow else lines.item(data, body_at, key in habits.block)
    new = f"{' ' * column}-{' ' * (room - 1)}{body}"
    at = chunks[index - 1].end if index else chunks[0].start
    return _with_lines(spans, at, _set_apart(spans, chunks, new, index == 0))


def dropped(spans: Spans, node: Node, index: int) -> str:
    """Return the text without an entry of a list in lines, and without the comments that are its own."""
    return _cut(spans.text, *_lines_to_cut(spans, _chunks(spans, node)[index]))


def _lines_to_cut(spans: Spans, chunk: Chunk) -> tuple[int, int]:
    """Return from where to where an entry is cut out: with it one of two empty lines that would meet."""
    text, start, end = spans.text, chunk.start, chunk.end
    if start > 0 and not _line_above(spans, start).strip():
        while end < len(text) and not text[end : spans.line_end(end)].strip():
            end = spans.next_line(end)
        while end >= len(text) and start > 0 and not _line_above(spans, start).strip():
            start = _start_above(spans, start)
    return start, end


def moved(spans: Spans, node: Node, source: int, target: int) -> str:
    """Return the text with an entry at another place of its list; a section's comment stays with what it heads."""
    chunks = _chunks(spans, node)
    text, newline = spans.text, spans.newline()
    lines = [_ended(text[chunk.start : chunk.end], newline) for chunk in chunks]
    if any(text[a.end : b.start].strip() for a, b in pairwise(chunks)):
        others = [chunk for chunk in chunks if chunk is not chunks[source]]
        at = others[target - 1].end if target else others[0].start
        start, end = _lines_to_cut(spans, chunks[source])
        new = _set_apart(spans, chunks, lines[source], target == 0)
        if at <= start:
            whole = _ended(text[:at], newline) + new + text[at:start] + text[end:]
        else:
            whole = text[:start] + _ended(text[end:at], newline) + new + text[at:]
    else:
        # Nothing but empty lines between them: these stay, and the entries change places.
        lines.insert(target, lines.pop(source))
        at, whole = 0, ""
        for slot, new in zip(chunks, lines, strict=True):
            whole += text[at : slot.start] + new
            at = slot.end
        whole += text[at:]
    if text.endswith(("\n", "\r")):
        return _ended(whole, newline)
    return whole.removesuffix(newline)


def _ended(lines: str, newline: str) -> str:
    return lines if not lines or lines.endswith(("\n", "\r")) else lines + newline


def _set_apart(spans: Spans, chunks: tuple[Chunk, ...], new: str, first: bool) -> str:
    """Return an entry's lines with an empty one before them, or behind the first, where all entries have one."""
    apart = len(chunks) > 1 and all(
        not spans.text[a.end : spans.line_end(a.end)].strip() and a.end < b.start for a, b in pairwise(chunks)
    )
    if not apart:
        return new
    return new + spans.newline() if first else spans.newline() + new


def as_it_was(before: Spans, source: Node, entry: int, after: Spans, to: At) -> str:
    """Return the text in which an entry that was put elsewhere has its old lines, moved in or out as needed."""
    node = after.at(to[:-1])
    here = _chunks(before, source)[entry]
    there = chunks_of(after, node) if node is not None else None
    if there is None:
        return after.text
    new = there[int(to[-1])]
    shift = after.column(new.dash) - before.column(here.dash)
    pieces = []
    at = here.start
    while at < here.end:
        following = before.next_line(at)
        pieces.append(_shifted(before.text[at:following], shift))
        at = following
    lines = "".join(pieces)
    ended = after.text[: new.end].endswith(("\n", "\r"))
    lines = lines.rstrip("\r\n") + (before.newline() if ended else "")
    return after.text[: new.start] + lines + after.text[new.end :]


def begun(spans: Spans, key: str, data: Data, habits: Habits) -> str:
    """Return a text in which nothing stands yet but comments, with its first key."""
    return _with_lines(spans, len(spans.text), _lines(spans, habits).entry(key, data, 0))


def _shifted(line: str, shift: int) -> str:
    if not line.strip() or shift == 0:
        return line
    if shift > 0:
        return " " * shift + line
    indent = _INDENT.match(line)
    return line[min(-shift, len(indent[0]) if indent else 0) :]


def _chunks(spans: Spans, node: Node) -> tuple[Chunk, ...]:
    chunks = chunks_of(spans, node)
    if chunks is None:
        text = "This list cannot be changed here: an entry of it does not begin a line."
        raise NotEditedError(text, "Change it in the file's text.")
    return chunks


def _lines(spans: Spans, habits: Habits) -> Lines:
    """Return how this file writes lines; a list's hyphen stands in as far as the first list's does."""
    inset = _inset(spans, spans.root)
    return Lines(spans.newline(), 2 if inset is None else inset, habits)


def _inset(spans: Spans, node: Node | None) -> int | None:
    if node is None:
        return None
    for number, item in enumerate(node.items):
        if node.kind is Kind.KEYS and item.kind is Kind.LIST and not item.flow:
            return max(spans.column(item.start) - spans.column(node.keys[number].start), 0)
        if (found := _inset(spans, item)) is not None:
            return found
    return None


def _holder_of(spans: Spans, holder: Node, node: Node) -> tuple[int, int]:
    """Return the column of a node's key or hyphen, and the place right behind its colon or hyphen."""
    index = next(n for n, item in enumerate(holder.items) if item is node)
    if holder.kind is Kind.KEYS:
        key = holder.keys[index]
        return spans.column(key.start), spans.text.index(":", key.end) + 1
    dash = dashes_of(spans, holder)[index]
    return spans.column(dash), dash + 1


def _one_line(spans: Spans, node: Node) -> bool:
    return spans.line_start(node.start) == spans.line_start(node.end)


def _lines_of_its_own(spans: Spans, node: Node, after: int) -> bool:
    """Return whether a list or mapping begins below its key or hyphen."""
    return spans.line_start(node.start) > after


def _without_old(spans: Spans, node: Node, after: int, own: bool = False) -> str:
    """Return the text without a node's value; the comment in its key's line stays, `own`: those of a section too."""
    text = spans.text
    if node.start == node.end:
        return text
    if node.kind is Kind.TEXT or node.flow or not _lines_of_its_own(spans, node, after):
        return text[:after] + text[node.end :]
    chunks = chunks_of(spans, node) if own else None
    if chunks:
        return _cut(text, chunks[0].start, chunks[-1].end)
    return _cut(text, spans.line_start(node.start), spans.next_line(node.end))


def _within_block(spans: Spans, node: Node, data: str) -> str:
    """Return the text with another line under `|` or `>`."""
    text = spans.text
    start = first = spans.next_line(node.start)
    while not text[first : spans.line_end(first)].strip():
        first = spans.next_line(first)
    indent = _INDENT.match(text, first)
    end = len(text[: node.end].rstrip("\r\n"))
    return text[:start] + (indent[0] if indent else "") + data + text[end:]


def _aligned(spans: Spans, node: Node, new: str) -> str:
    """Return what follows a value, its comment in the column where it stood as far as there is room."""
    rest = spans.text[node.end :]
    behind = _COMMENT_BEHIND.match(rest)
    if behind is None or node.kind is not Kind.TEXT or not _one_line(spans, node) or "\n" in new or "\r" in new:
        return rest
    room = len(behind[1]) - (len(new) - (node.end - node.start))
    return " " * max(room, 2) + rest[len(behind[1]) :]


def _behind(spans: Spans, holder: Node, index: int) -> int:
    """Return where the lines of a key's value end, with the comments that stand in it."""
    key, value = holder.keys[index], holder.items[index]
    end = max(value.end, key.end)
    if value.kind is Kind.TEXT or value.flow:
        return spans.next_line(end)
    return lines_behind(spans, end, spans.column(key.start))


def _with_lines(spans: Spans, at: int, new: str) -> str:
    text, newline = spans.text, spans.newline()
    if at >= len(text) and text and not text.endswith(("\n", "\r")):
        return text + newline + new
    return f"{text[:at]}{new}{newline}{text[at:]}"


def _cut(text: str, start: int, end: int) -> str:
    """Return a text without some lines; where the last line had no break, the new last one has none."""
    kept, rest = text[:start], text[end:]
    if not rest and not text.endswith(("\n", "\r")):
        kept = kept[: -2 if kept.endswith("\r\n") else -1] if kept.endswith(("\n", "\r")) else kept
    return kept + rest


def _start_above(spans: Spans, start: int) -> int:
    return spans.line_start(start - 2 if spans.text[start - 2 : start] == "\r\n" else start - 1)


def _line_above(spans: Spans, start: int) -> str:
    return spans.text[_start_above(spans, start) : start]
