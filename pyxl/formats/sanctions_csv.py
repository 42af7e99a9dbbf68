"""Names on a list of sanctions, as a CSV that the firm lays beside her workbook; pyxl fetches none.

The consolidated list of the European Union has its names in `NameAlias_WholeName`; any column called a name will do.

>>> sorted(read_sanctions("Entity;NameAlias_WholeName\\n1;Schurke & Söhne Ltd\\n".encode()))
['SCHURKESOEHNELTD']
"""

from __future__ import annotations

import csv
import io

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.text import squash

SIZE_LIMIT_MB = 60
_SHORTEST = 4
"""A shorter name is a word."""
E_SANCTIONS = RefusalKind(
    "E_SANCTIONS",
    Text("The list of sanctions {name} cannot be read.", "Die Sanktionsliste {name} ist nicht lesbar."),
    Text(
        "Lay a CSV with a heading such as name beside the workbook, or take the file away.",
        "Eine CSV-Datei mit einer Überschrift wie Name neben die Mappe legen oder die Datei entfernen.",
    ),
)


def read_sanctions(data: bytes, name: str = "sanctions.csv") -> frozenset[str]:
    """The names, squashed for comparing. Refused E_SANCTIONS: a list that cannot be read must not pass for empty."""
    if len(data) > SIZE_LIMIT_MB * 1_000_000:
        raise E_SANCTIONS.because(name=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    head = text.partition("\n")[0]
    try:
        rows = csv.reader(io.StringIO(text), delimiter=";" if head.count(";") >= head.count(",") else ",")
        heading = [squash(cell) for cell in next(rows, [])]
        places = [place for place, word in enumerate(heading) if word.endswith(("NAME", "WHOLENAME"))]
        found = {squash(row[place]) for row in rows for place in places if place < len(row)}
    except csv.Error:
        raise E_SANCTIONS.because(name=name) from None
    if not places:
        raise E_SANCTIONS.because(name=name)
    return frozenset(each for each in found if len(each) >= _SHORTEST)
