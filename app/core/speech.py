"""Text as it is spoken: numbers, units and abbreviations written out, so that no voice has to guess.

English, as the program's own words and the bundled routines are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip

# Unit as written -> one, many. The first match counts; longer names stand before shorter ones in the pattern below.
_UNITS = {
    "minutes": ("minute", "minutes"), "minute": ("minute", "minutes"), "mins": ("minute", "minutes"),
    "min": ("minute", "minutes"), "seconds": ("second", "seconds"), "second": ("second", "seconds"),
    "secs": ("second", "seconds"), "sec": ("second", "seconds"), "s": ("second", "seconds"),
    "hours": ("hour", "hours"), "hour": ("hour", "hours"), "hrs": ("hour", "hours"), "h": ("hour", "hours"),
    "kg": ("kilogram", "kilograms"), "g": ("gram", "grams"), "lbs": ("pound", "pounds"), "lb": ("pound", "pounds"),
    "km": ("kilometre", "kilometres"), "cm": ("centimetre", "centimetres"), "mm": ("millimetre", "millimetres"),
    "m": ("metre", "metres"), "ft": ("foot", "feet"), "reps": ("repetition", "repetitions"),
    "rep": ("repetition", "repetitions"), "°": ("degree", "degrees"), "%": ("percent", "percent"),
}  # fmt: skip
_HALVED = {"minute", "hour"}  # "two and a half minutes", but "two point five kilograms"
_UNIT = "|".join(re.escape(u) + (r"(?![\w])" if u.isalpha() else "") for u in sorted(_UNITS, key=len, reverse=True))
_NUMBER = r"\d{1,9}(?:[.,]\d{1,3})?"
_TO = r"\s*(?:-|–|—|\bto\b)\s*"

_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
# Abbreviations end at a word's end; what comes after the dot must not be a letter.
_WORDS: tuple[tuple[str, str], ...] = (
    (r"\be\.\s?g\.", "for example"), (r"\bi\.\s?e\.", "that is"), (r"\betc\.", "and so on"), (r"\bapprox\.", "about"),
    (r"\bca\.", "about"), (r"\bvs\.?(?=\s)", "or"), (r"\bw/(?=\s)", "with"), (r"\bR\s?/\s?L\b", "right and left"),
    (r"\bL\s?/\s?R\b", "left and right"), (r"\bR\b(?!\.\w)", "right"), (r"\bL\b(?!\.\w)", "left"),
    (r"\bmax\.", "at most"), (r"\breps\b", "repetitions"), (r"\brep\b", "repetition"), (r"\s&\s", " and "),
    (r"\s\+\s", " plus "), (r"\bmin\.(?=\s)", "minutes"), (r"\bsecs?\.(?=\s)", "seconds"),
)  # fmt: skip


def phase_words(phase: str) -> str:
    """Return what a phase is called on the screen and by the voice: a pause in a repetition is none of the session."""
    return "stay" if phase.strip().lower() in ("pause", "paused") else phase


def about_seconds(text: str) -> float:
    """Return roughly how long a voice of the usual speed takes for a text."""
    return 0.5 + len(text) / 14


def number_words(number: int) -> str:
    """Return a whole number in words: 125 is "one hundred and twenty-five"."""
    if number < 0:
        return f"minus {number_words(-number)}"
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    for size, name in ((1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            much, rest = divmod(number, size)
            link = " and " if rest < 100 else " "
            return f"{number_words(much)} {name}" + (f"{link}{number_words(rest)}" if rest else "")
    raise AssertionError("every number has words")


def ordinal_words(number: int) -> str:
    """Return 3 as "third", 21 as "twenty-first"."""
    head, dash, last = number_words(number).rpartition("-")
    first, space, word = last.rpartition(" ")
    regular = f"{word[:-1]}ieth" if word.endswith("y") else f"{word}th"
    return head + dash + first + space + _ORDINALS.get(word, regular)


def seconds_words(seconds: float) -> str:
    """Return a length of time in words, to the whole second: 150 is "two and a half minutes"."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    if whole < 60:
        return _counted(whole, "second", "seconds")
    if whole >= 5400 and whole % 3600 == 1800:
        return f"{number_words(hours)} and a half hours"
    if whole < 3600 and whole % 60 == 30:
        return f"{number_words(whole // 60)} and a half minutes"
    minutes, left = divmod(rest, 60)
    parts = [(hours, "hour", "hours"), (minutes, "minute", "minutes"), (left, "second", "seconds")]
    return " ".join(_counted(*part) for part in parts if part[0])


