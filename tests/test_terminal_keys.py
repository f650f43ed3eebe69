"""Keys of a terminal: what each sends, alone, in a row, and where it means nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.moments import Command
from app.terminal_keys import KEYS, KEYS_TOLD, Digit, Press, Wish, presses_of


@pytest.mark.parametrize(
    ("typed", "presses"),
    [
        (" ", (Command.PAUSE,)), ("\x1b[C", (Command.NEXT,)), ("\x1bOC", (Command.NEXT,)), ("\x1b[D", (Command.BACK,)),
        ("\x1b[1;2C", (Command.SKIP,)), ("+", (Command.LONGER,)), ("-", (Command.SHORTER,)), ("S", (Command.STAY,)),
        ("12\n", (Digit("1"), Digit("2"), Command.DONE)), ("\x1b", (Wish.ASK,)), ("q", (Wish.LEAVE,)),
        ("\x1b[C\x1b[D ", (Command.NEXT, Command.BACK, Command.PAUSE)), ("\x1b[A\x1b[B", (Wish.LOUDER, Wish.SOFTER)),
        ("\x1b[15~", ()), ("\x1b[200~ ", (Command.PAUSE,)), ("äz\x00", ()), ("\x1b\x1b", (Wish.ASK, Wish.ASK)),
    ],
)  # fmt: skip
def test_a_key_asks_for_what_it_says(typed: str, presses: tuple[Press, ...]) -> None:
    assert presses_of(typed) == presses


@given(st.text(max_size=40))
def test_whatever_is_typed_is_no_error(typed: str) -> None:
    presses_of(typed)


def test_the_list_of_keys_fits_a_terminal_and_every_command_has_a_key() -> None:
    assert max(map(len, KEYS_TOLD)) < 80
    assert set(Command) <= set(KEYS.values())
    assert set(Wish) - {Wish.STOP} <= set(KEYS.values())  # Ctrl+Z is a signal
