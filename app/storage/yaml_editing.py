"""A YAML text changed in place: only the lines concerned, everything else stays as it was written.

Each function takes a text and returns the changed one. What comes out is read again and compared with what was meant:
where anything else would change, a comment get lost, or the text is no whole YAML to begin with, NotEditedError is
raised and the text stands. A value is changed piece by piece: of a list only the entries that differ, of a mapping
only its keys, so that comments between them stay.
"""

from __future__ import annotations

from collections import Counter

from app.core.lengths import quoted
from app.storage import yaml_block, yaml_flow
from app.storage.yaml_spans import At, Data, Kind, Node, Spans, data_of, spans_of
from app.storage.yaml_writing import NO_HABITS, Habits, NotEditedError, Written, meant

_TEXT_FIRST = "Put that right in the file's text first."


def with_value(text: str, at: At, value: Written, habits: Habits = NO_HABITS) -> str:
    """Return the text with a value at a place; an absent key is added where the habits put it."""
    data = meant(value)
    before = _sound(text)
    changed = _set(before, at, data, habits)
    node = before.at(at)
    wanted = _with(_content(before), at, data)
    replaced = node is not None and (node.kind is not Kind.TEXT or not isinstance(data, str))
    return _checked(before, changed, wanted, may_lose=replaced)


def without(text: str, at: At) -> str:
    """Return the text without an entry or a key, and without the comments that are the entry's own."""
    before = _sound(text)
    changed = _drop(before, at)
    wanted = _content(before)
    holder = _holder(wanted, at)
    if isinstance(holder, dict):
        name = str(at[-1])
        del holder[name]
        while "\0" + name in holder:
            # Of a key that was given twice the second one is now the first.
            holder[name] = holder.pop("\0" + name)
            name = "\0" + name
    elif isinstance(holder, list):
        del holder[int(at[-1])]
    return _checked(before, changed, wanted, may_lose=True)


def with_entry(text: str, at: At, index: int, value: Written, habits: Habits = NO_HABITS) -> str:
    """Return the text with an entry put into the list at a place, which is made where absent."""
    data = meant(value)
    before = _sound(text)
    node = before.at(at)
    if node is None or (node.kind is Kind.TEXT and not node.odd):
        # No list yet: none at all, nothing under its key, or one text that should have been a list.
        lone: list[Data] = [node.text] if node is not None and node.text else []
        lone.insert(index, data)
        return with_value(text, at, lone, habits)
    if node.kind is not Kind.LIST or not 0 <= index <= len(node.items):
        raise _no_place((*at, index))
    changed = _add(before, at, index, data, habits)
    wanted = _content(before)
    holder = _holder(wanted, (*at, index))
    if isinstance(holder, list):
        holder.insert(index, data)
    return _checked(before, changed, wanted)


def with_move(text: str, at: At, to: At, habits: Habits = NO_HABITS) -> str:
    """Return the text with an entry at another place, its own comments with it.

    Within its list `to` is the place that it has afterwards; into another list, the place before which it stands now.
    """
    before = _sound(text)
    source = _list(before, at)
    entry, index = at[-1], to[-1]
    if not isinstance(entry, int) or not isinstance(index, int) or not 0 <= entry < len(source.items):
        raise _no_place(at)
    wanted = _content(before)
    if at[:-1] == to[:-1]:
        if not 0 <= index < len(source.items):
            raise _no_place(to)
        move = yaml_flow.moved if source.flow else yaml_block.moved
        changed = move(before, source, entry, index)
        holder = _holder(wanted, at)
        if isinstance(holder, list):
            holder.insert(index, holder.pop(entry))
        return _checked(before, changed, wanted)
    if to[: len(at)] == at:
        raise NotEditedError("An entry cannot be put into itself.")
    data = data_of(before, source.items[entry])
    changed = with_entry(text, to[:-1], index, data, habits)
    target = spans_of(changed).at(to[:-1])
    if target is not None and not target.flow and not source.flow:
        changed = yaml_block.as_it_was(before, source, entry, spans_of(changed), to)
    depth = len(to) - 1
    moved_at = at
    if len(at) > depth and at[:depth] == to[:-1] and isinstance(step := at[depth], int) and step >= index:
        # What is put in above it moves the old place down.
        moved_at = (*at[:depth], step + 1, *at[depth + 1 :])
    inserted = spans_of(changed)
    after = _content(inserted)
    holder = _holder(after, moved_at)
    if isinstance(holder, list):
        del holder[int(moved_at[-1])]
    return _checked(before, _drop(inserted, moved_at), after)


