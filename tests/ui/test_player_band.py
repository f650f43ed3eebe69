"""The line under the timeline: each text in its own room, and painted whole whenever it changes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetricsF, QImage, QPaintEvent
from pytestqt.qtbot import QtBot

from app.ui.widgets.look import Type, theme_look
from app.ui.widgets.player_band import PlayerBand
from tests.ui.player_driving import theme_of

HALF_A_SCREEN = (896, 41)  # the band of a window of 960 x 1080
SMALL = (955, 24)  # of 1024 x 640


class Watched(PlayerBand):
    """Notes what is painted anew."""

    painted = QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted = event.rect()
        super().paintEvent(event)


def shown(qtbot: QtBot, size: tuple[int, int]) -> Watched:
    theme = theme_of()
    band = Watched(theme_look(theme), Type(theme))
    qtbot.addWidget(band)
    band.resize(*size)
    band.show()
    qtbot.waitExposed(band)
    return band


@pytest.mark.parametrize("size", [HALF_A_SCREEN, SMALL])
def test_of_the_time_that_is_left_every_figure_is_painted_anew(qtbot: QtBot, size: tuple[int, int]) -> None:
    band = shown(qtbot, size)
    band.set_texts("about 1:12:34 left", "Mine · done at 18:06")
    qtbot.waitUntil(lambda: band.painted.width() > 0)
    band.painted = QRect()
    band.set_texts("about 1:12:33 left", "Mine · done at 18:06")
    qtbot.waitUntil(lambda: band.painted.width() > 0)
    wide = QFontMetricsF(band.type.font(band.height() * 0.74, 600, tabular=True)).horizontalAdvance(
        "about 1:12:33 left"
    )
    assert band.painted.right() >= wide - 1


def image_of(band: PlayerBand, width: int) -> QImage:
    """Return what stands at the left."""
    return band.grab(QRect(0, 0, width, band.height())).toImage()


@pytest.mark.parametrize("size", [HALF_A_SCREEN, SMALL])
def test_a_long_name_and_a_trouble_leave_the_time_alone(qtbot: QtBot, size: tuple[int, int]) -> None:
    band = shown(qtbot, size)
    left = "about 1:12:34 left"
    band.set_texts(left, "")
    wide = round(QFontMetricsF(band.type.font(band.height() * 0.74, 600, tabular=True)).horizontalAdvance(left))
    alone = image_of(band, wide)
    band.set_texts(left, f"{'A routine for every evening of the week ' * 4}· done at 18:06")
    assert image_of(band, wide) == alone
    band.set_trouble("No voice, bells instead: install espeak-ng")
    assert image_of(band, wide) == alone
