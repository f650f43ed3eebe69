"""`holdwell` without a command: the window, by the shortest way. Its start is what a person waits for every day."""

from __future__ import annotations

import argparse
import gc

from app.paths import folders
from app.window_request import WindowRequest


def run(args: argparse.Namespace) -> int:
    """Open the window on the library and return the exit status."""
    # Thousands of objects are made and kept until the first paint; looking among them for garbage is time lost.
    gc.disable()
    from app.ui.opening import open_window  # noqa: PLC0415  # a wrong word is told without Qt

    return open_window(WindowRequest(), folders(args.data_dir))
