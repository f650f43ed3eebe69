"""How much of an exercise a typed line asks for: "10 x 5 s bridge, rest 30 s" taken apart.

What is understood is cut out of the line, one kind of words after the other; what stays is the exercise's name and
whatever was not understood. The order of the kinds is what tells "30 s rest" from "30 s" and "3 x 10 x 5 s" from
"10 x 5 s": the longer form comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from app.core.lengths import LONGEST, SHORTEST, Count, NotReadableError, Span, read_count, read_span
from app.core.routine_format import MOST_REPS, MOST_SETS

# Stands where something was cut out: no letter, no digit, and no character of a typed line.
CUT = "\0"

_NUMBER = r"\d{1,6}(?:\.\d{1,3})?"
_UNIT = r"(?:hours?|hrs?|h|minutes?|mins?|seconds?|secs?|s)\b\.?"
_CLOCK = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?"
_UNITS = rf"{_NUMBER}\s*{_UNIT}(?:\s*(?:and\s+)?{_NUMBER}\s*{_UNIT}){{0,2}}"
_TO = r"(?:\s*[-‐‑–—]\s*|\s+to\s+)"
_BEFORE = r"(?<![\w.:/])"
_LENGTH = rf"(?:(?:{_CLOCK}|{_UNITS}|{_NUMBER}){_TO})?(?:{_CLOCK}|{_UNITS})"
# "3 x 10 - 30 s rest" is no range: before a rest a bare number needs its hyphen close by.
_REST_LENGTH = rf"(?:(?:{_CLOCK}|{_UNITS}){_TO}|{_NUMBER}(?:[-‐‑–—]|\s+to\s+))?(?:{_CLOCK}|{_UNITS})"
_COUNT = rf"\d{{1,5}}(?:{_TO}\d{{1,5}})?"
_TIMES = r"\s*(?:x|of|@|for)\s*"
_SETS = r"(?:sets?|rounds?)\b"
_REPS = r"(?:reps?|repetitions?|times|holds?)\b\.?"
_BETWEEN = (
    r"\s*(?:in\s+)?between(?:\s+(?:each|the|all|every))?"
    r"(?:\s+(?P<what>sets?|rounds?|reps?|repetitions?|holds?|exercises?|sides?|legs?|them)\b)?"
)
_LIMB = r"(?:side|leg|arm|foot|hand|hip|knee|direction|way|position)s?\b"
_SIDE = r"(?:left|right|l|r)\b"


@dataclass(slots=True)
class TypedDose:
    """What a line asks for, as far as it is known; `left` is the line with all of it cut out.

    `one_side` and `alternating` are as typed: whether the exercise can be done so is not known here. `said_wrong`
    holds what was recognised and cannot be: "0 min", "2000 reps".
    """

    left: str
    hold: Span | None = None
    reps: Count | None = None
    sets: Count | None = None
    rest: Span | None = None
    switch: Span | None = None
    each_side: bool = False
    alternating: bool = False
    optional: bool = False
    between: bool = False  # the rest is said to stand between sets
    load: str = ""
    breaths: bool = False  # the repetitions are breaths
    how_often: list[str] = field(default_factory=list)  # "every 2 hours", "3 times a week": no part of one session
    said_wrong: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to do: neither a hold nor repetitions."""
        return self.hold is None and self.reps is None


def take_dose(line: str) -> TypedDose:
    """Return what a line with plain signs asks for; never an exception."""
    dose = TypedDose(line)
    for pattern, take in _KINDS:
        match = pattern.search(dose.left)
        # Each kind is looked for twice at most: "1 min rest between sets, 8 s between sides".
        for _ in range(2):
            if match is None:
                break
            if _taken(dose, take, match):
                dose.left = f"{dose.left[: match.start()]}{CUT}{dose.left[match.end() :]}"
                match = pattern.search(dose.left)
            else:
                match = pattern.search(dose.left, match.end())
    _settle(dose)
    return dose


Take = Callable[[TypedDose, re.Match[str]], bool]


def _taken(dose: TypedDose, take: Take, match: re.Match[str]) -> bool:
    """Return whether the words are done with: understood, or understood to be wrong."""
    try:
        return take(dose, match)
    except NotReadableError as problem:
        words = f"{problem.text} {problem.hint}"
        dose.said_wrong.append(words[0].upper() + words[1:])
        return True


def _settle(dose: TypedDose) -> None:
    """Make what was found fit together."""
    # A rest stands between sets: "10 x 5 s, rest 30 s" rests after each of the ten.
    if dose.hold and dose.reps and not dose.sets and dose.rest and dose.reps.upper <= MOST_SETS:
        dose.sets, dose.reps = dose.reps, None


