"""Two real processes on one data folder, and how a window is ended from outside."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.running import run, start, unfinished, wait_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and local sockets are tried on POSIX only")


@pytest.fixture
def runtime() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="hw") as place:
        yield place


@contextmanager
def window(data: Path, runtime: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Give a window that listens; it is gone afterwards."""
    left = made_at(runtime)
    with start(*words, "--data-dir", str(data), XDG_RUNTIME_DIR=runtime) as process:
        # A socket that an earlier process left listens to nobody: the window puts its own in that place.
        assert wait_for(lambda: bool(made_at(runtime).items() - left.items()))
        yield process


def made_at(runtime: str) -> dict[Path, int]:
    """Return when each window's socket was made, in nanoseconds."""
    found = {}
    for path in sockets(runtime):
        with suppress(FileNotFoundError):  # just taken away
            found[path] = path.stat().st_mtime_ns
    return found


def second(data: Path, runtime: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Return what a second start did."""
    return run(*words, "--data-dir", str(data), XDG_RUNTIME_DIR=runtime)


def under_way(data: Path) -> str | None:
    """Return the exercise of the session that is under way; None where there is none."""
    left = unfinished(data)
    return None if left is None else left["exercise"]


def sockets(runtime: str) -> list[Path]:
    """Return the sockets of windows."""
    return list(Path(runtime).glob("holdwell-*.socket"))


def test_a_second_start_hands_over_and_a_sigterm_ends_the_first_cleanly(tmp_path: Path, runtime: str) -> None:
    with window(tmp_path, runtime) as first:
        told = second(tmp_path, runtime, "play", "lower-back-release")
        assert (told.returncode, told.stderr) == (0, "")
        first.send_signal(signal.SIGTERM)
        assert first.wait(20) == 0
        assert sockets(runtime) == []
        assert not (tmp_path / "window.lock").exists()


def test_what_is_typed_is_handed_over_to_the_open_window(tmp_path: Path, runtime: str) -> None:
    with window(tmp_path, runtime) as first:
        told = second(tmp_path, runtime, "do", "sphinx 5 min", "swing 1 min", "--start")
        assert (told.returncode, told.stderr) == (0, "")
        assert wait_for(lambda: under_way(tmp_path) == "sphinx")
        first.send_signal(signal.SIGTERM)
        assert first.wait(20) == 0
    assert '"routine": null, "exercise": "sphinx"' in run("history", "--json", "--data-dir", str(tmp_path)).stdout


def test_a_running_session_is_kept_and_the_second_start_exits_1_with_one_sentence(tmp_path: Path, runtime: str) -> None:
    with window(tmp_path, runtime, "hold", "sphinx", "5 min", "--start") as first:
        assert wait_for(lambda: under_way(tmp_path) == "sphinx")
        told = second(tmp_path, runtime, "play", "lower-back-release")
        assert told.returncode == 1
        assert told.stderr.count("\n") == 1
        assert "session" in told.stderr
        first.send_signal(signal.SIGINT)
        assert first.wait(20) == 0
    assert '"exercise": "sphinx"' in run("history", "--json", "--data-dir", str(tmp_path)).stdout


def test_after_a_kill_the_next_start_opens_as_usual(tmp_path: Path, runtime: str) -> None:
    with window(tmp_path, runtime) as first:
        first.send_signal(signal.SIGKILL)
    assert sockets(runtime)  # what a killed process leaves behind
    with window(tmp_path, runtime):
        assert wait_for(lambda: second(tmp_path, runtime, "play", "upper-back-opener").returncode == 0)
