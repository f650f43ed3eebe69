"""What the measuring scripts share: a screen of their own, and what Linux says of a process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def screen(size: str = "1366x768") -> Iterator[dict[str, str]]:
    """Give the environment of a free X display with a window manager where there is one; both end with the block."""
    ours, theirs = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-screen", "0", f"{size}x24"], pass_fds=[theirs], stderr=subprocess.DEVNULL
    )
    os.close(theirs)
    with os.fdopen(ours) as told:
        display = ":" + told.readline().strip()
    # As a person starts it: with the bytecode that Python keeps of what it has read once.
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
    }
    manager = None
    if shutil.which("openbox"):
        manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield environment
    finally:
        for process in (manager, server):
            if process is not None:
                process.kill()
                process.wait()


def holdwell(environment: dict[str, str], data: str, *words: str) -> subprocess.Popen[bytes]:
    """Return the program, started with a data folder of its own."""
    command = [sys.executable, "-m", "app", *words, "--data-dir", data]
    return subprocess.Popen(command, env=environment, cwd=ROOT)


def pss(pid: int) -> float:
    """Return a process's proportional set size in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process so far, all its threads, also those that have ended; fine-grained."""
    return time.clock_gettime((~pid << 3) | 2)  # the number Linux gives to another process's clock


def wakings(pid: int) -> int:
    """Return how often the threads of a process slept and were woken so far."""
    word = "voluntary_ctxt_switches:"
    texts = [p.read_text() for p in Path(f"/proc/{pid}/task").glob("*/status")]
    return sum(int(line.split()[1]) for text in texts for line in text.splitlines() if line.startswith(word))


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that live."""
    return [int(n) for p in Path(f"/proc/{pid}/task").glob("*/children") for n in p.read_text().split()]