def _sound(text: str) -> Spans:
    """Return a text's nodes; raises where it is no whole YAML, as then nobody knows what belongs where."""
    spans = spans_of(text)
    if spans.broken is not None:
        where = f"line {spans.broken.line}: " if spans.broken.line else ""
        raise NotEditedError(f"This file cannot be changed here: {where}{spans.broken.text}", _TEXT_FIRST)
    return spans


def _content(spans: Spans) -> Data:
    """Return what a file says, made anew each time: whoever asks may change it."""
    return {} if spans.root is None else data_of(spans, spans.root)


def _with(data: Data, at: At, value: Data, depth: int = 0) -> Data:
    """Return what a file says once a value stands at a place; an empty value may become a mapping."""
    if depth == len(at):
        return value
    step = at[depth]
    if isinstance(step, str) and (isinstance(data, dict) or data == ""):
        known = data if isinstance(data, dict) else {}
        return {**known, step: _with(known.get(step, ""), at, value, depth + 1)}
    if isinstance(step, int) and isinstance(data, list) and 0 <= step < len(data):
        return [*data[:step], _with(data[step], at, value, depth + 1), *data[step + 1 :]]
    raise _no_place(at)


def _holder(data: Data, at: At) -> Data:
    for step in at[:-1]:
        if isinstance(data, dict) and isinstance(step, str) and step in data:
            data = data[step]
            continue
        if not isinstance(data, list) or not isinstance(step, int) or step >= len(data):
            raise _no_place(at)
        data = data[step]
    return data


def _no_place(at: At) -> NotEditedError:
    place = ": ".join(str(step + 1) if isinstance(step, int) else step for step in at)
    return NotEditedError(f"There is no place {quoted(place)} in this file.")


def _checked(before: Spans, changed: str, wanted: Data, may_lose: bool = False) -> str:
    """Return the changed text, once it is sure that it says what is meant and has lost no comment."""
    after = spans_of(changed)
    lost = Counter(before.comments()) - Counter(after.comments())
    if after.broken is not None or _content(after) != wanted or (lost and not may_lose):
        why = "a comment would get lost" if lost and not may_lose else "something else in it would change"
        raise NotEditedError(f"This cannot be changed here: {why}.", "Change it in the file's text.")
    return changed


def _list(spans: Spans, at: At) -> Node:
    node = spans.at(at[:-1]) if at else None
    if node is None or node.kind is not Kind.LIST:
        raise _no_place(at)
    _refuse_odd(spans, at[:-1])
    return node


def _refuse_odd(spans: Spans, at: At, whole: bool = False) -> None:
    """Raise where a place lies in something that bears an anchor or the like, or, with `whole`, holds such a thing."""
    walked = [spans.at(at[:length]) for length in range(len(at) + 1)]
    if any(node is not None and node.odd for node in walked) or (
        whole and (last := walked[-1]) is not None and last.any_odd()
    ):
        text = "This cannot be changed here: it holds an anchor, an alias, a tag or a key that is no word."
        raise NotEditedError(text, _TEXT_FIRST)


def _set(spans: Spans, at: At, data: Data, habits: Habits) -> str:
    """Return the text with a value, changing as little as there is to change."""
    node = spans.at(at)
    if node is None:
        return _add_key(spans, at, data, habits)
    old = data_of(spans, node)
    if old == data:
        return spans.text
    _refuse_odd(spans, at)
    if isinstance(old, dict) and isinstance(data, dict) and old and data:
        return _set_keys(spans, at, data, habits)
    if isinstance(old, list) and isinstance(data, list) and old and data:
        return _set_entries(spans, at, data, habits)
    _refuse_odd(spans, at, whole=True)
    if at and spans.at(at[:-1]) is not None and _in_flow(spans, at):
        return yaml_flow.replaced(spans, at, node, data, habits)
    return yaml_block.replaced(spans, at, node, data, habits)


