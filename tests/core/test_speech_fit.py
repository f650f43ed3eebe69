"""No two lines meet, whatever the length of the step and of the speech."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.core.speech_fit import GAP, Part, Wanted, fit_speech

LENGTHS = st.integers(1, 600)
SPEECH = st.floats(0.3, 6.0)


@st.composite
def lines(draw: st.DrawFn) -> tuple[list[Wanted], dict[str, float]]:
    """Some wanted lines and how long each of their forms takes."""
    seconds: dict[str, float] = {}
    wanted = []
    for number in range(draw(st.integers(1, 6))):
        parts = []
        for part in range(draw(st.integers(1, 3))):
            forms = []
            longest = draw(SPEECH)
            for form in range(draw(st.integers(1, 3))):
                text = f"{number}.{part}.{form}"
                seconds[text] = max(0.3, longest / (form + 1))
                forms.append(text)
            parts.append(Part(tuple(forms), rank=part))
        wanted.append(Wanted(draw(st.floats(0, 600)), tuple(parts), draw(st.integers(0, 5)), draw(st.floats(0, 60))))
    return wanted, seconds


@given(lines(), LENGTHS, st.lists(st.tuples(st.floats(0, 600), st.floats(0.1, 3.6)), max_size=4))
def test_no_two_lines_meet_nor_a_line_and_a_sound_and_none_outlasts_the_step(
    wanted_and_seconds: tuple[list[Wanted], dict[str, float]], length: int, sounds: list[tuple[float, float]]
) -> None:
    wanted, seconds = wanted_and_seconds
    taken = [(at, at + speaks) for at, speaks in sounds]
    placed = fit_speech(wanted, length, taken, seconds.__getitem__)
    for one, two in pairwise(placed):
        assert one.end + GAP <= two.at + 1e-9
    for line in placed:
        assert line.at >= 0
        assert line.end <= length + 1e-9
        assert all(line.end <= a + 1e-9 or line.at >= b - 1e-9 for a, b in taken)


@given(lines(), LENGTHS)
def test_a_line_is_said_neither_before_its_moment_nor_after_its_slack(
    wanted_and_seconds: tuple[list[Wanted], dict[str, float]], length: int
) -> None:
    wanted, seconds = wanted_and_seconds
    placed = fit_speech(wanted, length, (), seconds.__getitem__)
    for number, line in enumerate(wanted):
        said = [p for p in placed if p.text.startswith(f"{number}.")]
        if said:
            assert line.at <= said[0].at <= line.at + line.slack + 1e-9


@given(lines(), LENGTHS)
def test_the_most_important_line_is_said_whenever_it_has_room_by_itself(
    wanted_and_seconds: tuple[list[Wanted], dict[str, float]], length: int
) -> None:
    wanted, seconds = wanted_and_seconds
    first = min(wanted, key=lambda w: (w.rank, w.at))
    shortest = min(seconds[form] for form in first.parts[0].forms)
    number = wanted.index(first)
    said = [p.text for p in fit_speech(wanted, length, (), seconds.__getitem__) if p.text.startswith(f"{number}.0.")]
    assert bool(said) == (first.at + shortest <= length)


@given(SPEECH, st.floats(0.1, 20))
def test_of_the_forms_the_longest_that_fits_is_said(longest: float, room: float) -> None:
    forms = {"long": longest, "middle": longest / 2, "short": longest / 4}
    placed = fit_speech([Wanted(0.0, (Part(tuple(forms)),), 0)], room, (), forms.__getitem__)
    assert [p.text for p in placed] == [form for form, seconds in forms.items() if seconds <= room][:1]


def test_what_cannot_be_spoken_is_left_out_even_where_there_is_no_end() -> None:
    assert fit_speech([Wanted(0.0, (Part(("x",)),), 0)], None, (), lambda _: math.inf) == ()


def test_parts_keep_their_order_and_the_least_important_go_first() -> None:
    seconds = {"next": 1.0, "setup": 2.0, "head": 2.0, "name": 3.0}
    parts = (Part(("next",), 3), Part(("setup",), 2), Part(("head",), 1), Part(("name",), 0))
    wanted = [Wanted(0.0, parts, 0, slack=60.0)]
    roomy = fit_speech(wanted, 20, (), seconds.__getitem__)
    tight = fit_speech(wanted, 6, (), seconds.__getitem__)
    assert [p.text for p in roomy] == ["next", "setup", "head", "name"]
    assert [p.text for p in tight] == ["head", "name"]
