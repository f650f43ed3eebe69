"""A running session is kept at every change and every second, and becomes a past one as the design says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.moments import Command
from app.core.past import PastSession
from app.core.plan import Plan
from app.core.session import Session
from app.storage import history
from tests.core.plans import hold, own_pace, phases, plan
from tests.storage.keeping import BEGAN, Keeper, read

SIDES: tuple[str | None, ...] = ("right leg", "left leg")


def release() -> Plan:
    """ready 0-10, right 10-70, switch 70-78, left 78-138, ready 138-148, sphinx 148-208."""
    return plan(hold("hamstring", 60, positions=SIDES, at_least=40), hold("sphinx", 60, at_least=30))


def test_a_running_session_is_listed_as_unfinished_at_once_and_not_among_the_sessions(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release())

    assert keeper.listed() == []
    listed = keeper.listed_unfinished()
    assert listed is not None
    assert listed["routine"] == "by-hand"
    assert (listed["exercise"], listed["position"], listed["left_seconds"]) == ("hamstring", "right leg", 60)
    assert listed["rehearsal"] is False


def test_the_beat_of_each_second_tells_how_much_of_the_dose_is_left(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(10 + 23)

    listed = keeper.listed_unfinished()
    assert listed is not None and listed["left_seconds"] == 37


def test_a_session_that_was_not_closed_goes_on_in_the_same_hold_under_the_same_id(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(78 + 20)
    listed = keeper.listed_unfinished()

    # Another process, an hour later. After a long pause going on counts ten seconds.
    later = Keeper(tmp_path, began=BEGAN + timedelta(hours=1))
    unfinished = later.unfinished()
    assert listed is not None and unfinished.id == listed["id"]
    assert (unfinished.name, unfinished.exercise, unfinished.position) == ("By hand", "hamstring", "left leg")
    assert unfinished.left_seconds == 40
    assert unfinished.at == BEGAN + timedelta(seconds=98)
    later.go_on().wait(10 + 40 + 10 + 60)

    (session,) = later.listed()
    assert session["id"] == listed["id"]
    assert session["finished"] is True
    assert session["started"] == "2026-11-20T18:42:00.000+01:00"
    assert session["done_seconds"] == session["planned_seconds"] == 180
    # The first two steps keep the moments at which they really began.
    assert [step["started"] for step in session["steps"]] == [
        "2026-11-20T18:42:10.000+01:00",
        "2026-11-20T18:43:18.000+01:00",
        "2026-11-20T19:43:00.000+01:00",
    ]
    assert later.listed_unfinished() is None


def test_a_step_bears_its_plan_its_outcome_and_its_start(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(10 + 45).press(Command.NEXT).wait(8 + 20).press(Command.NEXT)
    keeper.press(Command.SKIP)

    (session,) = keeper.listed()
    right, left, sphinx = session["steps"]
    assert (right["planned"], right["at_least"], right["done"], right["outcome"]) == (60, 40, 45, "enough")
    assert (left["planned"], left["done"], left["outcome"]) == (60, 20, "cut short")
    assert (sphinx["done"], sphinx["outcome"], sphinx["started"]) == (0, "skipped", None)
    assert session["finished"] is True
    assert (session["planned_seconds"], session["done_seconds"]) == (180, 65)
    assert list(session) == [
        "id", "routine", "name", "started", "ended", "finished", "rehearsal", "level", "planned_seconds",
        "done_seconds", "steps",
    ]  # fmt: skip
    assert list(right) == [
        "exercise", "position", "round", "set", "reps", "planned", "at_least", "done", "outcome", "started",
    ]  # fmt: skip


def test_ending_here_keeps_what_was_done_as_not_finished(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(10 + 15).end_here()

    (session,) = keeper.listed()
    assert session["finished"] is False
    assert session["ended"] == "2026-11-20T18:42:25.000+01:00"
    assert session["done_seconds"] == 15


@pytest.mark.parametrize(("worked", "listed"), [(9, 0), (10, 1)])
def test_a_session_with_under_ten_seconds_of_work_leaves_no_trace(worked: int, listed: int, tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(10 + worked).end_here()

    assert len(keeper.listed()) == listed
    assert keeper.listed_unfinished() is None
    rows = keeper.database.connection.execute("SELECT count(*) FROM step").fetchone()
    assert rows == (3 * listed,)
    assert keeper.database.connection.execute("SELECT count(*) FROM unfinished_part").fetchone() == (0,)


def test_an_unfinished_session_is_kept_from_its_first_segment_however_little_was_done(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(3)
    keeper.journal.left()

    assert Keeper(tmp_path).unfinished().left_seconds == 60


def test_starting_another_session_first_keeps_the_unfinished_one_as_ended(tmp_path: Path) -> None:
    Keeper(tmp_path).begin(release()).wait(10 + 30)
    later = Keeper(tmp_path, began=BEGAN + timedelta(days=1)).begin(plan(hold("pigeon", 60)))

    (session,) = later.listed()
    assert session["finished"] is False and session["done_seconds"] == 30
    # It ended when it was last known to run, not a day later.
    assert session["ended"] == "2026-11-20T18:42:40.000+01:00"
    listed = later.listed_unfinished()
    assert listed is not None and listed["exercise"] == "pigeon"


def test_keep_what_i_did_ends_the_unfinished_session_and_one_of_a_few_seconds_goes(tmp_path: Path) -> None:
    Keeper(tmp_path).begin(release()).wait(10 + 30)
    later = Keeper(tmp_path)
    later.journal.keep_unfinished()
    assert [s["done_seconds"] for s in later.listed()] == [30] and later.listed_unfinished() is None

    Keeper(tmp_path).begin(release()).wait(10 + 5)
    later = Keeper(tmp_path)
    later.journal.keep_unfinished()
    assert len(later.listed()) == 1 and later.listed_unfinished() is None


def test_a_session_left_by_its_person_can_be_gone_on_with_in_the_same_process(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(10 + 30).press(Command.PAUSE)
    keeper.journal.left()

    keeper.go_on().wait(10 + 30 + 8 + 60 + 10 + 60)
    (session,) = keeper.listed()
    assert session["finished"] is True and session["done_seconds"] == 180


def test_going_on_at_another_speed_in_the_same_window_makes_it_a_rehearsal(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(30)
    keeper.journal.left()
    listed = keeper.go_on(speed=20).listed_unfinished()
    assert listed is not None and listed["rehearsal"] is True


@pytest.mark.parametrize(("first", "second", "rehearsal"), [(1, 1, False), (20, 1, True), (1, 20, True)])
def test_a_session_of_which_any_part_was_played_at_another_speed_is_a_rehearsal(
    first: float, second: float, rehearsal: bool, tmp_path: Path
) -> None:
    Keeper(tmp_path).begin(release(), speed=first).wait(3)
    later = Keeper(tmp_path).go_on(speed=second)
    listed = later.listed_unfinished()
    assert listed is not None and listed["rehearsal"] is rehearsal
    later.wait(250)
    assert [s["rehearsal"] for s in later.listed()] == [rehearsal]


def test_another_choice_keeps_what_was_held_and_drops_what_was_not_begun(tmp_path: Path) -> None:
    choice = (hold("pigeon", 60, positions=SIDES), hold("needle", 40, positions=SIDES))
    keeper = Keeper(tmp_path).begin(plan(choice, hold("sphinx", 30))).wait(10 + 20).press(Command.OTHER).wait(30)
    keeper.journal.left()

    later = Keeper(tmp_path)
    later.go_on().wait(10 + 20 + 8 + 40 + 10 + 30)
    (session,) = later.listed()
    assert [(s["exercise"], s["position"], s["done"]) for s in session["steps"]] == [
        ("pigeon", "right leg", 20),
        ("needle", "right leg", 40),
        ("needle", "left leg", 40),
        ("sphinx", None, 30),
    ]


def test_own_pace_counts_repetitions_and_has_no_seconds_left(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(plan(own_pace("row", reps=12, sets=1), hold("sphinx", 20))).wait(10 + 30)
    listed = keeper.listed_unfinished()
    assert listed is not None and listed["left_seconds"] is None

    keeper.press(Command.NEXT).wait(30)
    (session,) = keeper.listed()
    assert (session["steps"][0]["reps"], session["steps"][0]["outcome"]) == (12, "done")
    assert session["steps"][1]["reps"] is None


def test_a_hold_made_on_the_spot_has_no_routine(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(replace(release(), routine=None, name="Hamstring")).wait(208)
    (session,) = keeper.listed()
    assert session["routine"] is None and session["name"] == "Hamstring"


def test_starting_again_with_left_gives_the_step_a_new_start(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(plan(hold("sphinx", 60))).wait(10 + 20).press(Command.BACK).wait(3 + 60)
    (session,) = keeper.listed()
    (step,) = session["steps"]
    assert step["done"] == 60
    assert step["started"] in {"2026-11-20T18:42:30.000+01:00", "2026-11-20T18:42:33.000+01:00"}


def test_times_are_told_in_the_zone_in_which_they_were_recorded(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, began=datetime.fromisoformat("2026-03-29T00:30:00-09:30")).begin(release()).wait(208)
    (session,) = keeper.listed()
    assert session["started"] == "2026-03-29T00:30:00.000-09:30"


def test_a_stored_session_that_makes_no_sense_is_kept_as_ended(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(10 + 30)
    keeper.database.connection.execute("UPDATE unfinished_part SET data = '{\"format\": 99}' WHERE part = 'state'")

    later = Keeper(tmp_path)
    assert later.journal.unfinished() is None
    assert [s["done_seconds"] for s in later.listed()] == [30]


def test_a_change_waits_for_the_disk_and_a_beat_does_not(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(release()).wait(12)
    assert keeper.database.connection.execute("PRAGMA synchronous").fetchone() == (1,)
    keeper.press(Command.NEXT)
    assert keeper.database.connection.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_beat_writes_neither_the_plan_nor_what_only_a_change_moves(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path).begin(plan(*(hold(f"hold-{n}", 60, positions=SIDES) for n in range(100)))).wait(30)
    log = tmp_path / "history.sqlite-wal"
    before = log.stat().st_size
    keeper.wait(20)
    # The row of the beat and the row of the step: two pages at most, each with its 24 bytes.
    assert log.stat().st_size - before <= 20 * 2 * (4096 + 24)


def test_what_is_remembered_of_routines_and_exercises_leaves_rehearsals_out(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.begin(replace(release(), level=40), needs=["strap or towel", "wall"]).wait(208)
    keeper.begin(replace(release(), level=90), speed=4).wait(60)
    keeper.begin(replace(plan(hold("bridge", 20)), routine="tried", level=70), speed=4).wait(60)

    connection = keeper.database.connection
    memories = history.routine_memories(connection)
    assert memories["by-hand"] == history.RoutineMemory(40, BEGAN, ("strap or towel", "wall"), 1)
    assert memories["tried"] == history.RoutineMemory(70, None, None, 0)
    assert history.known_exercises(connection, ["hamstring", "bridge", "pigeon"]) == {"hamstring"}
    assert history.day_totals(connection) == {BEGAN.date(): (1, 180)}
    assert [s.rehearsal for s in history.past_sessions(connection)] == [True, True, False]


def test_a_session_after_midnight_belongs_to_the_day_before_until_the_day_ends(tmp_path: Path) -> None:
    for began in ("2026-11-21T03:59:59+01:00", "2026-11-21T04:00:00+01:00", "2026-11-21T03:30:00-10:00"):
        Keeper(tmp_path, began=datetime.fromisoformat(began)).begin(release()).wait(208)

    connection = Keeper(tmp_path).database
    connection.open()
    days = history.day_totals(connection.connection)
    assert {str(day): count for day, (count, _) in days.items()} == {"2026-11-20": 2, "2026-11-21": 1}
    midnight = history.day_totals(connection.connection, day_ends=0)
    assert {str(day): count for day, (count, _) in midnight.items()} == {"2026-11-21": 3}


def test_sessions_come_newest_first_in_pages_that_miss_none(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    for n in range(7):
        # Two begin at the same moment: their order is that of their rows.
        keeper.seconds = (n // 2) * 1000
        keeper.begin(plan(hold(f"hold-{n}", 20))).wait(30)
    connection = keeper.database.connection
    everything = history.past_sessions(connection)
    assert [history.steps(connection, s)[0].exercise for s in everything] == [f"hold-{n}" for n in range(6, -1, -1)]
    paged: list[PastSession] = []
    while page := history.past_sessions(connection, limit=2, after=paged[-1] if paged else None):
        paged += page
    assert paged == everything
    assert history.past_session(connection, paged[3].id) == paged[3]


COMMANDS = [Command.NEXT, Command.BACK, Command.SKIP, Command.LONGER, Command.OTHER, Command.PAUSE, Command.DONE]


@settings(max_examples=25, deadline=None)
@given(
    moves=st.lists(st.one_of(st.integers(1, 40), st.sampled_from(COMMANDS)), max_size=25),
    killed=st.integers(0, 25),
)
def test_what_the_engine_holds_is_what_is_listed_whatever_was_done_and_whenever_it_was_killed(
    moves: list[int | Command], killed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    choice = (hold("pigeon", 30, positions=SIDES, at_least=20), hold("needle", 20, positions=SIDES))
    keeper = Keeper(folder).begin(plan(choice, own_pace("row", sets=2), phases("cat-cow", reps=3), hold("sphinx", 30)))
    for number, move in enumerate(moves):
        if number == killed and keeper.journal.unfinished() is None and keeper.listed_unfinished() is not None:
            began = keeper.began + timedelta(seconds=keeper.seconds)
            keeper.database.close()
            keeper = Keeper(folder, began=began).go_on()
        if isinstance(move, int):
            keeper.wait(move)
        else:
            keeper.press(move)
    assert keeper.session is not None
    keeper.end_here()

    records = keeper.session.records
    listed = read(keeper.file)["sessions"]
    if sum(record.done for record in records) < 10:
        assert listed == []
        return
    (session,) = listed
    assert [
        (s["exercise"], s["position"], s["set"], s["reps"], s["planned"], s["at_least"], s["done"], s["outcome"])
        for s in session["steps"]
    ] == [
        (r.exercise, r.position, r.set, r.reps, r.planned, r.at_least, round(r.done, 3), str(r.outcome))
        for r in records
    ]
    assert [s["started"] is None for s in session["steps"]] == [r.started is None for r in records]
    assert json.loads(json.dumps(session)) == session
    assert isinstance(keeper.session, Session)
