"""A mistake of ours is written down and said, wherever it happens, and the program goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool, QTimer
from pytestqt.qtbot import QtBot

from app.ui.failures import LARGEST, Failures


@pytest.fixture
def failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Failures]:
    # Before it is installed: what it hands on to would be a failure of the test.
    monkeypatch.setattr(sys, "excepthook", lambda *_: None)
    failures = Failures(tmp_path / "logs" / "holdwell.log")
    failures.install()
    yield failures
    failures.uninstall()


def stumble() -> None:
    raise LookupError("the third stair")


def in_a_slot() -> None:
    QTimer.singleShot(0, stumble)


def in_a_thread() -> None:
    threading.Thread(target=stumble).start()


def on_a_worker() -> None:
    QThreadPool.globalInstance().start(stumble)


@pytest.mark.parametrize("somewhere", [in_a_slot, in_a_thread, on_a_worker])
def test_a_mistake_is_written_down_and_said(
    somewhere: Callable[[], None], failures: Failures, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.capture_exceptions(), qtbot.waitSignal(failures.noticed, timeout=5_000) as told:
        failures.install()
        somewhere()
    log = tmp_path / "logs" / "holdwell.log"
    assert told.args == [
        f"Something went wrong inside Holdwell (LookupError). You can go on; the details are in {log}."
    ]
    assert "LookupError: the third stair" in log.read_text()


def test_a_log_that_cannot_be_written_is_said_as_well(failures: Failures, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where the folder should be")
    with qtbot.waitSignal(failures.noticed) as told:
        failures.note(LookupError, LookupError("x"), None)
    assert "could not be written down" in str(told.args)


def test_a_log_that_has_grown_too_large_begins_anew(failures: Failures, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "holdwell.log"
    log.parent.mkdir()
    log.write_bytes(bytes(LARGEST + 1))
    failures.note(LookupError, LookupError("x"), None)
    assert log.stat().st_size < 1_000


def test_a_mistake_in_telling_of_a_mistake_is_told_no_more(failures: Failures) -> None:
    heard: list[str] = []

    def hear(sentence: str) -> None:
        heard.append(sentence)
        failures.note(LookupError, LookupError("again"), None)

    failures.noticed.connect(hear)
    failures.note(LookupError, LookupError("x"), None)
    assert len(heard) == 1


def test_afterwards_the_former_hooks_are_back(failures: Failures) -> None:
    failures.uninstall()
    assert failures.note not in (sys.excepthook, threading.excepthook)
