"""Plain text with one step a line: what is understood, what is left out, and that both are said."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.exercise import Exercise
from app.core.lengths import Count, Span
from app.core.plain_text import MOST_LINES, LineKind, PlainLine, read_plain_text
from app.core.routine import Circuit, Each, Step

PIGEON = Exercise("pigeon", "Pigeon", sides=("right knee forward", "left knee forward"))
BIRD_DOG = Exercise("quadruped-arm-and-leg-raise", "Quadruped arm and leg raise", short_name="Bird dog",
                    sides=("right arm with left leg", "left arm with right leg"))  # fmt: skip
CHILD = Exercise("childs-pose-with-rotation", "Child's pose with rotation", short_name="Child's pose",
                 sides=("centre", "right", "left"))  # fmt: skip
KNOWN = (
    PIGEON, BIRD_DOG, CHILD, Exercise("sphinx", "Sphinx"), Exercise("cat-cow", "Cat-cow"),
    Exercise("legs-up-the-wall", "Legs up the wall"), Exercise("forearm-plank", "Forearm plank"),
    Exercise("seated-band-row", "Seated band row"), Exercise("corkscrew", "Corkscrew"),
    Exercise("corkscrew-stretch", "Corkscrew stretch"), Exercise("t-raise", "T-raise"),
)  # fmt: skip


def line(text: str) -> PlainLine:
    """Return what came of one line."""
    (only,) = read_plain_text(text, KNOWN, titled=False).lines
    return only


def step(text: str) -> Step:
    """Return the only step of a line."""
    (only,) = line(text).steps
    return only


def dose(text: str) -> tuple[str, str | None, str | None, str]:
    """Return exercise, sets x repetitions, hold and the way over the sides, as they can be compared at a glance."""
    s = step(text)
    counts = "x".join(f"{c.lower}-{c.upper}" if c.ranged else str(c.lower) for c in (s.sets, s.reps) if c)
    hold = f"{s.hold.lower:g}-{s.hold.upper:g}" if s.hold and s.hold.ranged else f"{s.hold.upper:g}" if s.hold else None
    return s.exercise.key, counts, hold, s.each.value


@pytest.mark.parametrize(
    ("text", "exercise", "counts", "hold", "each"),
    [
        ("pigeon 2 min each side", "pigeon", "1", "120", "side"),
        ("3 sets of 10 bird dog each side, 2 min rest", BIRD_DOG.key, "3x10", None, "side"),
        ("cat-cow 1:30", "cat-cow", "1", "90", "first"),
        ("Legs up the wall - 5 to 10 minutes", "legs-up-the-wall", "1", "300-600", "first"),
        ("- [ ] 2x30s plank", "Plank", "1x2", "30", "first"),
        ("1. child's pose (1 min)", CHILD.key, "1", "60", "side"),
        ("hold sphinx for 1-3 min", "sphinx", "1", "60-180", "first"),
        ("2 min per side pigeon", "pigeon", "1", "120", "side"),
        ("Couch stretch 30 sec L/R", "Couch stretch", "1", "30", "side"),
        ("alternating bird dog x10", BIRD_DOG.key, "1x10", None, "alternate"),
        ("squats 10 reps, 8 kg", "Squats", "1x10", None, "first"),
        ("10 à 5 s bridge", "Bridge", "1x10", "5", "first"),
        ("Bird dog – 3 × 10 alternating sides", BIRD_DOG.key, "3x10", None, "alternate"),
        ("Sphinx\u00a0–\u00a01–3\u00a0min", "sphinx", "1", "60-180", "first"),
        ("Sphinx\u20091:00–1:30", "sphinx", "1", "60-90", "first"),
        ("30-second plank", "Plank", "1", "30", "first"),
        ('sphinx 30" x 3', "sphinx", "1x3", "30", "first"),
        ("sphinx 2'", "sphinx", "1", "120", "first"),
        ("pigeon 1,5 min", "pigeon", "1", "90", "side"),
        ("wall sit 3 sets x 30 seconds", "Wall sit", "3", "30", "first"),
        ("bridge 10 reps x 3 sets", "Bridge", "3x10", None, "first"),
        ("bridge 3 sets, 10-12 reps each leg", "Bridge", "3x10-12", None, "side"),
        ("3 x 10 x 5 s bridge", "Bridge", "3x10", "5", "first"),
        ("bridge: 10 reps, 5 s hold", "Bridge", "1x10", "5", "first"),
        ("10 squats", "Squats", "1x10", None, "first"),
        ("squats x 10", "Squats", "1x10", None, "first"),
        ("10x push-ups", "Push-ups", "1x10", None, "first"),
        ("dead bug 3x10/side", "Dead bug", "3x10", None, "side"),
        ("two-legged hop one minute", "Two-legged hop", "1", "60", "first"),
        ("bridge for half a minute", "Bridge", "1", "30", "first"),
        ("90/90 stretch 1 min", "90/90 stretch", "1", "60", "first"),
        ("90 90 stretch 1 min", "90 90 stretch", "1", "60", "first"),
        ("hollow hold 30 s", "Hollow hold", "1", "30", "first"),
        ("pigeon 5 deep breaths", "pigeon", "1x5", None, "side"),
        ("pigeon 2 min 30 s each leg", "pigeon", "1", "150", "side"),
        ("bird dog 8/side", BIRD_DOG.key, "1x8", None, "side"),
        ("bird dog 5 each leg", BIRD_DOG.key, "1x5", None, "side"),
        ("clam 3x8-12 ea", "Clam", "3x8-12", None, "side"),
        ("press-ups 10 reps every 2 hours", "Press-ups", "1x10", None, "first"),
        ("walk 20 min twice a day", "Walk", "1", "1200", "first"),
        ("sphinx 2 min 3x/week", "sphinx", "1", "120", "first"),
        ("sphinx 2 min, 3 times a week", "sphinx", "1", "120", "first"),
    ],
)
def test_a_line_is_understood(text: str, exercise: str, counts: str, hold: str | None, each: str) -> None:
    assert dose(text) == (exercise, counts, hold, each)


def test_what_is_said_of_a_line_is_what_is_done() -> None:
    assert line("pigeon 2 min each side").told() == "Pigeon: 2 min, each side."
    assert line("cat-cow 10 reps").told() == "Cat-cow: 10 times."
    assert line("bird dog 10 alternating").told().startswith("left out")
    assert line("bird dog 3x10 alternating").told() == "Quadruped arm and leg raise: 3 sets of 10 a side, alternating."
    assert line("pigeon 5 breaths").told() == "Pigeon: 5 breaths, each side."


def test_a_rest_stands_between_sets_and_makes_sets_of_holds() -> None:
    bridge = step("10 x 5 s bridge, rest 30 s")
    assert (bridge.sets, bridge.reps, bridge.hold, bridge.rest) == (Count(10, 10), None, Span(5, 5), Span(30, 30))
    assert "10 sets of 5 s, 30 s of rest between sets" in line("10 x 5 s bridge, rest 30 s").told()
    assert step("plank 3 x 45 s, 30–45 s rest between sets").rest == Span(30, 45)
    assert step("plank 3 sets x 45 s, no rest").rest == Span(0, 0)
    assert step("3 x 10 - 30 s rest squat").rest == Span(30, 30)


@pytest.mark.parametrize("text", ["5 min rest", "rest 5 min", "Rest: 5 minutes", "- pause 5 min", "break (5 min)"])
def test_a_rest_alone_is_a_step_without_a_get_ready(text: str) -> None:
    rest = step(text)
    assert (rest.exercise.name, rest.hold, rest.get_ready) == ("Rest", Span(300, 300), Span(0, 0))


def test_a_rest_after_one_set_follows_it() -> None:
    sphinx, rest = line("sphinx 2 min, rest 1 min").steps
    assert (sphinx.hold, sphinx.rest, rest.exercise.name, rest.hold) == (Span(120, 120), None, "Rest", Span(60, 60))
    assert "one set only" in line("sphinx 2 min, 1 min rest between sets").told()


def test_an_unknown_exercise_stands_as_it_is_written_with_sides_where_they_are_asked_for() -> None:
    couch = step("couch stretch 2 min each side").exercise
    assert (couch.name, couch.inline, couch.sides) == ("Couch stretch", True, ("right", "left"))
    assert step("couch stretch 2 min").exercise.sides == ()
    assert "No exercise of that name is known" in line("couch stretch 2 min").told()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("quadruped-arm-and-leg-raise", BIRD_DOG.key), ("BIRD DOG", BIRD_DOG.key), ("bird-dogs", BIRD_DOG.key),
        ("cat cow", "cat-cow"), ("Catcow", "cat-cow"), ("pigeon pose", "pigeon"), ("The pigeon", "pigeon"),
        ("childs pose", CHILD.key), ("corkscrew stretch", "corkscrew-stretch"), ("corkscrew", "corkscrew"),
        ("legs-up-the-wall", "legs-up-the-wall"), ("Pígeon", "pigeon"),
        ("child's pose w/ rotation", CHILD.key), ("Child’s pose w/rotation", CHILD.key),
    ],
)  # fmt: skip
def test_an_exercise_is_found_by_its_names(name: str, key: str) -> None:
    found = line(f"{name} 10 reps")
    assert (found.steps[0].exercise.key, found.why) == (key, "")


@pytest.mark.parametrize(("name", "key"), [
        ("pidgeon", "pigeon"), ("sphynx", "sphinx"), ("forarm plank", "forearm-plank"), ("pigoen", "pigeon")
    ])  # fmt: skip
def test_a_slip_of_the_finger_is_taken_for_what_is_meant_and_said(name: str, key: str) -> None:
    found = line(f"{name} 2 min")
    assert found.steps[0].exercise.key == key
    assert "was taken for" in found.why


@pytest.mark.parametrize(
    "name", ["side plank", "plank", "seated hand row", "Y-raise", "reverse pigeon", "row", "widgeon"]
)
def test_another_word_is_another_exercise(name: str) -> None:
    assert step(f"{name} 2 min").exercise.inline


def test_a_name_that_is_part_of_another_is_offered_and_not_taken() -> None:
    assert "There is Forearm plank." in line("plank 2 min").why


def test_two_exercises_of_one_name_are_not_guessed_between() -> None:
    twins = (Exercise("one", "Bridge"), Exercise("two", "Bridge"))
    (found,) = read_plain_text("bridge 2 min", twins).steps
    assert found.exercise.inline


def test_sides_are_all_done_unless_one_is_asked_for() -> None:
    assert step("pigeon 2 min").positions == PIGEON.sides
    assert step("pigeon right 2 min").positions == ("right knee forward",)
    assert step("pigeon 2 min (left side only)").positions == ("left knee forward",)
    assert step("pigeon L 2 min").positions == ("left knee forward",)
    assert step("pigeon 2 min R").positions == ("right knee forward",)
    assert step("child's pose 1 min").positions == ("centre",)
    assert step("child's pose 1 min each side").positions == CHILD.sides
    assert step("pigeon 2 min left and right").positions == PIGEON.sides
    door = Exercise("door", "Door hang", sides=("facing the window", "facing the door"))
    (hung,) = read_plain_text("left door hang 30 s", [door], titled=False).lines
    assert hung.steps[0].positions == door.sides
    assert hung.why == "Door hang has no left side: each position is done."
    assert "has no sides" in line("sphinx 2 min each side").why
    assert step("sphinx 2 min each side").each is Each.FIRST


def test_load_note_and_optional_are_kept() -> None:
    squat = step("goblet squat (heels up) 3x8 @ 12 kg, optional, slowly")
    assert (squat.load, squat.note, squat.optional) == ("12 kg", "heels up; slowly", True)
    assert line("goblet squat (heels up) 3x8, slowly").left_out == ("heels up", "slowly")
    assert step("curl 2 x 8 kg 3 sets of 10").load == "2 x 8 kg"


def test_how_often_is_no_part_of_the_dose_and_stays_with_the_step() -> None:
    found = line("press-ups 10 reps every 2 hours, 5 days a week")
    assert found.left_out == ("5 days a week", "every 2 hours")
    assert line("every 2 hours").steps == ()


def test_several_known_exercises_may_share_a_line() -> None:
    pigeon, sphinx = line("pigeon 2 min each side, sphinx 3 min").steps
    assert (pigeon.exercise.key, sphinx.exercise.key, sphinx.hold) == ("pigeon", "sphinx", Span(180, 180))
    assert len(line("bridge 10 reps, squeeze 2 s at the top").steps) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("squats 10", "10 of what?"), ("plank", "no length and no number"), ("30 s", "no exercise"),
        ("3 rounds", "no exercise"), ("rest 30 s between sets", "on the line of its exercise"),
        ("pigeon 0 min", "too short"), ("pigeon 5 h", "too long"), ("bridge 2000 reps", "too many"),
        ("pigeon 5-3 min", "the lower end is the higher one"), ("x" * 90 + " 2 min", "at most 80"),
        ("y " * 200, "at most 300"),
    ],
)  # fmt: skip
def test_what_makes_no_step_is_left_out_with_the_reason(text: str, says: str) -> None:
    found = line(text)
    assert (found.kind, found.steps) == (LineKind.LEFT_OUT, ())
    assert says in found.told()


def test_headings_comments_and_rules_are_no_steps() -> None:
    text = "Evening for Anna\n\n# from the physio\n// 3 x a week\n---\nWarm-up:\npigeon 2 min\n"
    read = read_plain_text(text, KNOWN)
    assert read.name == "Evening for Anna"
    assert [(one.number, one.kind.value) for one in read.lines] == [
        (1, "name"), (3, "heading"), (4, "heading"), (5, "heading"), (6, "heading"), (7, "step"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "first", ["pigeon 2 min", "pigeon", "Keep your back straight.", "5 min rest", "// note", "squats 10 x"]
)
def test_a_first_line_that_asks_for_something_is_no_name(first: str) -> None:
    assert read_plain_text(f"{first}\nsphinx 2 min", KNOWN).name is None


@pytest.mark.parametrize("first", ["# Evening", "Evening", "Evening:", "**Evening**", "## Evening ##"])
def test_a_first_line_may_be_the_name(first: str) -> None:
    assert read_plain_text(f"{first}\nsphinx 2 min", KNOWN).name == "Evening"


def test_a_first_line_is_no_name_where_no_step_follows() -> None:
    (only,) = read_plain_text("squats 10", KNOWN).lines
    assert only.told() == 'left out: "squats 10". 10 of what? Write 10 s, 10 min or 10 x.'
    assert read_plain_text("Evening\nbuy milk", iter(KNOWN)).name is None


def steps_of(node: Step | Circuit) -> list[Step]:
    """Return a step, or the steps of a circuit."""
    if isinstance(node, Circuit):
        return [step for step in node.steps if isinstance(step, Step)]
    return [node]


def shape(text: str) -> list[str]:
    """Return what a text's steps are called, the steps of a circuit with its rounds and its rest."""
    return [
        f"{node.repeat.lower}-{node.repeat.upper} x ({', '.join(step.exercise.name for step in steps_of(node))})"
        + (f" rest {node.rest.upper:g}" if node.rest else "")
        if isinstance(node, Circuit)
        else node.exercise.name
        for node in read_plain_text(text, KNOWN, titled=False).nodes
    ]