def _set_keys(spans: Spans, at: At, data: dict[str, Data], habits: Habits) -> str:
    for key, value in data.items():
        spans = spans_of(_set(spans, (*at, key), value, habits))
    node = spans.at(at)
    for known in node.keys if node is not None else []:
        if known.text not in data:
            spans = spans_of(_drop(spans, (*at, known.text)))
    return spans.text


def _set_entries(spans: Spans, at: At, data: list[Data], habits: Habits) -> str:
    """Return the text with a list's entries: what is the same at both ends stays, of the rest each is changed."""
    node = spans.at(at)
    old = [data_of(spans, item) for item in node.items] if node else []
    same = next((n for n, (a, b) in enumerate(zip(old, data, strict=False)) if a != b), min(len(old), len(data)))
    room = min(len(old), len(data)) - same
    tail = next((n for n in range(room) if old[-1 - n] != data[-1 - n]), room)
    for index in range(same, len(data) - tail):
        if index < len(old) - tail:
            spans = spans_of(_set(spans, (*at, index), data[index], habits))
        else:
            spans = spans_of(_add(spans, at, index, data[index], habits))
    for index in reversed(range(len(data) - tail, len(old) - tail)):
        spans = spans_of(_drop(spans, (*at, index)))
    return spans.text


def _in_flow(spans: Spans, at: At) -> bool:
    return any((node := spans.at(at[:length])) is not None and node.flow for length in range(len(at)))


def _add_key(spans: Spans, at: At, data: Data, habits: Habits) -> str:
    holder = spans.at(at[:-1])
    if not at or not isinstance(at[-1], str):
        raise _no_place(at)
    if len(at) == 1 and (spans.root is None or (spans.root.kind is Kind.TEXT and not spans.root.text)):
        return yaml_block.begun(spans, at[-1], data, habits)
    if holder is None or (holder.kind is not Kind.KEYS and (holder.kind is not Kind.TEXT or holder.text)):
        raise _no_place(at)
    _refuse_odd(spans, at[:-1])
    if holder.kind is Kind.TEXT or not holder.items:
        # Nothing stands there yet, or a pair of empty braces.
        if len(at) > 1 and _in_flow(spans, at[:-1]):
            return yaml_flow.replaced(spans, at[:-1], holder, {at[-1]: data}, habits)
        return yaml_block.replaced(spans, at[:-1], holder, {at[-1]: data}, habits)
    add = yaml_flow.key_added if holder.flow else yaml_block.key_added
    return add(spans, holder, at[-1], data, habits)


def _drop(spans: Spans, at: At) -> str:
    holder, node = spans.at(at[:-1]) if at else None, spans.at(at)
    if holder is None or node is None:
        raise _no_place(at)
    _refuse_odd(spans, at, whole=True)
    index = next(n for n, item in enumerate(holder.items) if item is node)
    if holder.flow:
        return yaml_flow.dropped(spans, holder, index)
    if len(holder.items) == 1 and holder.kind is Kind.KEYS:
        raise NotEditedError("This is the last thing that stands here.", "Remove the whole of it.")
    if holder.kind is Kind.KEYS:
        return yaml_block.key_dropped(spans, holder, index)
    if len(holder.items) == 1:
        return yaml_block.replaced(spans, at[:-1], holder, [], NO_HABITS)
    return yaml_block.dropped(spans, holder, index)


def _add(spans: Spans, at: At, index: int, data: Data, habits: Habits) -> str:
    node = spans.at(at)
    if node is None:
        raise _no_place(at)
    _refuse_odd(spans, at)
    if not node.items and not _in_flow(spans, at):
        return yaml_block.replaced(spans, at, node, [data], habits)
    if node.flow:
        return yaml_flow.added(spans, node, index, data, habits)
    return yaml_block.added(spans, node, index, data, key=str(at[-1]) if at else "", habits=habits)
