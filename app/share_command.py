"""`holdwell share`: a routine with its own exercises and pictures as one file, to be mailed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from app.file_words import file_path
from app.paths import bundled, folders, is_there, typed_path
from app.storage.chosen_file import FileRefusedError
from app.storage.library import Library
from app.storage.parcel import ParcelRefusedError
from app.storage.shared_file import SUFFIX, write_shared
from app.storage.sharing import Sharing, personal_in


def add_parser(commands: Any) -> None:
    """Add the command's words to the command line's parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "share",
        help="write a routine with its own exercises and pictures into one .holdwell file",
        description="Write a routine with the exercises and pictures of your own that it needs into one file, which "
        "`holdwell import` or a double click opens elsewhere. What is personal in it is said.",
    )
    parser.add_argument("routine", metavar="ROUTINE", help="a name from `holdwell list`, or a file")
    parser.add_argument(
        "--out",
        type=file_path,
        metavar="FILE",
        help=f"ends in {SUFFIX}; an older one is replaced; default: in this folder",
    )


def run(args: argparse.Namespace) -> int:
    """Write the file and return 0, or 1 where it could not be made, with a sentence."""
    places = folders(args.data_dir)
    library = Library(bundled(), places.data)
    key = library.key_for(args.routine)
    path = library.path(key) if key is not None else typed_path(args.routine)
    if path is None or (key is None and not is_there(path)):
        print(f"holdwell: {library.find(args.routine)[1] or f'There is no file {path}.'}", file=sys.stderr)
        return 1
    try:
        parcel, routine = Sharing(library, places.figures).parcel(path, None if key is not None else args.routine)
        out = args.out if args.out is not None else Path(f"{parcel.key}{SUFFIX}")
        write_shared(parcel, out, never=(places.history, places.settings, places.lock))
    except ParcelRefusedError as refused:
        for fault in refused.faults:
            print(fault, file=sys.stderr)
        return 1
    except FileRefusedError as refused:
        print(f"holdwell: {refused}", file=sys.stderr)
        return 1
    own = len(parcel.exercises)
    brings = f" with {own} exercise{'' if own == 1 else 's'} of your own" if own else ""
    print(f"{routine.name}{brings} is in {out}.")
    personal = personal_in(parcel, routine)
    if personal:
        print("Whoever gets it can read:")
        for line in personal:
            print(f"  {line}")
    return 0
