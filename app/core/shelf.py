"""The routines on the shelf: what a card of the library says, and which cards fit what a person wants today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

HELPS = ("lower back", "upper back", "hips", "neck", "at the desk")
NEEDS = (
    "mat", "wall", "strap", "towel", "chair", "bench", "band", "dumbbells", "bag", "stick", "pad",
    "barbell", "rack", "cable", "pulldown",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StripPicture:
    """Which picture stands on a card: an exercise in a position, as a figure or a person's own image.

    Of a figure, exercise, sides and position are those that it is posed for.
    """

    exercise: str
    called: str
    sides: tuple[str, ...] = ()
    position: str | None = None
    figure: bool = False
    image: str = ""  # file name of an own picture
    folder: str = ""  # in which that lies
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What the library shows of one routine file, good or bad; lengths in seconds."""

    key: str
    name: str
    file: str
    summary: str = ""
    goal: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    shortest: float = 0.0
    longest: float = 0.0
    needs: tuple[str, ...] = ()  # every entry is needed; "strap or towel" is one entry
    strip: tuple[StripPicture, ...] = ()
    words: str = ""  # what a search looks through beside name and summary
    own: bool = False
    faults: tuple[str, ...] = ()  # problems, one line each; such a routine cannot be played

    @property
    def good(self) -> bool:
        """Return whether it can be played."""
        return not self.faults


class Wish(NamedTuple):
    """What a person wants today; None and "" mean anything."""

    part: str | None = None  # one of HELPS, or "strength"
    minutes: int | None = None
    at_hand: frozenset[str] | None = None
    search: str = ""

    @property
    def anything(self) -> bool:
        """Return whether nothing is asked for."""
        return self == Wish()


def alternatives(need: str) -> tuple[str, ...]:
    """Return the things any one of which answers an entry of `needs`."""
    return tuple(part.strip() for part in need.split(" or "))


def can_be_met(needs: Iterable[str], at_hand: frozenset[str]) -> bool:
    """Return whether the things at hand answer every entry."""
    return all(any(thing in at_hand for thing in alternatives(need)) for need in needs)


def fits(card: Card, wish: Wish) -> bool:
    """Return whether a card fits a wish. A bad file fits whatever finds its name: it must not get lost."""
    text = f"{card.name} {card.key} {card.summary} {card.words} {' '.join(card.helps)}".casefold()
    if not all(word in text for word in wish.search.casefold().split()):
        return False
    if not card.good:
        return wish.part is None and wish.minutes is None and wish.at_hand is None
    if wish.part is not None and wish.part not in (*card.helps, *card.goal):
        return False
    if wish.minutes is not None and card.shortest > wish.minutes * 60:
        return False
    return wish.at_hand is None or can_be_met(card.needs, wish.at_hand)


def fitting(cards: Iterable[Card], wish: Wish) -> list[Card]:
    """Return the cards that fit, in their order."""
    return [card for card in cards if fits(card, wish)]


def parts_of(cards: Sequence[Card]) -> tuple[str, ...]:
    """Return the parts of the body that any card helps, in the format's order, then strength where it occurs."""
    helped = {part for card in cards for part in card.helps}
    strength = any("strength" in card.goal for card in cards)
    return tuple(part for part in HELPS if part in helped) + (("strength",) if strength else ())


def things_of(cards: Sequence[Card]) -> tuple[str, ...]:
    """Return the things that any card needs, the common ones first."""
    needed = {thing for card in cards for need in card.needs for thing in alternatives(need)}
    return tuple(thing for thing in NEEDS if thing in needed) + tuple(sorted(needed - set(NEEDS)))


def joined_needs(rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return the entries of several exercises as one list without repeats.

    An entry with a choice falls away where another entry asks for one of its things anyway: with a strap needed,
    "strap or towel" says nothing new.
    """
    entries: list[str] = []
    for row in rows:
        entries += [need for need in row if need not in entries]
    certain = {need for need in entries if len(alternatives(need)) == 1}
    kept = [n for n in entries if n in certain or not certain.intersection(alternatives(n))]
    order = {thing: place for place, thing in enumerate(NEEDS)}
    return tuple(sorted(kept, key=lambda need: order.get(alternatives(need)[0], len(order))))


def in_order(cards: Iterable[Card]) -> list[Card]:
    """Return the cards as they stand: the bundled ones from rest to strength and from short to long, then own ones."""
    goals = {"relax": 0, "mobility": 1, "strength": 2}

    def place(card: Card) -> tuple[bool, int, float, str]:
        first = "strength" if "strength" in card.goal else (card.goal[0] if card.goal else "")
        return (card.own, 0, 0.0, card.name) if card.own else (False, goals.get(first, 3), card.longest, card.name)

    return sorted(cards, key=place)
