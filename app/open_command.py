"""`holdwell open FILE`, and `holdwell FILE.holdwell` as a double click says it: a file shown in the window."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from app.file_words import file_word
from app.paths import folders, is_file, typed_path
from app.window_request import Opening, WindowRequest


def add_parser(commands: Any) -> None:
    """Add the command's words to the command line's parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "open", help="show what is in a file, in the window, before it is taken"
    )
    parser.add_argument(
        "file", type=file_word, metavar="FILE", help="a .holdwell file, YAML, Workrave's exercises.xml or plain text"
    )


def run(args: argparse.Namespace) -> int:
    """Open the window with the file, or hand it to the one that is open, and return the exit status."""
    path = typed_path(args.file).absolute()
    if not is_file(path):
        print(f"holdwell: there is no file {args.file}.", file=sys.stderr)
        return 1
    # Late: a file that is not there is told without Qt.
    from app.ui.opening import open_window  # noqa: PLC0415

    return open_window(WindowRequest(opening=Opening.TAKE, file=str(path)), folders(args.data_dir))
