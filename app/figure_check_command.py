"""`holdwell figure --check`: what was measured of each figure, and which of it is out of bounds."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from app.core.faults import Fault
from app.core.figure.check import Measure, check
from app.core.figure.scene import Scene
from app.storage.body_files import load_body, load_parts
from app.storage.figures import Figures
from app.storage.library import Library, did_you_mean, slug


def report(asked: Sequence[str], figures: Figures, library: Library, person: str) -> int:
    """Print the worst measures of the figures asked for, or of all; 1 where one is out of bounds, missing or bad."""
    known = tuple(dict.fromkeys((*library.exercises.names(), *figures.names())))
    wanted = [name if name in known else slug(name) for name in asked] or [*known]
    status = 0
    for name in wanted:
        if name not in known:
            print(f"holdwell: There is no exercise {name!r}. {did_you_mean(name, known)}", file=sys.stderr)
            status = 1
            continue
        figure = figures.figure_for(name)
        if figure is None:
            if _has_figure(name, library) or asked:
                print(f"holdwell: {name} has no figure.", file=sys.stderr)
                status = 1
            continue
        if isinstance(figure, list):
            _print_faults(figure)
            status = 1
            continue
        measures = check(Scene(figure, load_body(person), load_parts(person)))
        print(f"{name}: {'good' if all(m.good for m in measures) else 'OUT OF BOUNDS'}")
        for measure in measures:
            print(f"  {_line(measure)}")
        status = status or int(not all(m.good for m in measures))
    return status


def _has_figure(name: str, library: Library) -> bool:
    """Return whether an exercise says that it is shown by a figure."""
    read = library.exercises.read(name)
    return read is not None and read.exercise is not None and read.exercise.figure and not read.exercise.pose


def _print_faults(faults: Sequence[Fault]) -> None:
    for fault in faults:
        print(fault, file=sys.stderr)


def _line(measure: Measure) -> str:
    """Return one measure in a line: what, how much of how much, and where."""
    mark = "" if measure.good else "  <-- out of bounds"
    where = f"  ({measure.where})" if measure.where else ""
    return f"{measure.name:<20}{measure.worst:7.1f} of {measure.bound:g} {measure.unit}{where}{mark}"
