"""A person's own pictures and borrowed poses on the screen: the right one, on the right side, in every moment."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.core.exercise import Easier, Exercise, Image, Mirror
from app.core.lengths import Count, Span
from app.core.moments import Command
from app.core.plan import Kind, Plan
from app.core.plan_cards import strip_of
from app.core.planning import hold_plan, make_plan
from app.core.routine import Phase, Routine, Step
from app.ui.figure_frames import FigureDrawer
from app.ui.picture_wishes import Wanted
from app.ui.picture_words import spoken
from app.ui.pictures import KEPT_OF_IMAGES, Pictures
from app.ui.theme import Theme
from app.ui.widgets.figure_stage import FigureStage, StageValue
from app.ui.widgets.look import Type, theme_look
from app.ui.widgets.picture import Picture
from app.ui.widgets.stage_picture import PictureWanted, nearest, read_ahead
from tests.ui.own_pictures import colour, encoded, two_halves
from tests.ui.player_driving import Driven, drive

SIZE = QSize(120, 90)
SIDES = ("right", "left")
IMAGES = (
    Image("rest.png"), Image("cow.png", key="cow", alt="The back hangs."), Image("cat.png", key="cat"),
    Image("bent.png", key="bent"), Image("left.png", key="left"),
)  # fmt: skip


@pytest.fixture
def pictures(qtbot: QtBot, tmp_path: Path) -> Iterator[Pictures]:
    found = Pictures(Theme(), tmp_path / "cache")
    yield found
    found.close()


def pictured(folder: Path, *images: Image, sides: tuple[str, ...] = SIDES) -> Exercise:
    """Return an exercise with pictures that lie there, red on the left and blue on the right."""
    for image in images:
        (folder / image.file).write_bytes(encoded(two_halves(), "png"))
    easier = (Easier("Bend less.", "bent"),)
    return Exercise("mine", "Mine", sides=sides, easier=easier, images=images, folder=str(folder))


def shown(qtbot: QtBot, pictures: Pictures, exercise: Exercise, position: str | None, number: int = 0) -> QImage:
    qtbot.waitUntil(lambda: pictures.of(exercise, position, SIZE, number=number) is not None)
    found = pictures.of(exercise, position, SIZE, number=number)
    assert found is not None
    return found.toImage()


@pytest.mark.parametrize(
    ("mirror", "left_of_each"),
    [(Mirror.BY_SIDE, ("red", "blue")), (Mirror.NEVER, ("red", "red")), (Mirror.ALWAYS, ("blue", "blue"))],
)
def test_a_picture_is_turned_for_the_second_side_unless_it_says_otherwise(
    qtbot: QtBot, pictures: Pictures, tmp_path: Path, mirror: Mirror, left_of_each: tuple[str, str]
) -> None:
    exercise = pictured(tmp_path, Image("a.png", mirror=mirror))
    assert tuple(colour(shown(qtbot, pictures, exercise, side), 0.2, 0.5) for side in SIDES) == left_of_each


def test_a_picture_that_was_saved_anew_is_shown_anew(qtbot: QtBot, pictures: Pictures, tmp_path: Path) -> None:
    exercise = pictured(tmp_path, Image("a.png"))
    (tmp_path / "a.png").write_bytes(b"half")
    pictures.of(exercise, "right", SIZE)
    qtbot.waitUntil(lambda: not pictures.awaited("mine", drawn=True) or not pictures.is_coming("mine"))
    pictured(tmp_path, Image("a.png"))
    with qtbot.waitSignal(pictures.arrived):
        pictures.forget_images()
    assert colour(shown(qtbot, pictures, exercise, "right"), 0.2, 0.5) == "red"


def test_own_pictures_have_a_bound_in_memory_that_leaves_figures_alone(
    qtbot: QtBot, pictures: Pictures, tmp_path: Path
) -> None:
    large = QSize(2560, 1920)
    for number in range(4):
        (tmp_path / f"{number}.png").write_bytes(encoded(two_halves(2000, 1500), "png"))
        exercise = Exercise("mine", "Mine", images=(Image(f"{number}.png"),), folder=str(tmp_path))
        pictures.of(exercise, None, large)
        qtbot.waitUntil(lambda: not pictures.is_coming("mine"))
    held = [pixmap for wanted, pixmap in pictures._pixmaps.items() if wanted.file]
    assert sum(p.width() * p.height() * 4 for p in held) <= KEPT_OF_IMAGES and len(held) == 2


def test_until_the_next_picture_is_read_the_one_before_it_stands(
    qtbot: QtBot, pictures: Pictures, tmp_path: Path
) -> None:
    exercise = pictured(tmp_path, Image("a.png", 2), Image("b.png", 2))
    assert nearest(pictures, PictureWanted(exercise, "right", image=1), dark=False) is None
    first = shown(qtbot, pictures, exercise, "right")
    found = nearest(pictures, PictureWanted(exercise, "right", image=1), dark=False)
    assert found is not None and found.toImage() == first
    assert nearest(pictures, PictureWanted(exercise, "left", image=1), dark=False) is None  # not the other side


def test_of_many_pictures_the_next_one_is_read_ahead(qtbot: QtBot, pictures: Pictures, tmp_path: Path) -> None:
    exercise = pictured(tmp_path, *(Image(f"{n}.png", 2) for n in range(7)))
    for at, following in ((2, "3.png"), (6, "0.png")):
        read_ahead(pictures, PictureWanted(exercise, "right", image=at), QSizeF(SIZE), 1)
        qtbot.waitUntil(lambda: not pictures.is_coming("mine"))
        assert {Path(w.file).name for w in pictures._pixmaps} >= {following}
    assert len(pictures._pixmaps) == 2


def test_a_borrowed_pose_is_asked_for_by_its_own_name_and_positions(qtbot: QtBot, pictures: Pictures) -> None:
    asked: list[Wanted] = []

    class Asked(FigureDrawer):
        def draw(self, wanted: Wanted, quick: bool = False) -> QImage | None:
            asked.append(wanted)
            return QImage(*wanted.size, QImage.Format.Format_ARGB32_Premultiplied)

    pictures.set_source(Asked)
    theirs = ("right knee forward", "left knee forward")
    mine = Exercise("mine", "Mine", sides=("left", "right"), figure=True, pose="pigeon", pose_sides=theirs)
    widget = Picture(Theme(), pictures)
    qtbot.addWidget(widget)
    widget.show_exercise(mine, "left")
    with qtbot.waitSignal(pictures.arrived) as told:
        widget.show()
        pictures.of(mine, "left", SIZE)
    assert told.args == ["pigeon"]
    assert {(w.exercise, w.sides, w.position) for w in asked} == {("pigeon", theirs, theirs[1])}


def test_the_desktop_is_given_a_picture_of_the_right_side_or_none(pictures: Pictures, tmp_path: Path) -> None:
    exercise = pictured(tmp_path, *IMAGES)
    assert pictures.file_of(exercise, "right") == tmp_path / "rest.png"
    assert pictures.file_of(exercise, "left") == tmp_path / "left.png"
    assert pictures.file_of(pictured(tmp_path, IMAGES[0]), "left") is None
    (tmp_path / "rest.png").unlink()
    assert pictures.file_of(exercise, "right") is None
    assert pictures.file_of(Exercise("plain", "Plain"), None) is None


def test_a_card_shows_own_pictures_turned_and_poses_by_their_names(tmp_path: Path) -> None:
    first, second = strip_of([pictured(tmp_path, IMAGES[0])])
    assert (first.image, first.folder, first.mirrored, second.mirrored) == ("rest.png", str(tmp_path), False, True)
    posed = Exercise("mine", "Mine", sides=SIDES, figure=True, pose="pigeon", pose_sides=("right knee", "left knee"))
    assert [(p.exercise, p.position) for p in strip_of([posed])] == [("pigeon", "right knee"), ("pigeon", "left knee")]


def test_what_a_picture_shows_is_said(tmp_path: Path) -> None:
    exercise = pictured(tmp_path, *IMAGES)
    assert spoken(exercise, "right", 1) == "The back hangs."
    assert spoken(exercise, "left", 0) == "Mine, left"


def play(qtbot: QtBot, plan: Plan) -> Driven:
    """Return the player as the first work begins."""
    driven = drive(qtbot, plan)
    while driven.player.moment.segment.kind is not Kind.WORK:
        driven.pass_seconds(1)
    return driven


def file_on_stage(driven: Driven) -> str:
    """Return the file of the picture that the stage shows."""
    value = driven.page.view.stage.value
    assert value is not None and value.wanted.image is not None
    return value.wanted.exercise.images[value.wanted.image].file


def test_phases_move_through_the_pictures_of_their_names(qtbot: QtBot, tmp_path: Path) -> None:
    exercise = pictured(tmp_path, *IMAGES)
    phases = (Phase("cow", Span(4, 4)), Phase("pause", Span(2, 2)), Phase("cat", Span(4, 4)))
    driven = play(qtbot, make_plan(Routine("r", "R", (Step(exercise, reps=Count(2, 2), rep=phases),))))
    seen = []
    for _ in range(5):
        seen.append(file_on_stage(driven))
        driven.pass_seconds(2)
    assert seen == ["cow.png", "cow.png", "cow.png", "cat.png", "cat.png"]


def test_an_easier_form_and_a_position_show_the_pictures_of_their_names(qtbot: QtBot, tmp_path: Path) -> None:
    driven = play(qtbot, hold_plan(pictured(tmp_path, *IMAGES), Span(60, 60)))
    assert file_on_stage(driven) == "rest.png"
    driven.player.command(Command.EASIER)
    driven.pass_seconds(1)
    assert file_on_stage(driven) == "bent.png"
    driven.player.command(Command.EASIER)
    driven.pass_seconds(15)
    driven.player.command(Command.NEXT)
    driven.pass_seconds(2)
    assert driven.player.moment.segment.position == "left" and file_on_stage(driven) == "left.png"


def test_pictures_follow_each_other_in_a_hold_and_go_on_from_phase_to_phase(qtbot: QtBot, tmp_path: Path) -> None:
    images = Image("a.png", 2), Image("b.png", 3)
    exercise = pictured(tmp_path, *images, sides=())
    driven = play(qtbot, hold_plan(exercise, Span(60, 60)))
    start = driven.player.moment.dose_elapsed
    seen = []
    for _ in range(10):
        seen.append(file_on_stage(driven)[0])
        driven.pass_seconds(1)
    assert start == 0 and "".join(seen) == "aabbbaabbb"
    phases = (Phase("in", Span(1, 1)), Phase("out", Span(1, 1)))
    driven = play(qtbot, make_plan(Routine("r", "R", (Step(exercise, reps=Count(5, 5), rep=phases),))))
    seen = []
    for _ in range(10):
        seen.append(file_on_stage(driven)[0])
        driven.pass_seconds(1)
    assert "".join(seen) == "aabbbaabbb"


def made_by_ada(folder: Path) -> Exercise:
    """Return an exercise whose first picture says who made it."""
    return pictured(folder, Image("a.png", 2, alt="She lies.", credit="Photo by Ada"), Image("b.png", 2), sides=())


def has_come(pictures: Pictures, exercise: Exercise, size: QSize) -> bool:
    """Return whether the first picture can be shown in a size."""
    return pictures.of(exercise, None, size, number=0) is not None


def test_who_made_a_picture_is_painted_where_there_is_room_and_told_everywhere(
    qtbot: QtBot, pictures: Pictures, tmp_path: Path
) -> None:
    picture = Picture(Theme(), pictures)
    qtbot.addWidget(picture)
    for size, painted in ((QSize(400, 300), True), (QSize(200, 150), False)):
        picture.resize(size)
        seen = []
        for exercise in (made_by_ada(tmp_path), pictured(tmp_path, Image("a.png", 2), sides=())):
            picture.show_exercise(exercise, None)
            qtbot.waitUntil(partial(has_come, pictures, exercise, picture.size()))
            seen.append(picture.grab().toImage())
            assert picture.accessibleDescription() == ("Credit: Photo by Ada." if len(seen) == 1 else "")
        assert (seen[0] != seen[1]) is painted


def test_the_player_paints_who_made_the_picture_and_tells_it(qtbot: QtBot, pictures: Pictures, tmp_path: Path) -> None:
    theme = Theme()
    stage = FigureStage(theme_look(theme), Type(theme), pictures)
    qtbot.addWidget(stage)
    stage.resize(780, 700)
    grabbed = []
    for exercise in (made_by_ada(tmp_path), pictured(tmp_path, Image("a.png", 2, alt="She lies."), sides=())):
        stage.set_value(StageValue(PictureWanted(exercise, image=0), ("Breathe.",)))
        qtbot.waitUntil(partial(has_come, pictures, exercise, QSize(780, 700)))
        grabbed.append(stage.grab().toImage())
        said = "Credit: Photo by Ada." if exercise.images[0].credit else ""
        assert (stage.accessibleName(), stage.accessibleDescription()) == ("Picture: She lies. Breathe.", said)
    assert grabbed[0] != grabbed[1]
