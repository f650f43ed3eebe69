"""What is typed as a dose, taken apart into the keys of a step: "2 x 10" is two sets of ten, "10 x 5 s" ten holds.

A text that says no more than its field's own key stays as it was typed, good or bad: the checker has the words for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.lengths import NotReadableError, read_count, read_span

MOST = 1000  # repetitions; more is no count that anybody types
TIMES = re.compile(r"(?<=[0-9\s])[x×*](?=[\s0-9])", re.IGNORECASE)
REPS = re.compile(r"(.+?)\s*(?:times|repetitions?|reps?)", re.IGNORECASE)
OWN_PACE = re.compile(r"(.+?)(?:\s*(?:times|repetitions?|reps?))?[,\s]+(?:at\s+(?:my|your|one's)\s+)?own\s+pace", re.I)
PHASE_WITH_BREATH = re.compile(r"(.*\S)\s*\(\s*(?:breath\s+)?(in|out)\s*\)", re.IGNORECASE)
LAST_LENGTH = re.compile(r"\s+(?=[0-9])")

Keys = Mapping[str, str | None]  # of a step, to be set; None takes the key away


def typed_dose(field: str, text: str) -> Keys:
    """Return what a text typed into `hold`, `reps` or `sets` sets in the step."""
    clean = text.strip()
    plain: Keys = {field: clean or None}
    if match := OWN_PACE.fullmatch(clean):
        return {"reps": match[1], "pace": "own", "hold": None} if is_count(match[1]) else plain
    parts = [part.strip() for part in TIMES.split(clean)]
    if len(parts) > 1:
        return _product(parts) or plain
    if match := REPS.fullmatch(clean):
        return {"reps": match[1], "hold": None} if is_count(match[1]) else plain
    if field == "reps" and is_length(clean) and not is_count(clean):
        return {"hold": clean, "reps": None}
    return plain


def _product(parts: Sequence[str]) -> Keys | None:
    """Return what "2 x 10", "10 x 5 s" or "3 x 10 x 5 s" says; None where it is no such thing."""
    *counts, last = parts
    if match := REPS.fullmatch(last):
        last = match[1]
    if not 1 <= len(counts) <= 2 or not all(is_count(count) for count in counts):
        return None
    if is_count(last) and len(counts) == 1:
        return {"sets": counts[0], "reps": last, "hold": None}
    if not is_length(last):
        return None
    if len(counts) == 1:
        return {"reps": counts[0], "hold": last}
    return {"sets": counts[0], "reps": counts[1], "hold": last}


def is_count(text: str) -> bool:
    """Return whether a text is a whole number or a range of them."""
    try:
        read_count(text, MOST)
    except NotReadableError:
        return False
    return True


def is_length(text: str) -> bool:
    """Return whether a text is a length of time or a range of them."""
    try:
        read_span(text)
    except NotReadableError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class TypedPhase:
    """One phase of a repetition as it is typed: "lift 2 s", or "lift 2 s (in)" with the breath."""

    text: str
    breath: str = ""

    @property
    def name_and_length(self) -> tuple[str, str]:
        """Return the two apart, the length empty where there is none."""
        for at in [match.start() for match in LAST_LENGTH.finditer(self.text)]:
            if is_length(self.text[at:]):
                return self.text[:at].strip(), self.text[at:].strip()
        return self.text, ""

    def __str__(self) -> str:
        """Return it as it is typed."""
        return f"{self.text} ({self.breath})" if self.breath else self.text


def typed_phases(text: str) -> tuple[TypedPhase, ...]:
    """Return the phases of "lift 2 s, lower 3 s (out)"; a part without a length stays a part, for the checker."""
    found = []
    for part in re.split(r"\s*[,;]\s*", text.strip()):
        if match := PHASE_WITH_BREATH.fullmatch(part):
            found.append(TypedPhase(match[1], match[2].lower()))
        elif part:
            found.append(TypedPhase(part))
    return tuple(found)


def typed_names(text: str) -> tuple[str, ...]:
    """Return the names in "right leg, left leg"."""
    return tuple(part for part in re.split(r"\s*[,;]\s*", text.strip()) if part)
