"""The program's start: `holdwell` and `python -m app`."""

from __future__ import annotations

import io
import os
import sys


def main() -> int:
    """Run the command line and return its exit status."""
    # Late, so that an import error of a broken installation is still told by the interpreter in its own words.
    from app.cli import run  # noqa: PLC0415

    # A file's name may hold what the terminal cannot show; that must not end a sentence about the file.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # `holdwell list | head`: the reader has had enough. Nothing more is written, not even at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
