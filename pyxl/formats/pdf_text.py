"""The text a person sees in a PDF, and whether an amount is in it.

A hybrid invoice may show one amount and hold another in its XML (SAFETY A24). Numbers are looked for as they are
printed, in German, English and Swiss ways of writing; nothing is guessed from what a picture shows.

    >>> shows_amount("Gesamt 1.234,50 €", Decimal("1234.50")), shows_amount("Total 11,234.50", Decimal("1234.50"))
    (True, False)
    >>> shows_amount("2 Stk 1 234,50", Decimal("1234.5")), shows_amount("EUR 119,-", Decimal("119.00"))
    (True, True)
"""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from typing import Final

TEXT_LIMIT: Final = 2_000_000
"""Characters; the text of a hundred full pages has a fifth of that."""
PAGE_LIMIT: Final = 500


def pdf_text(data: bytes) -> str:
    """The text of all pages, empty where there is none or where it cannot be read.

    PDFs from outside are read in the isolated child process of `pyxl.app`, under the name `read_pdf_text`.
    """
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    found: list[str] = []
    try:
        for page in PdfReader(BytesIO(data)).pages[:PAGE_LIMIT]:
            found.append(page.extract_text())
            if sum(map(len, found)) > TEXT_LIMIT:
                break
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, ArithmeticError):
        # A page that is damaged: what was read before it counts.
        pass
    return "\n".join(found)[:TEXT_LIMIT]


def shows_amount(text: str, amount: Decimal) -> bool:
    """Whether the amount is printed, whatever its sign: credit notes print it with a minus, their XML has none."""
    euros, _, cents = f"{abs(amount):.2f}".partition(".")
    groups = [euros[max(0, end - 3) : end] for end in range(len(euros), 0, -3)][::-1]
    whole = r"[.,'’\s]?".join(groups)
    decimals = rf"[.,]\s?{cents}"
    if cents == "00":
        decimals = rf"(?:{decimals}|,\s?[-–—]+|(?![.,]?\d))"
    return re.search(rf"(?<!\d)(?<!\d[.,'’]){whole}{decimals}(?!\d)", text) is not None
