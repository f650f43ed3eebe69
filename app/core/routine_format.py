"""The format of routines and exercises: every key once, with what it holds and a sentence that says what it is for.

The readers take the names of the keys and their limits from here; the JSON Schema and the page of documentation are
made from the same rows, so that neither can say anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.core.exercise import Mirror
from app.core.lengths import LONGEST, SHORTEST
from app.core.routine import Profile
from app.core.shelf import HELPS

FORMAT = 1
GOALS = ("relax", "mobility", "strength")
NEEDS = (
    "strap",
    "towel",
    "chair",
    "bench",
    "wall",
    "band",
    "dumbbells",
    "bag",
    "barbell",
    "cable",
    "pulldown",
    "rack",
    "mat",
    "pad",
    "stick",
)
SIDE_WORDS = ("{side}", "{other side}", "{position}")
MOST_CALLED = 20
MOST_REPS = 1000
MOST_SETS = 100
MOST_ROUNDS = 100
MOST_OFTEN = 100


class Holds(StrEnum):
    """What a key's value is."""

    TEXT = "text"
    TEXTS = "texts"  # a list of them, each once
    LINES = "lines"  # a list of lines that are shown or said
    WORD = "word"  # one of `words`
    WORDS = "words"  # a list of them
    FORMAT = "format"
    LENGTH = "length"  # of time
    RANGE = "range"  # a length of time or a range
    COUNT = "count"  # a whole number from 1 or a range
    YES = "yes"
    OFTEN = "often"
    DAY = "day"
    NEEDS = "needs"
    PHASES = "phases"
    EACH = "each"
    SAYS = "says"
    AT = "at"
    STEPS = "steps"
    ALTERNATIVES = "alternatives"
    EASIER = "easier"
    PICTURE = "picture"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Key:
    """One key: what it holds, a sentence that says what it is for, and how it is written.

    `least` and `most` are seconds or a number, for what has limits; `words` those that it may be.
    """

    name: str
    holds: Holds
    sentence: str
    example: str
    required: bool = False
    least: float = SHORTEST
    most: float = LONGEST
    words: tuple[str, ...] = ()


def names_of(keys: tuple[Key, ...]) -> tuple[str, ...]:
    """Return the names of keys, in their order."""
    return tuple(key.name for key in keys)


_PROFILES = tuple(profile.value for profile in Profile)

TIMING = (
    Key(
        "get ready",
        Holds.RANGE,
        "The time before an exercise to get into it; 10 s where nothing is said, 0 s for none.",
        "10 s",
        least=0,
    ),
    Key(
        "switch",
        Holds.RANGE,
        "The time to change sides, a step of its own; 8 s where nothing is said, 0 s for none.",
        "8 s",
        least=0,
    ),
    Key(
        "rest",
        Holds.RANGE,
        "The rest between sets (30 s where nothing is said) or between rounds (0 s).",
        "30 s",
        least=0,
    ),
    Key(
        "sound",
        Holds.WORD,
        "How it is heard: a voice and bells, bells, hardly anything, nothing.",
        "bells",
        words=_PROFILES,
    ),
)
_GET_READY, _SWITCH, _REST, _SOUND = TIMING
_OPTIONAL = Key(
    "optional", Holds.YES, "It may be dropped to fit a session to the time at hand, the last such step first.", "yes"
)
_NOTE = Key(
    "note",
    Holds.TEXT,
    "A line shown with the name; {side}, {other side} and {position} are put in.",
    "slowly, without a swing",
)

ROUTINE = (
    Key("format", Holds.FORMAT, "The version of the format, as the first line.", str(FORMAT), required=True),
    Key("name", Holds.TEXT, "The routine's name.", "Lower back release", required=True),
    Key("summary", Holds.TEXT, "One sentence about it.", "Long, supported holds that end with the legs up the wall."),
    Key("goal", Holds.WORDS, "What it is for.", "[relax]", words=GOALS),
    Key("helps", Holds.WORDS, "Which part of the body it helps.", "[lower back, hips]", words=HELPS),
    Key("by", Holds.TEXT, "Who gave it.", "Anna, physiotherapist"),
    Key("often", Holds.OFTEN, "How many sessions a week it asks for.", "3 per week", most=MOST_OFTEN),
    Key("until", Holds.DAY, "The day on which it ends.", "2027-01-31"),
    Key("level", Holds.WORD, "With fixed nobody's button makes it longer or shorter.", "fixed", words=("fixed",)),
    _GET_READY,
    Key(
        "first get ready",
        Holds.RANGE,
        "The get ready of the very first exercise, in place of the usual one.",
        "30 s",
        least=0,
    ),
    _SWITCH,
    _REST,
    _SOUND,
    Key(
        "steps",
        Holds.STEPS,
        "What is done, in order: exercises, choices and circuits.",
        "- {do: sphinx, hold: 1-3 min}",
        required=True,
    ),
)

