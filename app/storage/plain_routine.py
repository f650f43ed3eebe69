"""The file of a routine that was typed as plain text: YAML as a person would write it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from app.core.lengths import Count, write_count, write_span
from app.core.routine import Choice, Circuit, Each, Node, Step

# The first line of a new routine file, for editors that complete and check as one types. The schema lies beside the
# folder of the person's routines.
SCHEMA_LINE = "# yaml-language-server: $schema=../schemas/routine.json"

# What every YAML reader takes for the same text without quotes.
_PLAIN = re.compile(r"(?:\d+ )?[^\W\d_](?:[\w ,;/&+.'()-]*[\w.')])?")
_NO_TEXT = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}


def plain_routine_text(name: str, nodes: Iterable[Node]) -> str:
    """Return the whole text of a routine file that reads back as these steps, ends with a newline.

    They are those of `read_plain_text`: a hold or repetitions, sets, sides, rest, load, note; and circuits of them.
    """
    lines = [SCHEMA_LINE, "format: 1", f"name: {scalar(name)}", "steps:", *_listing(nodes)]
    return "\n".join(lines) + "\n"


def _listing(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield the lines of a list of steps, further in for a circuit's own."""
    for node in nodes:
        if isinstance(node, Choice):
            continue  # a plain text has none
        for number, line in enumerate(_circuit(node) if isinstance(node, Circuit) else _keys(node)):
            yield f"{'    ' if number else '  - '}{line}"


def _circuit(circuit: Circuit) -> Iterator[str]:
    yield f"repeat: {write_count(circuit.repeat)}"
    if circuit.rest is not None:
        yield f"rest: {write_span(circuit.rest)}"
    yield "steps:"
    yield from _listing(circuit.steps)


def scalar(text: str, flow: bool = False) -> str:
    """Return a text as YAML writes it: bare where that is safe, else in double quotes; `flow`: inside brackets."""
    safe = _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT and not (flow and "," in text)
    return text if safe else json.dumps(text, ensure_ascii=False)


def _keys(step: Step) -> Iterator[str]:
    """Yield the step's `key: value` lines."""
    exercise = step.exercise
    yield f"{'name' if exercise.inline else 'do'}: {scalar(exercise.key)}"
    if exercise.inline and exercise.sides:
        yield f"sides: {_listed(exercise.sides)}"
    if step.reps is not None:
        yield f"reps: {write_count(step.reps)}"
    if step.hold is not None:
        yield f"hold: {write_span(step.hold)}"
    if step.each is Each.ALTERNATE:
        yield "each: alternate"
    elif step.each is Each.SIDE:
        yield f"each: {'side' if step.positions == exercise.sides else _listed(step.positions)}"
    if step.sets != Count(1, 1):
        yield f"sets: {write_count(step.sets)}"
    for key, span in (("rest", step.rest), ("get ready", step.get_ready), ("switch", step.switch)):
        if span is not None:
            yield f"{key}: {write_span(span)}"
    if step.load:
        yield f"load: {scalar(step.load)}"
    if step.note:
        yield f"note: {scalar(step.note)}"
    if step.optional:
        yield "optional: yes"


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(scalar(name, flow=True) for name in names)}]"
