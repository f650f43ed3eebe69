"""`holdwell remind`: reminders while the window is closed; the desktop starts it at login where they are wanted."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from app.core.reminders import Mode
from app.paths import folders
from app.storage.reminder_wish import wish_of
from app.storage.settings import Settings


def add_parser(commands: Any) -> None:
    """Add the command's words to the command line's parser."""
    commands.add_parser(
        "remind",
        help="remind of sessions while the window is closed",
        description="Remind as the settings say, until that is switched off. One quiet notification at a time.",
    )


def run(args: argparse.Namespace) -> int:
    """Remind until that is switched off; return 1 where it is off already, with a sentence."""
    places = folders(args.data_dir)
    if wish_of(Settings(places.settings)).mode is Mode.OFF:
        print("holdwell: reminders are off. The settings switch them on.", file=sys.stderr)
        return 1
    places.data.mkdir(parents=True, exist_ok=True)
    # Late: that they are off is told without Qt.
    from app.ui.remind_process import remind  # noqa: PLC0415

    return remind(places)
