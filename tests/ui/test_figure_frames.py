"""Pictures and frames made ahead: their order, their bounds, their cache, and the clock that shows them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSize, QThreadPool
from PySide6.QtGui import QImage, QTransform
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.core.exercise import Exercise
from app.storage.figure_setups import read_setup, write_setup
from app.ui import figure_movement
from app.ui.figure_frames import FigureDrawer
from app.ui.figure_movement import Movement, spread, steps_for
from app.ui.motion_wish import asks_for_less
from app.ui.picture_wishes import Frame, LetterSpot, Piece, Wanted, Way, fitting
from app.ui.pictures import Pictures
from app.ui.theme import Theme
from app.ui.widgets.stage_motion import Motion, StageMotion
from tests.figures_of_ones_own import own_figures

SIZE = QSize(736, 552)


class Sketches:
    """Draws plain pictures and remembers what it drew, how, and on which thread."""

    def __init__(self, stamp: str = "one") -> None:
        self.name = stamp
        self.drawn: list[object] = []
        self.threads: set[int] = set()

    def stamp(self, exercise: str) -> str | None:
        return self.name

    def rest(self) -> None:
        self.drawn.append("rest")

    def close(self) -> None:
        self.drawn.append("closed")

    def letter(self, exercise: str, position: str | None, frame: str | None) -> LetterSpot | None:
        return LetterSpot(0.25, 0.5, "R")

    def know_letter(self, wanted: Wanted, spot: LetterSpot | None) -> None:
        self.drawn.append(spot)

    def draw(self, wanted: Wanted, quick: bool = False) -> QImage | None:
        self.threads.add(threading.get_ident())
        self.drawn.append("quick" if quick else "smooth")
        return self._image(*wanted.size)

    def frame(self, way: Way, number: int) -> Frame | None:
        self.threads.add(threading.get_ident())
        self.drawn.append((way.end, number))
        return Frame((Piece(self._image(*way.size)),), far=1000.0)

    def _image(self, width: int, height: int) -> QImage:
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        return image


def way(end: str = "cat", steps: int = 8, start: str | None = "a") -> Way:
    return Way("cat-cow", start, end, (100, 100), dark=False, steps=steps)


def made(qtbot: QtBot, movement: Movement) -> None:
    qtbot.waitUntil(lambda: not movement.busy, timeout=5000)


@pytest.fixture
def pool(qapp: QApplication) -> QThreadPool:
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    return pool


def test_frames_come_in_the_order_of_the_session_every_other_one_first_and_on_the_worker_alone(
    qtbot: QtBot, pool: QThreadPool
) -> None:
    source = Sketches()
    movement = Movement(pool, lambda: source)
    movement.want([way("cat", 4), way("dog", 2)])
    made(qtbot, movement)
    assert source.drawn == [
        ("cat", 0),
        ("cat", 4),
        ("cat", 2),
        ("dog", 0),
        ("dog", 2),
        ("cat", 1),
        ("cat", 3),
        ("dog", 1),
    ]
    assert threading.get_ident() not in source.threads


def test_a_frame_for_somebody_who_is_gone_is_thrown_away_without_a_word(
    pool: QThreadPool, capfd: pytest.CaptureFixture[str]
) -> None:
    begun, go = threading.Event(), threading.Event()

    class Slow(Sketches):
        def frame(self, way: Way, number: int) -> Frame | None:
            begun.set()
            go.wait(10)
            return super().frame(way, number)

    source = Slow()
    movement = Movement(pool, lambda: source)
    movement.want([way()])
    assert begun.wait(10)
    shiboken6.delete(movement)
    go.set()
    assert pool.waitForDone(10_000) and source.drawn == [("cat", 0)]
    assert "RuntimeError" not in capfd.readouterr().err


def test_the_way_back_is_shown_by_the_frames_of_the_way_there(qtbot: QtBot, pool: QThreadPool) -> None:
    source = Sketches()
    movement = Movement(pool, lambda: source)
    movement.want([way("cat", 8)])
    made(qtbot, movement)
    back = Way("cat-cow", "cat", "a", (100, 100), dark=False, steps=8)
    movement.want([way("cat", 8), back])
    assert not movement.busy
    there, here = movement.at(way("cat", 8), 0.25), movement.at(back, 0.75)
    assert there is not None and here is not None and there[1] is here[1]


def test_until_a_frame_is_there_the_nearest_one_stands(qtbot: QtBot, pool: QThreadPool) -> None:
    movement = Movement(pool, Sketches)
    assert movement.at(way(), 0.5) is None
    movement.want([way("cat", 8)])
    qtbot.waitUntil(lambda: movement.frames(way("cat", 8)) >= 1, timeout=5000)
    assert movement.at(way("cat", 8), 0.5) is not None


def test_frames_in_memory_keep_their_bound_and_lie_evenly(
    qtbot: QtBot, pool: QThreadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure_movement, "KEPT_BYTES", 5 * 40_000)
    movement = Movement(pool, Sketches)
    movement.want([way("cat", 8), way("dog", 8)])
    made(qtbot, movement)
    assert movement.held <= 5 * 40_000
    assert (movement.frames(way("cat", 8)), movement.frames(way("dog", 8))) == (3, 1)
    movement.want([way("dog", 8)])
    made(qtbot, movement)
    assert (movement.frames(way("cat", 8)), movement.frames(way("dog", 8))) == (0, 5)


def test_any_number_of_frames_is_spread_over_the_whole_way() -> None:
    for steps in range(1, 61):
        assert sorted(spread(steps)) == list(range(steps + 1))
    assert spread(8)[:5] == (0, 8, 4, 2, 6)
    assert steps_for(2.0) == 60 and steps_for(60) == 150


def test_a_large_picture_comes_quick_and_then_smooth(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    pictures, source = Pictures(Theme(), tmp_path), Sketches()
    pictures.set_source(lambda: source)
    assert pictures.figure("cat-cow", (), None, SIZE, fits=True) is None
    qtbot.waitUntil(lambda: source.drawn == ["quick", "smooth"], timeout=5000)
    qtbot.waitUntil(lambda: len(list((tmp_path / "pictures").glob("*.png"))) == 1, timeout=5000)
    assert pictures.figure("cat-cow", (), None, SIZE, fits=True) is not None
    assert threading.get_ident() not in source.threads
    pictures.close()


def test_a_kept_picture_is_read_with_its_letter_until_what_went_into_it_changes(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    def ask(stamp: str) -> list[object]:
        pictures, source = Pictures(Theme(), tmp_path), Sketches(stamp)
        pictures.set_source(lambda: source)
        with qtbot.waitSignal(pictures.arrived, timeout=5000):
            pictures.figure("cat-cow", (), None, QSize(320, 240))
        drawn = list(source.drawn)
        pictures.close()
        return drawn

    assert ask("one") == ["smooth"]
    assert ask("one") == [LetterSpot(0.25, 0.5, "R")]
    assert ask("two") == ["smooth"]


def test_a_picture_is_kept_beside_and_then_named_so_that_nobody_reads_a_part_of_it(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    def ask() -> Path:
        pictures, source = Pictures(Theme(), tmp_path), Sketches()
        pictures.set_source(lambda: source)
        with qtbot.waitSignal(pictures.arrived, timeout=5000):
            pictures.figure("cat-cow", (), None, QSize(320, 240))
        pictures.close()
        (kept,) = (tmp_path / "pictures").iterdir()
        return kept

    ask().write_bytes(b"no picture")
    before = tmp_path / "before"
    before.hardlink_to(next((tmp_path / "pictures").iterdir()))
    assert ask().read_bytes().startswith(b"\x89PNG")
    assert before.read_bytes() == b"no picture"


def test_a_deleted_or_damaged_cache_does_no_harm(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    for harm in ("nothing", "damaged", "deleted"):
        files = list((tmp_path / "pictures").glob("*.png"))
        for file in files:
            if harm == "damaged":
                file.write_bytes(b"no picture")
            elif harm == "deleted":
                file.unlink()
        pictures, source = Pictures(Theme(), tmp_path), Sketches()
        pictures.set_source(lambda source=source: source)  # type: ignore[misc]  # a lambda's default has no type
        with qtbot.waitSignal(pictures.arrived, timeout=5000):
            pictures.figure("cat-cow", (), None, QSize(320, 240))
        assert pictures.figure("cat-cow", (), None, QSize(320, 240)) is not None
        assert "smooth" in source.drawn
        pictures.close()


def test_the_stamp_changes_with_the_figure_s_words_the_person_and_the_skin(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("camera: [0, 0]\n")
    first = FigureDrawer(tmp_path).stamp("mine")
    assert FigureDrawer(tmp_path).stamp("mine") == first
    assert FigureDrawer(tmp_path, "man").stamp("mine") != first
    assert FigureDrawer(tmp_path, skin=3).stamp("mine") != first
    file.write_text("camera: [9, 9]\n")
    assert FigureDrawer(tmp_path).stamp("mine") != first
    assert FigureDrawer(tmp_path).stamp("no such exercise") is None


def test_a_mirrored_frame_is_the_other_way_round_to_the_pixel(qapp: QApplication) -> None:
    drawer = FigureDrawer()
    sides = ("right leg", "left leg")
    pair = [
        drawer.draw(Wanted("supine-hamstring-stretch", sides, side, None, (160, 120), dark=False)) for side in sides
    ]
    assert pair[0] is not None and pair[1] is not None
    assert pair[0].transformed(QTransform.fromScale(-1, 1)) == pair[1]
    assert pair[0] != pair[1]


def test_a_picture_that_fits_is_no_larger_than_its_room_and_four_to_three() -> None:
    for width, height in ((736, 552), (1500, 700), (333, 900), (5000, 5000)):
        w, h = fitting(QSize(width, height))
        assert w * 3 == h * 4
        assert w <= max(width, 320) and h <= max(height, 240)


def test_the_clock_of_frames_runs_only_while_something_moves_and_is_seen(qapp: QApplication) -> None:
    now = [0.0]
    motion = StageMotion(clock=lambda: now[0])
    motion.set_motion(Motion("cow", "cat", 4.0))
    assert motion.ticking is False
    motion.set_awake(True)
    assert (motion.ticking, motion.share()) == (True, 0)
    now[0] = 1.0
    assert motion.share() == 0.25
    motion.set_motion(Motion("cow", "cat", 4.0, elapsed=1.0, runs=False))
    now[0] = 3.0
    assert (motion.ticking, motion.share()) == (False, 0.25)
    motion.set_motion(None)
    assert (motion.ticking, motion.share()) == (False, None)
    motion.begin_fade()
    assert (motion.ticking, motion.faded()) == (True, 0)
    motion.set_awake(False)
    assert not motion.ticking


def test_the_desktop_s_word_for_reduced_motion_is_understood() -> None:
    assert asks_for_less("enable-animations", False) and not asks_for_less("enable-animations", True)
    assert asks_for_less("reduced-motion", 1) and not asks_for_less("reduced-motion", 0)


def test_what_takes_time_to_find_is_kept_and_found_anew_where_it_is_damaged(tmp_path: Path) -> None:
    own = own_figures(tmp_path / "own", "pigeon")
    first = FigureDrawer(own, cache=tmp_path).scene("pigeon")
    files = list((tmp_path / "figures").glob("*.json"))
    assert first is not None and len(files) == 1
    for harm in ("nothing", "damaged", "deleted"):
        if harm == "damaged":
            files[0].write_text('{"nudges": {}, "corners": [[1]]}')
        elif harm == "deleted":
            files[0].unlink()
        again = FigureDrawer(own, cache=tmp_path).scene("pigeon")
        assert again is not None
        assert again.setup == first.setup
        assert files[0].is_file()


def test_one_that_fits_the_text_of_a_setup_is_read_as_it_was_written(tmp_path: Path) -> None:
    scene = FigureDrawer().scene("cat-cow")
    assert scene is not None
    write_setup(tmp_path / "a" / "b.json", scene.setup)
    assert read_setup(tmp_path / "a" / "b.json") == scene.setup
    assert read_setup(tmp_path / "nothing.json") is None
    (tmp_path / "file").write_text("")
    write_setup(tmp_path / "file" / "b.json", scene.setup)  # a file where a folder should be: nothing is kept


def test_pictures_for_later_are_drawn_into_the_cache_folder_behind_all_else(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    pictures, source = Pictures(Theme(), tmp_path), Sketches()
    pictures.set_source(lambda: source)
    cat = Exercise("cat-cow", "Cat-cow", figure=True)
    row = [(cat, None, None), (cat, None, "cat"), (Exercise("words", "Words"), None, None)]
    pictures.draw_ahead(row, SIZE, dark=False)
    pictures.draw_ahead(row, SIZE, dark=False)
    qtbot.waitUntil(lambda: len(list((tmp_path / "pictures").glob("*.png"))) == 2, timeout=5000)
    assert [what for what in source.drawn if what != "rest"] == ["smooth", "smooth"]
    with qtbot.waitSignal(pictures.arrived, timeout=5000):
        assert pictures.figure("cat-cow", (), None, SIZE, dark=False, fits=True) is None
    assert source.drawn[-1] == LetterSpot(0.25, 0.5, "R")  # read, not drawn
    assert source.drawn.count("smooth") == 2
    pictures.close()


def test_until_a_picture_is_there_the_nearest_one_of_the_position_stands(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    pictures, source = Pictures(Theme(), tmp_path), Sketches()
    pictures.set_source(lambda: source)
    assert pictures.nearest("cat-cow", (), None, "cat", dark=False) is None
    for frame, size in ((None, QSize(320, 240)), ("cat", QSize(320, 240))):
        with qtbot.waitSignal(pictures.arrived, timeout=5000):
            pictures.figure("cat-cow", (), None, size, frame)
    found = pictures.nearest("cat-cow", (), None, "cat", dark=False)
    assert found is not None and found is pictures.figure("cat-cow", (), None, QSize(320, 240), "cat")
    assert pictures.nearest("cat-cow", ("right", "left"), "left", None, dark=False) is None
    pictures.close()


def test_who_drew_what_stands_rests_before_another_one_draws_what_moves(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    pictures, sources = Pictures(Theme(), tmp_path), [Sketches(), Sketches()]
    row = iter(sources)
    pictures.set_source(lambda: next(row))
    pictures.figure("cat-cow", (), None, SIZE, fits=True)
    pictures.movement.want([way("cat", 4)])
    qtbot.waitUntil(lambda: pictures.movement.frames(way("cat", 4)) == 5, timeout=5000)
    qtbot.waitUntil(lambda: sources[0].drawn == ["quick", "smooth", "rest"], timeout=5000)
    assert len(sources[1].drawn) == 5
    pictures.close()
