"""JSON Schemas of the files that people write, for editors that complete and check as one types.

Made from the format's own rows (`core.routine_format`), its lengths and the figures' tables. A schema knows shapes:
keys, words, what a length looks like. What needs the whole file or the library (an exercise that is not there, the
higher end of a range first) is for `holdwell check`. Draft 7, as editors know it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from app.core.lengths import LONGEST, count_pattern, plain_number, span_pattern
from app.core.routine_format import (
    CHOICE,
    CIRCUIT,
    EASIER,
    EXERCISE,
    FORMAT,
    IMAGE,
    PHASE,
    ROUTINE,
    SAY,
    STEP,
    WHEN,
    Holds,
    Key,
    names_of,
)
from app.storage.image_files import IMAGE_ENDINGS

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"


class Kind(StrEnum):
    """The files that there is a schema of."""

    ROUTINE = "routine"
    EXERCISE = "exercise"
    FIGURE = "figure"


def schema_of(kind: Kind) -> Schema:
    """Return the whole schema of one kind of file."""
    if kind is Kind.FIGURE:
        # Late: the figure's tables lie beside its geometry, and that needs numpy.
        from app.storage.figure_schema import figure_schema  # noqa: PLC0415

        return figure_schema()
    if kind is Kind.EXERCISE:
        return {"$schema": DRAFT, "title": "Holdwell exercise", **_mapping(EXERCISE), "definitions": _shapes()}
    return {
        "$schema": DRAFT,
        "title": "Holdwell routine",
        **_mapping(ROUTINE),
        "definitions": {
            **_shapes(),
            "steps": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/node"}},
            "node": _one_of_nodes(),
            "exercise step": _step((*STEP,)),
            "named step": _step((*_named(STEP), *EXERCISE)),
            "choice": _mapping(CHOICE),
            "circuit": _mapping(CIRCUIT),
            "alternative": {
                "if": {"required": ["do"]},
                "then": _step((*STEP, WHEN)),
                "else": _step((*_named(STEP), WHEN, *EXERCISE)),
            },
        },
    }


def _named(keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return a step's keys where the exercise's own keys take the place of `do`."""
    return tuple(key for key in keys if key.name != "do")


def _one_of_nodes() -> Schema:
    """Return what stands in a list of steps, told apart by its keys so that an editor speaks of the right one."""

    def has(name: str) -> Schema:
        return {"required": [name]}

    return {
        "if": has("choose"),
        "then": {"$ref": "#/definitions/choice"},
        "else": {
            "if": {"anyOf": [has("steps"), has("repeat")], "not": {"anyOf": [has("do"), has("name")]}},
            "then": {"$ref": "#/definitions/circuit"},
            "else": {
                "if": {**has("name"), "not": has("do")},
                "then": {"$ref": "#/definitions/named step"},
                "else": {"$ref": "#/definitions/exercise step"},
            },
        },
    }


def _step(keys: tuple[Key, ...]) -> Schema:
    """Return an exercise with its dose: what must be there, and what does not go together."""
    whole = _mapping(keys)
    first = "do" if "do" in names_of(keys) else "name"
    return {
        **whole,
        "required": [first],
        "anyOf": [{"required": ["hold"]}, {"required": ["reps"]}],
        "dependencies": {"rep": ["reps"], "pace": ["reps"]},
        "allOf": [{"not": {"required": ["hold", "rep"]}}, {"not": {"required": ["hold", "pace"]}}],
    }


def _mapping(keys: tuple[Key, ...]) -> Schema:
    """Return a mapping with these keys and no others."""
    shape: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: described(key.sentence, _value(key)) for key in keys},
    }
    required = [key.name for key in keys if key.required]
    return {**shape, "required": required} if required else shape


def described(sentence: str, shape: Schema) -> Schema:
    """Return a shape with its sentence; beside a `$ref` draft 7 reads nothing, so that goes one deeper."""
    return {"description": sentence, **({"allOf": [shape]} if "$ref" in shape else shape)}


def _value(key: Key) -> Schema:
    """Return the shape of a key's value."""
    made = _MADE.get(key.holds)
    return made(key) if made is not None else dict(_VALUES[key.holds])


