"""Another person, another skin and the other paper are drawn at once, also where a picture was on its way."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPixmap
from pytestqt.qtbot import QtBot

from app.ui.figure_frames import FigureDrawer
from app.ui.picture_wishes import Wanted
from app.ui.pictures import Pictures
from app.ui.theme import Appearance, Theme

SIZE = QSize(160, 120)


class Waiting(FigureDrawer):
    """Draws one colour, but not before it may."""

    def __init__(self, colour: str, person: str) -> None:
        super().__init__(None, person)
        self.colour, self.may, self.began = colour, Event(), Event()

    def draw(self, wanted: Wanted, quick: bool = False) -> QImage | None:
        self.began.set()
        self.may.wait(10)
        image = QImage(*wanted.size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(QColor(self.colour))
        return image


@pytest.fixture
def pictures(qtbot: QtBot, tmp_path: Path) -> Pictures:
    return Pictures(Theme(), tmp_path)


def wait_for(qtbot: QtBot, pictures: Pictures) -> QPixmap:
    """Return the picture of the pigeon as soon as it is there."""
    qtbot.waitUntil(lambda: pictures.figure("pigeon", (), None, SIZE) is not None, timeout=10_000)
    found = pictures.figure("pigeon", (), None, SIZE)
    assert found is not None
    return found


def test_a_picture_of_the_former_person_that_comes_late_is_not_shown(qtbot: QtBot, pictures: Pictures) -> None:
    before, after = Waiting("#102030", "woman"), Waiting("#405060", "man")
    pictures.set_source(lambda: before)
    assert pictures.figure("pigeon", (), None, SIZE) is None
    assert before.began.wait(10)
    pictures.set_source(lambda: after)
    after.may.set()
    before.may.set()
    assert wait_for(qtbot, pictures).toImage().pixelColor(5, 5) == QColor("#405060")
    pictures.close()


@pytest.mark.parametrize(("person", "skin"), [("man", 1), ("woman", 3)])
def test_another_person_or_skin_is_another_picture(qtbot: QtBot, pictures: Pictures, person: str, skin: int) -> None:
    pictures.set_source(lambda: FigureDrawer(None, "woman", 1))
    first = wait_for(qtbot, pictures).toImage()
    pictures.set_source(lambda: FigureDrawer(None, person, skin))
    assert wait_for(qtbot, pictures).toImage() != first
    pictures.close()


def test_the_other_paper_is_another_picture(qtbot: QtBot, tmp_path: Path) -> None:
    theme = Theme()
    pictures = Pictures(theme, tmp_path)
    pictures.set_source(lambda: FigureDrawer(None, "woman", 1))
    theme.set_appearance(Appearance.LIGHT)
    light = wait_for(qtbot, pictures).toImage()
    theme.set_appearance(Appearance.DARK)
    assert wait_for(qtbot, pictures).toImage() != light
    pictures.close()
