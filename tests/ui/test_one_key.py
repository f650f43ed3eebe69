"""A whole session with one key, and with one button of a headset."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.core.moments import Counting, Finished, Ready, Resting, State, Switching, Waiting, Working
from app.core.record import Outcome
from app.core.routine import Profile
from app.ui.senses import Hearing
from tests.core.plans import hold, own_pace, plan
from tests.ui.player_driving import Driven, drive
from tests.ui.private_bus import bus_address
from tests.ui.test_media_remote import Outside
from tests.ui.test_senses import Evening

__all__ = ["bus_address"]

WHAT = plan(hold("pigeon", 60, positions=("right", "left")), own_pace(reps=5, sets=2, rest=30), hold("sphinx", 90))


def stands(driven: Driven, *states: type[State]) -> bool:
    return isinstance(driven.player.session.state, states)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Enter, Qt.Key.Key_B, Qt.Key.Key_MediaTogglePlayPause])
def test_one_key_alone_leads_from_the_first_get_ready_to_the_end(qtbot: QtBot, key: Qt.Key) -> None:
    driven = drive(qtbot, WHAT, one_key=True)
    pauses = 0
    for _ in range(300):
        if stands(driven, Ready, Switching, Resting):
            driven.press(key)
            assert stands(driven, Working, Waiting)  # start now
        elif stands(driven, Waiting):
            driven.pass_seconds(12)
            driven.press(key)
            assert not stands(driven, Waiting)  # done
        elif stands(driven, Working) and pauses < 3 and driven.player.moment.elapsed == 20:
            driven.press(key)
            assert driven.player.paused
            driven.press(key)
            assert stands(driven, Counting)
            pauses += 1
            driven.pass_seconds(4)
        driven.pass_seconds(1)
        if not driven.player.running:
            break
    assert driven.player.session.state == Finished(at_end_of_plan=True)
    assert pauses == 3
    assert {record.outcome for record in driven.player.records} == {Outcome.DONE}


def test_without_the_setting_the_same_key_pauses_a_get_ready(qtbot: QtBot) -> None:
    driven = drive(qtbot, WHAT)
    driven.press(Qt.Key.Key_Space)
    assert driven.player.paused


def test_one_button_of_a_headset_means_the_same(qtbot: QtBot, tmp_path: Path, bus_address: str) -> None:
    room = Evening(tmp_path, bus=bus_address, how=Hearing(profile=Profile.SILENT, one_key=True), plan=WHAT)
    outside = Outside(qtbot, bus_address)
    room.begin()
    seen = []
    while room.player.running:
        state = room.player.session.state
        seen.append(type(state))
        if isinstance(state, Working):
            room.wait(room.player.moment.left or 0)
        else:
            outside.playerctl("play-pause")
    assert seen == [Ready, Working, Switching, Working, Ready, Waiting, Resting, Waiting, Ready, Working]
    room.senses.close()
