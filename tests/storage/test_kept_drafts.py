"""What was changed and not saved is kept aside whole, by file, and forgotten when it is told to be."""

from __future__ import annotations

from pathlib import Path

from app.storage.kept_drafts import KeptDraft, KeptDrafts


def test_a_draft_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    drafts = KeptDrafts(tmp_path)
    kept = KeptDraft("/r/evening.yaml", "Evening", "name: Evening\n", "name: Evening ten\n# ünsaved \udc80\n")
    drafts.keep(kept)
    assert KeptDrafts(tmp_path).of("/r/evening.yaml") == kept
    assert drafts.of("/other/evening.yaml") is None


def test_a_later_draft_takes_the_place_of_the_earlier_one_of_its_file_alone(tmp_path: Path) -> None:
    drafts = KeptDrafts(tmp_path)
    drafts.keep(KeptDraft("/r/b.yaml", "B", None, "1"))
    drafts.keep(KeptDraft("/r/a.yaml", "a", None, "2"))
    drafts.keep(KeptDraft("/r/b.yaml", "B", None, "3"))
    assert [draft.text for draft in drafts.all()] == ["2", "3"]
    drafts.forget("/r/a.yaml")
    drafts.forget("/r/never.yaml")
    assert [draft.text for draft in drafts.all()] == ["3"]


def test_a_file_that_is_no_draft_is_passed_over_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    other = b'{"path": 1, "name": "", "before": "", "text": ""}'
    for name, content in (("a", b"{"), ("b", b"[]"), ("c", other), ("d", b"\xff")):
        (folder / f"{name}.draft").write_bytes(content)
    assert KeptDrafts(tmp_path).all() == ()
    assert len(list(folder.iterdir())) == 4


def test_without_a_folder_there_is_nothing(tmp_path: Path) -> None:
    assert KeptDrafts(tmp_path / "none").all() == ()
    assert KeptDrafts(tmp_path / "none").of("/r/a.yaml") is None
