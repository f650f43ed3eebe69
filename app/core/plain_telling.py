"""What was understood of a typed line, in words."""

from __future__ import annotations

from app.core.lengths import Count, Span, in_words, write_count
from app.core.routine import Each, Step

# The note of a step whose repetitions are breaths: the format counts them as repetitions at the person's own pace.
BREATHS = "breaths"


def told(step: Step) -> str:
    """Return exercise and dose of a step: `Pigeon: 2 min, each side`, `Bridge: 10 sets of 5 s, 30 s of rest`."""
    parts = [_dose(step)]
    if step.each is Each.ALTERNATE:
        parts.append("alternating")
    elif len(step.positions) > 1:
        parts.append("each side" if len(step.positions) == 2 else f"each of {', '.join(step.positions)}")
    elif step.positions:
        parts.append(step.positions[0])
    if step.sets.upper > 1 and step.rest is not None:
        parts.append(f"{span_words(step.rest)} of rest between sets" if step.rest.upper else "no rest between sets")
    if step.switch is not None:
        parts.append(f"{span_words(step.switch)} between sides")
    if step.load:
        parts.append(step.load)
    if step.optional:
        parts.append("optional")
    return f"{step.exercise.name}: {', '.join(parts)}"


def span_words(span: Span) -> str:
    """Return a length or range in units: `2 min`, `1 min to 1 min 30 s`."""
    return f"{in_words(span.lower)} to {in_words(span.upper)}" if span.ranged else in_words(span.upper)


def _dose(step: Step) -> str:
    many = step.sets != Count(1, 1)
    sets = f"{write_count(step.sets)} sets of " if many else ""
    if step.reps is None:
        return f"{sets}{span_words(step.hold)}" if step.hold else sets
    if step.hold is not None:
        return f"{sets}{write_count(step.reps)} times {span_words(step.hold)}"
    if step.each is Each.ALTERNATE:
        return f"{sets}{write_count(step.reps)} a side"
    if BREATHS in step.note.split("; "):
        return f"{sets}{write_count(step.reps)} {BREATHS}"
    return f"{sets}{write_count(step.reps)}" if many else f"{write_count(step.reps)} times"
