"""A YAML file is changed in place: what is meant changes, every other value, comment and line stays."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable
from difflib import unified_diff
from itertools import dropwhile, takewhile
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage import yaml_editing
from app.storage.routine_draft import HABITS
from app.storage.yaml_spans import At, spans_of
from app.storage.yaml_writing import NotEditedError, Written
from tests.storage.commented_files import TEXTS, CommentedFile, random_file, random_step, read

COMMENTED = """\
# My evening, from the physio 2026-03
format: 1   # keep
name: "Evening"     # she calls it that

goal: [relax]  # relax only
helps:
  - lower back   # hurts most
  # and since May
  - hips
get ready: 10 s

# all steps follow
steps:
  # first: warm
  - do: cat-cow      # slow
    reps: 5-10
    # the phases
    rep:
      - {name: cow, for: 15-30 s, breath: in}   # up
      - {name: cat, for: 15-30 s, breath: out}
    # that was the cat

  # --- Part two ---

  # about the twist
  - do: two-knee-twist
    hold:   1-2 min      # per side
    each: side
  - {do: pigeon, hold: 2 min}   # flow

  # Standing

  - choose:
      - {do: pigeon, hold: 2-3 min, each: side}
      # else
      - do: thread-the-needle
        hold: 2-3 min
        when: pigeon bothers
  - repeat: 3
    steps:
      - do: sphinx
        hold: 5 s
      # inner
      - do: locust
        note: |
          the first line
          the second
        hold: 5 s
# the end"""


def diff(changed: str, before: str = COMMENTED) -> list[str]:
    """Return the lines that went and came."""
    lines = list(unified_diff(before.split("\n"), changed.split("\n"), lineterm="", n=0))[2:]
    return [line for line in lines if not line.startswith("@@")]


def put(*at: str | int, value: Written, text: str = COMMENTED) -> list[str]:
    return diff(yaml_editing.with_value(text, at, value, HABITS), text)


def test_a_value_changes_its_line_and_its_comment_keeps_its_column() -> None:
    assert put("steps", 1, "hold", value="90-120 s") == [
        "-    hold:   1-2 min      # per side",
        "+    hold:   90-120 s     # per side",
    ]


def test_a_quoted_value_stays_quoted_and_a_plain_one_gets_quotes_only_where_it_needs_them() -> None:
    assert put("name", value="Late evening") == [
        '-name: "Evening"     # she calls it that',
        '+name: "Late evening"  # she calls it that',
    ]
    assert put("get ready", value="1:30") == ["-get ready: 10 s", "+get ready: 1:30"]
    assert put("get ready", value="a: b") == ["-get ready: 10 s", '+get ready: "a: b"']


@pytest.mark.parametrize(
    ("text", "in_lines", "in_braces"),
    [
        ("1:30", "1:30", "1:30"),
        ("3–5 min", "3–5 min", "3–5 min"),
        ("{side} knee", '"{side} knee"', '"{side} knee"'),
        ("knee: up", '"knee: up"', '"knee: up"'),
        ("fold #1", "'fold #1'", "'fold #1'"),
        ("- slow", '"- slow"', '"- slow"'),
        ("yes", '"yes"', '"yes"'),
        ("left, low", "left, low", '"left, low"'),
        ('say "now": go', "'say \"now\": go'", "'say \"now\": go'"),
        ("it's", "it's", "it's"),
        ("", '""', '""'),
        ("two\nlines", '"two\\nlines"', '"two\\nlines"'),
    ],
)
def test_quotes_stand_where_they_are_needed(text: str, in_lines: str, in_braces: str) -> None:
    lines = yaml_editing.with_value("note: x\n", ("note",), text)
    braces = yaml_editing.with_value("{note: x}\n", ("note",), text)
    assert lines == f"note: {in_lines.replace(chr(39), chr(34)) if text == 'fold #1' else in_lines}\n"
    assert braces == f"{{note: {in_braces.replace(chr(39), chr(34)) if text == 'fold #1' else in_braces}}}\n"
    assert read(lines) == read(braces) == {"note": text}


