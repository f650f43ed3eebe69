"""A YAML file as text: its bytes decoded with every bad one named, and the parser's complaints in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.faults import Fault

MOST_BAD_BYTES = 20
_BREAK = re.compile(r"\r\n|\r|\n")
# What YAML lets stand in a file; the rest is control characters and halves of pairs.
_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# YAML 1.1 ends a line at these; no editor counts them, and none is meant as a line's end.
_UNCOUNTED_BREAKS = {0x85: " ", 0x2028: " ", 0x2029: " "}
# A word in braces where a text begins: YAML takes it for a mapping.
_BRACES = re.compile(r"(?:^\s*(?:-\s+|[\w ]+:\s+)*|[\[,]\s*)\{(side|other side|position)\}")
BRACES_HINT = 'A line that begins with "{" needs quotes around the whole of it.'


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name and text."""

    file: str
    text: str

    def line(self, number: int) -> str:
        """Return a line, counted from 1; empty past the end."""
        lines = _BREAK.split(self.text)
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def braces_hint(self, number: int) -> str:
        """Return the sentence about quotes where a line begins with a word in braces, else nothing."""
        return BRACES_HINT if _BRACES.search(self.line(number)) else ""

    def with_braces_as_text(self, fault: Fault) -> Source | None:
        """Return the source with the fault's line read as a text, every column kept; None for any other fault."""
        if fault.hint != BRACES_HINT:
            return None
        at = 0
        for _ in range(fault.line - 1):
            following = _BREAK.search(self.text, at)
            at = following.end() if following else len(self.text)
        end = _BREAK.search(self.text, at)
        before, line, after = self.text[:at], self.line(fault.line), self.text[end.start() if end else len(self.text) :]
        changed = _BRACES.sub(lambda m: m[0].replace("{", "(").replace("}", ")"), line)
        return Source(self.file, before + changed + after) if changed != line else None


def decoded(data: bytes, file: str) -> tuple[str | None, list[Fault]]:
    """Return a file's text and what is wrong with its bytes; no text where too much is."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [Fault(file, 1, 1, "the file is written in UTF-16.", "Save it as UTF-8.")]
    faults: list[Fault] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        text = "an invisible byte order mark stands before the first character."
        faults.append(Fault(file, 1, 1, text, "Save the file as UTF-8 without it."))
    text, bad = _utf8(data)
    places: list[tuple[int, str, str]] = [
        (at, f"the byte 0x{byte:02X} is not UTF-8.", "Save the file as UTF-8.") for at, byte in bad
    ]
    for match in _NOT_ALLOWED.finditer(text):
        places.append((match.start(), f"the character {_name(match[0])} is not allowed.", "Take it out."))
        if len(places) > MOST_BAD_BYTES:
            break
    for at, words, hint in sorted(places)[:MOST_BAD_BYTES]:
        faults.append(Fault(file, *place(text, at), words, hint))
    if len(places) > MOST_BAD_BYTES:
        at = sorted(places)[MOST_BAD_BYTES][0]
        faults.append(
            Fault(file, *place(text, at), "there are more such bytes; this is no text file that can be read.")
        )
        return None, faults
    return _NOT_ALLOWED.sub("\ufffd", text).translate(_UNCOUNTED_BREAKS), faults


def without_controls(value: str) -> tuple[str, str]:
    """Return what an escape such as "\\x1b" makes of a text, without what may not stand in a file, and its first name.

    The name is empty where nothing had to go.
    """
    found = _NOT_ALLOWED.search(value)
    return (_NOT_ALLOWED.sub("\ufffd", value), _name(found[0])) if found else (value, "")


def place(text: str, at: int) -> tuple[int, int]:
    """Return line and column, from 1, of a character's place in a text."""
    breaks = list(_BREAK.finditer(text, 0, at))
    return len(breaks) + 1, at - (breaks[-1].end() if breaks else 0) + 1


def _utf8(data: bytes) -> tuple[str, list[tuple[int, int]]]:
    """Return the text, and place and value of each byte that is none of it, one more than the bound at most."""
    pieces: list[str] = []
    bad: list[tuple[int, int]] = []
    length = start = 0
    while len(bad) <= MOST_BAD_BYTES:
        try:
            pieces.append(data[start:].decode("utf-8"))
            break
        except UnicodeDecodeError as problem:
            piece = data[start : start + problem.start].decode("utf-8")
            pieces += [piece, "\ufffd"]
            bad.append((length + len(piece), data[start + problem.start]))
            length += len(piece) + 1
            start += problem.start + 1
    return "".join(pieces), bad


