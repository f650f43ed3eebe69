"""A routine's card: its shortest and longest length, what it needs, and which two pictures stand for it."""

from __future__ import annotations

from app.core.exercise import Exercise
from app.core.planning import make_plan
from app.core.routine import Choice, Circuit, Node, Routine, Step
from app.core.shelf import Card, StripPicture, joined_needs


def card_of(routine: Routine, file: str, own: bool) -> Card:
    """Return the card of a routine that has no problems."""
    steps = first_steps(routine.steps)
    exercises = [step.exercise for step in steps]
    return Card(
        key=routine.key,
        name=routine.name,
        file=file,
        summary=routine.summary,
        goal=routine.goal,
        helps=routine.helps,
        shortest=make_plan(routine, 0).seconds,
        longest=make_plan(routine, 100).seconds,
        needs=needs_of(routine),
        strip=strip_of(exercises),
        words=" ".join(dict.fromkeys(step.exercise.name for step in routine.every_step())),
        own=own,
    )


def first_steps(nodes: tuple[Node, ...], alternative: int = 1) -> list[Step]:
    """Return the steps in order, of a circuit the inner ones once.

    Of a choice the alternative of that number, from 1, where it has so many, else the first.
    """
    steps: list[Step] = []
    for node in nodes:
        if isinstance(node, Step):
            steps.append(node)
        elif isinstance(node, Choice):
            steps.append(node.options[alternative - 1 if alternative <= len(node.options) else 0])
        elif isinstance(node, Circuit):
            steps += first_steps(node.steps, alternative)
    return steps


def needs_of(routine: Routine, choices: dict[int, int] | None = None) -> tuple[str, ...]:
    """Return what a routine needs; `choices` names alternatives by top-level step, both counted from 1."""
    picked = choices or {}
    steps = [
        step for number, node in enumerate(routine.steps, 1) for step in first_steps((node,), picked.get(number, 1))
    ]
    return joined_needs(step.exercise.needs for step in steps)


def strip_of(exercises: list[Exercise]) -> tuple[StripPicture, ...]:
    """Return two pictures: of the last and the first exercise, else of one exercise's first two positions."""
    if not exercises:
        return ()
    first, last = exercises[0], exercises[-1]
    if first.key != last.key:
        return (picture_of(first, first.sides[0] if first.sides else None),
                picture_of(last, last.sides[0] if last.sides else None))  # fmt: skip
    positions: tuple[str | None, ...] = first.sides[:2] or (None,)
    return tuple(picture_of(first, position) for position in positions)


def picture_of(exercise: Exercise, position: str | None) -> StripPicture:
    """Return which picture shows an exercise in a position."""
    own = exercise.images_for(position)
    image = exercise.images[own[0]] if own else None
    sides, posed = exercise.posed(position)
    return StripPicture(
        exercise=exercise.pictured_as,
        called=exercise.called,
        sides=sides,
        position=posed,
        figure=exercise.figure,
        image=image.file if image else "",
        folder=exercise.folder,
        mirrored=image is not None and exercise.is_mirrored(image, position),
    )
