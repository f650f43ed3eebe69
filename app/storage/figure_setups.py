"""What takes time to find when a figure is set up, kept in files.

That of our own figures comes with the program, `bench/make_setups.py` makes it; that of others is kept in the cache
folder, and may be deleted at any time.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from app.core.figure.props import Extent
from app.core.figure.scene import Setup
from app.paths import bundled

KEPT = 400  # files at most


def shipped_file() -> Path:
    """Return the file of the set-ups that come with the program."""
    return bundled() / "resources" / "figures" / "setups.json"


def shipped_setup(stamp: str) -> Setup | None:
    """Return what comes with the program for a figure's file, a person and a way of drawing; None where nothing does.

    `stamp` is as `FigureDrawing.stamp` says: after any change in one of them there is none.
    """
    content, person, _, looks = stamp.split("|")
    found = _shipped(shipped_file())
    own = found.get(person, {}).get(content) if found.get("looks") == looks else None
    return None if own is None else _as_setup(own)


@cache
def _shipped(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def read_setup(file: Path) -> Setup | None:
    """Return what a file keeps; None where it is not there, or not as it was written."""
    try:
        return _as_setup(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None  # it is found anew


def _as_setup(found: Any) -> Setup | None:
    try:
        nudges = {str(key): {str(k): float(v) for k, v in own.items()} for key, own in found["nudges"].items()}
        pairs = [(float(a), float(b)) for a, b in found["corners"]]
        return Setup(nudges, Extent(pairs[0], pairs[1]), pairs[2], pairs[3])
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None  # as above


def as_kept(setup: Setup) -> dict[str, Any]:
    """Return a set-up as it stands in a file."""
    corners = (setup.extent.low, setup.extent.high, setup.low, setup.high)
    return {"nudges": setup.nudges, "corners": corners}


def write_setup(file: Path, setup: Setup) -> None:
    """Keep a set-up; where it cannot be written nothing is lost."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(file.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)[: 1 - KEPT]:
            old.unlink(missing_ok=True)
        file.write_text(json.dumps(as_kept(setup)), encoding="utf-8")
    except OSError:
        return  # a full disk, or a folder that is not ours: it is found anew next time