@pytest.mark.parametrize(
    ("heading", "rounds"),
    [
        ("3 rounds of:", "3-3"), ("3 rounds of", "3-3"), ("Three rounds:", "3-3"), ("2-3 Rounds:", "2-3"),
        ("Repeat 3 times:", "3-3"), ("Repeat twice:", "2-2"), ("3 x:", "3-3"), ("3 sets of the following", "3-3"),
        ("Circuit (3 rounds)", "3-3"), ("## Circuit x 3", "3-3"), ("Superset, 4 rounds:", "4-4"),
        ("**3 rounds:**", "3-3"), ("1. Do this 3 times:", "3-3"), ("3 × through:", "3-3"),
    ],
)  # fmt: skip
def test_a_heading_of_rounds_makes_a_circuit(heading: str, rounds: str) -> None:
    assert shape(f"{heading}\n  sphinx 1 min\n  cat-cow 10 x") == [f"{rounds} x (Sphinx, Cat-cow)"]


def test_the_rest_of_a_heading_stands_between_the_rounds() -> None:
    for heading in ("3 rounds, rest 60 s:", "3 rounds with 1 min rest between rounds:", "3 rounds (60 s rest) of:"):
        assert shape(f"{heading}\nsphinx 1 min") == ["3-3 x (Sphinx) rest 60"]


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("2 x:\nsphinx 1 min\ncat-cow 10 x\n\npigeon 1 min", ["2-2 x (Sphinx, Cat-cow)", "Pigeon"]),
        ("2 x:\n\nsphinx 1 min\ncat-cow 10 x", ["2-2 x (Sphinx, Cat-cow)"]),
        ("2 x:\nsphinx 1 min\nThen:\npigeon 1 min", ["2-2 x (Sphinx)", "Pigeon"]),
        ("2 x:\n- sphinx 1 min\n\n- cat-cow 10 x\npigeon 1 min", ["2-2 x (Sphinx, Cat-cow)", "Pigeon"]),
        ("- 2 x:\n  - sphinx 1 min\n- pigeon 1 min", ["2-2 x (Sphinx)", "Pigeon"]),
        ("2 x:\nsphinx 1 min\n3 x:\npigeon 1 min", ["2-2 x (Sphinx)", "3-3 x (Pigeon)"]),
        ("2 x:\n\tsphinx 1 min\n\trest 30 s", ["2-2 x (Sphinx, Rest)"]),
        ("3 rounds: squats 10 x, sphinx 1 min\npigeon 1 min", ["3-3 x (Squats, Sphinx)", "Pigeon"]),
    ],
)
def test_the_lines_of_rounds_end_where_one_sees_it(text: str, becomes: list[str]) -> None:
    assert shape(text) == becomes


