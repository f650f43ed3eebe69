"""A part of a picture in whole pixels: plain numbers, since they are asked for many times a second."""

from __future__ import annotations

from typing import NamedTuple


class Spot(NamedTuple):
    """A part of a picture, without its right column and its lowest row."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        """Return how many pixels it has."""
        return (self.right - self.left) * (self.bottom - self.top)

    def with_(self, other: Spot) -> Spot:
        """Return the least part that holds both."""
        return Spot(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip

    def moved(self, x: int, y: int) -> Spot:
        """Return it so far to the right and down."""
        return Spot(self.left + x, self.top + y, self.right + x, self.bottom + y)


def around(spots: list[Spot], room: Spot) -> list[Spot]:
    """Return what of a room lies round parts that are one below the other."""
    left, top, right, bottom = room
    out = []
    for spot in spots:
        upper, lower = min(spot.top, bottom), min(spot.bottom, bottom)
        if upper > top:
            out.append(Spot(left, top, right, upper))
            top = upper
        if lower > top:
            ends, goes_on = min(spot.left, right), max(spot.right, left)
            if ends > left:
                out.append(Spot(left, top, ends, lower))
            if goes_on < right:
                out.append(Spot(goes_on, top, right, lower))
            top = lower
    if top < bottom:
        out.append(Spot(left, top, right, bottom))
    return out
