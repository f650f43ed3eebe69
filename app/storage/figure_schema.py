"""The JSON Schema of a figure's file, made from the tables by which such a file is read."""

from __future__ import annotations

from app.core.figure.bones import BONES, JOINTS
from app.core.figure.contact import STEPS
from app.core.figure.props import KINDS, NEEDED, PLACES, WORDS
from app.storage.figure_files import ARM_KEYS, LEG_KEYS, POSE_KEYS, SPACES, TOP_KEYS
from app.storage.format_schema import DRAFT, Schema, described

MOST = 1000  # a number is nearer to 0 than this

SENTENCES: dict[str, str] = {
    "camera": "Degrees round the person (0: her right side, 90: her face), and degrees above the horizon.",
    "letter": "Which limb wears the ring with R or L; else it is found from the position's words.",
    "props": "What stands beside the body or hangs between the hands.",
    "base": "What all keyframes share.",
    "keys": "The keyframes, named as phases, positions or easier forms are; the first is shown where nothing is asked.",
    "start": "From where one goes into the first keyframe: a keyframe of its own, or the name of one.",
    "describe": "One sentence: what is seen.",
    "up": "Where the top of the pelvis points: [forward, left, up].",
    "front": "Where the belly points: [forward, left, up].",
    "at": "The middle between the hip joints, in metres.",
    "lumbar": "The lower back: [bend forward, bend to the left, turn to the left], degrees.",
    "chest": "The upper back: [bend forward, bend to the left, turn to the left], degrees.",
    "neck": "The neck: [bend forward, bend to the left, turn to the left], degrees.",
    "legs": "The left leg, mirrored for the right.",
    "left leg": "The left leg.",
    "right leg": "The right leg.",
    "arms": "The left arm, mirrored for the right.",
    "left arm": "The left arm.",
    "right arm": "The right arm.",
    "fit": "What may be moved until everything under touch is met.",
    "touch": "What touches the floor, or what measures how many metres.",
    "without": "Names of props that are not there in this keyframe.",
    "thigh": "The way the thigh points.",
    "shin": "The way the shin points.",
    "knee": "The way the knee points.",
    "sole": "The way the sole faces.",
    "toes": "The way the toes point.",
    "foot": "Where the sole is, under the ankle.",
    "ankle": "Where the ankle is.",
    "point": "Degrees the foot hangs down from a right angle with the shin.",
    "curl": "Degrees the toes bend up.",
    "turn": "Degrees the shin turns outward in the knee.",
    "upper": "The way the upper arm points.",
    "fore": "The way the forearm points.",
    "elbow": "The way the elbow points.",
    "fingers": "The way the fingers point.",
    "palm": "The way the palm faces.",
    "hand": "Where the palm touches.",
    "wrist": "Where the wrist is.",
    "grip at": "Where the middle of a held bar is.",
    "roll": "Degrees the hand turns inward about the forearm, where no palm is given.",
    "grip": "0 flat, 0.12 relaxed, 1 a fist.",
    "spread": "Degrees between the fingers.",
    "thumb": "Degrees the thumb stands off.",
    "shrug": "Metres the shoulder goes up.",
    "reach": "Metres the shoulder goes forward.",
    "space": "Whose front, left and up the directions of this limb mean.",
}

_NUMBER: Schema = {"type": "number", "exclusiveMinimum": -MOST, "exclusiveMaximum": MOST}
_TRIPLE: Schema = {"type": "array", "minItems": 3, "maxItems": 3, "items": _NUMBER}
_PAIR: Schema = {"type": "array", "minItems": 2, "maxItems": 2, "items": _NUMBER}
_WORDS: Schema = {"type": "array", "items": {"type": "string"}}
_TARGET: Schema = {"$ref": "#/definitions/place"}


