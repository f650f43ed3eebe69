"""The history goes out as CSV or JSON Lines and comes in again, whole, once, and never by halves."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage.chosen_file import FileRefusedError
from app.storage.history_content import SESSION, STEP, Content, past_contents
from app.storage.history_export import Exported, export_history
from app.storage.history_import import Imported, check_export, exported_sessions, import_sessions
from app.storage.history_table import HEADER
from tests.storage.contents import a_history, an_empty_history, everything, session, sessions, step

ENDINGS = [".csv", ".jsonl"]
DOCUMENT = Path(__file__).parents[2] / "docs" / "history-files.md"

both_endings = pytest.mark.parametrize("ending", ENDINGS)


def export(contents: list[Content], path: Path, *, rehearsals: bool = False) -> Path:
    with a_history(contents) as connection:
        export_history(connection, path, rehearsals=rehearsals)
    return path


def add(connection: sqlite3.Connection, path: Path) -> Imported:
    return import_sessions(connection, exported_sessions(path))


@both_endings
@settings(max_examples=60, deadline=None)
@given(contents=sessions)
def test_export_delete_everything_import_gives_the_same_history(ending: str, contents: list[Content]) -> None:
    with tempfile.TemporaryDirectory() as folder, a_history(contents) as connection:
        file = Path(folder) / f"history{ending}"
        before = everything(connection)
        export_history(connection, file, rehearsals=True)
        connection.execute("DELETE FROM step")
        connection.execute("DELETE FROM session")
        assert add(connection, file) == Imported(added=len(contents), there=0)
        assert everything(connection) == before
        # And again: nothing twice.
        assert add(connection, file) == Imported(added=0, there=len(contents))
        assert everything(connection) == before


@both_endings
@settings(max_examples=30, deadline=None)
@given(contents=sessions)
def test_no_line_depends_on_when_or_where_it_was_exported(ending: str, contents: list[Content]) -> None:
    # Two machines that got the same sessions in another order; no two of them began at the same instant.
    contents = list({datetime.fromisoformat(content["started"]): content for content in contents}.values())
    with tempfile.TemporaryDirectory() as folder:
        here = export(contents, Path(folder, f"here{ending}"), rehearsals=True)
        there = export(contents[::-1], Path(folder, f"there{ending}"), rehearsals=True)
        assert here.read_bytes() == there.read_bytes()


@both_endings
def test_rehearsals_stay_at_home_unless_they_are_wanted_and_stay_rehearsals(ending: str, tmp_path: Path) -> None:
    contents = [session(), session(id="rehearsed", rehearsal=True)]
    file = export(contents, tmp_path / f"without{ending}")
    assert [content["id"] for content in exported_sessions(file)] == [session()["id"]]
    file = export(contents, tmp_path / f"with{ending}", rehearsals=True)
    with an_empty_history() as connection:
        add(connection, file)
        assert [c["rehearsal"] for c in past_contents(connection, rehearsals=True)] == [False, True]


def test_the_table_holds_a_row_for_the_session_and_one_for_each_step(tmp_path: Path) -> None:
    file = export([session(note="left hip tighter")], tmp_path / "history.csv")
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [row["row"] for row in rows] == ["session", "step", "step"]
    assert (rows[0]["note"], rows[0]["steps"], rows[0]["level"]) == ("left hip tighter", "2", "40")
    assert [row["position"] for row in rows[1:]] == ["right knee forward", "left knee forward"]
    assert [row["done"] for row in rows[1:]] == ["145", "55.5"]
    assert {row["routine"] for row in rows} == {"lower-back-release"}
    assert rows[0]["started"] == "2026-11-20T18:42:00.000+01:00"


def test_a_line_of_json_is_a_session_as_the_history_prints_it_and_more(tmp_path: Path) -> None:
    file = export([session()], tmp_path / "history.jsonl")
    (line,) = file.read_text(encoding="utf-8").splitlines()
    with a_history([session()]) as connection:
        _, (printed,) = everything(connection)
    read = json.loads(line)
    assert {name: read[name] for name in printed if name != "steps"} == {
        k: v for k, v in printed.items() if k != "steps"
    }
    assert [{name: step[name] for name in printed["steps"][0]} for step in read["steps"]] == printed["steps"]


def test_a_spreadsheet_gets_no_formula_out_of_a_note(tmp_path: Path) -> None:
    note = '=HYPERLINK("http://example.org")'
    file = export([session(note=note)], tmp_path / "history.csv")
    with file.open(encoding="utf-8", newline="") as opened:
        assert next(csv.DictReader(opened))["note"] == f"'{note}"
    (content,) = exported_sessions(file)
    assert content["note"] == note


def test_every_column_is_documented_and_no_other() -> None:
    named = set(re.findall(r"^\| `([a-z_]+)` \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {"row", "format", *HEADER, *(column.name for column in (*SESSION, *STEP))}


def test_no_history_gives_a_file_that_can_be_read(tmp_path: Path) -> None:
    for ending in ENDINGS:
        assert export_history(None, tmp_path / f"history{ending}") == Exported(0, 0)
    assert check_export(tmp_path / "history.csv") == 0


def test_an_older_export_is_replaced_whole_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    file = export([session(), session(id="second")], tmp_path / "history.csv")
    export([session()], file)
    assert check_export(file) == 1
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("history.txt", "history.txt should end in .csv or .jsonl"),
        ("no folder/history.csv", "does not exist"),
        ("folder.csv", "is a folder"),
        ("own.csv", "is Holdwell's own file"),
    ],
)
def test_a_place_that_cannot_be_written_gets_a_sentence(name: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    own = tmp_path / "own.csv"
    own.write_text("precious")
    with an_empty_history() as connection, pytest.raises(FileRefusedError, match=sentence):
        export_history(connection, tmp_path / name, never=[own])
    assert own.read_text() == "precious"


def test_a_link_to_our_own_file_is_our_own_file(tmp_path: Path) -> None:
    own, link = tmp_path / "history.sqlite", tmp_path / "link.csv"
    own.write_text("precious")
    link.symlink_to(own)
    with an_empty_history() as connection, pytest.raises(FileRefusedError, match="own file"):
        export_history(connection, link, never=[own])
    assert own.read_text() == "precious"


def test_spreadsheets_may_save_it_with_other_separators_and_a_byte_order_mark(tmp_path: Path) -> None:
    file = export([session(note="a; b")], tmp_path / "history.csv")
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    assert list(exported_sessions(file)) == [session(note="a; b")]


def test_what_is_there_stays_as_it_is_here(tmp_path: Path) -> None:
    file = export([session(note="as it was"), session(id="new")], tmp_path / "history.jsonl")
    with a_history([session(note="corrected since")]) as connection:
        assert add(connection, file).sentence == "1 session was added, 1 was there already."
        notes = [content["note"] for content in past_contents(connection, rehearsals=True)]
    assert notes == ["corrected since", ""]


def test_a_deleted_session_comes_back_with_an_import(tmp_path: Path) -> None:
    file = export([session()], tmp_path / "history.csv")
    with a_history([session()]) as connection:
        connection.execute("UPDATE session SET deleted = started")
        assert add(connection, file) == Imported(added=1, there=0)
        assert list(past_contents(connection, rehearsals=True)) == [session()]


@pytest.mark.parametrize(
    ("ending", "edit", "line", "says"),
    [
        (".csv", ("2026-11-20T18:42:00.000+01:00", "yesterday"), 2, "started: .* is not a time with its zone"),
        (".csv", ("2026-11-20T18:42:00.000+01:00", "2026-11-20T18:42:00"), 2, "is not a time with its zone"),
        (".csv", (",40,", ",400,"), 2, "level: .* is not a whole number from 0 to 100"),
        (".csv", (",cut short,", ",well held,"), 4, "outcome: .* is not one of done, enough, cut short, skipped"),
        (".csv", (",55.5,", ",-1,"), 4, "done: .* is not a number of seconds"),
        (".csv", (",55.5,", ',"55,5",'), 4, "done: .* is not a number of seconds"),
        (".csv", ("step,8f14e45f", "step,other"), 3, "under a session that is not its own"),
        (".csv", ("step,8f14e45f", "stop,8f14e45f"), 3, "does not say which"),
        (".csv", (",290,", ",290,7,"), 2, "cells in place of"),
        (".csv", (",level,", ",grade,"), 1, "should name the column level once"),
        (".csv", ("row,id", "when,what"), 1, "no history that Holdwell wrote"),
        (".csv", ("Lower back release,40", 'Lower "back" release,40'), 2, None),
        (".jsonl", ('"format":1', '"format":2'), 2, "written in format 2; this Holdwell reads format 1"),
        (".jsonl", ('"level":40', '"level":true'), 2, "level: true is not a whole number"),
        (".jsonl", ('"level":40', '"level":4e1'), 2, "level: 40.0 is not a whole number"),
        (".jsonl", ('"done":55.5', '"done":NaN'), 2, "done: NaN is not"),
        (".jsonl", ('"done":55.5', '"done":1e999'), 2, "done: Infinity is not"),
        (".jsonl", ('"note":""', '"note":"\\ud800"'), 2, "note: .* is not a text"),
        (".jsonl", ('"note":"",', ""), 2, "note is missing"),
        (".jsonl", ('"id":"8f', '"id":"","was":"8f'), 2, "id: .* is not a text"),
        (".jsonl", ('"level":40', '"level":' + "9" * 5000), 2, "no session"),
        (".jsonl", ('"level":40', '"level":' + "[" * 5000), 2, "damaged|no session|no line"),
        (".jsonl", ('"steps":[{', '"steps":[3,{'), 2, "this is no step"),
        (".jsonl", ('{"format"', "{format"), 2, "no line of JSON"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line_and_nothing_is_changed(
    ending: str, edit: tuple[str, str], line: int, says: str | None, tmp_path: Path
) -> None:
    old, new = edit
    file = export([session()], tmp_path / f"history{ending}")
    text = file.read_bytes().decode()
    assert old in text
    if ending == ".jsonl":
        text = text.replace('"8f14e45f', '"good', 1) + text  # a good session first: it must not come in alone
        first, second = text.splitlines(keepends=True)
        text = first + second.replace(old, new, 1)
    else:
        text = text.replace(old, new, 1)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    if says is None:
        # A quotation mark inside a cell is no damage that shows.
        assert check_export(file) == 1
        return
    with a_history([session(id="mine")]) as connection:
        before = everything(connection)
        connection.execute("BEGIN")
        with pytest.raises(FileRefusedError, match=says) as refused:
            add(connection, file)
        connection.execute("ROLLBACK")
        assert everything(connection) == before
    assert str(refused.value).startswith(f"{file}:{line}:")


@both_endings
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_file_that_was_cut_off_is_refused_or_holds_whole_sessions(ending: str, data: st.DataObject) -> None:
    contents = [session(id=f"session {n}", note="a\nb, c") for n in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        file = export(contents, Path(folder) / f"history{ending}")
        whole = file.read_bytes()
        file.write_bytes(whole[: data.draw(st.integers(1, len(whole) - 1))])
        try:
            read = list(exported_sessions(file))
        except FileRefusedError:
            return
        assert read == contents[: len(read)]


def test_no_end_of_the_table_is_missing_unnoticed(tmp_path: Path) -> None:
    # 163 that was cut off still looks like a number: 16.
    file = export([session()], tmp_path / "history.csv")
    whole = file.read_bytes()
    for missing in range(1, 20):
        file.write_bytes(whole[:-missing])
        with pytest.raises(FileRefusedError, match=r"cut off|damaged|cells in place of"):
            check_export(file)


@both_endings
@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=300), after_header=st.booleans())
def test_whatever_the_file_holds_the_answer_is_a_sentence(ending: str, content: bytes, after_header: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"history{ending}"
        file.write_bytes((",".join(HEADER).encode() + b"\r\n" if after_header else b"") + content)
        try:
            assert list(exported_sessions(file)) == []
        except FileRefusedError as refused:
            assert str(refused)


def test_latin_1_is_told_with_line_and_column(tmp_path: Path) -> None:
    file = export([session(note="Fünf")], tmp_path / "history.jsonl")
    file.write_bytes(file.read_text(encoding="utf-8").encode("latin-1"))
    with pytest.raises(FileRefusedError, match=r"history.jsonl:1:\d+: this is not UTF-8"):
        check_export(file)


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    with file.open("wb") as opened:
        opened.truncate(64 * 2**20)
    with pytest.raises(FileRefusedError, match="longer than any session"):
        check_export(file)


def test_steps_of_a_thousand_lines_in_a_note_keep_their_line_number(tmp_path: Path) -> None:
    contents = [session(note="\n" * 10), session(id="second", steps=[step(exercise="Sphinx"), step()])]
    file = export(contents, tmp_path / "history.csv")
    text = file.read_bytes().decode().replace(",Sphinx,", ",Sphinx,,", 1)
    file.write_bytes(text.encode())
    at = text[: text.index(",Sphinx,")].count("\n") + 1
    with pytest.raises(FileRefusedError, match=f"history.csv:{at}:1: this row has"):
        check_export(file)
