"""`holdwell edit`: a routine's file in the person's own editor, and the check after it."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from app.check_command import check, tell
from app.paths import Folders, bundled, folders, is_file, typed_path
from app.storage.library import Library
from app.storage.plain_routine import SCHEMA_LINE
from app.storage.schema_files import provide_beside
from app.storage.whole_file import write_whole

# Where nothing is set: what systems call their usual editor, then what most of them have.
USUAL = ("notepad",) if sys.platform == "win32" else ("sensible-editor", "editor", "nano", "vim", "vi")


class NotEditedError(Exception):
    """The editor could not be used; the text is a sentence for the person."""


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser(
        "edit",
        help="open a routine's file in your editor, and check it afterwards",
        description="Open a routine's file in the editor that $VISUAL or $EDITOR names, and check it afterwards. A "
        "routine that comes with the program is first copied to your own; the copy takes its place in the library.",
    )
    parser.add_argument("routine", metavar="ROUTINE", help="a name from `holdwell list`, or a file")


def run(args: argparse.Namespace) -> int:
    """Return 0 where the file has no problem at the end, else 1."""
    places = folders(args.data_dir)
    library = Library(bundled(), places.data)
    key = library.key_for(args.routine)
    path = library.path(key) if key is not None else typed_path(args.routine)
    if path is None or (key is None and not is_file(path)):
        sentence = library.find(args.routine)[1] or f"There is no file {path}."
        print(f"holdwell: {sentence}", file=sys.stderr)
        return 1
    try:
        if key is not None and not library.is_own(key):
            return edit_copy(editor_words(f"edit a copy of it in {places.routines}"), path, key, places)
        return edit(editor_words(f"open {path} in any editor"), path, places)
    except NotEditedError as problem:
        print(f"holdwell: {problem}", file=sys.stderr)
        return 1


def edit_copy(editor: list[str], bundled_one: Path, key: str, places: Folders) -> int:
    """Edit a copy of a bundled routine under the same key; one that was left as it was is taken away again."""
    path = places.routines / f"{key}.yaml"
    text = f"{SCHEMA_LINE}\n{bundled_one.read_text(encoding='utf-8')}"
    try:
        write_whole(path, text.encode())
        provide_beside(path)
    except OSError as problem:
        raise NotEditedError(f"The copy {path} cannot be written: {problem.strerror or problem}.") from problem
    try:
        status = edit(editor, path, places)
    except (NotEditedError, KeyboardInterrupt):
        # What was saved before the editor went wrong stays.
        forget_unchanged(path, text)
        raise
    if forget_unchanged(path, text):
        print("Nothing was changed: no copy is kept.")
    else:
        print(f"{path} takes the place of the routine that comes with the program; without it that one is back.")
    return status


def forget_unchanged(path: Path, text: str) -> bool:
    """Take a copy away that still is what it was made of; return whether it was."""
    if not path.is_file() or path.read_bytes() != text.encode():
        return False
    path.unlink()
    return True


def edit(editor: list[str], path: Path, places: Folders) -> int:
    """Open a file until it has no problem or the person leaves it so; return 0 or 1."""
    while True:
        open_in(editor, path)
        result = check(path, str(path), Library(bundled(), places.data))
        tell(result)
        if result.good:
            return 0
        if not wants_again():
            return 1


def editor_words(otherwise: str) -> list[str]:
    """Return the editor's command line without the file; NotEditedError, which says `otherwise`, where none is."""
    for name in ("VISUAL", "EDITOR"):
        if words := os.environ.get(name, "").strip():
            try:
                # On Windows a backslash stands in paths.
                return shlex.split(words, posix=os.name == "posix")
            except ValueError:
                raise NotEditedError(f"${name} cannot be read: a quotation mark in {words} is not closed.") from None
    # The usual ones take the terminal over: without one they would wait for ever.
    found = next((usual for usual in USUAL if shutil.which(usual)), None) if on_terminal() else None
    if found is None:
        raise NotEditedError(f"No editor is set. Name one in $VISUAL or $EDITOR, or {otherwise}.")
    return [found]


def open_in(editor: list[str], path: Path) -> None:
    """Open a file and wait for the editor's end; NotEditedError where it did not start or went wrong."""
    try:
        status = subprocess.run([*editor, str(path)], check=False).returncode
    except OSError as problem:
        raise NotEditedError(f"The editor {editor[0]} does not start: {problem.strerror or problem}.") from problem
    if status:
        raise NotEditedError(f"The editor {editor[0]} ended with status {status}; {path} was not checked.")


def on_terminal() -> bool:
    """Return whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def wants_again() -> bool:
    """Return whether the person wants to edit once more; without a terminal nobody can be asked."""
    if not on_terminal():
        return False
    try:
        return input("Edit it again? [Y/n] ").strip().lower() in ("", "y", "yes")
    except EOFError:
        return False
