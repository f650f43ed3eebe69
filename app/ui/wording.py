"""Values as words: lengths, moments and lists as the window writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first paint names no day
    from datetime import date, datetime

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST_WORD = 36  # letters; German has longer ones, and they may be broken
_LONG_RUN = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


def clock(seconds: float) -> str:
    """Return a length as 3:50 or 1:02:05, to the nearest second."""
    whole = max(0, int(seconds + 0.5))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def length_range(shortest: float, longest: float) -> str:
    """Return a range of lengths as 19–34 min; under a minute and a half in seconds."""
    if longest < 90:
        low, high, unit = round(shortest), round(longest), "s"
    else:
        low, high, unit = max(1, round(shortest / 60)), max(1, round(longest / 60)), "min"
    return f"{low} {unit}" if low == high else f"{low}–{high} {unit}"


def spoken_range(shortest: float, longest: float) -> str:
    """Return the same for a screen reader: 19 to 34 minutes."""
    text = length_range(shortest, longest).replace("–", " to ")
    return text.replace(" min", " minutes") if text.endswith(" min") else text.replace(" s", " seconds")


def days_ago(then: date, today: date) -> str:
    """Return how long ago a day was: today, yesterday, 3 days ago, 2 weeks ago, else the date."""
    days = (today - then).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    if days < 60:
        return f"{days // 7} weeks ago"
    return day(then)


def day(then: date) -> str:
    """Return a date in words: 3 November 2026."""
    return f"{then.day} {MONTHS[then.month - 1]} {then.year}"


def near_day(then: date, today: date) -> str:
    """Return Today, Yesterday, a weekday within the last week, else the date."""
    days = (today - then).days
    if days in {0, 1}:
        return ("Today", "Yesterday")[days]
    return WEEKDAYS[then.weekday()] if 1 < days < 7 else day(then)


def time_of_day(moment: datetime) -> str:
    """Return a moment as 18:42."""
    return f"{moment.hour}:{moment.minute:02}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def breakable(text: str) -> str:
    """Return a text whose words longer than any language's may be broken, by a sign that does not show."""
    if all(len(word) <= LONGEST_WORD for word in text.split()):
        return text
    return _LONG_RUN.sub(lambda run: "\u200b".join(re.findall(f".{{1,{LONGEST_WORD // 3}}}", run[0])), text)


def capital(text: str) -> str:
    """Return the text with its first letter large."""
    return text[:1].upper() + text[1:]


def positions(names: Sequence[str]) -> str:
    """Return positions as "right leg, then left": a later one that differs in one word alone is that word."""
    parts: list[str] = list(names[:1])
    for name in names[1:]:
        pairs = list(zip(names[0].split(), name.split(), strict=False))
        alike = len(names[0].split()) == len(name.split())
        other = [new for old, new in pairs if old != new]
        parts.append(other[0] if alike and len(other) == 1 else name)
    return ", then ".join(parts)


def short_length(seconds: float) -> str:
    """Return a length as 45 s, or 3:50 from a minute up."""
    return f"{round(seconds)} s" if seconds < 60 else clock(seconds)
