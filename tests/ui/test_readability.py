"""Read from three metres: sizes are measured on the painted window, contrasts on its colours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QImage
from pytestqt.qtbot import QtBot

from app.core.exercise import Exercise
from app.core.lengths import Span
from app.core.planning import hold_plan
from app.core.routine import Profile
from app.ui.theme import Appearance, Role, Theme, contrast
from app.ui.widgets.look import CAPITALS, Look, Type, other_look, quiet_look, theme_look, washed_look
from tests.ui.player_driving import Driven, drive, theme_of

NAMES = (
    ("Pigeon", ()),
    ("Hamstring stretch", ("right leg", "left leg")),
    ("Legs up the wall", ()),
    ("Quadruped arm and leg raises 2", ("right knee forward", "left knee forward")),  # 30 characters
    ("Oberschenkelrückseitendehnung", ("rechtes Bein right", "linkes Bein left")),
    ("Brustwirbelsäulenrotation", ("right", "left")),
    ("Wadenbeinmuskulaturentspannung", ()),
)
SMALL_CUE = "Die Fersen lang herausschieben und die Oberschenkelmuskulatur bewusst loslassen."


def holding(qtbot: QtBot, name: str = "Pigeon", sides: tuple[str, ...] = (), **how: object) -> Driven:
    exercise = Exercise("x", name, sides=sides, cues=(SMALL_CUE,), setup=("Lie on your back.",))
    seconds = how.pop("seconds", 200.0)
    assert isinstance(seconds, float)
    size = how.pop("size", (1366, 768))
    theme = how.pop("theme", None)
    assert isinstance(size, tuple) and (theme is None or isinstance(theme, Theme)) and not how
    driven = drive(qtbot, hold_plan(exercise, Span(seconds, seconds)), size=size, theme=theme)
    driven.pass_seconds(11)
    return driven


def ink_rows(image: QImage, ink: QColor, left: int = 0, right: int | None = None) -> tuple[int, int]:
    """Return the first and the last row in which a pixel is nearer to the ink than to anything else."""
    rows = [
        y
        for y in range(image.height())
        if any(
            abs(QColor(image.pixel(x, y)).lightness() - ink.lightness()) < 60
            for x in range(left, right or image.width(), 2)
        )
    ]
    return rows[0], rows[-1]


@pytest.mark.parametrize("seconds", [200.0, 45.0, 599.0, 700.0, 3599.0, 7200.0])
@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_figures_of_the_countdown_are_a_fifth_of_the_windows_height(
    qtbot: QtBot, seconds: float, size: tuple[int, int]
) -> None:
    driven = holding(qtbot, seconds=seconds, size=size)
    image = driven.page.view.countdown.grab().toImage()
    first, last = ink_rows(image, theme_of().colour(Role.INK))
    assert (last - first + 1) / image.devicePixelRatio() >= 0.2 * size[1]


@pytest.mark.parametrize("seconds", [45.0, 200.0, 599.0, 700.0, 3599.0, 7200.0, 14400.0])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 640), (1920, 1080), (3840, 2160), (1280, 1024)])
def test_the_figures_are_never_wider_than_their_column(qtbot: QtBot, seconds: float, size: tuple[int, int]) -> None:
    driven = holding(qtbot, seconds=seconds, size=size)
    countdown = driven.page.view.countdown
    large, small = countdown.sizes()
    wide = countdown.width_of(countdown.face.large, large) + countdown.width_of(
        countdown.face.before + countdown.face.small, small
    )
    assert wide <= countdown.width() + 1


@pytest.mark.parametrize(("name", "sides"), NAMES)
def test_capitals_of_name_and_side_are_a_twentieth_of_the_windows_height(
    qtbot: QtBot, name: str, sides: tuple[str, ...]
) -> None:
    driven = holding(qtbot, name, sides)
    view = driven.page.view
    lines = view.headline.lines()
    type_ = Type(theme_of())
    capitals = QFontMetricsF(type_.font(lines.name.px, 700)).tightBoundingRect("H").height()
    assert capitals >= 0.05 * 768
    if sides:
        assert QFontMetricsF(type_.font(lines.side.px, 700)).tightBoundingRect("H").height() >= 0.05 * 768
        assert lines.side.px == pytest.approx(lines.name.px, rel=0.1)


@pytest.mark.parametrize(("name", "sides"), NAMES)
@pytest.mark.parametrize("size", [(1366, 768), (1024, 640), (1920, 1080)])
def test_no_name_is_cut_and_nothing_lies_over_anything(
    qtbot: QtBot, name: str, sides: tuple[str, ...], size: tuple[int, int]
) -> None:
    driven = holding(qtbot, name, sides, size=size)
    view = driven.page.view
    lines = view.headline.lines()
    assert "".join(lines.name.lines).replace("-", "").replace(" ", "") == name.replace("-", "").replace(" ", "")
    assert lines.height <= view.headline.height() + 1
    measure = Type(theme_of()).measure(700)
    assert all(measure(line, lines.name.px) <= view.headline.width() + 1 for line in lines.name.lines)
    column = [view.headline, view.countdown, view.bar, view.next_up]
    for above, below in pairwise(column):
        assert above.geometry().bottom() <= below.geometry().top() + 1


@pytest.mark.parametrize("size", [(1366, 768), (1024, 640)])
def test_capitals_of_the_cue_are_three_hundredths_of_the_windows_height(qtbot: QtBot, size: tuple[int, int]) -> None:
    driven = holding(qtbot, size=size)
    cue = driven.page.view.stage.cue_lines()
    type_ = Type(theme_of())
    assert QFontMetricsF(type_.font(cue.px, 500)).tightBoundingRect("H").height() >= 0.03 * size[1] - 0.5
    assert " ".join(cue.lines) == SMALL_CUE


def test_capitals_are_as_high_as_the_layout_takes_them_to_be(qtbot: QtBot) -> None:
    height = QFontMetricsF(Type(theme_of()).font(200, 600)).tightBoundingRect("H").height()
    assert height == pytest.approx(200 * CAPITALS, abs=2)


def looks(appearance: Appearance) -> dict[str, Look]:
    theme = theme_of(appearance)
    return {
        "calm": theme_look(theme),
        "light of a change": other_look(theme),
        "wash": washed_look(theme),
        "quiet": quiet_look(theme),
    }


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
@pytest.mark.parametrize("which", ["calm", "light of a change", "wash", "quiet"])
def test_what_is_read_from_the_mat_stands_seven_to_one(qtbot: QtBot, appearance: Appearance, which: str) -> None:
    look = looks(appearance)[which]
    for ground in (Role.PAPER, Role.STAGE, Role.CARD):
        assert contrast(look[Role.INK], look[ground]) >= 7
    assert contrast(look[Role.SIDE], look[Role.PAPER]) >= 7
    assert contrast(look[Role.MUTED], look[Role.PAPER]) >= 4.5


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_the_bars_filled_part_stands_three_to_one(qtbot: QtBot, appearance: Appearance) -> None:
    look = looks(appearance)["calm"]
    for shape in (Role.PINE, Role.CORAL, Role.GOLD):
        assert contrast(look[shape], look[Role.PAPER]) >= 3
    assert contrast(look[Role.INK], look[Role.TRACK]) >= 3  # the lower end's mark


@pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
def test_a_quiet_hold_is_nearly_black_on_either_theme(qtbot: QtBot, appearance: Appearance) -> None:
    assert looks(appearance)["quiet"][Role.PAPER].lightness() < 12


def test_from_ten_minutes_up_the_minutes_stay_large_and_the_seconds_are_small(qtbot: QtBot) -> None:
    driven = holding(qtbot, seconds=700.0)
    countdown = driven.page.view.countdown
    assert (countdown.face.large, countdown.face.small) == ("11", ":39")
    large, small = countdown.sizes()
    assert small < large / 2


def test_a_silent_profile_reads_the_same(qtbot: QtBot) -> None:
    driven = holding(qtbot)
    while driven.player.profile is not Profile.SILENT:
        driven.player.next_profile()
    assert driven.page.view.countdown.figures_height() >= 0.2 * 768
