"""`holdwell play`, `hold` and `go-on`: what is wrong with the words is said before a window is opened."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from app.core.exercise import Exercise
from app.core.lengths import NotReadableError, read_span
from app.core.planning import choice_problem
from app.core.routine import Routine
from app.paths import Folders, bundled, folders, typed_path
from app.plan_options import level, minutes, pick
from app.storage.history import unfinished_as_data
from app.storage.history_reader import reading
from app.storage.library import Library
from app.storage.store_trouble import StoreRefusedError
from app.window_request import Opening, WindowRequest

AT_ONCE = "at once, without the page before"
TWO_LENGTHS = "--level and --minutes both say how long it is: give one of them."


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the three commands that play something."""
    play = commands.add_parser("play", help="play a routine: a name from `holdwell list`, or a file")
    play.add_argument("routine", metavar="ROUTINE", help="a routine's name, or its file")
    add_length_options(play, "as last time")
    play.add_argument(
        "--choose", type=pick, action="append", default=[], metavar="N=K", help="take alternative K of step N"
    )
    add_manner_options(play, AT_ONCE)
    hold = commands.add_parser("hold", help="hold one exercise for a length of time")
    hold.add_argument("exercise", metavar="EXERCISE", help="an exercise's name")
    hold.add_argument(
        "length",
        metavar="LENGTH",
        nargs="+",
        help='such as "7 min", 90s or 3-5 min; of a range the lower end is played, as at level 0',
    )
    add_manner_options(hold, AT_ONCE)
    go_on = commands.add_parser("go-on", help="go on with the unfinished session")
    add_manner_options(go_on, "at once")


def add_manner_options(parser: argparse.ArgumentParser, at_once: str) -> None:
    """Add how it is played: at once or not, in the window or in the terminal."""
    parser.add_argument("--start", action="store_true", help=at_once)
    parser.add_argument("--text", action="store_true", help="play in this terminal, without a window")
    parser.add_argument("--lines", action="store_true", help="in the terminal, line by line: for a screen reader")
    parser.add_argument("--events", action="store_true", help="in the terminal, what happens as lines of JSON")
    parser.add_argument("--silent", action="store_true", help="in the terminal, without any sound")


def add_length_options(parser: argparse.ArgumentParser, usual: str) -> None:
    """Add --level and --minutes, None where they are absent; `usual` says which level is played then."""
    parser.add_argument("--level", type=level, metavar="N", help=f"from 0 (shorter) to 100 (longer); default: {usual}")
    parser.add_argument("--minutes", type=minutes, metavar="M", help="how long you have")


def run(args: argparse.Namespace) -> int:
    """Play what was asked for and return the exit status."""
    places = folders(args.data_dir)
    request = request_for(args, places)
    return request if isinstance(request, int) else follow(args, request, places)


def follow(args: argparse.Namespace, request: WindowRequest, places: Folders) -> int:
    """Play in the terminal where that is asked for, else in the window, this one or the open one; the exit status."""
    if args.lines and args.events:
        return said("--lines and --events do not go together: one is for people, one for programs.", 2)
    if args.text or args.lines or args.events:
        from app.terminal import Manner, play  # noqa: PLC0415  # the window needs none of it

        return play(request, places, Manner(lines=args.lines, events=args.events, silent=args.silent))
    if args.silent:
        return said("--silent goes with --text.", 2)
    # Late: nothing above needs Qt, and a wrong word is told without it.
    from app.ui.opening import open_window  # noqa: PLC0415

    return open_window(request, places)


def request_for(args: argparse.Namespace, places: Folders) -> WindowRequest | int:
    """Return what to open, or the exit status where the words cannot be followed; that is then said."""
    how = manner_of(args)
    if args.command == "go-on":
        return replace(how, opening=Opening.GO_ON) if anything_left(places) else said("There is no unfinished session.")
    library = Library(bundled(), places.data)
    if args.command == "hold":
        return hold_request(args, library, how)
    return play_request(args, library, how)


def manner_of(args: argparse.Namespace) -> WindowRequest:
    """Return a request that says how something is played, and not yet what."""
    return WindowRequest(
        start=args.start, speed=getattr(args, "speed", 1.0), quit_at_end=getattr(args, "quit_at_end", False)
    )


def anything_left(places: Folders) -> bool:
    """Return whether there may be a session to go on with; a history that cannot be read is left to the window."""
    try:
        with reading(places.history) as history:
            return history is not None and unfinished_as_data(history) is not None
    except StoreRefusedError:
        return True


def play_request(args: argparse.Namespace, library: Library, how: WindowRequest) -> WindowRequest | int:
    """Return the request to play a routine, or an exit status."""
    routine = wanted_routine(args.routine, library)
    if routine is None:
        return 1
    if args.level is not None and args.minutes is not None:
        return said(TWO_LENGTHS, 2)
    if args.level is not None and routine.fixed_level:
        return said(f"The level of {routine.name} is fixed: play it without --level.", 2)
    for step, number in args.choose:
        if problem := choice_problem(routine, step, number):
            return said(problem, 2)
    name = args.routine if library.key_for(args.routine) else str(typed_path(args.routine).absolute())
    return replace(
        how, opening=Opening.PLAY, routine=name, level=args.level, minutes=args.minutes, choices=tuple(args.choose)
    )


def hold_request(args: argparse.Namespace, library: Library, how: WindowRequest) -> WindowRequest | int:
    """Return the request to hold one exercise, or an exit status."""
    exercise = wanted_exercise(args.exercise, library)
    if exercise is None:
        return 1
    length = " ".join(args.length)
    try:
        read_span(length)
    except NotReadableError as problem:
        return said(f"{problem} {problem.hint}", 2)
    return replace(how, opening=Opening.HOLD, exercise=exercise.key, length=length)


def wanted_routine(name: str, library: Library) -> Routine | None:
    """Return the routine of a name or a file; None where it cannot be played, which is then said."""
    read, sentence = library.find(name)
    if read is None:
        said(sentence)
        return None
    if read.routine is None:
        for fault in read.faults:
            print(fault, file=sys.stderr)
    return read.routine


def wanted_exercise(name: str, library: Library) -> Exercise | None:
    """Return the exercise of a name; None where there is none that can be read, which is then said."""
    read, sentence = library.exercise(name)
    if read is None:
        said(sentence)
        return None
    if read.exercise is None:
        for fault in read.faults:
            print(fault, file=sys.stderr)
    return read.exercise


def said(sentence: str, status: int = 1) -> int:
    """Print a sentence to standard error and return the exit status."""
    print(f"holdwell: {sentence}", file=sys.stderr)
    return status
