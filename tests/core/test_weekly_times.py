"""Chosen times are read as people write them, and what is unclear is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.weekly_times import EVERY_DAY, WeeklyTime, read_times

NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("18:00", [(18, 0, EVERY_DAY)]),
        (" 7.05 ", [(7, 5, EVERY_DAY)]),
        ("10:00 18:00", [(10, 0, EVERY_DAY), (18, 0, EVERY_DAY)]),
        ("Mon Wed Fri 18:00", [(18, 0, (0, 2, 4))]),
        ("monday 9:00", [(9, 0, (0,))]),
        ("Mon-Fri 12:30, Sat 10:00", [(12, 30, (0, 1, 2, 3, 4)), (10, 0, (5,))]),
        ("Sat–Mon 8:00; Wednesday 8:00", [(8, 0, (0, 5, 6)), (8, 0, (2,))]),
        ("18:00, 18:00", [(18, 0, EVERY_DAY)]),
        ("0:00", [(0, 0, EVERY_DAY)]),
    ],
)
def test_times_are_read(text: str, times: list[tuple[int, int, tuple[int, ...]]]) -> None:
    assert read_times(text) == tuple(WeeklyTime(*time) for time in times)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No time is named."),
        (" , ", "No time is named."),
        ("Mon", '"Mon" names no time.'),
        ("Mon, 18:00", '"Mon" names no time.'),
        ("18:00 Mon", '"Mon" stands after a time.'),
        ("24:00", '"24:00" is neither a day nor a time.'),
        ("18:60", '"18:60" is neither a day nor a time.'),
        ("18", '"18" is neither a day nor a time.'),
        ("Mo 18:00", '"Mo" is neither a day nor a time.'),
        ("Mon-Tue-Wed 18:00", '"Mon-Tue-Wed" is neither a day nor a time.'),
        ("evening", '"evening" is neither a day nor a time.'),
        (" ".join(f"{n % 24}:{n // 24:02}" for n in range(25)), "That is more than 24 times."),
    ],
)
def test_what_is_unclear_is_said(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"\.") as refused:
        read_times(text)
    assert str(refused.value).startswith(said)


entries = st.tuples(st.integers(0, 23), st.integers(0, 59), st.sets(st.integers(0, 6), min_size=1))


@given(st.lists(entries, min_size=1, max_size=10))
def test_what_is_written_out_is_read_back(times: list[tuple[int, int, set[int]]]) -> None:
    text = ", ".join(f"{' '.join(NAMES[d] for d in sorted(days))} {hour}:{minute:02}" for hour, minute, days in times)
    expected = dict.fromkeys(WeeklyTime(hour, minute, tuple(sorted(days))) for hour, minute, days in times)
    assert read_times(text) == tuple(expected)


@given(st.text(max_size=40))
def test_no_text_does_more_than_to_be_refused(text: str) -> None:
    try:
        times = read_times(text)
    except ValueError:
        return
    assert times
