"""A routine's file, sentence by sentence of its format: what is good is read, what is not is said in its place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.exercise import Exercise
from app.core.lengths import Count, Span
from app.core.plan import Kind
from app.core.planning import make_plan
from app.core.routine import Choice, Circuit, Each, Profile, Routine, Step
from app.paths import bundled
from app.storage.library import ExerciseShelf
from app.storage.routine_files import RoutineRead, routine_of
from app.storage.yaml_reader import parse_yaml

SHELF = ExerciseShelf(bundled() / "resources" / "exercises")
HEAD = "format: 1\nname: Mine\nsteps:\n"
LINES_BEFORE = 3


def read(text: str | bytes) -> RoutineRead:
    """Return what comes of a file of this text."""
    data = text.encode() if isinstance(text, str) else text
    return routine_of(parse_yaml(data, "f.yaml"), Path("nowhere/mine.yaml"), SHELF, "f.yaml")


def good(text: str) -> Routine:
    """Return the routine of a file without problems."""
    found = read(text)
    assert found.routine is not None, [str(f) for f in found.faults]
    return found.routine


def step(text: str) -> Step:
    """Return the only step of a routine, written as one line."""
    (node,) = good(f"{HEAD}  - {text}\n").steps
    assert isinstance(node, Step)
    return node


def faults(text: str) -> list[str]:
    """Return the problems and warnings of a file, as they are printed."""
    return [str(fault) for fault in read(text).faults]


def fault(text: str) -> str:
    """Return the only problem of a routine of one step."""
    (only,) = faults(f"{HEAD}  - {text}\n")
    return only


FORMATS_OWN = """\
format: 1
name: Lower back release
summary: Long, supported holds that end with the legs up the wall.
goal: [relax]                      # relax, mobility, strength
helps: [lower back]                # lower back, upper back, hips, neck, at the desk
by: Somebody
often: 3 per week
until: 2027-01-31
level: fixed
get ready: 10 s                    # before every exercise; `first get ready` for the first one
first get ready: 0 s
switch: 8 s                        # between two sides: its own step, with the picture already turned
sound: bells                       # coach, bells, quiet, silent; a step may say its own
steps:
  - do: supine-hamstring-stretch
    hold: 3-5 min                  # per side: a range stays a range
    each: side
  - do: two-knee-twist
    hold: 1-2 min
    each: side
  - do: sphinx
    hold: 1-3 min
  - choose:                        # one of them, the first unless the person picks another, also in mid-session
      - {do: pigeon, hold: 2-3 min, each: side}
      - {do: thread-the-needle, hold: 2-3 min, each: side, when: pigeon bothers your knees}
  - do: legs-up-the-wall
    hold: 5-10 min
    sound: quiet