@pytest.mark.parametrize(
    "text", ["Stretches 3 x a week:", "Set 1:", "3 rounds", "Repeat 3 times", "5 min:", "8 kg, 3 x:"]
)
def test_what_only_looks_like_rounds_makes_none(text: str) -> None:
    assert not any(x.startswith(("3-", "1-", "5-")) for x in shape(f"{text}\nsphinx 1 min"))


def test_rounds_are_answered_and_those_without_a_step_left_out() -> None:
    read = read_plain_text("3 rounds of, rest 1 min:\n sphinx 1 min\n something\n2 rounds:", KNOWN, titled=False)
    assert [one.told() for one in read.lines] == [
        "3 rounds of what follows, 1 min of rest between them.",
        "Each round: Sphinx: 1 min.",
        'left out: "something". There is no length and no number in it. Write 2 min or 10 x.',
        'left out: "2 rounds:". No step follows it.',
    ]
    assert line("3 rounds: sphinx 1 min, cat-cow 10 x").told() == "3 rounds: Sphinx: 1 min; Cat-cow: 10 times."


def test_rounds_of_more_than_a_day_are_left_out_and_said() -> None:
    read = read_plain_text("100 rounds of:\nsphinx 1 min\nsphinx 1 h", KNOWN)
    assert [one.kind.value for one in read.lines] == ["rounds", "step", "left out"]
    assert shape("100 rounds of:\nsphinx 1 min\nsphinx 1 h") == ["100-100 x (Sphinx)"]


