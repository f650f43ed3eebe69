"""The plan as one numbered row of segments, with the answers that moving about in it needs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from app.core.plan import Block, Kind, Option, Plan, PlannedRecord, Segment


@dataclass(frozen=True, slots=True)
class _Dose:
    """The work of one dose: its places in the row, the records it counts to, its planned seconds."""

    places: tuple[int, ...]
    records: tuple[int, ...]
    seconds: float

    @classmethod
    def of(cls, option: Option, offset: int, places: list[int]) -> _Dose:
        """Return the dose made of some places of an option that starts at an offset in the row."""
        work = [option.segments[place - offset] for place in places]
        return cls(tuple(places), tuple(dict.fromkeys(s.record for s in work)), sum(s.estimate for s in work))


class Row:
    """A plan laid out flat; every place is a number from 0, as in `Plan.segments`.

    A dose is what Left, Right, S, + and - speak of: the work of one set and position, of one whole set where the
    positions alternate. Repetitions and phases lie inside it, and so does a switch that an alternating step names.
    """

    def __init__(self, plan: Plan) -> None:
        """Lay the chosen options of a plan out, in order."""
        if not plan.segments:
            raise ValueError("A plan without a segment cannot be played.")
        self.plan = plan
        self.segments: tuple[Segment, ...] = plan.segments
        self.first_of_block: list[int] = []
        self._block_of: list[int] = []
        self._dose_of: list[_Dose] = []
        self._next_work: list[int | None] = []
        for number, block in enumerate(plan.blocks):
            offset = len(self._block_of)
            self.first_of_block.append(offset)
            doses: dict[int, list[int]] = {}
            for place, segment in enumerate(block.option.segments):
                if segment.kind is Kind.WORK:
                    doses.setdefault(segment.dose, []).append(offset + place)
            shared = {dose: _Dose.of(block.option, offset, places) for dose, places in doses.items()}
            for segment in block.option.segments:
                self._block_of.append(number)
                self._dose_of.append(shared[segment.dose])
        self._first_ready: dict[str, int] = {}
        for place, segment in enumerate(self.segments):
            if segment.kind is Kind.READY:
                self._first_ready.setdefault(segment.exercise, place)
        following: int | None = None
        for place in range(len(self.segments) - 1, -1, -1):
            self._next_work.append(following)
            if self.segments[place].kind is Kind.WORK:
                following = place
        self._next_work.reverse()
        self._estimate_after = [*accumulate((s.estimate for s in reversed(self.segments)), initial=0.0)][-2::-1]

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.segments)

    def block_number(self, place: int) -> int:
        """Return the number of the block, from 0, that a place lies in."""
        return self._block_of[place]

    def block(self, place: int) -> Block:
        """Return the block that a place lies in."""
        return self.plan.blocks[self._block_of[place]]

    def option(self, place: int) -> Option:
        """Return the chosen option that a place lies in."""
        return self.block(place).option

    def planned(self, place: int) -> PlannedRecord:
        """Return what is planned for the record that the work at a place, or the work after it, counts to."""
        return self.option(place).records[self.segments[place].record]

    def is_work(self, place: int) -> bool:
        """Return whether the segment at a place is work."""
        return self.segments[place].kind is Kind.WORK

    def dose(self, place: int) -> tuple[int, ...]:
        """Return the places of all work of the dose that a place belongs to, or leads to."""
        return self._dose_of[place].places

    def dose_records(self, place: int) -> tuple[int, ...]:
        """Return the numbers, in their option, of the records that the dose of a place counts to."""
        return self._dose_of[place].records

    def dose_seconds(self, place: int) -> float:
        """Return the planned seconds of work of the dose of a place, own pace by its estimate."""
        return self._dose_of[place].seconds

    def single_hold(self, place: int) -> bool:
        """Return whether the segment at a place is a timed dose by itself: neither phase nor one of several."""
        segment = self.segments[place]
        return (
            segment.kind is Kind.WORK
            and segment.seconds is not None
            and segment.phase is None
            and len(self.dose(place)) == 1
        )

    def next_work(self, place: int) -> int | None:
        """Return the place of the next work after this one; None where there is no more."""
        return self._next_work[place]

    def work_before(self, place: int) -> int | None:
        """Return the place of the last work before this one; None where there is none."""
        return next((p for p in range(place - 1, -1, -1) if self.is_work(p)), None)

    def after_dose(self, place: int) -> int | None:
        """Return the place that follows the dose of a place; None where the plan ends with it."""
        return self._within(self.dose(place)[-1] + 1)

    def after_block(self, place: int) -> int | None:
        """Return the first place of the next block; None where the plan ends with this one."""
        block = self._block_of[place] + 1
        return self.first_of_block[block] if block < len(self.first_of_block) else None

    def _within(self, place: int) -> int | None:
        return place if place < len(self.segments) else None

    def repetition_start(self, place: int) -> int:
        """Return the place of the first phase of the repetition that a place lies in; of a hold the place itself."""
        segment = self.segments[place]
        while segment.rep is not None and place > 0 and self._same_repetition(place - 1, place):
            place -= 1
        return place

    def ends_repetition(self, place: int) -> bool:
        """Return whether a counted repetition is complete at the end of this segment."""
        segment = self.segments[place]
        if segment.kind is not Kind.WORK or segment.rep is None:
            return False
        return place + 1 == len(self.segments) or not self._same_repetition(place, place + 1)

    def completes_lower_count(self, place: int) -> bool:
        """Return whether the end of this segment completes the lower count of ranged repetitions.

        True once in a dose: where positions alternate, on the last of them. Never where the lower count is all.
        """
        planned = self.planned(place)
        least = planned.reps_at_least
        if least is None or planned.reps is None or least >= planned.reps or not self.ends_repetition(place):
            return False
        segment = self.segments[place]
        return segment.rep == least and segment.record == self.segments[self.dose(place)[-1]].record

    def _same_repetition(self, one: int, other: int) -> bool:
        a, b = self.segments[one], self.segments[other]
        return (
            self._block_of[one] == self._block_of[other]
            and a.kind is b.kind is Kind.WORK
            and (a.dose, a.record, a.rep) == (b.dose, b.record, b.rep)
        )

    def estimate_after(self, place: int) -> float:
        """Return the planned seconds of all that follows a place, own-pace work by its estimate."""
        return self._estimate_after[place]

    def first_ready(self, exercise: str) -> int | None:
        """Return the place of the first get ready of an exercise; None where it has none."""
        return self._first_ready.get(exercise)

    def get_ready(self, place: int) -> Segment | None:
        """Return the get ready of the block that a place lies in; None where it has none."""
        return next((s for s in self.option(place).segments if s.kind is Kind.READY), None)
