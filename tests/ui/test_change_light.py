"""The light of a change: two seconds, twice for a side, and never two changes of brightness within one second."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.cues import Change
from app.ui.change_light import ChangeLight


def seen(asked: list[tuple[float, Change]], until: float, *, wash: bool = False, step: float = 0.25) -> str:
    """Return what a watcher sees, a letter each step: L for light."""
    light, out, waiting = ChangeLight(), "", list(asked)
    for n in range(round(until / step)):
        now = n * step
        while waiting and waiting[0][0] <= now:
            light.ask(waiting.pop(0)[1], now, wash=wash)
        out += "L" if light.at(now) else "."
    return out


def test_a_change_of_kind_is_light_for_two_seconds() -> None:
    assert seen([(1.0, Change.KIND)], 5) == "....LLLLLLLL........"


def test_a_change_of_side_is_two_turns_of_one_second_one_second_apart() -> None:
    assert seen([(0.0, Change.SIDE)], 5) == "LLLL....LLLL........"


def test_a_wash_stands_for_one_second() -> None:
    assert seen([(0.0, Change.SIDE)], 3, wash=True) == "LLLL........"


def test_the_end_is_light_for_two_seconds() -> None:
    assert seen([(0.0, Change.END)], 3) == "LLLLLLLL...."


def test_a_change_that_comes_while_it_is_light_waits_and_is_seen_by_itself() -> None:
    assert seen([(0.0, Change.KIND), (0.5, Change.KIND)], 6) == "LLLL....LLLLLLLL........"


@given(
    st.lists(st.tuples(st.floats(0, 20), st.sampled_from(list(Change)), st.booleans()), max_size=12),
    st.lists(st.floats(0, 30), max_size=200),
)
def test_brightness_never_changes_twice_within_a_second(
    asked: list[tuple[float, Change, bool]], looked: list[float]
) -> None:
    light, last, state = ChangeLight(), float("-inf"), False
    moments = sorted([(at, change, wash) for at, change, wash in asked] + [(at, None, False) for at in looked],
                     key=lambda one: one[0])  # fmt: skip
    for now, change, wash in moments:
        if change is not None:
            light.ask(change, now, wash=wash)
        if light.at(now) != state:
            state = not state
            assert now - last >= 1.0 - 1e-3
            last = now


@given(st.lists(st.tuples(st.floats(0, 20), st.sampled_from(list(Change))), min_size=1, max_size=8))
def test_the_light_goes_out_again(asked: list[tuple[float, Change]]) -> None:
    light = ChangeLight()
    for at, change in sorted(asked):
        light.ask(change, at, wash=False)
    now = 20.0
    while (flip := light.next_flip()) is not None:
        assert flip >= now - 20
        now = max(now, flip)
        light.at(now)
        assert now < 60
    assert not light.light
