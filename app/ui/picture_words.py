"""What a picture shows, in words, for whoever does not see it."""

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
