"""`holdwell FILE.holdwell`, as a double click starts it: in a window of its own, or in the one that is open."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import run
from tests.running import wait_for
from tests.storage.giving import FILES, content, put
from tests.test_second_start import runtime, second, window

__all__ = ["runtime"]


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Path]:
    """Return a shared file."""
    put(tmp_path / "giver", FILES)
    words = ["share", "evening", "--out", str(tmp_path / "evening.holdwell"), "--data-dir", str(tmp_path / "giver")]
    assert run(words) == 0
    (tmp_path / "mine").mkdir()
    yield tmp_path / "evening.holdwell"


def set_out(data: Path) -> list[Path]:
    """Return what is set out to be looked at: the routine of a file that is shown."""
    return list(data.glob(".taking-*/routines/evening.yaml"))


def own(data: Path) -> list[str]:
    """Return the person's own routines and exercises, and what is hidden."""
    return [name for name in content(data) if name.startswith(("routines", "exercises", "."))]


@pytest.mark.skipif(sys.platform == "win32", reason="signals and local sockets are tried on POSIX only")
def test_a_window_shows_the_file_and_leaves_nothing_when_it_ends(shared: Path, tmp_path: Path, runtime: str) -> None:
    mine = tmp_path / "mine"
    with window(mine, runtime, str(shared)) as first:
        assert wait_for(lambda: bool(set_out(mine)))
        first.send_signal(signal.SIGTERM)
        assert first.wait(20) == 0
    assert own(mine) == []


@pytest.mark.skipif(sys.platform == "win32", reason="as above")
def test_a_second_start_hands_the_file_over_and_what_a_killed_window_left_goes_with_the_next(
    shared: Path, tmp_path: Path, runtime: str, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    with window(mine, runtime) as first:
        told = second(mine, runtime, str(shared))
        assert (told.returncode, told.stderr) == (0, "")
        assert wait_for(lambda: bool(set_out(mine)))
        first.kill()
    assert set_out(mine)
    assert run(["list", "--data-dir", str(mine)]) == 0
    assert own(mine) == []


def test_a_file_that_is_not_there_is_told_without_a_window(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(tmp_path / "gone.holdwell"), "--data-dir", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"holdwell: there is no file {tmp_path / 'gone.holdwell'}.\n"
