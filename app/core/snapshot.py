"""All that going on with a session needs, frozen, as values that JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from app.core.course import Carried, Course
from app.core.record import Record
from app.core.tally import Kept, Spent, Tally, TallyKey

FORMAT = 1


@dataclass(frozen=True, slots=True)
class SessionSnapshot:
    """One instant of a session; lengths and times in seconds, `clock` the session's own since its start.

    `carried` is work that waits behind a get ready which was put into its middle: its seconds so far, and its length
    (None: until the person says so). `left_seconds` is what is left of the running dose, or of the one to come; None
    at own pace and past zero.
    """

    clock: float
    chosen: tuple[int, ...]  # of each block
    place: int  # in the plan's row
    elapsed: float
    length: float | None
    staying: bool = False
    carried: tuple[float, float | None] | None = None
    tallies: Mapping[TallyKey, Tally] = field(default_factory=dict)  # the running segment is not counted in
    kept: tuple[Kept, ...] = ()
    easier: Mapping[str, int] = field(default_factory=dict)
    spent: Spent = field(default_factory=Spent)
    finished: bool = False
    exercise: str = ""
    position: str | None = None
    left_seconds: float | None = None

    def to_data(self) -> dict[str, Any]:
        """Return this as numbers, texts, lists and mappings; `from_data` reads it."""
        return {
            "format": FORMAT,
            "clock": self.clock,
            "chosen": list(self.chosen),
            "place": self.place,
            "elapsed": self.elapsed,
            "length": self.length,
            "staying": self.staying,
            "carried": None if self.carried is None else list(self.carried),
            "tallies": [[*key, tally.done, tally.reps, tally.started] for key, tally in self.tallies.items()],
            "kept": [{"block": kept.block, "record": asdict(kept.record)} for kept in self.kept],
            "easier": dict(self.easier),
            "spent": asdict(self.spent),
            "finished": self.finished,
            "exercise": self.exercise,
            "position": self.position,
            "left_seconds": self.left_seconds,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> SessionSnapshot:
        """Return the snapshot that `to_data` wrote; ValueError where the data is no such thing."""
        if data.get("format") != FORMAT:
            raise ValueError(f"A session kept in format {data.get('format')!r} cannot be read.")
        try:
            carried = data["carried"]
            return cls(
                clock=float(data["clock"]),
                chosen=tuple(int(n) for n in data["chosen"]),
                place=int(data["place"]),
                elapsed=float(data["elapsed"]),
                length=data["length"],
                staying=bool(data["staying"]),
                carried=None if carried is None else (float(carried[0]), carried[1]),
                tallies={(row[0], row[1]): Tally(*row[2:]) for row in data["tallies"]},
                kept=tuple(Kept(one["block"], Record(**one["record"])) for one in data["kept"]),
                easier=dict(data["easier"]),
                spent=Spent(**data["spent"]),
                finished=bool(data["finished"]),
                exercise=str(data["exercise"]),
                position=data["position"],
                left_seconds=data["left_seconds"],
            )
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError(f"The kept session is not complete: {error}.") from error


def restore(course: Course, snapshot: SessionSnapshot) -> None:
    """Stand where a snapshot says that going on stands.

    A get ready, a switch and a rest start again; a hold stands where it stood, one of several too: twenty minutes of
    them lose a second and no more. Of a repetition made of phases what was done is given up, and it starts again.
    """
    if not 0 <= snapshot.place < len(course.row):
        raise ValueError("The kept session belongs to another plan.")
    course.tallies = dict(snapshot.tallies)
    course.kept = list(snapshot.kept)
    course.easier = dict(snapshot.easier)
    course.given_up = snapshot.spent.given_up
    course.begun = {
        course.row.plan.blocks[block].option.records[record].exercise
        for (block, record), tally in course.tallies.items()
        if tally.done > 0
    } | {kept.record.exercise for kept in course.kept}
    place, elapsed = snapshot.place, snapshot.elapsed
    carried = None if snapshot.carried is None else Carried(*snapshot.carried)
    working = carried is not None or course.row.is_work(place)
    if working and course.row.segments[place].phase is not None:
        place = course.give_up_repetition(place, elapsed if carried is None else carried.elapsed)
        elapsed = 0.0
        carried = None if carried is None else Carried(0.0, course.row.segments[place].seconds)
    ready = carried is not None or not course.row.is_work(place)
    course.stand_at(
        place,
        snapshot.clock,
        elapsed=0.0 if ready else elapsed,
        length=snapshot.length if place == snapshot.place else course.row.segments[place].seconds,
        staying=snapshot.staying,
        carried=carried,
    )
