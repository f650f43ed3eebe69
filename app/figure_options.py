"""What `holdwell figure` is told, read and made sure of before anything is drawn."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from app.core.exercise import side_of
from app.paths import typed_path
from app.storage.fields import any_of, nearest

SMALLEST, LARGEST = 40, 4096  # pixels of a side
ENDINGS = (".png", ".svg")


class WrongWordsError(ValueError):
    """An option names what is not there: exit status 2."""


def size_of(text: str) -> tuple[int, int]:
    """Return width and height in pixels; ArgumentTypeError where they are none."""
    found = re.fullmatch(r"\s*(\d{1,5})\s*[xX×]\s*(\d{1,5})\s*", text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(SMALLEST <= n <= LARGEST for n in size):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no size. Write WIDTHxHEIGHT in pixels, for example 1200x900, {SMALLEST} to {LARGEST} each."
        )
    return size


def one_of(*words: str) -> Callable[[str], str]:
    """Return what reads one of some words; ArgumentTypeError with the nearest of them where it is none."""

    def read(text: str) -> str:
        word = text.strip().casefold()
        if word not in words:
            raise argparse.ArgumentTypeError(f"{text!r} is not known. {nearest(text, words) or any_of(words)}")
        return word

    return read


def out_of(text: str) -> Path:
    """Return the picture's file; ArgumentTypeError where its ending is none that can be written."""
    path = typed_path(text)
    if path.suffix.lower() not in ENDINGS:
        raise argparse.ArgumentTypeError(f"{text!r} does not end in {' or '.join(ENDINGS)}.")
    return path


def chosen_position(word: str | None, sides: Sequence[str]) -> str | None:
    """Return the position of a name, a number counted from 1, or of `right` or `left` where only one is; None: none.

    Where nothing is asked for, the first one.
    """
    if word is None:
        return sides[0] if sides else None
    if not sides:
        raise WrongWordsError("--side: this exercise has no positions.")
    by_name = {side.casefold(): side for side in sides}
    asked = " ".join(word.casefold().split())
    if asked in by_name:
        return by_name[asked]
    if asked.isdecimal():
        if 1 <= int(asked) <= len(sides):
            return sides[int(asked) - 1]
        raise WrongWordsError(f"--side {word}: there are {len(sides)} positions: {', '.join(sides)}.")
    of_side = [side for side in sides if side_of(side) == asked]
    if len(of_side) == 1:
        return of_side[0]
    hint = nearest(word, sides) or any_of(sides)
    raise WrongWordsError(f"--side: there is no position {word!r}. {hint}")


def chosen_key(word: str | None, names: Sequence[str]) -> str | None:
    """Return a keyframe's name as its file writes it; None where nothing is asked for."""
    if word is None:
        return None
    by_name = {name.casefold(): name for name in names}
    asked = " ".join(word.casefold().split())
    if asked in by_name:
        return by_name[asked]
    raise WrongWordsError(f"--key: there is no keyframe {word!r}. {nearest(word, names) or any_of(names)}")
