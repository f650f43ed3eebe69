"""What comes from elsewhere is checked, gets names that are free, and is taken whole or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.file_names import folded
from app.paths import folders
from app.storage.chosen_file import FileRefusedError
from app.storage.naming import Standing
from app.storage.parcel import Parcel
from app.storage.taking import take_now
from tests.storage.giving import (
    FIGURE,
    FILES,
    OTHER_PNG,
    PNG,
    ROUTINE,
    SLIDE,
    content,
    library,
    offered,
    put,
    sent,
    taken,
)


@pytest.fixture
def giver(tmp_path: Path) -> Path:
    """Return the data folder of who gives."""
    put(tmp_path / "giver", FILES)
    return tmp_path / "giver"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return the data folder of who takes, empty."""
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


def played(data: Path, key: str) -> list[str]:
    """Return the exercises that a routine plays, in order; it must be good."""
    read = library(data).routine(key)
    assert read is not None and read.routine is not None, read
    return [step.exercise.key for step in read.routine.every_step()]


def test_what_is_taken_is_what_was_given_to_the_byte(giver: Path, mine: Path) -> None:
    offer = taken(mine, sent(giver))
    assert content(mine) == dict(FILES)
    assert [(one.key, one.standing) for one in offer.exercises] == [("slide", Standing.NEW), ("leaning", Standing.NEW)]
    assert played(mine, "evening") == ["slide", "pigeon", "leaning"]


def test_what_is_there_already_is_not_taken_again(giver: Path, mine: Path) -> None:
    taken(mine, sent(giver))
    offer = offered(mine, sent(giver))
    assert offer.standing is Standing.THERE and offer.writes == {}
    (mine / "exercises" / "end.png").unlink()
    assert list(offered(mine, sent(giver)).writes) == ["exercises/end.png"]


def test_what_came_while_the_person_thought_is_never_written_over(giver: Path, mine: Path) -> None:
    offer = offered(mine, sent(giver))
    theirs = {"routines/evening.yaml": b"format: 1\nname: Evening\nsteps: [{name: A, hold: 1 min}]\n"}
    put(mine, theirs)
    now = take_now(offer, folders(mine))
    assert (now.key, now.standing) == ("evening-2", Standing.RENAMED)
    assert theirs.items() <= content(mine).items()


def test_who_takes_at_the_same_moment_gets_a_name_of_their_own(mine: Path) -> None:
    texts = [b"format: 1\nname: Plan\nsteps: [{name: A, hold: %d s}]\n" % number for number in range(1, 9)]
    offers = [offered(mine, Parcel("plan.yaml", "plan", {"routines/plan.yaml": text})) for text in texts]
    with ThreadPoolExecutor(len(offers)) as pool:
        list(pool.map(lambda offer: take_now(offer, folders(mine)), offers))
    assert len([name for name in content(mine) if name.startswith("routines/")]) == len(texts)


def test_another_routine_of_that_name_stays_and_the_new_one_gets_a_number(giver: Path, mine: Path) -> None:
    put(mine, {"routines/evening.yaml": ROUTINE.replace(b"1 min", b"2 min"), "exercises/slide.yaml": b"name: Slide\n",
               "exercises/leaning.yaml": FILES["exercises/leaning.yaml"]})  # fmt: skip
    before = content(mine)
    offer = taken(mine, sent(giver))
    assert (offer.key, offer.name, offer.standing) == ("evening-2", "Evening 2", Standing.RENAMED)
    assert before.items() <= content(mine).items()
    assert (mine / "routines" / "evening-2.yaml").read_bytes() == ROUTINE.replace(
        b"name: Evening", b"name: Evening 2"
    ).replace(b"do: slide", b"do: slide-2")
    assert (mine / "exercises" / "slide-2.yaml").read_bytes() == SLIDE
    assert offered(mine, sent(giver)).standing is Standing.THERE


def test_a_routine_called_the_same_under_another_file_s_name_is_seen_too(giver: Path, mine: Path) -> None:
    put(mine, {"routines/mine.yaml": b'format: 1\nname: "EVENING"\nsteps: [{do: sphinx, hold: 1 min}]\n'})
    assert offered(mine, sent(giver)).name == "Evening 2"
    assert list(offered(mine, sent(giver), in_place=True).writes)[-1] == "routines/mine.yaml"


def test_in_place_of_one_s_own_both_routine_and_exercises_give_way_and_pictures_stay(giver: Path, mine: Path) -> None:
    put(
        mine,
        {"routines/evening.yaml": b"old", "exercises/slide.yaml": b"name: Old\n", "exercises/start.png": OTHER_PNG},
    )
    offer = taken(mine, sent(giver), in_place=True)
    assert offer.standing is Standing.REPLACES and offer.exercises[0].standing is Standing.REPLACES
    after = content(mine)
    assert after["routines/evening.yaml"] == ROUTINE
    assert after["exercises/slide.yaml"] == SLIDE.replace(b"start.png", b"start-2.png")
    assert (after["exercises/start.png"], after["exercises/start-2.png"]) == (OTHER_PNG, PNG)


def test_a_routine_that_comes_with_the_program_never_gives_way(mine: Path) -> None:
    parcel = Parcel("x", "lower-back-release", {"routines/lower-back-release.yaml": ROUTINE.replace(b"slide", b"sphinx")
                                                .replace(b"leaning", b"sphinx")})  # fmt: skip
    for in_place in (False, True):
        assert offered(mine, parcel, in_place=in_place).key == "lower-back-release-2"


