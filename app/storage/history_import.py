"""Sessions from an exported file into the history: those that are not there yet, all of them or none.

The file is read a session at a time. What is there already stays as it is here, by its id: importing a file twice adds
nothing twice. A file that is damaged or no export is refused with the line where that shows.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.core.faults import Fault
from app.storage.chosen_file import FileRefusedError, readable
from app.storage.history_content import Content, erase, insert_content
from app.storage.history_export import ending_of
from app.storage.history_table import (
    CSV,
    HEADER,
    IS_SESSION,
    IS_STEP,
    ROW,
    NotContentError,
    content_of_json,
    session_of_cells,
    step_of_cells,
)

LONGEST_LINE = 16 * 2**20  # bytes; a session of 10,000 steps is a third of it
_CUT_OFF = "this line has no end: the file is cut off."
_SEPARATORS = {",", ";", "\t"}  # spreadsheets write the last two


@dataclass(frozen=True, slots=True)
class Imported:
    """How many sessions were added, and how many were there already."""

    added: int
    there: int

    @property
    def sentence(self) -> str:
        """Return what to tell the person."""
        added = {0: "No session was added", 1: "1 session was added"}.get(
            self.added, f"{self.added} sessions were added"
        )
        there = {0: "", 1: ", 1 was there already"}.get(self.there, f", {self.there} were there already")
        return f"{added}{there}."


class ImportRefusedError(FileRefusedError):
    """The file is damaged or no export of Holdwell; `fault` says where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def exported_sessions(path: Path) -> Iterator[Content]:
    """Yield the sessions of an exported file; `FileRefusedError` at what is wrong with it, if only at its end."""
    ending = ending_of(readable(path))
    csv.field_size_limit(LONGEST_LINE)
    try:
        with path.open("rb") as file:
            yield from _from_csv(file, path) if ending == CSV else _from_json_lines(file, path)
    except OSError as problem:
        raise FileRefusedError(f"{path} cannot be read: {problem.strerror or problem}.") from problem


def check_export(path: Path) -> int:
    """Return how many sessions an exported file holds after reading all of it; `FileRefusedError` as above."""
    return sum(1 for _ in exported_sessions(path))


def import_sessions(connection: sqlite3.Connection, contents: Iterable[Content]) -> Imported:
    """Add the sessions that are not there yet, inside a transaction.

    One that was deleted, and could still be brought back, is there no more: the file's takes its place.
    """
    known: dict[str, tuple[int, bool]] = {
        session_id: (number, deleted is not None)
        for number, session_id, deleted in connection.execute("SELECT number, id, deleted FROM session")
    }
    added = there = 0
    for content in contents:
        number, deleted = known.get(content["id"], (None, False))
        if number is not None and not deleted:
            there += 1
            continue
        if number is not None:
            erase(connection, number)
        known[content["id"]] = (insert_content(connection, content), False)
        added += 1
    return Imported(added, there)


def _lines(file: BinaryIO, path: Path) -> Iterator[str]:
    """Yield the lines with their ends."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise _refused(path, number, "this line is longer than any session.")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as problem:
            text = "this is not UTF-8. Is it a file of another program?"
            raise _refused(path, number, text, column=problem.start + 1) from None


def _from_json_lines(file: BinaryIO, path: Path) -> Iterator[Content]:
    for number, line in enumerate(_lines(file, path), 1):
        if not line.strip():
            continue
        try:
            yield content_of_json(json.loads(line))
        except NotContentError as problem:
            raise _refused(path, number, str(problem)) from None
        except json.JSONDecodeError as problem:
            text = "this is no line of JSON; the file is damaged, cut off, or of another program."
            raise _refused(path, number, text, column=problem.colno) from None
        except (ValueError, RecursionError):
            raise _refused(path, number, "this is no session of a Holdwell history.") from None


def _from_csv(file: BinaryIO, path: Path) -> Iterator[Content]:
    content: Content | None = None
    steps, number = 0, 1
    for number, cells in _csv_cells(file, path):
        try:
            if cells[ROW] != IS_SESSION:
                _take_step(content, cells)
                continue
            if content is not None:
                yield _whole(content, steps)
            content, steps = session_of_cells(cells)
        except NotContentError as problem:
            raise _refused(path, number, str(problem)) from None
    if content is not None:
        try:
            yield _whole(content, steps)
        except NotContentError as problem:
            raise _refused(path, number, str(problem)) from None


def _take_step(content: Content | None, cells: dict[str, str]) -> None:
    """Put a row's step into the session above it."""
    if cells[ROW] != IS_STEP:
        raise NotContentError("a row is a session or a step, and this one does not say which.")
    if content is None or cells["id"].removeprefix("'") != content["id"]:
        raise NotContentError("this step stands under a session that is not its own.")
    content["steps"].append(step_of_cells(cells))


def _whole(content: Content, steps: int) -> Content:
    """Return a session that has all its steps."""
    if len(content["steps"]) != steps:
        found = len(content["steps"])
        raise NotContentError(f"the session before has {found} of its {steps} steps: the file is damaged or cut off.")
    return content


def _csv_cells(file: BinaryIO, path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line at which each row begins, and its cells by name."""
    lines = _lines(file, path)
    first = next(lines, "")
    separator = first.lstrip('"')[len(ROW) :].lstrip('"')[:1]
    if not first.lstrip('"').startswith(ROW) or separator not in _SEPARATORS:
        raise _refused(path, 1, "this is no history that Holdwell wrote: the first line should name its columns.")
    if not first.endswith("\n"):
        raise _refused(path, 1, _CUT_OFF)
    names = [name.strip('"') for name in first.rstrip("\r\n").split(separator)]
    if missing := [name for name in HEADER if names.count(name) != 1]:
        raise _refused(path, 1, f"the first line should name the column {missing[0]} once.")
    rows = csv.reader(_ended(lines, path), delimiter=separator, strict=True)
    number = 2
    try:
        for row in rows:
            if row and len(row) != len(names):
                raise _refused(path, number, f"this row has {len(row)} cells in place of {len(names)}.")
            if row:
                yield number, dict(zip(names, row, strict=True))
            number = rows.line_num + 2
    except csv.Error:
        text = "this is no row of a table; the file is damaged, cut off, or of another program."
        raise _refused(path, number, text) from None


def _ended(lines: Iterator[str], path: Path) -> Iterator[str]:
    """Yield lines that have their ends: a number that is cut off may still look like one."""
    for number, line in enumerate(lines, 2):
        if not line.endswith("\n"):
            raise _refused(path, number, _CUT_OFF)
        yield line


def _refused(path: Path, line: int, text: str, *, column: int = 1) -> ImportRefusedError:
    return ImportRefusedError(Fault(str(path), line, column, text))
