"""Changes within braces and brackets: a step written `{do: pigeon, hold: 2 min}` stays in its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.storage.yaml_spans import At, Data, Kind, Node, Spans
from app.storage.yaml_writing import Habits, flow_written, key_written, text_written

_BEHIND = re.compile(r"(?:[ \t]*,)?([ \t]*(?:#[^\r\n]*)?)")


def replaced(spans: Spans, at: At, node: Node, data: Data, habits: Habits) -> str:
    """Return the text with another value in place of a node."""
    holder = spans.at(at[:-1])
    key = at[-1] if at and isinstance(at[-1], str) else ""
    if isinstance(data, str):
        quote = node.style if node.style in ("'", '"') else ""
        new = text_written(data, True, key, quote, habits)
    else:
        new = flow_written(data, key, habits)
    if node.start == node.end and holder is not None and holder.kind is Kind.KEYS:
        before = holder.keys[next(n for n, item in enumerate(holder.items) if item is node)]
        colon = re.compile(r"\s*:").match(spans.text, before.end)
        place, lead = (colon.end(), " ") if colon else (before.end, ": ")
        return f"{spans.text[:place]}{lead}{new}{spans.text[place:]}"
    return spans.text[: node.start] + new + spans.text[node.end :]


def key_added(spans: Spans, holder: Node, key: str, data: Data, habits: Habits) -> str:
    """Return the text with a key added where the habits put it."""
    new = f"{key_written(key)}: {flow_written(data, key, habits)}"
    return _put(spans, holder, place_of_key(holder, key, habits), new)


def added(spans: Spans, holder: Node, index: int, data: Data, habits: Habits) -> str:
    """Return the text with an entry added."""
    if rows := _rows_of(spans, holder):
        rows.insert(index, _Row("", flow_written(data, "", habits), ""))
        return _with_rows(spans, holder, rows)
    return _put(spans, holder, index, flow_written(data, "", habits))


def dropped(spans: Spans, holder: Node, index: int) -> str:
    """Return the text without an entry or a key, and without one comma."""
    if (rows := _rows_of(spans, holder)) and len(rows) > 1:
        del rows[index]
        return _with_rows(spans, holder, rows)
    start, end = _begin(holder, index), _end(spans, holder, index)
    comma = _comma(spans, end)
    following = _begin(holder, index + 1) if index + 1 < len(holder.items) else None
    if index == 0 and following is not None and not spans.comments(end, following):
        end = following
    elif index > 0 and not spans.comments(before := _end(spans, holder, index - 1), start):
        start = before
    elif comma is not None:
        end = comma
    return spans.text[:start] + spans.text[end:]


def moved(spans: Spans, holder: Node, source: int, target: int) -> str:
    """Return the text with a list's entries in another order; what stands between them stays.

    Where every entry has a line of its own, the comments in it and above it go along.
    """
    if rows := _rows_of(spans, holder):
        rows.insert(target, rows.pop(source))
        return _with_rows(spans, holder, rows)
    order = list(range(len(holder.items)))
    order.insert(target, order.pop(source))
    pieces, at = [], 0
    for slot, number in zip(holder.items, order, strict=True):
        entry = holder.items[number]
        pieces += [spans.text[at : slot.start], spans.text[entry.start : entry.end]]
        at = slot.end
    return "".join(pieces) + spans.text[at:]


def place_of_key(holder: Node, key: str, habits: Habits) -> int:
    """Return before which of a mapping's entries a new key goes; their number for behind the last one."""
    present = [known.text for known in holder.keys]
    order = habits.order(key, present)
    if key not in order:
        return len(present)
    rank = order.index(key)
    before = [n for n, k in enumerate(present) if k in order and order.index(k) < rank]
    if before:
        return max(before, key=lambda n: order.index(present[n])) + 1
    after = [n for n, k in enumerate(present) if k in order]
    return min(after, key=lambda n: order.index(present[n])) if after else len(present)


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry that has a line of its own: the comments above it, its text, and the comment behind it."""

    above: str
    text: str
    behind: str


def _rows_of(spans: Spans, holder: Node) -> list[_Row]:
    """Return a list's entries as rows; none where one of them shares its line with anything."""
    text, rows = spans.text, []
    at = spans.next_line(holder.start)
    if holder.kind is not Kind.LIST or not holder.items or text[holder.start + 1 : at].split("#")[0].strip():
        return []
    for item in holder.items:
        start, end = spans.line_start(item.start), spans.line_end(item.end)
        behind = _BEHIND.fullmatch(text, item.end, end)
        if start < at or behind is None or text[start : item.start].strip(" "):
            return []
        rows.append(_Row(text[at:start], text[item.start : item.end], behind[1]))
        at = spans.next_line(end)
    return rows


def _with_rows(spans: Spans, holder: Node, rows: list[_Row]) -> str:
    """Return the text with other rows in a list: a comma behind each, behind the last where one stood."""
    text, last = spans.text, holder.items[-1]
    start, end = spans.next_line(holder.start), spans.line_end(last.end)
    indent = " " * spans.column(holder.items[0].start)
    commas = [","] * (len(rows) - 1) + ["," if text[last.end : end].lstrip().startswith(",") else ""]
    lines = (f"{row.above}{indent}{row.text}{comma}{row.behind}" for row, comma in zip(rows, commas, strict=True))
    return text[:start] + spans.newline().join(lines) + text[end:]


def _put(spans: Spans, holder: Node, index: int, new: str) -> str:
    text = spans.text
    if not holder.items:
        return f"{text[: holder.start + 1]}{new}{text[holder.end - 1 :]}"
    if index == 0:
        start = _begin(holder, 0)
        return f"{text[:start]}{new}{_between(spans, holder)}{text[start:]}"
    end = _end(spans, holder, index - 1)
    return f"{text[:end]}{_between(spans, holder)}{new}{text[end:]}"


def _between(spans: Spans, holder: Node) -> str:
    """Return what parts the entries: a comma, and a new line where they have lines of their own."""
    if len(holder.items) > 1:
        gap = spans.text[_end(spans, holder, 0) : _begin(holder, 1)]
        if re.fullmatch(r",\s+", gap):
            return gap
    return ", "


def _begin(holder: Node, index: int) -> int:
    return holder.keys[index].start if holder.kind is Kind.KEYS else holder.items[index].start


def _end(spans: Spans, holder: Node, index: int) -> int:
    """Return where an entry ends; a key without a value ends with its colon, or with itself."""
    item = holder.items[index]
    if item.start < item.end or holder.kind is Kind.LIST:
        return item.end
    key = holder.keys[index]
    colon = re.compile(r"\s*:").match(spans.text, key.end)
    return colon.end() if colon and colon.end() <= item.end else key.end


def _comma(spans: Spans, at: int) -> int | None:
    found = re.compile(r"\s*,[ \t]*").match(spans.text, at)
    return found.end() if found else None
