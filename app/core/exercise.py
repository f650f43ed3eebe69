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
    """One of a person's own pictures; `file` lies beside the exercise's file, `seconds` None shows it alone.

    `key` is the phase, the position or the easier form that it shows; empty: every moment that has no picture of its
    own.
    """

    file: str
    seconds: float | None = None
    alt: str = ""
    credit: str = ""
    mirror: Mirror = Mirror.BY_SIDE
    key: str = ""


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
    figure: bool = False  # picture: figure, or figure of another exercise
    images: tuple[Image, ...] = ()  # a person's own pictures
    inline: bool = False
    pose: str = ""  # picture: figure of pigeon; empty: the figure of its own name
    pose_sides: tuple[str, ...] = ()  # the positions for which that figure is posed
    folder: str = ""  # where its own pictures lie; empty where it has none

    @property
    def called(self) -> str:
        """Return the name for the player and the voice."""
        return self.short_name or self.name

    @property
    def pictured_as(self) -> str:
        """Return the key under which its pictures are kept and drawn: another exercise's where it shows that pose."""
        return (self.pose or self.key) if self.figure and not self.images else self.key

    def posed(self, position: str | None) -> tuple[tuple[str, ...], str | None]:
        """Return the figure's positions, and which of them shows one of this exercise's.

        Another exercise's pose keeps that exercise's positions: the one that names the same side stands for this one,
        where no side is named the one of the same number, else the figure as it is (None).
        """
        theirs = self.pose_sides
        if not self.pose or not theirs or position is None:
            return (self.sides, position) if not theirs else (theirs, None)
        side = side_of(position)
        same = next((other for other in theirs if side is not None and side_of(other) is side), None)
        if same is not None:
            return theirs, same
        number = self.sides.index(position) if len(self.sides) == len(theirs) and position in self.sides else -1
        return theirs, theirs[number] if number >= 0 else None

    def images_for(self, position: str | None, frame: str | None = None) -> tuple[int, ...]:
        """Return the numbers of its own pictures that show a moment, in turn; empty where it has none.

        Those that bear the phase's or the easier form's key, else the position's, else those without a key.
        """
        for key in (frame, position):
            if key and (found := self._images_of(key)):
                return found
        return self._images_of("") or (self._images_of(self.images[0].key) if self.images else ())

    def half_line(self, easier: int | None, position: str | None) -> str:
        """Return what changes at half of a hold, empty where nothing does; `easier` is the form's number, from 0."""
        if easier is None or easier >= len(self.easier):
            return ""
        return next(iter(worded((self.easier[easier].half or "",), position)), "")

    def is_mirrored(self, image: Image, position: str | None) -> bool:
        """Return whether one of its own pictures is turned over in a position.

        By side it is for the second of two, unless it bears that one's name; with three or more each needs its own.
        """
        second = len(self.sides) == 2 and position == self.sides[1]
        return image.mirror is Mirror.ALWAYS or (second and image.mirror is Mirror.BY_SIDE and image.key != position)

    def _images_of(self, key: str) -> tuple[int, ...]:
        return tuple(number for number, image in enumerate(self.images) if image.key == key)


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