def figure_schema() -> Schema:
    """Return the whole schema."""
    joints = sorted({*BONES, *(f"{side} {joint}" for side in ("left", "right") for joint in JOINTS)})
    return {
        "$schema": DRAFT,
        "title": "Holdwell figure",
        **_keys({name: _at_top(name) for name in TOP_KEYS}, required=["keys"]),
        "definitions": {
            "joint": {"enum": joints},
            "place": {
                "anyOf": [
                    _TRIPLE,
                    {"$ref": "#/definitions/joint"},
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "properties": {
                            "ref": {"$ref": "#/definitions/joint"},
                            "local": _TRIPLE,
                            "off": _TRIPLE,
                            "at": _TRIPLE,
                            "mid": {"type": "array", "minItems": 2, "maxItems": 2, "items": _TARGET},
                        },
                    },
                ]
            },
            "leg": _keys({name: _limb(kind) for name, kind in LEG_KEYS.items()}),
            "arm": _keys({name: _limb(kind) for name, kind in ARM_KEYS.items()}),
            "pose": _keys({name: _posed(name) for name in POSE_KEYS}),
        },
    }


def _at_top(name: str) -> Schema:
    pose: Schema = {"$ref": "#/definitions/pose"}
    frames: Schema = {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"anyOf": [pose, {"type": "null"}]},
    }
    shapes: dict[str, Schema] = {
        "camera": _PAIR,
        "letter": {"enum": ["leg", "arm"]},
        "props": {"type": "array", "items": _prop()},
        "base": pose,
        "keys": frames,
        "start": {"anyOf": [{"type": "string"}, pose]},
    }
    return shapes[name]


def _keys(shapes: dict[str, Schema], required: list[str] | None = None) -> Schema:
    """Return a mapping with these keys, each with its sentence, and no others."""
    whole: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: described(SENTENCES[name], shape) for name, shape in shapes.items()},
    }
    return {**whole, "required": required} if required else whole


def _limb(kind: str) -> Schema:
    shapes: dict[str, Schema] = {"way": _TRIPLE, "number": _NUMBER, "place": _TARGET, "space": {"enum": list(SPACES)}}
    return shapes[kind]


def _posed(name: str) -> Schema:
    if name.endswith(("leg", "legs", "arm", "arms")):
        return {"$ref": "#/definitions/leg" if "leg" in name else "#/definitions/arm"}
    measures: Schema = {"type": "object", "additionalProperties": _NUMBER}
    shapes: dict[str, Schema] = {
        "describe": {"type": "string"},
        "fit": {"type": "array", "items": {"enum": list(STEPS)}},
        "touch": {"anyOf": [_WORDS, measures]},
        "without": _WORDS,
    }
    return shapes.get(name, _TRIPLE)


def _prop() -> Schema:
    """Return a prop by its name alone, or with its settings."""
    needing = [name for name, kind in KINDS.items() if set(NEEDED) & set(kind.settings)]
    alone: Schema = {"enum": [name for name in KINDS if name not in needing]}
    with_settings: Schema = {
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": {name: _settings(name) for name in KINDS},
    }
    return {"anyOf": [alone, with_settings]}


def _settings(prop: str) -> Schema:
    kind = KINDS[prop]
    shape: Schema = {
        "description": f"{kind.what[0].upper()}{kind.what[1:]}.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "name": {"type": "string", "pattern": r"\S"},
            **{name: _setting(name, holds) for name, (holds, _) in kind.settings.items()},
        },
    }
    needed = [name for name in kind.settings if name in NEEDED]
    if needed:
        return {**shape, "required": needed}
    return {"anyOf": [shape, {"type": "null"}]}


def _setting(name: str, holds: str) -> Schema:
    if holds == "places":
        least, most = PLACES[name]
        return {"type": "array", "minItems": least, "maxItems": most, "items": _TARGET}
    words: Schema = {"enum": list(WORDS[name])} if name in WORDS else {}
    several: Schema = {"type": "array", "minItems": 1, "items": words}
    shapes = {"number": _NUMBER, "triple": _TRIPLE, "pair": _PAIR, "word": words, "words": several}
    return shapes[holds]
