"""A ZIP file that depends on nothing but its parts: no date, no user, always in the same order.

>>> zipped({"a.txt": b"1"}) == zipped({"a.txt": b"1"})
True
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def zipped(parts: Mapping[str, bytes], *, is_packed: bool = True) -> bytes:
    """The parts by name; what tells the kind of file comes first, the others by name.

    Not packed, the bytes do not depend on the system's zlib either.
    """
    box, method = BytesIO(), ZIP_DEFLATED if is_packed else ZIP_STORED
    with ZipFile(box, "w", method) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            info = ZipInfo(name, _FIRST_DAY)
            info.create_system, info.external_attr, info.compress_type = 0, 0, method
            archive.writestr(info, parts[name])
    return box.getvalue()
