"""`holdwell do`: steps as they are typed, played at once and kept nowhere but in the history."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from app.core.plain_text import LineKind, PlainRoutine, read_plain_text
from app.paths import bundled, folders
from app.play_command import AT_ONCE, TWO_LENGTHS, add_length_options, add_manner_options, follow, manner_of, said
from app.storage.library import Library
from app.window_request import Opening

# What a second start hands to the window goes as one line of 64 kB, in which a letter may take six bytes.
MOST_TYPED = 8000


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command's arguments."""
    do = commands.add_parser("do", help='do what is typed: holdwell do "pigeon 2 min each side"')
    do.add_argument(
        "steps",
        nargs="+",
        metavar="STEP",
        help='such as "10 x 5 s bridge, rest 30 s"; several steps in quotes each; - reads them from standard input',
    )
    add_length_options(do, "0")
    add_manner_options(do, AT_ONCE)


def run(args: argparse.Namespace) -> int:
    """Say what was understood, play it, and return the exit status: 1 where nothing was understood."""
    if args.level is not None and args.minutes is not None:
        return said(TWO_LENGTHS, 2)
    text = typed(args.steps)
    if len(text) > MOST_TYPED:
        return said(f"That is too much to type: {MOST_TYPED:,} characters are the most. Keep it as a routine.")
    places = folders(args.data_dir)
    read = read_plain_text(text, Library(bundled(), places.data).exercises.every())
    # With --events standard output is the program's alone.
    print(answer(read), flush=True, file=sys.stderr if args.events else sys.stdout)
    if not read.steps:
        return said('Nothing of it is a step. Write an exercise and how much of it: "pigeon 2 min each side".')
    how = manner_of(args)
    request = replace(how, opening=Opening.DO, typed=text, level=args.level, minutes=args.minutes)
    return follow(args, request, places)


def typed(steps: list[str]) -> str:
    """Return the steps one a line; `-` stands for what standard input holds."""
    return "\n".join(sys.stdin.read(MOST_TYPED + 1) if step == "-" else step for step in steps)


def answer(read: PlainRoutine) -> str:
    """Return what came of each line, one a line, with the line's number where there are several."""
    many = len(read.lines) > 1
    told = (
        (line.number, line.told())
        for line in read.lines
        if line.kind is not LineKind.HEADING  # nothing was asked for there
    )
    return "\n".join(f"{number}: {words}" if many else words for number, words in told)
