"""A session ended by SIGKILL goes on where it stood, with at most one real second lost."""

from __future__ import annotations

import json
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.running import history, start, told, unfinished, wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

SPEED = 20
LATE = 0.4  # real seconds by which a busy machine may keep the journal


def stands_at(plan: dict[str, Any], left: dict[str, Any]) -> tuple[float, float]:
    """Return the earliest and latest moment of the plan that the unfinished session may stand at."""
    segments = plan["segments"]
    doses = [
        s
        for s in segments
        if s["exercise"] == left["exercise"] and s["position"] == left["position"] and s["kind"] == "work"
    ]
    (work,) = doses
    at = work["starts"] + work["seconds"] - left["left_seconds"]
    if left["left_seconds"] < work["seconds"]:
        return at, at
    before = segments[segments.index(work) - 1]
    return before["starts"], at


@pytest.mark.parametrize("seed", range(10))
def test_a_killed_session_stands_within_a_second_of_the_kill(seed: int, tmp_path: Path) -> None:
    seconds = random.Random(seed).uniform(0.4, 6.0)
    plan = json.loads(told("plan", "lower-back-release", "--json"))
    words = ["--start", "--speed", str(SPEED), "--data-dir", str(tmp_path)]
    with start("play", "lower-back-release", *words) as window:
        assert wait_for(lambda: unfinished(tmp_path) is not None)
        # The session runs: wait for a moment that the seed picked, then end the process without a word.
        time.sleep(seconds)
        window.send_signal(signal.SIGKILL)
        killed = datetime.now(UTC)

    read = history(tmp_path)
    left = read["unfinished"]
    assert left is not None and left["routine"] == "lower-back-release" and left["rehearsal"]
    assert read["sessions"] == []
    earliest, latest = stands_at(plan, left)
    truth = (killed - session_start(tmp_path)).total_seconds() * SPEED
    # A ready or a switch begins again from its start, so the moment may lie anywhere in it.
    assert earliest <= truth + SPEED * 0.1
    assert truth - latest <= SPEED * (1.0 + LATE)


def session_start(data: Path) -> datetime:
    """Return when the unfinished session began, from the history's own file."""
    import sqlite3

    base = sqlite3.connect(f"file:{data / 'history.sqlite'}?mode=ro", uri=True)
    try:
        (text,) = base.execute("SELECT started FROM session").fetchone()
        return datetime.fromisoformat(text)
    finally:
        base.close()
