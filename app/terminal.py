"""Plays a session without a window: the same plan, engine, journal and bells, for a terminal and without Qt.

A session belongs to one process at a time: while a window or another terminal plays from the data folder, this one
says so and plays nothing. Everything that happens is journaled as in the window, so that whatever ends this process,
`holdwell go-on` goes on, in a terminal or in a window.
"""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TextIO

from app.clocks import local_now, steady_clock
from app.core.first_time import first_times
from app.core.lengths import in_words, read_span
from app.core.moments import Finished
from app.core.plain_text import read_plain_text
from app.core.plan import Plan
from app.core.plan_cards import needs_of
from app.core.planning import hold_plan
from app.core.record import Outcome
from app.core.routine import Profile, Routine
from app.core.session import Session
from app.core.sounding import sounding
from app.paths import Folders, bundled
from app.plan_options import WrongWordsError, plan_asked_for
from app.storage.history import known_exercises, routine_memories, sessions_as_data, unfinished_as_data
from app.storage.history_database import HistoryDatabase
from app.storage.library import Library
from app.storage.progress_offers import level_taken
from app.storage.session_draft import LEAVES_A_TRACE
from app.storage.session_journal import SessionJournal, Unfinished
from app.storage.setting import SOUND_PROFILE, VOLUME
from app.storage.settings import Settings
from app.storage.store_trouble import StoreRefusedError
from app.storage.terminal_lock import LockHeldError, TerminalLock, held_by_terminal
from app.terminal_bells import Bells
from app.terminal_events import EventLines
from app.terminal_keys import Hands, Wish, hands_of
from app.terminal_screen import Abilities, Screen
from app.terminal_session import Ending, TerminalSession, Watcher
from app.window_request import Opening, WindowRequest

RINGS_OUT = 8.0  # seconds that the last chord may take
ADVICE = "Strong pressure is fine, pain is not: ease off."


