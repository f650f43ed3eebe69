"""Left against right says no more than the numbers carry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.side_difference import ALIKE, SideDifference, chance_of, longer_by, side_difference
from app.core.trends import ExercisePoint

FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def points(*differences: float | None) -> list[ExercisePoint]:
    """Sessions in which the left was held longer by so many seconds; None: one side alone."""
    return [
        ExercisePoint(str(n), FIRST + timedelta(days=n), 200.0, None, 100.0, 0.0 if by is None else 100.0 + by)
        for n, by in enumerate(differences)
    ]


def said(*differences: float | None) -> str:
    found = side_difference(points(*differences))
    return "" if found is None else found.sentence


def test_up_to_two_seconds_are_alike_and_one_side_alone_says_nothing() -> None:
    found = side_difference(points(2.0, -2.0, 2.1, -2.1, None))
    assert found is not None
    assert (found.left, found.right, found.alike, found.sessions) == (1, 1, 2, 4)
    assert side_difference(points(None)) is None


@pytest.mark.parametrize(
    ("differences", "sentence"),
    [
        ((0.0, 1.0), "In 2 sessions both sides were held alike."),
        ((20.0,), "In 1 session the left was held longer once. Chance alone could bring that."),
        ((-20.0, -30.0), "In 2 sessions the right was held longer twice. Chance alone could bring that."),
        (
            (20.0, 30.0, -5.0, 0.0),
            "In 4 sessions the left was held longer twice, the right once, both alike once."
            " Chance alone could bring that. Mostly: right 5 s longer to left 30 s longer.",
        ),
        (
            (10.0,) * 6,
            "In 6 sessions the left was held longer 6 times. Chance alone would seldom be so uneven."
            " Mostly: left 10 s longer.",
        ),
    ],
)
def test_the_sentence_counts_and_says_what_chance_would_do(differences: tuple[float, ...], sentence: str) -> None:
    assert said(*differences) == sentence


@pytest.mark.parametrize(
    ("one", "other", "chance"), [(5, 0, 0.0625), (6, 0, 0.03125), (9, 1, 0.021484375), (3, 3, 1.0)]
)
def test_chance_is_that_of_a_fair_coin(one: int, other: int, chance: float) -> None:
    assert chance_of(one, other) == chance_of(other, one) == chance


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_chance_is_a_share_and_falls_as_the_split_grows_uneven(one: int, other: int) -> None:
    assert 0.0 <= chance_of(one, other) <= 1.0
    assert chance_of(max(one, other) + 1, max(0, min(one, other) - 1)) <= chance_of(one, other)


@given(st.lists(st.floats(-300, 300), min_size=1))
def test_left_and_right_exchanged_say_the_same_of_each_other(differences: list[float]) -> None:
    found, mirrored = side_difference(points(*differences)), side_difference(points(*(-by for by in differences)))
    assert found is not None and mirrored is not None
    assert (found.left, found.right, found.alike) == (mirrored.right, mirrored.left, mirrored.alike)
    assert found.chance == mirrored.chance
    assert found.low == pytest.approx(-mirrored.high)
    assert isinstance(found, SideDifference)
    assert found.sessions == len(differences)


def test_a_difference_in_words() -> None:
    assert [longer_by(by) for by in (ALIKE, 90.0, -20.4)] == ["alike", "left 1 min 30 s longer", "right 20 s longer"]
