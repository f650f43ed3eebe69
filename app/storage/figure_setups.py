"""What takes time to find when a figure is set up, kept in the cache folder: it may be deleted at any time."""

from __future__ import annotations

import json
from pathlib import Path

from app.core.figure.props import Extent
from app.core.figure.scene import Setup

KEPT = 400  # files at most


def read_setup(file: Path) -> Setup | None:
    """Return what a file keeps; None where it is not there, or not as it was written."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        nudges = {str(key): {str(k): float(v) for k, v in own.items()} for key, own in found["nudges"].items()}
        pairs = [(float(a), float(b)) for a, b in found["corners"]]
        return Setup(nudges, Extent(pairs[0], pairs[1]), pairs[2], pairs[3])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return None  # it is found anew


def write_setup(file: Path, setup: Setup) -> None:
    """Keep a set-up; where it cannot be written nothing is lost."""
    corners = (setup.extent.low, setup.extent.high, setup.low, setup.high)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(file.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)[: 1 - KEPT]:
            old.unlink(missing_ok=True)
        file.write_text(json.dumps({"nudges": setup.nudges, "corners": corners}), encoding="utf-8")
    except OSError:
        return  # a full disk, or a folder that is not ours: it is found anew next time
