"""Values written as YAML, so that the reader reads back what was meant: with quotes where they are needed, only there.

Whether a text may stand without quotes is asked of the parser itself, in the company in which it will stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.core.faults import Fault
from app.core.lengths import quoted
from app.storage.yaml_reader import Fields, Text, events_of, parse_yaml
from app.storage.yaml_spans import Data
from app.storage.yaml_text import Source, decoded

Written = str | Sequence["Written"] | Mapping[str, "Written"]
WIDEST = 100  # a list or step that is new stands in one line up to here
_SURELY_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 _.()/%+'’–-]*[A-Za-z0-9_.)%+'’])?")
# Other programs read these as true, false, nothing and the like.
_GUESSED = {"yes", "no", "on", "off", "true", "false", "null", "y", "n", "~", "<<", "---", "...", "-"}


class NotEditedError(Exception):
    """A change that is refused, as the file would not say afterwards what is meant, or would lose something."""

    def __init__(self, text: str, hint: str = "") -> None:
        """Keep the sentence and the hint apart."""
        super().__init__(f"{text} {hint}".strip())
        self.text = text
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Habits:
    """How a kind of file is written: the order of keys at a place, and which keys do what.

    Under a `block` key every entry has lines of its own; a `yes` key says yes or no without quotes.
    """

    orders: tuple[tuple[str, ...], ...] = ()
    block: frozenset[str] = frozenset()
    yes: frozenset[str] = frozenset()

    def order(self, key: str, present: Sequence[str]) -> tuple[str, ...]:
        """Return the first order that knows the key and most of those present; empty where none knows the key."""
        fitting = [order for order in self.orders if key in order]
        return max(fitting, key=lambda order: sum(k in order for k in present), default=())


NO_HABITS = Habits()


def meant(value: Written) -> Data:
    """Return a value as it will be read; raises NotEditedError for a character that no file may hold."""
    if isinstance(value, str):
        clean, faults = decoded(value.encode("utf-8", "surrogatepass"), "")
        if faults or clean is None:
            raise NotEditedError(f"{quoted(value)} cannot be written: {_said(faults)}", "Take it out.")
        return clean.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, Mapping):
        return {str(meant(key)): meant(inner) for key, inner in value.items()}
    return [meant(inner) for inner in value]


def _said(faults: list[Fault]) -> str:
    return faults[0].text if faults else "it holds what is no text."


def text_written(text: str, flow: bool, key: str = "", quote: str = "", habits: Habits = NO_HABITS) -> str:
    """Return a text as it is written; `flow` within braces or brackets, `quote` the mark it had before."""
    guessed = text.lower() in _GUESSED and key not in habits.yes
    if not quote and not guessed and (_SURELY_PLAIN.fullmatch(text) or _plain(text, flow)):
        return text
    printed = not re.search(r"[\n\t\\]", text)
    if printed and (quote == "'" or (quote != '"' and '"' in text)):
        return "'" + text.replace("'", "''") + "'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


@lru_cache(maxsize=4096)
def _plain(text: str, flow: bool) -> bool:
    """Return whether the parser takes a text without quotes for just that, as a value, an entry and a key."""
    if not text or "\n" in text or "\t" in text or text[0] in "\"'":
        return False
    sample = f"{{k: {text}, l: [{text}, {text}]}}" if flow else f"k: {text}\nl:\n  - {text}\n  - {text}\n"
    found = []
    for event in events_of(Source("", sample)):
        if isinstance(event, Fault):
            return False
        kind = type(event).__name__
        found.append((event.value, event.style in (None, "")) if kind == "ScalarEvent" else (kind[:7], True))
        if getattr(event, "tag", None) is not None or getattr(event, "anchor", None) is not None:
            return False
    one = (text, True)
    wanted = [("k", True), one, ("l", True), ("Sequenc", True), one, one, ("Sequenc", True)]
    return found[3:-3] == wanted


def key_written(key: str) -> str:
    """Return a key as it is written."""
    if _SURELY_PLAIN.fullmatch(key):
        return key
    root = parse_yaml(f"{key}: x\n".encode(), "").root
    plain = isinstance(root, Fields) and [(e.key, e.value) for e in root.entries] == [(key, Text("x", 1, len(key) + 3))]
    return key if plain and _plain(key, True) else text_written(key, True, quote='"')


def flow_written(value: Data, key: str = "", habits: Habits = NO_HABITS) -> str:
    """Return a value in one line, as it stands within braces or brackets."""
    if isinstance(value, str):
        return text_written(value, True, key, habits=habits)
    if isinstance(value, list):
        return f"[{', '.join(flow_written(item, '', habits) for item in value)}]"
    pairs = (f"{key_written(name)}: {flow_written(item, name, habits)}" for name, item in value.items())
    return f"{{{', '.join(pairs)}}}"


def wants_lines(value: Data, habits: Habits) -> bool:
    """Return whether a value holds something that stands in lines of its own."""
    if isinstance(value, dict):
        return any((key in habits.block and value[key]) or wants_lines(value[key], habits) for key in value)
    return isinstance(value, list) and any(wants_lines(item, habits) for item in value)


@dataclass(frozen=True, slots=True)
class Lines:
    """How lines are begun and ended: the file's own break, and how far an entry stands in from its key."""

    newline: str
    inset: int
    habits: Habits = NO_HABITS

    def entry(self, key: str, value: Data, column: int) -> str:
        """Return a key with its value, to stand at a column; the lines after the first bring their indentation."""
        if not self.in_lines(value, key, column):
            if isinstance(value, str):
                return f"{key_written(key)}: {text_written(value, False, key, habits=self.habits)}"
            return f"{key_written(key)}: {flow_written(value, key, self.habits)}"
        return f"{key_written(key)}:{self.newline}{self.under(value, key, column)}"

    def in_lines(self, value: Data, key: str, column: int) -> bool:
        """Return whether a key's value takes lines of its own."""
        if isinstance(value, str) or not value:
            return False
        wide = column + len(key) + 2 + len(flow_written(value, key, self.habits)) > WIDEST
        return key in self.habits.block or wants_lines(value, self.habits) or wide

    def under(self, value: Data, key: str, column: int) -> str:
        """Return the lines of a key's list or mapping, the key standing at a column."""
        if isinstance(value, list):
            at = " " * (column + self.inset)
            body = (self.item(v, column + self.inset + 2, key in self.habits.block) for v in value)
            return self.newline.join(f"{at}- {line}" for line in body)
        at = " " * (column + 2)
        pairs = value.items() if isinstance(value, dict) else ()
        return self.newline.join(at + self.entry(name, inner, column + 2) for name, inner in pairs)

    def item(self, value: Data, column: int, in_lines: bool) -> str:
        """Return an entry of a list, to stand at a column behind its hyphen."""
        if isinstance(value, str):
            return text_written(value, False, habits=self.habits)
        if isinstance(value, dict) and value and (in_lines or wants_lines(value, self.habits)):
            return (self.newline + " " * column).join(self.entry(k, v, column) for k, v in value.items())
        return flow_written(value, "", self.habits)
