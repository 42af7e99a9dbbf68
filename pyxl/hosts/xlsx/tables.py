"""An Excel table (ListObject): where it lies, its columns and calculated columns, whether it has a total row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.addresses import LAST_ROW, Area
from pyxl.hosts.xlsx.values import clean_text


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column; `formula` is the text of a calculated column (without `=`), else empty."""

    name: str
    formula: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its part describes it."""

    name: str
    sheet: str
    part: str
    area: Area
    """Header row and total row included."""
    columns: tuple[TableColumn, ...]
    header_rows: int
    totals_rows: int

    @property
    def body(self) -> Area:
        """The data rows."""
        area = self.area
        return Area(area.top + self.header_rows, area.left, area.bottom - self.totals_rows, area.right)


@lru_cache(maxsize=256)
def read_table(data: bytes, part: str, sheet: str) -> Table:
    """The table in that part; E_PACKAGE where it makes no sense.

    A run opens its workbook several times (to plan, to write, to prove what it wrote), and few tables change.
    """
    root = markup.parse_xml(data, part)
    try:
        area = Area.parse(root.get("ref", ""))
        header, totals = int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0"))
        if area.bottom > LAST_ROW or min(header, totals) < 0 or header > 1:
            raise ValueError(area)
    except ValueError as error:
        raise markup.broken(part) from error
    columns = tuple(
        TableColumn(
            _unescape(element.get("name", "")), element.findtext(f"{{{markup.MAIN}}}calculatedColumnFormula") or ""
        )
        for element in root.iterfind(f"{{{markup.MAIN}}}tableColumns/{{{markup.MAIN}}}tableColumn")
    )
    if len(columns) != len(area.columns) or area.bottom - totals < area.top + header - 1:
        raise markup.broken(part)
    name = root.get("displayName") or root.get("name") or ""
    return Table(name, sheet, part, area, columns, header, totals)


def _unescape(name: str) -> str:
    """Headers may hold line breaks, which the file writes as `_x000a_`."""
    return clean_text(re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), name))
