"""Folders of the cache keep their bounds: what was used longest ago goes first, and all of it may go at any time."""

from __future__ import annotations

import os
import time
from pathlib import Path

SELDOM = 3600.0  # seconds between two notes that a file was used


def make_room(folder: Path, pattern: str, files: int, size: int, *, young: float = 0.0) -> bool:
    """Delete what was used longest ago until one more file fits within both bounds; return whether it does.

    What was used in the last `young` seconds stays. Raises OSError where the folder cannot be changed.
    """
    spared = time.time() - young
    found = sorted(((s.st_mtime, s.st_size, p) for p in folder.glob(pattern) if (s := p.stat())), reverse=True)
    held, fits = 0, True
    for number, (used, length, path) in enumerate(found):
        held += length
        if number >= files - 1 or held > size:
            if young and used > spared:
                fits = False
            else:
                path.unlink(missing_ok=True)
    return fits


def note_use(file: Path) -> None:
    """Note that a file was used, so that it stays longer than others; where that cannot be noted nothing is lost."""
    try:
        if time.time() - file.stat().st_mtime > SELDOM:
            os.utime(file)
    except OSError:
        return
