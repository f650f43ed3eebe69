"""`holdwell share`: one file that holds what a routine needs elsewhere, and a word about what is personal in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import run
from app.storage.shared_file import read_shared

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x03" + bytes(30)
JPEG = b"\xff\xd8\xff\xe1\0\x10Exif\0\0" + bytes(8) + b"\xff\xc0\0\x11\x08\0\x03\0\x04" + bytes(30)
ROUTINE = """# for Ada, after the fall
format: 1
name: Evening
by: Dr. Grey
steps:
  - {do: slide, hold: 1 min, note: only the left knee}
  - {do: pigeon, hold: 2 min, each: side}
  - {name: Mine, hold: 30 s, picture: [{image: mine.png}]}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a data folder with a routine, an exercise with its picture, and an exercise that nobody asks for."""
    for name, content in {
        "routines/evening.yaml": ROUTINE.encode(),
        "routines/mine.png": PNG,
        "exercises/slide.yaml": b"name: Slide\npicture: [{image: slide.jpg}]\n",
        "exercises/slide.jpg": JPEG,
        "exercises/other.yaml": b"name: Other\n",
        "routines/bad.yaml": b"format: 1\nname: Bad\nsteps:\n  - {do: nothing, hold: 1 min}\n",
    }.items():
        file = tmp_path / "data" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return tmp_path / "data"


def test_a_routine_is_shared_with_what_is_the_person_s_own_and_nothing_else(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "evening.holdwell"
    assert run(["share", "evening", "--out", str(out), "--data-dir", str(own)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Evening with 1 exercise of your own is in {out}.\n")
    for personal in ('by: "Dr. Grey"', 'note: "only the left knee"', "1 remark behind a #", "what the camera wrote"):
        assert personal in said
    parcel = read_shared(out.read_bytes(), "evening.holdwell")
    assert sorted(parcel.files) == [
        "exercises/slide.jpg", "exercises/slide.yaml", "routines/evening.yaml", "routines/mine.png"
    ]  # fmt: skip
    assert parcel.files["routines/evening.yaml"].decode() == ROUTINE
    before = out.read_bytes()
    assert run(["share", "evening", "--out", str(out), "--data-dir", str(own)]) == 0
    assert out.read_bytes() == before


def test_a_bundled_routine_names_its_exercises_and_brings_none(own: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.holdwell"
    assert run(["share", "Lower back release", "--out", str(out), "--data-dir", str(own)]) == 0
    assert list(read_shared(out.read_bytes(), "x").files) == ["routines/lower-back-release.yaml"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["evenig"], "There is no routine 'evenig'. Did you mean evening?"),
        (["no/such.yaml"], "There is no file no/such.yaml."),
        (["bad"], 'there is no exercise "nothing"'),
        (["evening", "--out", "x.zip"], "should end in .holdwell"),
        (["evening", "--out", "no/x.holdwell"], "does not exist"),
    ],
)
def test_what_cannot_be_shared_is_said_and_leaves_nothing(
    words: list[str],
    said: str,
    *,
    own: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run(["share", *words, "--data-dir", str(own)]) == 1
    assert said in capsys.readouterr().err
    assert list((tmp_path / "here").iterdir()) == []


def test_a_pose_of_another_exercise_of_one_s_own_goes_along(own: Path, tmp_path: Path) -> None:
    (own / "figures").mkdir()
    (own / "figures" / "crane.yaml").write_text("camera: [0, 0]\n")
    (own / "exercises" / "crane.yaml").write_text("name: Crane\npicture: figure\n")
    (own / "exercises" / "heron.yaml").write_text("name: Heron\npicture: figure of crane\n")
    (own / "routines" / "birds.yaml").write_text("format: 1\nname: Birds\nsteps: [{do: heron, hold: 1 min}]\n")
    out = tmp_path / "birds.holdwell"
    assert run(["share", "birds", "--out", str(out), "--data-dir", str(own)]) == 0
    assert sorted(read_shared(out.read_bytes(), "x").files) == [
        "exercises/crane.yaml", "exercises/heron.yaml", "figures/crane.yaml", "routines/birds.yaml"
    ]  # fmt: skip
