"""Every state x every command: the table in the engine's docstring, cell by cell, running, paused and in a count."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import app.core.session
from app.core.moments import Command, Counting, Moment, Paused, Ready, Resting, State, Switching, Waiting, Working
from app.core.plan import Kind
from tests.core.driving import Drive
from tests.core.plans import hold, own_pace, plan

SIDES = ("right", "left")


def table() -> dict[tuple[str, str], str]:
    """Return the docstring's cells by command and column."""
    lines = [line for line in (app.core.session.__doc__ or "").splitlines() if re.match(r"[A-Za-z]+  |====", line)]
    first, *_, last = [number for number, line in enumerate(lines) if line.startswith("==")]
    head, *rows = [re.split(r"\s{2,}", line.strip()) for line in lines[first : last + 1] if not line.startswith("==")]
    return {(row[0], column): cell for row in rows for column, cell in zip(head[1:], row[1:], strict=True)}


TABLE = table()
SEPARATE = "in a count / in a pause"


def start() -> Drive:
    """Return a session in its first get ready, with room for every key to act in each state."""
    long = hold("a", 120, positions=SIDES, sets=2, ready=60, switch=60, rest=60, easier=1)
    return Drive(plan((long, hold("b", 60)), (own_pace("e", easier=1), own_pace("f")), hold("c", 60)))


# How to be in each state with time running; every one has a dose before it.
REACH: dict[str, Callable[[], Drive]] = {
    "Ready": lambda: (
        start().wait(60 + 120 + 60 + 20).press(Command.SKIP).wait(1).press(Command.LONGER, Command.LONGER).wait(12)
    ),
    "Working": lambda: start().wait(60 + 120 + 60 + 20),
    "Waiting": lambda: start().wait(65).press(Command.SKIP).wait(30),
    "Switching": lambda: start().wait(60 + 120 + 15),
    "Resting": lambda: start().wait(60 + 120 + 60 + 120 + 15),
}
CLASSES: dict[str, type[State]] = {
    "Ready": Ready,
    "Working": Working,
    "Waiting": Waiting,
    "Switching": Switching,
    "Resting": Resting,
}


def counted_down(name: str) -> Drive | None:
    """Return a session counting down over a state; None where no count comes there."""
    if name == "Working":
        return REACH[name]().press(Command.PAUSE, Command.PAUSE)
    if name == "Waiting":
        return REACH[name]().press(Command.BACK)
    if name == "Ready":
        return start().press(Command.BACK)
    return None


def place_of(drive: Drive, kind: Kind, *, block: int) -> int:
    """Return the first place of a kind in a block."""
    blocks = drive.session.plan.blocks
    first = sum(len(b.option.segments) for b in blocks[:block])
    return first + next(i for i, s in enumerate(blocks[block].option.segments) if s.kind is kind)


def stands(moment: Moment) -> tuple[int, float]:
    """Return where a moment is: its place and the seconds into it."""
    return moment.index, moment.elapsed


def work_before(drive: Drive, place: int) -> int:
    """Return the place of the last work before one, which here is a dose by itself; 0 where there is none."""
    segments = drive.session.plan.segments
    return next((i for i in range(place - 1, -1, -1) if segments[i].kind is Kind.WORK), 0)


def changed(seconds: float) -> Callable[[Moment, Moment, Drive], bool]:
    """Return a check that the segment's length changed by so much and nothing else did."""
    return lambda was, now, _: stands(now) == stands(was) and now.length == (was.length or 0.0) + seconds