def test_yes_is_plain_where_it_says_yes() -> None:
    assert put("steps", 2, "optional", value="yes")[1] == "+  - {do: pigeon, hold: 2 min, optional: yes}   # flow"


def test_a_step_in_braces_stays_in_braces() -> None:
    assert put("steps", 2, "each", value=["left, low", "right"]) == [
        "-  - {do: pigeon, hold: 2 min}   # flow",
        '+  - {do: pigeon, hold: 2 min, each: ["left, low", right]}   # flow',
    ]
    assert put("steps", 2, value={"do": "pigeon"})[1] == "+  - {do: pigeon}   # flow"
    assert put("steps", 2, value={"hold": "2 min"})[1] == "+  - {hold: 2 min}   # flow"


def test_a_new_key_goes_where_the_order_of_the_format_puts_it() -> None:
    assert put("steps", 0, "sets", value="2") == ["+    sets: 2"]
    assert "reps: 5-10\n    # the phases" in yaml_editing.with_value(COMMENTED, ("steps", 0, "sets"), "2", HABITS)
    lines = yaml_editing.with_value(COMMENTED, ("rest",), "30 s", HABITS).split("\n")
    assert lines[lines.index("get ready: 10 s") + 1] == "rest: 30 s"
    lines = yaml_editing.with_value(COMMENTED, ("steps", 4, "rest"), "20 s", HABITS).split("\n")
    assert lines[lines.index("  - repeat: 3") + 1] == "    rest: 20 s"
    assert yaml_editing.with_value("steps: []\n", ("name",), "x", HABITS) == "name: x\nsteps: []\n"


def test_a_list_changes_only_the_entries_that_differ() -> None:
    assert put("helps", value=["lower back", "neck"]) == ["-  - hips", "+  - neck"]
    assert put("helps", value=["lower back", "hips", "neck"]) == ["+  - neck"]
    assert put("helps", value=["hips"]) == ["-  - lower back   # hurts most"]
    assert put("goal", value=["relax", "mobility"])[1] == "+goal: [relax, mobility]  # relax only"


def test_a_text_in_lines_of_its_own_keeps_its_form() -> None:
    assert put("steps", 4, "steps", 1, "note", value="one: line") == [
        "-          the first line",
        "-          the second",
        "+          one: line",
    ]


def test_what_grows_from_a_word_to_lines_and_back_keeps_the_comment_of_its_key() -> None:
    text = "steps: # here\n  - do: x # why\n    hold: 3 s\n"
    choice = {"choose": [{"do": "x", "hold": "3 s"}, {"do": "y"}]}
    grown = yaml_editing.with_value("steps:\n  - do: z\nnote: x # why\nlevel: fixed\n", ("note",), [choice], HABITS)
    assert read(grown)["note"] == [choice] and "note: # why\n" in grown
    assert yaml_editing.with_value(text, ("steps",), "none", HABITS) == "steps: none # here\n"


def test_a_step_goes_with_its_own_comments_and_leaves_those_of_its_section() -> None:
    gone = diff(yaml_editing.without(COMMENTED, ("steps", 1)))
    assert gone == [
        "-  # about the twist",
        "-  - do: two-knee-twist",
        "-    hold:   1-2 min      # per side",
        "-    each: side",
    ]
    assert "# Standing" in yaml_editing.without(COMMENTED, ("steps", 3))
    first = diff(yaml_editing.without(COMMENTED, ("steps", 0)))
    assert (first[0], first[-1], len(first)) == ("-  # first: warm", "-    # that was the cat", 8)


def test_the_last_step_leaves_an_empty_list_and_a_new_first_one_stands_in_lines() -> None:
    empty = yaml_editing.without("name: x\nsteps: # all\n  # own\n  - do: y\n    hold: 3 s\n", ("steps", 0))
    assert empty == "name: x\nsteps: [] # all\n"
    again = yaml_editing.with_entry(empty, ("steps",), 0, {"do": "z", "note": "a, b"}, HABITS)
    assert again == "name: x\nsteps: # all\n  - do: z\n    note: a, b\n"


