"""A session led without a window, on a clock of the test's own: what is due comes at its moment, keys act at theirs."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.core.exercise import Exercise
from app.core.lengths import Count
from app.core.moments import Command, CountdownBeat, Event, Moment, PausedNow, SegmentStarted, WentOn
from app.core.plan import Plan
from app.core.planning import make_plan
from app.core.routine import Step
from app.core.session import Session
from app.storage.history import sessions_as_data, unfinished_as_data
from app.storage.history_database import HistoryDatabase
from app.storage.session_journal import SessionJournal
from app.terminal_bells import Bells
from app.terminal_events import EventLines
from app.terminal_keys import Digit, Press, Wish
from app.terminal_screen import Abilities, Screen
from app.terminal_session import Ending, TerminalSession
from tests.core.routines import STILL, hold, routine
from tests.running import wait_for

SOUNDS = Path(__file__).resolve().parent.parent / "resources" / "sounds"


class Evening:
    """Hands and clock in one: time passes by waiting, and keys are pressed at their moments."""

    def __init__(self, *pressed: tuple[float, Press], there: bool = True) -> None:
        self.now = 100.0
        self._pressed = [(100.0 + at, press) for at, press in pressed]
        self.there = there
        self.stopped = 0

    def clock(self) -> float:
        return self.now

    def wait(self, seconds: float | None) -> tuple[Press, ...]:
        following = self._pressed[0][0] if self._pressed else None
        until = following if seconds is None else self.now + seconds
        assert until is not None, "it waits for a key that nobody presses"
        if following is not None and following <= until:
            self.now = max(self.now, following)
            return (self._pressed.pop(0)[1],)
        self.now = until
        return ()

    def stop(self) -> None:
        self.stopped += 1
        self.now += 60.0


class Notes:
    """A watcher that writes down what it is told, with the moment."""

    def __init__(self, evening: Evening) -> None:
        self._evening = evening
        self.rows: list[tuple[float, str]] = []
        self.seconds = 0
        self.wishes: list[Wish] = []
        self.typed: list[str] = []

    def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> None:
        for event in events:
            if isinstance(event, SegmentStarted) and event.segment is not None:
                self._note(event.segment.kind.value)
            elif not isinstance(event, CountdownBeat):
                self._note(type(event).__name__)

    def _note(self, what: str) -> None:
        self.rows.append((round(self._evening.now - 100.0, 2), what))

    def second(self, moment: Moment, plan: Plan, typed: str) -> None:
        self.seconds += 1
        self.typed.append(typed)

    def wished(self, wish: Wish, moment: Moment, plan: Plan) -> None:
        self.wishes.append(wish)

    def trouble(self, sentence: str) -> None:
        self._note(sentence)

    def due_in(self, seconds: float | None) -> None:
        pass

    @property
    def gone(self) -> bool:
        return False


@pytest.fixture
def database(tmp_path: Path) -> Iterator[HistoryDatabase]:
    base = HistoryDatabase(tmp_path / "history.sqlite", tmp_path / "backups")
    base.open()
    yield base
    base.close()


def led(
    database: HistoryDatabase, plan: Plan, evening: Evening, *more: Any, speed: float = 1.0, unattended: bool = False
) -> tuple[Ending, Notes]:
    """Return how a session ended that was led to its end, and what was told of it."""
    session = Session(plan, speed=speed, unattended=unattended)
    journal = SessionJournal(database, backs_up=False)
    notes = Notes(evening)
    leader = TerminalSession(session, journal, evening, [notes, *more], evening.clock)
    return leader.lead(lambda now: journal.begin(session, now)), notes


def test_a_session_runs_to_its_end_with_every_change_at_its_moment(database: HistoryDatabase) -> None:
    # 0 ready, 10 work (30 s), 40 ready, 50 work (20 s), 70 over
    ending, notes = led(database, make_plan(routine(hold(30), hold(20))), Evening())
    assert ending is Ending.FINISHED
    kinds = [row for row in notes.rows if row[1] in ("ready", "work", "SessionFinished")]
    assert kinds == [(0, "ready"), (10, "work"), (40, "ready"), (50, "work"), (70, "SessionFinished")]
    (session,) = sessions_as_data(database.connection)
    assert (session["finished"], session["done_seconds"]) == (True, 50)


def test_each_second_is_shown_once(database: HistoryDatabase) -> None:
    _, notes = led(database, make_plan(routine(hold(30))), Evening())
    assert 40 <= notes.seconds <= 50


def test_keys_pause_and_go_on_with_a_count_of_three(database: HistoryDatabase) -> None:
    evening = Evening((15.0, Command.PAUSE), (25.0, Command.PAUSE))
    _, notes = led(database, make_plan(routine(hold(30))), evening)
    assert [row for row in notes.rows if row[1] in ("PausedNow", "WentOn", "SessionFinished")] == [
        (15, "PausedNow"), (28, "WentOn"), (53, "SessionFinished"),
    ]  # fmt: skip


def test_repetitions_typed_before_enter_are_those_that_were_done(database: HistoryDatabase) -> None:
    plan = make_plan(routine(Step(STILL, reps=Count(10, 10), own_pace=True)))
    evening = Evening((20.0, Digit("1")), (20.5, Digit("2")), (21.0, Command.DONE))
    ending, notes = led(database, plan, evening)
    assert ending is Ending.FINISHED
    assert "12" in notes.typed
    (session,) = sessions_as_data(database.connection)
    assert session["steps"][0]["reps"] == 12


def test_leaving_keeps_the_session_where_it_stands(database: HistoryDatabase) -> None:
    ending, _ = led(database, make_plan(routine(hold(60))), Evening((30.0, Wish.LEAVE)))
    assert ending is Ending.LEFT
    left = unfinished_as_data(database.connection)
    assert left is not None
    assert left["left_seconds"] == 40
    assert list(sessions_as_data(database.connection)) == []


def test_x_ends_a_session_only_after_the_question(database: HistoryDatabase) -> None:
    # 20: nothing; 30: the question; 31: ended
    ending, notes = led(
        database, make_plan(routine(hold(60))), Evening((20.0, Wish.END), (30.0, Wish.ASK), (31.0, Wish.END))
    )
    assert ending is Ending.FINISHED
    assert notes.wishes == [Wish.ASK]
    (session,) = sessions_as_data(database.connection)
    assert (session["finished"], session["done_seconds"]) == (False, 20)


def test_ctrl_z_pauses_and_the_session_stands_still_meanwhile(database: HistoryDatabase) -> None:
    evening = Evening((20.0, Wish.STOP), (90.0, Command.PAUSE))
    _, notes = led(database, make_plan(routine(hold(30))), evening)
    assert evening.stopped == 1
    (session,) = sessions_as_data(database.connection)
    assert session["done_seconds"] == 30
    assert (20, "PausedNow") in notes.rows


def test_with_nobody_there_a_sleep_of_the_computer_is_gone_on_from(database: HistoryDatabase) -> None:
    class Sleeper(Evening):
        """A computer that sleeps for a minute, once, 15 s into the session."""

        slept = False

        def wait(self, seconds: float | None) -> tuple[Press, ...]:
            pressed = super().wait(seconds)
            if not self.slept and self.now >= 115.0:
                self.slept = True
                self.now += 60.0
            return pressed

    ending, notes = led(database, make_plan(routine(hold(30))), Sleeper(there=False))
    assert ending is Ending.FINISHED
    assert [what for _, what in notes.rows if what in ("PausedNow", "WentOn")] == ["PausedNow", "WentOn"]


def test_at_speed_it_is_a_rehearsal_and_takes_that_much_less(database: HistoryDatabase) -> None:
    evening = Evening()
    led(database, make_plan(routine(hold(300))), evening, speed=10.0)
    assert evening.now - 100.0 == pytest.approx(31.0, abs=0.1)
    assert next(sessions_as_data(database.connection))["rehearsal"] is True


def test_events_are_lines_of_json_with_the_plans_keys(database: HistoryDatabase) -> None:
    out = io.StringIO()
    lines = EventLines(out, lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    plan = make_plan(routine(hold(20, 40)), 50)  # the lower end at 20 s of 30
    led(database, plan, Evening((15.0, Command.PAUSE), (16.0, Command.PAUSE)), lines)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [row["event"] for row in rows] == [
        "segment started", "segment started", "paused", "resumed", "minimum reached",
    ]  # fmt: skip
    assert rows[1]["at"] == "2026-11-21T12:00:00.000+00:00"
    kept = {key: rows[1][key] for key in ("kind", "starts", "seconds", "exercise", "at_least", "sound")}
    assert kept == {
        "kind": "work", "starts": 10, "seconds": 30, "exercise": "sphinx", "at_least": 20, "sound": "bells",
    }  # fmt: skip
    assert (rows[2]["reason"], rows[2]["away_seconds"]) == ("asked", 0)


@pytest.mark.parametrize("who", ["screen", "events"])
def test_where_the_reader_goes_away_the_session_is_kept_and_left(who: str, database: HistoryDatabase) -> None:
    class Gone(io.StringIO):
        """A pipe whose reader ends after a while."""

        def write(self, text: str) -> int:
            if "work" in text or "20 seconds" in text:
                raise BrokenPipeError
            return super().write(text)

    watcher: Any = Screen(Gone(), Abilities(redraws=False, bold=False, unicode=True))
    if who == "events":
        watcher = EventLines(Gone(), lambda: datetime.now(UTC))
    ending, _ = led(database, make_plan(routine(hold(20))), Evening(), watcher)
    assert ending is Ending.LEFT
    left = unfinished_as_data(database.connection)
    assert left is not None
    assert left["exercise"] == "sphinx"


def test_the_redrawn_line_never_leaves_its_row(database: HistoryDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    out = io.StringIO()
    screen = Screen(out, Abilities(redraws=True, bold=False, unicode=True))
    long = Exercise(
        "x", "A name of thirty letters, or so", setup=("A line of the setup that is longer than fifty columns.",)
    )
    led(database, make_plan(routine(hold(20, exercise=long))), Evening(), screen)
    rows = [row for part in out.getvalue().split("\r\x1b[K") for row in part.split("\n")]
    assert max(map(len, rows)) < 50
    assert any(row.startswith(" 0:20  A name of thirty") for row in rows)


def test_without_a_redrawn_line_no_control_character_is_written(database: HistoryDatabase) -> None:
    out = io.StringIO()
    led(database, make_plan(routine(hold(20))), Evening(), Screen(out, Abilities.of(out, lines=False)))
    assert all(character.isprintable() or character == "\n" for character in out.getvalue())
    assert "Sphinx. 20 seconds left.\n" in out.getvalue()


class NoDevice:
    """An output that there is none of."""

    def open(self) -> None:
        from app.sound.output import SoundError

        raise SoundError("No sound device answers")

    def start(self, fill: Any) -> None:
        raise AssertionError

    def stop(self) -> None:
        raise AssertionError

    def close(self) -> None:
        pass


def test_where_no_device_sounds_the_terminals_bell_rings_and_it_is_said_once(database: HistoryDatabase) -> None:
    rung: list[float] = []
    said: list[str] = []
    evening = Evening()
    bells = Bells(
        SOUNDS, volume=80, profile=None, ring=lambda: rung.append(evening.now - 100.0), say=said.append,
        output=NoDevice(), clock=evening.clock,
    )  # fmt: skip
    # The device's thread has refused before the session begins, as the test's clock waits for nobody.
    bells.due_in(0.1)
    assert wait_for(lambda: bells.ringing or bool(said))
    led(database, make_plan(routine(hold(20), hold(20))), evening, bells)
    assert said == ["No sound device answers. Nothing is heard. The terminal's bell rings instead."]
    assert rung == [10, 30, 40, 60]  # begin, over, begin, the end


def test_the_bells_are_the_programs_own_where_a_device_sounds_them(database: HistoryDatabase) -> None:
    asked: list[Any] = []

    class Device(NoDevice):
        """A device that takes what it is given."""

        def open(self) -> None:
            pass

        def start(self, fill: Any) -> None:
            asked.append(fill)

        def stop(self) -> None:
            pass

    evening = Evening()
    bells = Bells(
        SOUNDS, volume=100, profile=None, ring=lambda: None, say=lambda _: None, output=Device(), clock=evening.clock
    )
    bells.due_in(0.1)
    assert wait_for(lambda: bool(asked))

    class Listener(Notes):
        """Hears what sounds as the hold begins."""

        heard = 0

        def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> None:
            if any(isinstance(e, SegmentStarted) and e.segment and e.segment.kind.value == "work" for e in events):
                self.heard = max(map(abs, asked[0](4800)))

    listener = Listener(evening)
    led(database, make_plan(routine(hold(20))), evening, bells, listener)
    bells.close()
    assert listener.heard > 1000


def test_mute_and_volume_are_said_and_a_muted_bell_does_not_ring(database: HistoryDatabase) -> None:
    rung: list[str] = []
    said: list[str] = []
    bells = Bells(SOUNDS, volume=80, profile=None, ring=lambda: rung.append("x"), say=said.append, output=NoDevice())
    bells.due_in(0.1)
    assert wait_for(lambda: bells.ringing or bool(said))
    evening = Evening((1.0, Wish.SOFTER), (2.0, Wish.MUTE))
    led(database, make_plan(routine(hold(20))), evening, bells)
    assert said[-2:] == ["Volume 70 %.", "Muted."]
    assert rung == []


def test_what_is_told_of_a_pause_is_told_to_everybody(database: HistoryDatabase) -> None:
    seen: list[type[Event]] = []

    class Watcher(Notes):
        def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> None:
            seen.extend(type(event) for event in events)

    evening = Evening((12.0, Command.PAUSE), (13.0, Command.PAUSE))
    led(database, make_plan(routine(hold(20))), evening, Watcher(evening))
    assert seen.count(PausedNow) == seen.count(WentOn) == 1
