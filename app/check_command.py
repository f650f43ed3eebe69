"""`holdwell check`: reads files and says every problem with line and column."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.faults import Fault
from app.core.lengths import plain_number
from app.core.plan_cards import needs_of
from app.core.planning import make_plan
from app.file_words import file_word
from app.paths import bundled, folders, typed_path
from app.storage.exercise_files import EXERCISE_KEYS, exercise_of
from app.storage.library import Library, yaml_files
from app.storage.routine_files import ROUTINE_KEYS, routine_of
from app.storage.yaml_reader import Document, Fields, read_yaml
from app.wording import length_range, needs


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one file; `seconds` are its length at level 0 and 100, None for an exercise or a bad routine."""

    file: str
    kind: str  # routine, exercise, figure
    name: str | None  # None where the file has problems
    faults: tuple[Fault, ...]
    seconds: tuple[float, float] | None = None
    estimated: bool = False
    needs: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Return whether it has no problem; warnings are none."""
        return all(fault.warning for fault in self.faults)


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser("check", help="read files and say every problem with line and column")
    parser.add_argument("files", nargs="*", type=file_word, metavar="FILE", help="a routine's or an exercise's file")
    parser.add_argument("--bundled", action="store_true", help="check all that comes with the program")
    parser.add_argument("--json", action="store_true", help="print it as JSON")


def run(args: argparse.Namespace) -> int:
    """Print every problem and return 1, or what each file is and return 0."""
    if not args.files and not args.bundled:
        print("holdwell: name the files to check, or --bundled.", file=sys.stderr)
        return 2
    library = Library(bundled(), folders(args.data_dir).data)
    results = [check(typed_path(name), name, library) for name in args.files]
    if args.bundled:
        results += [check(path, str(path.relative_to(bundled())), library) for path in _all_bundled()]
    if args.json:
        print(json.dumps({"files": [_data(r) for r in results]}, ensure_ascii=False, indent=1))
    else:
        for result in results:
            tell(result)
    return 0 if all(result.good for result in results) else 1


def check(path: Path, shown: str, library: Library) -> Checked:
    """Return what a file holds and what is wrong in it; what it holds decides what it is read as."""
    document = read_yaml(path, shown)
    if _is_figure(document, path):
        return _checked_figure(path, shown)
    if _is_exercise(document, path):
        bundled_one = path in library.bundled_exercises.paths.values()
        read = exercise_of(document, path, shown, library.bundled_exercises if bundled_one else library.exercises)
        exercise = read.exercise
        return Checked(
            shown,
            "exercise",
            exercise.name if exercise else None,
            read.faults,
            needs=exercise.needs if exercise else (),
        )
    bundled_one = path in library.bundled_routines.values()
    shelf = library.bundled_exercises if bundled_one else library.exercises
    found = routine_of(document, path, shelf, shown, own=not bundled_one)
    routine = found.routine
    if routine is None:
        return Checked(shown, "routine", None, found.faults)
    lowest, highest = make_plan(routine, 0), make_plan(routine, 100)
    ends = (lowest.seconds, highest.seconds)
    return Checked(shown, "routine", routine.name, found.faults, ends, lowest.estimated, needs_of(routine))


def _is_figure(document: Document, path: Path) -> bool:
    """Return whether a file is a figure's: by the two keys that only a figure has, or by its folder."""
    if not isinstance(document.root, Fields):
        return path.parent.name == "figures"
    return bool({entry.key for entry in document.root.entries} & {"camera", "keys"})


def _checked_figure(path: Path, shown: str) -> Checked:
    # Late: a figure's numbers need numpy, and most checks are of routines.
    from app.storage.figure_files import load_figure  # noqa: PLC0415

    found = load_figure(path, shown)
    if isinstance(found, list):
        return Checked(shown, "figure", None, tuple(found))
    return Checked(shown, "figure", found.name, ())


def _is_exercise(document: Document, path: Path) -> bool:
    """Return whether a file is an exercise: by its keys, and by its folder where they leave it open."""
    if not isinstance(document.root, Fields):
        return path.parent.name == "exercises"
    keys = {entry.key for entry in document.root.entries}
    if keys & {"format", "steps"}:
        return False
    only_routine = [key for key in ROUTINE_KEYS if key not in EXERCISE_KEYS]
    only_exercise = [key for key in EXERCISE_KEYS if key not in ROUTINE_KEYS]
    # The known key that is nearest to each of them; a mistyped one still tells which kind is meant.
    near = [difflib.get_close_matches(key, (*only_routine, *only_exercise), 1, 0.6) for key in keys]
    found = [match[0] for match in near if match]
    for_routine = sum(key in only_routine for key in found)
    return len(found) >= 2 * for_routine if found else path.parent.name != "routines"


def _all_bundled() -> Iterable[Path]:
    root = bundled()
    for folder in (root / "resources" / "exercises", root / "resources" / "figures", root / "routines"):
        yield from yaml_files(folder).values()


def tell(result: Checked) -> None:
    """Print every problem of a file, or what it is where it has none."""
    for fault in result.faults:
        print(fault)
    if not result.good:
        return
    parts = [result.name or ""]
    if result.seconds is not None:
        parts.append(length_range(*result.seconds, result.estimated))
    if result.kind == "figure":
        parts.append("a figure")
    else:
        parts.append(f"needs {needs(result.needs)}")
    print(f"{result.file}: {', '.join(parts)}")


def _data(result: Checked) -> dict[str, Any]:
    return {
        "file": result.file,
        "kind": result.kind,
        "good": result.good,
        "name": result.name,
        "seconds": None if result.seconds is None else [plain_number(s) for s in result.seconds],
        "estimated": result.estimated,
        "needs": list(result.needs),
        "problems": [
            {"line": f.line or None, "column": f.column or None, "text": f.text, "hint": f.hint, "warning": f.warning}
            for f in result.faults
        ],
    }
