"""What the command line asks of the window; also what a second start hands to the first one."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Opening(StrEnum):
    """What the window opens with."""

    LIBRARY = "library"
    PLAY = "play"
    HOLD = "hold"
    DO = "do"
    GO_ON = "go-on"
    TAKE = "take"


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """What to open, and how it is played; None where the command line said nothing."""

    opening: Opening = Opening.LIBRARY
    routine: str | None = None  # a routine's name, or the absolute path of its file
    exercise: str | None = None
    length: str | None = None  # as typed: "7 min", "3-5 min"
    typed: str | None = None  # steps as typed, one a line: "pigeon 2 min each side"
    file: str | None = None  # the absolute path of a file that holds a routine from elsewhere
    level: int | None = None
    minutes: float | None = None
    choices: tuple[tuple[int, int], ...] = ()  # (step, alternative), both counted from 1
    start: bool = False  # at once, without the page before
    speed: float = 1.0
    quit_at_end: bool = False

    def to_json(self) -> str:
        """Return the request as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> WindowRequest | None:
        """Return the request in a line of JSON, or None where it is none: what arrives by a socket is not trusted."""
        try:
            data = json.loads(text)
            choices = tuple((int(step), int(number)) for step, number in data["choices"])
            words = {
                k: str(v) for k in ("routine", "exercise", "length", "typed", "file") if (v := data[k]) is not None
            }
            level = None if data["level"] is None else min(100, max(0, int(data["level"])))
            minutes = None if data["minutes"] is None else float(data["minutes"])
            return cls(
                opening=Opening(data["opening"]),
                level=level,
                minutes=minutes,
                choices=choices,
                start=bool(data["start"]),
                speed=float(data["speed"]),
                quit_at_end=bool(data["quit_at_end"]),
                **words,
            )
        except (ValueError, KeyError, TypeError):
            return None