DOSE = (
    Key("hold", Holds.RANGE, "One timed hold, of each position and each set.", "3-5 min"),
    Key(
        "reps",
        Holds.COUNT,
        "Repetitions; with hold that many holds, alone at the person's own pace.",
        "5-10",
        most=MOST_REPS,
    ),
    Key(
        "rep",
        Holds.PHASES,
        "The phases of one repetition, in order; the figure moves through keyframes of their names.",
        "[lift 2 s, lower 3 s]",
    ),
    Key(
        "pace",
        Holds.WORD,
        "With own there is no tempo: the person does the repetitions and says done.",
        "own",
        words=("own",),
    ),
    Key(
        "each",
        Holds.EACH,
        "The whole dose on every side, on the positions named here, or another side each repetition.",
        "side",
        words=("side", "alternate"),
    ),
    Key("sets", Holds.COUNT, "The whole dose so many times, with a rest between.", "3", most=MOST_SETS),
    Key("say", Holds.SAYS, "Lines said at a moment inside a hold.", '[{at: half, text: "Halfway."}]'),
)

STEP = (
    Key(
        "do",
        Holds.TEXT,
        "The exercise, by the name of its file; `name` with the exercise's own keys stands in its place.",
        "sphinx",
    ),
    *DOSE,
    *TIMING,
    _OPTIONAL,
    _NOTE,
    Key("load", Holds.TEXT, "What is lifted, shown with the name.", "8 kg"),
)
WHEN = Key("when", Holds.TEXT, "For whom this alternative is.", "pigeon bothers your knees")
CHOICE = (
    Key(
        "choose",
        Holds.ALTERNATIVES,
        "One of these, the first unless the person picks another, also in mid-session.",
        "- {do: pigeon, hold: 2 min, each: side}",
        required=True,
    ),
    *TIMING,
    _OPTIONAL,
    _NOTE,
)
CIRCUIT = (
    Key("repeat", Holds.COUNT, "How many rounds.", "3", required=True, most=MOST_ROUNDS),
    Key("steps", Holds.STEPS, "What each round is made of.", "- {do: cat-cow, reps: 6}", required=True),
    *TIMING,
    _OPTIONAL,
)
PHASE = (
    Key("name", Holds.TEXT, "The phase, as it is shown and said.", "cow", required=True),
    Key("for", Holds.RANGE, "How long it takes.", "15-30 s", required=True),
    Key("breath", Holds.WORD, "Which way the breath goes.", "in", words=("in", "out")),
)
SAY = (
    Key("at", Holds.AT, "When: half, so long after the start, or so long before the end.", "60 s left"),
    Key("every", Holds.LENGTH, "Again and again after so long.", "60 s"),
    Key("text", Holds.TEXT, "What is said and shown.", "Halfway.", required=True),
)

EXERCISE = (
    Key("name", Holds.TEXT, "The exercise's name.", "Pigeon", required=True),
    Key("summary", Holds.TEXT, "One sentence about it.", "A deep, folded rest for the outside of one hip."),
    Key("works", Holds.TEXTS, "Which parts of the body it works on.", "[hips, lower back]"),
    Key("called", Holds.TEXT, "A shorter name for the player and the voice.", "Bird dog", most=MOST_CALLED),
    Key(
        "needs",
        Holds.NEEDS,
        "What is needed, all of it; an entry may be `strap or towel`.",
        "[mat, strap or towel]",
        words=NEEDS,
    ),
    Key(
        "sides",
        Holds.TEXTS,
        "The names of the positions, the first one first; the picture is drawn for that.",
        "[right knee forward, left knee forward]",
    ),
    Key(
        "setup",
        Holds.LINES,
        "How to get into it, read before the clock runs.",
        "[Slide the right knee up behind the right wrist.]",
    ),
    Key("cues", Holds.LINES, "Short lines shown one after the other while it runs.", "[Hips square to the floor.]"),
    Key(
        "easier",
        Holds.EASIER,
        "Easier forms of it: lines, or lines with a keyframe of the figure.",
        "[A cushion under the hip takes the weight.]",
    ),
    Key("care", Holds.LINES, "What to look out for.", "[Take thread-the-needle where a knee complains.]"),
    Key("after", Holds.LINES, "How to get up again.", "[Roll onto one side and push yourself up.]"),
    Key("settle", Holds.LENGTH, "How long a newcomer takes to get into it.", "30 s"),
    Key(
        "describe",
        Holds.TEXT,
        "What is seen, for those who cannot see it; the figure's own sentence otherwise.",
        "Right knee bent in front, left leg long behind.",
    ),
    Key(
        "picture",
        Holds.PICTURE,
        "The figure, the figure of another exercise, or your own pictures beside the file.",
        "figure of pigeon",
    ),
)
EASIER = (
    Key("text", Holds.TEXT, "The line that says it.", "Bend the knee.", required=True),
    Key("key", Holds.TEXT, "The keyframe of the figure that shows it.", "bent"),
    Key("half", Holds.TEXT, "Said at half of a hold in this form.", "Now the other leg."),
)
IMAGE = (
    Key("image", Holds.IMAGE, "A picture beside the exercise's file.", "start.jpg", required=True),
    Key("for", Holds.LENGTH, "How long it is shown where there are several.", "2 s"),
    Key("alt", Holds.TEXT, "What is seen in it, in words.", "Lying on the back, one leg up"),
    Key("credit", Holds.TEXT, "Who made it.", "Anna"),
    Key(
        "mirror",
        Holds.WORD,
        "Whether it is turned for the other side.",
        "never",
        words=tuple(way.value for way in Mirror),
    ),
    Key("key", Holds.TEXT, "The phase, the position or the easier form that it belongs to.", "lift"),
)
