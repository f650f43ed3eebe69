"""A session on a terminal: one line that is redrawn each second, and above it the lines that stay.

In a terminal that knows no more than a printer, and for whoever reads with the ear or with the fingers, nothing is
redrawn: only the lines that stay are written, one after the other.
"""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from app.core.moments import Event, Moment, Paused, PausedNow, SegmentStarted
from app.core.plan import Kind, Plan
from app.core.player_words import pause_words, setup_lines, spoken_moment
from app.core.status_line import cue_line, in_ascii, lines_of_event, status_line
from app.terminal_keys import KEYS_TOLD, Wish

_TO_START = "\r\x1b[K"
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
ASKED = "Space goes on, Q keeps it for later, X ends it here."


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a terminal can do."""

    redraws: bool
    bold: bool
    unicode: bool

    @classmethod
    def of(cls, stream: TextIO, *, lines: bool) -> Abilities:
        """Return what a stream can do; `lines`: nothing is to be redrawn, whatever it can."""
        redraws = not lines and stream.isatty() and os.environ.get("TERM", "dumb") not in ("dumb", "")
        encoding = (getattr(stream, "encoding", None) or "ascii").lower().replace("-", "")
        return cls(redraws, redraws and not os.environ.get("NO_COLOR"), encoding.startswith("utf"))


class Screen:
    """Writes to a stream; `gone` once that does not take what is written."""

    def __init__(self, stream: TextIO, can: Abilities) -> None:
        self._stream, self._can = stream, can
        self.gone = False
        self._drawn = False  # the redrawn line stands on the terminal
        self._told_exercise: str | None = None
        self._dose: tuple[int, int] | None = None
        self._cues: set[str] = set()

    # As a watcher of the session

    def told(self, events: Sequence[Event], moment: Moment, plan: Plan) -> None:
        """Write what stays of an answer."""
        for event in events:
            for line in lines_of_event(event, moment, plan, self._told_exercise):
                self.line(line)
            if isinstance(event, SegmentStarted) and event.segment is not None and not event.late:
                self._told_exercise = event.segment.exercise
            if isinstance(event, PausedNow) and isinstance(moment.state, Paused):
                words = pause_words(moment.state)
                self.line(words if words.startswith("Paused") else f"Paused. {words}")

    def second(self, moment: Moment, plan: Plan, typed: str) -> None:
        """Draw the line anew, and write the exercise's next cue where one is due."""
        option = plan.blocks[moment.block].option
        dose = (moment.block, moment.segment.dose)
        if dose != self._dose:
            self._dose, self._cues = dose, set()
        cue = cue_line(moment, option)
        if cue is not None and cue not in self._cues and not isinstance(moment.state, Paused):
            self._cues.add(cue)
            self.line(f"  {cue}")
        if not self._can.redraws:
            if typed:
                self.line(typed)
            return
        text = status_line(moment, plan, self._width(), typed=typed, plain=not self._can.unicode)
        if self._can.bold and moment.segment.kind is Kind.WORK:
            time, rest = text[:7], text[7:]
            text = f"{_BOLD}{time}{_PLAIN}{rest}"
        self._write(f"{_TO_START}{text}")
        self._drawn = True

    def wished(self, wish: Wish, moment: Moment, plan: Plan) -> None:
        """Write what a person wants to know."""
        option = plan.blocks[moment.block].option
        if wish is Wish.ASK:
            self.line(ASKED)
        elif wish is Wish.KEYS:
            for line in KEYS_TOLD:
                self.line(line)
        elif wish is Wish.TELL:
            self.line(spoken_moment(moment, option))
        elif wish is Wish.WORDS:
            for line in setup_lines(option.exercise, moment.segment.position, moment.easier) or ("No words.",):
                self.line(f"  {line}")
        elif wish is Wish.STOP:
            self.line("")

    def trouble(self, sentence: str) -> None:
        """Write what does not work."""
        self.line(sentence)

    def due_in(self, seconds: float | None) -> None:
        """Do nothing: the picture waits for nothing."""

    # As a place for lines

    def line(self, text: str) -> None:
        """Write a line that stays, above the redrawn one."""
        if self._drawn:
            self._write(_TO_START)
            self._drawn = False
        shown = text if self._can.unicode else in_ascii(text)
        if self._can.redraws:
            indent = " " * (len(shown) - len(shown.lstrip()))
            shown = textwrap.fill(shown, self._width(), subsequent_indent=indent)
        self._write(f"{shown}\n")

    def ring(self) -> None:
        """Ring the terminal's own bell, where there is a terminal."""
        if self._stream.isatty():
            self._write("\a")

    def _width(self) -> int:
        """Return how many columns may be written: the last one stays free, as some terminals break the line there."""
        return max(20, shutil.get_terminal_size((80, 24)).columns - 1)

    def _write(self, text: str) -> None:
        if self.gone:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            self.gone = True  # the terminal was closed: the session is kept without it
