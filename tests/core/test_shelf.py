"""What fits a wish, and what a routine needs in all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.core.exercise import Exercise
from app.core.lengths import Count, Span
from app.core.plan_cards import needs_of
from app.core.routine import Choice, Circuit, Routine, Step
from app.core.shelf import Card, Wish, can_be_met, fits, fitting, in_order, joined_needs, parts_of, things_of

STRAP = Card("a", "Stretch", "/a", helps=("hips",), shortest=600, longest=1200, needs=("strap or towel", "mat"))
GYM = Card("b", "Gym", "/b", goal=("strength",), helps=("upper back",), shortest=1800, longest=1800, needs=("rack",))
BAD = Card("c", "broken.yaml", "/c", faults=("broken.yaml:1:1: no.",))


def test_one_of_the_alternatives_is_enough() -> None:
    assert can_be_met(("strap or towel", "mat"), frozenset({"towel", "mat"}))
    assert not can_be_met(("strap or towel", "mat"), frozenset({"mat"}))


def test_the_time_at_hand_is_held_against_the_shortest_way_to_do_it() -> None:
    assert fits(STRAP, Wish(minutes=10))
    assert not fits(STRAP, Wish(minutes=9))


def test_strength_is_a_part_to_ask_for() -> None:
    assert fitting([STRAP, GYM], Wish(part="strength")) == [GYM]
    assert parts_of([STRAP, GYM]) == ("upper back", "hips", "strength")


def test_a_bad_file_is_found_by_its_name_and_fits_no_filter() -> None:
    assert fits(BAD, Wish(search="broken"))
    assert not fits(BAD, Wish(minutes=60))


def test_things_stand_in_the_formats_order_each_once() -> None:
    assert things_of([GYM, STRAP, STRAP]) == ("mat", "strap", "towel", "rack")


def test_a_choice_of_things_falls_away_where_one_of_them_is_needed_anyway() -> None:
    assert joined_needs([("strap or towel",), ("mat", "strap")]) == ("mat", "strap")


def test_what_a_picked_alternative_needs_is_needed_in_a_circuit_too() -> None:
    ways = Choice(tuple(Step(Exercise(need, need, needs=(need,)), hold=Span(5, 5)) for need in ("mat", "chair")))
    made = Routine("r", "R", (ways, Circuit(Count(2, 2), (ways, Circuit(Count(2, 2), (ways,))))))
    assert needs_of(made) == ("mat",)
    assert needs_of(made, {2: 2}) == ("mat", "chair")
    assert needs_of(made, {1: 2, 2: 2}) == ("chair",)


def test_rest_comes_before_strength_and_own_ones_last() -> None:
    own = Card("d", "Mine", "/d", goal=("relax",), own=True)
    rest = Card("e", "Rest", "/e", goal=("relax",), longest=9000)
    both = Card("f", "Both", "/f", goal=("mobility", "strength"), longest=10)
    assert [c.name for c in in_order([own, both, GYM, rest])] == ["Rest", "Both", "Gym", "Mine"]


@given(st.lists(st.sampled_from(["strap or towel", "strap", "towel", "mat", "chair or bench"]), max_size=6))
def test_what_meets_the_joined_needs_meets_every_exercise(needs: list[str]) -> None:
    joined = joined_needs([needs])
    for hand in (frozenset({"strap", "mat", "chair"}), frozenset({"towel", "mat", "bench"}), frozenset({"strap"})):
        assert can_be_met(joined, hand) == can_be_met(needs, hand)
