"""Routines made up for tests, by hand and by chance."""

from __future__ import annotations

from hypothesis import strategies as st

from app.core.exercise import Exercise
from app.core.lengths import Count, Span
from app.core.routine import Choice, Circuit, Each, Node, Phase, Routine, Step

STILL = Exercise("sphinx", "Sphinx")
TWO = Exercise("pigeon", "Pigeon", sides=("right", "left"))
THREE = Exercise("childs-pose", "Child's pose", sides=("centre", "right", "left"))


def routine(*steps: Node, **more: object) -> Routine:
    """Return a routine of these steps."""
    return Routine("made-up", "Made up", steps, **more)  # type: ignore[arg-type]  # a test names the fields it sets


def hold(seconds: float, upper: float | None = None, exercise: Exercise = STILL, **more: object) -> Step:
    """Return a step that holds, on every side where there are sides."""
    each = Each.SIDE if exercise.sides else Each.FIRST
    span = Span(seconds, seconds if upper is None else upper)
    return Step(exercise, hold=span, **{"each": each, "positions": exercise.sides, **more})  # type: ignore[arg-type]


def _ranges(lowest: int, highest: int) -> st.SearchStrategy[tuple[int, int]]:
    ends = st.tuples(st.integers(lowest, highest), st.integers(lowest, highest))
    return ends.map(lambda pair: (min(pair), max(pair)))


spans = _ranges(1, 40).map(lambda ends: Span(float(ends[0]), float(ends[1])))
pauses = st.none() | _ranges(0, 20).map(lambda ends: Span(float(ends[0]), float(ends[1])))
counts = _ranges(1, 3).map(lambda ends: Count(*ends))
rounds = _ranges(1, 2).map(lambda ends: Count(*ends))
phases = st.lists(st.builds(Phase, st.sampled_from(["up", "down"]), spans), max_size=2).map(tuple)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """Return a step with one of the doses that the format allows."""
    exercise = draw(st.sampled_from([STILL, TWO, THREE]))
    kind = draw(st.sampled_from(["hold", "holds", "phases", "own pace"]))
    ways = [Each.FIRST] + ([Each.SIDE] if exercise.sides else [])
    ways += [Each.ALTERNATE] if exercise.sides and kind != "hold" else []
    each = draw(st.sampled_from(ways))
    rep = draw(phases) if kind in ("phases", "own pace") else ()
    if kind == "phases" and not rep:
        rep = (Phase("up", Span(2, 2)),)
    return Step(
        exercise,
        hold=draw(spans) if kind in ("hold", "holds") else None,
        reps=None if kind == "hold" else draw(counts),
        rep=rep,
        own_pace=kind == "own pace",
        each=each,
        positions=() if each is Each.FIRST else exercise.sides,
        sets=draw(counts),
        rest=draw(pauses),
        get_ready=draw(pauses),
        switch=draw(pauses),
        optional=draw(st.booleans()),
    )


leaves = steps() | st.lists(steps(), min_size=1, max_size=3).map(lambda options: Choice(tuple(options)))


def _circuits(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Circuit]:
    return st.builds(Circuit, rounds, st.lists(inner, min_size=1, max_size=2).map(tuple), pauses, st.booleans())


nodes: st.SearchStrategy[Node] = leaves | _circuits(leaves) | _circuits(leaves | _circuits(leaves))
routines = st.builds(
    routine,
    nodes,
    nodes,
    get_ready=spans,
    first_get_ready=pauses,
    rest=pauses,
)
