"""`holdwell completion`: what bash, zsh and fish need to complete commands, options and names."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from app.core.completion import Described, Flag, Shell, Takes, Value, script
from app.paths import bundled, folders

KINDS = {Takes.ROUTINE.value: ("routines",), Takes.EXERCISE.value: ("resources", "exercises")}
ENDINGS = (".yaml", ".yml")
# What the parsers call a word that is to be typed -> what it may be.
METAVARS = {
    "ROUTINE": Takes.ROUTINE,
    "EXERCISE": Takes.EXERCISE,
    "FILE": Takes.FILE,
    "DIR": Takes.FOLDER,
    "FOLDER": Takes.FOLDER,
}


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser(
        "completion",
        help="what bash, zsh or fish needs to complete commands, options and names",
        description='Print a script: eval "$(holdwell completion bash)", the same for zsh, and for fish '
        "`holdwell completion fish | source`.",
    )
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument(
        "shell", nargs="?", choices=[shell.value for shell in Shell], metavar="SHELL", help="bash, zsh, fish"
    )
    one.add_argument("--names", choices=list(KINDS), metavar="KIND", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Print the script, or the names that a script asks for, and return 0."""
    if args.names:
        sys.stdout.write("".join(f"{name}\n" for name in names_of(args.names, args)))
        return 0
    # Late: the names are wanted at every press of Tab, the parsers once.
    from app.cli import add_shared, whole_parser  # noqa: PLC0415

    parsers = whole_parser()
    shared = argparse.ArgumentParser(add_help=True)
    add_shared(shared, playing=True)
    sys.stdout.write(script(Shell(args.shell), described(parsers), flags_of(shared)))
    return 0


def names_of(kind: str, args: argparse.Namespace) -> list[str]:
    """Return the names of the routines or exercises there are, by their files alone: no file is read."""
    own = folders(args.data_dir).data / kind
    found = set()
    for folder in (bundled().joinpath(*KINDS[kind]), own):
        try:
            found |= {p.stem for p in folder.iterdir() if p.suffix.lower() in ENDINGS and not p.name.startswith(".")}
        except OSError:
            continue
    return sorted(found)


def described(commands: argparse._SubParsersAction[Any]) -> tuple[Described, ...]:
    """Return every command as its parser has it."""
    told = {action.dest: action.help or "" for action in commands._choices_actions}
    return tuple(_described(name, told.get(name, ""), parser) for name, parser in commands.choices.items())


def _described(name: str, words: str, parser: argparse.ArgumentParser) -> Described:
    values: list[Value] = []
    repeats = False
    for action in parser._actions:
        if action.option_strings:
            continue
        if isinstance(action, argparse._SubParsersAction):
            # `history export FILE`: the name of what is done, then a file.
            values += [Value(Takes.WORDS, tuple(action.choices)), Value(Takes.FILE)]
        else:
            values.append(_value(action))
        repeats = action.nargs in ("+", "*")
    return Described(name, words, flags_of(parser), tuple(values), repeats)


def flags_of(parser: argparse.ArgumentParser) -> tuple[Flag, ...]:
    """Return a parser's options, those that are for programs left out."""
    return tuple(
        Flag(tuple(action.option_strings), action.help or "", None if action.nargs == 0 else _value(action))
        for action in parser._actions
        if action.option_strings and action.help is not argparse.SUPPRESS
    )


def _value(action: argparse.Action) -> Value:
    """Return what a word may be, by the choices that it has or by what it is called."""
    called = action.metavar if isinstance(action.metavar, str) else ""
    if action.choices is not None:
        return Value(Takes.WORDS, tuple(map(str, action.choices)))
    if "|" in called:
        return Value(Takes.WORDS, tuple(called.split("|")))
    return Value(METAVARS.get(called, Takes.ANYTHING))
