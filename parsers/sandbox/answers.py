"""What a process that reads files says, as data and nothing else: whatever has got into it can't get out by its answer.

An answer is JSON. It is taken only where it has the type that is asked for, field by field; so no code, no class
and no value comes from the process that its caller has not named. (A pickle may run code in whoever loads it.)

| in Python | in JSON |
| --- | --- |
| str, int, float, bool, None | the same |
| an enum's member | its value |
| tuple | a list |
| bytes, date | {"bytes": base64}, {"date": ISO 8601} |
| datetime, with its offset from UTC; time of day | {"moment": ISO 8601}; {"time": ISO 8601} |
| mapping | {"map": [[key, value]]} |
| dataclass | {its name: [its fields in order]} |
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

Reader = Callable[[Any], Any]
LONGEST: Final = 150_000_000
"""Bytes of an answer: many times what a file's copy takes."""


class Malformed(Exception):
    """An answer is not of the type that was asked for."""


def encode(value: object) -> bytes:
    """Write an answer down; TypeError for what has no place in one."""
    return json.dumps(_told(value)).encode()


def decode(data: bytes, kind: Any) -> Any:
    """Return an answer of this type: a class, or a union, tuple[X, ...] or Mapping[K, V] of such; Malformed if not."""
    try:
        return _reader(kind)(json.loads(data))
    except (ValueError, TypeError, RecursionError, binascii.Error) as error:
        raise Malformed(type(error).__name__) from error


def _told(value: object) -> object:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple):
        return [_told(item) for item in value]
    return _told_with_tag(value)


def _told_with_tag(value: object) -> dict[str, object]:
    if isinstance(value, bytes):
        return {"bytes": b64encode(value).decode()}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, Mapping):
        return {"map": [[_told(key), _told(held)] for key, held in value.items()]}
    if is_dataclass(value):
        return {type(value).__name__: [_told(getattr(value, field.name)) for field in fields(value)]}
    raise TypeError(type(value).__name__)


@cache
def _reader(kind: Any) -> Reader:
    """Return what reads a type; it raises Malformed, or what Python does for a value that is none of that type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(inner)
    if origin is tuple:
        return _several(_reader(inner[0])) if inner[1:] == (Ellipsis,) else _fields(tuple, inner)
    if origin in (Mapping, dict):
        return _mapping(*map(_reader, inner))
    return _reader_of_class(kind)


def _reader_of_class(kind: type) -> Reader:
    if kind in _PLAIN:
        return lambda told: _is(kind, told)
    member: Reader | None = kind if issubclass(kind, Enum) else None
    return member or _TAGGED.get(kind) or _dataclass(kind)


def _one_of(kinds: tuple[Any, ...]) -> Reader:
    plain = _PLAIN.intersection(kinds)
    others = [_reader(kind) for kind in kinds if kind not in plain]

    def read(told: Any) -> Any:
        if type(told) in plain:
            return told
        for other in others:
            with suppress(Malformed, ValueError):
                return other(told)
        raise Malformed("none of the types")

    return read


def _several(reader: Reader) -> Reader:
    return lambda told: tuple(map(reader, _is(list, told)))


def _fields(make: Callable[[Iterable[Any]], Any], kinds: Iterable[Any]) -> Reader:
    readers = [_reader(kind) for kind in kinds]
    return lambda told: make(reader(one) for reader, one in zip(readers, _is(list, told), strict=True))


def _mapping(key: Reader, held: Reader) -> Reader:
    return lambda told: {key(one): held(other) for one, other in _is(list, _tagged(told, "map"))}


def _dataclass(kind: Any) -> Reader:
    hints = get_type_hints(kind)
    read = _fields(lambda values: kind(*values), [hints[field.name] for field in fields(kind)])
    return lambda told: read(_tagged(told, kind.__name__))


def _bytes(told: Any) -> bytes:
    return b64decode(_is(str, _tagged(told, "bytes")), validate=True)


def _date(told: Any) -> date:
    return date.fromisoformat(_is(str, _tagged(told, "date")))


def _moment(told: Any) -> datetime:
    moment = datetime.fromisoformat(_is(str, _tagged(told, "moment")))
    if moment.tzinfo is None:
        raise Malformed("moment")
    return moment


def _time(told: Any) -> time:
    return time.fromisoformat(_is(str, _tagged(told, "time")))


def _tagged(told: Any, tag: str) -> Any:
    found = _is(dict, told)
    if len(found) != 1 or tag not in found:
        raise Malformed(tag)
    return found[tag]


def _is(kind: type, told: Any) -> Any:
    if type(told) is not kind:
        raise Malformed(kind.__name__)
    return told


_PLAIN: Final = frozenset({str, int, float, bool, NoneType})
_TAGGED: Final[Mapping[Any, Reader]] = MappingProxyType({bytes: _bytes, date: _date, datetime: _moment, time: _time})