def test_a_name_of_one_s_own_choice_changes_the_name_and_the_file(giver: Path, mine: Path) -> None:
    offer = taken(mine, sent(giver), name="Every: evening")
    assert (offer.key, offer.name) == ("every-evening", "Every: evening")
    assert b'name: "Every: evening"\n' in (mine / "routines" / "every-evening.yaml").read_bytes()
    read = library(mine).routine("every-evening")
    assert read is not None and read.routine is not None and read.routine.name == "Every: evening"


def test_an_exercise_that_stands_before_a_bundled_one_gets_another_name_and_keeps_its_figure(
    giver: Path, mine: Path
) -> None:
    put(giver, {"exercises/pigeon.yaml": b"name: My pigeon\nsides: [right, left]\npicture: figure\n"})
    offer = taken(mine, sent(giver))
    assert "pigeon-2" in {one.becomes for one in offer.exercises}
    assert b"picture: figure of pigeon\n" in (mine / "exercises" / "pigeon-2.yaml").read_bytes()
    assert played(mine, "evening") == ["slide", "pigeon-2", "leaning"]


def test_a_figure_of_one_s_own_goes_along_and_is_named_where_it_is_shown(giver: Path, mine: Path) -> None:
    put(giver, {
        "exercises/leaning.yaml": b"name: Leaning\npicture: figure of slide\n",
        "exercises/slide.yaml": b"name: Slide\npicture: figure\n",
        "figures/slide.yaml": FIGURE.read_bytes(),
    })  # fmt: skip
    put(mine, {"exercises/slide.yaml": b"name: Another\n"})
    taken(mine, sent(giver))
    after = content(mine)
    assert after["figures/slide-2.yaml"] == FIGURE.read_bytes()
    assert after["exercises/leaning.yaml"] == b"name: Leaning\npicture: figure of slide-2\n"
    assert played(mine, "evening") == ["slide-2", "pigeon", "leaning"]


def test_a_figure_in_place_of_a_bundled_one_does_not_change_that_for_who_takes_it(giver: Path, mine: Path) -> None:
    put(giver, {"figures/sphinx.yaml": FIGURE.read_bytes() + b"# mine\n"})
    taken(mine, sent(giver))
    assert "figures/sphinx.yaml" not in content(mine)
    assert content(mine)["exercises/leaning.yaml"] == b"name: Leaning\npicture: figure of sphinx-2\n"


def test_names_that_differ_in_their_letters_size_alone_are_one(giver: Path, mine: Path) -> None:
    put(mine, {"exercises/Slide.yaml": b"name: Another\n", "exercises/START.png": PNG, "routines/Evening.yaml": b"x"})
    taken(mine, sent(giver))
    names = [folded(name) for name in content(mine)]
    assert len(set(names)) == len(names)
    assert b"START.png" in (mine / "exercises" / "slide-2.yaml").read_bytes()


def test_pictures_beside_a_routine_go_along_and_never_over_another(giver: Path, mine: Path) -> None:
    routine = b"format: 1\nname: Evening\nsteps:\n  - {name: Mine, hold: 1 min, picture: [{image: a.png}]}\n"
    put(giver, {"routines/evening.yaml": routine, "routines/a.png": PNG})
    put(mine, {"routines/a.png": OTHER_PNG})
    taken(mine, sent(giver))
    assert content(mine) == {
        "routines/evening.yaml": routine.replace(b"a.png", b"a-2.png"),
        "routines/a.png": OTHER_PNG,
        "routines/a-2.png": PNG,
    }


def test_an_exercise_of_one_s_own_that_the_routine_means_anyway_is_told(mine: Path) -> None:
    put(mine, {"exercises/slide.yaml": b"name: Mine\n"})
    parcel = Parcel("x.yaml", "x", {"routines/x.yaml": b"format: 1\nname: X\nsteps: [{do: slide, hold: 1 min}]\n"})
    assert offered(mine, parcel).uses_own == ("slide",)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"routines/evening.yaml": ROUTINE.replace(b"1 min", b"soon")},
         'x.holdwell/routines/evening.yaml:5:23: hold: "soon" is not a length of time.'),
        ({"routines/evening.yaml": ROUTINE.replace(b"do: pigeon", b"do: pidgeon")}, 'there is no exercise "pidgeon"'),
        ({"exercises/slide.yaml": b"nome: Slide\n"}, "x.holdwell/exercises/slide.yaml:1:1: "),
        ({"exercises/extra.yaml": b"name: [\n"}, "x.holdwell/exercises/extra.yaml:"),
        ({"figures/slide.yaml": b"camera: up\n"}, "x.holdwell/figures/slide.yaml:"),
        ({"routines/evening.yaml": b"\xff\xfe"}, "x.holdwell/routines/evening.yaml:1:1: "),
    ],
)  # fmt: skip
def test_problems_are_told_with_file_line_and_column_and_nothing_is_left(
    change: dict[str, bytes], fault: str, mine: Path
) -> None:
    offer = offered(mine, Parcel("x.holdwell", "evening", {**FILES, **change}))
    assert not offer.good
    assert fault in "\n".join(map(str, offer.faults))
    assert content(mine) == {}


def test_a_disk_that_refuses_is_told_and_leaves_everything_as_it_was(giver: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(FileRefusedError, match="Nothing was taken"):
        offered(tmp_path / "file", sent(giver))


def test_looking_at_a_file_makes_no_data_folder(giver: Path, tmp_path: Path) -> None:
    assert offered(tmp_path / "none", sent(giver)).good
    assert not (tmp_path / "none").exists()
