"""The steps of a routine's file: exercises with their doses, choices and circuits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from app.core.exercise import Exercise
from app.core.lengths import Count, Span, quoted
from app.core.routine import Choice, Circuit, Each, Node, Profile, Step
from app.core.routine_format import CHOICE, CIRCUIT, MOST_ROUNDS, STEP, TIMING, names_of
from app.storage.doses import Dose, read_dose
from app.storage.exercise_files import EXERCISE_KEYS, exercise_in
from app.storage.exercise_pictures import Pose
from app.storage.fields import Keys, Problems
from app.storage.yaml_reader import Fields, Items, Value

TIMING_KEYS = names_of(TIMING)
STEP_KEYS = names_of(STEP)
CHOICE_KEYS = names_of(CHOICE)
CIRCUIT_KEYS = names_of(CIRCUIT)
# Keys that are good in another company, with the hint that says in which.
OF_ALTERNATIVES = dict.fromkeys((*STEP_KEYS, "when"), "It belongs to the alternatives.")
OF_INNER_STEPS = dict.fromkeys(STEP_KEYS, "It belongs to the inner steps.")
OF_OTHER_STEPS = {
    **dict.fromkeys(EXERCISE_KEYS, "The exercise's own keys go with `name`, in place of `do`."),
    "repeat": "`repeat` goes with `steps` alone; for sets of one exercise write `sets: 3`.",
    "steps": "`steps` goes with `repeat` alone: a circuit has no exercise of its own.",
    "choose": "`choose` takes the place of `do`.",
    "when": "`when` goes with the alternatives of a choice.",
}


class Exercises(Protocol):
    """Where a routine's exercises come from."""

    def find(self, key: str) -> Exercise | None:
        """Return the exercise of that name; None where there is none or its own file has problems."""

    def names(self) -> Collection[str]:
        """Return the names of all exercises, bad ones included."""

    def has_figure(self, key: str) -> bool:
        """Return whether there is a figure of that name, or where figures lie is not known."""


class PosesOf:
    """What inline exercises may show: the figures of a routine's other exercises."""

    def __init__(self, exercises: Exercises) -> None:
        """Take where those come from."""
        self._exercises = exercises

    def pose(self, key: str) -> Pose | None:
        """Return what an exercise gives another one to be shown by; None where there is no such exercise."""
        found = self._exercises.find(key)
        if found is None:
            return Pose(good=False) if key in self._exercises.names() else None
        return Pose(found.sides, found.figure, found.pose)

    def names(self) -> Collection[str]:
        """Return the names of all exercises."""
        return self._exercises.names()

    def has_figure(self, key: str) -> bool:
        """Return whether there is a figure of that name, or where figures lie is not known."""
        return self._exercises.has_figure(key)


