"""`holdwell schema`: the JSON Schema of a routine's, an exercise's or a figure's file, for editors."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from app.storage.format_schema import Kind
from app.storage.schema_files import schema_text


def add_parser(subparsers: argparse._SubParsersAction[Any]) -> None:
    """Add the command's arguments."""
    parser = subparsers.add_parser("schema", help="the JSON Schema of the files, for editors that complete and check")
    parser.add_argument(
        "kind",
        nargs="?",
        default=Kind.ROUTINE.value,
        choices=[kind.value for kind in Kind],
        metavar="KIND",
        help="routine, exercise or figure; default: routine",
    )


def run(args: argparse.Namespace) -> int:
    """Print the schema and return 0."""
    sys.stdout.write(schema_text(Kind(args.kind)))
    return 0
