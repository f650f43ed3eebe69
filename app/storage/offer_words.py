"""What is offered, in words: the same on a terminal and in the window."""

from __future__ import annotations

from app.core.lengths import write_count
from app.core.plain_telling import told
from app.core.routine import Choice, Circuit, Node
from app.storage.naming import OfferedExercise, Standing
from app.storage.taking import Offer


def exercise_words(exercise: OfferedExercise) -> str:
    """Return how an exercise that comes along stands to those that are there."""
    return {
        Standing.NEW: "a new exercise",
        Standing.THERE: "an exercise that is there already",
        Standing.RENAMED: f"a new exercise, kept as {exercise.becomes}, as another is called {exercise.key}",
        Standing.REPLACES: "takes the place of your own exercise",
    }[exercise.standing]


def own_words(offer: Offer) -> list[str]:
    """Return a line for each exercise of the person's own that the routine means."""
    return [f"{key}: your own exercise of that name is used" for key in offer.uses_own]


def standing_words(offer: Offer) -> str:
    """Return what taking the routine does to one of its name; "" where there is none."""
    called = offer.routine.name if offer.routine is not None else offer.name
    return {
        Standing.NEW: "",
        Standing.THERE: f"{offer.name} is there already, just as it is here.",
        Standing.RENAMED: _renamed_words(offer, called),
        Standing.REPLACES: f"It takes the place of your own {offer.name}.",
    }[offer.standing]


def _renamed_words(offer: Offer, called: str) -> str:
    """Return what is another's already: the routine's name, or that of its file alone."""
    if offer.name == called:
        return f"Its file is kept as {offer.key}.yaml: another routine's file has its name."
    return f"It is kept as {offer.name}: there is another {called}."


def node_words(node: Node) -> str:
    """Return a step, its alternatives or a circuit in words."""
    if isinstance(node, Circuit):
        return f"{write_count(node.repeat)} rounds of: {'; '.join(map(node_words, node.steps))}"
    return ", or ".join(map(told, node.options)) if isinstance(node, Choice) else told(node)
