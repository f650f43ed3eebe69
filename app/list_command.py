"""`holdwell list`: the routines and exercises there are."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from app.core.lengths import plain_number
from app.paths import bundled, folders
from app.storage.cards import Card, card_of
from app.storage.library import Library
from app.wording import length_range, needs


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser("list", help="the routines and exercises there are")
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the routines with their lengths and needs, then the exercises; a bad file with its problems."""
    library = Library(bundled(), folders(args.data_dir).data)
    cards = [_card(library, key) for key in library.routine_keys()]
    exercises = {key: read for key in library.exercises.names() if (read := library.exercises.read(key))}
    if args.json:
        routines = [_routine_data(card) for card in cards]
        rows = [
            {"exercise": key, "name": read.exercise.name if read.exercise else None,
             "own": key not in library.bundled_exercises.paths, "good": read.exercise is not None}
            for key, read in exercises.items()
        ]  # fmt: skip
        print(json.dumps({"routines": routines, "exercises": rows}, ensure_ascii=False, indent=1))
        return 0
    print("Routines")
    for card in cards:
        if not card.good:
            print(f"  {card.key:<32}(has problems)")
        else:
            extra = f", needs {needs(card.needs)}" if card.needs else ""
            print(f"  {card.key:<32}{card.name}, {length_range(card.lower, card.upper, card.estimated)}{extra}")
    print("\nExercises")
    for key, read in exercises.items():
        print(f"  {key:<32}{read.exercise.name if read.exercise else '(has problems)'}")
    for fault in [f for c in cards for f in c.faults] + [f for read in exercises.values() for f in read.faults]:
        if not fault.warning:
            print(fault, file=sys.stderr)
    return 0


def _card(library: Library, key: str) -> Card:
    read, path = library.routine(key), library.path(key)
    assert read is not None and path is not None  # the key is the library's own
    return card_of(key, path, library.is_own(key), read.routine, read.faults)


def _routine_data(card: Card) -> dict[str, Any]:
    seconds = [plain_number(card.lower), plain_number(card.upper)] if card.good else None
    return {
        "routine": card.key,
        "name": card.name,
        "own": card.own,
        "good": card.good,
        "seconds": seconds,
        "estimated": card.estimated,
        "goal": list(card.goal),
        "helps": list(card.helps),
        "needs": list(card.needs),
        "path": card.path,
    }
