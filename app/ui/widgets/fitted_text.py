"""Text that is never cut: it wraps, then its long words part, then it shrinks.

Pure on a measuring function, so that it is tested over many names without a window.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import category, combining

Measure = Callable[[str, float], float]  # a text and a type size in pixels -> its width in pixels

LEADING = 1.1  # from line to line, of the type size
SOFT_HYPHEN = "\u00ad"
VOWELS = frozenset("aeiouyäöüáéíóúàèìòùâêîôûåæøœœAEIOUYÄÖÜ")
TOGETHER = ("ch", "ck", "ph", "th", "sh", "qu", "sch", "st", "ng")  # never parted


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text in one size; `height` of them all, in pixels."""

    lines: tuple[str, ...]
    px: float
    leading: float = LEADING

    @property
    def height(self) -> float:
        """Return how much room the lines take from top to bottom."""
        return len(self.lines) * self.px * self.leading


def fit(
    text: str, width: float, height: float, measure: Measure, *, largest: float, least: float, leading: float = LEADING
) -> Fitted:
    """Return the text in lines no wider than `width`, all within `height`, as large as that allows.

    Down to `least` words stay whole where they can; then they part, at `least` or larger; below `least` only where
    nothing else is left, and there in whatever size fits.
    """
    text = " ".join(text.split())
    if not text:
        return Fitted((), largest, leading)
    for part_words, sizes in (
        (False, _sizes(largest, least)),
        (True, _sizes(largest, least)),
        (False, _sizes(least, max(1.0, least * 0.8))),
        (True, _sizes(least, 1.0)),
    ):
        best: Fitted | None = None
        for px in sizes:
            lines = wrap(text, width, measure, px, part_words=part_words)
            if lines is None or len(lines) * px * leading > height + 0.01:
                continue
            # Whole words wrap as they like; a parted word is read with the fewer parts the better.
            if best is None or (part_words and len(lines) < len(best.lines)):
                best = Fitted(lines, px, leading)
            if not part_words or px < least:
                break
        if best is not None:
            return best
    return Fitted((text.replace(SOFT_HYPHEN, ""),), 1.0, leading)


def wrap(text: str, width: float, measure: Measure, px: float, *, part_words: bool = False) -> tuple[str, ...] | None:
    """Return the lines of a text at one size; None where a word is too wide and may not be parted."""
    lines: list[str] = []
    line = ""
    waiting = text.split()[::-1]
    while waiting:
        word = waiting.pop()
        longer = f"{line} {word}" if line else word
        if measure(_plain(longer), px) <= width:
            line = longer
            continue
        if measure(_plain(word), px) > width:
            if not part_words:
                return None
            head, tail = _part(word, width, measure, px)
            if not head:
                return None
            if line:
                lines.append(_plain(line))
            lines.append(_plain(head))
            line = ""
            waiting.append(tail)
            continue
        lines.append(_plain(line))
        line = word
    return (*lines, _plain(line)) if line else tuple(lines)


def _sizes(largest: float, least: float) -> list[float]:
    steps = max(0, math.ceil(largest - least))
    return [largest - n for n in range(steps)] + [least]


def _plain(text: str) -> str:
    return text.replace(SOFT_HYPHEN, "")


def _part(word: str, width: float, measure: Measure, px: float) -> tuple[str, str]:
    """Return a word in two, the first part as long as fits, parted where a reader would; ("", word) where none fits."""
    longest = 0
    for at in range(1, len(word)):
        hyphen = "" if word[at - 1] in "-‐–/" else "-"
        if measure(_plain(word[:at]) + hyphen, px) <= width:
            longest = at
    points = [at for at in range(1, longest + 1) if not combining(word[at])]
    for good in (_is_marked, _is_syllable, _is_letter):
        fitting = [at for at in points if good(word, at)]
        if fitting:
            at = fitting[-1]
            joined = word[at - 1] in "-‐–/" + SOFT_HYPHEN
            hyphen = "" if (joined and word[at - 1] != SOFT_HYPHEN) or not _spelled(word[at - 1]) else "-"
            return word[:at] + hyphen, word[at:]
    return "", word


def _is_marked(word: str, at: int) -> bool:
    return word[at - 1] in "-‐–/" + SOFT_HYPHEN


def _is_syllable(word: str, at: int) -> bool:
    """Return whether a syllable begins here: one consonant, then a vowel, and enough of the word on both sides."""
    if at < 3 or len(word) - at < 3 or word[at] in VOWELS or word[at + 1] not in VOWELS:
        return False
    around = word[max(0, at - 2) : at + 2].lower()
    parted = any(pair in around and word[at - 1 : at + 1].lower() in (pair, pair[-2:]) for pair in TOGETHER)
    return not parted and any(letter in VOWELS for letter in word[:at])


def _is_letter(word: str, at: int) -> bool:
    return True


def _spelled(letter: str) -> bool:
    """Return whether a letter is of a script that parts words with a hyphen."""
    return letter == SOFT_HYPHEN or (category(letter).startswith("L") and ord(letter) < 0x0590)
