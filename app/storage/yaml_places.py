"""Where in a file's structure a fault stands: its line and column as a place such as steps, 2, hold."""

from __future__ import annotations

from app.core.faults import Fault
from app.core.lengths import quoted
from app.storage.yaml_spans import At, Kind, Node, Spans


def place_of(spans: Spans, fault: Fault) -> At:
    """Return the deepest place whose text holds a fault; the empty place for the file as a whole."""
    if fault.line < 1:
        return ()
    at = spans.offset(fault.line, fault.column)
    node = spans.root
    place: At = ()
    while node is not None:
        found = _step(spans, node, at, fault)
        if found is None:
            break
        step, node = found
        place = (*place, step)
    return place


def _step(spans: Spans, node: Node, at: int, fault: Fault) -> tuple[str | int, Node] | None:
    """Return the entry or key of a node in which a character stands; None where it stands in the node itself."""
    begins = node.keys if node.kind is Kind.KEYS else node.items
    for index, item in enumerate(node.items):
        end = max(begins[index].end, item.end if item.flow else spans.line_end(item.end))
        if index + 1 < len(begins):
            end = min(end, begins[index + 1].start - 1)
        if not begins[index].start <= at <= end:
            continue
        if node.kind is Kind.LIST:
            return index, item
        key = begins[index]
        # What is said of a mapping as a whole stands where its first key does.
        if index == 0 and at == key.start == node.start and not _of_key(fault, key):
            return None
        return (key.text, item) if key.kind is Kind.TEXT else None
    return None


def _of_key(fault: Fault, key: Node) -> bool:
    return fault.text.startswith((f"{key.text}: ", quoted(key.text)))
