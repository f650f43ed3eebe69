"""A plan under the person's own sound profile."""

from __future__ import annotations

from dataclasses import replace

from app.core.plan import Block, Option, Plan
from app.core.routine import Profile


def sounding(plan: Plan, profile: Profile | None) -> Plan:
    """Return the plan with every segment under one profile; None: as the routine says."""
    if profile is None:
        return plan
    chosen = profile

    def option(old: Option) -> Option:
        return replace(old, segments=tuple(replace(s, sound=chosen) for s in old.segments))

    def block(old: Block) -> Block:
        return replace(old, options=tuple(option(o) for o in old.options))

    return replace(plan, blocks=tuple(block(b) for b in plan.blocks))
