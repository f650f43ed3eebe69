"""Lengths of time and counts, with ranges: reading them, writing them, and what a level makes of them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

MINUTE = 60.0
HOUR = 3600.0
SHORTEST = 1.0
LONGEST = 4 * HOUR
LENGTHS_ARE = "Write 90 s, 1:30, 3 min or a range such as 3-5 min."
COUNTS_ARE = "Write 10 or a range such as 5-10."

# What keyboards for East Asian scripts write for 0 to 9, colon, full stop, comma and hyphen.
_PLAIN_SIGNS = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1B), 0xFF0C, 0xFF0D, 0xFF0E)}
# Longer texts are no length; a bound keeps a text of half a megabyte from being quoted whole.
_MOST_CHARACTERS = 60
_SEPARATOR = re.compile(r"\s*[-‐‑–—]\s*|\s+to\s+", re.IGNORECASE)
_SHAPE_OF_TO = r"(?:\s*[-‐‑–—]\s*|\s+[tT][oO]\s+)"
_CLOCK = re.compile(r"([0-9]+):([0-5][0-9])(?::([0-5][0-9]))?")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PART = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z]+)\s*")
_UNITS = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in seconds, from a lower to an upper end; both alike where it is no range."""

    lower: float
    upper: float

    @property
    def ranged(self) -> bool:
        """Return whether the ends differ."""
        return self.lower != self.upper

    def at(self, level: int) -> float:
        """Return the seconds at a level from 0 to 100: to the nearest 5 s, half up, kept within the range.

        Both ends are exact, whatever their seconds.
        """
        if not self.ranged or level <= 0:
            return self.lower
        if level >= 100:
            return self.upper
        # One division at the end: 62.5 must not become 62.4999 on its way to the half that goes up.
        steps = math.floor((self.lower * 100 + (self.upper - self.lower) * level) / 500 + 0.5)
        return min(self.upper, max(self.lower, steps * 5.0))


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number, from a lower to an upper end."""

    lower: int
    upper: int

    @property
    def ranged(self) -> bool:
        """Return whether the ends differ."""
        return self.lower != self.upper

    def at(self, level: int) -> int:
        """Return the number at a level from 0 to 100: to the nearest whole, half up."""
        level = min(100, max(0, level))
        return (2 * (100 * self.lower + (self.upper - self.lower) * level) + 100) // 200


class NotReadableError(ValueError):
    """A text that is no length or no count; `hint` says what to write instead."""

    def __init__(self, text: str, hint: str) -> None:
        """Keep the sentence and the hint apart."""
        super().__init__(text)
        self.text = text
        self.hint = hint


def quoted(text: str) -> str:
    """Return a text in quotation marks, cut where it is long."""
    short = text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"
    return f'"{short}"'


def with_plain_digits(text: str) -> str:
    """Return a text with plain digits, colons, stops, commas and hyphens for full-width ones."""
    return text.translate(_PLAIN_SIGNS)


@lru_cache(maxsize=512)
def read_span(text: str, least: float = SHORTEST, most: float = LONGEST) -> Span:
    """Return the length or range that a text says; raises NotReadableError.

    `90`, `90 s`, `90s`, `1:30`, `1:02:03`, `1.5 min`, `2 min 30 s`, `3-5 min`, `15 to 30 seconds`, `1:00-1:30`.
    A bare number is seconds; at the lower end of a range it has the upper end's unit.
    """
    clean = with_plain_digits(text).strip()
    ends = _SEPARATOR.split(clean) if len(clean) <= _MOST_CHARACTERS else []
    if not 1 <= len(ends) <= 2:
        raise NotReadableError(f"{quoted(text)} is not a length of time.", LENGTHS_ARE)
    upper = _seconds(ends[-1])
    lower = upper if len(ends) == 1 else _seconds(ends[0], ends[1])
    if lower is None or upper is None:
        raise NotReadableError(f"{quoted(text)} is not a length of time.", LENGTHS_ARE)
    if lower > upper:
        right_way = write_span(Span(upper, lower))
        raise NotReadableError(f"in {quoted(text)} the lower end is the higher one.", f"Write {right_way}.")
    bounds = f"A length here goes from {in_words(least)} to {in_words(most)}."
    if upper > most:
        raise NotReadableError(f"{quoted(text)} is too long.", bounds)
    if lower < least:
        raise NotReadableError(f"{quoted(text)} is too short.", bounds)
    return Span(lower, upper)


def read_length(text: str, least: float = SHORTEST, most: float = LONGEST) -> float:
    """Return the seconds that a text says, where a range has no meaning; raises NotReadableError."""
    span = read_span(text, least, most)
    if span.ranged:
        raise NotReadableError(f"{quoted(text)} is a range; one length is wanted here.", "Write 90 s, 1:30 or 3 min.")
    return span.lower


def read_count(text: str, most: int) -> Count:
    """Return the whole number or range, from 1 to `most`, that a text says; raises NotReadableError."""
    clean = with_plain_digits(text).strip()
    ends = _SEPARATOR.split(clean) if len(clean) <= _MOST_CHARACTERS else []
    if not 1 <= len(ends) <= 2 or not all(re.fullmatch("[0-9]+", end) for end in ends):
        raise NotReadableError(f"{quoted(text)} is not a whole number.", COUNTS_ARE)
    lower, upper = int(ends[0]), int(ends[-1])
    if lower > upper:
        raise NotReadableError(f"in {quoted(text)} the lower end is the higher one.", f"Write {upper}-{lower}.")
    if upper > most:
        raise NotReadableError(f"{quoted(text)} is too many.", f"It may be 1 to {most}.")
    if lower < 1:
        raise NotReadableError(f"{quoted(text)} is too few.", f"It may be 1 to {most}.")
    return Count(lower, upper)


def write_span(span: Span) -> str:
    """Return a length or range as people write it and `read_span` reads it: `90 s`, `3-5 min`, `1:00-1:30`."""
    ends = (span.lower, span.upper) if span.ranged else (span.upper,)
    if any(end % 1 for end in ends) or (max(ends) < 2 * MINUTE and not all(end and end % MINUTE == 0 for end in ends)):
        return "-".join(_decimal(end) for end in ends) + " s"
    for unit, name in ((HOUR, "h"), (MINUTE, "min")):
        if all(end and end % unit == 0 for end in ends):
            return "-".join(_decimal(end / unit) for end in ends) + f" {name}"
    return "-".join(clock(end) for end in ends)


def write_count(count: Count) -> str:
    """Return a count as people write it: `10`, `5-10`."""
    return f"{count.lower}-{count.upper}" if count.ranged else str(count.lower)


def clock(seconds: float) -> str:
    """Return whole seconds as on a clock: `2:30`, `1:02:03`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def in_words(seconds: float) -> str:
    """Return a length in units: `45 s`, `2 min 30 s`, `1 h`; fractions of a second stay."""
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    parts = [f"{int(n)} {unit}" for n, unit in ((hours, "h"), (minutes, "min")) if n]
    if rest or not parts:
        parts.append(f"{_decimal(rest)} s")
    return " ".join(parts)


