"""Streams that came closed, and an output that cannot be written: a sentence at most, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import command, environment


def shell(words: list[str], rest: str, data: Path) -> subprocess.CompletedProcess[str]:
    """Return what the program did where a shell started it with something done to its streams."""
    script = f'"$@" {rest}'
    return subprocess.run(
        ["sh", "-c", script, "sh", *command(*words, "--data-dir", str(data))],
        env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
def test_an_output_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    ended = shell(["list"], "> /dev/full", tmp_path)
    assert ended.returncode == 1
    assert ended.stderr == "holdwell: what it prints cannot be written: No space left on device.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the shell is POSIX's")
@pytest.mark.parametrize(
    ("words", "rest", "status"),
    [
        (["list"], ">&-", 0),
        (["do", "-", "--text"], "<&-", 1),
        (["import", "-", "--yes"], "<&-", 1),
        (["plan", "nonsense"], "2>&-", 1),
    ],
)
def test_a_stream_that_is_closed_leads_nowhere(words: list[str], rest: str, status: int, tmp_path: Path) -> None:
    ended = shell(words, rest, tmp_path)
    assert (ended.returncode, "Traceback" in ended.stderr) == (status, False), ended.stderr
