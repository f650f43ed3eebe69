"""Whatever a file holds, it is read with places, or refused with a sentence; nothing hangs and nothing is raised."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.faults import Fault
from app.storage.yaml_reader import MOST_BYTES, Fields, Items, Text, parse_yaml, read_yaml


def told(data: bytes | str) -> list[str]:
    """Return the faults as they are printed."""
    document = parse_yaml(data.encode() if isinstance(data, str) else data, "f.yaml")
    return [str(fault) for fault in document.faults]


def test_keys_and_values_have_their_places() -> None:
    root = parse_yaml(b"name: Mine\nsteps:\n  - do: pigeon\n    hold: 1:30\n", "f.yaml").root
    assert isinstance(root, Fields)
    steps = root.entries[1].value
    assert isinstance(steps, Items) and isinstance(steps.items[0], Fields)
    hold = steps.items[0].entries[1]
    assert (hold.key, hold.line, hold.column, hold.value) == ("hold", 4, 5, Text("1:30", 4, 11))


@pytest.mark.parametrize(
    "text", ["1:30", "yes", "no", "on", "~", "null", "2027-13-45", "0x1F", "08", ".inf", "1_000", "<<"]
)
def test_no_value_is_guessed(text: str) -> None:
    for written in (f"key: {text}", f"{{key: {text}}}", f'key: "{text}"'):
        root = parse_yaml(written.encode(), "f.yaml").root
        assert isinstance(root, Fields) and isinstance(root.entries[0].value, Text)
        assert root.entries[0].value.text == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"a: 1\na: 2\n", 'f.yaml:2:1: "a" is given twice; the first is in line 1. Keep one of them.'),
        (b"{a: 1, a: 2}", 'f.yaml:1:8: "a" is given twice; both are in this line. Keep one of them.'),
        (b"a: *b\n", 'f.yaml:1:4: an alias ("*b") may not be used. Write it out.'),
        (b"a: &b c\n", 'f.yaml:1:4: an anchor ("&b") may not be used. Take it out.'),
        (b"a: !!int 3\n", 'f.yaml:1:4: a tag ("!!int") may not be used. Take it out.'),
        (b"a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document begins here. A file holds one: take out the line ---."),
        (b"a: b\0c\n", "f.yaml:1:5: the character U+0000 (NUL) is not allowed. Take it out."),
        (b"a: 1\nb: Br\xfccke\n", "f.yaml:2:6: the byte 0xFC is not UTF-8. Save the file as UTF-8."),
        (b"a:\n\tb: 1\n", "f.yaml:2:1: a tab stands where spaces must. Indent with spaces."),
        (b"a:\n  - b: 1\n\tc: 2\n", "f.yaml:3:1: a tab stands where spaces must. Indent with spaces."),
        (b'a: "\\e[31m"\n', "f.yaml:1:4: an escape stands for the character U+001B (escape), which is not allowed."),
        (b'"\\x9b": 1\n', "f.yaml:1:1: an escape stands for the character U+009B, which is not allowed. Take it out."),
        (b"a: 'b\n", "f.yaml:1:4: a quotation mark is opened and never closed. Close it."),
        (b"a: @b\n", "f.yaml:1:4: a text cannot begin with @ in YAML. Put it in quotes."),
        (b"a: b: c\n", 'f.yaml:1:5: a colon stands where none may. '),
        (b"\xef\xbb\xbfa: 1\n", "f.yaml:1:1: an invisible byte order mark stands before the first character."),
        ("a: 1".encode("utf-16"), "f.yaml:1:1: the file is written in UTF-16. Save it as UTF-8."),
        (b"? [a]\n: b\n", "f.yaml:1:3: a key must be a word. Write `key: value`."),
        (b"a: [b, c\n", "a list in [ ] is not closed, or lacks a comma. Write [one, two]."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_its_place(data: bytes, says: str) -> None:
    (fault,) = told(data)
    assert says in fault


def test_every_line_that_begins_with_braces_is_said_and_the_rest_is_read() -> None:
    text = "setup:\n  - {side} knee up\n  - fine\n  - {other side} knee down\nwhat: [{side} arm, b]\na: 1\na: 2\n"
    assert [line.split(": ")[0] for line in told(text)] == ["f.yaml:2:5", "f.yaml:4:5", "f.yaml:5:8", "f.yaml:7:1"]
    assert all('A line that begins with "{" needs quotes' in line for line in told(text)[:3])


def test_what_stood_before_the_break_is_read_too() -> None:
    document = parse_yaml(b"name: Mine\nname: Yours\nsteps:\n  - do: x\n 'oops\n", "f.yaml")
    assert document.faults[0].line == 2 and len(document.faults) == 2
    assert isinstance(document.root, Fields) and not document.root.complete


@pytest.mark.parametrize(
    "data",
    [b"[" * 10_000, b"[" * 400_000, b"{a: " * 100_000,
     b"- " * 250_000, b"? " * 200_000, b"a: &a [x]\nb: [" + b"*a, " * 16_000 + b"]",
     b"[1," * 100_000, b"[" + b"1," * 250_000, b"-\n" * 170_000, b'"' * 500_000, b"'" + b"\n" * 500_000, b"!" * 500_000,
     b"&" * 500_000, b"\xff" * 500_000,
     b"\0" * 500_000, b"\r\n" * 250_000 + b"\0", b"{" * 300_000, b"steps: [" + b"1, " * 60_000,
     b"- {side} x\n" * 40_000],
    ids=lambda data: repr(data[:8]),
)  # fmt: skip
def test_no_file_hangs_or_ends_the_program(data: bytes) -> None:
    begin = time.process_time()  # the work, not the wait for a busy machine
    document = parse_yaml(data, "f.yaml")
    assert document.faults and len(document.faults) <= 100
    assert all(fault.line >= 1 and fault.column >= 1 for fault in document.faults)
    assert time.process_time() - begin < 5  # a second by itself


def test_fifty_levels_are_read_and_one_more_is_not() -> None:
    assert told("[" * 50 + "]" * 50) == []
    assert told("[" * 51 + "]" * 51) == ["f.yaml:1:51: this is nested more than 50 levels deep. Write it flatter."]


def refused(path: Path) -> str:
    document = read_yaml(path, "f.yaml")
    assert document.root is None
    (fault,) = document.faults
    return str(fault)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_regular_file_is_refused_unread(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "zero").symlink_to("/dev/zero")
    assert refused(tmp_path / "pipe") == "f.yaml: this is no regular file and is not read."
    assert refused(tmp_path / "zero") == "f.yaml: this is no regular file and is not read."
    assert "a link that leads back to itself" in refused(tmp_path / "loop")
    assert "this is a folder" in refused(tmp_path)
    assert refused(tmp_path / "none") == "f.yaml: there is no such file."
    assert refused(Path("a\0b")) == "f.yaml: this is no file's name."


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(200_000_000)
    assert "200000 kB; at most 512 kB are read" in refused(large)
    exact = tmp_path / "exact.yaml"
    exact.write_bytes(b"a: " + b"x" * (MOST_BYTES - 3))
    assert read_yaml(exact).faults == ()
    exact.write_bytes(b"a: " + b"x" * (MOST_BYTES - 2))
    assert "too large" in refused(exact)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("a: 1", encoding="utf-8")
    path.chmod(0)
    assert "may not be read" in refused(path)


def test_lines_end_where_editors_end_them() -> None:
    assert told("a: x\u2028y\u0085z\r\nb: 1\rb: 2") == [
        'f.yaml:3:1: "b" is given twice; the first is in line 2. Keep one of them.'
    ]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60) | st.text("{}[]:,-&*!|>'\"%@`#?~ \n\tab1", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_said(data: bytes) -> None:
    for fault in parse_yaml(data, "f.yaml").faults:
        assert isinstance(fault, Fault) and fault.line >= 1 and fault.column >= 1 and fault.text.endswith(".")


def test_without_the_c_parser_the_same_is_read_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    texts = [
        "a: 1\na: 2\n",
        "a: [b, c\n",
        "a: 'b\n",
        "- {side} x\n- b\n",
        "a: b: c\n",
        "a:\n\tb: 1\n",
        "a: @b\n",
        "[" * 60,
        "a: 1\n  b: 2\n",
    ]
    with_c = [told(text) for text in texts]
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert [len(told(text)) for text in texts] == [len(faults) for faults in with_c]
    assert told(texts[0]) == with_c[0] and told(texts[3]) == with_c[3] and told(texts[4]) == with_c[4]
