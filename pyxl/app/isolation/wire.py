"""What passes between pyxl and its isolated child: one JSON header and the raw bytes of the files. No pickle.

>>> from io import BytesIO
>>> read_request(BytesIO(b"".join(request_parts({"target": "m:f"}, [b"one", b""]))))
({'target': 'm:f'}, (b'one', b''))
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO, Final, get_args, get_origin

from pyxl.core.plain import Plain

_LENGTH: Final = struct.Struct(">Q")


def request_parts(header: Plain, blobs: Sequence[bytes]) -> list[bytes]:
    """The pieces to be written: header with its length in front, then each blob with its length in front."""
    parts = []
    for blob in (json.dumps({"header": header, "blobs": len(blobs)}).encode(), *blobs):
        parts += [_LENGTH.pack(len(blob)), blob]
    return parts


def is_plain(hint: Any) -> bool:
    """Whether values of that type are plain data already and pass untouched; others have coders (`pyxl.core.plain`).

    >>> is_plain(None), is_plain(dict[str, Any]), is_plain(list[dict[str, object]]), is_plain(list[str]), is_plain(int)
    (True, True, True, False, False)
    """
    if hint is None or hint in (Any, object, dict, list):
        return True
    return get_origin(hint) in (dict, list) and is_plain(get_args(hint)[-1])


def read_request(stream: BinaryIO) -> tuple[Plain, tuple[bytes, ...]]:
    """Header and blobs; EOFError when the writer ended before."""
    envelope = json.loads(_piece(stream))
    return envelope["header"], tuple(_piece(stream) for _ in range(envelope["blobs"]))


def _piece(stream: BinaryIO) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    data = stream.read(length)
    if len(data) != length:
        raise EOFError("the request ended early")
    return data
