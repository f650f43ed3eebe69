"""The pages of documentation about routines and exercises, made from the format's own rows."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.lengths import COUNTS_ARE, LENGTHS_ARE, LONGEST, SHORTEST, in_words
from app.core.plan_size import MOST_SECONDS, MOST_SEGMENTS
from app.core.routine_format import (
    CHOICE,
    CIRCUIT,
    EASIER,
    EXERCISE,
    IMAGE,
    MOST_REPS,
    MOST_ROUNDS,
    MOST_SETS,
    PHASE,
    ROUTINE,
    SAY,
    STEP,
    WHEN,
    Holds,
    Key,
)

_MADE = "<!-- Made from the format's own rows by `python -m bench.format_pages`. Do not edit it by hand. -->"
_INTRODUCTION = """\
A routine is one YAML file, in the folder `routines` of your data folder (`holdwell where`). `holdwell check FILE`
says every problem with its line and column; `holdwell schema routine` prints the schema that lets an editor complete
and check.
"""
_OF_STEPS = """\
In place of `do` stand `name` and any key of [an exercise](exercise-files.md): an exercise written in the step itself.
`hold` alone is one timed hold; `reps` alone is done at your own pace; `reps` with `hold` is so many holds in a row;
`reps` with `rep` runs the phases. `hold` does not go with `rep` or `pace`; `rep` and `pace` need `reps`.
`each: side` needs an exercise with `sides`; one with `sides` and no `each` does the first of them, with a warning.
"""
_OF_LENGTHS = """\
`90`, `90 s`, `1:30`, `1.5 min`, `2 minutes`, `1 h`; `3-5 min`, `15 to 30 seconds`, `1:00-1:30`.
A bare number is seconds. The space before the unit may be left out."""
_EXERCISE_INTRODUCTION = """\
An exercise of your own is one YAML file in the folder `exercises` of your data folder; routines call it by the
file's name without `.yaml`. Only `name` is needed. `holdwell check FILE` says every problem; `holdwell schema
exercise` prints the schema that lets an editor complete and check.
"""
_OF_LINES = """\
In lines stand `{side}` (right or left, as the running position says), `{other side}` and `{position}` (its whole
name); a line whose word is not known is left out. A line that begins with `{` needs quotes.
"""
_EXAMPLE = """\
```yaml
format: 1
name: Evening ten
goal: [relax]
helps: [lower back]
steps:
  - {do: cat-cow, reps: 6, rep: [cow 5 s, cat 5 s]}
  - do: two-knee-twist
    hold: 1-2 min
    each: side
  - choose:
      - {do: pigeon, hold: 2-3 min, each: side}
      - {do: thread-the-needle, hold: 2-3 min, each: side, when: pigeon bothers your knees}
  - repeat: 3
    rest: 30 s
    steps:
      - {name: Bridge, reps: 10, hold: 5 s}
  - {do: legs-up-the-wall, hold: 5-10 min, sound: quiet}
```"""
_EXERCISE_EXAMPLE = """\
```yaml
name: Couch stretch
works: [hips]
needs: [chair]
sides: [right foot on the seat, left foot on the seat]
setup:
  - Kneel before a chair and put the {side} foot on its seat.
  - Set the {other side} foot in front.
cues: [Tuck the pelvis under., Grow tall.]
easier: [A cushion under the knee.]
settle: 20 s
```"""
_WHAT: dict[Holds, str] = {
    Holds.TEXT: "text",
    Holds.TEXTS: "list of texts",
    Holds.LINES: "list of lines",
    Holds.FORMAT: "1",
    Holds.LENGTH: "length",
    Holds.RANGE: "length or range",
    Holds.COUNT: "number or range",
    Holds.YES: "yes or no",
    Holds.OFTEN: "so many per week",
    Holds.DAY: "day",
    Holds.NEEDS: "list of things",
    Holds.PHASES: "list of phases",
    Holds.EACH: "side, alternate or a list of positions",
    Holds.SAYS: "list of lines with a moment",
    Holds.AT: "moment",
    Holds.STEPS: "list of steps",
    Holds.ALTERNATIVES: "list of steps",
    Holds.EASIER: "list of lines",
    Holds.PICTURE: "figure, figure of an exercise, or a list of pictures",
    Holds.IMAGE: "name of a file",
}


def routine_page() -> str:
    """Return `docs/routine-files.md`."""
    return _page(
        "# A routine's file",
        _INTRODUCTION,
        _EXAMPLE,
        "",
        *_section("The routine", ROUTINE),
        *_section("A step", STEP),
        _OF_STEPS,
        *_section("A phase of `rep`", PHASE, "In short `lift 2 s`."),
        *_section("A line of `say`", SAY, "Either `at` or `every`."),
        *_section("A choice", CHOICE, f"An alternative is a step that may say `{WHEN.name}`: {_small(WHEN.sentence)}"),
        *_section("A circuit", CIRCUIT, "Circuits may stand in circuits."),
        "## Lengths, ranges and numbers",
        "",
        f"{LENGTHS_ARE} {_OF_LENGTHS}",
        f"{COUNTS_ARE} A range stays a range: the level from 0 to 100 picks the point in it.",
        "",
        "## Limits",
        "",
        f"A length goes from {in_words(SHORTEST)} to {in_words(LONGEST)}; `get ready`, `switch` and `rest` from 0 s.",
        f"At most {MOST_REPS:,} repetitions, {MOST_SETS} sets, {MOST_ROUNDS} rounds; {in_words(MOST_SECONDS)} and "
        f"{MOST_SEGMENTS:,} segments in all; 512 kB, 50 levels deep.",
        "A key that is not known, a key twice, a range with the higher end first, anchors, aliases and tags: problems.",
    )


def exercise_page() -> str:
    """Return `docs/exercise-files.md`."""
    return _page(
        "# An exercise's file",
        _EXERCISE_INTRODUCTION,
        _EXERCISE_EXAMPLE,
        "",
        *_section("The exercise", EXERCISE),
        _OF_LINES,
        *_section("An easier form", EASIER, "In short the line alone."),
        *_section("A picture", IMAGE, "Pictures lie beside the file. PNG, JPEG, WebP, GIF and SVG are shown."),
        "How figures are posed stands in [figures.md](figures.md).",
    )


def _page(title: str, *lines: str) -> str:
    return "\n".join([title, "", _MADE, "", *lines]).rstrip() + "\n"


def _section(title: str, keys: Iterable[Key], words: str = "") -> list[str]:
    """Return a heading, a sentence and a table of keys."""
    rows = [f"| {_name(key)} | {_what(key)} | {_cell(key.sentence)} | `{_cell(key.example)}` |" for key in keys]
    said = [words, ""] if words else []
    return [f"## {title}", "", *said, "| key | holds | meaning | for example |", "|---|---|---|---|", *rows, ""]


def _name(key: Key) -> str:
    return f"`{key.name}`" + (", needed" if key.required else "")


def _what(key: Key) -> str:
    words = ", ".join(key.words)
    if key.holds is Holds.WORD:
        return words
    if key.holds in (Holds.WORDS, Holds.NEEDS):
        return f"list: {words}"
    return _WHAT[key.holds]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