# What the table's words mean, told from the moment before, the moment after and the session.
MEANS: dict[str, Callable[[Moment, Moment, Drive], bool]] = {
    "nothing": lambda was, now, drive: now == was and drive.answer == (),
    "pause": lambda was, now, _: isinstance(now.state, Paused) and stands(now) == stands(was),
    "work now": lambda was, now, _: now.segment.kind is Kind.WORK and stands(now) == (was.index + 1, 0),
    "leave dose": lambda was, now, _: now.segment.kind is not Kind.WORK and stands(now) == (was.index + 1, 0),
    "set done": lambda was, now, drive: stands(now) == (was.index + 1, 0) and 12 in [r.reps for r in drive.records],
    "dose before": lambda was, now, drive: stands(now) == (work_before(drive, was.index), 0),
    "again": lambda was, now, _: stands(now) == (was.index, 0) and now.dose_elapsed == 0,
    "next step": lambda was, now, _: now.block == was.block + 1 and now.elapsed == 0,
    "20 s more": changed(20),
    "20 s less": changed(-20),
    "30 s more": changed(30),
    "30 s less": changed(-30),
    "past zero": lambda was, now, _: now.under == Working(staying=True) and stands(now) == stands(was),
    "new choice": lambda was, now, drive: (
        drive.session.plan.blocks[was.block].chosen == 1
        and stands(now) == (place_of(drive, Kind.READY, block=was.block), 0)
    ),
    "ready anew": lambda was, now, _: stands(now) == (was.index, 0) and now.easier == 0,
    "ready, on": lambda was, now, _: (
        now.segment.kind is Kind.READY
        and stands(now) == (was.index, 0)
        and now.dose_elapsed == was.dose_elapsed == was.elapsed
        and now.easier == 0
    ),
    "easier": lambda was, now, _: stands(now) == stands(was) and now.easier == 0,
}


def works(cell: str, was: Moment, drive: Drive) -> bool:
    """Return whether a session is now where a cell of the table says, from where it was."""
    return MEANS[cell](was, drive.moment, drive)


def test_the_table_has_every_command_and_every_state() -> None:
    assert {command for command, _ in TABLE} == {command.name for command in Command}
    assert {column for _, column in TABLE} == {*REACH, SEPARATE}


@pytest.mark.parametrize("state", REACH)
@pytest.mark.parametrize("command", Command)
def test_running(command: Command, state: str) -> None:
    drive = REACH[state]()
    before = drive.moment
    assert isinstance(before.state, CLASSES[state])
    assert works(TABLE[command.name, state], before, drive.press(command))
    if command is Command.BACK:
        assert drive.counting == 3
    elif command is not Command.PAUSE:
        assert drive.moment.state == drive.moment.under


@pytest.mark.parametrize("state", REACH)
@pytest.mark.parametrize("command", Command)
def test_in_a_pause(command: Command, state: str) -> None:
    drive = REACH[state]().wait(11).press(Command.PAUSE).wait(11)
    before = drive.moment
    assert isinstance(before.under, CLASSES[state])
    drive.press(command)
    what = TABLE[command.name, SEPARATE].split(" / ")[1]
    if what == "goes on":
        assert drive.counting == (3 if state == "Working" else None)
        assert not drive.paused
    else:
        assert what == "stays paused"
        assert drive.paused
        assert works(TABLE[command.name, state], before, drive)


@pytest.mark.parametrize("state", [state for state in REACH if counted_down(state)])
@pytest.mark.parametrize("command", Command)
def test_in_a_count(command: Command, state: str) -> None:
    drive = counted_down(state)
    assert drive is not None
    before = drive.wait(1).moment
    assert isinstance(before.state, Counting)
    drive.press(command)
    what, cell = TABLE[command.name, SEPARATE].split(" / ")[0], TABLE[command.name, state]
    if command is Command.BACK and before.elapsed == 0:
        cell = "dose before"
    if what == "pauses again":
        assert drive.paused
    elif cell == "nothing" or what == "count goes on":
        assert drive.moment.state == before.state
    elif what == "counts anew":
        assert drive.counting == 3
        assert drive.moment.state != before.state
    else:
        assert what == "count ends"
        assert drive.moment.state == drive.moment.under
    if what != "pauses again":
        assert works(cell, before, drive)


@pytest.mark.parametrize("command", Command)
def test_finished(command: Command) -> None:
    drive = start()
    drive.session.finish(drive.now)
    before = drive.moment
    assert works("nothing", before, drive.press(command))
