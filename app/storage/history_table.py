"""The layout of an exported history: which cells a line of CSV has, what a line of JSON holds, and how both are read.

CSV: one table for sessions and steps. The first column says which a row is; a session's row says how many steps there
are, and they follow it. Steps repeat the session's id, routine and name, so that they can be filtered by themselves.
JSON Lines: a session a line, with its steps inside.

A text cell that a spreadsheet would take for a formula has an apostrophe before it, as has one that begins with an
apostrophe itself. An empty cell is no value where a column may have none, else the empty text; where it may have none,
the empty text is an apostrophe alone.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from app.storage.history_content import SESSION, STEP, Column, Content, Kind

FORMAT = 1
CSV, JSON_LINES = ".csv", ".jsonl"
ENDINGS = (CSV, JSON_LINES)
ROW, STEPS = "row", "steps"
IS_SESSION, IS_STEP = "session", "step"
_STEP_ONLY = tuple(column for column in STEP if column.name != "started")
HEADER = (ROW, *(c.name for c in SESSION), STEPS, *(c.name for c in _STEP_ONLY))
_STEP_NAMES = [column.name for column in _STEP_ONLY]
_NO_STEP = [None] * len(_STEP_ONLY)
_STARTED = HEADER.index("started")
REPEATED = ("id", "routine", "name")  # in the rows of steps

_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_CANONICAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d(:\d\d)?")
_YEARS = range(1900, 9000)


class NotContentError(ValueError):
    """A value is none that a session can have; the text says which and why."""


def csv_rows(content: Content) -> list[list[object]]:
    """Return the rows of one session: its own and one for each step."""
    steps = content["steps"]
    own = [_cell(column, content[column.name]) for column in SESSION]
    rows: list[list[object]] = [[IS_SESSION, *own, len(steps), *_NO_STEP]]
    repeated = [cell if column.name in REPEATED else None for column, cell in zip(SESSION, own, strict=True)]
    for step in steps:
        row: list[object] = [IS_STEP, *repeated, None, *map(step.__getitem__, _STEP_NAMES)]
        row[_STARTED] = step["started"]
        for place, cell in _STEP_CELLS:
            row[place] = cell(row[place])
        rows.append(row)
    return rows


def json_line(content: Content) -> str:
    """Return one session as a line of JSON, without its end."""
    return json.dumps({"format": FORMAT, **content}, ensure_ascii=False, separators=(",", ":"))


def session_of_cells(cells: dict[str, str]) -> tuple[Content, int]:
    """Return a session from the cells of its row, still without steps, and how many there are to be."""
    content: Content = {column.name: _read(column, cells[column.name]) for column in SESSION}
    content["steps"] = []
    return content, _read(Column(STEPS, Kind.COUNT), cells[STEPS])


def step_of_cells(cells: dict[str, str]) -> dict[str, Any]:
    """Return a step from the cells of its row."""
    return {name: read(cells[name]) for name, read in _STEP_READERS}


def content_of_json(data: object) -> Content:
    """Return a session from a parsed line of JSON; `NotContentError` where it is none."""
    if not isinstance(data, dict) or "format" not in data:
        raise NotContentError("this is no session of a Holdwell history.")
    if data["format"] != FORMAT:
        raise NotContentError(f"this was written in format {data['format']!r}; this Holdwell reads format {FORMAT}.")
    content = _checked(SESSION, data)
    steps = data.get("steps")
    if not isinstance(steps, list):
        raise NotContentError("steps: this is no list of steps.")
    content["steps"] = [_checked(STEP, step) for step in steps]
    return content


def _reader(column: Column) -> Callable[[str], Any]:
    """Return what reads a column's cells; of most columns many cells are alike, and read once."""
    return lru_cache(maxsize=1024)(partial(_read, column))