def test_a_moved_step_takes_its_comments_along_and_the_section_keeps_its_heading() -> None:
    moved = yaml_editing.with_move(COMMENTED, ("steps", 0), ("steps", 2))
    assert sorted(moved.split("\n")) == sorted(COMMENTED.split("\n"))
    twist, flow, cat = (moved.index(word) for word in ("two-knee-twist", "# flow", "  # first: warm\n  - do: cat-cow"))
    assert moved.index("# --- Part two ---") < twist < flow < cat
    assert "  # about the twist\n  - do: two-knee-twist" in moved


def test_a_step_moves_into_a_circuit_and_out_of_it() -> None:
    inside = yaml_editing.with_move(COMMENTED, ("steps", 1), ("steps", 4, "steps", 1))
    assert "      # about the twist\n      - do: two-knee-twist\n        hold:   1-2 min      # per side\n" in inside
    assert read(inside)["steps"][3]["steps"][1]["do"] == "two-knee-twist"
    outside = yaml_editing.with_move(COMMENTED, ("steps", 4, "steps", 1), ("steps", 0))
    assert "  # inner\n  - do: locust\n    note: |\n      the first line\n" in outside
    assert [next(iter(step)) for step in read(outside)["steps"]] == ["do", "do", "do", "do", "choose", "repeat"]


def test_a_step_cannot_be_put_into_itself() -> None:
    with pytest.raises(NotEditedError, match="into itself"):
        yaml_editing.with_move(COMMENTED, ("steps", 4), ("steps", 4, "steps", 0))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: x\nsteps: [a\n", "This file cannot be changed here: line 3: a list in"),
        ("name: x\n---\nname: y\n", "line 2: a second document begins here"),
        ("name: &a x\n", "it holds an anchor"),
        ("name: !!str x\n", "it holds an anchor"),
        ("? name\n: x\n", "it holds an anchor, an alias, a tag or a key that is no word"),
        ("- x\n", 'There is no place "name" in this file'),
    ],
)
def test_what_cannot_be_changed_without_loss_is_refused(text: str, says: str) -> None:
    with pytest.raises(NotEditedError, match=re.escape(says)):
        yaml_editing.with_value(text, ("name",), "z")


def test_beside_an_anchor_other_values_are_changed() -> None:
    assert yaml_editing.with_value("a: &x 1\nb: 2\nc: *x\n", ("b",), "3") == "a: &x 1\nb: 3\nc: *x\n"


def test_a_character_that_no_file_may_hold_is_refused() -> None:
    with pytest.raises(NotEditedError, match="the character U\\+0007 \\(bell\\) is not allowed"):
        yaml_editing.with_value("note: x\n", ("note",), "ding\a")


def test_entries_in_brackets_with_lines_of_their_own_go_with_their_comments() -> None:
    text = "rep: [ # in order\n  # up\n  lift 2 s,   # slow\n  hold 1 s,\n  lower 3 s  # slower\n  ]\nnote: x\n"
    moved = yaml_editing.with_move(text, ("rep", 0), ("rep", 2))
    assert (
        moved == "rep: [ # in order\n  hold 1 s,\n  lower 3 s,  # slower\n  # up\n  lift 2 s   # slow\n  ]\nnote: x\n"
    )
    gone = yaml_editing.without(text, ("rep", 2))
    assert gone == "rep: [ # in order\n  # up\n  lift 2 s,   # slow\n  hold 1 s\n  ]\nnote: x\n"
    more = yaml_editing.with_entry(text, ("rep",), 3, "wait, 1 s")
    assert more == text.replace("lower 3 s  # slower\n", 'lower 3 s,  # slower\n  "wait, 1 s"\n')


def test_a_comment_in_braces_is_never_lost_by_a_move() -> None:
    text = "steps:\n  - [{do: x, # mine\n     hold: 2 s}]\nb: []\n"
    with pytest.raises(NotEditedError, match="a comment would get lost"):
        yaml_editing.with_move(text, ("steps", 0, 0), ("b", 0))


