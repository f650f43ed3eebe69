"""Screenshots of every page and every state of the player, from the real window with a fixed clock.

    python -m tests.tour OUT [PART OF A NAME ...]     (or python tests/tour.py OUT)

Light and dark, 1366x768 and 1920x1080, into the folder OUT. Not a test: made to be looked at.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.clocks import Clocks
from app.core.lengths import Span
from app.core.moments import Command, Waiting
from app.core.plan import Kind, Plan
from app.core.planning import hold_plan, make_plan
from app.paths import bundled, folders
from app.storage.library import Library
from app.ui.main_window import MainWindow
from app.ui.pages.player_page import PlayerPage
from app.ui.pages.routine_page import RoutinePage
from app.ui.player_keys import Action
from app.ui.session_player import SessionPlayer
from app.ui.session_room import Manner
from app.ui.theme import Appearance, Theme
from app.window_request import Opening, WindowRequest
from tests.tour_editor import EDITOR
from tests.tour_exercises import EXERCISES
from tests.tour_taking import TAKING

SIZES = ((1366, 768), (1920, 1080))
EVENING = datetime(2026, 11, 21, 18, 17, tzinfo=timezone(timedelta(hours=1)))
LIBRARY = Library(bundled(), Path("/nonexistent"))


class Tour:
    """The window with a clock that moves only when it is told to."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self.now = 1000.0
        self.window = MainWindow(theme, folders(folder), Clocks(steady=self.read, wall=self.wall))
        self.window.open_with(WindowRequest(), listening=False)
        self.settle()

    def read(self) -> float:
        """Return the fixed clock's reading."""
        return self.now

    def wall(self) -> datetime:
        """Return the wall clock's reading that belongs to it."""
        return EVENING + timedelta(seconds=self.now - 1000)

    def settle(self) -> None:
        """Let the window do what waits, drawing included."""
        for _ in range(3):
            QTest.qWait(60)
            self.window.desk.pictures.finish()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def rest(self) -> None:
        """Let the light of a change and what is news go by."""
        for _ in range(4):
            self.now += 1
            self.player.wake()
            QTest.qWait(600)

    def hear(self) -> None:
        """Show nothing of what this machine lacks."""
        for trouble in self.player.troubles:
            self.player.note_trouble(trouble.part, "")

    @property
    def player(self) -> SessionPlayer:
        """Return what leads the session."""
        assert self.window.room is not None and self.window.room.player is not None
        return self.window.room.player

    def wait(self, seconds: float) -> None:
        """Let the clock run, a second at a time, as the window's own timer would."""
        for _ in range(int(seconds)):
            self.now += 1
            self.player.wake()

    def play(self, plan: Plan, wait: float = 0) -> None:
        """Begin a session without the longer get ready of a first time, and let it run."""
        self.window.play(plan, manner=Manner(at_once=True))
        self.wait(wait)

    def skip_to(self, arrived: Callable[[], bool]) -> None:
        """Press Right until something is true."""
        for _ in range(200):
            if arrived():
                return
            self.player.command(Command.NEXT)
            self.wait(1)

    def do(self, action: Action) -> None:
        """Do what a key asks for."""
        self.player_page.do(action)

    @property
    def player_page(self) -> PlayerPage:
        """Return the page of the running session."""
        assert isinstance(self.window.page, PlayerPage)
        return self.window.page


def routine(key: str, level: int = 40) -> Plan:
    """Return the plan of a bundled routine."""
    read = LIBRARY.routine(key)
    assert read is not None and read.routine is not None
    return make_plan(read.routine, level)


def one_hold(key: str, seconds: float, upper: float | None = None) -> Plan:
    """Return the plan of one hold."""
    exercise = LIBRARY.exercises.find(key)
    assert exercise is not None
    return hold_plan(exercise, Span(seconds, upper or seconds), 100)


# The states. Each takes the tour to where its picture is taken.


def library(tour: Tour) -> None:
    """The shelf as a newcomer meets it."""


def library_resume(tour: Tour) -> None:
    """The shelf after a session that was left."""
    tour.play(routine("lower-back-release"), 10 + 60)
    assert tour.window.room is not None
    tour.window.room.leave()
    tour.window.show_page("library")


def routine_page(tour: Tour) -> None:
    """A routine at the level last used."""
    path = LIBRARY.path("lower-back-release")
    tour.window.show_routine(str(path))


def routine_minutes(tour: Tour) -> None:
    """A routine that was fitted to the time at hand."""
    tour.window.take_request(WindowRequest(Opening.PLAY, routine="upper-back-relief", minutes=15))


def before(tour: Tour) -> None:
    """The page before the first start."""
    routine_page(tour)
    assert isinstance(tour.window.page, RoutinePage)
    tour.window.page.start_requested.emit()


def one_hold_page(tour: Tour) -> None:
    """One exercise, any length."""
    tour.window.show_page("hold")


def history_page(tour: Tour) -> None:
    """Past sessions, one of them cut short."""
    tour.play(one_hold("legs-up-the-wall", 60))
    tour.skip_to(lambda: tour.player.moment.segment.kind is Kind.WORK)
    tour.wait(62)
    tour.now += 90_000
    tour.play(routine("lower-back-release"), 200)
    tour.player.end_here()
    tour.window.show_page("history")


