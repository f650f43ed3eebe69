"""Sound outside a session: the test of the bell before the start, the card of all sounds, the choice of a voice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.clocks import Clocks
from app.core.cues import Sound
from app.paths import folders
from app.storage.setting import VOICE, VOLUME
from app.ui.desk import Desk, RoutineChoice
from app.ui.pages.before_page import BeforePage
from app.ui.pages.settings_page import SettingsPage
from app.ui.senses import Around
from app.ui.widgets.button import Button
from app.ui.widgets.label import Label
from app.ui.widgets.sound_test import NAMES, SoundTest
from tests.ui.player_driving import theme_of
from tests.ui.test_sound import Clock, RecordingOutput
from tests.ui.test_voice import Reciter


class Room:
    """A desk whose sound goes to an output of the test."""

    def __init__(self, data: Path) -> None:
        self.clock = Clock()
        self.output = RecordingOutput(self.clock)
        around = Around(self.output, (), Reciter(), "unix:path=/nowhere", None, self.clock)
        self.desk = Desk(theme_of(), folders(data), Clocks(), around=around)

    def before(self) -> BeforePage:
        routine, _ = self.desk.routine_at("lower-back-release")
        assert routine is not None
        page = self.desk.before_page(self.desk.routine_page(routine, RoutineChoice()))
        assert page is not None
        page.bell_requested.connect(self.desk.ring)
        return page

    def settings(self, qtbot: QtBot) -> SettingsPage:
        page = self.page = self.desk.settings_page()
        qtbot.addWidget(page)
        page.show()
        return page


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.desk.close()


def loudest(room: Room) -> int:
    return max(map(abs, room.output.heard), default=0)


def named(page: SoundTest | BeforePage, beginning: str) -> Button:
    return next(b for b in page.findChildren(Button) if b.accessibleName().startswith(beginning))


def test_the_device_is_ready_when_the_page_before_opens_and_its_bell_is_heard(qtbot: QtBot, room: Room) -> None:
    page = room.before()
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: room.output.fill is not None, timeout=3_000)
    QTest.keyClick(page, Qt.Key.Key_B)
    room.output.pull(0.5)
    assert loudest(room) > 1000


def test_a_bell_that_nobody_hears_is_said_on_the_page_before_and_unsaid(qtbot: QtBot, room: Room) -> None:
    room.output.missing = True
    page = room.before()
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: bool(page.silence), timeout=3_000)
    assert page.silence.startswith("No sound device answers. Nothing is heard.")
    page.show_heard()
    assert page.silence == ""


def test_the_card_has_every_sound_of_the_table_and_names_what_it_plays(qtbot: QtBot, room: Room) -> None:
    assert set(NAMES) == set(Sound)
    card = room.settings(qtbot).sounds
    for sound, (like, means) in NAMES.items():
        with qtbot.waitSignal(card.sound_requested) as asked:
            QTest.mouseClick(named(card, f"Play {like.lower()}: "), Qt.MouseButton.LeftButton)
        assert asked.args == [sound.value]
        assert card.words == f"{like}: {means}."
    room.desk.senses.sound.hush()


def test_play_all_plays_them_one_after_the_other(qtbot: QtBot, room: Room) -> None:
    card = room.settings(qtbot).sounds
    heard: list[str] = []
    card.sound_requested.connect(heard.append)
    QTest.mouseClick(named(card, "Test the sound"), Qt.MouseButton.LeftButton)
    assert heard == ["begin"]
    card.advance()
    assert heard == ["begin", "change-side"]
    assert card.words == "Two strokes: change sides."


def test_once_it_is_heard_again_the_words_of_the_card_are_as_quiet_as_before(qtbot: QtBot, room: Room) -> None:
    card = room.settings(qtbot).sounds
    said = next(label for label in card.findChildren(Label) if label.text() == card.words)
    before = said.palette().color(QPalette.ColorRole.WindowText)
    card.show_silence("No sound device answers.")
    assert said.palette().color(QPalette.ColorRole.WindowText) != before
    card.show_heard()
    assert said.palette().color(QPalette.ColorRole.WindowText) == before


def test_silence_is_said_on_the_card(qtbot: QtBot, room: Room) -> None:
    room.output.missing = True
    card = room.settings(qtbot).sounds
    qtbot.waitUntil(lambda: card.words == "No sound device answers. Nothing is heard.", timeout=3_000)


def test_a_volume_holds_for_the_very_next_sound(qtbot: QtBot, room: Room) -> None:
    page = room.settings(qtbot)
    qtbot.waitUntil(lambda: room.output.fill is not None, timeout=3_000)
    room.desk.play_sound("begin")
    room.output.pull(0.5)
    loud = loudest(room)
    # A device that is asked for nothing while the setting is written would be taken for a dead one: it rests.
    room.desk.senses.sound.rest()
    qtbot.waitUntil(lambda: room.output.fill is None, timeout=3_000)
    page.setting_changed.emit(VOLUME, 20)
    room.output.heard.clear()
    room.desk.senses.sound.prepare()
    qtbot.waitUntil(lambda: room.output.fill is not None, timeout=3_000)
    room.desk.play_sound("begin")
    room.output.pull(0.5)
    assert 0 < loudest(room) < loud / 4


def test_the_voice_is_chosen_from_those_of_the_system(qtbot: QtBot, room: Room) -> None:
    page = room.settings(qtbot)
    qtbot.waitUntil(lambda: isinstance(page.field(VOICE).control, QComboBox), timeout=3_000)
    box = page.field(VOICE).control
    assert isinstance(box, QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == ["The system's own choice", "alto", "bass"]
    assert box.accessibleName() == "Voice"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: room.desk.preferences[VOICE] == "bass")
