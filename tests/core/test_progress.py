"""After three whole sessions at a level without harm the next one is offered, once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.past import PastSession
from app.core.progress import next_level
from tests.core.past_sessions import past


def row(*marks: str) -> list[PastSession]:
    """Return sessions, oldest first: `40` whole at level 40, `40-` cut short, `40^` made it worse, `40r` rehearsed."""
    return [
        past(
            f"2026-11-{n:02}T08:00",
            level=int(mark.rstrip("-^r")),
            whole=not mark.endswith("-"),
            rehearsal=mark.endswith("r"),
            stiff=(3, 4) if mark.endswith("^") else (3, 3),
        )
        for n, mark in enumerate(marks, 1)
    ]


def offer(
    sessions: list[PastSession], *, hurt: tuple[int, ...] = (), answered: tuple[int, ...] = (), fixed: bool = False
) -> int | None:
    return next_level(sessions, hurt={sessions[n].id for n in hurt}, answered=answered, fixed=fixed)


@pytest.mark.parametrize(
    ("marks", "level"),
    [
        (("0", "0"), None),
        (("0", "0", "0"), 10),
        (("0", "0", "0", "0"), 10),
        (("0", "0-", "0", "0"), 10),  # cut short without harm: it takes one more
        (("0", "0", "0-"), None),
        (("0", "0", "0", "10"), None),  # at the new level it begins anew
        (("0", "0", "0", "10", "10", "10"), 20),
        (("10", "10", "0", "10"), None),
        (("0", "0", "0^"), None),
        (("0^", "0", "0", "0"), 10),  # three without harm since
        (("0", "0^", "0", "0"), None),
        (("0", "0", "0r"), None),
        (("0", "0", "40r", "0"), 10),
        (("95", "95", "95"), 100),
        (("100", "100", "100"), None),
        ((), None),
    ],
)
def test_three_whole_sessions_at_a_level_offer_the_next(marks: tuple[str, ...], level: int | None) -> None:
    assert offer(row(*marks)) == level


def test_a_step_that_hurt_holds_the_offer_back() -> None:
    assert offer(row("0", "0", "0"), hurt=(1,)) is None
    assert offer(row("0", "0", "0-", "0"), hurt=(2,)) is None
    assert offer(row("0-", "0", "0", "0"), hurt=(0,)) == 10


def test_an_offer_that_was_answered_is_not_made_again() -> None:
    assert offer(row("0", "0", "0"), answered=(0,)) is None
    assert offer(row("10", "10", "10"), answered=(0,)) == 20


def test_a_fixed_level_is_never_moved() -> None:
    assert offer(row("0", "0", "0"), fixed=True) is None


def test_what_nobody_said_is_no_worsening() -> None:
    sessions = [past(f"2026-11-0{n}T08:00", stiff=(5, None) if n == 2 else (None, None)) for n in (1, 2, 3)]
    assert offer(sessions) == 10


@given(st.lists(st.sampled_from(["0", "0-", "0^", "10", "10-", "10^", "100", "20r"]), max_size=12))
def test_an_offer_is_ten_more_than_the_last_level_in_whatever_order_they_come(marks: list[str]) -> None:
    sessions = row(*marks)
    level = offer(sessions)
    assert offer(sessions[::-1]) == level
    real = [session for session in sessions if not session.rehearsal]
    if level is not None:
        assert level == real[-1].level + 10
        assert sum(s.whole for s in real if s.level == real[-1].level) >= 3
