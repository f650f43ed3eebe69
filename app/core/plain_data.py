"""Frozen values as plain data that JSON can hold, and back again with every type checked.

What is read back may be damaged or come from a newer program, so nothing in it is trusted: a value of a wrong type
raises DamagedDataError, a field that is missing takes its default, one that is unknown is passed over.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Reader = Callable[[Any], Any]


class DamagedDataError(ValueError):
    """Plain data that is not what it should be."""


def to_plain(value: object) -> Any:
    """Return a dataclass, tuple, enumeration or scalar as dictionaries, lists and scalars."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(v) for v in value]
    return value.value if isinstance(value, StrEnum) else value


def from_plain(kind: type[T], data: Any) -> T:
    """Return the value of a dataclass that plain data describes; raises DamagedDataError."""
    return cast(T, _reader(cast(Any, kind))(data))


@cache
def _reader(kind: Any) -> _Reader:
    """Return what reads one type; made once, as a long plan has ten thousand segments."""
    if get_origin(kind) is UnionType:
        inner = next(k for k in get_args(kind) if k is not NoneType)
        return _optional(_reader(inner))
    if get_origin(kind) is tuple:
        return _tuple(_reader(get_args(kind)[0]))
    if is_dataclass(kind):
        return _dataclass(cast(type, kind))
    if issubclass(kind, StrEnum):
        return _enumeration(kind)
    return _scalar(kind)


def _optional(read: _Reader) -> _Reader:
    return lambda data: None if data is None else read(data)


def _tuple(read: _Reader) -> _Reader:
    def reader(data: Any) -> Any:
        if not isinstance(data, list):
            raise DamagedDataError(f"a list is wanted, not {type(data).__name__}")
        return tuple(read(item) for item in data)

    return reader


def _dataclass(kind: type) -> _Reader:
    hints = get_type_hints(kind)
    readers = [
        (f.name, _reader(hints[f.name]), f.default is MISSING and f.default_factory is MISSING)
        for f in fields(cast(Any, kind))
    ]

    def reader(data: Any) -> Any:
        if not isinstance(data, dict):
            raise DamagedDataError(f"{kind.__name__} is wanted, not {type(data).__name__}")
        found = {}
        for name, read, needed in readers:
            if name in data:
                found[name] = read(data[name])
            elif needed:
                raise DamagedDataError(f"{kind.__name__} lacks {name}")
        return kind(**found)

    return reader


def _enumeration(kind: type[StrEnum]) -> _Reader:
    def reader(data: Any) -> Any:
        try:
            return kind(data)
        except ValueError:
            raise DamagedDataError(f"{data!r} is no {kind.__name__}") from None

    return reader


def _scalar(kind: type) -> _Reader:
    def reader(data: Any) -> Any:
        if kind is float and isinstance(data, int) and not isinstance(data, bool):
            data = float(data)
        if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
            raise DamagedDataError(f"{kind.__name__} is wanted, not {data!r:.40}")
        if isinstance(data, float) and not math.isfinite(data):
            raise DamagedDataError(f"{data!r} is no number")
        return data

    return reader
