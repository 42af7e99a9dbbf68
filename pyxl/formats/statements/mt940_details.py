"""What `:86:` says of an MT940 booking: the other side, the text and the references.

German banks structure it: `166?00GUTSCHRIFT?20EREF+...?21SVWZ+...?30BIC?31IBAN?32Name`. The fields are cut after 27
characters and the lines after 65, in the middle of a word or of an IBAN, so all pieces join without a blank.

    >>> from datetime import date
    >>> from pyxl.core.money import Money
    >>> bare = StatementLine(date(2026, 3, 2), date(2026, 3, 2), Money.of("-12.50"))
    >>> details = ["105?00LASTSCHRIFT?20SVWZ+Strom?31DE893704", "00440532013000?32Stadtwerke"]
    >>> read_details(bare, details, "").counterparty_iban
    'DE89370400440532013000'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pyxl.core.money import Money
from pyxl.core.refusal import Refused
from pyxl.formats.bank_values import COMMA, join_text, read_amount
from pyxl.formats.statements.sepa_purpose import TEXT, return_reason, split_fields, without_placeholder
from pyxl.formats.statements.statement import StatementLine, is_return_kind

_STRUCTURED = re.compile(r"\s?(\d{3})(?:([?>])(?=\d\d)|\s*$)")
_PURPOSE = frozenset(f"{number}" for number in (*range(20, 30), *range(60, 64)))
_FULL_LINE = 65


def read_details(line: StatementLine, details: Sequence[str], supplement: str) -> StatementLine:
    """The line with everything that its `:86:` and the second half of its `:61:` tell."""
    joined = "".join(details)
    match = _STRUCTURED.match(joined)
    read = _structured(line, match[1], match[2] or "?", joined[match.end(1) :]) if match else _plain(line, details)
    charges = read.charges or _in_supplement(supplement, "CHGS", line.amount.currency)
    original = read.original_amount or _in_supplement(supplement, "OCMT", line.amount.currency)
    return replace(read, charges=charges, original_amount=original if original != abs(line.amount) else None)


def _structured(line: StatementLine, code: str, separator: str, text: str) -> StatementLine:
    fields: list[tuple[str, str]] = [
        (piece[:2], piece[2:]) for piece in re.split(f"[{separator}](?=\\d\\d)", text) if piece[:2].isdecimal()
    ]
    by_code = dict(fields)
    parts = split_fields([value for number, value in fields if number in _PURPOSE])
    text = join_text(parts.get(TEXT, ""))
    account = by_code.get("38") or by_code.get("31") or parts.get("IBAN", "")
    is_debit = line.amount.amount < 0
    ultimate = ("ABWE", "ABWA") if is_debit and code in OWN_TRANSFERS else ("ABWA", "ABWE")
    currency = line.amount.currency
    kind = join_text(by_code.get("00", ""))
    return replace(
        line,
        counterparty_name=join_text(by_code.get("32", "") + by_code.get("33", "")),
        counterparty_iban=_account_number(account),
        counterparty_bic=(by_code.get("30") or parts.get("BIC", "")).replace(" ", ""),
        ultimate_party_name=join_text(parts.get(ultimate[0]) or parts.get(ultimate[1], "")),
        remittance_information=text,
        end_to_end_id=without_placeholder(parts.get("EREF", "")),
        mandate_id=parts.get("MREF", ""),
        creditor_id=parts.get("CRED", ""),
        batch_reference=without_placeholder(parts.get("KREF", "")),
        transaction_code=code,
        transaction_text=kind,
        return_reason=return_reason(by_code.get("34", "").strip(), text) if is_return_kind(code, kind) else "",
        charges=_money(parts.get("COAM", ""), currency),
        original_amount=_money(parts.get("OAMT", ""), currency),
    )


OWN_TRANSFERS = frozenset({"116", "117", "118", "119", "177", "191"})
"""Transfers the firm sent itself: there the payee's ultimate party is the interesting one, not its own."""


def _plain(line: StatementLine, details: Sequence[str]) -> StatementLine:
    """Text without structure; a full line was cut by the bank and continues without a blank."""
    text = ""
    for number, piece in enumerate(details):
        cut = number > 0 and len(details[number - 1]) >= _FULL_LINE
        text += piece if cut or not text else f" {piece}"
    code = "999" if text.startswith("999") else ""
    return replace(line, remittance_information=join_text(text[len(code) :]), transaction_code=code)


def _account_number(text: str) -> str:
    return re.sub(r"\s", "", text)


_AMOUNT = re.compile(r"\s*([A-Z]{3})?\s*(\d{1,12},\d{0,2})\s*(?:([A-Z]{3})\b.*)?")


def _money(text: str, currency: str) -> Money | None:
    """The amount in `3,00`, `EUR 3,00` or `3,00EUR`; None when it says none, for it only informs."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    try:
        return read_amount(match[2], match[1] or match[3] or currency, COMMA, "") or None
    except Refused:
        return None


def _in_supplement(supplement: str, label: str, currency: str) -> Money | None:
    """An amount from the second line of `:61:`, such as `/OCMT/EUR50,00//CHGS/EUR3,00/`."""
    match = re.search(f"/{label}/([^/]{{1,30}})/?", supplement)
    return _money(match[1], currency) if match else None
