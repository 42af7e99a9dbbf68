"""The results of pyxl's own formulas, worked out again for rows that change: other programs read what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pyxl.core.cell_writing import Plain, cell_value
from pyxl.core.cells import RawValue
from pyxl.core.changes import CellValue
from pyxl.core.labels import Language
from pyxl.core.schema import Row, TableSchema
from pyxl.core.tables import read_table
from pyxl.hosts.edit_plan import NewRow, TabPlan, rows_touched


def computed_values(
    schema: TableSchema, plan: TabPlan, positions: Mapping[str, int], language: Language
) -> Iterator[tuple[int, str, Plain]]:
    """(row, field, result) for the formulas of rows in which a cell changes."""
    if not _computed(schema, positions):
        return
    first = plan.raw.header_row + 1
    changed = {row: list(plan.raw.rows[row - first]) for row in rows_touched(plan)}
    for edit in plan.cells:
        changed[edit.row][edit.column - plan.raw.first_column] = edit.value
    numbers = list(changed)
    for index, results in _results(schema, plan, list(changed.values()), positions, language):
        for name, value in results.items():
            yield numbers[index], name, value


def with_computed(
    schema: TableSchema, plan: TabPlan, positions: Mapping[str, int], language: Language
) -> Sequence[Mapping[str, Plain]]:
    """The values of the new rows by field, the results of their formulas among them."""
    values = [dict(new.values) for new in plan.rows]
    if _computed(schema, positions):
        raw_rows = [_as_raw_row(new, positions, len(plan.raw.headers)) for new in plan.rows]
        for index, results in _results(schema, plan, raw_rows, positions, language):
            values[index].update(results)
    return values


def _computed(schema: TableSchema, positions: Mapping[str, int]) -> list[str]:
    return [
        column.name
        for column in schema.columns
        if column.formula and column.formula.compute and column.name in positions
    ]


def _as_raw_row(new: NewRow, positions: Mapping[str, int], width: int) -> list[RawValue]:
    row: list[RawValue] = [None] * width
    for name, value in new.values.items():
        if name in positions:
            row[positions[name]] = value
    return row


def _results(
    schema: TableSchema,
    plan: TabPlan,
    raw_rows: list[list[RawValue]],
    positions: Mapping[str, int],
    language: Language,
) -> Iterator[tuple[int, dict[str, Plain]]]:
    """(index, results) of the rows that can be read; a row with a bad cell keeps the results it has."""
    names = _computed(schema, positions)
    rows: Sequence[Row] = read_table(schema.row_class, replace(plan.raw, rows=raw_rows, header_row=0), language).rows
    for row in rows:
        results: dict[str, Plain] = {}
        for name in names:
            formula = schema.column(name).formula
            assert formula is not None
            assert formula.compute is not None
            value = formula.compute(row)
            results[name] = cell_value(_checked(value), language)
        yield row.sheet_row - 1, results


def _checked(value: object) -> CellValue:
    assert value is None or not isinstance(value, float), "a formula's result is exact"
    return value  # type: ignore[return-value]