def check_value(column: Column, value: object) -> object:
    """Return the value, a time in the history's own way of writing; `NotContentError` where the column has no such."""
    if value is None:
        if column.empty:
            return None
        raise NotContentError(f"{column.name} is missing.")
    if column.kind is Kind.MOMENT:
        return _moment(column, value)
    if not _FITS[column.kind](column, value):
        raise NotContentError(f"{column.name}: {_shown(value)} is not {_meant(column)}.")
    return value


def _checked(columns: Sequence[Column], data: object) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise NotContentError("steps: this is no step.")
    return {column.name: check_value(column, data.get(column.name)) for column in columns}


def _cell(column: Column, value: Any) -> object:
    """Return what stands in the cell; None is an empty one."""
    if value is None or column.kind in (Kind.SECONDS, Kind.COUNT):
        return value
    if column.kind is Kind.YES_NO:
        return "yes" if value else "no"
    text = json.dumps(value, ensure_ascii=False) if column.kind is Kind.TEXTS else value
    return f"'{text}" if text.startswith(_AS_FORMULA) or (column.empty and not text) else text


def _read(column: Column, cell: str) -> Any:
    value: object = cell
    if cell == "" and (column.empty or column.kind is not Kind.TEXT):
        value = None
    elif column.kind in (Kind.TEXT, Kind.TEXTS, Kind.MOMENT):
        value = cell.removeprefix("'")
    elif column.kind is Kind.YES_NO:
        value = {"yes": True, "no": False}.get(cell.lower(), cell)
    elif column.kind is Kind.COUNT and re.fullmatch(r"[0-9]{1,12}", cell):
        value = int(cell)
    elif column.kind is Kind.SECONDS and re.fullmatch(r"[0-9.]{1,30}(e-?[0-9]{1,3})?", cell):
        try:
            value = float(cell)
        except ValueError:
            value = cell
        else:
            value = int(value) if math.isfinite(value) and value == int(value) else value
    if column.kind is Kind.TEXTS and isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            value = cell
    return check_value(column, value)


_STEP_READERS = [(column.name, _reader(column)) for column in STEP]
# What of a step cannot stand in its cell as it is: numbers, times and our own words can. Many are alike.
_STEP_CELLS: list[tuple[int, Callable[[Any], object]]] = [
    (HEADER.index(column.name), lru_cache(maxsize=1024)(partial(_cell, column)))
    for column in _STEP_ONLY
    if column.kind is Kind.YES_NO or (column.kind is Kind.TEXT and not column.among)
]


def _is_text(column: Column, value: object) -> bool:
    if not isinstance(value, str) or (column.among and value not in column.among):
        return False
    if column.name == "id" and not value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:  # Half of a pair of UTF-16 can be written in JSON, but nowhere kept.
        return False
    return True


def _is_texts(column: Column, value: object) -> bool:
    return isinstance(value, list) and all(_is_text(column, entry) for entry in value)


def _is_count(column: Column, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and column.least <= value <= column.most


def _is_seconds(column: Column, value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= column.most


def _is_flag(_: Column, value: object) -> bool:
    return isinstance(value, bool)


_FITS = {
    Kind.TEXT: _is_text,
    Kind.TEXTS: _is_texts,
    Kind.COUNT: _is_count,
    Kind.SECONDS: _is_seconds,
    Kind.YES_NO: _is_flag,
}


def _moment(column: Column, value: object) -> str:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in _YEARS or not isinstance(value, str):
        raise NotContentError(
            f"{column.name}: {_shown(value)} is not a time with its zone such as 2026-11-21T18:42:00.000+01:00."
        )
    return value if _CANONICAL.fullmatch(value) else moment.isoformat(timespec="milliseconds")


def _meant(column: Column) -> str:
    if column.among:
        return "one of " + ", ".join(column.among)
    if column.kind is Kind.COUNT:
        return f"a whole number from {column.least} to {column.most}"
    if column.kind is Kind.SECONDS:
        return "a number of seconds, 0 or more"
    return {Kind.TEXT: "a text", Kind.TEXTS: "a list of texts", Kind.YES_NO: "yes or no"}[column.kind]


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= 60 else f"{text[:57]}..."
