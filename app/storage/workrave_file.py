"""Workrave's `exercises.xml` as a routine with exercises of one's own: its words, sequences and pictures.

In it each `exercise` has titles and descriptions, one for each language, and a `sequence` that lasts so many seconds
and shows its images in turn, each for so long, some of them the other way round. A sequence becomes a hold; a picture
that is turned keeps that (`mirror: always`).

The file is read by expat with our own handlers, in one pass and with a bound on everything. A document type is refused
where it begins, so there are no entities to expand and nothing to fetch: a library for this (defusedxml) would do no
more, and lose the lines by which everything is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from app.core.faults import Fault
from app.core.file_names import file_key, folded, name_trouble
from app.core.lengths import LONGEST, quoted
from app.core.plain_line import cleaned
from app.storage.parcel import ENDING, MOST_PICTURE_BYTES, Note, Parcel, ParcelRefusedError
from app.storage.picture_kind import picture_trouble
from app.storage.plain_routine import scalar

MOST_XML_BYTES = 2**20
MOST_EXERCISES = 100
MOST_IMAGES = 20  # of one exercise
MOST_LETTERS = 4000  # of one text
MOST_DEPTH = 20
MOST_NOTES = 500
USUAL_SECONDS = 15  # a sequence without a duration, in Workrave
NAME = "Workrave exercises"
_KNOWN = ("exercises", "exercise", "title", "description", "sequence", "image")
# Gives a picture's content by its name beside the XML file; None: there is none that can be read.
Beside = Callable[[str], bytes | None]


@dataclass(slots=True)
class _Picture:
    name: str
    seconds: int
    mirrored: bool
    line: int


@dataclass(slots=True)
class _Exercise:
    line: int
    titles: list[tuple[str, str]] = field(default_factory=list)  # (language, text)
    descriptions: list[tuple[str, str]] = field(default_factory=list)
    seconds: int | None = None
    pictures: list[_Picture] = field(default_factory=list)


class _StopError(Exception):
    """Reading ends here: the sentence says why."""


def read_workrave(data: bytes, shown: str, beside: Beside, languages: Sequence[str] = ("en",)) -> Parcel:
    """Return the exercises of a file as one routine; raises ParcelRefusedError where there is not one of them.

    `languages` are the person's, the dearest first, as `de` or `pt_BR`; English comes after them.
    """
    reader = _Reader(shown)
    reader.read(data)
    written = _Writer(reader, beside, [*languages, "en"])
    return written.parcel()


class _Reader:
    """Collects the exercises as the parser meets them."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.exercises: list[_Exercise] = []
        self.notes: list[Note] = []
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._letters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.buffer_text = True
        self._open: list[str] = []
        self._text: list[str] | None = None
        self._language = ""

    def note(self, line: int, text: str) -> None:
        """Keep what was left out."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Note(line, text, left_out=True))

    def read(self, data: bytes) -> None:
        """Read the file; what came before the place where it breaks off stays."""
        try:
            self._parser.Parse(data, True)
        except _StopError as stop:
            raise self._refused(str(stop)) from None
        except expat.ExpatError as problem:
            text = f"this is no XML from here on: {expat.errors.messages.get(problem.code, 'it cannot be read')}."
            at = Fault(self.shown, problem.lineno, problem.offset + 1, text, "Nothing of it is taken.")
            raise ParcelRefusedError(at) from None
        except (LookupError, ValueError) as problem:  # an encoding that Python does not know either
            raise self._refused(f"its encoding cannot be read: {problem}.") from None
        if not self.exercises:
            raise self._refused("there is no exercise in it.")

    def _refused(self, text: str) -> ParcelRefusedError:
        parser = self._parser
        return ParcelRefusedError(Fault(self.shown, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, text))

    def _doctype(self, *_: object) -> None:
        raise _StopError("a document type may not be used: it can make a small file endless. Take it out.")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        name = name.removeprefix("_")  # as in the template that translators work on
        self._open.append(name)
        if len(self._open) > MOST_DEPTH:
            raise _StopError(f"this is nested more than {MOST_DEPTH} levels deep.")
        if len(self._open) == 1 and name != "exercises":
            raise _StopError(f"this is no list of Workrave's exercises: it begins with <{name[:40]}>.")
        if name not in _KNOWN:
            self.note(line, f"<{name[:40]}> is not known.")
        elif name == "exercise":
            if len(self.exercises) >= MOST_EXERCISES:
                raise _StopError(f"there are more than {MOST_EXERCISES} exercises in it.")
            self.exercises.append(_Exercise(line))
        elif self.exercises and self._open[:-1]:
            self._inside(self.exercises[-1], name, attributes, line)

    def _inside(self, exercise: _Exercise, name: str, attributes: Mapping[str, str], line: int) -> None:
        if name in ("title", "description"):
            self._text, self._language = [], attributes.get("xml:lang", "")
        elif name == "sequence":
            exercise.seconds = self._seconds(attributes.get("duration"), USUAL_SECONDS, line)
        elif name == "image":
            source = cleaned(attributes.get("src", ""))
            if source in ("", "none"):
                return
            if len(exercise.pictures) >= MOST_IMAGES:
                self.note(line, f"the picture {quoted(source)}: at most {MOST_IMAGES} of one exercise are taken.")
                return
            turned = attributes.get("mirrorx") == "yes"
            seconds = self._seconds(attributes.get("duration"), 1, line)
            exercise.pictures.append(_Picture(source, seconds, turned, line))

    def _seconds(self, text: str | None, usual: int, line: int) -> int:
        if text is None:
            return usual
        number = re.match(r"\s*([0-9]{1,6})", text)
        if number is None or not 1 <= int(number[1]) <= LONGEST:
            self.note(line, f"duration {quoted(cleaned(text)[:40])} is no number of seconds; {usual} s are taken.")
            return usual
        return int(number[1])

    def _letters(self, text: str) -> None:
        if self._text is not None and sum(map(len, self._text)) < MOST_LETTERS:
            self._text.append(text)

    def _end(self, name: str) -> None:
        self._open.pop()
        name = name.removeprefix("_")
        if self._text is None or name not in ("title", "description") or not self.exercises:
            return
        text = cleaned("".join(self._text)[:MOST_LETTERS])
        exercise = self.exercises[-1]
        if text:
            (exercise.titles if name == "title" else exercise.descriptions).append((self._language, text))
        self._text = None


class _Writer:
    """Turns what was read into the files of a parcel."""

    def __init__(self, reader: _Reader, beside: Beside, languages: Sequence[str]) -> None:
        self._reader, self._beside, self._languages = reader, beside, languages
        self._files: dict[str, bytes] = {}
        self._keys: dict[str, str] = {}
        self._names: set[str] = set()
        self._found: dict[str, str | None] = {}  # a picture's name -> why it is left out; None: it is there

    def parcel(self) -> Parcel:
        """Return the routine with its exercises."""
        notes: list[Note] = []
        steps: list[str] = []
        for exercise in self._reader.exercises:
            title = said_in(exercise.titles, self._languages)
            if not title:
                self._reader.note(exercise.line, "an exercise without a title.")
                continue
            key = self._key(title)
            pictures = self._write(key, title, exercise)
            seconds = exercise.seconds or USUAL_SECONDS
            steps.append(f"  - do: {scalar(key)}\n    hold: {seconds} s\n")
            shown = f", {pictures} picture{'' if pictures == 1 else 's'}" if pictures else ""
            notes.append(Note(exercise.line, f"{title}, {seconds} s{shown}"))
        if not steps:
            raise ParcelRefusedError(Fault(self._reader.shown, 0, 0, "no exercise in it has a title."))
        head = f"format: 1\nname: {NAME}\nsummary: Taken from Workrave.\nhelps: [at the desk]\nsteps:\n"
        key = file_key(NAME, "workrave")
        self._files[f"routines/{key}{ENDING}"] = (head + "".join(steps)).encode()
        told = sorted((*notes, *self._reader.notes), key=lambda note: note.line)
        return Parcel(self._reader.shown, key, dict(sorted(self._files.items())), tuple(told))

    def _key(self, title: str) -> str:
        """Return a key that no other exercise of the file has."""
        wanted = file_key(title, "exercise")
        key, number = wanted, 1
        while folded(key) in self._names:
            number += 1
            key = f"{wanted}-{number}"
        self._names.add(folded(key))
        return key

    def _write(self, key: str, title: str, exercise: _Exercise) -> int:
        """Write an exercise's file and take its pictures; return how many entries its sequence has."""
        text = f"name: {scalar(title)}\n"
        description = said_in(exercise.descriptions, self._languages)
        if description:
            text += "setup:\n" + "".join(f"  - {scalar(line)}\n" for line in sentences(description))
        entries = [entry for picture in exercise.pictures if (entry := self._picture(picture))]
        if entries:
            text += "picture:\n" + "".join(f"  - {entry}\n" for entry in entries)
        self._files[f"exercises/{key}{ENDING}"] = text.encode()
        return len(entries)

    def _picture(self, picture: _Picture) -> str:
        """Return a picture's entry, "" where it is left out; its file is taken once, however often it is shown."""
        if picture.name not in self._found:
            self._found[picture.name] = self._take(picture.name)
        if (trouble := self._found[picture.name]) is not None:
            self._reader.note(picture.line, f"the picture {quoted(picture.name[:100])}: {trouble}.")
            return ""
        turned = ", mirror: always" if picture.mirrored else ""
        return f"{{image: {scalar(picture.name, flow=True)}, for: {picture.seconds} s{turned}}}"

    def _take(self, name: str) -> str | None:
        if trouble := name_trouble(name):
            return trouble
        if any(folded(path) == folded(f"exercises/{name}") for path in self._files):
            return "another one has the same name but for its letters' size"
        content = self._beside(name)
        if content is None:
            return "there is none of that name beside the file"
        if len(content) > MOST_PICTURE_BYTES:
            return "it is too large"
        if trouble := picture_trouble(name, content):
            return trouble
        self._files[f"exercises/{name}"] = content
        return None


def said_in(texts: Sequence[tuple[str, str]], languages: Sequence[str]) -> str:
    """Return the text in the dearest of the languages that there is, else the first one; "" where there is none.

    A text without a language is English, as in Workrave.
    """
    for language in languages:
        for exact in (True, False):
            for tag, text in texts:
                have, want = (tag or "en").replace("-", "_").lower(), language.replace("-", "_").lower()
                if have == want or (not exact and have.split("_")[0] == want.split("_")[0]):
                    return text
    return texts[0][1] if texts else ""


def languages_of(environment: Mapping[str, str]) -> list[str]:
    """Return the person's languages as the environment says them, the dearest first, without `.UTF-8` and the like."""
    words = environment.get("LANGUAGE", "").split(":")
    words += [environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    plain = [re.split(r"[.@]", word, maxsplit=1)[0] for word in words]
    return list(dict.fromkeys(word for word in plain if word not in ("", "C", "POSIX")))


def sentences(text: str) -> list[str]:
    """Return a paragraph's sentences, each a line to be read or heard by itself."""
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[^\W\d_a-zß-ÿ])", text) if part]
