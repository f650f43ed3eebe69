"""A machine with a screen and nothing else: no sound device, no speech program, no message bus."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest

from tests.running import history, run, start, unfinished, wait_for


def bare(data: Path) -> dict[str, str]:
    """Return an environment in which nothing is found, the coach chosen in the settings."""
    data.mkdir(exist_ok=True)
    (data / "settings.json").write_text(json.dumps({"sound profile": "coach"}))
    nowhere = "unix:path=/nowhere"
    return {"PATH": "/nowhere", "PULSE_SERVER": nowhere, "DBUS_SYSTEM_BUS_ADDRESS": nowhere, "HOME": str(data),
            "XDG_RUNTIME_DIR": str(data)}  # fmt: skip


def said_of(printed: str) -> list[str]:
    """Return the lines without the interpreter's own at its end, which only `-W error` brings out."""
    return [line for line in printed.splitlines() if not line.startswith("ResourceWarning: gc:")]


def test_the_session_runs_to_its_end_and_prints_at_most_one_line_for_what_is_missing(tmp_path: Path) -> None:
    words = ["hold", "pigeon", "60", "s", "--start", "--speed", "60", "--quit-at-end", "--data-dir", str(tmp_path)]
    done = run(*words, timeout=60, **bare(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    lines = said_of(done.stderr)
    assert len(lines) == len(set(lines)) <= 4, done.stderr
    assert "Traceback" not in done.stderr
    (session,) = history(tmp_path)["sessions"]
    assert [step["outcome"] for step in session["steps"]] == ["done", "done"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
def test_a_logout_keeps_the_session_to_be_gone_on_with(tmp_path: Path) -> None:
    words = ["hold", "pigeon", "7", "min", "--start", "--speed", "30", "--data-dir", str(tmp_path)]

    def in_the_hold() -> bool:
        left = unfinished(tmp_path)
        return left is not None and left["left_seconds"] < 400

    with start(*words, **bare(tmp_path)) as window:
        assert wait_for(in_the_hold)
        window.send_signal(signal.SIGTERM)
        _, said = window.communicate(timeout=20)
    assert window.returncode == 0
    assert said_of(said.decode()) == []
    left = history(tmp_path)["unfinished"]
    assert left["exercise"] == "pigeon"
    assert 0 < left["left_seconds"] < 400
