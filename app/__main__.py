"""The program's start: `holdwell` and `python -m app`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit status."""
    # Late, so that an import error of a broken installation is still told by the interpreter in its own words.
    from app.cli import run  # noqa: PLC0415

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
