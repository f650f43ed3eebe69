"""What a picture shows, in words, for whoever does not see it, and who made it."""

from __future__ import annotations

from app.core.exercise import Exercise, side_of


def spoken(exercise: Exercise, position: str | None, number: int | None = None) -> str:
    """Return what a picture shows, in words; `number` is which of a person's own images it is."""
    said = exercise.images[number].alt if number is not None else ""
    return (
        said
        or exercise.describe
        or ", ".join(filter(None, (exercise.name, position)))
        + (f" ({side_of(position)} side)" if side_of(position) and position not in ("right", "left") else "")
    )


def credited(exercise: Exercise, number: int | None) -> str:
    """Return who made one of a person's own images, as it stands in the file; "" where nothing is said."""
    return exercise.images[number].credit if number is not None else ""


def credit_spoken(exercise: Exercise, number: int | None) -> str:
    """Return who made it as a sentence; "" where nothing is said."""
    credit = credited(exercise, number).rstrip(".")
    return f"Credit: {credit}." if credit else ""