def test_a_line_that_begins_with_braces_gets_its_quotes_when_it_is_changed() -> None:
    text = "name: x\nnote: {side} knee up\nby: me # hm\n"
    assert spans_of(text).broken is None
    assert yaml_editing.with_value(text, ("note",), "{side} knee") == 'name: x\nnote: "{side} knee"\nby: me # hm\n'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n# end"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_ends_of_lines_and_of_the_file_stay_as_they_are(newline: str, end: str, mark: str) -> None:
    text = mark + ("a: 1\nsteps:\n- do: x\n- do: y" + end).replace("\n", newline)
    changed = yaml_editing.with_entry(text, ("steps",), 2, {"do": "z", "hold": "3 s"}, HABITS)
    assert changed == mark + ("a: 1\nsteps:\n- do: x\n- do: y\n- do: z\n  hold: 3 s" + end).replace("\n", newline)
    assert yaml_editing.without(changed, ("steps", 2)) == text
    moved = yaml_editing.with_move(text, ("steps", 1), ("steps", 0))
    assert moved == mark + ("a: 1\nsteps:\n- do: y\n- do: x" + end).replace("\n", newline)


def test_of_a_key_that_is_given_twice_the_first_is_removed() -> None:
    assert yaml_editing.without("a: 1\nb: 2\na: 3\n", ("a",)) == "b: 2\na: 3\n"


def test_empty_values_are_filled_in_place() -> None:
    assert yaml_editing.with_value("hold: # how long\n", ("hold",), "3 s") == "hold: 3 s # how long\n"
    assert yaml_editing.with_value("- {do: x, hold: }\n", (0, "hold"), "3 s") == "- {do: x, hold: 3 s }\n"
    assert yaml_editing.with_value("- {do: x, hold}\n", (0, "hold"), "3 s") == "- {do: x, hold: 3 s}\n"
    assert yaml_editing.with_value("steps:\n  -\n", ("steps", 0, "do"), "x") == "steps:\n  - do: x\n"
    assert yaml_editing.with_value("# nothing yet", ("name",), "x") == "# nothing yet\nname: x"


def places(data: Any, at: At = ()) -> list[At]:
    """Return every place in what a file holds."""
    found = [at] if at else []
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in pairs:
        found += places(inner, (*at, step))
    return found


