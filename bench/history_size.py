"""What ten years of sessions cost: 4,000 sessions, 120,000 steps; run with `python -m bench.history_size`."""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from app.core import days, statistics
from app.core.trends import exercise_points
from app.storage import history
from app.storage.history_bundle import back_up, restore
from app.storage.history_database import HistoryDatabase
from app.storage.history_export import export_history
from app.storage.history_import import Imported, check_export, exported_sessions, import_sessions
from app.storage.history_reader import reading
from app.storage.history_trends import held, practised_exercises
from app.storage.progress_offers import offer_for

SESSIONS, STEPS = 4_000, 30
EXERCISES = [f"exercise-{n}" for n in range(26)]
ROUTINES = [f"routine-{n}" for n in range(6)]


def steps_of(chance: random.Random) -> list[tuple[int, str, str]]:
    """Return place, exercise and side of each step of a session: both sides, one after the other."""
    exercises = chance.sample(EXERCISES, STEPS // 2)
    return [(place, exercises[place // 2], ("right side", "left side")[place % 2]) for place in range(STEPS)]


def fill(database: HistoryDatabase) -> None:
    """Write ten years of daily sessions."""
    chance = random.Random(1)
    began = datetime(2016, 1, 1, 18, 0, tzinfo=timezone(timedelta(hours=1)))
    with database.transaction(lasting=True) as connection:
        for number in range(1, SESSIONS + 1):
            started = began + timedelta(days=number * 0.9, minutes=chance.randrange(600))
            began_at = started.isoformat(timespec="milliseconds")
            connection.execute(
                "INSERT INTO session (number, id, routine, name, level, started, started_at, ended, finished, whole,"
                " planned_seconds, done_seconds, stiff_before, stiff_after, note)"
                " VALUES (?, ?, ?, 'Name', 40, ?, ?, ?, 1, 1, 1800, 1750, ?, ?, 'left hip tighter')",
                (
                    number,
                    f"00000000-0000-4000-8000-{number:012}",
                    chance.choice(ROUTINES),
                    began_at,
                    started.timestamp(),
                    (started + timedelta(minutes=30)).isoformat(timespec="milliseconds"),
                    chance.randrange(3, 9),
                    chance.randrange(0, 7),
                ),
            )
            connection.executemany(
                "INSERT INTO step (session, place, exercise, position, round, set_number, planned, at_least, done,"
                " own_pace, outcome, started, clock)"
                " VALUES (?, ?, ?, ?, 1, 1, 60, 40, ?, 0, 'enough', ?, ?)",
                [
                    (number, place, exercise, side, chance.randrange(40, 61), began_at, place * 60.0)
                    for place, exercise, side in steps_of(chance)
                ],
            )


def best_of(times: int, work: Callable[[], object]) -> float:
    """Return the shortest of some runs, in milliseconds."""
    shortest = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest * 1000


def statistics_of(database: HistoryDatabase) -> dict[str, Callable[[], object]]:
    """Return what the history page asks for beside its list."""

    newest = max(history.day_totals(database.connection))

    def figures() -> None:
        totals = history.day_totals(database.connection, since=days.first_needed(newest))
        weeks = list(history.days_of_weeks(database.connection, newest))
        recent = history.past_sessions(database.connection, limit=200, rehearsals=False)
        statistics.this_week(totals, newest)
        statistics.held_in(totals, newest.year)
        statistics.weeks_in_a_row(weeks, newest)
        statistics.recent_stiffness(recent, newest)
        days.calendar(totals, newest)

    return {
        "the four figures and a year": figures,
        "a search that finds nothing": lambda: history.past_sessions(database.connection, search="nothing"),
        "a day": lambda: history.past_sessions(database.connection, day=date(2020, 2, 29)),
        "exercises that were done": lambda: practised_exercises(database.connection),
        "an exercise over ten years": lambda: exercise_points(held(database.connection, EXERCISES[0])),
        "is a longer one to be offered": lambda: offer_for(database.connection, ROUTINES[0], fixed=False),
    }


def files_of(database: HistoryDatabase, folder: Path) -> dict[str, Callable[[], object]]:
    """Return exports in both ways of writing and imports into an empty history, in this order."""

    def taken_in(file: Path) -> Imported:
        new = HistoryDatabase(folder / "new" / "history.sqlite", folder / "new" / "backups")
        shutil.rmtree(folder / "new", ignore_errors=True)
        new.open()
        check_export(file)
        with new.transaction(lasting=True) as connection:
            done = import_sessions(connection, exported_sessions(file))
        new.close()
        return done

    table, lines = folder / "history.csv", folder / "history.jsonl"
    return {
        "export as CSV": lambda: export_history(database.connection, table),
        "export as JSON Lines": lambda: export_history(database.connection, lines),
        "import of CSV": lambda: taken_in(table),
        "import of JSON Lines": lambda: taken_in(lines),
        "back up": lambda: back_up(database.connection, folder / "whole"),
        "restore": lambda: restore(folder / "whole", database),
    }


def main() -> int:
    """Fill a history and print what is asked of it, with its time."""
    with tempfile.TemporaryDirectory() as name:
        database = HistoryDatabase(Path(name) / "history.sqlite", Path(name) / "backups")
        database.open()
        fill(database)
        database.open()
        connection = database.connection
        print(f"{SESSIONS} sessions, {SESSIONS * STEPS} steps: {database.path.stat().st_size / 1e6:.1f} MB")
        first = history.past_sessions(connection, limit=50)
        middle = history.past_sessions(connection)[SESSIONS // 2]
        questions: dict[str, Callable[[], object]] = {
            "open and check": database.open,
            "first page of 50": lambda: history.past_sessions(database.connection, limit=50),
            "a page in the middle": lambda: history.past_sessions(database.connection, limit=50, after=middle),
            "steps of a session": lambda: history.steps(database.connection, first[0]),
            "day totals": lambda: history.day_totals(database.connection),
            "memories of routines": lambda: history.routine_memories(database.connection),
            "known exercises": lambda: history.known_exercises(database.connection, [*EXERCISES, "never done"]),
            "all sessions with steps": lambda: sum(1 for _ in history.sessions_as_data(database.connection)),
            "a backup": lambda: database.backups.make(database.connection),
        }
        for what, ask in questions.items():
            print(f"{what:30} {best_of(5, ask):8.2f} ms")
        for what, ask in statistics_of(database).items():
            print(f"{what:30} {best_of(5, ask):8.2f} ms")
        for what, ask in files_of(database, Path(name)).items():
            print(f"{what:30} {best_of(2, ask):8.2f} ms")

        def read_only() -> None:
            with reading(database.path) as reader:
                assert reader is not None
                history.past_sessions(reader, limit=50)

        print(f"{'first page beside a window':30} {best_of(5, read_only):8.2f} ms")
        database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
