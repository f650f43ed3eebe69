"""The person's own files are watched: what any program saves is told, once a burst."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.ui.own_files import OwnFiles


def test_a_figure_that_another_program_saves_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "figures").mkdir()
    files = OwnFiles(tmp_path)
    with qtbot.waitSignal(files.changed, timeout=5000):
        (tmp_path / "figures" / "bridge.yaml").write_text("format: 1\n", encoding="utf-8")


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
