"""Workrave's exercises become a routine, line by line; what else may stand in such a file does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.exercise import Mirror
from app.core.lengths import Span
from app.paths import folders
from app.storage.parcel import Parcel, ParcelRefusedError
from app.storage.put_together import set_out
from app.storage.taking import checked, shelf_of
from app.storage.workrave_file import MOST_EXERCISES, languages_of, read_workrave, said_in, sentences

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x04\0\0\0\x03" + bytes(30)
# In the manner of the file that Workrave brings, with the shapes of each of its versions.
XML = """<?xml version="1.0" encoding="UTF-8"?>
<exercises>
  <exercise>
    <title>Shoulder-arm stretch</title>
    <title xml:lang="de">Schulter-/Arm-Dehnung</title>
    <description>Push one arm with the other: gently. Then the other one.</description>
    <description xml:lang="de">Einen Arm sanft drücken. Öfter wechseln.</description>
    <sequence duration="40">
      <image src="arm.png" duration="10"/>
      <image src="arm.png" mirrorx="yes" duration="10"/>
    </sequence>
  </exercise>
  <!-- <exercise><title>Left out by its maker</title></exercise> -->
  <exercise>
    <title xml:lang="nl">Ogen dicht</title>
    <sequence>
      <image src="none" duration="6"/>
      <image src="gone.png"/>
      <image src="../arm.png"/>
      <image src="notes.txt"/>
    </sequence>
    <sound src="x.mp3"/>
  </exercise>
  <exercise><sequence duration="20"/></exercise>
  <exercise><title>Shoulder-arm stretch</title><sequence duration="soon"/></exercise>
</exercises>
"""
BESIDE = {"arm.png": PNG, "notes.txt": b"hello"}


def read(text: str | bytes = XML, *languages: str) -> Parcel:
    """Return what comes of a file with two files beside it."""
    data = text.encode() if isinstance(text, str) else text
    return read_workrave(data, "exercises.xml", BESIDE.get, languages)


def test_its_sequences_become_holds_and_its_pictures_stay_as_they_are_turned(tmp_path: Path) -> None:
    parcel = read()
    with set_out(tmp_path, parcel.files) as folder:
        routine, faults = checked(parcel, folder, folders(tmp_path))
        assert routine is not None and faults == ()
        steps = list(routine.every_step())
        arm = shelf_of(folder, folders(tmp_path)).find("shoulder-arm-stretch")
    assert [(s.exercise.key, s.hold) for s in steps] == [
        ("shoulder-arm-stretch", Span(40, 40)), ("ogen-dicht", Span(15, 15)), ("shoulder-arm-stretch-2", Span(15, 15)),
    ]  # fmt: skip
    assert arm is not None
    assert arm.setup == ("Push one arm with the other: gently.", "Then the other one.")
    assert [(i.file, i.seconds, i.mirror) for i in arm.images] == [
        ("arm.png", 10, Mirror.BY_SIDE), ("arm.png", 10, Mirror.ALWAYS)
    ]  # fmt: skip
    assert parcel.files["exercises/arm.png"] == PNG


def test_every_line_is_answered_with_what_was_understood_and_what_was_left_out() -> None:
    assert [str(note) for note in read().notes] == [
        "line 3: Shoulder-arm stretch, 40 s, 2 pictures",
        "line 14: Ogen dicht, 15 s",
        'line 18: left out: the picture "gone.png": there is none of that name beside the file.',
        'line 19: left out: the picture "../arm.png": its name leads out of the folder, or is none that every system '
        "can write.",
        'line 20: left out: the picture "notes.txt": it is not the picture that its name says.',
        "line 22: left out: <sound> is not known.",
        "line 24: left out: an exercise without a title.",
        "line 25: Shoulder-arm stretch, 15 s",
        'line 25: left out: duration "soon" is no number of seconds; 15 s are taken.',
    ]


def test_titles_are_taken_in_the_person_s_language_else_in_english_else_in_any() -> None:
    german = read(XML, "de_AT").files["exercises/schulter-arm-dehnung.yaml"].decode()
    assert german.startswith("name: Schulter-/Arm-Dehnung\nsetup:\n  - Einen Arm sanft drücken.\n  - Öfter wechseln.\n")
    assert said_in([("nl", "a"), ("", "b")], ["fr", "en"]) == "b"
    assert said_in([("nl", "a"), ("pt_BR", "c"), ("pt", "b")], ["pt_BR"]) == "c"
    assert said_in([("nl", "a")], ["en"]) == "a"
    assert languages_of({"LANGUAGE": "de_AT:de", "LANG": "en_GB.UTF-8", "LC_ALL": "C"}) == ["de_AT", "de", "en_GB"]


def test_a_description_is_read_sentence_by_sentence() -> None:
    assert sentences("Sit. Hold for 2.5 s, e.g. twice. Done!") == ["Sit.", "Hold for 2.5 s, e.g. twice.", "Done!"]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "exercises.xml:1:1: this is no XML from here on: no element found."),
        ("<exercises>", "exercises.xml:1:12: this is no XML from here on"),
        ("<exercises/>", "there is no exercise in it."),
        ("<html><body/></html>", "this is no list of Workrave's exercises: it begins with <html>."),
        ("<exercises><exercise></exercises>", "mismatched tag"),
        ("<exercises><exercise/></exercises>", "no exercise in it has a title."),
        (f"{BOMB}<exercises><exercise><title>&b;</title></exercise></exercises>", "exercises.xml:1:"),
        (f"{OUTSIDE}<exercises><exercise><title>&a;</title></exercise></exercises>", "a document type may not be used"),
        ('<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><exercises/>', "a document type may not be used"),
        ("<exercises>" + "<exercise>" * 30 + "</exercise>" * 30 + "</exercises>", "nested more than"),
        ("<exercises>" + "<exercise/>" * (MOST_EXERCISES + 1) + "</exercises>", f"more than {MOST_EXERCISES}"),
        ('<?xml version="1.0" encoding="klingon"?><exercises/>', "exercises.xml:1:"),
        ('<?xml version="1.0" encoding="shift_jis"?><exercises/>', "exercises.xml"),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_sentence_with_its_place(text: str, says: str) -> None:
    with pytest.raises(ParcelRefusedError) as refused:
        read(text)
    (fault,) = refused.value.faults
    assert says in str(fault)


def test_a_text_without_an_end_is_cut_and_pictures_are_bounded() -> None:
    images = '<image src="arm.png"/>' * 50
    text = f"<exercises><exercise><title>A{'a' * 10_000}</title><sequence>{images}</sequence></exercise></exercises>"
    parcel = read(text)
    (key,) = parcel.exercises
    assert len(key) <= 60
    assert parcel.files[f"exercises/{key}.yaml"].count(b"image:") == 20
    assert sum(note.left_out for note in parcel.notes) == 30


def test_a_file_in_utf_16_or_latin_1_is_read_as_it_says() -> None:
    body = "<exercises><exercise><title>Übung</title></exercise></exercises>"
    for encoding in ("utf-16", "iso-8859-1"):
        text = f'<?xml version="1.0" encoding="{encoding}"?>{body}'
        assert read(text.encode(encoding)).exercises == ("übung",)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_change_of_its_letters_does_more_than_refuse_it(data: st.DataObject) -> None:
    good = bytearray(XML.encode())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(good) - 1))
        good[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    try:
        parcel = read(bytes(good))
    except ParcelRefusedError:
        return
    assert parcel.exercises
