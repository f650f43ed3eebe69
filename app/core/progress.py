"""When a routine offers to become longer: after three whole sessions at a level that did no harm, once."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import takewhile

from app.core.past import PastSession

WHOLE_SESSIONS = 3
STEP = 10
LONGEST = 100


def next_level(
    sessions: Iterable[PastSession],
    *,
    hurt: Container[str],
    answered: Container[int],
    fixed: bool,
) -> int | None:
    """Return the level to offer as a routine's new length, or None where nothing is to be offered.

    `sessions` are the routine's, in any order. Those since it was last done at another level count: three of them
    whole, and from the third last whole one on none that left the back stiffer and none with a step that hurt (`hurt`:
    ids of such sessions). A session that was merely cut short breaks nothing. `answered`: levels at which the offer
    was made and taken or left. A `fixed` level is nobody's to move, and no rehearsal counts.
    """
    newest_first = sorted(
        (s for s in sessions if not s.rehearsal), key=lambda s: (s.started.timestamp(), s.number), reverse=True
    )
    if fixed or not newest_first:
        return None
    level = newest_first[0].level
    if level >= LONGEST or level in answered:
        return None
    whole = 0
    for session in takewhile(lambda s: s.level == level, newest_first):
        if worsened(session) or session.id in hurt:
            return None
        whole += session.whole
        if whole == WHOLE_SESSIONS:
            return min(LONGEST, level + STEP)
    return None


def worsened(session: PastSession) -> bool:
    """Return whether the back was stiffer after the session than before; what nobody said is no worsening."""
    before, after = session.stiff_before, session.stiff_after
    return before is not None and after is not None and after > before
