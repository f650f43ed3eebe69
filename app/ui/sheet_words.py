"""What stands on a routine's sheet of paper: its exercises with their doses in words. No Qt: values in, values out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from app.core.exercise import Exercise, worded
from app.core.lengths import Count, Span, in_words, write_count, write_span
from app.core.plan_cards import needs_of
from app.core.plan_size import REST_BETWEEN_SETS
from app.core.planning import make_plan
from app.core.routine import Choice, Circuit, Each, Node, Phase, Routine, Step
from app.ui.wording import day, length_range, positions

MOST_PICTURES = 2
CARE = "Strong pressure is fine, pain is not: ease off. Numbness, tingling or a new pain: stop, and ask."
KeysOf = Callable[[str], tuple[str, ...] | None]


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """One picture beside an exercise: a keyframe of its figure (None: the position's), or one of its own images."""

    exercise: Exercise
    position: str | None
    frame: str | None = None
    caption: str = ""  # where it is one of several


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One exercise with its boxes. `facts` must be read, `how` may be left out where there is no room.

    `above` heads the circuits that begin with it; `depth` counts those it stands in.
    """

    number: int
    name: str
    dose: str
    facts: tuple[str, ...]
    how: tuple[str, ...]
    pictures: tuple[SheetPicture, ...]
    above: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class SheetWish:
    """What is to be printed: a routine as its page shows it; the rest is as `sheet_of` takes it."""

    routine: Routine
    level: int | None
    choices: tuple[tuple[int, int], ...] = ()
    dropped: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A routine for paper."""

    title: str
    summary: str
    facts: tuple[str, ...]
    needs: str
    rows: tuple[SheetRow, ...]


def sheet_of(
    routine: Routine,
    level: int | None = None,
    choices: Mapping[int, int] | None = None,
    dropped: Collection[tuple[int, ...]] = (),
    keys_of: KeysOf = lambda _exercise: None,
) -> Sheet:
    """Return a routine's sheet at a level, or with level None its ranges as they were prescribed.

    `choices` names alternatives by top-level step, both from 1; `dropped` holds the places of steps that are left out.
    """
    words = _Words(routine, 0 if routine.fixed_level else level, dict(choices or {}), frozenset(dropped), keys_of)
    rows = tuple(words.rows(routine.steps))
    needs = ", ".join(needs_of(routine, dict(choices or {})))
    return Sheet(routine.name, routine.summary, tuple(_facts(routine, level, choices, tuple(dropped))), needs, rows)


def _facts(
    routine: Routine, level: int | None, choices: Mapping[int, int] | None, dropped: tuple[tuple[int, ...], ...]
) -> Iterable[str]:
    if routine.by:
        yield f"Given by {routine.by}"
    if routine.often:
        yield "once a week" if routine.often == 1 else f"{routine.often} times a week"
    if routine.until:
        yield f"until {day(routine.until)}"
    picked = dict(choices or {})
    low, high = (make_plan(routine, n, picked, dropped) for n in (0, 0 if routine.fixed_level else 100))
    chosen = None if level is None or low.seconds == high.seconds else level
    if chosen is not None:
        low = high = make_plan(routine, chosen, picked, dropped)
    yield ("about " if low.estimated else "") + length_range(low.seconds, high.seconds)
    if chosen is not None:
        yield f"level {chosen} of 100"


@dataclass(frozen=True, slots=True)
class _Words:
    """Puts the steps of one routine into words."""

    routine: Routine
    level: int | None
    choices: dict[int, int]
    dropped: frozenset[tuple[int, ...]]
    keys_of: KeysOf

    def rows(self, nodes: tuple[Node, ...]) -> list[SheetRow]:
        """Return the rows of a routine's steps, numbered."""
        rows: list[SheetRow] = []
        self._walk(nodes, (), rows, "")
        return rows

    def _walk(self, nodes: tuple[Node, ...], above: tuple[int, ...], rows: list[SheetRow], heading: str) -> None:
        for index, node in enumerate(nodes):
            place = (*above, index)
            if place in self.dropped:
                continue
            if isinstance(node, Circuit):
                begun = len(rows)
                self._walk(node.steps, place, rows, ", ".join(filter(None, (heading, self._rounds(node)))))
                heading = heading if len(rows) == begun else ""
                continue
            rows.append(self._row(node, place, len(rows) + 1, heading))
            heading = ""

    def _rounds(self, circuit: Circuit) -> str:
        rounds = self._count(circuit.repeat)
        rest = circuit.rest or self.routine.rest
        between = f", {self._span(rest)} rest between" if rest is not None and rest.upper else ""
        return f"{rounds} {'round' if rounds == '1' else 'rounds'}{between}"

    def _row(self, node: Step | Choice, place: tuple[int, ...], number: int, heading: str) -> SheetRow:
        options = list(node.options) if isinstance(node, Choice) else [node]
        chosen = self.choices.get(place[0] + 1, 1) - 1 if isinstance(node, Choice) else 0
        step = options.pop(chosen if chosen < len(options) else 0)
        optional = "may be left out" if (node.optional or step.optional) else ""
        details = "; ".join(filter(None, (*self._details(step), optional)))
        exercise, first = step.exercise, self._first(step)
        facts = (details, step.load, *worded((step.note,), first), *(self._other(other) for other in options))
        pictures = self._pictures(step)
        if options and len(pictures) < MOST_PICTURES:
            other = options[0].exercise
            pictures = (*pictures, SheetPicture(other, self._first(options[0]), caption=f"or {other.called}"))
        return SheetRow(
            number,
            exercise.name,
            self._dose(step),
            tuple(filter(None, facts)),
            worded((*exercise.setup, *exercise.cues, *exercise.care), first),
            pictures,
            heading,
            len(place) - 1,
        )

    def _other(self, step: Step) -> str:
        when = f", when {step.when}" if step.when else ""
        return f"or {step.exercise.name}: {self._dose(step)[:1].lower()}{self._dose(step)[1:]}{when}"

    def _first(self, step: Step) -> str | None:
        names = step.positions or step.exercise.sides
        return names[0] if names else None

    def _pictures(self, step: Step) -> tuple[SheetPicture, ...]:
        """Return what shows a step: of a movement the first and the last of its phases that have a picture."""
        exercise, position = step.exercise, self._first(step)
        if exercise.images:
            known: Collection[str] = {image.key for image in exercise.images}
        elif exercise.figure:
            known = self.keys_of(exercise.pictured_as) or ()
        else:
            return ()
        frames = [name for name in dict.fromkeys(phase.name for phase in step.rep) if name in known]
        if len(frames) < MOST_PICTURES:
            return (SheetPicture(exercise, position),)
        return tuple(SheetPicture(exercise, position, frame, frame) for frame in (frames[0], frames[-1]))

    def _dose(self, step: Step) -> str:
        """Return a dose: "Hold 3–5 min, each side", "3 sets: 10 times"."""
        if step.hold is not None and step.reps is not None:
            words = f"{self._count(step.reps)} × {self._span(step.hold)}"
        elif step.hold is not None:
            words = f"Hold {self._span(step.hold)}"
        else:
            reps = self._count(step.reps) if step.reps is not None else "1"
            words = "Once" if reps == "1" else f"{reps} times"
        sets = self._count(step.sets)
        if sets != "1":
            plain = step.hold is None and words != "Once"
            what = f" of {words.removesuffix(' times')}" if plain else f": {words[:1].lower()}{words[1:]}"
            words = f"{sets} sets{what}"
        sides = len(step.positions)
        if step.each is Each.ALTERNATE:
            return f"{words} a side, changing each time"
        return words + {0: "", 1: "", 2: ", each side"}.get(sides, f", in each of {sides} positions")

    def _details(self, step: Step) -> Iterable[str]:
        yield positions(step.positions) if step.positions else self._first(step) or ""
        if step.reps is not None and step.rep:
            yield ", ".join(self._phase(phase) for phase in step.rep)
        if step.own_pace:
            yield "at your own pace"
        if self.level is not None and not self.routine.fixed_level:
            ranges = [write_span(step.hold)] if step.hold is not None and step.hold.ranged else []
            ranges += [f"{write_count(step.reps)} times"] if step.reps is not None and step.reps.ranged else []
            yield f"prescribed: {' and '.join(ranges).replace('-', '–')}" if ranges else ""
        rest = step.rest or self.routine.rest or REST_BETWEEN_SETS
        if step.sets.upper > 1 and rest.upper:
            yield f"{self._span(rest)} rest between sets"

    def _phase(self, phase: Phase) -> str:
        breath = f" (breathe {phase.breath})" if phase.breath else ""
        return f"{phase.name} {self._span(phase.length)}{breath}"

    def _span(self, span: Span) -> str:
        if self.level is not None or not span.ranged:
            return in_words(span.lower if self.level is None else span.at(self.level))
        words = write_span(span).replace("-", "–")
        return f"{words} min" if ":" in words else words

    def _count(self, count: Count) -> str:
        return write_count(count).replace("-", "–") if self.level is None else str(count.at(self.level))
