"""The command line: what is asked for, and which part answers it.

Exit status: 0 done; 1 what was asked for could not be done, or a file has problems (a sentence says which);
2 the words of the command are wrong.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from app.file_words import folder_path
from app.paths import is_there

# Command -> (module that answers it, one line of help). A module is imported only where its command is asked for:
# the window's start does not wait for the others.
COMMANDS: dict[str, tuple[str, str]] = {
    "play": ("app.play_command", "play a routine: a name from `holdwell list`, or a file"),
    "hold": ("app.play_command", 'hold one exercise: holdwell hold legs-up-the-wall "7 min"'),
    "do": ("app.do_command", 'do what is typed: holdwell do "pigeon 2 min each side"'),
    "go-on": ("app.play_command", "go on with the unfinished session"),
    "list": ("app.list_command", "the routines and exercises there are"),
    "plan": ("app.plan_command", "what a routine will do, to the second"),
    "check": ("app.check_command", "read files and say every problem with line and column"),
    "edit": ("app.edit_command", "open a routine's file in your editor, and check it afterwards"),
    "schema": ("app.schema_command", "the JSON Schema of the files, for editors that complete and check"),
    "where": ("app.where_command", "where everything is kept"),
    "completion": ("app.completion_command", "what bash, zsh or fish needs to complete commands and names"),
    "history": ("app.history_command", "past sessions"),
    "share": ("app.share_command", "a routine with its own exercises and pictures as one file"),
    "open": ("app.open_command", "show what is in a file, in the window, before it is taken"),
    "import": ("app.import_command", "take a routine from a .holdwell file, YAML, Workrave or plain text"),
    "desktop": ("app.desktop_command", "have the desktop open .holdwell files by double click"),
    "sheet": ("app.sheet_command", "a routine on paper: a PDF with figures, doses and boxes to tick"),
    "remind": ("app.remind_command", "remind of sessions while the window is closed"),
    "figure": ("app.figure_command", "draw an exercise's figure"),
}
PLAYING = ("play", "hold", "do", "go-on")


class Parser(argparse.ArgumentParser):
    """A parser that offers the nearest command for a mistyped one."""

    def error(self, message: str) -> NoReturn:
        """Print the problem with a hint and exit with status 2."""
        if "invalid choice: '" in message:
            word = message.split("invalid choice: '", 1)[1].split("'", 1)[0]
            words, what = list(COMMANDS), "command"
            for action in self._actions if self.prog != "holdwell" else ():
                if isinstance(action, argparse._SubParsersAction):
                    words = list(action.choices)
                elif action.choices and message.startswith(f"argument {_named(action)}:"):
                    words, what = list(action.choices), str(action.dest)
            import difflib  # only for a mistake

            near = difflib.get_close_matches(word, words, 1)
            hint = f"Did you mean {near[0]}?" if near else f"{what.capitalize()}s: {', '.join(words)}."
            message = f"there is no {what} {word!r}. {hint}"
        self.exit(2, f"holdwell: {message}\n")


def _named(action: argparse.Action) -> str:
    """Return what argparse calls an argument in its messages."""
    return "/".join(action.option_strings) or str(action.metavar or action.dest)


def shared_options() -> argparse.ArgumentParser:
    """Return the options that may stand before or after the command."""
    shared = Parser(prog="holdwell", add_help=False, allow_abbrev=False)
    add_shared(shared, playing=True)
    return shared


def add_shared(parser: argparse._ActionsContainer, *, playing: bool) -> None:
    """Add the shared options, those of a session where something is played; what is not given leaves no trace."""

    def add(name: str, words: str, **more: Any) -> None:
        parser.add_argument(name, help=words, default=argparse.SUPPRESS, **more)

    add("--data-dir", "keep everything in this folder and write nothing outside it", type=folder_path, metavar="DIR")
    if playing:
        add("--speed", "a clock X times as fast: a rehearsal", type=speed, metavar="X")
        add("--quit-at-end", "end the program with the session", action="store_true")


def speed(text: str) -> float:
    """Return the factor of a rehearsal's clock, from 0.1 to 1000."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a speed from 0.1 to 1000")
    return value


def parser_for(words: Sequence[str]) -> Parser:
    """Return the parser, with the arguments of the one command that stands among the words."""
    parser = Parser(
        prog="holdwell",
        description="A workout timer for people with stiff backs. Without a command it opens the window.",
        epilog="Exit status: 0 done, 1 not done or problems found, 2 wrong words.",
        parents=[shared_options()],
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    wanted = next((word for word in words if word in COMMANDS), None)
    for name, (module, line) in COMMANDS.items():
        if name == wanted:
            importlib.import_module(module).add_parser(commands)
            # They were taken out of the words already: here they stand to be read in --help.
            add_shared(
                commands.choices[name].add_argument_group("before or after the command"), playing=name in PLAYING
            )
        elif wanted is None or COMMANDS[wanted][0] != module:
            commands.add_parser(name, help=line)
    return parser


def whole_parser() -> argparse._SubParsersAction[Any]:
    """Return every command with all its arguments, for who describes them: each command's module is imported."""
    commands = Parser(prog="holdwell").add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for module in dict.fromkeys(module for module, _ in COMMANDS.values()):
        importlib.import_module(module).add_parser(commands)
    for name in COMMANDS:
        add_shared(commands.choices[name], playing=name in PLAYING)
    return commands


def version() -> str:
    """Return the installed version, or the sources' own where it is not installed."""
    from importlib import metadata

    try:
        return metadata.version("holdwell")
    except metadata.PackageNotFoundError:
        return "0.1.0 (not installed)"


def run(words: Sequence[str]) -> int:
    """Do what the words ask for and return the exit status."""
    # The shared options are taken out first, wherever they stand.
    shared, rest = shared_options().parse_known_args(words)
    if rest and rest[0].lower().endswith(".holdwell"):
        rest = ["open", *rest]  # as a double click starts it
    # Nothing more was said: that is how it starts every day, and no parser of all the commands need be built for it.
    nothing_said = argparse.Namespace(**{"command": None, "version": False, **vars(shared)})
    args = parser_for(rest).parse_args(rest, shared) if rest else nothing_said
    args.data_dir = getattr(args, "data_dir", None)
    if args.version:
        print(f"holdwell {version()}")
        return 0
    if args.command not in PLAYING and (hasattr(args, "speed") or hasattr(args, "quit_at_end")):
        print(f"holdwell: --speed and --quit-at-end go with {', '.join(PLAYING)}.", file=sys.stderr)
        return 2
    new: list[Path] = []
    if args.data_dir is not None:
        args.data_dir = args.data_dir.absolute()
        new = [path for path in (args.data_dir, *args.data_dir.parents) if not is_there(path)]
        try:
            args.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            reason = problem.strerror or str(problem)
            print(f"holdwell: the folder {args.data_dir} cannot be made: {reason}.", file=sys.stderr)
            return 1
    module = importlib.import_module(COMMANDS[args.command][0] if args.command else "app.window_command")
    status = int(module.run(args))
    if status:
        _leave_nothing(new)
    return status


def _leave_nothing(new: Sequence[Path]) -> None:
    """Take folders away again, the innermost first, as far as nothing lies in them."""
    with contextlib.suppress(OSError):
        for path in new:
            path.rmdir()
