"""Names that come from elsewhere stay in their folder, show themselves, and can be written on every system."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.file_names import file_key, folded, name_trouble


@pytest.mark.parametrize(
    "name", ["start.jpg", "wall slide (2).yaml", "Übung.png", "a'b.webp", "x.y.svg", "a" * 96 + ".png"]
)
def test_a_plain_name_may_be_written(name: str) -> None:
    assert name_trouble(name) == ""


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "...", " ", "/etc/passwd", "../up.yaml", "a/b.yaml", "..\\up.yaml", "C:evil.yaml", "c:\\x",
        "a\0.png", "a\n.png", "a\u202egnp.exe", "a\u200b.png", "a\u2028b", ".hidden.yaml", "-rf.yaml", "end.", "end ",
        " start.png", "CON", "con.yaml", "Nul.tar.png", "com1.yaml", "LPT9.png", "COM\u00b9.yaml", "aux .png",
        "\uff0e\uff0e\uff0fup.png",
        "a\uff0fb.png", "a\ud800.png", "what?.png", "a*b", "a|b", "a<b>", 'a"b', "x" * 101, "ü" * 101, "漢" * 80,
        "file.yaml:stream",
    ],
)  # fmt: skip
def test_a_name_that_leaves_the_folder_hides_or_fits_no_system_may_not(name: str) -> None:
    assert name_trouble(name)


def test_two_spellings_of_one_name_are_one() -> None:
    assert folded("Start.JPG") == folded("start.jpg") == folded("ｓtart.jpg")
    assert folded("Übung") == folded(unicodedata.normalize("NFD", "übung"))
    assert folded("straße") == folded("STRASSE")
    assert folded("start") != folded("start2")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Lower back release", "lower-back-release"),
        ("Schulter-/Armstreckung", "schulter-armstreckung"),
        ("Kopf drehen, rückwärts", "kopf-drehen-rückwärts"),
        ("Child's pose", "childs-pose"),
        ("../../etc", "etc"),
        ("Con", "otherwise"),
        ("???", "otherwise"),
        ("", "otherwise"),
    ],
)
def test_a_file_is_called_as_its_routine_in_small_letters_and_hyphens(name: str, key: str) -> None:
    assert file_key(name, "otherwise") == key


@given(st.text(max_size=300))
def test_a_key_made_of_any_text_is_a_name_that_may_be_written(text: str) -> None:
    assert name_trouble(f"{file_key(text, 'otherwise')}.yaml") == ""
    assert name_trouble(f"{file_key(text, 'otherwise')}-999.yaml") == ""
