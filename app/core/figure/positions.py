"""Which keyframe a position shows, whether it is mirrored, and what is seen there in words: no numbers are needed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

START = "(start)"  # stands for the keyframe from which one goes into the pose; nobody names one so


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands for a position: a keyframe, mirrored or not."""

    key: str
    mirrored: bool


def is_mirrored(names: Collection[str], sides: tuple[str, ...], position: str | None) -> bool:
    """Return whether a position is shown by the mirror of the figure: the second of two that no keyframe is named for.

    `names` are those of the figure's keyframes.
    """
    return len(sides) == 2 and position == sides[1] and position not in names


def shown(names: tuple[str, ...], sides: tuple[str, ...], position: str | None, key: str | None = None) -> Shown:
    """Return the keyframe of a position's own name; else the first (or `key`), mirrored for the second of two."""
    if position in names and key is None:
        return Shown(position, False)
    return Shown(key if key in names else names[0], is_mirrored(names, sides, position))


def described(
    sentences: Mapping[str, str], sides: tuple[str, ...], position: str | None, key: str | None = None
) -> str:
    """Return what is seen in a position's picture, right and left changed over where it is mirrored.

    `sentences` has what each keyframe of the figure shows, in their order.
    """
    what = shown(tuple(sentences), sides, position, key)
    text = sentences[what.key]
    if not what.mirrored:
        return text
    swap = {"right": "left", "left": "right", "Right": "Left", "Left": "Right"}
    return re.sub(r"\b(right|left)\b", lambda found: swap[found[0]], text, flags=re.IGNORECASE)
