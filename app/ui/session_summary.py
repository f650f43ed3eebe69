"""A session that is over, as values and words for the summary: pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.core.exercise import Exercise, side_of, worded
from app.core.plan import Plan
from app.core.record import Outcome, Record
from app.storage.session_draft import LEAVES_A_TRACE
from app.ui.wording import clock, time_of_day


@dataclass(frozen=True, slots=True)
class DoneBar:
    """One side of an exercise: its letter (empty without sides), share done from 0 to 1, outcome, and words."""

    letter: str
    share: float
    outcome: Outcome
    words: str


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One exercise with a bar for each side."""

    exercise: Exercise
    position: str | None
    bars: tuple[DoneBar, ...]
    cut: tuple[int, ...] = ()  # which of the session's records were cut short, counted from 0

    @property
    def words(self) -> str:
        """Return what was done, side by side: "R 3:50 · L 3:50"."""
        return " · ".join(f"{bar.letter} {bar.words}".strip() for bar in self.bars)


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What the summary shows; `week` is a large word with the line under it, None where nothing is counted."""

    title: str
    under_title: str
    held: str
    when: str
    count: str
    cut: str
    rows: tuple[SummaryRow, ...]
    week: tuple[str, str] | None = None
    stiff_before: int | None = None
    asks_stiffness: bool = True


def summary_of(
    plan: Plan,
    records: tuple[Record, ...],
    *,
    finished: bool,
    started: datetime,
    ended: datetime,
    rehearsal: bool = False,
    week: tuple[str, str] | None = None,
    stiff_before: int | None = None,
    asks_stiffness: bool = True,
) -> SessionSummary:
    """Return the summary of a session by what really happened in it."""
    done = sum(record.done for record in records)
    rows = summary_rows(plan, records)
    after = rows[-1].exercise.after if rows and finished else ()
    under = "A rehearsal, counted in no statistic." if rehearsal else " ".join(worded(after, None))
    if done < LEAVES_A_TRACE and not finished:
        under = "Under ten seconds of work: nothing is kept."
    return SessionSummary(
        title=title_of(records, finished=finished),
        under_title=under,
        held=clock(done),
        when=f"of work, from {time_of_day(started)} to {time_of_day(ended)}",
        count=_count(rows),
        cut=cut_words(records),
        rows=rows,
        week=None if rehearsal else week,
        stiff_before=stiff_before,
        asks_stiffness=asks_stiffness and not rehearsal,
    )


def title_of(records: tuple[Record, ...], *, finished: bool) -> str:
    """Return the title: no praise for what was not done, no blame for what was left out."""
    planned, done = sum(r.planned for r in records), sum(r.planned - r.left_out for r in records)
    if not finished:
        return "Enough for today." if done > 0 else "Another time."
    if all(r.outcome in (Outcome.DONE, Outcome.ENOUGH) for r in records) or done >= planned * 0.75:
        return "Well held."
    return "Enough for today." if done > 0 else "Another time."


def cut_words(records: tuple[Record, ...]) -> str:
    """Return what was cut short or left out: "one side cut short", "all whole"."""
    words = []
    for outcome, said in ((Outcome.CUT_SHORT, "cut short"), (Outcome.SKIPPED, "left out")):
        found = [r for r in records if r.outcome is outcome]
        if found:
            noun = "side" if all(side_of(r.position) for r in found) else "part"
            number = "one" if len(found) == 1 else str(len(found))
            words.append(f"{number} {noun}{'s' if len(found) > 1 else ''} {said}")
    return "exercises, " + (", ".join(words) if words else "nothing cut short")


def _count(rows: tuple[SummaryRow, ...]) -> str:
    begun = sum(any(bar.outcome is not Outcome.SKIPPED for bar in row.bars) for row in rows)
    return f"{begun} of {len(rows)}"


def summary_rows(plan: Plan, records: tuple[Record, ...]) -> tuple[SummaryRow, ...]:
    """Return a row for every exercise that follows another, its sets and rounds taken together side by side."""
    exercises = {o.exercise.key: o.exercise for block in plan.blocks for o in block.options}
    runs: list[list[Record]] = []
    places = {id(record): place for place, record in enumerate(records)}
    for record in records:
        same = [run for run in runs if run[0].exercise == record.exercise and record.round > 1]
        if runs and runs[-1][0].exercise == record.exercise:
            runs[-1].append(record)
        elif same:
            same[-1].append(record)  # another round of a circuit
        else:
            runs.append([record])
    rows = []
    for run in runs:
        exercise = exercises.get(run[0].exercise) or Exercise(run[0].exercise, run[0].exercise)
        positions = list(dict.fromkeys(r.position for r in run))
        bars = tuple(_bar([r for r in run if r.position == position]) for position in positions)
        cut = tuple(places[id(r)] for r in run if r.outcome is Outcome.CUT_SHORT)
        rows.append(SummaryRow(exercise, positions[0], bars, cut))
    return tuple(rows)


def _bar(records: list[Record]) -> DoneBar:
    planned = sum(r.planned for r in records) or 1.0
    share = sum(min(r.done, r.planned) for r in records) / planned
    own_pace = records[0].own_pace
    reps_planned = sum(r.reps_planned or 0 for r in records)
    reps = sum(r.reps or 0 for r in records)
    if own_pace and reps_planned:
        share = min(1.0, reps / reps_planned)
    outcomes = [r.outcome for r in records]
    if all(o is Outcome.SKIPPED for o in outcomes):
        outcome = Outcome.SKIPPED
    elif any(o in (Outcome.SKIPPED, Outcome.CUT_SHORT) for o in outcomes):
        outcome = Outcome.CUT_SHORT
    else:
        outcome = Outcome.DONE if all(o is Outcome.DONE for o in outcomes) else Outcome.ENOUGH
    words = f"{reps} of {reps_planned}" if reps_planned else clock(sum(r.done for r in records))
    side = side_of(records[0].position)
    letter = side.value[0].upper() if side else (records[0].position or "")[:1].upper()
    return DoneBar(letter, share, outcome, "left out" if outcome is Outcome.SKIPPED else words)
