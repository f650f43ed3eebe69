"""A session begins with a figure on the stage: made before the start, or a small one until it is there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QEnterEvent, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.core.exercise import Exercise
from app.core.lengths import read_span
from app.core.plan import Plan
from app.core.planning import hold_plan
from app.paths import bundled
from app.storage.keyframes import Keyframes
from app.storage.library import Library
from app.ui.figure_drawing import FigureDrawing
from app.ui.first_pictures import FirstPictures
from app.ui.pages.hold_page import HoldPage
from app.ui.pages.player_places import places
from app.ui.picture_making import Making
from app.ui.picture_wishes import Frame, LetterSpot, Piece, Wanted, Way, fitting
from app.ui.pictures import Pictures
from app.ui.player_motion import keys_in, ways_from
from app.ui.theme import Theme
from app.ui.widgets.figure_stage import FigureStage, StageValue
from app.ui.widgets.look import Type, theme_look
from app.ui.widgets.stage_picture import PictureWanted, drawn_size

WINDOW = QSize(1366, 768)
FIGURE = QColor("#aa3311")
THEME = Theme()


class Painter:
    """Draws plain pictures, and remembers what was asked of it."""

    def __init__(self) -> None:
        self.pictures: list[Wanted] = []
        self.ways: list[Way] = []

    def stamp(self, exercise: str) -> str | None:
        return exercise

    def rest(self) -> None:
        """Nothing is held."""

    def close(self) -> None:
        """Nothing is going on."""

    def letter(self, exercise: str, position: str | None, frame: str | None) -> LetterSpot | None:
        return None

    def know_letter(self, wanted: Wanted, spot: LetterSpot | None) -> None:
        """There is none."""

    def draw(self, wanted: Wanted, quick: bool = False) -> QImage | None:
        self.pictures.append(wanted)
        return self._image(*wanted.size)

    def frame(self, way: Way, number: int) -> Frame | None:
        self.ways.append(way)
        return Frame((Piece(self._image(8, 6)),), far=1000.0)

    def _image(self, width: int, height: int) -> QImage:
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(FIGURE)
        return image


def pictures_of(cache: Path) -> tuple[Pictures, Painter]:
    pictures, painter = Pictures(THEME, cache), Painter()
    pictures.set_source(lambda: painter)
    keys = Keyframes(cache / "figures of one's own", bundled() / "resources" / "figures")
    pictures.keys_of = keys.names
    return pictures, painter


def test_a_cache_that_cannot_be_looked_into_is_none_and_the_picture_is_drawn(
    qapp: QApplication, tmp_path: Path
) -> None:
    wanted = Wanted("pigeon", (), None, None, (32, 24), dark=False)
    told: list[tuple[bool, bool]] = []
    nowhere = tmp_path / f"{'x' * 300}.png"  # no disk takes such a name
    Making(wanted, Painter(), nowhere, lambda _, image, rough: told.append((image.isNull(), rough))).run()
    assert told == [(False, False)]


def test_no_picture_ahead_fails_for_a_cache_that_cannot_be_looked_into(qtbot: QtBot, tmp_path: Path) -> None:
    pigeon = Library(bundled(), tmp_path).exercises.find("pigeon")
    assert pigeon is not None
    nowhere = tmp_path / ("x" * 300)  # as above
    pictures, painter = Pictures(THEME, nowhere), Painter()
    pictures.set_source(lambda: painter)
    pictures.draw_ahead([(pigeon, None, None)], QSize(320, 240), dark=False)
    qtbot.waitUntil(lambda: len(painter.pictures) == 1)
    pictures.close()
    assert not FigureDrawing(cache=nowhere).set_up_another()


def test_a_session_begins_with_what_was_made_before_the_start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    pigeon = Library(bundled(), tmp_path).exercises.find("pigeon")
    assert pigeon is not None
    plan = hold_plan(pigeon, read_span("2 min"))
    pictures, painter = pictures_of(tmp_path)
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(WINDOW)
    FirstPictures(pictures, page, lambda: plan, full_screen=False, moves=True)
    assert painter.pictures == []
    page.show()
    qtbot.waitUntil(lambda: bool(painter.ways) and not pictures.movement.busy, timeout=10_000)
    pictures.finish()
    drawn, ways = list(painter.pictures), list(painter.ways)
    stage = FigureStage(theme_look(THEME), Type(THEME), pictures, page)
    stage.setGeometry(places(WINDOW).stage)
    wanted = PictureWanted(pigeon, plan.blocks[0].option.segments[0].position)
    stage.set_value(StageValue(wanted, ("Breathe.",)))
    row = ways_from(0, plan, 1.0, keys_in(plan, pictures.keys_of))
    stage.prepare([(PictureWanted(w.exercise, w.position), w.motion) for w in row[:1]])
    stage.show()
    seen = stage.grab().toImage()
    pictures.finish()
    qtbot.waitUntil(lambda: not pictures.movement.busy, timeout=10_000)
    assert (painter.pictures, painter.ways) == (drawn, ways)
    assert seen.pixelColor(seen.width() // 2, seen.height() // 3) == FIGURE
    pictures.close()


def test_the_exercise_that_is_looked_at_on_the_page_of_one_hold_is_drawn_before_it_is_pressed(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    exercises = Library(bundled(), tmp_path).exercises
    pigeon, sphinx = exercises.find("pigeon"), exercises.find("sphinx")
    assert pigeon is not None and sphinx is not None
    pictures, painter = pictures_of(tmp_path)
    page = HoldPage(THEME, pictures, (pigeon, sphinx))
    qtbot.addWidget(page)
    page.resize(WINDOW)
    first = FirstPictures(pictures, page, lambda: page.coming, full_screen=False, after=0)
    page.looked_at.connect(first.begin)
    page.show()
    stage = drawn_size(places(WINDOW).stage.size().toSizeF(), WINDOW.height()).toSize()
    large = fitting(stage)

    def drawn() -> list[tuple[str, str | None]]:
        return [(wanted.exercise, wanted.position) for wanted in painter.pictures if wanted.size == large]

    def is_drawn(exercise: str) -> bool:
        return exercise in dict(drawn())

    qtbot.waitUntil(lambda: not first.waits)
    pictures.finish()
    assert drawn() == []
    for key in ("sphinx", "pigeon"):
        tile = next(tile for tile in page.tiles if tile.exercise.key == key)
        corner = QPointF(1, 1)
        QApplication.sendEvent(tile, QEnterEvent(corner, corner, corner))
        qtbot.waitUntil(partial(is_drawn, key), timeout=5000)
    assert set(drawn()) == {("sphinx", None), ("pigeon", pigeon.sides[0])}
    page.change.setChecked(True)
    assert page.coming is None
    pictures.close()


def test_a_page_that_is_not_shown_has_nothing_made(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    pictures, painter = pictures_of(tmp_path)
    page = QWidget()
    qtbot.addWidget(page)
    first = FirstPictures(pictures, page, lambda: Plan("", "", 0, ()), full_screen=False)
    waiting = [first.waits]
    page.show()
    waiting.append(first.waits)
    page.hide()
    waiting.append(first.waits)
    assert waiting == [False, True, False]
    assert painter.pictures == []
    pictures.close()


def test_a_figure_of_the_other_side_never_stands_in(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    sides = ("right knee forward", "left knee forward")
    pigeon = Exercise("pigeon", "Pigeon", sides=sides, figure=True)
    pictures, _ = pictures_of(tmp_path)
    with qtbot.waitSignal(pictures.arrived, timeout=5000):
        pictures.of(pigeon, None, QSize(200, 150))
    for fresh in (False, True):
        if fresh:  # a new start, with what lies in the cache folder
            pictures.close()
            pictures, _ = pictures_of(tmp_path)
        assert pictures.nearest("pigeon", sides, sides[0], None, dark=False) is not None
        assert pictures.nearest("pigeon", sides, sides[1], None, dark=False) is None
    pictures.close()
