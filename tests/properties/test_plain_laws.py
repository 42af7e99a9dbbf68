"""The law of plain data: what was written is read back equal, and of the same types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

from hypothesis import given
from hypothesis import strategies as st

from pyxl.core.labels import Label, Text
from pyxl.core.money import Money
from pyxl.core.plain import canonical_json, from_plain, to_plain


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Leaf:
    word: str
    amount: Money
    factor: Decimal
    colour: Colour
    day: date
    at: datetime | None
    label: Label | None
    text: Text
    mixed: str | int | bool | Decimal | float | date | datetime | Money | Colour | None


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    named: Mapping[str, Leaf]
    children: tuple[Tree, ...]
    pair: tuple[int, bool]
    anything: object


words = st.text(st.characters(exclude_categories=["Cs"]))
decimals = st.decimals(allow_nan=False, allow_infinity=False)
floats = st.floats(allow_nan=False, allow_infinity=False)
money = st.builds(
    Money.from_cents, st.integers(-(10**14), 10**14), st.sampled_from(["EUR", "JPY", "KWD", "EURO", "€", "A B\n"])
)
zones = st.integers(-700, 700).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=st.none() | zones).map(lambda moment: moment.replace(fold=0))
scalars = words | st.integers() | st.booleans() | st.none() | decimals | floats | st.dates() | moments | money
leaves = st.builds(
    Leaf, words, money, decimals, st.sampled_from(Colour), st.dates(), st.none() | moments,
    st.none() | st.builds(Label, words, words), st.builds(Text, words, words), scalars | st.sampled_from(Colour),
)  # fmt: skip
open_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(words, inner, max_size=3)
)


def trees(children: st.SearchStrategy[tuple[Tree, ...]]) -> st.SearchStrategy[Tree]:
    return st.builds(
        Tree, st.lists(leaves, max_size=2).map(tuple), st.dictionaries(words, leaves, max_size=2),
        children, st.tuples(st.integers(), st.booleans()), open_values,
    )  # fmt: skip


@given(trees(st.lists(trees(st.just(())), max_size=2).map(tuple)))
def test_read_is_the_inverse_of_write(tree: Tree) -> None:
    again = from_plain(Tree, json.loads(canonical_json(to_plain(tree))))
    assert again == tree


@given(leaves)
def test_equal_records_have_equal_texts(leaf: Leaf) -> None:
    once = canonical_json(to_plain(leaf))
    again = from_plain(Leaf, json.loads(once))
    assert canonical_json(to_plain(again)) == once
    assert repr(again) == repr(leaf)
