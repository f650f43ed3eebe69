"""`holdwell desktop`: has the desktop know the program, so that a double click on a `.holdwell` file opens it."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.paths import bundled
from app.storage.desktop_entry import desktop_files, put, take_away
from app.storage.store_trouble import StoreTrouble, kind_of

# What the desktop's own programs read anew, and what does that.
REFRESH = (("update-mime-database", "mime"), ("update-desktop-database", "applications"))


def add_parser(commands: Any) -> None:
    """Add the command's words to the command line's parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "desktop",
        help="have the desktop open .holdwell files by double click, or no longer",
        description="Put an entry for the menus, an icon and the kind of file into your own data folder "
        "($XDG_DATA_HOME), or take them away. Nothing else is touched.",
    )
    parser.add_argument("action", choices=("install", "remove"), help="put them there, or take them away")


def run(args: argparse.Namespace) -> int:
    """Put the files there or take them away; return 0, or 1 where that could not be done, with a sentence."""
    if args.data_dir is not None:
        print("holdwell: the desktop's entry lies outside of --data-dir: write one or the other.", file=sys.stderr)
        return 2
    if sys.platform in ("win32", "darwin"):
        print("holdwell: this system asks by itself which program opens a file.", file=sys.stderr)
        return 1
    data = data_home(os.environ)
    command, folder = start_words()
    files = desktop_files(data, command, folder)
    try:
        if args.action == "install":
            put(files)
            done = list(files)
        else:
            done = take_away(files)
    except OSError as problem:
        trouble = StoreTrouble(kind_of(problem), data, problem.strerror or str(problem))
        print(f"holdwell: {trouble.sentence}", file=sys.stderr)
        return 1
    for path in done:
        print(f"{'Written' if args.action == 'install' else 'Removed'}: {path}")
    if not done:
        print("There was nothing to remove.")
    refresh(data)
    return 0


def data_home(environment: Mapping[str, str]) -> Path:
    """Return where a person's own data lies, as the desktops agree."""
    said = environment.get("XDG_DATA_HOME", "")
    return Path(said) if said.startswith("/") else Path.home() / ".local" / "share"


def start_words() -> tuple[list[str], Path | None]:
    """Return what starts this program, and the folder in which it must be started (None: any)."""
    beside = Path(sys.executable).parent / "holdwell"
    found = str(beside) if beside.is_file() else shutil.which("holdwell")
    if found is not None:
        return [found], None
    return [sys.executable, "-m", "app"], bundled()


def refresh(data: Path) -> None:
    """Have the desktop read its lists anew, where it has programs for that; without them it does so by itself."""
    for program, folder in REFRESH:
        if (found := shutil.which(program)) and (data / folder).is_dir():
            subprocess.run([found, str(data / folder)], check=False, capture_output=True, timeout=60)
