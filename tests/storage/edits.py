"""Random edits of a draft, as an editor makes them: fields set and cleared, entries added, removed and moved."""

from __future__ import annotations

from random import Random

from app.storage.routine_draft import RoutineDraft
from app.storage.yaml_spans import At
from app.storage.yaml_writing import NotEditedError
from tests.storage.commented_files import TEXTS, random_step

FIELDS = ("hold", "reps", "rest", "note", "each", "sets", "load", "when", "get ready")


def edit_at_random(draft: RoutineDraft, rng: Random) -> bool:
    """Make one edit and return whether it was taken; refused is one that the draft says it cannot make."""
    kind = rng.random()
    lists = lists_of(draft)
    steps = [(*at, index) for at in lists for index in range(draft.count(at))]
    try:
        if kind < 0.1 or not steps:
            draft.insert(("steps",), rng.randint(0, draft.count(("steps",))), random_step(rng))
        elif kind < 0.2:
            at = rng.choice(lists)
            depth = 9 if at[-1] == "choose" else 1
            draft.insert(at, rng.randint(0, draft.count(at)), random_step(rng, depth))
        elif kind < 0.3:
            draft.set((rng.choice(("name", "summary", "by", "rest", "switch")),), rng.choice(TEXTS))
        elif kind < 0.65:
            draft.set((*rng.choice(steps), rng.choice(FIELDS)), rng.choice((*TEXTS, None, ["a, b", "c"])))
        elif kind < 0.75:
            draft.remove(rng.choice(steps))
        elif kind < 0.95:
            draft.move(rng.choice(steps), rng.choice(steps))
        else:
            with draft.together("two at once"):
                draft.set(("goal",), rng.sample(["relax", "mobility", "strength"], rng.randint(1, 3)))
                draft.insert((*rng.choice(steps), "cues"), 0, rng.choice(TEXTS))
    except NotEditedError:
        return False
    return True


def lists_of(draft: RoutineDraft, at: At = ("steps",)) -> list[At]:
    """Return the places of all lists of steps, the routine's own first."""
    found = [at]
    for index in range(draft.count(at)):
        for key in draft.keys((*at, index)):
            if key in ("steps", "choose"):
                found += lists_of(draft, (*at, index, key))
    return found
