"""`holdwell figure`: an exercise's figure as a picture file or in words, and the measures of all figures."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.exercise import Exercise, side_of
from app.core.figure.look import Look
from app.figure_options import WrongWordsError, chosen_key, chosen_position, one_of, out_of, size_of
from app.paths import bundled, folders
from app.storage.library import Library, did_you_mean, slug

if TYPE_CHECKING:
    from app.core.figure.pose import Figure
    from app.storage.figures import Figures


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser(
        "figure",
        help="draw an exercise's figure",
        description="Draw an exercise's figure on the ground of the session's stage, or check all figures.",
    )
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE", help="an exercise; with --check several, or all")
    parser.add_argument("--key", metavar="K", help="the keyframe; else the position's own, or the first")
    parser.add_argument("--side", metavar="S", help="the position, by name or number; else the first")
    parser.add_argument("--size", type=size_of, default=Look().size, metavar="WxH", help="in pixels; else 1200x900")
    parser.add_argument("--theme", type=one_of("light", "dark"), default="light", metavar="light|dark")
    parser.add_argument("--person", type=one_of("woman", "man"), default=Look().person, metavar="woman|man")
    parser.add_argument(
        "--skin", type=one_of(*"1234"), default=str(Look().skin), metavar="1..4", help="from light to dark; else 2"
    )
    parser.add_argument("--letter", action="store_true", help="mark the working limb with R or L")
    parser.add_argument(
        "--out", type=out_of, metavar="FILE", help="a .png or .svg file; else EXERCISE.png in the current folder"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--describe", action="store_true", help="say what is seen instead of drawing it")
    what.add_argument("--check", action="store_true", help="measure the figures; 1 where one is out of bounds")


def run(args: argparse.Namespace) -> int:
    """Draw, describe or check; print what was done and return the exit status."""
    # Late: a figure's numbers need numpy, and the command's help does not.
    from app.storage.figures import Figures  # noqa: PLC0415

    own = folders(args.data_dir)
    library, figures = Library(bundled(), own.data), Figures(own.figures)
    if args.check:
        from app.figure_check_command import report  # noqa: PLC0415 - as above

        return report(args.exercises, figures, library, args.person)
    if len(args.exercises) != 1:
        return _said("name the exercise to draw." if not args.exercises else "name one exercise, not several.", 2)
    found = _figure(args.exercises[0], library, figures)
    if found is None:
        return 1
    exercise, figure = found
    try:
        key = chosen_key(args.key, figure.names())
        position = chosen_position(args.side, exercise.sides)
    except WrongWordsError as problem:
        return _said(str(problem), 2)
    if args.describe:
        return _describe(figure, exercise, key, position if args.side is not None else None)
    look = Look(args.size, args.theme == "dark", args.person, int(args.skin), args.letter)
    return _draw(figure, exercise, key, position, look=look, out=args.out or Path(f"{exercise.key}.png"))


def _figure(name: str, library: Library, figures: Figures) -> tuple[Exercise, Figure] | None:
    """Return an exercise and its figure; None where there is none that can be drawn, which is then said."""
    read, _ = library.exercise(name)
    key = slug(name) if read is None else read.exercise.key if read.exercise is not None else slug(name)
    if read is None and figures.file(key) is None:
        known = tuple(dict.fromkeys((*library.exercises.names(), *figures.names())))
        _said(f"There is no exercise {name!r}. {did_you_mean(name, known)}")
        return None
    if read is not None and read.exercise is None:
        for fault in read.faults:
            print(fault, file=sys.stderr)
        return None
    # A figure may be posed before its exercise is written: it is then drawn as it stands.
    exercise = read.exercise if read is not None and read.exercise is not None else Exercise(key, name)
    if exercise.images:
        files = ", ".join(dict.fromkeys(image.file for image in exercise.images))
        _said(f"{exercise.name} has no figure: it is shown by pictures of its own, {files} in {exercise.folder}.")
        return None
    figure = figures.figure_for(exercise.pictured_as)
    if figure is None:
        _said(f"{exercise.name} has no figure.")
        return None
    if isinstance(figure, list):
        for fault in figure:
            print(fault, file=sys.stderr)
        return None
    return exercise, figure


def _describe(figure: Figure, exercise: Exercise, key: str | None, position: str | None) -> int:
    """Print each keyframe's sentence, or the one that is asked for."""
    from app.core.figure.turning import described  # noqa: PLC0415 - numpy, as above

    if key is None and position is None:
        for name in figure.names():
            print(f"{name}: {figure.key(name).describe or '(not described)'}")
    else:
        print(described(figure, *exercise.posed(position), key) or "(not described)")
    return 0


def _draw(figure: Figure, exercise: Exercise, key: str | None, position: str | None, *, look: Look, out: Path) -> int:
    """Write the picture's file and say so."""
    from app.ui.figure_file import drawn  # noqa: PLC0415 - Qt

    if look.letter and side_of(position) is None:
        print("holdwell: no limb works more than the other here, so no letter is drawn.", file=sys.stderr)
    try:
        content = drawn(figure, *exercise.posed(position), key, look=look, vector=out.suffix.lower() == ".svg")
        out.write_bytes(content)
    except OSError as problem:
        return _said(f"{out} cannot be written: {problem.strerror or problem}.")
    print(out)
    return 0


def _said(sentence: str, status: int = 1) -> int:
    """Print a sentence to standard error and return the exit status."""
    print(f"holdwell: {sentence}", file=sys.stderr)
    return status
