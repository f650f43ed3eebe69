"""A process that stands still for a moment loses nothing; one that stood still for longer is found paused."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.running import history, start, unfinished, wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot stop a process from outside")


@contextmanager
def running_hold(data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Give a window in which a hold of ten minutes has begun."""
    routine = data / "hold.yaml"
    routine.write_text(
        "format: 1\nname: A hold\nfirst get ready: 0 s\nsteps:\n  - {do: sphinx, hold: 10 min}\n", encoding="utf-8"
    )
    with start("play", str(routine), "--start", "--data-dir", str(data)) as window:
        # A journal's row stands at a hold's begin and after each of its seconds.
        assert wait_for(lambda: left_seconds(data) < 600)
        yield window


def left_seconds(data: Path) -> float:
    """Return what the journal says is left of the hold, infinite before it is there."""
    left = unfinished(data)
    return float("inf") if left is None else float(left["left_seconds"])


def worked_over(data: Path, *, stopped: float, after: float) -> tuple[float, float]:
    """Return real seconds and seconds of the hold over a stop of so many seconds and a little running after it."""
    with running_hold(data) as window:
        before, began = left_seconds(data), time.monotonic()
        window.send_signal(signal.SIGSTOP)
        time.sleep(stopped)
        window.send_signal(signal.SIGCONT)
        time.sleep(after)
        window.send_signal(signal.SIGTERM)
        window.communicate(timeout=20)
    return time.monotonic() - began, before - left_seconds(data)


def test_three_seconds_of_standstill_lose_nothing(tmp_path: Path) -> None:
    passed, worked = worked_over(tmp_path, stopped=3.0, after=2.0)
    assert worked == pytest.approx(passed, abs=1.5), json.dumps(history(tmp_path))


def test_a_standstill_that_is_longer_pauses_where_it_began(tmp_path: Path) -> None:
    _, worked = worked_over(tmp_path, stopped=5.5, after=1.0)
    assert worked == pytest.approx(0.5, abs=1.0)