def history_empty(tour: Tour) -> None:
    """The history before the first session."""
    tour.window.show_page("history")


def settings_page(tour: Tour) -> None:
    """All settings."""
    tour.window.show_page("settings")


def ready(tour: Tour) -> None:
    """Getting ready, the setup in words."""
    tour.play(routine("lower-back-release"), 4)


def hold(tour: Tour) -> None:
    """A long hold on the right side."""
    tour.play(routine("lower-back-release"))
    tour.skip_to(lambda: tour.player.moment.segment.kind is Kind.WORK)
    tour.wait(72)


def past_minimum(tour: Tour) -> None:
    """Past the tock."""
    hold(tour)
    tour.wait(125)


def switch(tour: Tour) -> None:
    """The change of sides, the picture already turned."""
    hold(tour)
    tour.player.command(Command.NEXT)
    tour.wait(3)


def controls(tour: Tour) -> None:
    """The buttons and key hints."""
    hold(tour)
    tour.player_page.show_controls()


def paused(tour: Tour) -> None:
    """A pause."""
    hold(tour)
    tour.player.pause()


def question(tour: Tour) -> None:
    """The question in the page."""
    hold(tour)
    tour.do(Action.LEAVE)


def count(tour: Tour) -> None:
    """The count before a hold goes on."""
    paused(tour)
    tour.now += 2
    tour.player.go_on()
    tour.wait(1)


def away(tour: Tour) -> None:
    """Back from sleep."""
    hold(tour)
    tour.now += 412
    tour.player.wake()


def rest(tour: Tour) -> None:
    """Between two sets."""
    tour.play(routine("upper-back-strength"))
    tour.skip_to(lambda: tour.player.moment.segment.kind is Kind.REST)
    tour.wait(5)


def own_pace(tour: Tour) -> None:
    """Repetitions at one's own pace."""
    tour.play(routine("gym-upper-back"))
    tour.skip_to(lambda: isinstance(tour.player.session.state, Waiting))
    tour.wait(17)


def phase(tour: Tour) -> None:
    """Within a repetition."""
    tour.play(routine("upper-back-opener"))
    tour.skip_to(lambda: tour.player.moment.segment.phase is not None)
    tour.wait(1)


def quiet(tour: Tour) -> None:
    """The long, quiet hold after its first minute."""
    tour.play(routine("lower-back-release"))
    wall = "legs-up-the-wall"
    tour.skip_to(lambda: tour.player.moment.segment.exercise == wall and tour.player.moment.segment.kind is Kind.WORK)
    tour.wait(90)


def stay(tour: Tour) -> None:
    """A hold that goes on past its end."""
    tour.play(one_hold("sphinx", 60))
    tour.skip_to(lambda: tour.player.moment.segment.kind is Kind.WORK)
    tour.player.command(Command.STAY)
    tour.wait(75)


def no_sound(tour: Tour) -> None:
    """Nothing is heard."""
    hold(tour)
    tour.player.note_trouble("sound", "Nothing is heard", "There is no sound device.")


def keys(tour: Tour) -> None:
    """All keys."""
    hold(tour)
    tour.do(Action.KEYS)


def words(tour: Tour) -> None:
    """The setup in words again."""
    hold(tour)
    tour.do(Action.WORDS)


def tell(tour: Tour) -> None:
    """Name, side and time left."""
    hold(tour)
    tour.do(Action.TELL)


def summary(tour: Tour) -> None:
    """The end of a routine with one side cut short."""
    tour.play(routine("lower-back-release"))
    work = 0
    while tour.player.running:
        if tour.player.moment.segment.kind is Kind.WORK:
            work += 1
            if work == 4 * 60:
                tour.player.command(Command.NEXT)
        tour.wait(1)
    tour.now += 4
    QTest.qWait(3300)


STATES = (
    library, library_resume, routine_page, routine_minutes, before, one_hold_page, history_page, history_empty,
    settings_page, ready, hold, past_minimum, switch, controls, paused, question, count, away, rest, own_pace, phase,
    quiet, stay, no_sound, keys, words, tell, summary, *TAKING, *EXERCISES, *EDITOR,
)  # fmt: skip


def main() -> None:
    """Take the pictures that were asked for."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[2:]
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(bundled() / "resources" / "fonts")
    cache = tempfile.TemporaryDirectory()
    for appearance in (Appearance.LIGHT, Appearance.DARK):
        theme.set_appearance(appearance)
        theme.apply()
        for state in STATES:
            if wanted and not any(part in state.__name__ for part in wanted):
                continue
            for width, height in SIZES:
                with tempfile.TemporaryDirectory() as folder:
                    (Path(folder) / "cache").symlink_to(cache.name)
                    tour = Tour(Path(folder), theme)
                    tour.window.resize(width, height)
                    state(tour)
                    if tour.window.room is not None:
                        tour.rest()
                        if state is not no_sound:
                            tour.hear()
                    tour.settle()
                    tour.window.grab().save(str(out / f"{state.__name__}-{appearance.value}-{width}x{height}.png"))
                    if tour.window.room is not None:
                        tour.window.room.leave()
                    tour.window.close()
                    tour.window.close_stores()
                    tour.window.deleteLater()
                    app.processEvents()
    cache.cleanup()


if __name__ == "__main__":
    main()
