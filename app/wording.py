"""Lengths and needs as the commands print them."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.lengths import in_words


def length_range(lower: float, upper: float, estimated: bool) -> str:
    """Return a routine's length from level 0 to level 100: `19 min 14 s to 34 min 14 s`."""
    about = "about " if estimated else ""
    ends = [in_words(round(seconds)) for seconds in (lower, upper)]
    return f"{about}{ends[0]}" if ends[0] == ends[1] else f"{about}{ends[0]} to {ends[1]}"


def needs(entries: Sequence[str]) -> str:
    """Return what is needed in one line: `mat, strap or towel`; `nothing` where it is nothing."""
    return ", ".join(entries) or "nothing"
