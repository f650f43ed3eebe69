"""`holdwell history export`, `import`, `backup` and `restore`: the history as a file, and back.

Reading beside a running window is fine; what writes is refused while one runs on the same data folder.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from pathlib import Path

from app.file_words import file_path
from app.paths import Folders
from app.storage.chosen_file import FileRefusedError
from app.storage.history_database import COMPANIONS, HistoryDatabase
from app.storage.history_reader import reading
from app.storage.store_trouble import StoreRefusedError, StoreTrouble, kind_of
from app.storage.window_lock import window_runs


def add_parsers(history: argparse.ArgumentParser) -> None:
    """Add the four words that may follow `holdwell history`."""
    actions = history.add_subparsers(dest="action", metavar="ACTION")
    export = actions.add_parser("export", help="write sessions and steps into a .csv or .jsonl file")
    export.add_argument("--rehearsals", action="store_true", help="rehearsals too")
    export.add_argument("file", type=file_path, metavar="FILE", help="ends in .csv or .jsonl; an older one is replaced")
    add = actions.add_parser("import", help="add the sessions of an exported file that are not there yet")
    add.add_argument("file", type=file_path, metavar="FILE", help="a .csv or .jsonl file that `export` wrote")
    backup = actions.add_parser("backup", help="write the whole history into one file")
    backup.add_argument("file", type=file_path, metavar="FILE", help="an older one is replaced")
    restore = actions.add_parser("restore", help="put the history of a backup in place of this one")
    restore.add_argument(
        "file", type=file_path, metavar="FILE", help="a file that `backup` wrote, or one of the backups"
    )


def run(args: argparse.Namespace, places: Folders) -> int:
    """Do one of the four and return the exit status: 0 done, 1 not done, with a sentence."""
    file: Path = args.file
    try:
        if args.action == "export":
            _export(places, file, rehearsals=args.rehearsals)
        elif args.action == "backup":
            _back_up(places, file)
        else:
            _write_here(places, file, args.action)
    except (FileRefusedError, StoreRefusedError) as refused:
        # A file of the person's own is read with line and column, as `holdwell check` says them.
        print(f"holdwell: {refused}", file=sys.stderr)
        return 1
    except (sqlite3.Error, OSError) as problem:
        print(f"holdwell: {StoreTrouble(kind_of(problem), places.history, str(problem)).sentence}", file=sys.stderr)
        return 1
    return 0


def _export(places: Folders, file: Path, *, rehearsals: bool) -> None:
    from app.storage.history_export import export_history  # noqa: PLC0415  # the plain list needs none of it

    with reading(places.history) as connection:
        _not_lost(connection, places)
        done = export_history(connection, file, rehearsals=rehearsals, never=_own(places))
    print(f"{_counted(done.sessions)} with {done.steps} step{'' if done.steps == 1 else 's'} written to {file}.")


def _back_up(places: Folders, file: Path) -> None:
    from app.storage.history_bundle import back_up  # noqa: PLC0415  # see above

    with reading(places.history) as connection:
        _not_lost(connection, places)
        if connection is None:
            raise FileRefusedError("There is no history yet, so there is nothing to back up.")
        sessions = back_up(connection, file, never=_own(places))
    print(f"The whole history, {_counted(sessions)}, written to {file}.")


def _write_here(places: Folders, file: Path, action: str) -> None:
    """Import or restore, unless a window has the history."""
    if window_runs(places.lock):
        raise FileRefusedError(f"A window runs on {places.data}. Close it first: only one may write the history.")
    from app.storage.history_bundle import check_backup, restore  # noqa: PLC0415  # see above
    from app.storage.history_import import check_export, exported_sessions, import_sessions  # noqa: PLC0415  # see above

    # Once for its faults alone: a bad file does not even open the history.
    try:
        check_export(file) if action == "import" else check_backup(file)
    except FileRefusedError as refused:
        raise FileRefusedError(f"{refused} Nothing was changed.") from refused
    database = HistoryDatabase(places.history, places.backups)
    database.open(patience=2.0)
    try:
        for notice in database.notices:
            print(f"holdwell: {notice.sentence}", file=sys.stderr)
        if action == "import":
            database.backups.make(database.connection)
            with database.transaction(lasting=True) as connection:
                imported = import_sessions(connection, exported_sessions(file))
            print(imported.sentence)
        else:
            done = restore(file, database)
            before = "" if done.before is None else f" What was here before is kept as {done.before}."
            print(f"The history of {file} is here now: {_counted(done.sessions)}.{before}")
    finally:
        database.close()


def _not_lost(connection: sqlite3.Connection | None, places: Folders) -> None:
    """Refuse to write an empty history where there was one."""
    if connection is None and any(places.backups.glob("history-*.sqlite")):
        raise FileRefusedError(
            f"The history {places.history} is missing, but there are backups. The window puts it right: start holdwell."
        )


def _own(places: Folders) -> list[Path]:
    """Return the files that no export and no backup may overwrite."""
    history = places.history
    return [
        history,
        *(history.with_name(history.name + end) for end in COMPANIONS),
        places.settings,
        places.lock,
    ]


def _counted(sessions: int) -> str:
    return "1 session" if sessions == 1 else f"{sessions} sessions"