"""


def test_the_formats_own_example_is_read_whole() -> None:
    routine = good(FORMATS_OWN)
    assert (routine.key, routine.name, routine.by, routine.often) == ("mine", "Lower back release", "Somebody", 3)
    assert str(routine.until) == "2027-01-31" and routine.fixed_level and routine.first_get_ready == Span(0, 0)
    assert (routine.goal, routine.helps, routine.sound) == (("relax",), ("lower back",), Profile.BELLS)
    choice = routine.steps[3]
    assert isinstance(choice, Choice) and choice.options[1].when == "pigeon bothers your knees"
    last = routine.steps[4]
    assert isinstance(last, Step) and (last.hold, last.sound) == (Span(300, 600), Profile.QUIET)


def test_the_example_is_1154_seconds_at_the_lower_and_2054_at_the_upper_end() -> None:
    routine = good(FORMATS_OWN.replace("level: fixed\n", "").replace("first get ready: 0 s\n", ""))
    assert (make_plan(routine, 0).seconds, make_plan(routine, 100).seconds) == (1154, 2054)


def test_the_sentence_of_the_format_is_said_in_its_place() -> None:
    text = (
        HEAD
        + "  - do: pigeon\n    hold: 2 min\n    each: side\n"
        + "# more\n" * 4
        + "  - do: sphinx\n    hold: three minutes\n"
    )
    says = 'f.yaml:12:11: hold: "three minutes" is not a length of time. '
    says += "Write 90 s, 1:30, 3 min or a range such as 3-5 min."
    assert faults(text) == [says]


def test_doses_are_read() -> None:
    assert step("{do: sphinx, hold: 1:30}").hold == Span(90, 90)
    assert step("{do: sphinx, hold: 3–5 min}").hold == Span(180, 300)
    holds = step("{do: sphinx, hold: 5 s, reps: 5-10, sets: 2-3, rest: 0}")
    assert (holds.reps, holds.sets, holds.rest, holds.own_pace) == (Count(5, 10), Count(2, 3), Span(0, 0), False)
    assert step("{do: sphinx, reps: 12}").own_pace
    own = step("{do: sphinx, reps: 12, rep: [lift 2 s, lower 3 s], pace: own}")
    assert own.own_pace and [(p.name, p.length.lower) for p in own.rep] == [("lift", 2), ("lower", 3)]
    timed = step("{do: sphinx, reps: 2, rep: [{name: cow, for: 15-30 s, breath: in}, breathe out 1:30, half 2 5s]}")
    assert not timed.own_pace and [p.name for p in timed.rep] == ["cow", "breathe out", "half 2"]
    assert (timed.rep[0].breath, timed.rep[1].length) == ("in", Span(90, 90))


def test_sides_are_read() -> None:
    assert step("{do: pigeon, hold: 9, each: side}").positions == ("right knee forward", "left knee forward")
    named = step("{do: childs-pose-with-rotation, hold: 9, each: [centre, right, left]}")
    assert (named.each, named.positions) == (Each.SIDE, ("centre", "right", "left"))
    assert step("{name: Bridge, reps: 8, hold: 5, each: alternate, sides: [a, b]}").each is Each.ALTERNATE
    assert step("{name: Bridge, hold: 5, each: [right, left]}").positions == ("right", "left")


def test_an_inline_exercise_has_its_own_keys_and_is_called_by_its_name() -> None:
    inline = step(
        '{name: Bridge, hold: 30, needs: [strap or towel], cues: ["{side} heel"], sides: [left, right], each: side}'
    )
    assert (inline.exercise.key, inline.exercise.inline, inline.exercise.needs) == ("Bridge", True, ("strap or towel",))


def test_timed_lines_are_read() -> None:
    said = step(
        "{do: sphinx, hold: 90, say: [{at: half, text: a}, {at: 60 s left, text: b}, "
        "{every: 20, text: c}, {at: 5, text: d}]}"
    ).say
    assert [(s.half, s.left, s.every, s.at) for s in said] == [
        (True, None, None, None), (False, 60, None, None), (False, None, 20, None), (False, None, None, 5),
    ]  # fmt: skip


def test_circuits_stand_in_circuits() -> None:
    text = (
        HEAD
        + "  - repeat: 2-3\n    rest: 20 s\n    steps:\n"
        + "      - {repeat: 2, steps: [{do: sphinx, hold: 5 s}]}\n      - {do: locust, hold: 9}\n"
    )
    (circuit,) = good(text).steps
    assert isinstance(circuit, Circuit) and isinstance(circuit.steps[0], Circuit)
    assert (circuit.repeat, circuit.rest) == (Count(2, 3), Span(20, 20))


def test_what_a_circuit_or_a_choice_says_holds_for_what_stands_in_it() -> None:
    text = (
        HEAD
        + "  - {repeat: 2, sound: quiet, get ready: 3, steps: [{do: sphinx, hold: 5, get ready: 4}, "
        + "{choose: [{do: locust, hold: 9}], switch: 2}]}\n"
    )
    inner, locust = good(text).every_step()
    assert (inner.get_ready, inner.sound, locust.get_ready, locust.switch) == (
        Span(4, 4),
        Profile.QUIET,
        Span(3, 3),
        Span(2, 2),
    )


def test_yes_and_no_in_a_text_stay_text() -> None:
    routine = good("format: 1\nname: on\nsteps:\n  - {name: no, hold: 5, note: yes, optional: yes}\n")
    (only,) = routine.every_step()
    assert (routine.name, only.exercise.name, only.note, only.optional) == ("on", "no", "yes", True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{do: sphnx, hold: 5}", 'f.yaml:4:10: do: there is no exercise "sphnx". Did you mean sphinx?'),
        ("{do: Pigeon, hold: 5}", "Did you mean pigeon?"),
        ("{do: sphinx, hodl: 5}", 'f.yaml:4:18: "hodl" is no key that is known here. Did you mean hold?'),
        ("{do: sphinx}", "f.yaml:4:5: this step has no dose. Write `hold: 2 min` or `reps: 10`."),
        ("{hold: 5}", "f.yaml:4:5: this step has no exercise."),
        ("{do: sphinx, hold: 5-3 min}",
         'f.yaml:4:24: hold: in "5-3 min" the lower end is the higher one. Write 3-5 min.'),
        ("{do: sphinx, hold: 0 s}", "is too short"),
        ("{do: sphinx, hold: 4:00:01}", "is too long"),
        ('{name: "\\u200b\\u2060", hold: 5}', "f.yaml:4:6: name: nothing is written here."),
        ("{do: sphinx, hold: }", "f.yaml:4:18: hold: nothing is written here."),
        ("{do: sphinx, hold: [5, 6]}", "hold: one text is wanted here, not a list."),
        ("{do: sphinx, hold: 5, rest: 5 h}", "rest:"),
        ("{do: sphinx, reps: 0}", "too few"),
        ("{do: sphinx, reps: 1001}", "too many"),
        ("{do: sphinx, reps: 10-5}", "the lower end is the higher one"),
        ("{do: sphinx, reps: many}", '"many" is not a whole number'),
        ("{do: sphinx, hold: 5, sets: 101}", "It may be 1 to 100."),
        ("{do: sphinx, hold: 5, reps: 3, rep: [up 2 s]}", "rep: a hold has no phases."),
        ("{do: sphinx, hold: 5, rep: [up 2 s]}", "rep: a hold has no phases."),
        ("{do: sphinx, hold: 5, reps: 5, pace: own}", "pace: a hold is timed"),
        ("{do: sphinx, hold: 5, pace: own}", "pace: a hold is timed"),
        ("{do: sphinx, rep: [up 2 s]}", "rep: it says nothing without `reps`."),
        ("{do: sphinx, pace: own}", "pace: it says nothing without `reps`."),
        ("{do: sphinx, reps: 5, pace: slow}", 'pace: "slow" is not known. It may be own.'),
        ("{do: sphinx, reps: 5, rep: [up]}", 'rep: "up" has no length. Write a name and a length: lift 2 s.'),
        ("{do: sphinx, reps: 5, rep: [up 5-2 s]}", "the lower end is the higher one"),
        ("{do: sphinx, reps: 5, rep: []}", "rep: there is no phase in it."),
        ("{do: sphinx, reps: 5, rep: [{name: cow, for: 5, breath: up}]}", 'breath: "up" is not known.'),
        ("{do: sphinx, reps: 5, rep: [{name: cow}]}", '"for" is missing.'),
        ("{do: sphinx, hold: 5, each: side}", 'each: the exercise "sphinx" has no sides.'),
        ("{do: pigeon, hold: 5, each: sides}", 'each: "sides" is not known. Did you mean side?'),
        ("{do: pigeon, hold: 5, each: alternate}", "there are no `reps`"),
        ("{do: pigeon, hold: 5, each: []}", "each: there is no position in it."),
        ("{name: Bridge, hold: 5, each: [a, a]}", 'each: "a" is given twice.'),
        ("{do: sphinx, hold: 5, sound: loud}", 'sound: "loud" is not known. It may be coach, bells, quiet or silent.'),
        ("{do: sphinx, hold: 5, optional: maybe}", "optional: \"maybe\" is neither yes nor no."),
        ("{do: sphinx, hold: 5, when: tired}", "`when` goes with the alternatives of a choice."),
        ("{do: sphinx, hold: 5, cues: [a]}", "The exercise's own keys go with `name`, in place of `do`."),
        ("{do: sphinx, name: Sphinx, hold: 5}", '"name" is no key that is known here.'),
        ("{do: sphinx, hold: 5, say: [hello]}", "say: a line is written in braces."),
        ("{do: sphinx, hold: 5, say: [{text: a}]}", "say: a line has one moment"),
        ("{do: sphinx, hold: 5, say: [{at: half, every: 5, text: a}]}", "say: a line has one moment"),
        ("{do: sphinx, hold: 5, say: [{at: later, text: a}]}", 'at: "later" is not a length of time.'),
        ("{do: sphinx, hold: 5, say: [{at: half}]}", '"text" is missing.'),
        ("{do: sphinx, hold: 5, note: }", "note: nothing is written here."),
        ("{choose: []}", "choose: there is no alternative in it."),
        ("{choose: [{choose: [{do: sphinx, hold: 5}]}]}", "an alternative is one exercise with its dose."),
        ("{choose: [{repeat: 2, steps: [{do: sphinx, hold: 5}]}]}", "an alternative is one exercise with its dose."),
        ("{chose: [{do: sphinx, hold: 5}]}", "Did you mean choose?"),
        ("{choose: [{do: sphinx, hold: 5}], hold: 5}", "It belongs to the alternatives."),
        ("{repeat: 3}", '"steps" is missing.'),
        ("{steps: [{do: sphinx, hold: 5}]}", '"repeat" is missing.'),
        ("{repet: 3, steps: [{do: sphinx, hold: 5}]}", "Did you mean repeat?"),
        ("{repeat: 101, steps: [{do: sphinx, hold: 5}]}", "too many"),
        ("{repeat: 2, steps: []}", "steps: there is no step in it."),
        ("pigeon", "a step is written as keys. Write `- do: pigeon`"),
        ("[a]", "a step is written as keys."),
        ("{name: Bridge, hold: 5, called: A name that is far too long}", "At most 20 characters."),
        ("{name: Bridge, hold: 5, needs: [towl]}", "Did you mean towel?"),
    ],
)  # fmt: skip
def test_a_bad_step_gets_one_sentence(text: str, says: str) -> None:
    assert says in fault(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "f.yaml:1:1: the file is empty. It needs format, name and steps."),
        ("- a\n- b\n", "f.yaml:1:1: a routine is written as `key: value` lines."),
        ("name: A\nsteps: [{do: sphinx, hold: 5}]\n", 'f.yaml:1:1: "format" is missing.'),
        ("format: 1\nsteps: [{do: sphinx, hold: 5}]\n", 'f.yaml:1:1: "name" is missing.'),
        ("format: 1\nname: A\n", 'f.yaml:1:1: "steps" is missing.'),
        ("format: 1\nname: A\nsteps: []\n", "f.yaml:3:8: steps: there is no step in it."),
        ("format: 1\nname: A\nsteps: {do: sphinx}\n", "f.yaml:3:8: steps: a list is wanted here."),
        ("format: 1\nname: A\nsteps:\n", "f.yaml:3:1: steps: a list is wanted here."),
        ("format: one\nname: A\nsteps: [{do: sphinx, hold: 5}]\n", 'format: "one" is no format. Write `format: 1`.'),
        ("format: 1\nname: A\nstps: [{do: sphinx, hold: 5}]\n", "Did you mean steps?"),
        ("format: 1\nname: A\ngoal: relax\nsteps: [{do: sphinx, hold: 5}]\n", "goal: a list is wanted here."),
        ("format: 1\nname: A\ngoal: [relaks]\nsteps: [{do: sphinx, hold: 5}]\n", "Did you mean relax?"),
        ("format: 1\nname: A\nhelps: [tail]\nsteps: [{do: sphinx, hold: 5}]\n",
         "It may be lower back, upper back, hips, neck or at the desk."),
        ("format: 1\nname: A\noften: 3\nsteps: [{do: sphinx, hold: 5}]\n", "Write `often: 3 per week`."),
        ("format: 1\nname: A\nuntil: 2027-13-45\nsteps: [{do: sphinx, hold: 5}]\n", 'until: "2027-13-45" is no day.'),
        ("format: 1\nname: A\nlevel: 40\nsteps: [{do: sphinx, hold: 5}]\n",
         'level: "40" is not known. It may be fixed.'),
        ("format: 1\nname: {side} x\nsteps: [{do: sphinx, hold: 5}]\n", 'f.yaml:2:7: a text begins with "{".'),
        ("format: 1\nname: A\nsteps: [{do: sphinx, hold: 4 h, sets: 7}]\n",
         "f.yaml:3:8: in all this is 28 h 3 min; 24 h are the most."),
        ("format: 1\nname: A\nsteps: [{repeat: 100, steps: [{repeat: 100, steps: [{do: sphinx, hold: 1}]}]}]\n",
         "20,000 segments; 10,000 are the most."),
    ],
)  # fmt: skip
def test_a_bad_routine_gets_one_sentence(text: str, says: str) -> None:
    (only,) = faults(text)
    assert says in only


def test_a_newer_format_is_refused_politely_and_nothing_else_is_held_against_it() -> None:
    (only,) = faults("format: 2\nname: A\nblocks: [{pose: pigeon}]\n")
    assert (
        only == "f.yaml:1:9: this routine is written in format 2, and this Holdwell reads format 1. "
        "A newer Holdwell will read it."
    )


def test_all_problems_are_said_at_once_in_the_files_order() -> None:
    text = "format: 1\nname: A\nfoo: 1\nsteps:\n  - {do: sphnx, hold: x}\n  - {do: sphinx}\n"
    text += "  - {do: sphinx, hold: 5, hold: 6}\ngoal: [rest]\n"
    places = [f"{f.line}:{f.column}" for f in read(text).faults]
    assert places == ["3:1", "5:10", "5:23", "6:5", "7:27", "8:8"]


def test_a_side_left_out_and_a_long_dose_are_warnings_and_the_routine_is_good() -> None:
    found = read(HEAD + "  - {do: pigeon, hold: 5}\n  - {do: corkscrew-stretch, hold: 1 min, reps: 3-20, each: side}\n")
    assert found.routine is not None
    assert [str(f) for f in found.faults] == [
        'f.yaml:4:5: warning: only the first of 2 sides is done, "right knee forward". '
        "For all of them write `each: side`.",
        "f.yaml:5:42: warning: twenty holds of 1 min a side are 40 min: meant?",
    ]


GOOD_ONES = [path.read_text(encoding="utf-8") for path in sorted((bundled() / "routines").glob("*.yaml"))]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(GOOD_ONES), st.data())
def test_a_mutated_routine_is_planned_or_said(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        end = min(len(text), at + data.draw(st.integers(0, 12)))
        text = (
            text[:at]
            + data.draw(
                st.sampled_from(["", " ", "\n", ":", "- ", "{", "]", "&a ", "*a", "0", "-", "~", "\0", "é", "hold"])
            )
            + text[end:]
        )
    found = read(text)
    if found.routine is None:
        assert any(not f.warning for f in found.faults)
    else:
        assert make_plan(found.routine, 50).segments[-1].kind is Kind.WORK
    for said in found.faults:
        assert said.line >= 1 and said.column >= 1 and said.text[-1] in ".?"


def test_an_exercise_of_problems_is_said_where_it_is_used(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("nam: Broken\n", encoding="utf-8")
    text = (HEAD + "  - {do: broken, hold: 5}\n").encode()
    found = routine_of(parse_yaml(text, "f.yaml"), Path("f.yaml"), ExerciseShelf(tmp_path), "f.yaml")
    assert [str(f) for f in found.faults] == [
        'f.yaml:4:10: do: the exercise "broken" has problems of its own. Check its file.'
    ]


def test_no_exercise_at_all_is_needed_for_an_inline_one() -> None:
    found = routine_of(
        parse_yaml((HEAD + "  - {name: X, hold: 5}\n").encode(), "f"), Path("f.yaml"), ExerciseShelf(), "f"
    )
    assert found.routine is not None and next(found.routine.every_step()).exercise == Exercise("X", "X", inline=True)


@pytest.mark.parametrize(
    "text",
    ["format: 1\nname: A\n" + "".join(f"k{i}abcdef: x\n" for i in range(30_000)),
     HEAD + "".join(f"  - do: sphinxxx{i}\n" for i in range(20_000)), HEAD + "  - {do: sphnx, hold: x}\n" * 16_000],
    ids=["unknown keys", "unknown exercises", "bad lengths"],
)  # fmt: skip
def test_a_file_full_of_mistakes_is_told_soon_and_in_part(text: str) -> None:
    begin = time.process_time()  # the work, not the wait for a busy machine
    assert len(read(text).faults) == 100
    assert time.process_time() - begin < 5  # half a second by itself; without a bound on the hints it took ten


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ("  - name: Warm-up\n    repeat: 2\n    hold: 5\n", "for sets of one exercise write `sets: 3`"),
        ("  -do: sphinx\n", "f.yaml:4:3: steps: a list is wanted here. Write a space after the hyphen."),
        ("  - do: sphinx\n    hold 5\n  - do: locust\n", "a line here is not `key: value`."),
        ("  - {do: sphinx, hold: 5, note: 'It's'}\n", "A quotation mark within a text ends it"),
        ("  - do: sphinx\n   hold: 5\n", "f.yaml:5:4: this line does not fit into the list."),
        ("  - {do: sphinx, choose: [{do: sphinx, hold: 5}]}\n", "It belongs to the alternatives."),
    ],
)  # fmt: skip
def test_a_slip_of_the_hand_gets_one_sentence_that_says_what_to_do(steps: str, says: str) -> None:
    (only,) = faults(HEAD + steps)
    assert says in only
