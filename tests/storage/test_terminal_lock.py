"""A terminal and a window never play from one data folder at a time, whichever came first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from app.storage.terminal_lock import LockHeldError, TerminalLock, held_by_terminal
from app.storage.window_lock import window_runs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the kernel's locks of POSIX")


def window_lock(path: Path) -> QLockFile:
    """Return the lock as the window takes it."""
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    return lock


def test_a_window_does_not_start_beside_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "window.lock"
    terminal = TerminalLock(path)
    try:
        assert window_runs(path)
        assert held_by_terminal(path)
        window = window_lock(path)
        assert not window.tryLock(0)
        assert window.error() is QLockFile.LockError.LockFailedError
    finally:
        terminal.close()
    assert not path.exists()
    assert window_lock(path).tryLock(0)


def test_a_terminal_does_not_play_beside_a_window_or_another_terminal(tmp_path: Path) -> None:
    path = tmp_path / "window.lock"
    window = window_lock(path)
    assert window.tryLock(0)
    with pytest.raises(LockHeldError):
        TerminalLock(path)
    assert not held_by_terminal(path)
    window.unlock()
    first = TerminalLock(path)
    with pytest.raises(LockHeldError):
        TerminalLock(path)
    first.close()


def test_what_a_killed_terminal_leaves_stops_neither_a_terminal_nor_a_window(tmp_path: Path) -> None:
    path = tmp_path / "window.lock"
    program = f"""if True:
        import os, pathlib
        from app.storage.terminal_lock import TerminalLock
        lock = TerminalLock(pathlib.Path({str(path)!r}))
        os.kill(os.getpid(), 9)
    """
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", program], cwd=root, timeout=60, check=False)
    assert path.exists()
    assert not window_runs(path)
    TerminalLock(path).close()
    subprocess.run([sys.executable, "-c", program], cwd=root, timeout=60, check=False)
    assert window_lock(path).tryLock(0)


def test_a_folder_that_cannot_be_written_gives_no_lock_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    TerminalLock(tmp_path / "file" / "window.lock").close()