def _name(character: str) -> str:
    names = {"\0": "NUL", "\x1b": "escape", "\x07": "bell", "\x7f": "delete", "\ufeff": "byte order mark"}
    number = f"U+{ord(character):04X}"
    return f"{number} ({names[character]})" if character in names else number


_ONE_COLUMN = "What belongs together begins in one column."
_AS_ABOVE = 'Indent it as the lines above; "- " begins an entry.'
_BRACES_LIKE = "Write {do: pigeon, hold: 90 s}."
# What the parser says (the C one and the Python one) -> what a person can do about it.
_SENTENCES = (
    ("found a tab character", "a tab stands where spaces must.", "Indent with spaces."),
    ("found character '\\t'", "a tab stands where spaces must.", "Indent with spaces."),
    ("mapping values are not allowed", "a colon stands where none may.", 'A text with ": " in it needs quotes.'),
    ("could not find expected ':'", "a line here is not `key: value`.", "Write a colon and a space after the key."),
    ("found unexpected end of stream", "a quotation mark is opened and never closed.", "Close it."),
    ("found unknown escape character", "a backslash stands before a letter that means nothing.", "Use single quotes."),
    ("did not find expected hexdecimal", "after \\x and \\u stands a number in hexadecimal.", "Use single quotes."),
    ("found undefined tag handle", "a text begins with !, which makes it a tag.", "Put it in quotes."),
    ("found incompatible YAML document", "the %YAML line names a version that is not known.", "Take it out."),
    ("found duplicate %", "a line that begins with % is given twice.", "Take it out."),
    ("expected alphabetic or numeric", "& and * have a meaning of their own in YAML.", "Put the text in quotes."),
    ("block sequence entries are not allowed", 'a "- " stands where none may.', "Begin it on a line of its own."),
    ("did not find expected ',' or ']'", "a list in [ ] is not closed, or lacks a comma.", "Write [one, two]."),
    ("expected ',' or ']'", "a list in [ ] is not closed, or lacks a comma.", "Write [one, two]."),
    ("did not find expected ',' or '}'", "braces { } are not closed, or lack a comma.", _BRACES_LIKE),
    ("expected ',' or '}'", "braces { } are not closed, or lack a comma.", _BRACES_LIKE),
    ("did not find expected '-' indicator", "this line does not fit into the list.", _AS_ABOVE),
    ("did not find expected key", "this line does not fit under the one above.", _ONE_COLUMN),
    ("expected <block end>", "this line does not fit under the one above.", _ONE_COLUMN),
    ("did not find expected node content", "something is missing before this.", "Write a value."),
    ("did not find expected <document start>", "this line does not belong to what stands above.", _ONE_COLUMN),
    ("expected '<document start>'", "this line does not belong to what stands above.", _ONE_COLUMN),
)  # fmt: skip


def syntax_fault(
    source: Source, problem: str, context: str, at: tuple[int, int], begun: tuple[int, int] | None
) -> Fault:
    """Return the parser's complaint as a fault; `begun` is where the thing began that it could not end."""
    line, column = at
    said = f"{problem} {context}"
    for number in (line, begun[0] if begun else line, line - 1):
        if match := _BRACES.search(source.line(number)):
            return Fault(source.file, number, match.start(1), 'a text begins with "{".', BRACES_HINT)
    if by_the_line := _said_by_the_line(said, source.line(line), column):
        return Fault(source.file, line, column, *by_the_line)
    if ("end of stream" in said or "could not find expected ':'" in said) and begun is not None:
        line, column = begun
    for words, text, hint in _SENTENCES:
        if words in said:
            return Fault(source.file, line, column, text, hint)
    return Fault(source.file, line, column, f"this cannot be read as YAML: {problem or context}.")


def _said_by_the_line(said: str, line: str, column: int) -> tuple[str, str] | None:
    """Return text and hint where the line itself shows what is meant; None where it does not."""
    character, before = line[column - 1 : column], line[: column - 1]
    if "cannot start any token" in said and character == "\t":
        return "a tab stands where spaces must.", "Indent with spaces."
    if "cannot start any token" in said and character:
        return f"a text cannot begin with {character} in YAML.", "Put it in quotes."
    if "mapping values are not" in said and ": " not in before:
        hint = "Either this line begins too far to the right, or the one above lacks its colon."
        return "a colon stands where none may.", hint
    if "did not find expected" in said and before.rstrip().endswith(("'", '"')):
        return "the text has ended before this.", "A quotation mark within a text ends it: use the other kind outside."
    return None
