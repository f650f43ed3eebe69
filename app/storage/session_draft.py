"""One session as it should stand in the history's database, and what of it is not written there yet."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from app.core.plan import Plan
from app.core.record import Outcome, Record
from app.core.snapshot import SessionSnapshot

LEAVES_A_TRACE = 10.0 - 1e-6  # seconds of work; a microsecond of arithmetic takes none away
STEP_COLUMNS = (
    "exercise, position, round, set_number, planned, at_least, done, reps, reps_planned, reps_at_least, own_pace,"
    " outcome, started, clock"
)
_STEP_INSERT = f"INSERT OR REPLACE INTO step (session, place, {STEP_COLUMNS}) VALUES ({', '.join('?' * 16)})"
# Without the exercise, which an index holds: so that a beat touches no page of the index.
_STEP_UPDATE = (
    "UPDATE step SET " + ", ".join(f"{name} = ?" for name in STEP_COLUMNS.split(", ")[1:])
) + " WHERE session = ? AND place = ?"
# Parts of a snapshot that only a change of segment or a key moves; the rest is small and is written with each beat.
_STATE_PARTS = ("format", "chosen", "tallies", "kept", "easier", "finished")

StepRow = tuple[Any, ...]


def rounded(seconds: float | None) -> float | None:
    """Return seconds to the millisecond, so that what is exported is exactly what is kept."""
    return None if seconds is None else round(seconds, 3)


def iso(moment: datetime) -> str:
    """Return a moment as ISO 8601 with its zone, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")


@dataclass(slots=True)
class Draft:
    """A session on its way to the disk."""

    id: str
    plan: Plan
    plan_text: str | None  # None: it is stored already
    started: datetime
    rehearsal: bool
    needs: tuple[str, ...] = ()
    stiff_before: int | None = None
    rows: list[StepRow] = field(default_factory=list)
    _records: tuple[Record, ...] = ()
    _moments: dict[float, str] = field(default_factory=dict)  # when each step began, by the session's own clock
    _state: str = ""
    _beat: tuple[Any, ...] = ()
    snapshot: SessionSnapshot | None = None
    at: datetime | None = None  # when it was last known to run
    _ended: datetime | None = None
    _finished: bool = False
    _number: int | None = None  # of its row in the database, once that is there
    _dirty_rows: set[int] = field(default_factory=set)
    _rows_on_disk: list[StepRow] | None = None  # None: not known
    _dirty: bool = True
    _state_dirty: bool = True

    @property
    def dirty(self) -> bool:
        """Return whether something is not on the disk yet."""
        return self._dirty

    @property
    def open(self) -> bool:
        """Return whether the session is not over."""
        return self._ended is None

    def update(self, records: Sequence[Record], snapshot: SessionSnapshot, now: datetime, speed: float) -> None:
        """Take in what was done and where the session stands."""
        records = tuple(records)
        old = self._records
        for place, record in enumerate(records):
            if place >= len(old) or old[place] != record:
                row = self._row(record, snapshot.clock, now, speed)
                if place < len(self.rows):
                    self.rows[place] = row
                else:
                    self.rows.append(row)
                self._dirty_rows.add(place)
        del self.rows[len(records) :]
        self._dirty_rows = {place for place in self._dirty_rows if place < len(records)}
        before, self._records, self.snapshot, self.at = self.snapshot, records, snapshot, now
        small = replace(snapshot, tallies={}, kept=(), easier={}, chosen=()).to_data()
        for part in _STATE_PARTS:
            del small[part]
        self._beat = (
            iso(now),
            snapshot.exercise,
            snapshot.position,
            rounded(snapshot.left_seconds),
            json.dumps(small, ensure_ascii=False, separators=(",", ":")),
        )
        self._dirty = True
        if before is None or _moved(before, snapshot):
            self.change(self.plan, snapshot)

    def change(self, plan: Plan, snapshot: SessionSnapshot) -> None:
        """Take in what a change of segment or a key moved."""
        self.plan = plan
        state = snapshot.to_data()
        kept = {part: state[part] for part in _STATE_PARTS}
        self._state = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        self._state_dirty = True

    def end(self, now: datetime, *, finished: bool) -> None:
        """Take in that the session is over."""
        self._ended, self._finished, self._dirty = now, finished, True

    def take_from(self, connection: sqlite3.Connection) -> None:
        """Take over what the disk has of this session, to go on with it."""
        for clock, started in connection.execute(
            "SELECT t.clock, t.started FROM step t JOIN session s ON s.number = t.session"
            " WHERE s.id = ? AND t.clock IS NOT NULL AND t.started IS NOT NULL",
            (self.id,),
        ):
            self._moments[clock] = started
        row = connection.execute(
            "SELECT started, needs, stiff_before, (SELECT data FROM unfinished_part WHERE part = 'plan')"
            " FROM session WHERE id = ?",
            (self.id,),
        ).fetchone()
        if row is not None:
            self.started = datetime.fromisoformat(row[0])
            self.needs = tuple(json.loads(row[1]))
            self.stiff_before, self.plan_text = row[2], row[3]

    def go_on(self, *, rehearsal: bool) -> None:
        """Know that the session runs again; what was once a rehearsal stays one."""
        self.rehearsal = self.rehearsal or rehearsal
        self._number = None  # so that the session's row is written again
        self._dirty = True

    def forget_disk(self) -> None:
        """Know nothing of what is on the disk any more, so that all of this is written again."""
        self._number, self._rows_on_disk = None, None
        self._dirty_rows = set(range(len(self.rows)))
        self._dirty = self._state_dirty = True

    def write(self, connection: sqlite3.Connection) -> int | None:
        """Write what is not there yet, inside a transaction; return the number of the session's row, None: no trace."""
        if not self._dirty:
            return self._number
        if self._ended is not None and self._worked() < LEAVES_A_TRACE:
            connection.execute("DELETE FROM session WHERE id = ?", (self.id,))
            connection.execute("DELETE FROM unfinished_part WHERE NOT EXISTS (SELECT 1 FROM unfinished)")
            return None
        number = self._number if self._number is not None else self._insert(connection)
        for place in sorted(self._dirty_rows):
            row, stored = self.rows[place], self._rows_on_disk
            if stored is not None and place < len(stored) and stored[place][0] == row[0]:
                connection.execute(_STEP_UPDATE, (*row[1:], number, place))
            else:
                connection.execute(_STEP_INSERT, (number, place, *row))
        if self._rows_on_disk is None or len(self._rows_on_disk) > len(self.rows):
            connection.execute("DELETE FROM step WHERE session = ? AND place >= ?", (number, len(self.rows)))
        if self._ended is not None:
            close_session(connection, number, iso(self._ended), finished=self._finished)
            return number
        connection.execute(
            "INSERT INTO unfinished (only_one, session, at, exercise, position, left_seconds, beat)"
            " VALUES (1, ?, ?, ?, ?, ?, ?) ON CONFLICT (only_one) DO UPDATE SET session = excluded.session,"
            " at = excluded.at, exercise = excluded.exercise, position = excluded.position,"
            " left_seconds = excluded.left_seconds, beat = excluded.beat",
            (number, *self._beat),
        )
        if self._state_dirty:
            connection.execute("INSERT OR REPLACE INTO unfinished_part VALUES ('state', ?)", (self._state,))
        return number

    def written(self, number: int | None) -> None:
        """Take note that the transaction is on the disk."""
        self._number, self._rows_on_disk = number, list(self.rows)
        self._dirty_rows = set()
        self._dirty = self._state_dirty = False

    def _insert(self, connection: sqlite3.Connection) -> int:
        """Return the number of the session's row, made where it is not there."""
        connection.execute(
            "INSERT INTO session (id, routine, name, level, started, started_at, rehearsal, needs, stiff_before)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET rehearsal = excluded.rehearsal, ended = NULL",
            (
                self.id,
                self.plan.routine,
                self.plan.name,
                self.plan.level,
                iso(self.started),
                self.started.timestamp(),
                self.rehearsal,
                json.dumps(self.needs, ensure_ascii=False),
                self.stiff_before,
            ),
        )
        (number,) = connection.execute("SELECT number FROM session WHERE id = ?", (self.id,)).fetchone()
        if self.plan_text is not None:
            connection.execute("INSERT OR REPLACE INTO unfinished_part VALUES ('plan', ?)", (self.plan_text,))
        assert isinstance(number, int)
        return number

    def _worked(self) -> float:
        return sum(record.done for record in self._records)

    def _row(self, record: Record, clock: float, now: datetime, speed: float) -> StepRow:
        started = None
        if record.started is not None:
            started = self._moments.get(record.started)
            if started is None:
                ago = max(0.0, clock - record.started) / speed
                started = self._moments[record.started] = iso(now - timedelta(seconds=ago))
        return (
            record.exercise,
            record.position,
            record.round,
            record.set,
            rounded(record.planned),
            rounded(record.at_least),
            rounded(record.done),
            record.reps,
            record.reps_planned,
            record.reps_at_least,
            record.own_pace,
            record.outcome.value,
            started,
            record.started,
        )


