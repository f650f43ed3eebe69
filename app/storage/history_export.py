"""The history as a file for spreadsheets and other programs: CSV or JSON Lines, written a session at a time.

The same history gives the same file, whenever and wherever it is written: sessions oldest first, times with the zone in
which they were recorded, no date of the export in it.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from app.storage.chosen_file import FileRefusedError, written_whole
from app.storage.history_content import past_contents
from app.storage.history_table import CSV, ENDINGS, HEADER, csv_rows, json_line


@dataclass(frozen=True, slots=True)
class Exported:
    """How much an export holds."""

    sessions: int
    steps: int


def ending_of(path: Path) -> str:
    """Return `.csv` or `.jsonl`, as the file's name says; `FileRefusedError` where it says neither."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise FileRefusedError(f"{path.name} should end in .csv or .jsonl: the ending says how it is written.")
    return ending


def export_history(
    connection: sqlite3.Connection | None, path: Path, *, rehearsals: bool = False, never: Iterable[Path] = ()
) -> Exported:
    """Write past sessions with their steps and return how many; rehearsals where they are wanted.

    `connection` None is an empty history. `FileRefusedError` where the file cannot be written, is none, or is among
    those that must `never` be; an older file of the name then stands as it was.
    """
    as_csv = ending_of(path) == CSV
    contents = past_contents(connection, rehearsals=rehearsals) if connection is not None else iter(())
    sessions = steps = 0
    with written_whole(path, never=never) as new, new.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        if as_csv:
            writer.writerow(HEADER)
        for content in contents:
            if as_csv:
                writer.writerows(csv_rows(content))
            else:
                file.write(json_line(content) + "\n")
            sessions += 1
            steps += len(content["steps"])
    return Exported(sessions, steps)
