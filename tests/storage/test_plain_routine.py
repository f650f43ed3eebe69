"""What was understood of plain text is written as a file that reads back as the same steps, without a problem."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.core.plain_text import read_plain_text
from app.core.routine import Circuit, Node
from app.paths import bundled
from app.storage.library import ExerciseShelf
from app.storage.plain_routine import plain_routine_text
from app.storage.routine_files import RoutineRead, routine_of
from app.storage.yaml_reader import parse_yaml
from tests.core.test_plain_text import TYPED

SHELF = ExerciseShelf(bundled() / "resources" / "exercises")
KNOWN = tuple(exercise for key in SHELF.names() if (exercise := SHELF.find(key)))


def read_again(name: str, steps: tuple[Node, ...]) -> RoutineRead:
    """Return what comes of the file that holds these steps."""
    text = plain_routine_text(name, steps)
    return routine_of(parse_yaml(text.encode(), "f.yaml"), Path("nowhere/f.yaml"), SHELF, "f.yaml")


def without_lines(nodes: tuple[Node, ...]) -> list[Node]:
    """Return steps and circuits without their places in a file."""
    return [
        replace(node, line=0, steps=tuple(without_lines(node.steps)))
        if isinstance(node, Circuit)
        else replace(node, line=0)
        for node in nodes
    ]


def test_a_file_is_written_as_a_person_would_write_it() -> None:
    text = "pigeon 2-3 min each side\n10 x 5 s bridge, rest 30 s\nno: 3x8 right then left, 8 kg, slowly: mind"
    assert plain_routine_text("Evening", read_plain_text(text, KNOWN).steps) == (
        "# yaml-language-server: $schema=../schemas/routine.json\n"
        "format: 1\n"
        "name: Evening\n"
        "steps:\n"
        "  - do: pigeon\n"
        "    hold: 2-3 min\n"
        "    each: side\n"
        "  - name: Bridge\n"
        "    hold: 5 s\n"
        "    sets: 10\n"
        "    rest: 30 s\n"
        '  - name: "No"\n'
        "    sides: [right, left]\n"
        "    reps: 8\n"
        "    each: side\n"
        "    sets: 3\n"
        "    load: 8 kg\n"
        "    note: slowly; mind\n"
    )


def test_rounds_are_written_as_a_circuit() -> None:
    read = read_plain_text("2-3 rounds of, rest 1 min:\n  pigeon 2 min each side\n  bridge 10 x\nsphinx 1 min", KNOWN)
    text = plain_routine_text("Rounds", read.nodes)
    assert text.splitlines()[3:] == [
        "steps:", "  - repeat: 2-3", "    rest: 1 min", "    steps:", "      - do: pigeon", "        hold: 2 min",
        "        each: side", "      - name: Bridge", "        reps: 10", "  - do: sphinx", "    hold: 1 min",
    ]  # fmt: skip
    again = read_again("Rounds", read.nodes).routine
    assert again is not None and without_lines(again.steps) == without_lines(read.nodes)


ROUNDS = st.sampled_from(["3 rounds of:", "", "  2 x:", "- repeat twice:", "  sphinx 1 min", "- pigeon 2 min", "Then:"])


@given(st.text(min_size=1, max_size=40).filter(str.strip), st.lists(TYPED | ROUNDS | st.text(max_size=40), max_size=8))
def test_what_is_understood_reads_back_as_the_same_steps(name: str, lines: list[str]) -> None:
    steps = read_plain_text("\n".join(lines), KNOWN, titled=False).nodes
    if not steps:
        return
    read = read_again("Mine", steps)
    assert [str(fault) for fault in read.faults if not fault.warning] == []
    assert read.routine is not None
    assert without_lines(read.routine.steps) == without_lines(steps)


def test_a_title_of_any_letters_is_written_and_read() -> None:
    for title in ('Anna\'s "best": 10 # minutes', "Übung für Anna", "- yes", "{side}", "a: b", "[x]", "&a *b", "yes"):
        steps = read_plain_text("sphinx 2 min", KNOWN).steps
        read = read_again(title, steps)
        assert read.routine is not None
        assert read.routine.name == title