def _span(text: str, least: float = SHORTEST) -> Span:
    """Return the length in a piece of a line; raises NotReadableError."""
    return read_span(re.sub(r"\s*\band\b\s*|(?<=[a-z])\.", " ", text.lower()).strip(), least, LONGEST)


def _reps(text: str) -> Count:
    return read_count(text, MOST_REPS)


def _sets(text: str) -> Count:
    return read_count(text, MOST_SETS)


def _how_often(dose: TypedDose, match: re.Match[str]) -> bool:
    dose.how_often.append(" ".join(match[0].split()))
    return True


def _optional(dose: TypedDose, _match: re.Match[str]) -> bool:
    dose.optional = True
    return True


def _load(dose: TypedDose, match: re.Match[str]) -> bool:
    if dose.load:
        return False
    dose.load = " ".join(match["load"].split())
    return True


def _no_rest(dose: TypedDose, _match: re.Match[str]) -> bool:
    if dose.rest is not None:
        return False
    dose.rest = Span(0, 0)
    return True


def _rest(dose: TypedDose, match: re.Match[str]) -> bool:
    span = _span(match["time"], least=0)
    what = match.groupdict().get("what") or ""
    if what.startswith(("side", "leg")):
        if dose.switch is not None:
            return False
        dose.switch = span
        return True
    if dose.rest is not None or what.startswith("exercise"):
        return False
    dose.rest = span
    dose.between = "between" in match[0].lower()
    return True


def _each(dose: TypedDose, _match: re.Match[str]) -> bool:
    dose.each_side = True
    return True


def _alternate(dose: TypedDose, _match: re.Match[str]) -> bool:
    dose.alternating = True
    return True


def _product(dose: TypedDose, match: re.Match[str]) -> bool:
    """Take sets, repetitions and a length, as far as they stand there."""
    if not dose.empty or (dose.sets and match.groupdict().get("sets")):
        return False
    groups = match.groupdict()
    sets, reps, time = groups.get("sets"), groups.get("reps"), groups.get("time")
    new = (_sets(sets) if sets else None, _reps(reps) if reps else None, _span(time) if time else None)
    dose.sets, dose.reps, dose.hold = new[0] or dose.sets, new[1], new[2]
    return True


def _only_sets(dose: TypedDose, match: re.Match[str]) -> bool:
    if dose.sets:
        return False
    dose.sets = _sets(match["sets"])
    return True


def _only_reps(dose: TypedDose, match: re.Match[str]) -> bool:
    if dose.reps:
        return False
    dose.reps = _reps(match["reps"])
    dose.breaths = "breath" in match[0].lower()
    return True


def _hold(dose: TypedDose, match: re.Match[str]) -> bool:
    if dose.hold:
        return False
    dose.hold = _span(match["time"])
    return True


def _reps_of_a_side(dose: TypedDose, match: re.Match[str]) -> bool:
    """Take "8/side" and "5 each leg" where nothing else says how much."""
    return dose.each_side and dose.empty and _only_reps(dose, match)