class Steps:
    """Reads the steps of one routine."""

    def __init__(self, problems: Problems, exercises: Exercises, folder: Path) -> None:
        """Take where problems go and exercises come from; `folder` holds the pictures of inline exercises."""
        self.problems = problems
        self.exercises = exercises
        self.folder = folder

    def read(self, keys: Keys, key: str) -> tuple[Node, ...]:
        """Return the nodes in a key's list."""
        if key not in keys:
            return ()
        values = keys.nodes(key)
        node = keys.value(key)
        if isinstance(node, Items) and node.complete and not node.items:
            keys.add(key, "there is no step in it.", "Write lines that begin with `- do: `.")
        nodes = (self._node(value) for value in values)
        return tuple(node for node in nodes if node is not None)

    def _node(self, value: Value) -> Node | None:
        if not isinstance(value, Fields):
            self._no_step(value)
            return None
        names = {entry.key for entry in value.entries}
        if "choose" in names:
            return self._choice(Keys(value, self.problems, CHOICE_KEYS, OF_ALTERNATIVES))
        if names & {"steps", "repeat"} and not names & {"do", "name"}:
            return self._circuit(Keys(value, self.problems, CIRCUIT_KEYS, OF_INNER_STEPS))
        return self._step(value, alternative=False)

    def _no_step(self, value: Value) -> None:
        text = getattr(value, "text", "")
        hint = f"Write `- do: {text}` and under it `hold: 1 min`." if text in self.exercises.names() else ""
        self.problems.add(
            value, "a step is written as keys.", hint or "Write `- do: pigeon` and under it `hold: 2 min`."
        )

    def _choice(self, keys: Keys) -> Choice:
        options = []
        nodes = keys.nodes("choose")
        for value in nodes:
            if not isinstance(value, Fields):
                self._no_step(value)
            elif {e.key for e in value.entries} & {"choose", "steps", "repeat"}:
                self.problems.add(
                    value, "an alternative is one exercise with its dose.", "Write {do: pigeon, hold: 2 min}."
                )
            elif (step := self._step(value, alternative=True)) is not None:
                options.append(step)
        if not nodes and getattr(keys.value("choose"), "items", None) == ():
            keys.add(
                "choose",
                "there is no alternative in it.",
                "Write [{do: pigeon, hold: 2 min}, {do: sphinx, hold: 2 min}].",
            )
        timing, note = _timing(keys), keys.text("note")
        inner = tuple(replace(timing.for_step(step), note=step.note or note) for step in options)
        return Choice(inner, keys.yes("optional"), keys.fields.line)

    def _circuit(self, keys: Keys) -> Circuit:
        if "repeat" not in keys:
            keys.missing("repeat", "Write how many rounds: `repeat: 3`.")
        if "steps" not in keys:
            keys.missing("steps", "Write the steps to repeat under `steps:`.")
        repeat = keys.count("repeat", MOST_ROUNDS) or Count(1, 1)
        timing = _timing(keys)
        inside = replace(timing, rest=None)  # a circuit's rest is the one between its rounds
        inner = tuple(inside.for_node(node) for node in self.read(keys, "steps"))
        return Circuit(repeat, inner, timing.rest, keys.yes("optional"), keys.fields.line)

    def _step(self, fields: Fields, alternative: bool) -> Step | None:
        names = {entry.key for entry in fields.entries}
        inline = "name" in names and "do" not in names
        allowed = (*STEP_KEYS, *(("when",) if alternative else ()), *(EXERCISE_KEYS if inline else ()))
        keys = Keys(fields, self.problems, allowed, OF_OTHER_STEPS)
        exercise = self._exercise(keys, inline)
        dose = read_dose(keys, exercise)
        step = Step(
            exercise or Exercise("", ""),
            get_ready=keys.span("get ready", least=0),
            switch=keys.span("switch", least=0),
            rest=keys.span("rest", least=0),
            sound=keys.word("sound", Profile),
            optional=keys.yes("optional"),
            note=keys.text("note"),
            load=keys.text("load"),
            when=keys.text("when"),
            line=fields.line,
        )
        return None if exercise is None else _dosed(step, dose)

    def _exercise(self, keys: Keys, inline: bool) -> Exercise | None:
        """Return the step's exercise; None, with a problem, where it has none."""
        if inline:
            exercise = exercise_in(keys, "", self.folder, PosesOf(self.exercises))
            return exercise if exercise.name else None
        if "do" not in keys:
            near = any(
                self.problems.nearest(word, ("do", "name", "choose", "repeat", "steps")) for word in keys.unknown
            )
            if not near and keys.fields.complete:
                self.problems.add(
                    keys.fields, "this step has no exercise.", "Write `do: pigeon`, or `name:` with a name."
                )
            return None
        key = keys.scalar("do")
        if key is None:
            return None
        found = self.exercises.find(key)
        if found is None:
            known = self.exercises.names()
            if key in known:
                keys.add("do", f"the exercise {quoted(key)} has problems of its own.", "Check its file.")
            else:
                keys.add(
                    "do", f"there is no exercise {quoted(key)}.", self.problems.nearest(key.replace(" ", "-"), known)
                )
        return found


def _dosed(step: Step, dose: Dose) -> Step:
    """Return the step with its dose."""
    return replace(
        step,
        hold=dose.hold,
        reps=dose.reps,
        rep=dose.rep,
        own_pace=dose.own_pace,
        each=dose.each,
        positions=dose.positions,
        sets=dose.sets,
        say=dose.say,
    )


@dataclass(frozen=True, slots=True)
class _Timing:
    """What a choice or a circuit says for all that stands in it."""

    get_ready: Span | None = None
    switch: Span | None = None
    rest: Span | None = None
    sound: Profile | None = None

    def for_node(self, node: Node) -> Node:
        """Return the node with these where it says nothing itself."""
        if isinstance(node, Choice):
            return replace(node, options=tuple(self.for_step(step) for step in node.options))
        if isinstance(node, Circuit):
            return replace(node, steps=tuple(self.for_node(inner) for inner in node.steps))
        return self.for_step(node)

    def for_step(self, step: Step) -> Step:
        """Return the step with these where it says nothing itself."""
        # An alternating step has a switch only where it names one itself.
        switch = step.switch if step.each is Each.ALTERNATE else step.switch or self.switch
        return replace(
            step,
            get_ready=step.get_ready or self.get_ready,
            switch=switch,
            rest=step.rest or self.rest,
            sound=step.sound or self.sound,
        )


def _timing(keys: Keys) -> _Timing:
    get_ready, switch, rest = (keys.span(key, least=0) for key in ("get ready", "switch", "rest"))
    return _Timing(get_ready, switch, rest, keys.word("sound", Profile))
