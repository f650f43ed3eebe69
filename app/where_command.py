"""`holdwell where`: each folder and file that is used, and what it is."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.paths import Folders, bundled, folders, socket_path


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or file by its short name; it need not be there yet."""

    name: str
    path: Path
    what: str


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser("where", help="where everything is kept")
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the places, one a line, and return 0."""
    found = places_of(folders(args.data_dir))
    if args.json:
        rows = [
            {"name": p.name, "path": str(p.path), "what": p.what, "there": p.path.exists(), "own": p.name != "bundled"}
            for p in found
        ]
        print(json.dumps({"places": rows}, ensure_ascii=False, indent=1))
        return 0
    widths = max(len(place.name) for place in found), max(len(str(place.path)) for place in found)
    for place in found:
        absent = "" if place.path.exists() else " (not there yet)"
        print(f"{place.name:<{widths[0]}}  {place.path!s:<{widths[1]}}  {place.what}{absent}")
    return 0


def places_of(own: Folders) -> tuple[Place, ...]:
    """Return every folder and file that the program reads or writes, the person's first."""
    socket = socket_path(own)
    return (
        Place("routines", own.routines, "your own routines, a YAML file each"),
        Place("exercises", own.exercises, "your own exercises, with their pictures"),
        Place("figures", own.figures, "your own figures"),
        Place("drafts", own.drafts, "what was changed in the window and not saved"),
        Place("removed", own.removed, "what you removed in the window; delete it when you like"),
        Place("schemas", own.schemas, "what editors complete and check your files by"),
        Place("history", own.history, "your sessions"),
        Place("backups", own.backups, "copies of your sessions"),
        Place("settings", own.settings, "what you set"),
        Place("reminders", own.reminders, "what reminders said last"),
        Place("reminding", own.reminder_lock, "says that reminders run without a window"),
        *(
            (Place("autostart", own.autostart, "starts reminders at login, where you switched them on"),)
            if own.autostart
            else ()
        ),
        Place("window", own.window_place, "where the window stood"),
        Place("cache", own.cache, "drawn pictures and spoken lines; may be deleted at any time"),
        Place("log", own.log, "the program's own mistakes, for a report; written where there was one"),
        Place("lock", own.lock, "says that a window runs"),
        *((Place("socket", socket, "a second start speaks to the window through it"),) if socket else ()),
        Place("bundled", bundled(), "what comes with the program: routines, exercises, figures, sounds"),
    )
