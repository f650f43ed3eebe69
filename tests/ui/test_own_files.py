"""The person's own files are watched: what any program saves is told, once a burst."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.ui.own_files import OwnFiles


def test_a_figure_that_another_program_saves_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "figures").mkdir()
    files = OwnFiles(tmp_path)
    with qtbot.waitSignal(files.changed, timeout=5000):
        (tmp_path / "figures" / "bridge.yaml").write_text("format: 1\n", encoding="utf-8")


def test_another_content_of_the_same_time_and_size_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "routines").mkdir()
    path = tmp_path / "routines" / "mine.yaml"
    path.write_text("name: One\n", encoding="utf-8")
    state = path.stat()
    files = OwnFiles(tmp_path)
    with qtbot.waitSignal(files.changed, timeout=5000):
        path.write_text("name: Two\n", encoding="utf-8")
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def test_a_folder_that_may_not_be_looked_into_does_not_keep_the_window_from_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "routines").mkdir()
    monkeypatch.setattr(Path, "iterdir", refuse)  # a root user may look everywhere
    OwnFiles(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_among_the_files_does_not_hold_the_window_up(tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    os.mkfifo(tmp_path / "routines" / "pipe.yaml")
    OwnFiles(tmp_path)


def test_a_program_that_writes_without_a_pause_is_seen_all_the_same(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "routines").mkdir()
    path = tmp_path / "routines" / "long.yaml"
    path.write_text("#", encoding="utf-8")
    files = OwnFiles(tmp_path)
    writing = QTimer()
    writing.timeout.connect(lambda: path.write_text(path.read_text(encoding="utf-8") + "#", encoding="utf-8"))
    writing.start(50)
    with qtbot.waitSignal(files.changed, timeout=5000):
        pass
    writing.stop()
