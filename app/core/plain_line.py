"""One line that a person typed, made ready to be read: signs made alike, bullets and numbers before it taken off."""

from __future__ import annotations

import re

from app.core.lengths import with_plain_digits

# What no text file may hold: control characters, halves of pairs, the byte order mark.
_NOT_ALLOWED = re.compile("[^\t\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe0e\ufe0f]")
_BULLET = re.compile(
    r"""(?: [-*+•·◦‣▪▸▹►●○■□–—→➤✓✔☐☑]+ (?=\s|[^\d\s]) \s*      # a bullet; a hyphen before a number is none
          | [-*+–—] (?=\d) \s*
          | \[ [ xX✓]? \] \s*                                      # a box to tick
          | \(? \d{1,3} [.)] (?!\d) \s*                            # 1. or 2)
          | \(? [a-zA-Z] \) \s+
          | (?:step|exercise|day)\s+ \d{1,3} \s* [:.)] \s* )""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBERS = {word: number for number, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
)} | {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "sixty": 60, "ninety": 90}  # fmt: skip
_COUNTED = r"(?:hours?|minutes?|mins?|seconds?|secs?|times|reps?|repetitions?|sets?|rounds?|breaths?|holds?|x)\b"
_NUMBER_WORD = re.compile(
    rf"\b({'|'.join(sorted(_NUMBERS, key=len, reverse=True))})(?=[\s-]+{_COUNTED})", re.IGNORECASE
)
_SIGNS = (
    (re.compile(r"[×✕✖⨯]"), "x"),
    (re.compile(r"(?<=\d)\s*[*à]\s*(?=\d)"), " x "),
    (re.compile(r"(?<=\d),(?=\d{1,2}\s*(?:h|m|s))", re.IGNORECASE), "."),  # 1,5 min
    (re.compile(r"(?<=\d)(?:''|″|\")(?!\w)"), " s "),
    (re.compile(r"(?<=\d)(?:'|′)(?![^\W\d])"), " min "),
    (re.compile(r"½\s*(?=h|m)", re.IGNORECASE), "0.5 "),
    (re.compile(r"\bhalf an? (minute|hour)\b", re.IGNORECASE), r"0.5 \1"),
    (re.compile(r"\ban? (minute|hour)\b", re.IGNORECASE), r"1 \1"),
    (re.compile(r"(?<=\d)-(?=(?:second|sec|minute|min|hour|rep)s?\b)", re.IGNORECASE), " "),  # 30-second plank
    (re.compile(r"[\u2018\u2019]"), "'"),
    (re.compile(r"\bw/o\b\s*", re.IGNORECASE), "without "),
    (re.compile(r"\bw/\s*(?=[^\W\d])", re.IGNORECASE), "with "),
)


def cleaned(text: str) -> str:
    """Return a line with single blanks and without what no text file may hold."""
    return " ".join(_NOT_ALLOWED.sub(" ", _INVISIBLE.sub("", text)).split())


def without_bullet(line: str) -> str:
    """Return a cleaned line without the bullets, boxes and numbers that it begins with; at most three of them."""
    for _ in range(3):
        match = _BULLET.match(line)
        if match is None or match.end() == len(line):
            break
        line = line[match.end() :]
    return line


def with_plain_signs(line: str) -> str:
    """Return a cleaned line with x for times, numbers for number words and units for quotation marks."""
    line = with_plain_digits(line)
    for sign, plain in _SIGNS:
        line = sign.sub(plain, line)
    return " ".join(_NUMBER_WORD.sub(lambda match: str(_NUMBERS[match[1].lower()]), line).split())