def _moved(before: SessionSnapshot, after: SessionSnapshot) -> bool:
    """Return whether something changed that a beat does not write."""
    return (before.chosen, before.tallies, before.kept, before.easier, before.finished) != (
        after.chosen,
        after.tallies,
        after.kept,
        after.easier,
        after.finished,
    )


def end_in_database(connection: sqlite3.Connection, *, other_than: Container[str]) -> None:
    """Keep the unfinished session of the database as ended when it was last known to run, inside a transaction."""
    row = connection.execute(
        "SELECT u.session, u.at, s.id FROM unfinished u JOIN session s ON s.number = u.session"
    ).fetchone()
    if row is None or row[2] in other_than:
        return
    number, at, _ = row
    (worked,) = connection.execute("SELECT total(done) FROM step WHERE session = ?", (number,)).fetchone()
    if worked < LEAVES_A_TRACE:
        connection.execute("DELETE FROM session WHERE number = ?", (number,))
        connection.execute("DELETE FROM unfinished_part")
    else:
        close_session(connection, number, at, finished=False)


def close_session(connection: sqlite3.Connection, number: int, ended: str, *, finished: bool) -> None:
    """Turn the unfinished session into a past one, its totals counted from its steps, inside a transaction."""
    good = (Outcome.DONE.value, Outcome.ENOUGH.value)
    connection.execute(
        "UPDATE session SET ended = ?, finished = ?,"
        " planned_seconds = (SELECT round(total(planned), 3) FROM step WHERE session = number),"
        " done_seconds = (SELECT round(total(done), 3) FROM step WHERE session = number),"
        " whole = ? AND NOT EXISTS (SELECT 1 FROM step WHERE session = number AND outcome NOT IN (?, ?))"
        " WHERE number = ?",
        (ended, finished, finished, *good, number),
    )
    connection.execute("DELETE FROM unfinished WHERE session = ?", (number,))
    connection.execute("DELETE FROM unfinished_part WHERE NOT EXISTS (SELECT 1 FROM unfinished)")
