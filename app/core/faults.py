"""What a person wrote wrong, as values: all of a file's problems are collected and said at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem or warning in a file, with its place; line and column count from 1, 0 is the file as a whole."""

    file: str
    line: int
    column: int
    text: str
    hint: str = ""
    warning: bool = False

    def __str__(self) -> str:
        """Return `file:line:column: text hint`, leaving out a place that is not known."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        kind = "warning: " if self.warning else ""
        return f"{place}: {kind}{self.text}" + (f" {self.hint}" if self.hint else "")
