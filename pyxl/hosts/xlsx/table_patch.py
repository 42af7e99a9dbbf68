"""A table's part after it has grown: its area, its filter's and its sorting's.

>>> grown_table(b'<table ref="A1:C9"><autoFilter ref="A1:C9"/></table>', Area.parse("A1:C9"), Area.parse("A1:C12"))
b'<table ref="A1:C12"><autoFilter ref="A1:C12"/></table>'
"""

from __future__ import annotations

import re
from contextlib import suppress

from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.addresses import Area

_PLACED = re.compile(rb"(<(?:[\w.-]+:)?(?:table|autoFilter|sortState|sortCondition)(?=\s))([^>]*)(?=>)")


def grown_table(data: bytes, old: Area, new: Area) -> bytes:
    """The part with every area that ended in the old last row ending in the new one."""

    def placed(found: re.Match[bytes]) -> bytes:
        reference = markup.attribute(found[2], b"ref")
        area = None
        with suppress(ValueError):  # A condition without a place stays as it is.
            area = Area.parse((reference or b"").decode())
        if area is None or area.bottom != old.bottom:
            return found[0]
        return found[1] + markup.set_attribute(found[2], b"ref", str(area.down_to(new.bottom)).encode())

    return _PLACED.sub(placed, data)
