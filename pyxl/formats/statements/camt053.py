"""Reads camt.053, the statement format of ISO 20022, and its sisters 052 (intraday) and 054 (batch details).

Elements are found by their local names, because banks still deliver version 2 beside version 8. Real files fail
the schema too often to insist on it; what matters is checked instead: amounts, signs, dates and balances.

    >>> xml = b'''<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
    ... <Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>
    ... <Ntry><Amt Ccy="EUR">119.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
    ... <BookgDt><Dt>2026-03-02</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>'''
    >>> file = read_camt(xml)
    >>> file.format, file.statements[0].lines[0].amount
    ('camt.053.001.08', Money('119.00', 'EUR'))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pyxl.core.labels import Sentence, Text
from pyxl.core.money import Money
from pyxl.core.refusal import Refused
from pyxl.formats.bank_values import E_STATEMENT_SIZE, LINE_LIMIT
from pyxl.formats.statements.camt_entry import (
    E_CAMT_SHAPE,
    EntryParts,
    Found,
    amount,
    day,
    first,
    flatten,
    local_name,
    parts_of,
    read_entry,
)
from pyxl.formats.statements.camt_raw import OddEntryError, cut_entries
from pyxl.formats.statements.statement import Statement, StatementFile, StatementLine, account_key, check_balance
from pyxl.formats.xml_door import open_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_MESSAGES = {
    "BkToCstmrStmt": ("camt.053", "Stmt"),
    "BkToCstmrAcctRpt": ("camt.052", "Rpt"),
    "BkToCstmrDbtCdtNtfctn": ("camt.054", "Ntfctn"),
}
_NO_STATEMENT = Text("there is no statement in it", "es ist kein Auszug darin")
_NO_ACCOUNT = Text("statement {number} names no account", "Auszug {number} nennt kein Konto")
_BALANCE_OF = Text("balance of statement {number}", "Saldo von Auszug {number}")
_PERIOD_OF = Text("period of statement {number}", "Zeitraum von Auszug {number}")
INTRADAY = Text(
    "{account}: an intraday report (camt.052); its balances do not cover its lines and were left aside.",
    "{account}: Das ist eine untertägige Umsatzliste (camt.052); ihre Salden passen nicht zu den Umsätzen "
    "und bleiben außer Betracht.",
)

NOTIFICATION = Text(
    "{account}: a notification of single payments (camt.054), which has no balances; what a statement brought already "
    "is not added again.",
    "{account}: Das ist eine Anzeige einzelner Zahlungen (camt.054) ohne Salden; was ein Kontoauszug schon gebracht "
    "hat, kommt nicht noch einmal hinein.",
)


def read_camt(data: bytes) -> StatementFile:
    """The statements of one camt.052, 053 or 054 file.

    Raises Refused: E_XML_... from the XML door, E_CAMT_SHAPE, E_STATEMENT_AMOUNT, E_STATEMENT_DATE, E_STATEMENT_SIZE.
    Whether the balances add up is asked afterwards, by `check_balance`.
    """
    quick = read_camt_quickly(data)
    return read_camt_document(open_xml(data)) if quick is None else quick


def read_camt_quickly(data: bytes) -> StatementFile | None:
    """As `read_camt`, without a tree of all entries; None where the file is no ordinary camt file, or is refused.

    What is refused is read once more in the ordinary way, which names the line.
    """
    if b"<BkToCstmr" not in data[:4096]:
        return None
    try:
        cut = cut_entries(data)
        root = open_xml(cut.frame) if cut is not None else None
        if cut is None or root is None or not is_camt(root):
            return None
        return read_camt_document(root, lambda _: cut.next_parts())
    except (Refused, OddEntryError):
        return None


def is_camt(root: _Element) -> bool:
    """Whether the document is one of the three camt messages read here."""
    return _message(root) is not None


def read_camt_document(root: _Element, parts: Callable[[_Element], EntryParts] = parts_of) -> StatementFile:
    """As `read_camt`, from XML that came through the XML door; `parts` gives the texts of each `Ntry` in order."""
    message = _message(root)
    kind, group = _MESSAGES[_without_version(message)] if message is not None else ("", "")
    elements = [child for child in message if local_name(child.tag) == group] if message is not None else []
    if not elements:
        raise E_CAMT_SHAPE.because(what=_NO_STATEMENT.bind())
    namespace = re.search(r"camt\.05[234]\.\d{3}\.\d{2}", root.tag)
    statements, notes = [], []
    room = LINE_LIMIT
    for number, element in enumerate(elements, 1):
        statement, said = _statement(element, number, room, parts)
        room -= len(statement.lines) + statement.pending_count + 1
        if room < 0:
            raise E_STATEMENT_SIZE.because(what=f"> {LINE_LIMIT}")
        if kind == "camt.052":
            statement, more = _intraday(statement)
            said += more
        elif kind == "camt.054":
            said.append(NOTIFICATION.bind(account=statement.account))
        statements.append(statement)
        notes += said
    return StatementFile(namespace[0] if namespace else kind, tuple(statements), tuple(notes))


def _message(root: _Element) -> _Element | None:
    if local_name(root.tag) != "Document" or not len(root):
        return None
    return root[0] if _without_version(root[0]) in _MESSAGES else None


def _without_version(message: _Element) -> str:
    """Version 1 carries its number in the name: `BkToCstmrAcctRptV01`."""
    return re.sub(r"V\d\d$", "", local_name(message.tag))


def _statement(
    element: _Element, number: int, room: int, parts: Callable[[_Element], EntryParts]
) -> tuple[Statement, list[Sentence]]:
    head: Found = {}
    entries: list[_Element] = []
    balances: dict[str, tuple[Money, date | None]] = {}
    for child in element:
        match local_name(child.tag):
            case "Ntry":
                entries.append(child)
            case "Bal":
                code, money, on = _balance(flatten(child), number)
                balances.setdefault(code, (money, on))
            case "Acct" | "FrToDt" as name:
                head |= {f"{name}/{path}": texts for path, texts in flatten(child).items()}
            case "Id" | "ElctrncSeqNb" | "LglSeqNb" as name:
                head[name] = [(child.text or "").strip()]
    account = first(head, "Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id").replace(" ", "")
    if not account:
        raise E_CAMT_SHAPE.because(what=_NO_ACCOUNT.bind(number=number))
    lines, pending, notes = _lines(map(parts, entries), account_key(account), room)
    opening, opening_date = balances.get("OPBD") or balances.get("PRCD") or (None, None)
    closing, closing_date = balances.get("CLBD") or (None, None)
    known = [money.currency for money in (opening, closing, *(line.amount for line in lines[:1])) if money is not None]
    statement = Statement(
        account=account,
        currency=first(head, "Acct/Ccy") or (known[0] if known else "EUR"),
        lines=tuple(lines),
        statement_number=first(head, "ElctrncSeqNb", "LglSeqNb", "Id"),
        from_date=_period(head, "Fr", number),
        to_date=_period(head, "To", number),
        opening_balance=opening,
        opening_date=opening_date,
        closing_balance=closing,
        closing_date=closing_date,
        pending_count=pending,
    )
    return statement, notes


def _lines(entries: Iterable[EntryParts], account: str, room: int) -> tuple[list[StatementLine], int, list[Sentence]]:
    lines: list[StatementLine] = []
    notes: list[Sentence] = []
    pending = 0
    for number, entry in enumerate(entries, 1):
        booked, said = read_entry(entry, account, number)
        pending += not booked
        lines += booked
        notes += said
        if len(lines) + pending > room:
            raise E_STATEMENT_SIZE.because(what=f"> {LINE_LIMIT}")
    return lines, pending, notes


def _balance(found: Found, number: int) -> tuple[str, Money, date | None]:
    place = _BALANCE_OF.bind(number=number)
    money = amount(found, "Amt", place)
    signed = -money if first(found, "CdtDbtInd") == "DBIT" else money
    return first(found, "Tp/CdOrPrtry/Cd", "Tp/Cd"), signed, day(found, "Dt", place)


def _period(head: Found, end: str, number: int) -> date | None:
    dated = {f"{end}Dt/DtTm": head.get(f"FrToDt/{end}DtTm", []), f"{end}Dt/Dt": head.get(f"FrToDt/{end}Dt", [])}
    return day(dated, f"{end}Dt", _PERIOD_OF.bind(number=number))


def _intraday(statement: Statement) -> tuple[Statement, list[Sentence]]:
    """Balances of an intraday report are a snapshot; they are kept only where they cover the lines."""
    try:
        check_balance(statement)
    except Refused:
        bare = replace(statement, opening_balance=None, opening_date=None, closing_balance=None, closing_date=None)
        return bare, [INTRADAY.bind(account=statement.account)]
    return statement, []
