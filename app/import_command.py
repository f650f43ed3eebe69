"""`holdwell import`: routines from other people and other programs, shown before they are taken.

Takes `.holdwell` files, a routine's YAML, Workrave's `exercises.xml` and plain text with one step a line (`-` is the
standard input). On a terminal it asks; `--yes` takes without asking; without either it only shows what it would do.
Nothing of one's own is overwritten unless `--replace` or the answer says so. Exit status: 0 where anything was taken or
was there already, 1 where nothing was taken, and nothing is left behind then.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from typing import Any

from app.core.plan_cards import needs_of
from app.core.planning import make_plan
from app.core.routine import Routine
from app.file_words import file_word
from app.paths import Folders, bundled, folders, typed_path
from app.storage.chosen_file import FileRefusedError
from app.storage.importing import MOST_SHARED_BYTES, STANDARD_INPUT, parcel_of, read_import
from app.storage.library import Library
from app.storage.naming import Standing
from app.storage.offer_words import exercise_words, node_words, own_words, standing_words
from app.storage.parcel import Parcel, ParcelRefusedError
from app.storage.taking import Offer, offer_of, take_now
from app.storage.workrave_file import languages_of
from app.wording import length_range, needs


def add_parser(commands: Any) -> None:
    """Add the command's words to the command line's parser."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "import",
        help="take a routine from a .holdwell file, YAML, Workrave's exercises.xml or plain text",
        description="Show what is in a file, line by line, and take it into your routines. On a terminal it asks "
        "first; without one and without --yes it only shows. Sessions are another matter: holdwell history import.",
    )
    parser.add_argument("files", nargs="+", type=file_word, metavar="FILE", help="a file, or - for the standard input")
    parser.add_argument("--yes", action="store_true", help="take it without asking")
    parser.add_argument("--name", metavar="NAME", help="what the routine is to be called here")
    parser.add_argument("--replace", action="store_true", help="put it in place of your own routine of that name")


def run(args: argparse.Namespace) -> int:
    """Show and take every file; return 0 where anything was taken or was there already, else 1."""
    if args.name is not None and (len(args.files) > 1 or not args.name.strip()):
        print("holdwell: --name gives one routine a name: write it with one file.", file=sys.stderr)
        return 2
    places = folders(args.data_dir)
    taken = untold = False
    for typed in args.files:
        library = Library(bundled(), places.data)  # anew: the file before may have brought something
        try:
            offer = offer_of(_read(typed, library), places, library, name=args.name, in_place=args.replace)
            done = _show_and_take(offer, places, args)
            taken, untold = taken or done, untold or not done
        except ParcelRefusedError as refused:
            untold = True
            for fault in refused.faults:
                print(fault, file=sys.stderr)
        except FileRefusedError as refused:
            print(f"holdwell: {refused}", file=sys.stderr)
    if untold and not taken:  # a refusal by the disk says so itself
        print("holdwell: nothing was taken.", file=sys.stderr)
    return 0 if taken else 1


def _read(typed: str, library: Library) -> Parcel:
    languages = languages_of(os.environ)
    if typed != "-":
        return read_import(typed_path(typed), typed, library, languages)
    data = sys.stdin.buffer.read(MOST_SHARED_BYTES)
    return parcel_of(data, "", STANDARD_INPUT, library, beside=_nothing_beside, languages=languages)


def _nothing_beside(_: str) -> None:
    """Return None: no file lies beside the standard input."""


def _show_and_take(offer: Offer, places: Folders, args: argparse.Namespace) -> bool:
    """Print what is offered, ask, and take it; return whether it was taken or was there already."""
    for fault in offer.faults:
        print(fault, file=sys.stderr)
    if offer.routine is None or not offer.good:
        return False
    print(_headline(offer, offer.routine))
    for line in _lines(offer, offer.routine):
        print(f"  {line}")
    if not offer.writes:
        print(standing_words(offer))
        return True
    answer = "yes" if args.yes else _ask(offer)
    if answer == "no":
        return False
    now = take_now(offer, places, name=args.name, in_place=args.replace or answer == "replace")
    words = standing_words(now)
    if words and words != standing_words(offer):
        print(f"  {words}")
    print(f"Taken. `holdwell play {shlex.quote(now.key)}` plays it.")
    return True


def _headline(offer: Offer, routine: Routine) -> str:
    lowest = make_plan(routine, 0)
    length = length_range(lowest.seconds, make_plan(routine, 100).seconds, lowest.estimated)
    by = f", by {routine.by}" if routine.by else ""
    return f"{offer.parcel.shown}: {routine.name}{by}, {length}, needs {needs(needs_of(routine))}"


def _lines(offer: Offer, routine: Routine) -> list[str]:
    """Return what is in it, what was left out, and what taking it does, a line each."""
    lines = [str(note) for note in offer.parcel.notes] or [
        f"{number}. {line}" for number, line in enumerate(map(node_words, routine.steps), 1)
    ]
    lines += [f"{exercise.name}: {exercise_words(exercise)}" for exercise in offer.exercises]
    lines += own_words(offer)
    return lines if offer.standing is Standing.THERE else [*lines, *filter(None, [standing_words(offer)])]


def _ask(offer: Offer) -> str:
    """Return yes, no or replace, as the person answers; where nobody can be asked, no."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        print("Nobody can be asked here, so it is only shown. --yes takes it.", file=sys.stderr)
        return "no"
    may_replace = offer.replaceable and offer.standing is Standing.RENAMED
    choices = "[y]es, [n]o" + (f", [r]eplace your own {offer.clash.stem}" if may_replace and offer.clash else "")
    while True:
        try:
            answer = input(f"Take it? {choices}: ").strip().lower()
        except (EOFError, KeyboardInterrupt):
            print()
            return "no"
        for word in ("yes", "no", "replace"):
            if answer and word.startswith(answer) and (word != "replace" or may_replace):
                return word
