"""A session at the wheel: a clock that the test moves, and short names for what it looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self, TypeVar

from app.core.moments import Command, Counting, Event, Moment, Paused, SegmentStarted
from app.core.plan import Plan, Segment
from app.core.record import Record
from app.core.session import Session

START = 1_000.0
E = TypeVar("E", bound=Event)


class Drive:
    """A begun session; `wait` ticks once a second, as a shell does, `jump` lets the clock go without a tick."""

    def __init__(
        self,
        plan: Plan,
        *,
        speed: float = 1.0,
        first_time: Mapping[str, float] | None = None,
        unattended: bool = False,
        session: Session | None = None,
    ) -> None:
        """Begin a session of a plan, or the one handed in."""
        self.session = session or Session(plan, speed=speed, first_time=first_time, unattended=unattended)
        self.now = START
        self.events: list[Event] = list(self.session.begin(self.now))
        self.answer: tuple[Event, ...] = tuple(self.events)

    def wait(self, seconds: float) -> Self:
        """Let real seconds go by with a tick in each."""
        end = self.now + seconds
        gathered: list[Event] = []
        while self.now < end:
            self.now = min(end, self.now + 1)
            gathered += self.session.tick(self.now)
        self._heard(tuple(gathered))
        return self

    def jump(self, seconds: float) -> Self:
        """Let real seconds go by with one tick at their end."""
        self.now += seconds
        self._heard(self.session.tick(self.now))
        return self

    def press(self, *commands: Command, number: int | None = None) -> Self:
        """Press keys, one after the other, at this instant."""
        for command in commands:
            self._heard(self.session.command(command, self.now, number))
        return self

    def _heard(self, events: tuple[Event, ...]) -> None:
        self.answer = events
        self.events += events

    def heard(self, kind: type[E]) -> list[E]:
        """Return the events of one kind in the last answer."""
        return [event for event in self.answer if isinstance(event, kind)]

    @property
    def moment(self) -> Moment:
        """Return what a screen shows now."""
        return self.session.moment(self.now)

    @property
    def state(self) -> object:
        """Return the state now."""
        return self.session.state

    @property
    def segment(self) -> Segment:
        """Return the running segment."""
        return self.moment.segment

    @property
    def where(self) -> object:
        """Return kind, exercise, position and set of the running segment."""
        return self.segment.kind, self.segment.exercise, self.segment.position, self.segment.set

    @property
    def left(self) -> float | None:
        """Return the seconds left of the running segment."""
        return self.moment.left

    @property
    def records(self) -> tuple[Record, ...]:
        """Return all records as they stand."""
        return self.session.records

    @property
    def done(self) -> list[float]:
        """Return the seconds done of each record, to the millisecond."""
        return [round(record.done, 3) for record in self.records]

    @property
    def counting(self) -> float | None:
        """Return the seconds of the running count; None where none runs."""
        state = self.session.state
        return state.seconds if isinstance(state, Counting) else None

    @property
    def paused(self) -> bool:
        """Return whether the session is paused."""
        return isinstance(self.state, Paused)

    def starts(self) -> list[tuple[float, Segment]]:
        """Return every segment that started, with the session's clock."""
        return [(e.due, e.segment) for e in self.events if isinstance(e, SegmentStarted) and e.segment is not None]
