"""The program as a child process, with a data folder and a screen of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, AnyStr

from app import cli
from app.storage.history import unfinished_as_data
from app.storage.history_reader import reading

ROOT = Path(__file__).resolve().parent.parent


def environment(**more: str) -> dict[str, str]:
    """Return an environment without a screen, a sound server or a message bus of the person's own."""
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "PULSE_SERVER"}}
    kept |= {"QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "TZ": "UTC"}
    return {**kept, **more}


def command(*words: str) -> list[str]:
    """Return the command line of the program with these words."""
    return [sys.executable, "-P", "-W", "error", "-c", "import sys; sys.path.insert(0, sys.argv.pop(1)); "
            "from app.__main__ import main; sys.exit(main())", str(ROOT), *words]  # fmt: skip


def run(*words: str, timeout: float = 120, **more: str) -> subprocess.CompletedProcess[str]:
    """Return what the program did, once it ended."""
    return subprocess.run(
        command(*words), env=environment(**more), capture_output=True, text=True, timeout=timeout, check=False
    )


def told(*words: str) -> str:
    """Return what a command that only tells something prints.

    It is done in this process: one of its own would say the same a sixth of a second of work later.
    """
    with redirect_stdout(io.StringIO()) as printed:
        assert cli.run(words) == 0
    return printed.getvalue()


@contextmanager
def running(child: subprocess.Popen[AnyStr], most: float = 100) -> Iterator[subprocess.Popen[AnyStr]]:
    """Give a child process; it is killed when the block ends, whatever came of it, or after so many seconds.

    Without that a test that fails would wait for its child for ever, and so would one that reads from a silent one.
    """
    late = threading.Timer(most, child.kill)
    late.start()
    with child:
        try:
            yield child
        finally:
            late.cancel()
            child.kill()


@contextmanager
def start(*words: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """Give the program, running; it is gone afterwards."""
    child = subprocess.Popen(
        command(*words), env=environment(**more), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    with running(child):
        yield child


def history(data: Path) -> dict[str, Any]:
    """Return what `holdwell history --json` says."""
    read: dict[str, Any] = json.loads(told("history", "--json", "--data-dir", str(data)))
    return read


def unfinished(data: Path) -> dict[str, Any] | None:
    """Return the unfinished session as the history says at this instant; None where there is none.

    It is read here, as a program that is started for it would take its time on a busy machine.
    """
    with reading(data / "history.sqlite") as connection:
        return None if connection is None else unfinished_as_data(connection)


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> bool:
    """Return whether the condition came true in time; asks every 20 ms."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False
