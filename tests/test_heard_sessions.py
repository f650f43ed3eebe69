"""Every bundled routine, listened to from start to end: what is heard is enough to know what to do and for how long."""

from __future__ import annotations

from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from app.core.plan import Kind, Plan, Segment
from app.core.planning import make_plan
from app.core.routine import Profile
from app.core.script import Detail, dose_words
from app.storage.library import Library
from tests.core.hearing import Heard, hear

ROOT = Path(__file__).resolve().parent.parent
ROUTINES = sorted(path.stem for path in (ROOT / "routines").glob("*.yaml"))


def plan_of(name: str, folder: Path) -> Plan:
    routine = Library(ROOT, folder).routine(name)
    assert routine is not None
    assert routine.routine is not None
    return make_plan(routine.routine)


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Plan, list[Heard]]]:
    folder = tmp_path_factory.mktemp("own")
    plans = {name: plan_of(name, folder) for name in ROUTINES}
    return {name: (plan, hear(plan, Profile.COACH, Detail.FULL)[0]) for name, plan in plans.items()}


def starts(plan: Plan) -> list[tuple[float, Segment]]:
    """Each segment with the second at which it starts; own-pace work ends by itself after its estimate."""
    lengths = [s.estimate for s in plan.segments]
    return list(zip(accumulate(lengths, initial=0.0), plan.segments, strict=False))


@pytest.mark.parametrize("name", ROUTINES)
def test_no_two_things_are_heard_at_once(name: str, sessions: dict[str, tuple[Plan, list[Heard]]]) -> None:
    heard = sorted(sessions[name][1], key=lambda h: h.at)
    assert [(a, b) for a, b in pairwise(heard) if a.end > b.at + 1e-6 and (a.spoken or b.spoken)] == []


@pytest.mark.parametrize("name", ROUTINES)
def test_the_strokes_alone_give_every_change_and_its_moment(
    name: str, sessions: dict[str, tuple[Plan, list[Heard]]]
) -> None:
    plan, heard = sessions[name]
    meaning = {"begin": Kind.WORK, "phase": Kind.WORK, "rest": Kind.REST, "exercise-over": Kind.READY}
    rebuilt: list[tuple[float, Kind]] = [(0.0, Kind.READY)]
    for sound in sorted((h for h in heard if not h.spoken), key=lambda h: h.at):
        if sound.what == "change-side":
            # Two strokes with "Switch" after them lead to a pause for it; without, the work goes on on the other side.
            said = next((h.what for h in heard if h.spoken and sound.at < h.at < sound.at + 3), "")
            rebuilt.append((sound.at, Kind.SWITCH if said.startswith("Switch") else Kind.WORK))
        elif sound.what in meaning:
            rebuilt.append((sound.at, meaning[sound.what]))
    planned = [(at, segment.kind) for at, segment in starts(plan)]
    assert [kind for _, kind in rebuilt] == [kind for _, kind in planned]
    assert [at for at, _ in rebuilt] == pytest.approx([at for at, _ in planned], abs=1e-6)


@pytest.mark.parametrize("name", ROUTINES)
def test_before_every_dose_its_name_its_side_and_its_length_have_been_said(
    name: str, sessions: dict[str, tuple[Plan, list[Heard]]]
) -> None:
    plan, heard = sessions[name]
    spoken = [h for h in sorted(heard, key=lambda h: h.at) if h.spoken]
    names = {block.option.exercise.called for block in plan.blocks}
    begun: set[tuple[int, int]] = set()
    at = ended = 0.0
    for number, block in enumerate(plan.blocks):
        for segment in block.option.segments:
            if segment.kind is Kind.WORK and (number, segment.record) not in begun:
                begun.add((number, segment.record))
                between = " ".join(h.what for h in spoken if ended <= h.at <= at + 3).lower()
                named = [n for h in spoken if h.at <= at + 3 for n in names if h.what.startswith((n, f"Rest, {n}"))]
                assert named[-1] == block.option.exercise.called
                assert (segment.position or "").lower() in between
                if segment.set == 1:
                    assert (
                        dose_words(segment, block.option).partition(",")[0]
                        in " ".join(h.what for h in spoken if h.at <= at + 3).lower()
                    )
            at += segment.estimate
            if segment.kind is Kind.WORK:
                ended = at


@pytest.mark.parametrize("name", ROUTINES)
def test_under_bells_the_same_changes_are_heard_without_a_word(name: str, tmp_path: Path) -> None:
    plan = plan_of(name, tmp_path)
    bells, coach = (hear(plan, profile)[0] for profile in (Profile.BELLS, Profile.COACH))
    assert [(h.at, h.what) for h in bells] == [(h.at, h.what) for h in coach if not h.spoken]
