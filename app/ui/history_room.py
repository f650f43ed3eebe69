"""The open page of the history: what it asks for is asked of the history, and what is corrected can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Slot

from app.core.lengths import Span
from app.core.past import PastSession
from app.core.plan import Plan
from app.core.planning import hold_plan, make_plan
from app.core.record import Record
from app.core.session import Session
from app.core.trends import exercise_points
from app.storage.history import past_sessions
from app.storage.history_corrections import (
    UNDO_FOR,
    NewSession,
    Undo,
    add_session,
    delete_session,
    edit_session,
    edit_step,
    undo,
)
from app.storage.history_reader import reading
from app.storage.history_trends import Practised, held, practised_exercises, practised_routines
from app.ui.aside import Aside
from app.ui.history_files import HistoryFiles
from app.ui.history_overview import overview_of
from app.ui.history_query import ByHand, HistoryQuery, SessionChange
from app.ui.pages.history_adding import HistoryAdding
from app.ui.pages.history_page import HistoryPage
from app.ui.trend_tables import Trend, exercise_trends, level_trend, stiffness_trend
from app.ui.widgets.session_list import PAGE

if TYPE_CHECKING:
    from app.ui.desk import Desk

SOON = 250  # milliseconds
STANDS = 15  # milliseconds: the list is painted first
Practices = tuple[list[Practised], list[Practised]]


class Correction(NamedTuple):
    """What was corrected, in words, what takes it back, and when it was made, in seconds of the steady clock."""

    words: str
    steps: tuple[Undo, ...]
    made: float


class HistoryRoom(QObject):
    """Makes the page and serves it; `leave` when it is left: what was deleted is then gone for good."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._past = desk, desk.past
        self._day_ends = desk.day_ends
        self._undos: list[Correction] = []
        self._left = False
        self._asked: tuple[str | None, str | None] = (None, None)
        self._aside = Aside(self)
        self.files = HistoryFiles(
            desk.past,
            desk.folders,
            self._aside,
            name_of=desk.name_of,
            now=desk.clocks.wall,
            day_ends=self._day_ends,
            parent=self,
        )
        self.page = HistoryPage(desk.theme, desk.name_of, desk.today, self._day_ends)
        self._stood = QTimer(self)
        self._stood.setSingleShot(True)
        self._stood.setInterval(STANDS)
        self._stood.timeout.connect(self._show_steps)
        self.undo_ending = QTimer(self)
        self.undo_ending.setSingleShot(True)
        self.undo_ending.timeout.connect(self._let_go)
        self._connect()
        self.refresh()
        # What the choices offer is read once the page stands: of ten years it is much.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._read_choices)
        self._soon.start(SOON)

    def _connect(self) -> None:
        page = self.page
        page.session_chosen.connect(self._stood.start)
        page.more_requested.connect(self._show_older)
        page.query_changed.connect(self._list)
        page.change_saved.connect(self._change)
        page.delete_requested.connect(self._delete)
        page.undo_requested.connect(self._undo)
        page.adding_requested.connect(self._open_adding)
        page.added.connect(self._add)
        page.trends.trend_requested.connect(self._show_trends)
        page.file_requested.connect(self.files.handle)
        self.files.changed.connect(self.refresh)
        self.files.progress.connect(page.show_progress)
        self._aside.refused.connect(self._past.noticed)

    @Slot()
    def refresh(self, chosen: str = "") -> None:
        """Show the history as it stands now; `chosen`: the id of the session to stay at."""
        if not self._left:
            desk = self._desk
            self.page.show_overview(overview_of(self._past, desk.preferences, desk.often, desk.clocks.wall()))
            self.page.show_sessions(self._sessions(self.page.query), chosen)

    def leave(self) -> None:
        """Let the page go."""
        self._left = True
        self._undos.clear()
        self._past.erase_deleted()
        # What is still being read must not answer to nobody: the room goes after it.
        self._aside.run(_nothing, self._go)

    def _go(self, _: object) -> None:
        self.deleteLater()

    @Slot()
    def _read_choices(self) -> None:
        if not self._left:
            self._aside.run(self._practised, self._offer)

    def _sessions(self, query: HistoryQuery, after: PastSession | None = None) -> list[PastSession]:
        question = partial(
            past_sessions,
            limit=PAGE,
            after=after,
            routine=query.routine,
            exercise=query.exercise,
            search=query.search,
            day=query.day,
            day_ends=self._day_ends,
        )
        return self._past.ask(question) or []

    def _practised(self) -> Practices:
        """Return what was done so far; on another thread, with a connection of its own."""
        with reading(self._desk.folders.history) as connection:
            if connection is None:
                return [], []
            return practised_routines(connection), practised_exercises(connection)

    def _offer(self, practices: object) -> None:
        if not self._left and isinstance(practices, tuple):
            routines, exercises = practices
            self.page.show_choices(
                [(one.key, one.name) for one in routines],
                [(one.key, self._desk.name_of(one.key)) for one in exercises],
            )

    @Slot(object)
    def _list(self, query: HistoryQuery) -> None:
        self.page.show_sessions(self._sessions(query))

    @Slot()
    def _show_steps(self) -> None:
        """Show the steps of the session that the list stands at, once it stands still."""
        session = self.page.session
        if not self._left and session is not None:
            self.page.show_steps(session, self._past.steps(session))

    @Slot(object)
    def _show_older(self, last: PastSession) -> None:
        self.page.add_sessions(self._sessions(self.page.query, last))

    @Slot(object, object)
    def _show_trends(self, routine: str | None, exercise: str | None) -> None:
        """Read what is shown over time on another thread: of ten years it is much."""

        day_ends = self._day_ends

        def work() -> tuple[Trend, ...]:
            with reading(self._desk.folders.history) as connection:
                return () if connection is None else _trends(connection, routine, exercise, day_ends)

        self._asked = (routine, exercise)
        self._aside.run(work, partial(self._answer_trends, (routine, exercise)))

    def _answer_trends(self, asked: tuple[str | None, str | None], trends: object) -> None:
        if not self._left and asked == self._asked and isinstance(trends, tuple):
            self.page.trends.show_trends(trends)

    # Corrections

    @Slot(object)
    def _change(self, change: SessionChange) -> None:
        now = self._desk.clocks.wall()

        def correct(connection: sqlite3.Connection) -> tuple[Undo, ...]:
            done = [edit_session(connection, change.session, change.edit, now=now)]
            done += [
                edit_step(connection, change.session, s.place, done=s.done, reps=s.reps, why=s.why, now=now)
                for s in change.steps
            ]
            return tuple(done)

        self._keep("The session was changed.", self._past.say(correct), change.session)

    @Slot(object)
    def _delete(self, session: PastSession) -> None:
        now = self._desk.clocks.wall()
        done = self._past.say(lambda connection: (delete_session(connection, session.id, now=now),))
        self._keep(f"{session.name} was deleted. It is gone for good in ten minutes, or once this page is left.", done)

    @Slot()
    def _undo(self) -> None:
        self._let_go()
        if not self._undos:
            return
        steps = self._undos[-1].steps

        def take_back(connection: sqlite3.Connection) -> str:
            for one in reversed(steps):
                undo(connection, one)
            return steps[0].session_id

        session_id = self._past.say(take_back)
        if session_id is not None:
            self._undos.pop()
            self._show_undo()
            self.refresh(session_id)
            self.page.trends.ask()

    def _keep(self, words: str, done: Sequence[Undo] | None, chosen: str = "") -> None:
        """Remember how a correction is taken back, and show the history with it; nothing where it was refused."""
        if done:
            self._undos.append(Correction(words, tuple(done), self._desk.clocks.steady()))
            self._show_undo()
            self._wait_for_oldest()
            self.refresh(chosen)
            self.page.trends.ask()

    def _show_undo(self) -> None:
        self.page.show_undo(self._undos[-1].words if self._undos else "")

    @Slot()
    def _let_go(self) -> None:
        """Take nothing back any more that was corrected ten minutes ago: what was deleted is then erased."""
        if self._left:
            return
        since = self._desk.clocks.steady() - UNDO_FOR.total_seconds()
        kept = [one for one in self._undos if one.made > since]
        if len(kept) < len(self._undos):
            self._undos = kept
            self._past.erase_deleted(UNDO_FOR)
            self._show_undo()
        self._wait_for_oldest()

    def _wait_for_oldest(self) -> None:
        if self._undos:
            left = self._undos[0].made + UNDO_FOR.total_seconds() - self._desk.clocks.steady()
            self.undo_ending.start(max(0, round(left * 1000)) + 1)

    # By hand

    @Slot()
    def _open_adding(self) -> None:
        library = self._desk.library
        found = [(key, library.routine(key)) for key in library.routine_keys()]
        routines = [(key, read.routine.name) for key, read in found if read is not None and read.routine is not None]
        exercises = [(key, self._desk.name_of(key)) for key in library.exercises.names()]
        form = HistoryAdding(
            self._desk.theme, sorted(routines, key=_by_name), sorted(exercises, key=_by_name), self._desk.clocks.wall()
        )
        self.page.open_adding(form)

    @Slot(object)
    def _add(self, by_hand: ByHand) -> None:
        if by_hand.started > self._desk.clocks.wall():
            self._past.noticed.emit("That lies ahead. A session is added once it is over.")
            return
        plan, level = self._planned(by_hand)
        if plan is None:
            return
        session = NewSession(
            routine=by_hand.routine,
            name=plan.name,
            started=by_hand.started,
            steps=tuple(_as_planned(record) for record in Session(plan).records),
            level=level,
        )
        done = self._past.say(lambda connection: (add_session(connection, session),))
        self._keep(f"{plan.name} was added.", done, done[0].session_id if done else "")

    def _planned(self, by_hand: ByHand) -> tuple[Plan | None, int]:
        """Return the plan of what was done and its level; None where its file is gone or cannot be read."""
        if by_hand.exercise is not None:
            exercise = self._desk.library.exercises.find(by_hand.exercise)
            seconds = by_hand.minutes * 60.0
            return (None if exercise is None else hold_plan(exercise, Span(seconds, seconds))), 0
        routine, sentence = self._desk.routine_at(by_hand.routine or "")
        if routine is None:
            self._past.noticed.emit(sentence)
            return None, 0
        memory = self._past.memories().get(routine.key)
        level = memory.level if memory is not None and not routine.fixed_level else 0
        return make_plan(routine, level), level


def _nothing() -> None:
    """Do nothing, after all that was asked before."""


def _trends(
    connection: sqlite3.Connection, routine: str | None, exercise: str | None, day_ends: int
) -> tuple[Trend, ...]:
    """Return what is to be seen of an exercise, of a routine, or of all sessions."""
    if exercise is not None:
        return exercise_trends(exercise_points(held(connection, exercise)), day_ends)
    sessions = past_sessions(connection, routine=routine, rehearsals=False)
    if routine is None:
        return (stiffness_trend(sessions, None, day_ends),)
    return level_trend(sessions, routine, day_ends), stiffness_trend(sessions, routine, day_ends)


def _as_planned(record: Record) -> Record:
    """Return a record with all done that was planned."""
    return replace(record, done=record.planned, reps=record.reps_planned)


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()
