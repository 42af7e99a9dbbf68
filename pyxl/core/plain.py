"""Records as plain data and back: what the journal keeps and what passes between two processes.

Plain data is what JSON can hold without loss: None, bool, int, str, list and dict. There is no pickle and no guessing:
the declared types of a record's fields say how each value is written and read.

    >>> from pyxl.core.money import Money
    >>> to_plain(Money.of("19.90"))
    '19.90 EUR'
    >>> from_plain(Money, "19.90 EUR")
    Money('19.90', 'EUR')
    >>> canonical_json({"b": "Größe", "a": [1, None]})
    '{"a":[1,null],"b":"Größe"}'
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache, partial
from typing import Any, Final, Literal, NamedTuple, NewType, TypeAlias, TypeVar, Union, get_args, get_origin
from typing import get_type_hints as hints_of

from pyxl.core.labels import Label, Sentence, Text, show
from pyxl.core.plain_scalars import JSON_OWN, SCALARS, wrong

Plain: TypeAlias = Any
"""None, bool, int, str, list or dict with text keys (not checked by mypy: JSON has no type of its own)."""

ADDED_LATER: Final = {"added_later": True}
"""`field(default=..., metadata=ADDED_LATER)`: events of past years may lack this field; its default then stands."""

PlainData = NewType("PlainData", dict[str, Any])
"""A field that holds plain data already (a whole document, say): it is kept as it is."""

T = TypeVar("T")


def to_plain(value: object, hint: Any = None) -> Plain:
    """The value as plain data; `hint` is its declared type where the value alone does not tell it (a tuple, a union).

    Raises ValueError where a field holds something else than its type says, TypeError for a type without a plain form.
    """
    return coder_of(_hint_for(value) if hint is None else hint).encode(value)


def from_plain(type_: type[T], data: Plain) -> T:
    """The value of that type; ValueError (with the field's path) on unknown or missing keys and wrong types."""
    hint: Any = type_
    decoded: T = coder_of(hint).decode(data)
    return decoded


def canonical_json(data: Plain) -> str:
    """One text for one content: keys sorted, no blanks, letters as they are. Two equal contents give equal hashes."""
    return _CANONICAL.encode(data)


_CANONICAL: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"), check_circular=False
)


class Coder(NamedTuple):
    """How one type is written and read; `tag` names it where several types may stand in one place."""

    tag: str
    fits: Callable[[Any], bool]
    encode: Callable[[Any], Plain]
    decode: Callable[[Any], Any]


def _hint_for(value: object) -> Any:
    if isinstance(value, tuple | list | Mapping):
        return object
    return type(value)


