"""Routine files as people write them by hand, made at random: comments everywhere, all quotes, braces and indentations.

Written by a writer of its own, so that what the program writes is not judged by the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

import yaml

TEXTS = (
    "3-5 min", "1:30", "yes", "no", "pigeon", "hips square: look ahead", "a #1 fold", "{side} knee up", "- slowly",
    "it's fine", 'say "now"', "90", "~", "tail,comma", "[x]", "ends with:", "été, 𝄞 and – dash", "@home", "100 %",
    "a\\b", "2027-01-31", "*", "& more", "x" * 60, "right knee forward",
)  # fmt: skip


@dataclass(slots=True)
class CommentedFile:
    """A file's text with what it holds; `comments` are all in it, each another."""

    text: str
    data: Any
    comments: list[str] = field(default_factory=list)


def read(text: str) -> Any:
    """Return what a text holds, by PyYAML's own composer, every value a text; nothing is the empty text."""
    return yaml.load(text.removeprefix("\ufeff"), yaml.BaseLoader)


def random_file(rng: Random) -> CommentedFile:
    """Return a routine's file with random steps and comments."""
    writer = _Writer(rng)
    data = {"format": "1", "name": rng.choice(TEXTS), "steps": [random_step(rng) for _ in range(rng.randint(1, 5))]}
    if rng.random() < 0.5:
        data["goal"] = rng.sample(["relax", "mobility", "strength"], rng.randint(1, 3))
    if rng.random() < 0.3:
        data["get ready"] = "10 s"
    return writer.file(data)


def random_step(rng: Random, depth: int = 0) -> dict[str, Any]:
    """Return a step, a choice or a circuit."""
    kind = rng.random()
    if kind < 0.12 and depth < 2:
        inner = [random_step(rng, depth + 1) for _ in range(rng.randint(1, 3))]
        return {"repeat": "3", "steps": inner}
    if kind < 0.24 and depth < 2:
        return {"choose": [random_step(rng, 9) for _ in range(rng.randint(1, 3))]}
    step: dict[str, Any] = {"do": rng.choice(("pigeon", "sphinx", "cat-cow"))}
    if rng.random() < 0.7:
        step["hold"] = rng.choice(("1:30", "3-5 min", "20 s"))
    if rng.random() < 0.3:
        step["note"] = rng.choice(TEXTS)
    if rng.random() < 0.3:
        step["each"] = rng.choice(("side", ["centre", "right, low", "left"]))
    if rng.random() < 0.3:
        step["rep"] = ["lift 2 s", {"name": "cow", "for": "15-30 s", "breath": "in"}][: rng.randint(1, 2)]
    return step


class _Writer:
    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.comments: list[str] = []
        self.chatty = rng.choice((0.0, 0.2, 0.5))
        self.inset = rng.choice((0, 2, 2, 4))
        self.gap = rng.choice((1, 1, 3))

    def file(self, data: dict[str, Any]) -> CommentedFile:
        whole = self.flow(data) if self.rng.random() < 0.05 else ""
        lines = self.above(0) + ([whole] if whole else self.mapping(data, 0)) + self.above(0)
        newline = self.rng.choice(("\n", "\n", "\r\n"))
        text = newline.join(lines) + (newline if self.rng.random() < 0.8 else "")
        if self.rng.random() < 0.1:
            text = "\ufeff" + text
        return CommentedFile(text, data, self.comments)

    def comment(self) -> str:
        words = self.rng.choice(("it's #", "said: ", "{x} - ", '"', "--- part "))
        self.comments.append(f"# {words}{len(self.comments)}")
        return self.comments[-1]

    def above(self, column: int) -> list[str]:
        """Return some comments and empty lines."""
        found = []
        while self.rng.random() < self.chatty / 2:
            found.append(" " * column + self.comment() if self.rng.random() < 0.6 else "")
        return found

    def behind(self) -> str:
        return " " * self.rng.choice((1, 2, 5)) + self.comment() if self.rng.random() < self.chatty / 2 else ""

    def mapping(self, data: dict[str, Any], column: int) -> list[str]:
        """Return the lines of a mapping, indented; the first key comes first, so that a hyphen may go before it."""
        lines: list[str] = []
        for number, (key, value) in enumerate(data.items()):
            lines += (self.above(column) if number else []) + self.entry(key, value, column)
        return lines

    def entry(self, key: str, value: Any, column: int) -> list[str]:
        at = " " * column
        if isinstance(value, str):
            if self.rng.random() < 0.08 and value.strip() == value and value[0] not in " #":
                style = self.rng.choice(("|-", ">-", "|", ">"))
                return [f"{at}{key}: {style}", f"{at}    {value}"]
            return [f"{at}{key}:{' ' * self.gap}{self.scalar(value, flow=False)}{self.behind()}"]
        if value and self.rng.random() < 0.15 and not _has_lines(value):
            return [f"{at}{key}: [{self.behind()}", *self.rows(value, column + 4), f"{at}  ]{self.behind()}"]
        if not value or (self.rng.random() < 0.4 and not _has_lines(value)):
            return [f"{at}{key}: {self.flow(value)}{self.behind()}"]
        return [f"{at}{key}:{self.behind()}", *self.sequence(value, column + self.inset)]

    def rows(self, items: list[Any], column: int) -> list[str]:
        """Return the lines of a list in brackets whose entries have lines of their own."""
        last = len(items) - 1
        lines: list[str] = []
        for number, item in enumerate(items):
            comma = "," if number < last or self.rng.random() < 0.3 else ""
            lines += [" " * column + self.comment()] if self.rng.random() < self.chatty / 3 else []
            lines.append(f"{' ' * column}{self.flow(item)}{comma}{self.behind()}")
        return lines

    def sequence(self, items: list[Any], column: int) -> list[str]:
        lines: list[str] = []
        at = " " * column
        for item in items:
            lines += self.above(column)
            if isinstance(item, str):
                lines.append(f"{at}- {self.scalar(item, flow=False)}{self.behind()}")
            elif self.rng.random() < 0.3 and not _has_lines(item):
                lines.append(f"{at}- {self.flow(item)}{self.behind()}")
            else:
                first, *rest = self.mapping(item, column + 1 + self.gap)
                lines += [f"{at}-{' ' * self.gap}{first.lstrip()}", *rest]
                lines += [line for line in self.above(column + 1 + self.gap) if line]
        return lines

    def flow(self, value: Any) -> str:
        if isinstance(value, str):
            return self.scalar(value, flow=True)
        if isinstance(value, list):
            return f"[{', '.join(self.flow(item) for item in value)}]"
        return "{" + ", ".join(f"{key}: {self.flow(item)}" for key, item in value.items()) + "}"

    def scalar(self, text: str, flow: bool) -> str:
        kind = self.rng.random()
        if kind < 0.1:
            return "'" + text.replace("'", "''") + "'"
        if kind < 0.8 and _plain(text, flow):
            return text
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _has_lines(value: Any) -> bool:
    if isinstance(value, dict):
        return "steps" in value or "choose" in value
    return isinstance(value, list) and any(_has_lines(item) for item in value)


def _plain(text: str, flow: bool) -> bool:
    try:
        return bool(read(f"k: [{text}]" if flow else f"k: {text}") == {"k": [text] if flow else text})
    except yaml.YAMLError:
        return False
