"""An exercise: its words, its positions and what it is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """The side of the body that a position's name speaks of."""

    RIGHT = "right"
    LEFT = "left"

    @property
    def other(self) -> Side:
        """Return the opposite side."""
        return Side.LEFT if self is Side.RIGHT else Side.RIGHT


class Mirror(StrEnum):
    """Whether a person's own picture is turned for the second position."""

    BY_SIDE = "by side"
    NEVER = "never"
    ALWAYS = "always"  # in every position: a picture that shows the other side from the start


@dataclass(frozen=True, slots=True)
class Easier:
    """One easier form: the line that says it and the figure's keyframe that shows it (None: none).

    `half` is said and shown at half of a hold taken in this form: "Now the other leg."
    """

    text: str
    key: str | None = None
    half: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """One of a person's own pictures; `file` lies beside the exercise's file, `seconds` None shows it alone."""

    file: str
    seconds: float | None = None
    alt: str = ""
    credit: str = ""
    mirror: Mirror = Mirror.BY_SIDE


@dataclass(frozen=True, slots=True)
class Exercise:
    """What a person does and reads; lines still hold `{side}`, `{other side}` and `{position}`."""

    key: str  # the file's name without .yaml; of an inline exercise its name as written
    name: str
    summary: str = ""
    works: tuple[str, ...] = ()
    short_name: str | None = None  # `called` in a file
    needs: tuple[str, ...] = ()  # "strap or towel" is one entry
    sides: tuple[str, ...] = ()  # names of the positions, the first one first
    setup: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    easier: tuple[Easier, ...] = ()
    care: tuple[str, ...] = ()
    after: tuple[str, ...] = ()  # said and shown when the exercise is over: how to get up again
    settle: float | None = None  # seconds; None: as long as get ready
    describe: str | None = None
    figure: bool = False  # picture: figure
    images: tuple[Image, ...] = ()  # a person's own pictures
    inline: bool = False

    @property
    def called(self) -> str:
        """Return the name for the player and the voice."""
        return self.short_name or self.name


def side_of(position: str | None) -> Side | None:
    """Return the first of the words right and left in a position's name; None where there is neither."""
    for word in (position or "").lower().replace(",", " ").split():
        if word in (Side.RIGHT, Side.LEFT):
            return Side(word)
    return None


def worded(lines: tuple[str, ...], position: str | None) -> tuple[str, ...]:
    """Return the lines with the running position's words put in; a line whose words are not known is left out."""
    side = side_of(position)
    words = {
        "{side}": side.value if side else None,
        "{other side}": side.other.value if side else None,
        "{position}": position,
    }
    out: list[str] = []
    for line in lines:
        text: str | None = line
        for mark, word in words.items():
            if text is not None and mark in text:
                text = None if word is None else text.replace(mark, word)
        if text:
            out.append(text[0].upper() + text[1:] if line.startswith("{") else text)
    return tuple(out)