def test_more_than_a_day_is_left_out_and_said() -> None:
    read = read_plain_text("sphinx 50 x 4 h\nsphinx 2 min", KNOWN)
    assert [one.kind.value for one in read.lines] == ["left out", "step"]
    assert "more than 24 h" in read.lines[0].told()


def test_a_long_text_is_cut_and_says_so_in_no_time() -> None:
    began = time.process_time()  # the work, not the wait for a busy machine
    read = read_plain_text("pidgeon 2 min\n" * 20_000, KNOWN)
    assert len([one for one in read.lines if one.kind is LineKind.STEP]) <= MOST_LINES
    assert "was not read" in read.lines[-1].told()
    assert time.process_time() - began < 4


def test_the_page_about_it_shows_what_is_understood() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "plain-text.md").read_text(encoding="utf-8")
    shown = "\n".join(line[4:] for line in page.splitlines() if line.startswith("    "))
    read = read_plain_text(shown, KNOWN)
    kinds = [one.kind.value for one in read.lines]
    assert kinds == ["name", *["step"] * 6, "rounds", "step", "step"]
    assert read.name == "Evening for Anna"


WORDS = st.sampled_from(
    ["pigeon", "bird dog", "bridge", "3", "10", "x", "×", "2 min", "30 s", "1:30", "5-10", "each side", "rest", "sets",
     "of", "reps", "alternating", ",", ";", "-", "–", "(", ")", ":", "8 kg", "between sets", "L/R", "right", "hold",
     "optional", "#", "1.", "- [ ]", "\u00a0", "{side}", "'", '"', "\\", "yes", "0", "9999", "then", "breaths", "&"]
)  # fmt: skip
TYPED = st.lists(WORDS, max_size=12).map(" ".join)


@given(st.lists(st.text(max_size=60) | TYPED, max_size=6).map("\n".join))
def test_no_text_is_an_error_and_every_line_is_answered(text: str) -> None:
    read = read_plain_text(text, KNOWN)
    for one in read.lines:
        assert one.told()
        answered = one.understood and one.kind not in (LineKind.NAME, LineKind.ROUNDS)
        assert bool(one.steps) == (one.kind is LineKind.STEP) == bool(answered)
    assert [step for node in read.nodes for step in steps_of(node)] == list(read.steps)
