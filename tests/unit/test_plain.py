"""Plain data: strictness, readable errors, and the shapes that land in the journal."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, Literal

import pytest

from pyxl.core.changes import AppendRow, ChangeSet, SetCell
from pyxl.core.findings import Severity
from pyxl.core.labels import Label, Sentence, Text
from pyxl.core.money import Money
from pyxl.core.plain import ADDED_LATER, canonical_json, from_plain, to_plain


class Status(StrEnum):
    OPEN = "open"
    PAID = "paid"


class Way(Enum):
    IN = 1
    OUT = 2


@dataclass(frozen=True)
class Line:
    name: str
    price: Money
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True)
class SetTo:
    old: str | int | Decimal | date | Money | None
    kind: Literal["set", "append"] = "set"


@dataclass(frozen=True)
class Gone:
    key: str


@dataclass(frozen=True)
class Invoice:
    lines: tuple[Line, ...]
    due: date | None
    status: Status
    way: Way
    seen: Mapping[str, int]
    changes: tuple[SetTo | Gone, ...] = ()
    parts: tuple[Invoice, ...] = ()
    pair: tuple[str, int] = ("a", 1)
    note: str = field(default="", metadata=ADDED_LATER)


def full() -> Invoice:
    first = Line("Größe", Money.of("19.90"), Decimal("1.500"))
    values: tuple[Any, ...] = Decimal("1.50"), "x", None, Money.of("1"), date(2026, 1, 2)
    changes: tuple[SetTo | Gone, ...] = (*(SetTo(value) for value in values), Gone("k"))
    inner = Invoice((), None, Status.OPEN, Way.OUT, {})
    return Invoice((first,), date(2026, 3, 4), Status.PAID, Way.IN, {"a": 1}, changes, (inner,), ("b", 2), "n")


def through_json(value: Any) -> Any:
    return json.loads(canonical_json(value))


def test_a_nested_record_survives_json() -> None:
    assert from_plain(Invoice, through_json(to_plain(full()))) == full()


def test_the_kinds_of_a_mixed_field_survive() -> None:
    again = from_plain(Invoice, through_json(to_plain(full())))
    assert [type(change.old) for change in again.changes if isinstance(change, SetTo)] == [
        Decimal, str, type(None), Money, date,
    ]  # fmt: skip


def without(data: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != name}


LINE = {"name": "a", "price": "1.00 EUR", "quantity": "1"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (without(LINE, "quantity"), "missing fields ['quantity']"),
        (LINE | {"colour": "red"}, "unknown fields ['colour']"),
        (LINE | {"name": 5}, "Line.name: expected str, found int"),
        (LINE | {"name": None}, "Line.name: expected str, found NoneType"),
        (LINE | {"price": "1.0 EUR"}, "Line.price"),
        (LINE | {"price": "1.00"}, "Line.price"),
        (LINE | {"price": "１.00 EUR"}, "Line.price"),
        (LINE | {"quantity": "1_0"}, "Line.quantity"),
        (LINE | {"quantity": "NaN"}, "Line.quantity"),
        (LINE | {"quantity": 1.5}, "Line.quantity"),
        ([LINE], "expected Line"),
    ],
)
def test_other_data_is_refused_with_its_place(data: Any, said: str) -> None:
    with pytest.raises(ValueError, match="Line") as caught:
        from_plain(Line, data)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (date, "20260304"), (date, "2026-W10-3"), (date, "2026-02-30"), (date, "2026-03-04T00:00:00"),
        (datetime, "2026-03-04"), (datetime, "2026-03-04 10:00:00"), (bool, 1), (int, True), (Status, "lost"),
        (Way, "1"), (bytes, "ä"), (Decimal, "1,5"), (Decimal, " 1"), (Money, "1.000 EUR"), (Money, "1.00 JPY"),
    ],
)  # fmt: skip
def test_one_value_has_one_spelling(kind: type[Any], data: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - each message names the type; the table names the case
        from_plain(kind, data)


@pytest.mark.parametrize(
    "value",
    [Line("a", "1.00 EUR"), Line("a", Money.of(1), 1), Line(Status.OPEN, Money.of(1)), Gone(None), Decimal("NaN")],  # type: ignore[arg-type]
)
def test_a_wrong_field_is_refused_when_written(value: Any) -> None:
    with pytest.raises(ValueError, match="expected"):
        to_plain(value)


@dataclass(frozen=True)
class Bag:
    things: frozenset[str]


def test_a_type_without_order_has_no_plain_form() -> None:
    with pytest.raises(TypeError, match="no plain form"):
        to_plain(Bag(frozenset("ab")))


def test_a_number_of_a_spreadsheet_cell_is_kept_to_the_last_bit() -> None:
    cells: tuple[object, ...] = (0.1 + 0.2, 1e300, -0.0, 5.0, 5)
    assert repr(from_plain(object, through_json(to_plain(cells)))) == repr(cells)


def test_changes_to_cells_survive_and_a_choice_becomes_its_label() -> None:
    why = Label("paid", "bezahlt")
    cell = SetCell("Receivables", "RE-1", "status", None, Severity.ERROR, why)
    row = AppendRow("Receivables", "RE-2", {"amount": Money.of("1.50"), "day": date(2026, 1, 2)}, why)
    again = from_plain(ChangeSet, through_json(to_plain(ChangeSet((cell, row)))))
    assert again == ChangeSet((replace(cell, new=Label("error", "Fehler")), row))


def test_an_old_record_may_lack_only_what_was_added_later() -> None:
    data = to_plain(full())
    assert from_plain(Invoice, without(data, "note")).note == ""
    with pytest.raises(ValueError, match="pair"):
        from_plain(Invoice, without(data, "pair"))


def test_a_sentence_keeps_its_facts_and_its_words() -> None:
    text = Text("{who} owes {sum} since {day}: {state}, {parts}", "{who} schuldet {sum} seit {day}: {state}, {parts}")
    nested = Text("row {row}", "Zeile {row}").bind(row=7)
    told = text.bind(
        who=Label("customer", "Kunde"), sum=Money.of("1234.50"), day=date(2026, 3, 4), state=Way.IN, parts=(nested, 1)
    )
    again = from_plain(Sentence, through_json(to_plain(told)))
    assert [again.text("en"), again.text("de")] == [told.text("en"), told.text("de")]
    assert again.facts["sum"] == Money.of("1234.50")


def test_values_of_no_declared_type_carry_a_tag() -> None:
    values = (1, True, None, "x", Decimal("1.0"), datetime(2026, 1, 2, tzinfo=UTC), {"$date": "no date"}, b"\x00")
    assert from_plain(object, through_json(to_plain(values))) == values


def test_canonical_json_is_one_text_for_one_content() -> None:
    assert canonical_json({"ü": 1, "a": {"c": None, "b": [True]}}) == '{"a":{"b":[true],"c":null},"ü":1}'
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"rate": float("nan")})


@pytest.mark.benchmark
def test_ten_thousand_records_encode_in_no_time() -> None:
    lines = tuple(Line(f"item {number}", Money.from_cents(number)) for number in range(10_000))
    started = time.process_time()
    data = to_plain(lines, tuple[Line, ...])
    spent = time.process_time() - started
    started = time.process_time()
    assert from_plain(tuple[Line, ...], data) == lines
    print(f"encode {spent:.3f} s, decode {time.process_time() - started:.3f} s CPU")
    assert spent < 0.3
