"""Points over time for an exercise, its sides, a level and stiffness."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from app.core.trends import Held, SideBalance, exercise_points, level_points, side_balance, stiffness_points
from tests.core.past_sessions import at, past

FIRST, SECOND = at("2026-11-19T08:00"), at("2026-11-20T08:00")


def held(session: str, started: datetime, position: str | None, seconds: float, reps: int | None = None) -> Held:
    return Held(session, started, position, seconds, reps)


def test_a_session_is_one_point_with_both_sides() -> None:
    points = exercise_points(
        [
            held("b", SECOND, "right knee forward", 120.0),
            held("b", SECOND, "left knee forward", 100.0),
            held("a", FIRST, "right knee forward", 60.0),
            held("a", FIRST, "left knee forward", 60.0),
        ]
    )
    assert [(p.session, p.seconds, p.right, p.left, p.difference) for p in points] == [
        ("a", 120.0, 60.0, 60.0, 0.0),
        ("b", 220.0, 120.0, 100.0, -20.0),
    ]


def test_an_exercise_without_sides_has_no_left_and_right() -> None:
    (point,) = exercise_points([held("a", FIRST, None, 90.0)])
    assert (point.right, point.left, point.difference) == (None, None, None)
    assert side_balance([point]) is None


def test_the_centre_counts_in_the_whole_and_on_no_side() -> None:
    (point,) = exercise_points([held("a", FIRST, p, 30.0) for p in ("centre", "right", "left")])
    assert (point.seconds, point.right, point.left) == (90.0, 30.0, 30.0)


def test_the_first_side_in_the_name_is_the_side() -> None:
    (point,) = exercise_points([held("a", FIRST, "left arm, right leg", 40.0)])
    assert (point.right, point.left) == (None, 40.0)


def test_a_side_that_was_not_begun_says_nothing_of_the_other() -> None:
    points = exercise_points(
        [
            held("a", FIRST, "right", 120.0),
            held("a", FIRST, "left", 0.0),
            held("b", SECOND, "right", 60.0),
            held("b", SECOND, "left", 90.0),
        ]
    )
    assert [point.difference for point in points] == [None, 30.0]
    assert side_balance(points) == SideBalance(sessions=1, right=60.0, left=90.0, one_sided=1)


def test_a_session_in_which_nothing_of_it_was_done_is_no_point() -> None:
    assert exercise_points([held("a", FIRST, None, 0.0)]) == ()


def test_repetitions_are_added_up() -> None:
    (point,) = exercise_points([held("a", FIRST, "right", 40.0, 10), held("a", FIRST, "left", 40.0, 8)])
    assert point.reps == 18


def test_the_sentence_on_the_sides_only_counts() -> None:
    balance = SideBalance(sessions=12, right=1985.0, left=1880.0, one_sided=0)
    assert balance.sentence == "In 12 sessions the left was held 31 min 20 s, the right 33 min 5 s."
    assert SideBalance(1, 60.0, 60.2, 0).sentence == "In 1 session left and right were held 1 min each."
    assert SideBalance(0, 0.0, 0.0, 3).sentence == ""


def test_points_follow_the_instant_and_not_the_clock_on_the_wall() -> None:
    # West over the date line: the later session has the earlier time of day, and the earlier day.
    tokyo, honolulu = ZoneInfo("Asia/Tokyo"), ZoneInfo("Pacific/Honolulu")
    first, second = past(at("2026-11-21T09:00", tokyo)), past(at("2026-11-20T20:00", honolulu))
    assert [p.session for p in level_points([second, first], "lower-back-release")] == [first.id, second.id]


def test_summer_time_does_not_change_the_order() -> None:
    first, second = (past(datetime.fromisoformat(f"2026-10-25T02:{t}")) for t in ("50+02:00", "10+01:00"))
    assert [p.session for p in level_points([second, first], "lower-back-release")] == [first.id, second.id]


def test_levels_are_of_one_routine_and_of_no_rehearsal() -> None:
    sessions = [
        past("2026-11-18T08:00", level=10),
        past("2026-11-19T08:00", level=20, whole=False),
        past("2026-11-20T08:00", level=90, rehearsal=True),
        past("2026-11-20T08:00", level=90, routine="other"),
    ]
    assert [(p.level, p.whole) for p in level_points(sessions, "lower-back-release")] == [(10, True), (20, False)]


def test_half_an_answer_is_a_point_and_none_is_not() -> None:
    sessions = [
        past("2026-11-18T08:00", stiff=(4, None)),
        past("2026-11-19T08:00"),
        past("2026-11-20T08:00", stiff=(0, 0), routine=None),
    ]
    assert [(p.before, p.after) for p in stiffness_points(sessions)] == [(4, None), (0, 0)]
    assert [(p.before, p.after) for p in stiffness_points(sessions, "lower-back-release")] == [(4, None)]


parts = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from([None, "centre", "right arm", "left arm"]), st.integers(0, 3600))
)


@given(parts)
def test_every_second_held_is_in_one_point(rows: list[tuple[int, str | None, int]]) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    points = exercise_points(held(str(n), start + timedelta(days=n), position, s) for n, position, s in rows)
    assert sum(point.seconds for point in points) == sum(seconds for _, _, seconds in rows)
    assert [point.started for point in points] == sorted(point.started for point in points)
    balance = side_balance(points)
    if balance is not None:
        sided = sum(p.right is not None and p.left is not None for p in points)
        assert balance.sessions + balance.one_sided == sided
        assert balance.difference == sum(point.difference or 0.0 for point in points)