def value_at(data: Any, at: At) -> Any:
    for step in at:
        data = data[step]
    return data


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_a_changed_value_changes_its_own_line_alone(seed: int) -> None:
    rng = Random(seed)
    file = random_file(rng)
    assert stripped(read(file.text)) == file.data
    at = rng.choice([p for p in places(file.data) if isinstance(value_at(file.data, p), str)])
    new = rng.choice(TEXTS)
    changed = yaml_editing.with_value(file.text, at, new, HABITS)
    wanted = copy.deepcopy(file.data)
    value_at(wanted, at[:-1])[at[-1]] = new
    assert stripped(read(changed)) == wanted
    still_commented(file, changed)
    old, now = lines_of(file.text), lines_of(changed)
    assert sum(a != b for a, b in zip(old, now, strict=False)) <= 1 or len(now) == len(old) - 1


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_a_new_key_or_entry_adds_lines_and_changes_one_at_most(seed: int) -> None:
    rng = Random(seed)
    file = random_file(rng)
    at = rng.choice([p for p in [(), *places(file.data)] if isinstance(value_at(file.data, p), (dict, list))])
    holder = value_at(file.data, at)
    wanted = copy.deepcopy(file.data)
    value: Any = rng.choice([rng.choice(TEXTS), ["a, b", "c"], random_step(rng, 9)])
    if isinstance(holder, dict):
        key = rng.choice([key for key in ("rest", "note", "by", "sets", "odd key", "a: b") if key not in holder])
        changed = yaml_editing.with_value(file.text, (*at, key), value, HABITS)
        value_at(wanted, at)[key] = value
    else:
        index = rng.randint(0, len(holder))
        changed = yaml_editing.with_entry(file.text, at, index, value, HABITS)
        value_at(wanted, at).insert(index, value)
    assert stripped(read(changed)) == wanted
    still_commented(file, changed)
    lost = Counter(lines_of(file.text)) - Counter(lines_of(changed))
    assert sum(lost.values()) <= 1


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_what_is_removed_takes_nothing_of_another_along(seed: int) -> None:
    rng = Random(seed)
    file = random_file(rng)
    at = rng.choice(places(file.data))
    wanted = copy.deepcopy(file.data)
    del value_at(wanted, at[:-1])[at[-1]]
    try:
        changed = yaml_editing.without(file.text, at)
    except NotEditedError as refused:
        assert "last thing" in refused.text and len(value_at(file.data, at[:-1])) == 1
        return
    assert stripped(read(changed)) == wanted
    old, now = lines_of(file.text), lines_of(changed)
    came = Counter(now) - Counter(old)
    assert sum(came.values()) <= 1
    if isinstance(at[-1], int) and not came:
        first = next((n for n, (a, b) in enumerate(zip(old, now, strict=False)) if a != b), len(now))
        gone = old[first : first + len(old) - len(now)]
        assert old[:first] + old[first + len(gone) :] == now, "one run of lines goes"
        above = list(takewhile(lambda line: not line.strip() or line.lstrip().startswith("#"), gone))
        assert all(dropwhile(lambda line: line == "", above)), "a section's comment stays"


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_a_move_loses_no_line_and_no_comment(seed: int) -> None:
    rng = Random(seed)
    file = random_file(rng)
    at = rng.choice([p for p in places(file.data) if isinstance(p[-1], int)])
    to = rng.choice([p for p in places(file.data) if isinstance(p[-1], int)])
    wanted = copy.deepcopy(file.data)
    try:
        changed = yaml_editing.with_move(file.text, at, to, HABITS)
    except NotEditedError as refused:
        assert to[: len(at)] == at or "comment" in refused.text
        return
    still_commented(file, changed)
    if at[:-1] == to[:-1]:
        entries = value_at(wanted, at[:-1])
        entries.insert(to[-1], entries.pop(at[-1]))
        assert stripped(read(changed)) == wanted
        if not spans_of(file.text).at(at[:-1]).flow:  # type: ignore[union-attr]  # it was just moved in
            assert sorted(filter(str.strip, lines_of(changed))) == sorted(filter(str.strip, lines_of(file.text)))
    else:
        assert Counter(leaves(read(changed))) - Counter(leaves(wanted)) == Counter()


def leaves(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data.strip()]
    return [leaf for inner in (data.values() if isinstance(data, dict) else data) for leaf in leaves(inner)]


def lines_of(text: str) -> list[str]:
    return re.split("\r\n|\n", text)


def stripped(data: Any) -> Any:
    """Return what a file holds without the breaks that end texts in lines of their own."""
    if isinstance(data, dict):
        return {key: stripped(value) for key, value in data.items()}
    return [stripped(item) for item in data] if isinstance(data, list) else data.rstrip("\n")


def still_commented(file: CommentedFile, changed: str) -> None:
    assert [c for c in file.comments if changed.count(c) < file.text.count(c)] == []


@given(st.text(max_size=80) | st.text("ab:-[]{}#'\"|>&*!%@`,? \n\r\t\ufeff\0\x85", max_size=60))
@settings(max_examples=200, deadline=None)
def test_whatever_a_text_is_it_is_changed_or_refused(text: str) -> None:
    edits: list[Callable[[At], str]] = [
        lambda at: yaml_editing.with_value(text, at, "x", HABITS),
        lambda at: yaml_editing.with_value(text, at, {"do": ["x"]}, HABITS),
        lambda at: yaml_editing.with_entry(text, at, 0, {"do": "x"}, HABITS),
        lambda at: yaml_editing.without(text, at),
        lambda at: yaml_editing.with_move(text, (*at, 0), (*at, 1), HABITS),
    ]
    places_tried: list[At] = [(), ("a",), (0,), ("a", 0), (0, "a")]
    for at in places_tried:
        for edit in edits:
            try:
                edit(at)
            except NotEditedError as refused:
                assert refused.text.endswith(".")
