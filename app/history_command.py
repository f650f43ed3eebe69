"""`holdwell history`: past sessions and the unfinished one, as a list to read or as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from app import history_files_command
from app.core.shown_seconds import left_shown
from app.paths import folders
from app.storage import history
from app.storage.history_reader import reading
from app.storage.store_trouble import StoreRefusedError, TroubleKind

_REMEDY = "The window puts it right: start holdwell."


def add_parser(commands: Any) -> None:
    """Add the command's words to the command line's parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "history", help="past sessions", description="List past sessions, newest first, and the unfinished one."
    )
    parser.add_argument("--json", action="store_true", help="as JSON, with every step")
    history_files_command.add_parsers(parser)


def run(args: argparse.Namespace) -> int:
    """Print the history; return 1 where it cannot be read, with a sentence."""
    places = folders(args.data_dir)
    if args.action is not None:
        return history_files_command.run(args, places)
    try:
        with reading(places.history) as connection:
            if connection is None and any(places.backups.glob("history-*.sqlite")):
                return _refused(f"The history {places.history} is missing, but there are backups. {_REMEDY}")
            for line in _as_json(connection) if args.json else _as_text(connection):
                sys.stdout.write(line)
        sys.stdout.flush()
    except StoreRefusedError as refused:
        damaged = refused.trouble.kind is TroubleKind.DAMAGED
        return _refused(refused.trouble.sentence + (f" {_REMEDY}" if damaged else ""))
    except BrokenPipeError:
        # Whoever read has read enough; what is left in the buffer must not be tried again at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _refused(sentence: str) -> int:
    print(f"holdwell: {sentence}", file=sys.stderr)
    return 1


def _as_json(connection: sqlite3.Connection | None) -> Iterator[str]:
    """Yield the pieces of the public interface, a session a line: ten years are never in memory at once."""
    yield '{"sessions": ['
    unfinished = None
    if connection is not None:
        for number, session in enumerate(history.sessions_as_data(connection)):
            yield ("," if number else "") + "\n" + json.dumps(session)
        unfinished = history.unfinished_as_data(connection)
    yield f'],\n "unfinished": {json.dumps(unfinished)}}}\n'


def _as_text(connection: sqlite3.Connection | None) -> Iterator[str]:
    name = None if connection is None else history.unfinished_name(connection)
    if connection is not None and name is not None:
        data = history.unfinished_as_data(connection) or {}
        where = data["exercise"] + (f", {data['position']}" if data["position"] else "")
        left = "" if data["left_seconds"] is None else f", {_clock(left_shown(data['left_seconds']))} to go"
        yield f"Unfinished: {_seen(name)} stopped in {where}{left}. `holdwell go-on` goes on with it.\n"
    listed = False
    for session in [] if connection is None else history.sessions_as_data(connection):
        listed = True
        yield _line(session)
    if not listed and name is None:
        yield "No sessions yet. `holdwell list` shows what there is to do.\n"


def _line(session: dict[str, Any]) -> str:
    """Return one line: when, what, how long, how it went."""
    started = datetime.fromisoformat(session["started"])
    steps = session["steps"]
    good = sum(step["outcome"] in ("done", "enough") for step in steps)
    words = [
        f"{started:%Y-%m-%d %H:%M}",
        f"{_clock(session['done_seconds']):>8}",
        _seen(session["name"]),
        f"({good} of {len(steps)}" + ("" if session["finished"] else ", ended early") + ")",
    ]
    return "  ".join(words) + ("  rehearsal" if session["rehearsal"] else "") + "\n"


def _seen(name: str) -> str:
    """Return a name without what a terminal would obey; what was imported may hold anything."""
    return "".join(sign if sign.isprintable() else " " for sign in name)


def _clock(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
