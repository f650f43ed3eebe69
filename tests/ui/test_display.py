"""Whether there is a screen is known before Qt would end the process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.ui.display import display_is_there

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a screen")


@pytest.mark.parametrize(
    ("environment", "there"),
    [
        ({}, False),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
        ({"DISPLAY": ":4711"}, False),
        ({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/nowhere"}, False),
    ],
)
def test_a_screen_is_there_or_not(environment: dict[str, str], there: bool) -> None:
    assert display_is_there(environment, "linux") is there


def test_without_a_screen_one_sentence_is_said_and_the_exit_status_is_one(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    told = subprocess.run(
        [sys.executable, "-m", "app", "--data-dir", str(tmp_path)],
        env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr.count("\n") == 1
    assert "no screen" in told.stderr
