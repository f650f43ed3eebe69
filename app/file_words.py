"""Words of the command line that name a file or a folder: an empty one names none, and is told as a wrong word."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.paths import typed_path


def file_word(text: str) -> str:
    """Return a word that names a file."""
    return _named(text, "file")


def file_path(text: str) -> Path:
    """Return the file that a word names."""
    return typed_path(_named(text, "file"))


def folder_path(text: str) -> Path:
    """Return the folder that a word names."""
    return typed_path(_named(text, "folder"))


def _named(text: str, what: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError(f"an empty word names no {what}.")
    return text
