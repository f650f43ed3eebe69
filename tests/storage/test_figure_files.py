"""A figure's file is read like a routine's: everything wrong in it is said with its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.figure.pose import Figure
from app.storage.figure_files import load_figure


def read(tmp_path: Path, props: str) -> Figure | list[str]:
    path = tmp_path / "mine.yaml"
    path.write_text(f"camera: [20, 12]\nprops:\n  - {props}\nkeys: {{hold: {{}}}}\n", encoding="utf-8")
    found = load_figure(path, "mine.yaml")
    return found if isinstance(found, Figure) else [str(fault) for fault in found]


@pytest.mark.parametrize(
    ("props", "fault"),
    [
        ("box: {colour: corl}", 'mine.yaml:3:19: colour: "corl" is not known. Did you mean coral?'),
        ("stool: {legs: three}", 'mine.yaml:3:19: legs: "three" is not known. It may be two or four.'),
        ("strap: {through: [left grip, right grip], bend: smoth}", "mine.yaml:3:53: bend:"),
        ("strap: {through: [left grip]}", "mine.yaml:3:22: through: two places or more"),
        ("rod: {ends: [left grip, right grip, head]}", "mine.yaml:3:17: ends: two places are wanted"),
        ("rod", "mine.yaml:3:5: rod: `ends` is needed."),
        ("dumbbell: {hands: [rigth]}", 'mine.yaml:3:24: hands: "rigth" is not known. Did you mean right?'),
        ("bnech", "mine.yaml:3:5: props:"),
        ("bench: {at: [0, 0]}", "mine.yaml:3:17: at: three numbers"),
    ],
)
def test_a_prop_s_wrong_word_is_a_fault_with_its_place(tmp_path: Path, props: str, fault: str) -> None:
    found = read(tmp_path, props)
    assert isinstance(found, list)
    assert found[0].startswith(fault), found


@pytest.mark.parametrize(
    "props",
    ["mat", "stool: {legs: four}", "box: {colour: wood}", "strap: {through: [left grip, right ball], bend: straight}"],
)
def test_good_words_are_read(tmp_path: Path, props: str) -> None:
    assert isinstance(read(tmp_path, props), Figure)


def test_a_letter_that_is_no_limb_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("letter: nose\nkeys: {hold: {}}\n", encoding="utf-8")
    found = load_figure(path, "mine.yaml")
    assert isinstance(found, list)
    assert str(found[0]).startswith("mine.yaml:1:9: letter:")
