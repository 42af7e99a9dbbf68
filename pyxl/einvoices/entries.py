"""One business term with its value as people of a language read it.

>>> from pyxl.formats.en16931.invoice import EInvoice
>>> entries(EInvoice(type_code="381"), (("BT-3", "type_code"), ("BT-1", "number")), "de")
({'label': 'Rechnungsart', 'id': 'BT-3', 'value': 'Rechnungskorrektur (381)'},)
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from pyxl.core.labels import Language, show_decimal
from pyxl.core.money import round_half_up
from pyxl.documents.filters import long_date, percent, quantity
from pyxl.einvoices.terms_shown import Terms
from pyxl.formats.en16931.code_words import code_word
from pyxl.formats.en16931.lines import Classification
from pyxl.formats.en16931.nodes import value_at
from pyxl.formats.en16931.parties import Identifier
from pyxl.formats.en16931.terms import term_name

TEXT_MAX: Final = 2_000
"""Characters of one value; a longer one is no text for people."""
DIGITS_MAX: Final = 22
"""A longer number is shown as it stands: rounding it would need more places than decimals have."""
_PERCENTS: Final = frozenset({"BT-94", "BT-96", "BT-101", "BT-103", "BT-119", "BT-138", "BT-143", "BT-152"})
_QUANTITIES: Final = frozenset({"BT-129", "BT-149"})
Entry = dict[str, str]


def entries(record: Any, terms: Terms, language: Language) -> tuple[Entry, ...]:
    """The terms that the record gives, in order."""
    return tuple(
        {"label": term_name(term).text(language), "id": term, "value": shown}
        for term, path in terms
        if (shown := shown_value(term, value_at(record, path), language))
    )


def shown_value(term: str, value: Any, language: Language) -> str:
    """The value of that term; a code with its meaning."""
    match value:
        case None:
            return ""
        case Decimal():
            return _number(term, value, language)
        case date():
            return long_date(value, language)
        case Identifier():
            return _with_scheme(value.value, value.scheme)
        case Classification():
            return _with_scheme(value.code, value.scheme)
        case tuple():
            return shortened("\n".join(shown_value(term, each, language) for each in value))
    word = code_word(term, value)
    return f"{word.text(language)} ({value})" if word else shortened(str(value))


def shortened(text: str) -> str:
    """The text, cut where it is too long to be read."""
    return text if len(text) <= TEXT_MAX else f"{text[:TEXT_MAX]} …"


def _number(term: str, value: Decimal, language: Language) -> str:
    _, digits, exponent = value.as_tuple()
    if len(digits) > DIGITS_MAX:
        return show_decimal(value, language)
    if term in _PERCENTS:
        return percent(value, language)
    if term in _QUANTITIES:
        return quantity(value, language)
    places = max(2, -int(exponent))
    return show_decimal(round_half_up(value, places), language).replace("-", "\N{MINUS SIGN}")


def _with_scheme(value: str, scheme: str) -> str:
    return shortened(f"{value} ({scheme})" if value and scheme else value)
