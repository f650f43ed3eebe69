"""A file's text as a pane of text shows it, and what was typed there put back into the file's own bytes.

A pane knows one end of a line; a file may have another, or several. What nobody touched keeps its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_ENDS = re.compile("\r\n|\r|\u2029")


def lines_shown(text: str) -> str:
    """Return a text with every end of a line as one newline."""
    return _ENDS.sub("\n", text)


def typed_into(before: str, typed: str) -> str:
    """Return a file's text with what was typed over it in a pane; only what differs from what was shown is replaced.

    New lines end as most of the file's do.
    """
    shown = lines_shown(before)
    if typed == shown:
        return before
    most = min(len(shown), len(typed))
    start = same_start(shown, typed)
    end = min(same_start(shown[::-1], typed[::-1]), most - start)
    newline = "\r\n" if 2 * before.count("\r\n") > shown.count("\n") else "\n"
    middle = typed[start : len(typed) - end].replace("\n", newline)
    # A pair of two characters is one where it is shown: each before a place moves it on by one.
    pairs = [match.start() - number for number, match in enumerate(re.finditer("\r\n", before))]
    first, last = (place + bisect_left(pairs, place) for place in (start, len(shown) - end))
    text = before[:first] + middle + before[last:]
    # A lone return and a newline would become one end of a line where they meet.
    return text if lines_shown(text) == typed else typed


def same_start(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low
