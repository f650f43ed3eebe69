"""A player on a fake clock, driven as a person would: keys in, seconds passed, nothing slept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from app.core.plan import Plan
from app.core.session import Session
from app.paths import bundled
from app.ui.pages.player_page import PlayerPage
from app.ui.player_light import LightWanted
from app.ui.session_player import SessionPlayer
from app.ui.session_ports import Awake, Cues, Journal
from app.ui.theme import Appearance, Theme

BEGAN = datetime(2026, 11, 21, 18, 0)


class FakeClock:
    """A steady clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def wall(self) -> datetime:
        return BEGAN + timedelta(seconds=self.now - 1000.0)


@dataclass
class Driven:
    """A shown page and its player; `press` types, `pass_seconds` lets time go by."""

    clock: FakeClock
    player: SessionPlayer
    page: PlayerPage

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            # As they come from the system: Qt's own test keys do not know all of those that remotes have.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(self.page, QKeyEvent(kind, key, modifier))

    def pass_seconds(self, seconds: float) -> None:
        end = self.clock.now + seconds
        while self.clock.now < end - 1e-9 and self.player.running:
            self.clock.now = min(end, self.clock.now + 1.0)
            self.player.wake()


def theme_of(appearance: Appearance = Appearance.LIGHT) -> Theme:
    theme = Theme(bundled() / "resources" / "fonts")
    theme.set_appearance(appearance)
    return theme


def drive(
    qtbot: QtBot,
    plan: Plan,
    *,
    theme: Theme | None = None,
    size: tuple[int, int] = (1366, 768),
    session: Session | None = None,
    journal: Journal | None = None,
    cues: Cues | None = None,
    awake: Awake | None = None,
    light: LightWanted = LightWanted.AUTO,
    one_key: bool = False,
    voice: bool = False,
    begin: bool = True,
) -> Driven:
    clock = FakeClock()
    player = SessionPlayer(session or Session(plan), journal=journal, cues=cues, awake=awake, clock=clock)
    page = PlayerPage(
        player, theme or theme_of(), light=light, one_key=one_key, voice=voice, clock=clock, wall=clock.wall
    )
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    if begin:
        player.begin()
    return Driven(clock, player, page)
