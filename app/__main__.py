"""The program's start: `holdwell` and `python -m app`."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def main() -> int:
    """Run the command line and return its exit status."""
    # Late, so that an import error of a broken installation is still told by the interpreter in its own words.
    from app.cli import run  # noqa: PLC0415

    open_closed_streams()
    # A file's name may hold what the terminal cannot show; that must not end a sentence about the file.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # `holdwell list | head`: the reader has had enough. Nothing more is written, not even at the exit.
        silence()
        return 1
    except OSError as problem:
        if not output_fails():
            raise
        silence()
        sys.stderr.write(f"holdwell: what it prints cannot be written: {problem.strerror or problem}.\n")
        return 1
    return status


def open_closed_streams() -> None:
    """Let a stream that came closed (`<&-`, a service) lead nowhere: nobody has to ask whether there is one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # open to the end


def output_fails() -> bool:
    """Return whether what was printed cannot be written: the disk under it is full."""
    try:
        sys.stdout.write("\n")
        sys.stdout.flush()
    except OSError:
        return True
    return False


def silence() -> None:
    """Write nothing more, not even at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
