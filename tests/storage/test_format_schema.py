"""The schemas take every file that comes with the program, and refuse what the reader refuses for its shape."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.core import routine_format
from app.core.lengths import NotReadableError, count_pattern, read_count, read_span, span_pattern
from app.core.plain_text import read_plain_text
from app.core.routine_format import EXERCISE, ROUTINE, STEP, Key, names_of
from app.paths import bundled
from app.storage.exercise_files import read_exercise
from app.storage.figure_files import load_figure
from app.storage.figure_schema import SENTENCES
from app.storage.format_schema import Kind, schema_of
from app.storage.library import ExerciseShelf, yaml_files
from app.storage.plain_routine import SCHEMA_LINE, plain_routine_text
from app.storage.routine_files import read_routine
from app.storage.schema_files import bundled_schema, provide_schemas, schema_text
from tests.running import run

SHELF = ExerciseShelf(bundled() / "resources" / "exercises")
FOLDERS = {Kind.ROUTINE: "routines", Kind.EXERCISE: "resources/exercises", Kind.FIGURE: "resources/figures"}
FILES = [(kind, path) for kind, folder in FOLDERS.items() for path in yaml_files(bundled() / folder).values()]
CHECKERS = {kind: jsonschema.Draft7Validator(schema_of(kind)) for kind in Kind}


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers, true, false and null are guessed, nothing else is."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def content(text: str) -> Any:
    """Return what an editor makes of a file's text."""
    return yaml.load(text, Loader)


def complaints(kind: Kind, value: Any) -> list[str]:
    """Return what a schema says against a content."""
    return [error.message for error in CHECKERS[kind].iter_errors(value)]


@pytest.mark.parametrize("kind", Kind)
def test_a_schema_is_one(kind: Kind) -> None:
    jsonschema.Draft7Validator.check_schema(schema_of(kind))


