"""Frames in, frames out: the arithmetic of what is heard, on a clock that the test moves."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sound.mixer import FADE, FULL, RATE, Mixer, Voice


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


def steady(level: int, seconds: float) -> array[int]:
    return array("h", [level]) * int(seconds * RATE)


def pulled(mixer: Mixer, clock: Clock, seconds: float, step: int = 480) -> list[int]:
    """What a device hears in so many seconds."""
    heard: list[int] = []
    for _ in range(round(seconds * RATE / step)):
        heard.extend(mixer.fill(step))
        clock.now += step / RATE
    return heard


def test_a_lone_sound_at_full_volume_comes_out_sample_for_sample() -> None:
    clock = Clock()
    mixer = Mixer(clock)
    sound = array("h", [i % 2000 - 1000 for i in range(1000)])
    mixer.add(Voice(sound, clock.now))
    assert pulled(mixer, clock, 0.05)[:1000] == list(sound)


def test_a_sound_starts_on_its_own_frame_inside_an_answer() -> None:
    clock = Clock()
    mixer = Mixer(clock)
    mixer.add(Voice(steady(500, 0.1), clock.now + 0.015))
    heard = pulled(mixer, clock, 0.05)
    assert heard.index(500) == int(0.015 * RATE)


def test_a_sound_more_than_a_second_late_is_never_heard() -> None:
    clock = Clock()
    mixer = Mixer(clock)
    mixer.add(Voice(steady(500, 0.1), clock.now - 1.01))
    assert set(pulled(mixer, clock, 0.2)) == {0}
    assert not mixer.busy


def test_a_sound_half_a_second_late_is_heard_from_its_start() -> None:
    clock = Clock()
    mixer = Mixer(clock)
    mixer.add(Voice(array("h", [1, 2, 3]), clock.now - 0.5))
    assert pulled(mixer, clock, 0.01)[:4] == [1, 2, 3, 0]


def test_two_sounds_are_added_and_never_wrap_round_at_full_scale() -> None:
    clock = Clock()
    mixer = Mixer(clock)
    mixer.add(Voice(steady(20_000, 0.02), clock.now))
    mixer.add(Voice(steady(20_000, 0.01), clock.now))
    heard = pulled(mixer, clock, 0.02)
    assert heard[0] == FULL
    assert heard[-1] == 20_000


def test_hush_is_silent_after_thirty_milliseconds_and_steps_down_without_a_click() -> None:
    clock = Clock()
    mixer = Mixer(clock)
    mixer.add(Voice(steady(30_000, 1.0), clock.now))
    mixer.add(Voice(steady(30_000, 1.0), clock.now + 0.5))
    pulled(mixer, clock, 0.05)
    mixer.hush()
    heard = pulled(mixer, clock, 0.7)
    assert max(abs(a - b) for a, b in pairwise(heard)) <= 30_000 / FADE + 2
    assert set(heard[FADE:]) == {0}
    assert not mixer.busy


def test_hushing_speech_leaves_the_bell_ringing() -> None:
    clock = Clock()
    mixer = Mixer(clock)
    mixer.add(Voice(steady(1_000, 1.0), clock.now))
    mixer.add(Voice(steady(5_000, 1.0), clock.now, speech=True))
    pulled(mixer, clock, 0.05)
    mixer.hush(speech_only=True)
    assert pulled(mixer, clock, 0.1)[-1] == 1_000


def test_a_change_of_volume_glides() -> None:
    clock = Clock()
    mixer = Mixer(clock)
    mixer.add(Voice(steady(30_000, 1.0), clock.now))
    pulled(mixer, clock, 0.05)
    mixer.set_gain(0.25)
    heard = pulled(mixer, clock, 0.1)
    assert max(abs(a - b) for a, b in pairwise(heard)) < 60
    assert heard[-1] == 7_500


def test_a_stream_that_starts_afresh_does_not_go_on_in_the_middle_of_an_old_sound() -> None:
    clock = Clock()
    mixer = Mixer(clock)
    mixer.add(Voice(steady(500, 1.0), clock.now))
    mixer.add(Voice(steady(700, 0.1), clock.now + 0.2))
    pulled(mixer, clock, 0.1)
    mixer.start_afresh()
    assert set(pulled(mixer, clock, 0.3)) == {0, 700}


def test_silence_is_counted_in_frames_from_the_end_of_the_last_sound() -> None:
    clock = Clock()
    mixer = Mixer(clock)
    mixer.add(Voice(steady(500, 0.1), clock.now))
    pulled(mixer, clock, 2.1)
    assert mixer.silent_seconds == pytest.approx(2.0, abs=0.011)


@given(
    starts=st.lists(st.floats(-0.9, 0.3), max_size=4),
    lengths=st.lists(st.integers(1, 3000), min_size=4, max_size=4),
    step=st.integers(1, 1500),
)
def test_whatever_the_device_asks_for_it_gets_just_that_and_every_sound_whole(
    starts: list[float], lengths: list[int], step: int
) -> None:
    clock = Clock()
    mixer = Mixer(clock)
    for start, length in zip(starts, lengths, strict=False):
        mixer.add(Voice(array("h", [100]) * length, clock.now + start))
    heard: list[int] = []
    while mixer.busy:
        frames = mixer.fill(step)
        assert len(frames) == step
        heard.extend(frames)
        clock.now += step / RATE
    # Rounding of a due moment to frames may lose nothing: the sum of all samples is that of all sounds.
    assert sum(heard) == 100 * sum(length for _, length in zip(starts, lengths, strict=False))
