"""The window's lock file tells whether a window lives, whatever it left behind."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from app.storage.window_lock import _holder_lives, window_runs
from tests.running import running

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock(); not tried there")

HOLDING = """
import sys
from PySide6.QtCore import QLockFile
lock = QLockFile(sys.argv[1])
lock.setStaleLockTime(0)
print(lock.tryLock(0), flush=True)
sys.stdin.read()
"""


def test_a_lock_that_qt_holds_is_seen_until_its_process_ends(tmp_path: Path) -> None:
    lock = tmp_path / "window.lock"
    window = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with running(window):
        assert window.stdout is not None
        assert window.stdout.readline().strip() == "True"
        assert window_runs(lock)
        window.kill()
    # It was killed: its file is still there, and says nothing any more.
    assert lock.exists()
    assert not window_runs(lock)


def test_no_file_is_no_window(tmp_path: Path) -> None:
    assert not window_runs(tmp_path / "window.lock")
    assert not window_runs(tmp_path / "no folder" / "window.lock")


@pytest.mark.parametrize("content", [b"", b"\0\xff", b"hello\n", b"-1\nholdwell\n", b"99999999999999999999\n"])
def test_what_is_no_lock_is_no_window(content: bytes, tmp_path: Path) -> None:
    lock = tmp_path / "window.lock"
    lock.write_bytes(content)
    assert not window_runs(lock)
    assert not _holder_lives(content)


def test_where_a_file_system_knows_no_locks_the_process_in_the_file_decides() -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    here = platform.node()
    assert _holder_lives(f"{os.getpid()}\nholdwell\n{here}\n".encode())
    assert not _holder_lives(f"{ended.stdout.decode().strip()}\nholdwell\n{here}\n".encode())
    assert _holder_lives(f"{ended.stdout.decode().strip()}\nholdwell\nanother-{here}\n".encode())
