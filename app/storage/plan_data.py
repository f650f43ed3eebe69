"""A plan as data that JSON can hold, and back: going on plays the stored plan, whatever the file says by then."""

from __future__ import annotations

import json
import types
import typing
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from app.core.plan import Plan

FORMAT = 1


def plan_to_text(plan: Plan) -> str:
    """Return the whole plan as one line of JSON; fields that say nothing more than their default are left out."""
    return json.dumps({"format": FORMAT, "plan": _data(plan)}, ensure_ascii=False, separators=(",", ":"))


def plan_from_text(text: str) -> Plan:
    """Return the plan that `plan_to_text` wrote; ValueError where the text is no such thing.

    A field that a newer Holdwell added has its default in an older plan, and one that it dropped is passed over.
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError(f"A plan kept in format {data['format']!r} cannot be read.")
        plan = _value(Plan, data["plan"])
    except (KeyError, TypeError, AttributeError) as problem:
        raise ValueError(f"The kept plan is not complete: {problem}.") from problem
    assert isinstance(plan, Plan)
    return plan


def _data(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _data(kept) for f in fields(value) if (kept := getattr(value, f.name)) != f.default}
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    return value


@cache
def _types_of(kind: type) -> dict[str, Any]:
    """Return the fields of a dataclass with their types; worked out once, it is slow."""
    return typing.get_type_hints(kind)


def _value(kind: Any, data: Any) -> Any:
    """Return a value of a type from its data."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if data is None:
            return None
        (kind,) = (part for part in typing.get_args(kind) if part is not types.NoneType)
        return _value(kind, data)
    if origin is tuple:
        item = typing.get_args(kind)[0]
        return tuple(_value(item, one) for one in data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _types_of(kind)
        return kind(**{name: _value(hints[name], kept) for name, kept in data.items() if name in hints})
    if kind is float or issubclass(kind, StrEnum):
        return kind(data)
    if not isinstance(data, kind):
        raise TypeError(f"{data!r} is no {kind.__name__}")
    return data
