"""`holdwell list`: the routines and exercises there are."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from app.core.faults import Fault
from app.core.lengths import plain_number
from app.core.plan_cards import needs_of
from app.core.planning import make_plan
from app.core.routine import Routine
from app.paths import bundled, folders
from app.storage.library import Library
from app.wording import length_range, needs


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser("list", help="the routines and exercises there are")
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the routines with their lengths and needs, then the exercises; a bad file with its problems."""
    library = Library(bundled(), folders(args.data_dir).data)
    routines = {key: read for key in library.routine_keys() if (read := library.routine(key))}
    exercises = {key: known for key in library.exercises.names() if (known := library.exercises.read(key))}
    if args.json:
        rows = [_routine_data(library, key, read.routine) for key, read in routines.items()]
        others = [
            {"exercise": key, "name": read.exercise.name if read.exercise else None,
             "own": library.exercises.paths[key] not in library.bundled_exercises.paths.values(),
             "good": read.exercise is not None}
            for key, read in exercises.items()
        ]  # fmt: skip
        print(json.dumps({"routines": rows, "exercises": others}, ensure_ascii=False, indent=1))
        return 0
    print("Routines")
    for key, read in routines.items():
        print(f"  {key:<32}{_in_a_line(read.routine)}")
    print("\nExercises")
    for key, exercise in exercises.items():
        print(f"  {key:<32}{exercise.exercise.name if exercise.exercise else '(has problems)'}")
    faults: list[Fault] = [fault for read in routines.values() for fault in read.faults]
    faults += [fault for known in exercises.values() for fault in known.faults]
    for fault in faults:
        if not fault.warning:
            print(fault, file=sys.stderr)
    return 0


def _in_a_line(routine: Routine | None) -> str:
    """Return a routine's name, length range and needs."""
    if routine is None:
        return "(has problems)"
    lowest, entries = make_plan(routine, 0), needs_of(routine)
    length = length_range(lowest.seconds, make_plan(routine, 100).seconds, lowest.estimated)
    return f"{routine.name}, {length}" + (f", needs {needs(entries)}" if entries else "")


def _routine_data(library: Library, key: str, routine: Routine | None) -> dict[str, Any]:
    """Return a routine's row; of a bad one no more than its name and place."""
    row: dict[str, Any] = {
        "routine": key,
        "name": None,
        "own": library.is_own(key),
        "good": routine is not None,
        "seconds": None,
        "estimated": False,
        "goal": [],
        "helps": [],
        "needs": [],
        "path": str(library.path(key)),
    }
    if routine is None:
        return row
    lowest, highest = make_plan(routine, 0), make_plan(routine, 100)
    return row | {
        "name": routine.name,
        "seconds": [plain_number(lowest.seconds), plain_number(highest.seconds)],
        "estimated": lowest.estimated,
        "goal": list(routine.goal),
        "helps": list(routine.helps),
        "needs": list(needs_of(routine)),
    }
