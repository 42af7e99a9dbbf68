"""What openpyxl leaves out: quiet about digits kept as text, heights that give way, the same bytes every time.

>>> without_fixed_heights('<row r="1" ht="31" customHeight="1"/><row r="12" ht="28" customHeight="1"/>')
'<row r="1" ht="31" customHeight="1"/><row r="12" ht="28"/>'
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIXED_HEIGHT = re.compile(r'(<row r="(?!1")\d+"[^>]*?) customHeight="1"')
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
_PROGRAM = re.compile(r"<Application>.*?</AppVersion>")
_ZIP_DAY = (2026, 1, 1, 0, 0, 0)
DAY = "2026-01-01T00:00:00Z"
"""The day every new book is said to be from: a clock would make each build another file."""


def finish(data: bytes, text_areas: Mapping[str, str]) -> bytes:
    """The workbook as it is given away; `text_areas` says by part where digits are text on purpose."""
    done = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(done, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name in text_areas:
                sheet = _without_green_corners(content.decode(), text_areas[name])
                content = without_fixed_heights(sheet).encode()
            elif name == "docProps/core.xml":
                content = _MODIFIED.sub(rf"\g<1>{DAY}", content.decode()).encode()
            elif name == "docProps/app.xml":
                content = _PROGRAM.sub("<Application>pyxl</Application>", content.decode()).encode()
            part = ZipInfo(name, _ZIP_DAY)
            part.compress_type, part.create_system, part.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(part, content)
    return done.getvalue()


def _without_green_corners(sheet: str, area: str) -> str:
    """Customer 10001 is text on purpose: Excel shall not offer to make a number of it."""
    ignored = f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors>'
    # Notes come before tables, and this before both.
    first = next(part for part in ("<legacyDrawing ", "<tableParts", "</worksheet>") if part in sheet)
    return sheet.replace(first, f"{ignored}{first}", 1)


def without_fixed_heights(sheet: str) -> str:
    """Row heights that give way when the text changes; the heading keeps its own."""
    return _FIXED_HEIGHT.sub(r"\g<1>", sheet)
