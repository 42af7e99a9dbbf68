"""The documents folder beside what the journal recorded: missing, changed and unknown files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyxl.app.projection import RecordedDocument

_KEPT = re.compile(r"(?P<stem>.+)-(?P<hash>[0-9a-f]{8})")


@dataclass(frozen=True)
class DocumentState:
    """What lies in the folder, compared by the SHA-256 of the bytes."""

    missing: tuple[RecordedDocument, ...]
    changed: tuple[tuple[RecordedDocument, str], ...]
    """Each with the SHA-256 of what lies there."""
    unknown: tuple[str, ...]
    """Paths below the folder that the journal does not know."""


def compare_documents(
    folder: Path, recorded: Mapping[str, RecordedDocument], owed: Collection[str] = frozenset()
) -> DocumentState:
    """Reads every file of the folder once. `owed` are the paths that an interrupted run may have written or not."""
    found = dict(_hashes(folder))
    missing = [each for path, each in recorded.items() if path not in found and path not in owed]
    changed = [
        (each, found[path])
        for path, each in recorded.items()
        if path not in owed and found.get(path, each.sha256) != each.sha256
    ]
    unknown = [path for path in found if path not in recorded and path not in owed]
    kept = {path for path in unknown if _is_kept_copy(path, found[path], recorded)}
    return DocumentState(tuple(missing), tuple(changed), tuple(path for path in unknown if path not in kept))


def sha256_of(path: Path) -> str:
    """The SHA-256 of the file's bytes, as hexadecimal text."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _hashes(folder: Path) -> Iterator[tuple[str, str]]:
    """Path and hash of every file, hidden ones (the system's, or a temporary one of ours) left out."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path.name.lower() not in _OF_THE_SYSTEM:
            yield path.relative_to(folder).as_posix(), sha256_of(path)


_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})


def _is_kept_copy(path: str, sha256: str, recorded: Mapping[str, RecordedDocument]) -> bool:
    """Whether pyxl itself laid it here: a changed document is kept beside the issued one, its hash in its name."""
    file = Path(path)
    named = _KEPT.fullmatch(file.stem)
    if named is None or not sha256.startswith(named["hash"]):
        return False
    return file.with_name(named["stem"] + file.suffix).as_posix() in recorded
