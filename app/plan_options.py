"""The words that settle a plan on the command line: --level, --minutes and --choose."""

from __future__ import annotations

import argparse
import re

from app.core.fitting import fit_minutes
from app.core.lengths import HOUR, MINUTE, NotReadableError, read_length
from app.core.plan import Plan
from app.core.planning import PlanError, make_plan
from app.core.routine import Routine


class WrongWordsError(ValueError):
    """Options that do not go together or name what is not there: exit status 2."""


def add_plan_options(parser: argparse.ArgumentParser) -> None:
    """Add --level, --minutes and --choose; absent ones are None and an empty list."""
    parser.add_argument("--level", type=level, metavar="N", help="0 (all lower ends) to 100 (all upper ends)")
    parser.add_argument("--minutes", type=minutes, metavar="M", help="fit it to so many minutes")
    parser.add_argument(
        "--choose", type=pick, action="append", default=[], metavar="N=K", help="take alternative K of step N"
    )


def level(text: str) -> int:
    """Return a level; raises argparse's error."""
    if not re.fullmatch("[0-9]{1,3}", text) or int(text) > 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a level from 0 to 100")
    return int(text)


def minutes(text: str) -> float:
    """Return the minutes in `25`, `25 min` or `1 h`; a bare number is minutes here. Raises argparse's error."""
    bare = re.fullmatch(r"\s*[0-9]+(\.[0-9]+)?\s*", text)
    try:
        return read_length(f"{text} min" if bare else text, most=24 * HOUR) / MINUTE
    except NotReadableError as problem:
        raise argparse.ArgumentTypeError(f"{problem} Write 25 or 25 min.") from None


def pick(text: str) -> tuple[int, int]:
    """Return step and alternative, both from 1; raises argparse's error."""
    match = re.fullmatch(r"\s*([0-9]{1,5})\s*=\s*([0-9]{1,5})\s*", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not N=K, as in 4=2: alternative 2 of step 4")
    return int(match[1]), int(match[2])


def plan_asked_for(
    routine: Routine, wanted: int | None, fit: float | None, picks: list[tuple[int, int]], usual: int = 0
) -> tuple[Plan, str]:
    """Return the plan and what was done to fit it ("" for nothing); `usual` is the level where none is named.

    Raises WrongWordsError.
    """
    if wanted is not None and fit is not None:
        raise WrongWordsError("--level and --minutes do not go together: --minutes finds the level.")
    if wanted is not None and routine.fixed_level:
        raise WrongWordsError(f"{routine.name} has a fixed level: it is played as it is written, without --level.")
    try:
        if fit is not None:
            fitted = fit_minutes(routine, fit, dict(picks))
            return fitted.plan, fitted.told()
        return make_plan(routine, usual if wanted is None else wanted, dict(picks)), ""
    except PlanError as problem:
        raise WrongWordsError(str(problem)) from None