def plain_number(seconds: float) -> int | float:
    """Return seconds as JSON shows them: whole where they are whole, else to the millisecond."""
    exact = round(seconds, 3)
    return int(exact) if exact == int(exact) else exact


def _seconds(text: str, other_end: str | None = None) -> float | None:
    """Return the seconds of one end, None where it is no length; a bare number takes the other end's unit."""
    text = text.strip().lower()
    if match := _CLOCK.fullmatch(text):
        first, second, third = match.groups()
        numbers = [int(first), int(second)] + ([int(third)] if third else [])
        return float(sum(n * 60**power for power, n in enumerate(reversed(numbers))))
    if _NUMBER.fullmatch(text):
        parts = _parts(other_end.strip().lower()) if other_end else None
        if parts is not None and len(parts) > 1:
            return None  # "1-2 min 30 s": minutes or seconds? The person must say.
        return _rounded(Decimal(text) * (parts[0][1] if parts else 1))
    parts = _parts(text)
    return _rounded(sum((number * unit for number, unit in parts), Decimal(0))) if parts else None


def _parts(text: str) -> list[tuple[Decimal, int]] | None:
    """Return the numbers with their units in seconds, the largest first; None where that is not what stands there."""
    found: list[tuple[Decimal, int]] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None or match[2] not in _UNITS or (found and found[-1][1] <= _UNITS[match[2]]):
            return None
        found.append((Decimal(match[1]), _UNITS[match[2]]))
        at = match.end()
    return found or None


def _rounded(seconds: Decimal) -> float:
    """Return seconds to the millisecond."""
    return round(float(seconds), 3)


def _decimal(number: float) -> str:
    """Return a number without a needless fraction or exponent."""
    return f"{number:.3f}".rstrip("0").rstrip(".")


def span_pattern(*, ranged: bool = True, ending: str = "") -> str:
    """Return the shape of a length or range as a regular expression that JSON Schema knows.

    What a shape cannot say stays open: bounds, the order of units, which end is the higher one. `ending` stands after
    the length.
    """
    units = "|".join("".join(f"[{c}{c.upper()}]" for c in unit) for unit in sorted(_UNITS, key=len, reverse=True))
    number = r"[0-9]+(?:\.[0-9]+)?"
    end = rf"(?:[0-9]+(?::[0-5][0-9]){{1,2}}|{number}(?:\s*(?:{units})(?:\s*{number}\s*(?:{units}))*)?)"
    other = rf"(?:{_SHAPE_OF_TO}{end})?" if ranged else ""
    return _of_any_width(rf"^\s*{end}{other}{ending}\s*$")


def count_pattern() -> str:
    """Return the shape of a whole number or range as a regular expression that JSON Schema knows."""
    return _of_any_width(rf"^\s*[0-9]+(?:{_SHAPE_OF_TO}[0-9]+)?\s*$")


def _of_any_width(pattern: str) -> str:
    """Return a shape with the full-width digits and signs beside the plain ones."""
    for plain, both in (("0-9]", "0-9\uff10-\uff19]"), ("0-5]", "0-5\uff10-\uff15]"), ("(?::", "(?:[:\uff1a]"),
                        (r"\.", "[.\uff0e]"), ("[-", "[-\uff0d")):  # fmt: skip
        pattern = pattern.replace(plain, both)
    return pattern
