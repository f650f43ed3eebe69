"""An exercise's file: the format's own example, what is optional, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.exercise import Easier, Image, Mirror, worded
from app.storage.exercise_files import ExerciseRead, exercise_of
from app.storage.yaml_reader import parse_yaml

FORMATS_OWN = """\
name: Pigeon
summary: A deep, folded rest for the outside of one hip.
works: [hips, lower back]
called: Pigeon                      # at most 20 characters
needs: []                          # strap, towel, chair
sides: [right knee forward, left knee forward]   # names of the positions, first one first
setup:                             # read before the clock runs
  - On hands and knees, slide the {side} knee up behind the {side} wrist.
  - Let the shin lie on a slant toward the {other side} hip.
cues:                              # short lines shown, one after the other, while it runs
  - Hips square to the floor.
  - Fold forward; one hand on the other, forehead on top.
easier: [A cushion under the hip takes the weight.]
care: [Knee complains? Take thread-the-needle instead.]
settle: 20 s                       # how long it takes a newcomer to get into it
describe: ...                      # optional
picture: figure                    # figure
"""


def read(text: str, folder: Path = Path("nowhere")) -> ExerciseRead:
    return exercise_of(parse_yaml(text.encode(), "f.yaml"), folder / "pigeon.yaml", "f.yaml")


def test_the_formats_own_example_is_read_whole() -> None:
    found = read(FORMATS_OWN)
    exercise = found.exercise
    assert found.faults == () and exercise is not None
    assert (exercise.key, exercise.called, exercise.settle, exercise.figure) == ("pigeon", "Pigeon", 20, True)
    assert exercise.works == ("hips", "lower back") and exercise.needs == ()
    assert worded(exercise.setup, exercise.sides[1])[0].startswith("On hands and knees, slide the left knee")
    assert exercise.easier == (Easier("A cushion under the hip takes the weight."),)


def test_only_a_name_is_needed() -> None:
    found = read("name: Bridge\n")
    assert found.exercise is not None and found.exercise.name == "Bridge" and not found.exercise.figure


def test_easier_forms_may_name_a_key() -> None:
    found = read('name: A\neasier:\n  - {text: "One leg.", key: one leg, half: Other leg.}\n  - Less.\n')
    assert found.exercise is not None
    assert found.exercise.easier == (Easier("One leg.", "one leg", "Other leg."), Easier("Less."))


def test_own_pictures_lie_beside_the_file(tmp_path: Path) -> None:
    for name in ("start.jpg", "end.PNG"):
        (tmp_path / name).touch()
    text = (
        'name: A\npicture: [{image: start.jpg, for: 2 s, alt: "Lying.", credit: Me}, {image: end.PNG, mirror: never}]\n'
    )
    found = read(text, tmp_path)
    assert found.exercise is not None
    assert found.exercise.images == (
        Image("start.jpg", 2, "Lying.", "Me"), Image("end.PNG", mirror=Mirror.NEVER),
    )  # fmt: skip


def test_a_picture_may_be_turned_in_every_position(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    found = read("name: A\npicture: [{image: a.png}, {image: a.png, mirror: always}]\n", tmp_path)
    assert found.exercise is not None
    assert [image.mirror for image in found.exercise.images] == [Mirror.BY_SIDE, Mirror.ALWAYS]
    (fault,) = read("name: A\npicture: [{image: a.png, mirror: often}]\n", tmp_path).faults
    assert fault.hint == "It may be by side, never or always."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "f.yaml:1:1: the file is empty. Only a name is needed"),
        ("summary: x\n", 'f.yaml:1:1: "name" is missing.'),
        ("name: A\nnedes: [mat]\n", 'f.yaml:2:1: "nedes" is no key that is known here. Did you mean needs?'),
        ("name: A\nneeds: [mat, towl]\n", 'f.yaml:2:14: needs: "towl" is not known. Did you mean towel?'),
        ("name: A\nneeds: [strap or towl]\n", 'needs: "towl" is not known.'),
        ("name: A\ncalled: twenty-one characters\n", "is too long. At most 20 characters."),
        ("name: A\nsettle: 20-30 s\n", "is a range; one length is wanted here."),
        ("name: A\nsettle: 0 s\n", "is too short"),
        ("name: A\nsides: [left, left]\n", 'f.yaml:2:15: sides: "left" is given twice.'),
        ("name: A\nsetup: Lie down.\n", "f.yaml:2:8: setup: a list is wanted here."),
        ("name: A\nsetup:\n  - Cow: tailbone up\n",
         'f.yaml:3:5: setup: a text is wanted, and "Cow: …" is a key. A text with ": " in it needs quotes.'),
        ("name: A\nsetup:\n  - {side} knee up\n",
         'f.yaml:3:5: a text begins with "{". A line that begins with "{" needs quotes'),
        ("name: A\nsetup:\n  - {side}\n",
         'f.yaml:3:5: setup: a text begins with "{". A line that begins with "{" needs quotes'),
        ("name: A\neasier:\n  - {key: bent}\n", '"text" is missing.'),
        ("name: A\neasier: Less.\n", "easier: a list is wanted here."),
        ("name: A\npicture: photo\n", 'picture: "photo" is not known. It may be figure.'),
        ("name: A\npicture: []\n", "picture: the list is empty."),
        ("name: A\npicture: [start.jpg]\n", "an image is written in braces"),
        ("name: A\npicture: {image: a.png}\n", "it is figure, or a list of images."),
        ("name: A\npicture: [{for: 2 s}]\n", '"image" is missing.'),
        ("name: A\npicture: [{image: a.bmp}]\n", "PNG, JPEG, WebP, GIF and SVG can."),
        ("name: A\npicture: [{image: ../a.png}]\n", "does not lie beside this file."),
        ("name: A\npicture: [{image: a.png}]\n", 'there is no "a.png" beside this file.'),
        ("name: [A]\n", "f.yaml:1:7: name: one text is wanted here, not a list."),
        ("name: \n", "f.yaml:1:1: name: nothing is written here."),
    ],
)  # fmt: skip
def test_a_bad_exercise_gets_one_sentence(text: str, says: str) -> None:
    found = read(text)
    assert found.exercise is None
    (fault,) = found.faults
    assert says in str(fault)


def test_a_word_in_braces_that_means_nothing_is_a_warning() -> None:
    found = read('name: A\ncues: ["Lift the {sied} arm."]\n')
    assert found.exercise is not None
    assert [str(f) for f in found.faults] == [
        'f.yaml:2:8: warning: cues: "{sied}" stays as it is written. Did you mean {side}?'
    ]
