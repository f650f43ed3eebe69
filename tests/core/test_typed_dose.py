"""What is typed as a dose sets the keys that it means; what it does not mean stays as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.typed_dose import TypedPhase, typed_dose, typed_names, typed_phases


@pytest.mark.parametrize(
    ("field", "text", "keys"),
    [
        ("hold", "3-5 min", {"hold": "3-5 min"}),
        ("hold", " 1:30 ", {"hold": "1:30"}),
        ("hold", "", {"hold": None}),
        ("hold", "2 x 10", {"sets": "2", "reps": "10", "hold": None}),
        ("reps", "2x10", {"sets": "2", "reps": "10", "hold": None}),
        ("sets", "3 × 8-12", {"sets": "3", "reps": "8-12", "hold": None}),
        ("hold", "10 x 5 s", {"reps": "10", "hold": "5 s"}),
        ("reps", "3 x 10 x 5 s", {"sets": "3", "reps": "10", "hold": "5 s"}),
        ("hold", "12 times", {"reps": "12", "hold": None}),
        ("hold", "2 x 10 reps", {"sets": "2", "reps": "10", "hold": None}),
        ("reps", "5-10", {"reps": "5-10"}),
        ("reps", "2 min", {"hold": "2 min", "reps": None}),
        ("reps", "15 at my own pace", {"reps": "15", "pace": "own", "hold": None}),
        ("hold", "three minutes", {"hold": "three minutes"}),
        ("hold", "x", {"hold": "x"}),
        ("hold", "two x ten", {"hold": "two x ten"}),
        ("reps", "2 x", {"reps": "2 x"}),
    ],
)
def test_a_typed_dose_sets_what_it_means(field: str, text: str, keys: dict[str, str | None]) -> None:
    assert dict(typed_dose(field, text)) == keys


@given(st.sampled_from(["hold", "reps", "sets"]), st.text(max_size=40))
def test_whatever_is_typed_is_taken_or_kept_as_it_stands(field: str, text: str) -> None:
    keys = typed_dose(field, text)
    assert set(keys) <= {"hold", "reps", "sets", "pace"}
    if len(keys) == 1 and field in keys:
        assert keys[field] == (text.strip() or None)


def test_phases_are_a_row_of_names_with_lengths_and_the_breath_in_brackets() -> None:
    assert typed_phases("lift 2 s, lower 3-4 s (out)") == (TypedPhase("lift 2 s"), TypedPhase("lower 3-4 s", "out"))
    assert typed_phases("cow 15-30 s (breath in)")[0].name_and_length == ("cow", "15-30 s")
    assert typed_phases("step 2 for 5 s")[0].name_and_length == ("step 2 for", "5 s")
    assert typed_phases("hold it")[0].name_and_length == ("hold it", "")
    assert [str(phase) for phase in typed_phases("lift 2 s (in); lower 3 s")] == ["lift 2 s (in)", "lower 3 s"]


def test_names_stand_between_commas() -> None:
    assert typed_names("centre, right,left;  up ") == ("centre", "right", "left", "up")
    assert typed_names(" , ") == ()
