"""The dose of a step as its file says it: hold, repetitions, phases, sides, sets and timed lines."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.exercise import Exercise
from app.core.lengths import Count, NotReadableError, Span, in_words, quoted, read_length, read_span
from app.core.routine import Each, Phase, Say
from app.core.routine_format import DOSE, MOST_REPS, MOST_SETS, PHASE, SAY, names_of
from app.storage.exercise_files import positions, warn_of_braces
from app.storage.fields import Keys, Placed
from app.storage.yaml_reader import Fields, Items, Value

DOSE_KEYS = names_of(DOSE)
_PHASE_KEYS, _SAY_KEYS = names_of(PHASE), names_of(SAY)
# From this much work on one exercise in one set, the person is asked whether it is meant.
LONG_WORK = 20 * 60
_NUMBERS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of an exercise."""

    hold: Span | None
    reps: Count | None
    rep: tuple[Phase, ...]
    own_pace: bool
    each: Each
    positions: tuple[str, ...]
    sets: Count
    say: tuple[Say, ...]


def read_dose(keys: Keys, exercise: Exercise | None) -> Dose:
    """Return a step's dose; what does not go together is a problem."""
    hold = keys.span("hold")
    reps = keys.count("reps", MOST_REPS)
    phases = _phases(keys)
    own_pace = keys.only("pace", "own")
    _fits_together(keys)
    each, names = _each(keys, exercise)
    if hold and reps:
        _ask_whether_meant(keys, hold, reps, each, len(names))
    return Dose(
        hold=hold,
        reps=reps,
        rep=phases,
        own_pace=own_pace or (reps is not None and "rep" not in keys and "hold" not in keys),
        each=each,
        positions=names,
        sets=keys.count("sets", MOST_SETS) or Count(1, 1),
        say=_lines(keys),
    )


def _fits_together(keys: Keys) -> None:
    hold, reps, rep, pace = (key in keys for key in ("hold", "reps", "rep", "pace"))
    if hold and rep:
        keys.add("rep", "a hold has no phases.", "Take out `hold` or `rep`.")
    if hold and pace:
        keys.add("pace", "a hold is timed, it has no pace of its own.", "Take out `hold` or `pace`.")
    if rep and not reps and not hold:
        keys.problems.add(keys.entries["rep"], "rep: it says nothing without `reps`.", "Write how many: `reps: 10`.")
    elif pace and not reps and not hold:
        keys.problems.add(keys.entries["pace"], "pace: it says nothing without `reps`.", "Write how many: `reps: 10`.")
    elif not hold and not reps and keys.fields.complete and not _mistyped(keys):
        keys.problems.add(keys.fields, "this step has no dose.", "Write `hold: 2 min` or `reps: 10`.")


def _mistyped(keys: Keys) -> bool:
    """Return whether an unknown key is nearly a dose, or nearly what stands in its place: its own problem says it."""
    return any(keys.problems.nearest(word, ("hold", "reps", "choose", "repeat", "steps")) for word in keys.unknown)


def _phases(keys: Keys) -> tuple[Phase, ...]:
    nodes = keys.nodes("rep")
    if isinstance(keys.value("rep"), Items) and not nodes:
        keys.add("rep", "there is no phase in it.", "Write [lift 2 s, lower 3 s].")
    return tuple(phase for node in nodes if (phase := _phase(keys, node)) is not None)


def _phase(keys: Keys, node: Value) -> Phase | None:
    if isinstance(node, Fields):
        inner = Keys(node, keys.problems, _PHASE_KEYS)
        name = inner.name("name", "Write {name: cow, for: 15-30 s}.")
        if "for" not in inner:
            inner.missing("for", "Write {name: cow, for: 15-30 s}.")
        breath = inner.scalar("breath")
        if breath is not None and breath not in ("in", "out"):
            inner.add("breath", f"{quoted(breath)} is not known.", "It may be in or out.")
        length = inner.span("for")
        return Phase(name, length, breath) if length else None
    line = keys.line("rep", node)
    if line is None:
        return None
    words = line.split(" ")
    problem: NotReadableError | None = None
    # The longest end of the line that is a length: "pull 1 min 30 s", "step 2 for 5 s".
    for at in range(1, len(words)):
        try:
            return Phase(" ".join(words[:at]), read_span(" ".join(words[at:])))
        except NotReadableError as refused:
            if "is not a length" not in refused.text:
                problem = problem or refused
    text, hint = f"{quoted(line)} has no length.", "Write a name and a length: lift 2 s."
    keys.problems.add(node, f"rep: {problem.text if problem else text}", problem.hint if problem else hint)
    return None


