"""Documents are printed before anything is recorded, under the numbers they are going to have.

So what is in their way is found before a number is drawn, and what came out is laid into the folder afterwards: nothing
is printed twice. Should somebody else have drawn a number meanwhile, the document is another one and is printed anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

from pyxl.app.printing import print_documents
from pyxl.core.outcome import DocumentRequest, Posting
from pyxl.core.plain import canonical_json
from pyxl.journal.journal import Journal
from pyxl.journal.series import NumberSeries

CHUNK = 50
"""So many documents are printed, put into place and marked done at once: a crash repeats at most these."""
KEPT_BYTES_MAX = 100_000_000
"""What is printed beyond that is printed once more when its turn comes."""
Progress = Callable[[int, int], None]
"""Told how many documents are done, of how many."""
PRINTING = Fraction(3, 4)
"""The share of the work that is done when all is printed; then comes the journal, and the files are laid out."""
_Key = tuple[str, str, str]


def while_printing(progress: Progress | None) -> Progress | None:
    """The first part of the progress."""
    return _part(progress, Fraction(0), PRINTING)


def while_placing(progress: Progress | None) -> Progress | None:
    """The rest of it."""
    return _part(progress, PRINTING, Fraction(1))


def _part(progress: Progress | None, start: Fraction, end: Fraction) -> Progress | None:
    if progress is None:
        return None
    return lambda done, of: progress(int(of * start + done * (end - start)), of)


@dataclass(slots=True)
class Printed:
    """Files that were printed before they were needed."""

    _files: dict[_Key, bytes] = field(default_factory=dict)
    _size: int = 0

    def print_ahead(self, book: Path, requests: Sequence[DocumentRequest], progress: Progress | None = None) -> None:
        """Prints all of these, and keeps what there is room for."""
        for start in range(0, len(requests), CHUNK):
            chunk = requests[start : start + CHUNK]
            for request, data in zip(chunk, print_documents(book, chunk), strict=True):
                if self._size + len(data) <= KEPT_BYTES_MAX:
                    self._files[_key(request)] = data
                    self._size += len(data)
            if progress:
                progress(start + len(chunk), len(requests))

    def files(self, book: Path, requests: Sequence[DocumentRequest]) -> list[bytes]:
        """The files of these requests, in order; each is given once, and printed where it was not before."""
        found = (
            [self._files.pop(_key(request), None) for request in requests] if self._files else [None] * len(requests)
        )
        lacking = [request for request, data in zip(requests, found, strict=True) if data is None]
        made: Iterator[bytes] = iter(print_documents(book, lacking) if lacking else ())
        return [next(made) if data is None else data for data in found]


def _key(request: DocumentRequest) -> _Key:
    """What tells a document from every other: its place, and all that it is printed from."""
    content = sha256(canonical_json(request.content).encode()).hexdigest()
    return request.kind, request.path, content


def requests_of(postings: Sequence[Posting], journal: Journal) -> list[DocumentRequest]:
    """The documents of these postings under the numbers that come next."""
    numbers = upcoming_numbers(postings, journal)
    return [each for posting, number in zip(postings, numbers, strict=True) for each in posting.documents(number)]


def upcoming_numbers(postings: Sequence[Posting], journal: Journal) -> list[str]:
    """The number that each posting would get if all were recorded now; "" for those that draw none."""
    ahead, numbers = Counter[str](), []
    for posting in postings:
        if posting.series is None:
            numbers.append("")
            continue
        series = NumberSeries.of(posting.series.pattern, posting.series.year)
        numbers.append(journal.next_number(series, ahead[series.name]))
        ahead[series.name] += 1
    return numbers
