"""Plans as a stranger to the code would work them out with pencil and paper, asked of the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import run

HEAD = "format: 1\nname: Paper and pencil\n"
TWO_SIDES = "name: Reach, sides: [right arm, left arm]"


def plan_of(
    folder: Path, capsys: pytest.CaptureFixture[str], steps: str, *words: str, head: str = ""
) -> dict[str, Any]:
    file = folder / "pencil.yaml"
    file.write_text(f"{HEAD}{head}steps:\n{steps}", encoding="utf-8")
    status = run(["plan", str(file), "--json", *words])
    told = capsys.readouterr()
    assert status == 0, told.out + told.err
    read: dict[str, Any] = json.loads(told.out)
    return read


def timetable(plan: dict[str, Any]) -> list[str]:
    """Return one short line a segment: start, kind, seconds, position, and what else there is of set, round and rep."""
    lines = []
    for s in plan["segments"]:
        parts = [f"{s['starts']:g}", s["kind"], "own" if s["seconds"] is None else f"{s['seconds']:g}"]
        parts += [s["position"]] if s["position"] else []
        parts += [f"set {s['set']}/{s['sets']}"] if s["sets"] != 1 else []
        parts += [f"round {s['round']}/{s['rounds']}"] if s["rounds"] != 1 else []
        parts += [f"rep {s['rep']}/{s['reps']}"] if s["rep"] is not None else []
        parts += [f"of {s['reps']}"] if s["rep"] is None and s["reps"] is not None else []
        parts += [s["phase"]] if s["phase"] else []
        parts += [f">={s['at_least']:g}"] if s["at_least"] is not None else []
        lines.append(" ".join(parts))
    return lines


def test_a_hold_on_both_sides_in_two_sets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = plan_of(tmp_path, capsys, f"  - {{{TWO_SIDES}, hold: 20 s, each: side, sets: 2, rest: 15 s}}\n")
    assert timetable(plan) == [
        "0 ready 10 right arm set 1/2",
        "10 work 20 right arm set 1/2",
        "30 switch 8 left arm set 1/2",
        "38 work 20 left arm set 1/2",
        "58 rest 15 right arm set 2/2",
        "73 work 20 right arm set 2/2",
        "93 switch 8 left arm set 2/2",
        "101 work 20 left arm set 2/2",
    ]
    assert plan["seconds"] == 121
    assert plan["estimated"] is False


def test_where_a_rest_of_nothing_parts_two_positions_the_switch_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of(tmp_path, capsys, f"  - {{{TWO_SIDES}, hold: 20 s, each: side, sets: 2, rest: 0 s}}\n")
    assert timetable(plan)[3:6] == [
        "38 work 20 left arm set 1/2",
        "58 switch 8 right arm set 2/2",
        "66 work 20 right arm set 2/2",
    ]


def test_a_rest_of_nothing_between_sets_without_sides_is_no_segment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of(tmp_path, capsys, "  - {name: Bridge, hold: 5 s, sets: 3, rest: 0 s, get ready: 0 s}\n")
    assert timetable(plan) == ["0 work 5 set 1/3", "5 work 5 set 2/3", "10 work 5 set 3/3"]


def test_alternating_holds_change_side_every_time_and_have_no_switch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of(tmp_path, capsys, f"  - {{{TWO_SIDES}, hold: 5 s, reps: 2, each: alternate}}\n")
    assert timetable(plan) == [
        "0 ready 10 right arm",
        "10 work 5 right arm rep 1/2",
        "15 work 5 left arm rep 1/2",
        "20 work 5 right arm rep 2/2",
        "25 work 5 left arm rep 2/2",
    ]


def test_alternating_with_a_switch_that_the_step_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = plan_of(tmp_path, capsys, f"  - {{{TWO_SIDES}, hold: 5 s, reps: 1, each: alternate, switch: 3 s}}\n")
    assert timetable(plan) == [
        "0 ready 10 right arm",
        "10 work 5 right arm rep 1/1",
        "15 switch 3 left arm",
        "18 work 5 left arm rep 1/1",
    ]


def test_phases_are_one_segment_each_repetition_by_repetition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    step = "  - {name: Cat-cow, reps: 2, rep: [cow 5 s, {name: cat, for: 10-20 s, breath: out}]}\n"
    plan = plan_of(tmp_path, capsys, step, "--level", "50")
    assert timetable(plan) == [
        "0 ready 10",
        "10 work 5 rep 1/2 cow",
        "15 work 15 rep 1/2 cat",
        "30 work 5 rep 2/2 cow",
        "35 work 15 rep 2/2 cat",
    ]


def test_own_pace_is_one_segment_a_set_with_four_seconds_a_repetition_in_the_total(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of(tmp_path, capsys, "  - {name: Row, reps: 12, sets: 2}\n")
    assert timetable(plan) == [
        "0 ready 10 set 1/2",
        "10 work own set 1/2 of 12",
        "58 rest 30 set 2/2",
        "88 work own set 2/2 of 12",
    ]
    assert (plan["seconds"], plan["estimated"]) == (136, True)


def test_own_pace_with_phases_counts_their_sum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    step = "  - {name: Row, reps: 10, rep: [pull 2 s, reach 3 s], pace: own, get ready: 0 s}\n"
    assert plan_of(tmp_path, capsys, step)["seconds"] == 50


def test_own_pace_that_alternates_is_one_segment_without_a_position(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of(tmp_path, capsys, f"  - {{{TWO_SIDES}, reps: 6, each: alternate}}\n")
    assert [line for line in timetable(plan) if "work" in line] == ["10 work own of 6"]
    assert plan["seconds"] == 10 + 2 * 6 * 4


def test_a_circuit_rests_between_rounds_and_each_inner_step_gets_ready(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = "      - {name: A, hold: 5 s}\n      - {name: B, hold: 6 s, get ready: 3 s}\n"
    steps = f"  - repeat: 2\n    rest: 20 s\n    steps:\n{inner}"
    plan = plan_of(tmp_path, capsys, steps)
    assert timetable(plan) == [
        "0 ready 10 round 1/2",
        "10 work 5 round 1/2",
        "15 ready 3 round 1/2",
        "18 work 6 round 1/2",
        "24 rest 20 round 2/2",
        "44 ready 10 round 2/2",
        "54 work 5 round 2/2",
        "59 ready 3 round 2/2",
        "62 work 6 round 2/2",
    ]
    assert [s["exercise"] for s in plan["segments"]] == ["A", "A", "B", "B", "A", "A", "A", "B", "B"]


def test_the_first_get_ready_stands_before_the_first_step_even_where_that_names_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = "  - {name: A, hold: 5 s, get ready: 4 s}\n  - {name: B, hold: 5 s}\n"
    plan = plan_of(tmp_path, capsys, steps, head="first get ready: 30 s\nget ready: 6 s\n")
    assert [s["seconds"] for s in plan["segments"] if s["kind"] == "ready"] == [30, 6]


@pytest.mark.parametrize(
    ("dose", "level", "seconds"),
    [
        ("1-3 min", 0, 60),
        ("1-3 min", 100, 180),
        ("1-3 min", 50, 120),
        ("1-3 min", 33, 100),  # 99.6 -> 100
        ("2-3 min", 40, 145),  # 144 -> 145
        ("15-30 s", 50, 25),  # 22.5 -> 25, half up
        ("15-30 s", 17, 20),  # 17.55 -> 20
        ("12-13 s", 50, 12),  # 12.5 -> 15, kept within the range: 13
    ],
)
def test_a_level_picks_the_point_to_the_nearest_five_seconds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], dose: str, level: int, seconds: float
) -> None:
    plan = plan_of(tmp_path, capsys, f"  - {{name: A, hold: {dose}, get ready: 0 s}}\n", "--level", str(level))
    expected = 13 if dose == "12-13 s" else seconds
    assert plan["segments"][0]["seconds"] == expected
    assert plan["segments"][0]["at_least"] is not None


def test_ranged_repetitions_and_sets_go_to_the_nearest_whole_half_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of(tmp_path, capsys, "  - {name: A, reps: 5-10, sets: 2-3}\n", "--level", "50")
    assert [s["reps"] for s in plan["segments"] if s["kind"] == "work"] == [8, 8, 8]


def test_an_exercise_with_sides_and_no_each_does_the_first_side_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_of(tmp_path, capsys, f"  - {{{TWO_SIDES}, hold: 5 s}}\n")
    assert timetable(plan) == ["0 ready 10 right arm", "10 work 5 right arm"]


def test_positions_may_be_named_at_the_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = "  - {do: childs-pose-with-rotation, hold: 30 s, each: [left, centre], get ready: 0 s, switch: 2 s}\n"
    plan = plan_of(tmp_path, capsys, steps)
    assert timetable(plan) == ["0 work 30 left", "30 switch 2 centre", "32 work 30 centre"]


def test_a_choice_takes_the_first_unless_another_is_picked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = "  - {name: A, hold: 5 s}\n  - choose:\n      - {name: B, hold: 5 s}\n      - {name: C, hold: 9 s}\n"
    assert plan_of(tmp_path, capsys, steps)["segments"][-1]["exercise"] == "B"
    picked = plan_of(tmp_path, capsys, steps, "--choose", "2=2")
    assert (picked["segments"][-1]["exercise"], picked["seconds"]) == ("C", 34)


@pytest.mark.parametrize(
    "words",
    [
        ["--choose", "1=2"],  # no choice there
        ["--choose", "2=3"],  # no third alternative
        ["--choose", "9=1"],  # no such step
        ["--choose", "two=1"],
        ["--level", "101"],
        ["--level", "-1"],
        ["--level", "half"],
    ],
)
def test_wrong_words_exit_2_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    file = tmp_path / "pencil.yaml"
    choice = "  - choose:\n      - {name: B, hold: 5 s}\n      - {name: C, hold: 9 s}\n"
    file.write_text(f"{HEAD}steps:\n  - {{name: A, hold: 5 s}}\n{choice}")
    try:
        status: object = run(["plan", str(file), *words])
    except SystemExit as ended:
        status = ended.code
    told = capsys.readouterr()
    assert status == 2
    assert len(told.err.strip()) > 10
    assert "Traceback" not in told.err


def test_a_fixed_level_takes_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "fixed.yaml"
    file.write_text(f"{HEAD}level: fixed\nsteps:\n  - {{name: A, hold: 1-2 min}}\n")
    assert run(["plan", str(file), "--level", "50"]) == 2
    assert "fixed" in capsys.readouterr().err
    assert run(["plan", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["seconds"] == 70


@pytest.mark.parametrize(("level", "seconds"), [(0, 1154), (100, 2054)])
def test_the_lower_back_release_is_as_long_as_its_article_says(
    capsys: pytest.CaptureFixture[str], level: int, seconds: int
) -> None:
    assert run(["plan", "lower-back-release", "--level", str(level), "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)
    assert (plan["routine"], plan["level"], plan["seconds"]) == ("lower-back-release", level, seconds)
    assert set(plan) == {"routine", "level", "seconds", "estimated", "segments"}
    assert set(plan["segments"][0]) == {
        "kind", "starts", "seconds", "exercise", "position", "set", "sets", "round", "rounds",
        "rep", "reps", "phase", "at_least", "sound",
    }  # fmt: skip
    assert plan["segments"][-1]["sound"] == "quiet"


def test_a_name_that_is_nearly_right_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "lower-back-relase"]) == 1
    assert "lower-back-release" in capsys.readouterr().err


def test_yaml_1_1_does_not_bite(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = "  - {name: on, hold: 1:30, note: yes}\n  - {name: 08, hold: 0:45}\n  - {name: 1:30, hold: 90}\n"
    plan = plan_of(tmp_path, capsys, steps, head="get ready: 0\n")
    assert [(s["exercise"], s["seconds"]) for s in plan["segments"]] == [("on", 90), ("08", 45), ("1:30", 90)]
