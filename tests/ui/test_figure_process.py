"""Figures come from a process of their own: the same ones, whatever happens to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.figure_drawing import FigureDrawing
from app.ui.figure_frames import FigureDrawer
from app.ui.figure_process import FigureProcess, start_early
from app.ui.picture_wishes import Wanted, Way
from tests.figures_of_ones_own import own_figures

PIGEON = Wanted("pigeon", ("left", "right"), "left", None, (320, 240), dark=False)


@pytest.fixture
def process() -> Iterator[FigureProcess]:
    drawer = FigureProcess()
    yield drawer
    drawer.close()
    drawer.rest()


def child_of(drawer: FigureProcess) -> subprocess.Popen[bytes]:
    child = drawer._child
    assert child is not None
    return child


def test_the_other_process_draws_the_same_figure(process: FigureProcess) -> None:
    large = Wanted("pigeon", ("left", "right"), "right", None, (736, 552), dark=True)
    here = FigureDrawer()
    assert process.draw(large) == here.draw(large)
    assert process.letter("pigeon", "right", None) == here.letter("pigeon", "right", None) is not None


def test_a_drawing_process_that_was_killed_is_started_again(process: FigureProcess) -> None:
    drawn = process.draw(PIGEON)
    child_of(process).kill()
    assert drawn is not None and process.draw(PIGEON) == drawn


def test_resting_ends_the_process_and_closing_draws_no_more(process: FigureProcess) -> None:
    assert process.draw(PIGEON) is not None
    child = child_of(process)
    process.rest()
    assert child.returncode == 0
    process.close()
    assert process.draw(PIGEON) is None


def test_a_process_that_was_started_early_is_taken_by_whoever_draws_first(process: FigureProcess) -> None:
    start_early()
    first, second = FigureProcess(), FigureProcess()
    early = child_of(first)
    assert second._child is None
    assert first.draw(PIGEON) == process.draw(PIGEON) is not None
    assert child_of(first) is early
    first.rest()
    assert early.returncode == 0


def test_where_no_process_can_be_started_the_window_draws_itself(
    process: FigureProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert process.draw(PIGEON) == FigureDrawer().draw(PIGEON) is not None


def test_what_moves_comes_from_there_too(process: FigureProcess) -> None:
    way = Way("cat-cow", "cow", "cat", (480, 360), dark=False, steps=8)
    frame, here = process.frame(way, 4), FigureDrawer().frame(way, 4)
    assert frame == here is not None


def test_the_process_that_draws_starts_without_qt() -> None:
    seen = (
        "import sys, app.ui.figure_answers; print([m for m in sys.modules if m.startswith(('PySide6', 'shiboken6'))])"
    )
    assert subprocess.check_output([sys.executable, "-c", seen], text=True) == "[]\n"


def test_figures_are_set_up_while_nothing_is_asked_and_no_picture_becomes_another_one(tmp_path: Path) -> None:
    figures = own_figures(tmp_path / "own", "pigeon", "sphinx")
    drawer = FigureDrawing(figures, cache=tmp_path)
    drawer._unknown = ["no such figure", "pigeon", "cat-cow", "sphinx"]  # what is set up for cat-cow comes with us
    assert [drawer.set_up_another() for _ in range(3)] == [True, True, False]
    kept = sorted((tmp_path / "figures").glob("*.json"))
    assert len(kept) == 2
    later, anew = FigureDrawing(figures, cache=tmp_path), FigureDrawing()
    later._unknown = ["pigeon", "sphinx"]
    assert not later.set_up_another()
    assert later.pixels(PIGEON) == anew.pixels(PIGEON) is not None


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe cannot be looked at there")
def test_the_process_sets_figures_up_between_two_pictures(tmp_path: Path, qtbot: QtBot) -> None:
    process = FigureProcess(own_figures(tmp_path / "own", "pigeon", "sphinx", "cat-cow"), cache=tmp_path)
    assert process.draw(PIGEON) is not None
    qtbot.waitUntil(lambda: len(list((tmp_path / "figures").glob("*.json"))) > 2, timeout=10_000)
    assert process.draw(PIGEON) == FigureDrawer().draw(PIGEON)
    process.rest()