def _first_number(dose: TypedDose, match: re.Match[str]) -> bool:
    """Take "10 squats" where nothing else says how much; "90 90 stretch" and "4-point kneeling" stay names."""
    if not dose.empty:
        return False
    dose.reps = _reps(match["reps"])
    return True


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_KINDS: tuple[tuple[re.Pattern[str], Take], ...] = tuple(
    (_pattern(text), take)
    for text, take in (
        (
            rf"\b(?:every|each)\s+(?:other\s+|second\s+|{_COUNT}\s*|few\s+)?(?:hours?|minutes?|days?|weeks?|mornings?|"
            rf"evenings?|nights?)\b|(?:\b(?:once|twice)|{_BEFORE}{_COUNT}\s*(?:x|times))\s*(?:/|(?:an?|per|each|every)\b)?"
            r"\s*(?:day|daily|week|weekly|morning|evening)\b",
            _how_often,
        ),
        (r"\b(?:optional|if (?:there is |you have )?time)\b", _optional),
        (
            rf"(?:\b(?:with|at|using)\s+|@\s*)?{_BEFORE}(?P<load>(?:2\s*x\s*)?{_NUMBER}(?:{_TO}{_NUMBER})?\s*"
            r"(?:kgs?|kilos?|kilograms?|lbs?|pounds?))\b",
            _load,
        ),
        (rf"\b(?:no|without(?:\s+an?y?)?)\s+(?:rest|pause|break)\b(?:{_BETWEEN})?", _no_rest),
        (
            rf"\b(?:with\s+|then\s+)?(?:an?\s+)?(?:rest|resting|break|recover|recovery|pause(?=[^,;]*\bbetween))\b"
            rf"(?:\s+(?:for|of|time|period))?\s*[:=]?\s*(?P<time>{_REST_LENGTH})(?:{_BETWEEN})?",
            _rest,
        ),
        (
            rf"{_BEFORE}(?P<time>{_REST_LENGTH})\s*(?:of\s+)?(?:an?\s+)?"
            rf"(?:rest|break|recovery|off)s?\b(?:{_BETWEEN})?",
            _rest,
        ),
        (rf"{_BEFORE}(?P<time>{_REST_LENGTH})(?:\s*(?:of\s+)?(?:an?\s+)?pauses?)?{_BETWEEN}", _rest),
        (rf"\balternat(?:e|es|ing|ely)\b(?:\s+(?:{_LIMB}|left and right\b|l/r\b))?", _alternate),
        (rf"(?:\b(?:on|for|to|in|with)\s+)?\b(?:(?:each|every|per|either)\s+{_LIMB}|a\s+side\b)", _each),
        (r"(?:\b(?:on|for|to)\s+)?\bboth\s+(?:sides|directions|ways)\b", _each),
        (r"/\s*(?:side|leg|arm)s?\b", _each),
        (rf"\b{_SIDE}\s*(?:/|&|\+|and\b|,?\s*then\b)\s*{_SIDE}(?:\s+{_LIMB})?", _each),
        (r"\b(?:each|ea)\b\.?(?!\s+\w*(?:time|rep|set|hold|round|day|morning|evening))", _each),
        (
            rf"{_BEFORE}(?P<sets>{_COUNT})\s*(?:{_SETS})?\s*(?:x|of)\s*(?P<reps>{_COUNT})\s*(?:{_REPS})?"
            rf"{_TIMES}(?:hold(?:ing)?\s+)?(?P<time>{_LENGTH})",
            _product,
        ),
        (rf"{_BEFORE}(?P<sets>{_COUNT})\s*{_SETS}\s*(?:x|of|@|for|,|:)?\s*(?P<time>{_LENGTH})", _product),
        (rf"{_BEFORE}(?P<reps>{_COUNT})\s*(?:{_REPS})?{_TIMES}(?P<time>{_LENGTH})", _product),
        (rf"{_BEFORE}(?P<reps>{_COUNT})\s+{_REPS}\s+(?P<time>{_LENGTH})", _product),
        (rf"{_BEFORE}(?P<time>{_LENGTH})\s*(?:holds?\s*)?(?:x|,)\s*(?P<sets>{_COUNT})\s*{_SETS}", _product),
        (rf"{_BEFORE}(?P<time>{_LENGTH})\s*(?:holds?\s*)?x\s*(?P<reps>{_COUNT})\b(?:\s*{_REPS})?", _product),
        (rf"{_BEFORE}(?P<reps>{_COUNT})\s*(?:{_REPS})?\s*(?:x|,|for)\s*(?P<sets>{_COUNT})\s*{_SETS}", _product),
        (
            rf"{_BEFORE}(?P<sets>{_COUNT})\s*(?:{_SETS}\s*(?:x|of|:|,)?|x|of)\s*(?P<reps>{_COUNT})"
            rf"(?![\d.:]|\s*{_UNIT})\b(?:\s*{_REPS})?",
            _product,
        ),
        (rf"(?:\bx\s*)?{_BEFORE}(?P<sets>{_COUNT})\s*{_SETS}", _only_sets),
        (rf"\bsets\s*[:=]\s*(?P<sets>{_COUNT})\b", _only_sets),
        (rf"{_BEFORE}(?P<reps>{_COUNT})\s*(?:(?:{_REPS}|(?:deep\s+|slow\s+)?breaths?\b)|x(?![\w]))", _only_reps),
        (rf"\b(?:reps|repetitions)\s*[:=]\s*(?P<reps>{_COUNT})\b", _only_reps),
        (rf"(?<!\w)x\s*(?P<reps>{_COUNT})(?![\d.:]|\s*{_UNIT})\b", _only_reps),
        (rf"(?:\b(?:for|of)\s+)?{_BEFORE}(?P<time>{_LENGTH})", _hold),
        (rf"{_BEFORE}(?P<reps>{_COUNT})\s*(?={CUT})", _reps_of_a_side),
        (rf"^(?P<reps>{_COUNT})\s+(?=[^\W\d])", _first_number),
    )
)
