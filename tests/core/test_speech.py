"""What a voice is given to read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.speech import for_speech, number_words, ordinal_words, seconds_words


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Hold 2-3 min.", "Hold two to three minutes."),
        ("2.5 min", "Two and a half minutes"),
        ("1.5 h", "One and a half hours"),
        ("0.5 min a side", "Half a minute a side"),
        ("5 s", "Five seconds"),
        ("1 s", "One second"),
        ("90s", "Ninety seconds"),
        ("3–5 min", "Three to five minutes"),
        ("1.5-2.5 min", "One and a half to two and a half minutes"),
        ("15 to 30 seconds", "Fifteen to thirty seconds"),
        ("30 s to 45 s", "Thirty to forty-five seconds"),
        ("1:30", "One and a half minutes"),
        ("1:00-1:30", "One minute to one and a half minutes"),
        ("1:02:03", "One hour two minutes three seconds"),
        ("3 x 10", "Three times ten"),
        ("5×30 s", "Five times thirty seconds"),
        ("x5 each side", "Five times each side"),
        ("8 kg in each hand", "Eight kilograms in each hand"),
        ("2.5 kg", "Two point five kilograms"),
        ("1 kg", "One kilogram"),
        ("R/L", "Right and left"),
        ("L arm, R leg", "Left arm, right leg"),
        ("12 reps, then 1 rep", "Twelve repetitions, then one repetition"),
        ("5-10 reps", "Five to ten repetitions"),
        ("Knees at 90°.", "Knees at ninety degrees."),
        ("Give 80 %", "Give eighty percent"),
        ("e.g. a towel, etc.", "For example a towel, and so on"),
        ("The 2nd side, the 21st breath", "The second side, the twenty-first breath"),
        ("2½ min", "Two and a half minutes"),
        ("½ h", "Half an hour"),
        ("1,200 breaths", "One thousand two hundred breaths"),
        ("Strap & towel", "Strap and towel"),
        ("strap/towel", "Strap or towel"),
        ("Slow — and slower", "Slow, and slower"),
        ("A T-raise, arms in a T.", "A T-raise, arms in a T."),
        ("Arms 30 cm apart", "Arms thirty centimetres apart"),
        ("-rf; $(reboot)", "-rf; $(reboot)"),
        ("a\x00b\n c", "A b c"),
        ("", ""),
    ],
)
def test_a_line_is_written_out_for_speech(written: str, spoken: str) -> None:
    assert for_speech(written) == spoken


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "one second"),
        (45, "forty-five seconds"),
        (60, "one minute"),
        (75, "one minute fifteen seconds"),
        (150, "two and a half minutes"),
        (3600, "one hour"),
        (5400, "one and a half hours"),
        (3690, "one hour one minute thirty seconds"),
    ],
)
def test_a_length_is_spoken_as_people_say_it(seconds: float, words: str) -> None:
    assert seconds_words(seconds) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "zero"), (21, "twenty-one"), (100, "one hundred"), (125, "one hundred and twenty-five"), (-3, "minus three"),
     (1001, "one thousand and one"), (20_300, "twenty thousand three hundred"), (2_000_000_000, "two billion")],
)  # fmt: skip
def test_numbers_have_words(number: int, words: str) -> None:
    assert number_words(number) == words


@pytest.mark.parametrize(
    ("number", "word"), [(1, "first"), (12, "twelfth"), (20, "twentieth"), (103, "one hundred and third")]
)
def test_ordinals_have_words(number: int, word: str) -> None:
    assert ordinal_words(number) == word


@given(st.text(max_size=80))
def test_any_text_comes_through_in_one_line_and_without_a_control_character(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f]", for_speech(text))


@given(st.integers(0, 10**6), st.sampled_from(["s", "min", "kg", "reps", "x", ""]))
def test_no_digit_is_left_where_a_number_stood_alone(number: int, unit: str) -> None:
    assert not re.search(r"\d", for_speech(f"Do {number} {unit} now"))
