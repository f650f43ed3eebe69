"""A way that was gone once is there at once the next time, in whatever state its file is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import figure_movement
from app.ui.figure_drawing import way_file
from app.ui.figure_frames import FigureDrawer
from app.ui.figure_movement import Movement
from app.ui.picture_wishes import FigureSource, Frame, Way
from app.ui.way_files import read_frames

WAY = Way("cat-cow", "cat", "cow", (160, 120), dark=False, steps=4)


class Counting(FigureDrawer):
    """Draws, and counts what it draws."""

    def __init__(self, cache: Path | None) -> None:
        super().__init__(cache=cache)
        self.numbers: list[int] = []

    def frame(self, way: Way, number: int) -> Frame | None:
        self.numbers.append(number)
        return super().frame(way, number)


@pytest.fixture
def pool(qapp: QApplication) -> QThreadPool:
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    return pool


def gone(qtbot: QtBot, pool: QThreadPool, cache: Path, way: Way = WAY) -> tuple[Counting, Movement]:
    """Return who drew a way in a new session, and its frames."""
    source = Counting(cache)
    movement = Movement(pool, lambda: source, kept=file_in(cache, source))
    movement.want([way])
    qtbot.waitUntil(lambda: not movement.busy, timeout=20_000)
    return source, movement


def file_in(cache: Path, source: FigureSource) -> Callable[[Way], Path]:
    return lambda way: way_file(cache, str(source.stamp(way.exercise)), way)


def test_a_way_that_was_gone_before_is_not_drawn_again(qtbot: QtBot, pool: QThreadPool, tmp_path: Path) -> None:
    source, first = gone(qtbot, pool, tmp_path)
    assert sorted(source.numbers) == [0, 1, 2, 3, 4]
    again, second = gone(qtbot, pool, tmp_path)
    assert again.numbers == []
    for share in (0.0, 0.3, 0.5, 1.0):
        assert second.at(WAY, share) == first.at(WAY, share) is not None
    other, _ = gone(qtbot, pool, tmp_path, WAY._replace(dark=True))
    assert other.numbers != []


def test_what_is_missing_of_a_way_is_drawn_and_fits_to_what_was_kept(
    qtbot: QtBot, pool: QThreadPool, tmp_path: Path
) -> None:
    part = FigureDrawer(cache=tmp_path)
    for number in (0, 2):
        part.frame(WAY, number)
    source, movement = gone(qtbot, pool, tmp_path)
    assert sorted(source.numbers) == [1, 3, 4]
    whole = Counting(None)
    assert movement.at(WAY, 0.75) == (whole.frame(WAY, 0), whole.frame(WAY, 3))


@pytest.mark.parametrize("harm", ["damaged", "of another way", "empty"])
def test_a_way_s_file_that_is_not_right_is_thrown_away(
    harm: str, qtbot: QtBot, pool: QThreadPool, tmp_path: Path
) -> None:
    drawer = FigureDrawer(cache=tmp_path)
    file = file_in(tmp_path, drawer)(WAY)
    drawer.frame(WAY, 0)
    if harm == "of another way":
        large = WAY._replace(size=(320, 240))
        drawer.frame(large, 0)
        file.write_bytes(file_in(tmp_path, drawer)(large).read_bytes())
    else:
        file.write_bytes(b"no frames at all" if harm == "damaged" else b"")
    assert read_frames(file, WAY) == {}
    assert harm == "empty" or not file.exists()
    source, movement = gone(qtbot, pool, tmp_path)
    assert sorted(source.numbers) == [0, 1, 2, 3, 4]
    assert movement.frames(WAY) == 5
    assert sorted(read_frames(file, WAY)) == [0, 1, 2, 3, 4]


def test_kept_frames_that_have_no_room_in_memory_lie_evenly(
    qtbot: QtBot, pool: QThreadPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer = FigureDrawer(cache=tmp_path)
    sizes = {number: frame.bytes for number in (0, 1, 2, 3, 4) if (frame := drawer.frame(WAY, number)) is not None}
    monkeypatch.setattr(figure_movement, "KEPT_BYTES", sizes[0] + sizes[4] + sizes[2])
    source, movement = gone(qtbot, pool, tmp_path)
    assert source.numbers == []
    assert movement.frames(WAY) == 3
    pair = movement.at(WAY, 0.5)
    assert pair is not None and pair[1] == drawer.frame(WAY, 2)


def test_what_had_no_room_is_read_and_not_drawn_once_there_is_room(
    qtbot: QtBot, pool: QThreadPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = WAY._replace(turns=True, end="cat", start="(start)")
    drawer = FigureDrawer(cache=tmp_path)
    numbers = (0, 1, 2, 3, 4)
    size = max(sum(f.bytes for n in numbers if (f := drawer.frame(way, n)) is not None) for way in (WAY, other))
    monkeypatch.setattr(figure_movement, "KEPT_BYTES", round(size * 1.2))
    source = Counting(tmp_path)
    movement = Movement(pool, lambda: source, kept=file_in(tmp_path, source))
    for ways in ([WAY, other], [other]):
        movement.want(ways)
        qtbot.waitUntil(lambda: not movement.busy, timeout=20_000)
    assert source.numbers == []
    assert movement.frames(other) == len(numbers)
