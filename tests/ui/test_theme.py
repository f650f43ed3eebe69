"""The look can be read: contrast of every text and shape on every ground, in every theme."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.theme import Appearance, Role, Theme, colours, contrast

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
PAPERS = [(dark, strong) for dark in (False, True) for strong in (False, True)]
GROUNDS = (Role.PAPER, Role.CARD, Role.STAGE)


def ratio(dark: bool, strong: bool, one: Role, other: Role) -> float:
    table = colours(dark, strong)
    return contrast(QColor(table[one]), QColor(table[other]))


@pytest.mark.parametrize(("dark", "strong"), PAPERS)
def test_what_is_read_from_the_mat_has_a_contrast_of_seven(dark: bool, strong: bool) -> None:
    for ground in GROUNDS:
        assert ratio(dark, strong, Role.INK, ground) >= 7
    assert ratio(dark, strong, Role.SIDE, Role.PAPER) >= 7


@pytest.mark.parametrize(("dark", "strong"), PAPERS)
def test_what_is_read_at_the_desk_has_a_contrast_of_four_and_a_half(dark: bool, strong: bool) -> None:
    for ground in GROUNDS:
        assert ratio(dark, strong, Role.MUTED, ground) >= 4.5
    assert ratio(dark, strong, Role.ON_PINE, Role.PINE) >= 4.5
    assert ratio(dark, strong, Role.ON_CORAL, Role.CORAL_GROUND) >= 4.5
    assert ratio(dark, strong, Role.INK, Role.PALE) >= 7


@pytest.mark.parametrize(("dark", "strong"), PAPERS)
def test_a_shape_that_says_something_has_a_contrast_of_three(dark: bool, strong: bool) -> None:
    for shape in (Role.PINE, Role.CORAL, Role.GOLD, Role.EDGE):
        for ground in GROUNDS:
            assert ratio(dark, strong, shape, ground) >= 3, (shape, ground)


def test_more_contrast_gives_more_of_it() -> None:
    for dark in (False, True):
        for role in (Role.INK, Role.MUTED, Role.PINE, Role.GOLD):
            assert ratio(dark, True, role, Role.PAPER) > ratio(dark, False, role, Role.PAPER)


def test_contrast_counts_as_the_web_guidelines_do() -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


def test_the_dark_paper_reaches_the_palette_and_is_told(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(FONTS)
    theme.set_appearance(Appearance.LIGHT)
    with qtbot.waitSignal(theme.changed):
        theme.set_appearance(Appearance.DARK)
    assert theme.dark
    assert qapp.palette().window().color() == theme.colour(Role.PAPER) == QColor("#0F1615")
    theme.set_appearance(Appearance.LIGHT)
    assert qapp.palette().window().color() == QColor("#F6F3EC")


def test_the_desktops_wish_for_contrast_is_followed_while_it_runs(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(FONTS)
    hints = qapp.styleHints()
    if not hasattr(hints, "accessibility"):
        pytest.skip("before Qt 6.10 no desktop tells")
    desktop = hints.accessibility()
    with qtbot.waitSignal(theme.changed):
        desktop.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    theme.set_strong(strong=True)
    with qtbot.assertNotEmitted(theme.changed):
        desktop.contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)


def test_our_type_has_figures_of_one_width(qapp: QApplication) -> None:
    theme = Theme(FONTS)
    assert theme.family.startswith("Inter")
    metrics = QFontMetricsF(theme.font(100, 600, tabular=True))
    assert metrics.horizontalAdvance("1") == pytest.approx(metrics.horizontalAdvance("8"))
    proportional = QFontMetricsF(theme.font(100, 600))
    assert proportional.horizontalAdvance("1") < proportional.horizontalAdvance("8")


def test_bold_is_drawn_bold_and_thin_is_thin(qapp: QApplication) -> None:
    theme = Theme(FONTS)
    widths = [QFontMetricsF(theme.font(100, weight)).horizontalAdvance("Hold") for weight in (100, 400, 700)]
    assert widths == sorted(set(widths))


def test_larger_text_is_larger(qapp: QApplication) -> None:
    theme = Theme(FONTS)
    theme.set_text_scale(1.3)
    assert theme.font(20).pixelSize() == 26
    assert theme.font(20, scaled=False).pixelSize() == 20


def test_without_its_file_the_desktops_own_type_serves(qapp: QApplication, tmp_path: Path) -> None:
    assert Theme(tmp_path).family == QApplication.font().family()