def _each(keys: Keys, exercise: Exercise | None) -> tuple[Each, tuple[str, ...]]:
    """Return how the dose goes over the positions, and their names."""
    sides = exercise.sides if exercise else ()
    node = keys.value("each")
    if isinstance(node, Items):
        names = positions(keys, "each")
        if not node.items:
            keys.add("each", "there is no position in it.", "Write `each: side`, or [centre, right, left].")
        _compare(keys, names, sides)
        return Each.SIDE, names
    word = keys.scalar("each")
    if word is None:
        if "each" not in keys and exercise is not None and len(sides) > 1:
            text = f"only the first of {len(sides)} sides is done, {quoted(sides[0])}."
            keys.problems.warn(keys.fields, text, "For all of them write `each: side`.")
        return Each.FIRST, ()
    if word not in (Each.SIDE, Each.ALTERNATE):
        hint = (
            keys.problems.nearest(word, (Each.SIDE, Each.ALTERNATE))
            or "It may be side, alternate or a list of positions."
        )
        keys.add("each", f"{quoted(word)} is not known.", hint)
        return Each.FIRST, ()
    each = Each(word)
    if exercise is not None and not sides:
        what = "the inline exercise" if exercise.inline else f"the exercise {quoted(exercise.key)}"
        keys.add("each", f"{what} has no sides.", "Give it `sides`, or write `each: [right, left]`.")
    elif each is Each.ALTERNATE and exercise is not None and len(sides) < 2:
        keys.add("each", "there is only one side to alternate with.", "Write `each: side`.")
    if each is Each.ALTERNATE and "reps" not in keys:
        keys.add(
            "each", "alternate changes the side at every repetition, and there are no `reps`.", "Write `each: side`."
        )
    return each, sides


def _compare(keys: Keys, names: tuple[str, ...], sides: tuple[str, ...]) -> None:
    for at, name in keys.placed_texts("each"):
        if sides and name not in sides:
            hint = keys.problems.nearest(name, sides) or f"Its sides are {', '.join(sides)}."
            keys.problems.warn(at, f"each: {quoted(name)} is none of the exercise's sides.", hint)
    left_out = [side for side in sides if side not in names]
    if names and left_out and all(name in sides for name in names):
        keys.problems.warn(keys.place("each"), f"each: {', '.join(quoted(s) for s in left_out)} is not done.")


def _ask_whether_meant(keys: Keys, hold: Span, reps: Count, each: Each, sides: int) -> None:
    sides = sides if each is not Each.FIRST and sides > 1 else 1
    seconds = hold.upper * reps.upper * sides
    if reps.upper < 2 or seconds < LONG_WORK:
        return
    number = _NUMBERS[reps.upper] if reps.upper < len(_NUMBERS) else str(reps.upper)
    per_side = " a side" if sides > 1 else ""
    at: Placed = keys.entries["reps"]
    keys.problems.warn(at, f"{number} holds of {in_words(hold.upper)}{per_side} are {_minutes(seconds)}: meant?")


def _minutes(seconds: float) -> str:
    """Return a long length in minutes up to two hours, as people count a session."""
    return f"{seconds / 60:.0f} min" if seconds < 7200 and seconds % 60 == 0 else in_words(seconds)


def _lines(keys: Keys) -> tuple[Say, ...]:
    found = []
    for node in keys.nodes("say"):
        if not isinstance(node, Fields):
            keys.problems.add(node, "say: a line is written in braces.", 'Write {at: half, text: "Halfway."}.')
            continue
        inner = Keys(node, keys.problems, _SAY_KEYS)
        text = inner.name("text", 'Write {at: half, text: "Halfway."}.')
        warn_of_braces(keys.problems, node, "say", text)
        if ("at" in inner) == ("every" in inner) and node.complete:
            hint = "Write at: half, at: 60 s, at: 60 s left or every: 60 s."
            keys.problems.add(node, "say: a line has one moment, `at` or `every`.", hint)
        elif (say := _said(inner, text)) is not None:
            found.append(say)
    return tuple(found)


def _said(keys: Keys, text: str) -> Say | None:
    if "every" in keys:
        every = keys.length("every")
        return None if every is None else Say(text, every=every)
    at = keys.scalar("at")
    if at is None:
        return None
    if at == "half":
        return Say(text, half=True)
    left = at.endswith(" left")
    try:
        seconds = read_length(at.removesuffix(" left"), least=0)
    except NotReadableError as problem:
        keys.add("at", problem.text, "Write half, 60 s or 60 s left.")
        return None
    return Say(text, left=seconds) if left else Say(text, at=seconds)