def _length(key: Key) -> Schema:
    number = {"type": "number", "minimum": plain_number(key.least), "maximum": plain_number(key.most)}
    return {"anyOf": [number, _ref("range" if key.holds is Holds.RANGE else "length")], "examples": [key.example]}


def _count(key: Key) -> Schema:
    number = {"type": "integer", "minimum": 1, "maximum": plain_number(key.most)}
    return {"anyOf": [number, _ref("count")]}


def _text(key: Key) -> Schema:
    """Return a text, of so many characters at most where the key has a limit of its own."""
    if key.most == LONGEST:
        return _ref("text")
    return {"anyOf": [{"type": "string", "pattern": r"\S", "maxLength": plain_number(key.most)}, {"type": "number"}]}


def _word(key: Key) -> Schema:
    return {"enum": list(key.words)}


def _words(key: Key) -> Schema:
    return {"type": "array", "items": _word(key)}


def _each(key: Key) -> Schema:
    names = {"type": "array", "minItems": 1, "uniqueItems": True, "items": _ref("text")}
    return {"anyOf": [_word(key), names]}


def _needs(key: Key) -> Schema:
    words = "|".join(key.words)
    return {"type": "array", "items": {"type": "string", "pattern": rf"^\s*(?:{words})(?:\s+or\s+(?:{words}))*\s*$"}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


_MADE: dict[Holds, Callable[[Key], Schema]] = {
    Holds.TEXT: _text,
    Holds.LENGTH: _length,
    Holds.RANGE: _length,
    Holds.COUNT: _count,
    Holds.WORD: _word,
    Holds.WORDS: _words,
    Holds.EACH: _each,
    Holds.NEEDS: _needs,
}
_FORMAT_WORDS: list[object] = [FORMAT, str(FORMAT)]
_ENDINGS = "|".join("".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in end[1:]) for end in IMAGE_ENDINGS)
_VALUES: dict[Holds, Schema] = {
    Holds.TEXTS: {"type": "array", "uniqueItems": True, "items": _ref("text")},
    Holds.LINES: {"type": "array", "items": _ref("text")},
    Holds.FORMAT: {"enum": _FORMAT_WORDS},
    Holds.YES: {"enum": ["yes", "no", "true", "false", True, False]},
    Holds.OFTEN: {"type": "string", "pattern": r"^\s*[0-9]{1,3} (?:times )?per week\s*$"},
    Holds.DAY: {"type": "string", "pattern": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$"},
    Holds.PHASES: {"type": "array", "minItems": 1, "items": _ref("phase")},
    Holds.SAYS: {"type": "array", "items": _ref("said line")},
    Holds.AT: {
        "anyOf": [
            {"enum": ["half"]},
            {"type": "number", "minimum": 0},
            {"type": "string", "pattern": span_pattern(ranged=False, ending="(?: left)?")},
        ]
    },
    Holds.STEPS: _ref("steps"),
    Holds.ALTERNATIVES: {"type": "array", "minItems": 1, "items": _ref("alternative")},
    Holds.EASIER: {"type": "array", "items": _ref("easier form")},
    Holds.PICTURE: {
        "anyOf": [
            {"enum": ["figure"]},
            {"type": "string", "pattern": r"^\s*[fF][iI][gG][uU][rR][eE]\s+[oO][fF]\s+\S.*$"},
            {"type": "array", "minItems": 1, "items": _ref("image")},
        ]
    },
    Holds.IMAGE: {"type": "string", "pattern": rf"^\s*[^./\\\s][^/\\]*\.(?:{_ENDINGS})\s*$"},
}


def _shapes() -> Schema:
    """Return the shapes that exercises and routines share."""
    phase = {"type": "string", "pattern": span_pattern().replace("^", r"^\s*\S.*\s", 1)}
    say = _mapping(SAY)
    return {
        "text": {"type": ["string", "number", "boolean"], "pattern": r"\S"},
        "range": {"type": "string", "pattern": span_pattern()},
        "length": {"type": "string", "pattern": span_pattern(ranged=False)},
        "count": {"type": "string", "pattern": count_pattern()},
        "phase": {"anyOf": [phase, _mapping(PHASE)]},
        "said line": {**say, "oneOf": [{"required": ["at"]}, {"required": ["every"]}]},
        "easier form": {"anyOf": [_ref("text"), _mapping(EASIER)]},
        "image": _mapping(IMAGE),
    }