@pytest.mark.parametrize(("kind", "path"), FILES, ids=[path.stem for _, path in FILES])
def test_every_bundled_file_is_taken(kind: Kind, path: Path) -> None:
    assert complaints(kind, content(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("kind", Kind)
def test_the_schema_that_comes_with_the_program_is_the_one_that_is_made(kind: Kind) -> None:
    assert bundled_schema(kind).read_text(encoding="utf-8") == schema_text(kind), "python -m bench.format_pages"


def reader_refuses(kind: Kind, text: str, folder: Path) -> bool:
    """Return whether the program's own reader has a problem with a text."""
    path = folder / "file.yaml"
    path.write_text(text, encoding="utf-8")
    if kind is Kind.FIGURE:
        return isinstance(load_figure(path), list)
    if kind is Kind.EXERCISE:
        return read_exercise(path).exercise is None
    return read_routine(path, SHELF).routine is None


def places(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the place of every mapping and value in a content."""
    yield above
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*above, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from places(item, (*above, number))


Change = Callable[[Any, random.Random], Any]


def an_unknown_key(value: Any, chance: random.Random) -> Any:
    return {**value, chance.choice(["hodl", "Name", "colour!", "each side"]): "x"} if isinstance(value, dict) else None


def a_list_for_a_text(value: Any, _: random.Random) -> Any:
    return [value] if isinstance(value, str) else None


def keys_for_a_text(value: Any, _: random.Random) -> Any:
    return {"a": value} if isinstance(value, str | int | float) else None


def a_text_for_a_list(value: Any, _: random.Random) -> Any:
    return "only one" if isinstance(value, list) else None


def nothing(value: Any, _: random.Random) -> Any:
    return "" if isinstance(value, str) else None


CHANGES: tuple[Change, ...] = (an_unknown_key, a_list_for_a_text, keys_for_a_text, a_text_for_a_list, nothing)


def changed(value: Any, place: tuple[Any, ...], change: Change, chance: random.Random) -> Any:
    """Return a content with one place changed; None where the change says nothing to what stands there."""
    whole = {"root": deepcopy(value)}
    at: Any = whole
    path = ("root", *place)
    for step in path[:-1]:
        at = at[step]
    new = change(at[path[-1]], chance)
    if new is None:
        return None
    at[path[-1]] = new
    return whole["root"]


@pytest.mark.parametrize("kind", Kind)
def test_what_the_reader_refuses_for_its_shape_the_schema_refuses(kind: Kind, tmp_path: Path) -> None:
    chance = random.Random(6)
    contents = [content(path.read_text(encoding="utf-8")) for k, path in FILES if k is kind]
    tried = 0
    for _ in range(250):
        value = chance.choice(contents)
        new = changed(value, chance.choice(list(places(value))), chance.choice(CHANGES), chance)
        if new is None:
            continue
        text = yaml.safe_dump(new, sort_keys=False, allow_unicode=True)
        if reader_refuses(kind, text, tmp_path):
            tried += 1
            assert complaints(kind, content(text)), text
    assert tried > 40


STEPS = "format: 1\nname: Mine\nsteps:\n  - "


@pytest.mark.parametrize(
    "text",
    [
        "name: Mine\nsteps: [{do: sphinx, hold: 90}]\n",  # no format
        "format: 2\nname: Mine\nsteps: [{do: sphinx, hold: 90}]\n",
        "format: 1\nname: Mine\nsteps: []\n",
        f"{STEPS}{{do: sphinx}}\n",  # no dose
        f"{STEPS}{{hold: 90}}\n",  # no exercise
        f"{STEPS}{{do: sphinx, hold: three minutes}}\n",
        f"{STEPS}{{do: sphinx, hold: 0}}\n",
        f"{STEPS}{{do: sphinx, hold: 14401}}\n",
        f"{STEPS}{{do: sphinx, hold: 90, rep: [up 2 s], reps: 2}}\n",
        f"{STEPS}{{do: sphinx, hold: 90, pace: own, reps: 2}}\n",
        f"{STEPS}{{do: sphinx, rep: [up 2 s], hold: 90}}\n",
        f"{STEPS}{{do: sphinx, reps: 0}}\n",
        f"{STEPS}{{do: sphinx, reps: 1001}}\n",
        f"{STEPS}{{do: sphinx, reps: ten}}\n",
        f"{STEPS}{{do: cat-cow, reps: 3, rep: [up]}}\n",
        f"{STEPS}{{do: cat-cow, reps: 3, rep: []}}\n",
        f"{STEPS}{{do: cat-cow, reps: 3, rep: [{{name: up}}]}}\n",
        f"{STEPS}{{do: pigeon, hold: 90, each: sides}}\n",
        f"{STEPS}{{do: pigeon, hold: 90, each: []}}\n",
        f"{STEPS}{{do: sphinx, hold: 90, sound: loud}}\n",
        f"{STEPS}{{do: sphinx, hold: 90, optional: perhaps}}\n",
        f"{STEPS}{{do: sphinx, hold: 90, when: always}}\n",
        f"{STEPS}{{do: sphinx, hold: 90, say: [{{at: half}}]}}\n",
        f"{STEPS}{{do: sphinx, hold: 90, say: [{{at: half, every: 5 s, text: x}}]}}\n",
        f"{STEPS}{{do: sphinx, hold: 90, say: [{{at: noon, text: x}}]}}\n",
        f"{STEPS}{{choose: []}}\n",
        f"{STEPS}{{repeat: 3}}\n",
        f"{STEPS}{{steps: [{{do: sphinx, hold: 90}}]}}\n",
        f"{STEPS}{{repeat: 3, steps: [{{do: sphinx}}]}}\n",
        f"{STEPS}{{do: sphinx, name: X, hold: 90}}\n",
        f"{STEPS}{{name: X, needs: [spoon], hold: 90}}\n",
        f"{STEPS}{{name: X, picture: [], hold: 90}}\n",
        "format: 1\nname: Mine\noften: daily\nsteps: [{do: sphinx, hold: 90}]\n",
        "format: 1\nname: Mine\nuntil: soon\nsteps: [{do: sphinx, hold: 90}]\n",
        "format: 1\nname: Mine\nlevel: 3\nsteps: [{do: sphinx, hold: 90}]\n",
        "format: 1\nname: Mine\ngoal: [fun]\nsteps: [{do: sphinx, hold: 90}]\n",
    ],
)
def test_a_bad_routine_is_refused_by_reader_and_schema(text: str, tmp_path: Path) -> None:
    assert reader_refuses(Kind.ROUTINE, text, tmp_path)
    assert complaints(Kind.ROUTINE, content(text)), text


@pytest.mark.parametrize(
    "text",
    [
        f"{STEPS}{{do: sphinx, hold: 90}}\n",
        f"{STEPS}{{do: sphinx, hold: 1:30}}\n",
        f"{STEPS}{{do: sphinx, hold: 1.5 MIN, get ready: 0, optional: yes, load: 8}}\n",
        f"{STEPS}{{do: sphinx, hold: 15 to 30 seconds, say: [{{at: 60 s left, text: a}}, {{every: 9, text: 5}}]}}\n",
        f"{STEPS}{{do: cat-cow, reps: 5 to 10, rep: [cow 5 s, {{name: cat, for: 15-30 s, breath: out}}]}}\n",
        f"{STEPS}{{do: pigeon, hold: 3–5 min, each: [right knee forward, left knee forward], sets: 1-3}}\n",
        f"{STEPS}{{name: 2026, hold: 90, sides: [right, left], each: side, needs: [strap or towel], called: No}}\n",
        f"{STEPS}{{repeat: 2-3, rest: 0, steps: [{{choose: [{{do: sphinx, hold: 9, when: x}}]}}]}}\n",
        "format: '1'\nname: yes\noften: 3 times per week\nuntil: 2027-01-31\nlevel: fixed\n"
        "first get ready: 20-30 s\nsteps: [{do: sphinx, hold: 90}]\n",
    ],
)
def test_a_good_routine_is_taken_by_reader_and_schema(text: str, tmp_path: Path) -> None:
    assert not reader_refuses(Kind.ROUTINE, text, tmp_path)
    assert complaints(Kind.ROUTINE, content(text)) == []


TYPED = st.text("0123456789:. -–tosminhur\uff10\uff13\uff15\uff19\uff1a\uff0d\uff0e", max_size=12) | st.from_regex(
    r"[0-9]{1,3}( ?(min|s|h))?([-–][0-9]{1,2} ?(min|s))?"
)


@given(TYPED)
def test_what_is_read_as_a_length_or_a_count_has_its_shape(text: str) -> None:
    readers: tuple[tuple[Callable[[str], object], str], ...] = (
        (read_span, span_pattern()),
        (lambda typed: read_count(typed, 1000), count_pattern()),
    )
    for read, shape in readers:
        try:
            read(text)
        except NotReadableError:
            continue
        assert re.search(shape, text), text


@pytest.mark.parametrize("text", ["three minutes", "5 days", "-5 s", "1:75", "3-4-5 s", "90 s s", "to", "", "x"])
def test_what_is_no_length_has_not_its_shape(text: str) -> None:
    assert not re.search(span_pattern(), text)
    assert not re.search(span_pattern(ranged=False), text)


def test_where_one_length_is_wanted_a_range_has_not_its_shape() -> None:
    assert re.search(span_pattern(ranged=False), "1 min 30 s")
    assert not re.search(span_pattern(ranged=False), "1-2 min")


def test_what_is_typed_as_plain_text_becomes_a_file_that_the_schema_takes() -> None:
    known = [exercise for key in SHELF.names() if (exercise := SHELF.find(key))]
    text = "pigeon 2-3 min each side\n10 x 5 s bridge, rest 30 s\nno: 3x8 right then left, 8 kg, slowly\n5 min rest"
    written = plain_routine_text("Evening: ten", read_plain_text(text, known).steps)
    assert complaints(Kind.ROUTINE, content(written)) == []


def test_a_new_file_finds_its_schema_beside_it(tmp_path: Path) -> None:
    provide_schemas(tmp_path)
    named = SCHEMA_LINE.split("$schema=")[1]
    found = (tmp_path / "routines" / named).resolve()
    assert found == tmp_path / "schemas" / "routine.json"
    assert json.loads(found.read_text(encoding="utf-8"))["title"] == "Holdwell routine"
    stamp = found.stat().st_mtime_ns
    provide_schemas(tmp_path)
    assert found.stat().st_mtime_ns == stamp
    found.write_text("{}", encoding="utf-8")
    provide_schemas(tmp_path)
    assert found.read_text(encoding="utf-8") == schema_text(Kind.ROUTINE)


@pytest.mark.parametrize(("text", "there"), [("sphinx 2 min", True), ("nothing of it", False)])
def test_an_imported_routine_finds_its_schema_and_a_refused_one_leaves_none(
    text: str, there: bool, tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text(text, encoding="utf-8")
    run("import", str(tmp_path / "mine.txt"), "--yes", "--data-dir", str(tmp_path / "data"))
    assert (tmp_path / "data" / "schemas" / "routine.json").exists() is there


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "schemas").write_text("", encoding="utf-8")
    provide_schemas(tmp_path)


def test_every_key_has_a_sentence_that_ends_and_an_example() -> None:
    tables = [value for value in vars(routine_format).values() if isinstance(value, tuple) and value]
    keys = [key for table in tables for key in table if isinstance(key, Key)]
    assert len(keys) > 60
    for key in keys:
        assert key.sentence.endswith(".") and key.sentence[0].isupper(), key
        assert key.example, key
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


@pytest.mark.parametrize(
    ("kind", "keys", "head"),
    [
        (Kind.ROUTINE, ROUTINE, {"format": 1, "name": "A", "steps": [{"do": "sphinx", "hold": 9}]}),
        (Kind.EXERCISE, EXERCISE, {"name": "A"}),
    ],
)
def test_the_example_of_every_key_is_taken(kind: Kind, keys: tuple[Key, ...], head: dict[str, Any]) -> None:
    for key in keys:
        assert complaints(kind, {**head, key.name: content(key.example)}) == [], key
    assert "do" in names_of(STEP)
