"""A routine's draft reads what stands in its text, says faults at their place, goes back and forth, and is kept."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.paths import bundled
from app.storage.library import Library
from app.storage.routine_draft import Changed, Kept, RoutineDraft
from app.storage.yaml_reader import NotTakenError, parse_yaml
from app.storage.yaml_writing import NotEditedError
from tests.bundled import library
from tests.storage.commented_files import random_file
from tests.storage.edits import edit_at_random

EXERCISES = library().bundled_exercises
ROUTINES = sorted((bundled() / "routines").glob("*.yaml"))
TEXT = """\
format: 1
name: Mine # own
helps: [hips, neck]
steps:
  - do: pigeon
    hold: 2 min
    each: side
  - {do: sphnx, hold: long}
  - choose:
      - do: cat-cow
      - {do: sphinx, hold: 3 min, optional: maybe}
"""


def draft_of(text: str, folder: Path) -> RoutineDraft:
    path = folder / "mine.yaml"
    path.write_bytes(text.encode())
    return RoutineDraft.opened(path, EXERCISES)


@pytest.fixture
def draft(tmp_path: Path) -> RoutineDraft:
    return draft_of(TEXT, tmp_path)


def test_values_lists_keys_and_counts_are_read_at_their_places(draft: RoutineDraft) -> None:
    assert draft.value(("name",)) == "Mine"
    assert draft.value(("steps", 0, "hold")) == "2 min"
    assert draft.value(("steps", 0, "reps")) is None and draft.value(("steps",)) is None
    assert draft.texts(("helps",)) == ("hips", "neck")
    assert draft.texts(("name",)) == ("Mine",) and draft.texts(("goal",)) == ()
    assert draft.keys(("steps", 1)) == ("do", "hold") and draft.keys(("steps", 9)) == ()
    assert (draft.count(("steps",)), draft.count(("steps", 2, "choose")), draft.count(("name",))) == (3, 2, 0)


def test_faults_are_found_at_their_field_and_at_the_step_around_it(draft: RoutineDraft) -> None:
    assert [fault.text for fault in draft.faults_at(("steps", 1, "do"))] == ['do: there is no exercise "sphnx".']
    assert [fault.hint for fault in draft.faults_at(("steps", 1, "do"))] == ["Did you mean sphinx?"]
    assert ['"long" is not a length' in fault.text for fault in draft.faults_at(("steps", 1, "hold"))] == [True]
    assert len(draft.faults_at(("steps", 1))) == 2 and draft.faults_at(("steps", 0)) == ()
    (no_dose,) = draft.faults_at(("steps", 2, "choose", 0))
    assert "no dose" in no_dose.text and draft.place_of(no_dose) == ("steps", 2, "choose", 0)
    assert len(draft.faults_at(("steps", 2, "choose", 1, "optional"))) == 1
    assert len(draft.faults_at(())) == len(draft.read.faults) == 4


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("format: 1\nname: x\nsteps: []\n", ("steps",)),
        ("format: 1\nname: x\n", ()),
        ("format: 2\nname: x\n", ("format",)),
        ("format: 1\nname: x\nstps:\n- do: sphinx\n  hold: 1\n", ("stps",)),
        ("format: 1\nname: x\nsteps:\n- dose: sphinx\n  hold: 1\n", ("steps", 0, "dose")),
        ("format: 1\nname: x\nsteps:\n- hold: 1 min\n", ("steps", 0)),
        ("format: 1\nname: x\nsteps:\n- {do: sphinx, hold: 1 min, each: [a, a]}\n", ("steps", 0, "each", 1)),
        ("format: 1\nname: x\nname: y\nsteps:\n- {do: sphinx, hold: 1 min}\n", ("name",)),
        ("format: 1\nname: x\nsteps:\n- do: sphinx\n  hold: 1 min\n  note: [a\n", ("steps", 0, "note")),
    ],
)
def test_a_fault_has_the_deepest_place_that_holds_it(text: str, place: tuple[str | int, ...], tmp_path: Path) -> None:
    draft = draft_of(text, tmp_path)
    assert draft.place_of(draft.read.faults[0]) == place


def test_a_change_is_read_at_once_and_has_a_name(draft: RoutineDraft) -> None:
    draft.set(("steps", 0, "hold"), "never")
    assert len(draft.faults_at(("steps", 0, "hold"))) == 1
    assert (draft.changed, draft.undo()) == (True, "Pigeon's hold")
    assert (draft.changed, draft.faults_at(("steps", 0, "hold"))) == (False, ())
    assert draft.redo() == "Pigeon's hold" and draft.value(("steps", 0, "hold")) == "never"


def test_every_kind_of_change_has_its_name(draft: RoutineDraft) -> None:
    draft.set(("name",), "Yours")
    draft.insert(("steps",), 3, {"repeat": "2", "steps": [{"do": "sphinx", "hold": "1 min"}]})
    draft.insert(("steps", 3, "steps"), 0, {"name": "Bridge", "reps": "10"})
    draft.move(("steps", 0), ("steps", 1))
    draft.set(("steps", 1, "each"), None)
    draft.set(("steps", 3, "repeat"), "3")
    draft.set(("steps", 2, "choose", 0, "hold"), "1 min")
    draft.remove(("steps", 0))
    draft.type_over("")
    names = []
    while draft.can_undo:
        names.append(draft.undo_name)
        assert draft.undo() == names[-1]
    assert names == ["The text", "sphnx removed", "Cat-cow's hold", "The circuit's repeat", "Pigeon's each",
                     "Pigeon moved", "Bridge added", "The circuit added", "The name"]  # fmt: skip
    assert draft.text == TEXT and draft.undo() == "" and draft.redo_name == "The name"


def test_what_belongs_together_is_one_step_back(draft: RoutineDraft) -> None:
    with draft.together("Fit to twenty minutes"):
        draft.set(("steps", 0, "hold"), "1 min")
        draft.remove(("steps", 1))
    assert draft.count(("steps",)) == 2
    assert draft.undo() == "Fit to twenty minutes" and draft.text == TEXT and not draft.can_undo


def test_of_what_belongs_together_all_stands_or_nothing(draft: RoutineDraft) -> None:
    with pytest.raises(NotEditedError), draft.together("Both"):
        draft.set(("name",), "x")
        draft.remove(("steps", 7))
    assert draft.text == TEXT and not draft.can_undo


def test_a_new_change_ends_what_could_be_made_again(draft: RoutineDraft) -> None:
    draft.set(("name",), "a")
    draft.undo()
    draft.set(("name",), "b")
    assert not draft.can_redo and draft.redo() == ""


def test_the_same_value_is_no_change(draft: RoutineDraft) -> None:
    draft.set(("name",), "Mine")
    draft.set(("summary",), None)
    draft.move(("steps", 0), ("steps", 0))
    assert not draft.can_undo and not draft.changed


def test_a_new_routine_has_a_name_and_no_steps_until_one_is_put_in(tmp_path: Path) -> None:
    draft = RoutineDraft.begun(tmp_path / "evening.yaml", EXERCISES, "Evening: slow")
    first, *rest = draft.text.split("\n")
    assert first.startswith("# yaml-language-server: $schema=")
    assert rest == ["format: 1", 'name: "Evening: slow"', "steps: []", ""]
    assert [fault.text for fault in draft.read.faults] == ["steps: there is no step in it."]
    draft.insert(("steps",), 0, {"do": "pigeon", "hold": "2-3 min", "each": "side"})
    assert draft.text.endswith("steps:\n  - do: pigeon\n    hold: 2-3 min\n    each: side\n")
    assert draft.read.routine is not None and draft.read.faults == ()
    assert draft.keep() == Kept() and not draft.changed
    assert draft.path.read_bytes() == draft.text.encode()


def test_a_copy_has_the_comments_and_another_name(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(TEXT.encode())
    copy = RoutineDraft.copied(tmp_path / "a.yaml", tmp_path / "b.yaml", EXERCISES, "Other")
    assert copy.text == TEXT.replace("Mine", "Other") and copy.changed and not copy.can_undo
    assert copy.keep() == Kept() and (tmp_path / "a.yaml").read_bytes() == TEXT.encode()


def test_nothing_is_written_over_what_another_program_wrote(draft: RoutineDraft) -> None:
    draft.set(("name",), "Ours")
    draft.path.write_text("name: Theirs\n", encoding="utf-8")
    assert draft.keep() == Changed("name: Theirs\n")
    assert (draft.changed, draft.path.read_text(encoding="utf-8")) == (True, "name: Theirs\n")
    assert draft.keep_over() == Kept() and "name: Ours" in draft.path.read_text(encoding="utf-8")
    assert draft.keep() == Kept() and not draft.changed


def test_who_writes_while_ours_goes_to_the_disk_is_not_written_over(
    draft: RoutineDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def flushed(handle: int) -> None:
        flush(handle)
        draft.path.write_text("name: Theirs\n", encoding="utf-8")

    draft.set(("name",), "Ours")
    monkeypatch.setattr(os, "fsync", flushed)
    assert draft.keep() == Changed("name: Theirs\n")
    assert draft.changed and draft.path.read_text(encoding="utf-8") == "name: Theirs\n"
    assert [path.name for path in draft.path.parent.glob(".*")] == []


def test_theirs_can_be_taken_and_ours_comes_back_by_undo(draft: RoutineDraft) -> None:
    draft.set(("name",), "Ours")
    ours = draft.text
    draft.path.write_text("name: Theirs\n", encoding="utf-8")
    draft.take_theirs()
    assert (draft.text, draft.changed) == ("name: Theirs\n", False)
    draft.undo()
    assert (draft.text, draft.changed) == (ours, True)
    assert draft.keep() == Kept() and draft.path.read_bytes() == ours.encode()


def test_a_file_that_is_gone_is_said_and_can_be_written_again(draft: RoutineDraft) -> None:
    draft.path.unlink()
    assert draft.keep() == Changed(None) and not draft.path.exists()
    assert draft.keep_over() == Kept() and draft.path.read_bytes() == TEXT.encode()


def test_a_new_routine_does_not_write_over_a_file_that_came_meanwhile(tmp_path: Path) -> None:
    draft = RoutineDraft.begun(tmp_path / "x.yaml", EXERCISES, "x")
    draft.path.write_text("name: other\n", encoding="utf-8")
    assert draft.keep() == Changed("name: other\n")
    with pytest.raises(NotTakenError, match="already a file"):
        draft.keep_as(draft.path.with_name("x.yaml").parent / ".." / tmp_path.name / "x.yaml")
    assert draft.keep_as(tmp_path / "y.yaml") == Kept()
    assert draft.path == tmp_path / "y.yaml" and not draft.changed
    assert (tmp_path / "x.yaml").read_text(encoding="utf-8") == "name: other\n"


def test_the_same_change_made_by_another_program_is_no_quarrel(draft: RoutineDraft) -> None:
    draft.set(("name",), "Same")
    draft.path.write_bytes(draft.text.encode())
    assert draft.keep() == Kept() and not draft.changed


@pytest.mark.parametrize("data", [b"name: \xfc\n", "name: x".encode("utf-16"), b"\xff" * 100])
def test_what_is_no_text_is_refused_with_its_place(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(data)
    with pytest.raises(NotTakenError, match="line 1, column"):
        RoutineDraft.opened(tmp_path / "x.yaml", EXERCISES)


def test_a_byte_order_mark_and_odd_ends_of_lines_are_kept(tmp_path: Path) -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n").rstrip("\r\n")
    draft = draft_of(text, tmp_path)
    draft.set(("name",), "Other")
    draft.keep()
    assert draft.path.read_bytes() == text.replace("Mine", "Other").encode()
    assert draft.place_of(draft.faults_at(("steps", 1, "hold"))[0]) == ("steps", 1, "hold")


def test_a_broken_file_is_read_up_to_the_break_and_mended_as_text(tmp_path: Path) -> None:
    draft = draft_of("format: 1\nname: x\nsteps:\n  - do: sphinx\n    hold: 1 min\n   oops\n", tmp_path)
    assert draft.value(("steps", 0, "do")) == "sphinx" and draft.read.routine is None
    with pytest.raises(NotEditedError, match="line 6"):
        draft.set(("name",), "y")
    draft.type_over(draft.text.replace("   oops\n", ""))
    draft.set(("name",), "y")
    assert draft.read.routine is not None


def test_a_file_grows_no_larger_than_is_read(draft: RoutineDraft) -> None:
    with pytest.raises(NotEditedError, match="larger than 512 kB"):
        draft.type_over("#" * 600_000)
    assert draft.text == TEXT


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="a folder that may not be written")
def test_a_disk_that_refuses_leaves_the_draft_changed(draft: RoutineDraft) -> None:
    draft.set(("name",), "Other")
    draft.path.parent.chmod(0o500)
    try:
        with pytest.raises(OSError, match="denied"):
            draft.keep()
    finally:
        draft.path.parent.chmod(0o700)
    assert draft.changed and draft.path.read_bytes() == TEXT.encode()


def back_and_forth(draft: RoutineDraft, seed: int, edits: int) -> int:
    """Edit at random, go all the way back and forth again; return how many edits were taken."""
    rng = Random(seed)
    before, taken = draft.text, 0
    texts = [before]
    for _ in range(edits):
        if edit_at_random(draft, rng):
            taken += 1
            assert parse_yaml(draft.text.encode(), "").root is not None
        if draft.text != texts[-1]:
            texts.append(draft.text)
    for text in reversed(texts[:-1]):
        draft.undo()
        assert draft.text == text
    assert not draft.can_undo and draft.text == before
    for text in texts[1:]:
        draft.redo()
        assert draft.text == text
    assert not draft.can_redo
    return taken


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
def test_forty_random_edits_of_a_bundled_routine_go_back_to_its_bytes(path: Path) -> None:
    draft = RoutineDraft.opened(path, EXERCISES)
    assert back_and_forth(draft, 7, 40) > 20
    while draft.can_undo:
        draft.undo()
    assert draft.text.encode() == path.read_bytes() and not draft.changed


def test_two_hundred_random_edits_of_a_commented_file_go_back_to_its_bytes(tmp_path: Path) -> None:
    draft = draft_of(random_file(Random(5)).text, tmp_path)
    assert back_and_forth(draft, 11, 200) > 100


@given(st.integers(0, 10**9))
@settings(max_examples=25, deadline=None)
def test_random_edits_of_random_files_go_back_and_forth(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    path = tmp_path_factory.getbasetemp() / "random.yaml"
    path.write_bytes(random_file(Random(seed)).text.encode())
    draft = RoutineDraft.opened(path, EXERCISES)
    back_and_forth(draft, seed, 12)
    assert draft.faults_at(()) == draft.read.faults


def test_a_draft_of_the_library_finds_own_exercises(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "bridge.yaml").write_text("name: Bridge\n", encoding="utf-8")
    shelf = Library(bundled(), tmp_path).exercises
    draft = RoutineDraft.begun(tmp_path / "x.yaml", shelf, "x")
    draft.insert(("steps",), 0, {"do": "bridge", "reps": "10"})
    assert draft.read.routine is not None and draft.undo_name == "Bridge added"