@dataclass(frozen=True, slots=True)
class Manner:
    """How a terminal shows a session."""

    lines: bool = False  # nothing is redrawn
    events: bool = False  # JSON on standard output in place of words
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be played: a new plan, or the session that was left."""

    plan: Plan
    told: str = ""  # what was done to fit it to the minutes
    needs: tuple[str, ...] = ()
    left: Unfinished | None = None


class NothingToPlayError(Exception):
    """There is nothing to be played; the text is a sentence for the person."""


def play(request: WindowRequest, places: Folders, manner: Manner) -> int:
    """Play what was asked for and return the exit status."""
    try:
        lock = TerminalLock(places.lock)
    except LockHeldError:
        where = "A session runs in another terminal" if held_by_terminal(places.lock) else "A window is open"
        print(f"holdwell: {where} on this data folder: one of them plays at a time.", file=sys.stderr)
        return 1
    database = HistoryDatabase(places.history, places.backups)
    journal = SessionJournal(database)
    try:
        try:
            database.open()
        except StoreRefusedError as refusal:
            print(f"holdwell: {refusal.trouble.sentence}", file=sys.stderr)
        for notice in database.notices:
            print(f"holdwell: {notice.sentence}", file=sys.stderr)
        wanted = wanted_of(request, places, database, journal)
        with hands_of(sys.stdin) as hands, ExitStack() as open_things:
            return _Evening(request, places, manner, database, journal).play(wanted, hands, open_things)
    except WrongWordsError as problem:
        print(f"holdwell: {problem}", file=sys.stderr)
        return 2
    except NothingToPlayError as problem:
        print(f"holdwell: {problem}", file=sys.stderr)
        return 1
    finally:
        if not journal.close():
            print("holdwell: not all of the session could be kept.", file=sys.stderr)
        if journal.backup_trouble:
            print(f"holdwell: {journal.backup_trouble}", file=sys.stderr)
        lock.close()


def wanted_of(request: WindowRequest, places: Folders, database: HistoryDatabase, journal: SessionJournal) -> Wanted:
    """Return what a request asks for; NothingToPlayError and WrongWordsError say what is in the way."""
    if request.opening is Opening.GO_ON:
        left = journal.unfinished()
        if left is None:
            raise NothingToPlayError("There is no unfinished session.")
        return Wanted(left.plan, left=left)
    library = Library(bundled(), places.data)
    if request.opening is Opening.HOLD:
        exercise = library.exercises.find(request.exercise or "")
        if exercise is None:
            raise NothingToPlayError(f"There is no exercise {request.exercise}.")
        return Wanted(hold_plan(exercise, read_span(request.length or "")), needs=exercise.needs)
    routine = routine_of(request, library)
    picks = list(request.choices)
    usual = level_last_used(routine, database) if routine.key else 0
    plan, told = plan_asked_for(routine, request.level, request.minutes, picks, usual)
    return Wanted(plan, told, needs_of(routine, dict(picks)))


def routine_of(request: WindowRequest, library: Library) -> Routine:
    """Return the routine that is asked for, by name, by file or as typed; NothingToPlayError where there is none."""
    if request.opening is Opening.DO:
        routine = read_plain_text(request.typed or "", library.exercises.every()).routine()
        if routine is None:
            raise NothingToPlayError("Nothing of what was typed is a step.")
        return routine
    read, sentence = library.find(request.routine or "")
    if read is None or read.routine is None:
        raise NothingToPlayError(sentence or str(read.faults[0] if read else ""))
    return read.routine


def level_last_used(routine: Routine, database: HistoryDatabase) -> int:
    """Return the level that a routine begins at: the longer one that was taken, else the last one, else 0."""
    if routine.fixed_level or not database.is_open:
        return 0
    taken = level_taken(database.connection, routine.key)
    memory = routine_memories(database.connection).get(routine.key)
    return taken if taken is not None else memory.level if memory is not None else 0


class _Evening:
    """One session in one terminal, with what is around it."""

    def __init__(
        self,
        request: WindowRequest,
        places: Folders,
        manner: Manner,
        database: HistoryDatabase,
        journal: SessionJournal,
    ) -> None:
        self._request, self._manner = request, manner
        self._database, self._journal = database, journal
        settings = Settings(places.settings)
        chosen = settings[SOUND_PROFILE]
        self._profile = None if chosen == "routine" else Profile(chosen)
        self._volume = settings[VOLUME]
        # With --events standard output is the program's alone.
        stream: TextIO = sys.stderr if manner.events else sys.stdout
        self._screen = Screen(stream, Abilities.of(stream, lines=manner.lines or manner.events))
        self._events = EventLines(sys.stdout, local_now) if manner.events else None

    def play(self, wanted: Wanted, hands: Hands, open_things: ExitStack) -> int:
        """Play it, say what came of it, and return the exit status."""
        plan = wanted.plan if wanted.left is not None else sounding(wanted.plan, self._profile)
        if self._events is None and not self._announce(plan, wanted, hands):
            return 0
        session = self._session(plan, wanted.left, unattended=self._request.quit_at_end or not hands.there)
        watchers: list[Watcher] = [self._events or self._screen]
        bells = None
        if not self._manner.silent:
            bells = self._bells()
            open_things.callback(bells.close)
            watchers.insert(0, bells)  # it must be on time
        kept = ""

        def keep(now: float) -> str:
            nonlocal kept
            kept = self._keep(session, wanted, now)
            return kept

        leader = TerminalSession(session, self._journal, hands, watchers, steady_clock)
        at_once = self._request.start or not hands.there
        ending = leader.lead(keep, go_on=wanted.left is not None and at_once)
        self._sum_up(ending, session, kept)
        if bells is not None and ending is Ending.FINISHED and self._request.speed == 1.0:
            _ring_out(bells)
        return 0

    def _announce(self, plan: Plan, wanted: Wanted, hands: Hands) -> bool:
        """Say what comes, and wait for the person where there is one; return whether to begin."""
        say = self._screen.line
        about = "about " if plan.estimated else ""
        say(f"{plan.name}: {about}{in_words(round(plan.seconds))}, level {plan.level}.")
        if wanted.told:
            say(wanted.told)
        if wanted.needs:
            say(f"Needs {', '.join(wanted.needs)}.")
        if wanted.left is not None or self._request.start or not hands.there:
            return True
        say(f"{ADVICE} Space begins, Q leaves it. ? tells all keys.")
        while True:
            for press in hands.wait(None):
                if press in (Wish.LEAVE, Wish.ASK):
                    return False
                if press is Wish.STOP:
                    hands.stop()
                elif press is Wish.KEYS:
                    self._screen.wished(press, Session(plan).moment(0.0), plan)
                elif not isinstance(press, Wish):
                    return True

    def _session(self, plan: Plan, left: Unfinished | None, *, unattended: bool) -> Session:
        speed, first = self._request.speed, {}
        if speed == 1.0 and not self._request.start and self._database.is_open:
            keys = {option.exercise.key for block in plan.blocks for option in block.options}
            first = first_times(plan, known_exercises(self._database.connection, keys))
        if left is None:
            return Session(plan, speed=speed, first_time=first, unattended=unattended)
        return Session.resumed(plan, left.snapshot, speed=speed, first_time=first, unattended=unattended)

    def _bells(self) -> Bells:
        say = self._screen.line if self._events is None else self._events.trouble
        return Bells(
            bundled() / "resources" / "sounds",
            volume=self._volume,
            profile=self._profile,
            ring=self._screen.ring,
            say=say,
        )

    def _keep(self, session: Session, wanted: Wanted, now: float) -> str:
        """Begin to keep the session and return its id; a program is told that it began."""
        if wanted.left is None:
            kept = self._journal.begin(session, now, needs=wanted.needs)
        else:
            kept = wanted.left.id
            self._journal.go_on(wanted.left, session, now)
        if self._events is not None:
            plan = session.plan
            self._events.write(
                "session started", id=kept, routine=plan.routine, name=plan.name, level=plan.level,
                seconds=round(plan.seconds, 3), estimated=plan.estimated, speed=session.speed,
                gone_on=wanted.left is not None,
            )  # fmt: skip
        return kept

    def _sum_up(self, ending: Ending, session: Session, kept: str) -> None:
        if self._events is not None:
            self._tell_program(ending, session, kept)
            return
        records = session.records
        good = sum(record.outcome in (Outcome.DONE, Outcome.ENOUGH) for record in records)
        worked = in_words(round(session.worked_seconds))
        if ending is Ending.LEFT:
            self._screen.line("Kept where it stands. `holdwell go-on --text` goes on, and so does the window.")
        elif session.worked_seconds < LEAVES_A_TRACE:
            self._screen.line("Hardly begun: nothing is kept.")
        else:
            rehearsed = " A rehearsal: it is counted nowhere." if session.speed != 1.0 else ""
            self._screen.line(f"{session.plan.name}: {good} of {len(records)} done, {worked} of work.{rehearsed}")

    def _tell_program(self, ending: Ending, session: Session, kept: str) -> None:
        """Write the last event, with the session as `holdwell history --json` prints it."""
        if self._events is None:
            return
        connection = self._database.connection if self._database.is_open and not self._journal.waiting else None
        if ending is Ending.LEFT:
            left = None if connection is None else unfinished_as_data(connection)
            self._events.write("left", unfinished=left)
            return
        rows = iter(()) if connection is None else sessions_as_data(connection)
        record = next((row for row in rows if row["id"] == kept), None)
        at_end = isinstance(session.state, Finished) and session.state.at_end_of_plan
        self._events.write("finished", at_end_of_plan=at_end, session=record)


def _ring_out(bells: Bells) -> None:
    """Wait until the last sound is over."""
    until = time.monotonic() + RINGS_OUT
    while bells.ringing and time.monotonic() < until:
        time.sleep(0.1)