@cache
def coder_of(hint: Any) -> Coder:
    """The coder of a type, made once. TypeError when the type has no exact plain form (a set, an ordinary class)."""
    if isinstance(hint, type) and hint in SCALARS:
        tag, encode, decode = SCALARS[hint]
        return Coder(tag, lambda value: type(value) is hint, encode, decode)
    if hint is Sentence:
        return Coder("Sentence", lambda value: type(value) is Sentence, _encode_sentence, _decode_sentence)
    if hint is object or hint is Any:
        return Coder("object", lambda value: True, _encode_any, _decode_any)
    if hint is Enum:
        return Coder("Enum", lambda value: isinstance(value, Enum), _encode_open_enum, coder_of(Label).decode)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _enum_coder(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _record_coder(hint)
    if hint is PlainData:
        return Coder("plain", lambda value: type(value) is dict, _as_it_is, _as_it_is)
    if isinstance(hint, NewType):
        return coder_of(hint.__supertype__)
    return _generic_coder(hint)


def _as_it_is(value: Any) -> Any:
    if type(value) is not dict:
        raise wrong("object", value)
    return value


def _generic_coder(hint: object) -> Coder:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Union or origin is types.UnionType:
        return _union_coder(arguments)
    if origin is Literal:
        return _literal_coder(arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _row_coder(coder_of(arguments[0]), tuple)
    if origin is list:
        return _row_coder(coder_of(arguments[0]), list)
    if origin is tuple:
        return _tuple_coder(tuple(coder_of(argument) for argument in arguments))
    if isinstance(origin, type) and issubclass(dict, origin) and issubclass(origin, Mapping) and arguments[0] is str:
        return _mapping_coder(coder_of(arguments[1]))
    raise TypeError(f"{hint} has no plain form")


def _enum_coder(cls: type[Enum]) -> Coder:
    """By value where all values are text (they are stable codes), else by name."""
    by_value = all(isinstance(member.value, str) for member in cls)
    members = {str(member.value) if by_value else member.name: member for member in cls}
    names = {member: name for name, member in members.items()}

    def encode(value: Any) -> Plain:
        if type(value) is not cls:
            raise wrong(cls.__name__, value)
        return names[value]

    def decode(data: Any) -> Any:
        if type(data) is not str or data not in members:
            raise wrong(cls.__name__, data)
        return members[data]

    return Coder(cls.__name__, lambda value: type(value) is cls, encode, decode)


def _encode_open_enum(value: Any) -> Plain:
    """A choice of an enum that is not declared is kept as its label: in a cell, that is what it is."""
    label = getattr(value, "label", None)
    if not isinstance(value, Enum) or type(label) is not Label:
        raise wrong("an enum with labels", value)
    return coder_of(Label).encode(label)


_Reader: TypeAlias = tuple[str, type | None, Callable[[Any], Any]]
"""A field, the type that plain data holds as it is where it has such a one, and what makes it of other data."""


class _Plan(NamedTuple):
    """The fields of a record class with their coders, and what an older record may lack."""

    writers: tuple[tuple[str, Callable[[Any], Plain]], ...]
    readers: tuple[_Reader, ...]
    is_positional: bool
    names: frozenset[str]
    needed: frozenset[str]


@cache
def _plan(cls: type) -> _Plan:
    hints: dict[str, Any] = hints_of(cls)
    own = [field for field in fields(cls) if field.init]
    coders = {field.name: coder_of(hints[field.name]) for field in own}
    later = {field.name for field in own if field.metadata.get("added_later")}
    undefaulted = {field.name for field in own if field.default is MISSING and field.default_factory is MISSING}
    assert not later & undefaulted, f"{cls.__name__}: a field added later needs a default"
    names = frozenset(field.name for field in own)
    writers = tuple((name, coder.encode) for name, coder in coders.items())
    readers = tuple((name, _OWN_TYPES.get(coder.tag), coder.decode) for name, coder in coders.items())
    is_positional = not any(field.kw_only for field in own)
    return _Plan(writers, readers, is_positional, names, names - later)


_OWN_TYPES: Final[dict[str, type]] = {"bool": bool, "int": int, "str": str}


def _record_coder(cls: Any) -> Coder:
    """A dataclass as an object of its fields. They are looked at on first use, because records may nest themselves."""
    plan_of: Callable[[], _Plan] = partial(_plan, cls)

    def encode(value: Any) -> Plain:
        if type(value) is not cls:
            raise wrong(cls.__name__, value)
        name, data = "", {}
        try:
            for name, write in plan_of().writers:
                data[name] = write(getattr(value, name))
        except ValueError as error:
            raise ValueError(f"{cls.__name__}.{name}: {error}") from error
        return data

    def decode(data: Any) -> Any:
        plan = plan_of()
        if type(data) is not dict:
            raise wrong(cls.__name__, data)
        if data.keys() != plan.names:
            _check_names(cls, plan, data)
        is_whole = len(data) == len(plan.names)
        name, values = "", []
        try:
            # What JSON holds as it is needs no reader: a journal of years is read value by value through here.
            for name, own, read in plan.readers if is_whole else _those_in(data, plan):
                value = data[name]
                values.append(value if type(value) is own else read(value))
        except ValueError as error:
            raise ValueError(f"{cls.__name__}.{name}: {error}") from error
        if is_whole and plan.is_positional:
            return cls(*values)
        given = (name for name, _, _ in (plan.readers if is_whole else _those_in(data, plan)))
        return cls(**dict(zip(given, values, strict=True)))

    return Coder(cls.__name__, lambda value: type(value) is cls, encode, decode)


def _those_in(data: dict[str, Any], plan: _Plan) -> Iterator[_Reader]:
    return (reader for reader in plan.readers if reader[0] in data)


def _check_names(cls: type, plan: _Plan, data: dict[str, Any]) -> None:
    unknown, missing = sorted(data.keys() - plan.names), sorted(plan.needed - data.keys())
    if unknown or missing:
        raise ValueError(f"{cls.__name__}: unknown fields {unknown}, missing fields {missing}")


def _union_coder(arguments: tuple[Any, ...]) -> Coder:
    """`X | None` is X or null. Among more members, what is not JSON's own carries its type: {"$date": "2026-03-04"}."""
    members = [coder_of(argument) for argument in arguments]
    if len(members) == 2 and types.NoneType in arguments:
        inner = next(
            coder for coder, argument in zip(members, arguments, strict=True) if argument is not types.NoneType
        )
        return _optional_coder(inner)
    by_tag = {"$" + coder.tag: coder for coder in members}
    if len(by_tag) != len(members):
        raise TypeError(f"{arguments}: two members of one name cannot be told apart")
    # These are told by their very type, which spares asking one member after the other.
    by_type = {
        argument: coder
        for argument, coder in zip(arguments, members, strict=True)
        if argument in SCALARS or (isinstance(argument, type) and is_dataclass(argument))
    }

    def encode(value: Any) -> Plain:
        coder = by_type.get(type(value)) or next((each for each in members if each.fits(value)), None)
        if coder is None:
            raise wrong(" | ".join(each.tag for each in members), value)
        data = coder.encode(value)
        return data if coder.tag in _UNTAGGED else {"$" + coder.tag: data}

    def decode(data: Any) -> Any:
        return _decode_tagged(data, by_tag)

    return Coder("union", lambda value: any(coder.fits(value) for coder in members), encode, decode)


_UNTAGGED: Final = frozenset(JSON_OWN.values())


def _decode_tagged(data: Any, by_tag: Mapping[str, Coder]) -> Any:
    tag = JSON_OWN.get(type(data))
    if tag is None and type(data) is dict and len(data) == 1:
        (tag_given, data) = next(iter(data.items()))
        if tag_given in by_tag and tag_given[1:] not in _UNTAGGED:
            return by_tag[tag_given].decode(data)
    if tag is None or "$" + tag not in by_tag:
        raise wrong(" | ".join(by_tag), data)
    return by_tag["$" + tag].decode(data)


def _optional_coder(inner: Coder) -> Coder:
    return Coder(
        inner.tag + "?",
        lambda value: value is None or inner.fits(value),
        lambda value: None if value is None else inner.encode(value),
        lambda data: None if data is None else inner.decode(data),
    )


def _literal_coder(choices: tuple[object, ...]) -> Coder:
    def same(value: Any) -> Any:
        if not fits(value):
            raise wrong(f"one of {choices}", value)
        return value

    def fits(value: Any) -> bool:
        return any(value == choice and type(value) is type(choice) for choice in choices)

    return Coder("literal", fits, same, same)


def _row_coder(inner: Coder, kind: type[tuple[Any, ...]] | type[list[Any]]) -> Coder:
    write, read = inner.encode, inner.decode

    def encode(value: Any) -> Plain:
        if type(value) is not kind:
            raise wrong(kind.__name__, value)
        return [write(part) for part in value]

    def decode(data: Any) -> Any:
        if type(data) is not list:
            raise wrong("list", data)
        return kind([read(part) for part in data])

    return Coder(kind.__name__, lambda value: type(value) is kind, encode, decode)


def _tuple_coder(inner: tuple[Coder, ...]) -> Coder:
    def encode(value: Any) -> Plain:
        if type(value) is not tuple or len(value) != len(inner):
            raise wrong(f"tuple of {len(inner)}", value)
        return [coder.encode(part) for coder, part in zip(inner, value, strict=True)]

    def decode(data: Any) -> Any:
        if type(data) is not list or len(data) != len(inner):
            raise wrong(f"list of {len(inner)}", data)
        return tuple([coder.decode(part) for coder, part in zip(inner, data, strict=True)])

    return Coder("tuple", lambda value: type(value) is tuple and len(value) == len(inner), encode, decode)


def _mapping_coder(inner: Coder) -> Coder:
    def encode(value: Any) -> Plain:
        if not isinstance(value, Mapping) or not all(type(name) is str for name in value):
            raise wrong("mapping with text keys", value)
        return {name: inner.encode(part) for name, part in value.items()}

    def decode(data: Any) -> Any:
        if type(data) is not dict:
            raise wrong("object", data)
        return {name: inner.decode(part) for name, part in data.items()}

    return Coder("mapping", lambda value: isinstance(value, Mapping), encode, decode)


def _encode_any(value: Any, unknown: Callable[[Any], Any] | None = None) -> Plain:
    """A value of no declared type: JSON's own as it is, tuples as lists, the rest with its tag."""
    kind = type(value)
    if kind in JSON_OWN:
        return value
    if kind is tuple or kind is list:
        return [_encode_any(part, unknown) for part in value]
    if isinstance(value, Mapping) and all(type(name) is str for name in value):
        return {"$mapping": {name: _encode_any(part, unknown) for name, part in value.items()}}
    if kind in _OPEN:
        return {"$" + _OPEN[kind].tag: _OPEN[kind].encode(value)}
    if unknown is None:
        raise wrong("a plain value", value)
    return _encode_any(unknown(value))


def _decode_any(data: Any) -> Any:
    if type(data) is list:
        return tuple([_decode_any(part) for part in data])
    if type(data) is dict and data.keys() == {"$mapping"} and type(data["$mapping"]) is dict:
        return {name: _decode_any(part) for name, part in data["$mapping"].items()}
    return _decode_tagged(data, _OPEN_BY_TAG)


def _encode_sentence(value: Any) -> Plain:
    """A fact of a type we do not know (a status, say) is kept as its words in both languages: it reads the same."""
    if type(value) is not Sentence:
        raise wrong("Sentence", value)

    def words(fact: Any) -> Label:
        return Label(show(fact, "en"), show(fact, "de"))

    facts = {name: _encode_any(fact, words) for name, fact in value.facts.items()}
    return {"pattern": coder_of(Text).encode(value.pattern), "facts": facts}


def _decode_sentence(data: Any) -> Sentence:
    if type(data) is not dict or data.keys() != {"pattern", "facts"} or type(data["facts"]) is not dict:
        raise wrong("Sentence", data)
    facts = {name: _decode_any(fact) for name, fact in data["facts"].items()}
    return Sentence(from_plain(Text, data["pattern"]), facts)


_OPEN: Final[dict[type, Coder]] = {kind: coder_of(kind) for kind in (*SCALARS, Label, Text, Sentence)}
_OPEN_BY_TAG: Final = {"$" + coder.tag: coder for coder in _OPEN.values()}