def _counted(number: int, one: str, many: str) -> str:
    return f"{number_words(number)} {one if number == 1 else many}"


@lru_cache(maxsize=1024)  # a session says the same lines round after round, and all are made before it begins
def for_speech(text: str) -> str:
    """Return a line as a voice should read it; what needs no change stays as it is."""
    for sign, decimals in _FRACTIONS.items():
        text = re.sub(rf"(?<!\d){sign}", f"0{decimals}", text).replace(sign, decimals)
    # Thousands may be grouped by commas; a comma before one or two digits is a decimal one.
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    for pattern, how in _NUMBERS:
        text = pattern.sub(how, text)
    for mark, words in _WORDS:
        text = re.sub(mark, words, text)
    text = re.sub(r"[\x00-\x1f\x7f]+", " ", text)
    text = re.sub(r"\s*[—–]\s*", ", ", text)
    text = re.sub(r"(?<=[a-z])\s?/\s?(?=[a-z])", " or ", text)
    return _beginning_large(re.sub(r"\s+", " ", text).strip())


def _beginning_large(text: str) -> str:
    """Return the text with each sentence's first letter large, as the number that stood there had none."""
    return re.sub(r"(^|[.!?]\s+)([a-z])", lambda m: m[1] + m[2].upper(), text)


def _value(written: str) -> float:
    return float(written.replace(",", "."))


def _plain(written: str) -> str:
    """Return a number in words; "two point four" for a decimal one."""
    whole, _, decimals = written.replace(",", ".").partition(".")
    if not decimals.strip("0"):
        return number_words(int(whole))
    return f"{number_words(int(whole))} point " + " ".join(number_words(int(d)) for d in decimals)


def _measured(written: str, unit: str) -> str:
    """Return a number with its unit in words."""
    one, many = _UNITS[unit]
    value = _value(written)
    if one in _HALVED and value % 1 == 0.5:
        return f"half {'an' if one == 'hour' else 'a'} {one}" if value < 1 else f"{_whole(value)} and a half {many}"
    return f"{_plain(written)} {one if value == 1 else many}"


def _whole(value: float) -> str:
    return number_words(int(value))


def _range(m: re.Match[str]) -> str:
    lower, upper, unit = m[1], m[2], m[3]
    first = f"{_whole(_value(lower))} and a half" if _halves(lower, unit) else _plain(lower)
    return f"{first} to {_measured(upper, unit)}"


def _halves(written: str, unit: str) -> bool:
    return _UNITS[unit][0] in _HALVED and _value(written) % 1 == 0.5 and _value(written) > 1


def _clock(m: re.Match[str]) -> str:
    """Return 1:30 as the length that it is in a routine, minutes and seconds (hours before them)."""
    hours, minutes, seconds = int(m[1] or 0), int(m[2]), int(m[3])
    return seconds_words(hours * 3600 + minutes * 60 + seconds)


_CLOCK = r"(?<![\d:])(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?![\d:])"
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}"), lambda m: " to ".join(
        seconds_words(int(m[i] or 0) * 3600 + int(m[i + 1]) * 60 + int(m[i + 2])) for i in (1, 4))),
    (re.compile(_CLOCK), _clock),
    # "3 x 10", "5×30 s": times; and "x5".
    (re.compile(r"(?<=\d)\s*[x×]\s*(?=\d)"), lambda _: " times "),
    (re.compile(r"(?<=\d)\s*[x×]\b"), lambda _: " times"),
    (re.compile(r"\b[x×]\s?(\d+)\b"), lambda m: f"{number_words(int(m[1]))} times"),
    (re.compile(rf"(?<![\w.])({_NUMBER})\s*(?:{_UNIT})?{_TO}({_NUMBER})\s*({_UNIT})"), _range),
    (re.compile(rf"(?<![\w.])({_NUMBER})[\s-]?({_UNIT})"), lambda m: _measured(m[1], m[2])),
    (re.compile(r"(?<![\w.])(\d{1,9})(?:st|nd|rd|th)\b"), lambda m: ordinal_words(int(m[1]))),
    (re.compile(rf"(?<![\w.])({_NUMBER})\s*[-–]\s*({_NUMBER})(?![\w])"), lambda m: f"{_plain(m[1])} to {_plain(m[2])}"),
    (re.compile(rf"(?<![\w.])({_NUMBER})(?![\w])"), lambda m: _plain(m[1])),
)  # fmt: skip
