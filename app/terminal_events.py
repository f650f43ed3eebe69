"""A session as lines of JSON on standard output, one an event, each written at once: `docs/terminal.md` describes them.

This is a public interface. A program reads it line by line; keys that it does not know it passes over.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TextIO

from app.core.lengths import plain_number
from app.core.moments import Event, MinimumReached, Moment, PausedNow, SegmentStarted, WentOn
from app.core.plan import Plan
from app.core.plan_listing import listing
from app.terminal_keys import Wish


class EventLines:
    """Writes events to a stream; `gone` once nobody reads it any more."""

    def __init__(self, stream: TextIO, now: Callable[[], datetime]) -> None:
        self._stream, self._now = stream, now
        self.gone = False

    def write(self, event: str, **more: Any) -> None:
        """Write one event with its moment and whatever belongs to it."""
        if self.gone:
            return
        row = {"event": event, "at": self._now().isoformat(timespec="milliseconds"), **more}
        try:
            self._stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            self._stream.flush()
        except (OSError, ValueError):
            self.gone = True

    def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> None:
        """Write what happened, in the order in which it did."""
        for event in events:
            if isinstance(event, SegmentStarted):
                row = listing(plan)["segments"][event.index]
                self.write("segment started", index=event.index, standing=event.standing, **row)
            elif isinstance(event, MinimumReached):
                self.write("minimum reached", index=moment.index)
            elif isinstance(event, PausedNow):
                away = plain_number(round(event.away, 3))
                self.write("paused", reason=event.reason.value, away_seconds=away)
            elif isinstance(event, WentOn):
                self.write("resumed", index=moment.index)

    def second(self, moment: Moment, plan: Plan, typed: str) -> None:
        """Do nothing: a second is no event."""

    def wished(self, wish: Wish, moment: Moment, plan: Plan) -> None:
        """Do nothing: what comes of it is told."""

    def trouble(self, sentence: str) -> None:
        """Write what does not work."""
        self.write("trouble", text=sentence)

    def due_in(self, seconds: float | None) -> None:
        """Do nothing: lines are written when something happened."""
