"""One entry of a camt message: the amount, the other side, the text, and the parts of a batch booking.

An element becomes a flat dictionary from path to texts, which makes the versions alike: `RltdPties/Dbtr/Pty/Nm` of
version 8 and `RltdPties/Dbtr/Nm` of version 2 have the same path.

    >>> from pyxl.formats.xml_door import open_xml
    >>> flatten(open_xml(b"<TxDtls><RltdPties><Dbtr><Pty><Nm>Kunde</Nm></Pty></Dbtr></RltdPties></TxDtls>"))
    {'RltdPties/Dbtr/Nm': ['Kunde']}
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pyxl.core.labels import Sentence, Text
from pyxl.core.money import Money, total
from pyxl.core.refusal import RefusalKind
from pyxl.formats.bank_values import (
    E_STATEMENT_AMOUNT,
    E_STATEMENT_SIZE,
    LINE_LIMIT,
    POINT,
    join_text,
    read_amount,
    read_date,
)
from pyxl.formats.statements.sepa_purpose import return_reason, without_placeholder
from pyxl.formats.statements.statement import StatementLine, account_key, is_return_kind

if TYPE_CHECKING:
    from lxml.etree import _Element

E_CAMT_SHAPE = RefusalKind(
    "E_CAMT_SHAPE",
    Text("The camt file is incomplete: {what}.", "Die camt-Datei ist unvollständig: {what}."),
    Text(
        "Nothing was imported. Fetch the statement from the bank again.",
        "Es wurde nichts übernommen. Bitte den Auszug bei der Bank neu abrufen.",
    ),
)
ENTRY = Text("entry {number}", "Umsatz {number}")
_NO_DATE = Text("entry {number} has no booking date", "Umsatz {number} hat kein Buchungsdatum")
_NO_SIGN = Text("entry {number} is neither credit nor debit", "Umsatz {number} ist weder Gutschrift noch Belastung")
_NO_STATUS = Text("entry {number} has no status", "Umsatz {number} hat keinen Status")
BATCH_KEPT = Text(
    "Entry {number}: the {count} single payments of the batch do not add up to its amount; it stays one line.",
    "Umsatz {number}: Die {count} Einzelposten des Sammlers ergeben nicht seinen Betrag; er bleibt eine Zeile.",
)

Found = dict[str, list[str]]


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """The element's name without its namespace."""
    return tag.rpartition("}")[2]


def flatten(element: _Element) -> Found:
    """All texts below the element by path; an amount's currency stands under the path with `@Ccy`."""
    found: Found = {}
    _collect(element, "", found)
    return found


def _collect(element: _Element, path: str, found: Found) -> None:
    for child in element:
        below = _below(path, child.tag)
        if len(child):
            _collect(child, below, found)
            continue
        if below in found:
            found[below].append(child.text or "")
        else:
            found[below] = [child.text or ""]
        currency = child.get("Ccy")
        if currency:
            found.setdefault(below + "@Ccy", []).append(currency)


@lru_cache(maxsize=4096)
def _below(path: str, tag: str) -> str:
    """The path of a child; the same few come again for every entry of a file."""
    name = local_name(tag)
    return path if name == "Pty" else f"{path}/{name}" if path else name


def first(found: Found, *paths: str) -> str:
    """The first text that is there under one of the paths, in their order; "" when there is none."""
    for path in paths:
        if path in found:
            for text in found[path]:
                if stripped := text.strip():
                    return stripped
    return ""


_DAYS = {path: (f"{path}/Dt", f"{path}/DtTm") for path in ("BookgDt", "ValDt", "Dt", "FrDt", "ToDt")}


def day(found: Found, path: str, place: Sentence) -> date | None:
    """A date given as `Dt` or as `DtTm`; the bank's own day counts, so a time zone is not converted."""
    text = first(found, *_DAYS[path])
    return read_date(text[:10], "YYYY-MM-DD", place) if text else None


def amount(found: Found, path: str, place: Sentence) -> Money:
    """An amount with its currency, never negative."""
    read = read_amount(first(found, path), first(found, path + "@Ccy"), POINT, place)
    if read.amount < 0:
        raise E_STATEMENT_AMOUNT.because(amount=read, place=place)
    return read


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lines of one `Ntry` have in common."""

    number: int
    account: str
    """The own account as `account_key`."""
    found: Found
    is_credit: bool
    booking_date: date
    value_date: date
    place: Sentence
    """Where this is, for messages."""


class EntryParts(NamedTuple):
    """An `Ntry` as its texts: those of the entry itself, and those of each payment in it."""

    found: Found
    details: Sequence[Found]


def parts_of(element: _Element) -> EntryParts:
    """The texts of an `Ntry` element. Raises Refused E_STATEMENT_SIZE."""
    details = [tx for child in element if local_name(child.tag) == "NtryDtls" for tx in child]
    details = [tx for tx in details if local_name(tx.tag) == "TxDtls"]
    if len(details) > LINE_LIMIT:
        raise E_STATEMENT_SIZE.because(what=f"> {LINE_LIMIT}")
    found: Found = {}
    for child in element:
        if local_name(child.tag) != "NtryDtls":
            _collect_one(child, found)
            continue
        for batch in child:
            if local_name(batch.tag) == "Btch":
                _collect(batch, "Btch", found)
    return EntryParts(found, [flatten(tx) for tx in details])


def read_entry(parts: EntryParts, account: str, number: int) -> tuple[tuple[StatementLine, ...], tuple[Sentence, ...]]:
    """The lines of an entry, several for a batch booking; no line when the entry is not booked yet."""
    found, details = parts
    status = first(found, "Sts/Cd", "Sts", "Sts/Prtry")
    if not status:
        raise E_CAMT_SHAPE.because(what=_NO_STATUS.bind(number=number))
    if status != "BOOK":
        return (), ()
    entry = _entry(found, account, number)
    if len(details) <= 1:
        tx = details[0] if details else {}
        return (_line(entry, tx, amount(found, "Amt", entry.place), entry.is_credit, 0),), ()
    return _batch(entry, details)


def _collect_one(child: _Element, found: Found) -> None:
    name = local_name(child.tag)
    if len(child):
        _collect(child, name, found)
    else:
        found.setdefault(name, []).append(child.text or "")
        found.setdefault(name + "@Ccy", []).append(child.get("Ccy") or "")


def _entry(found: Found, account: str, number: int) -> Entry:
    place = ENTRY.bind(number=number)
    value_date = day(found, "ValDt", place)
    booking_date = day(found, "BookgDt", place) or value_date
    if booking_date is None:
        raise E_CAMT_SHAPE.because(what=_NO_DATE.bind(number=number))
    return Entry(number, account, found, _is_credit(found, number), booking_date, value_date or booking_date, place)


def _is_credit(found: Found, number: int) -> bool:
    indicator = first(found, "CdtDbtInd")
    if indicator not in ("CRDT", "DBIT"):
        raise E_CAMT_SHAPE.because(what=_NO_SIGN.bind(number=number))
    return indicator == "CRDT"


def _batch(entry: Entry, details: Sequence[Found]) -> tuple[tuple[StatementLine, ...], tuple[Sentence, ...]]:
    """A batch as its parts when they make up its amount to the cent, else as the one line it was booked as."""
    whole = amount(entry.found, "Amt", entry.place)
    parts = [_part(entry, tx) for tx in details]
    signed = [part if is_credit else -part for part, is_credit in parts if part is not None]
    adds_up = len(signed) == len(details) and all(part.currency == whole.currency for part in signed)
    if adds_up and total(tuple(signed), whole.currency) == (whole if entry.is_credit else -whole):
        lines = (
            _line(entry, tx, part, is_credit, position)
            for position, (tx, (part, is_credit)) in enumerate(zip(details, parts, strict=True), 1)
            if part is not None
        )
        return tuple(lines), ()
    texts = {"RmtInf/Ustrd": [text for tx in details for text in tx.get("RmtInf/Ustrd", ())]}
    note = BATCH_KEPT.bind(number=entry.number, count=len(details))
    return (_line(entry, texts, whole, entry.is_credit, 0),), (note,)


def _part(entry: Entry, tx: Found) -> tuple[Money | None, bool]:
    """The amount of one part and whether it is a credit; version 2 has the amount under `AmtDtls` only."""
    is_credit = _is_credit(tx, entry.number) if "CdtDbtInd" in tx else entry.is_credit
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        if path in tx and path + "@Ccy" in tx:
            return amount(tx, path, entry.place), is_credit
    return None, is_credit


@lru_cache(maxsize=1024)
def _german_code(text: str) -> str:
    """The Geschäftsvorfallcode in `NTRF+166+9310`."""
    found = _GVC.search(text)
    return found[1] if found else ""


_GVC = re.compile(r"\+(\d{3})(?:\+|$)")
_CREDITOR_ID = re.compile(r"[A-Z]{2}\d\d[A-Z0-9]{3}[A-Z0-9+?/:().,'-]{1,28}")


def _line(entry: Entry, tx: Found, size: Money, is_credit: bool, position: int) -> StatementLine:
    code = _german_code(first(tx, "BkTxCd/Prtry/Cd") or first(entry.found, "BkTxCd/Prtry/Cd"))
    text = _remittance(tx)
    kind = join_text(_kind(entry, tx, position))
    is_return = is_return_kind(code, kind)
    reason = first(tx, "RtrInf/Rsn/Cd", "RtrInf/RtrRsn/Cd") or (return_reason("", text) if is_return else "")
    is_reversal = first(entry.found, "RvslInd").lower() in ("true", "1")
    comes_back = is_reversal or is_return or bool(reason)
    side = _other_side(entry.account, tx, is_credit, comes_back)
    charges, original = _charges(entry, tx, size), _original(entry, tx, size)
    return StatementLine(
        booking_date=entry.booking_date,
        value_date=entry.value_date,
        amount=size if is_credit else -size,
        counterparty_name=join_text(first(tx, *_NAMES[side])),
        counterparty_iban=_party_account(tx, side),
        counterparty_bic=first(tx, *_BICS[side]),
        ultimate_party_name=join_text(first(tx, _ULTIMATE[side])),
        remittance_information=text,
        structured_reference=first(tx, "RmtInf/Strd/CdtrRefInf/Ref"),
        end_to_end_id=without_placeholder(join_text(first(tx, "Refs/EndToEndId"))),
        mandate_id=join_text(first(tx, "Refs/MndtId")),
        creditor_id=_creditor_id(tx),
        bank_reference=_bank_reference(entry, tx),
        transaction_code=code,
        transaction_text=kind,
        return_reason=reason,
        is_reversal=is_reversal,
        batch_reference=_batch_reference(entry, tx),
        charges=charges,
        original_amount=original,
        batch_position=position,
    )


def _remittance(tx: Found) -> str:
    """The text; pieces of one full length (27, 35 or 140) were cut by the bank and join without a blank.

    Who pays by a structured text names the invoices there instead (`RfrdDocInf/Nb`).
    """
    pieces = [piece for piece in tx.get("RmtInf/Ustrd", ()) if piece.strip()]
    if len(pieces) == 1:
        return join_text(pieces[0])
    if not pieces:
        paths = ("RmtInf/Strd/RfrdDocInf/Nb", "RmtInf/Strd/AddtlRmtInf")
        return join_text(*(piece for path in paths for piece in tx.get(path, ())))
    full = {len(piece) for piece in pieces[:-1]}
    return join_text("".join(pieces)) if len(full) == 1 and full <= {27, 35, 140} else join_text(*pieces)


def _kind(entry: Entry, tx: Found, position: int) -> str:
    of_entry, of_part = first(entry.found, "AddtlNtryInf"), first(tx, "AddtlTxInf")
    return of_part or of_entry if position else of_entry or of_part


def _other_side(account: str, tx: Found, is_credit: bool, comes_back: bool) -> str:
    """Which of `Dbtr` and `Cdtr` is the other side.

    The own account decides. Without it the sign does: who sends me money is the debtor. Returns and reversals keep
    the parties of the payment they undo (DK Anlage 3), so there it is the other way round.
    """
    debtor, creditor = _party_account(tx, "Dbtr"), _party_account(tx, "Cdtr")
    debtor_is_own = bool(debtor) and account_key(debtor) == account
    creditor_is_own = bool(creditor) and account_key(creditor) == account
    if debtor_is_own != creditor_is_own:
        return "Cdtr" if debtor_is_own else "Dbtr"
    side, other = ("Dbtr", "Cdtr") if is_credit != comes_back else ("Cdtr", "Dbtr")
    nobody = not _party_account(tx, side) and f"RltdPties/{side}/Nm" not in tx
    if nobody and _party_account(tx, other) and not (debtor_is_own or creditor_is_own):
        return other
    return side


def _party_account(tx: Found, side: str) -> str:
    return first(tx, *_ACCOUNTS[side]).replace(" ", "")


_SIDES = ("Dbtr", "Cdtr")
_NAMES = {side: (f"RltdPties/{side}/Nm", f"RltdPties/{side}/Agt/FinInstnId/Nm") for side in _SIDES}
_ULTIMATE = {side: f"RltdPties/Ultmt{side}/Nm" for side in _SIDES}
_BICS = {side: tuple(f"RltdAgts/{side}Agt/FinInstnId/{name}" for name in ("BICFI", "BIC")) for side in _SIDES}
_ACCOUNTS = {
    side: tuple(f"RltdPties/{side}Acct/Id/{name}" for name in ("IBAN", "Othr/Id", "PrtryAcct/Id")) for side in _SIDES
}


def _creditor_id(tx: Found) -> str:
    """The SEPA creditor identifier; an organisation number of another kind in the same place is none."""
    number = first(tx, "RltdPties/Cdtr/Id/PrvtId/Othr/Id", "RltdPties/Cdtr/Id/OrgId/Othr/Id")
    return number if "Refs/MndtId" in tx or _CREDITOR_ID.fullmatch(number) else ""


def _bank_reference(entry: Entry, tx: Found) -> str:
    given = without_placeholder(first(tx, "Refs/AcctSvcrRef")) or without_placeholder(first(entry.found, "AcctSvcrRef"))
    if given:
        return given
    kinds, references = tx.get("Refs/Prtry/Tp", ()), tx.get("Refs/Prtry/Ref", ())
    named = [number for kind, number in zip(kinds, references, strict=False) if "UMSATZ" in kind]
    return named[0] if named else ""


def _batch_reference(entry: Entry, tx: Found) -> str:
    of_file = first(tx, "Refs/PmtInfId") or first(entry.found, "Btch/PmtInfId", "Btch/MsgId")
    return without_placeholder(join_text(of_file))


def _charges(entry: Entry, tx: Found, size: Money) -> Money | None:
    """The sum of the banks' charges in the line's currency; None when there are none."""
    for found in (tx, entry.found):
        for path in ("Chrgs/TtlChrgsAndTaxAmt", "Chrgs/Rcrd/Amt", "Chrgs/Amt"):
            if path not in found:
                continue
            amounts = zip(found[path], found.get(path + "@Ccy", ()), strict=False)
            read = [read_amount(text, currency, POINT, entry.place) for text, currency in amounts]
            sum_of = total(tuple(abs(part) for part in read if part.currency == size.currency), size.currency)
            if sum_of:
                return sum_of
    return None


def _original(entry: Entry, tx: Found, size: Money) -> Money | None:
    """What was instructed, where that is not simply the amount of the line."""
    for found in (tx, entry.found):
        if "AmtDtls/InstdAmt/Amt" in found:
            instructed = amount(found, "AmtDtls/InstdAmt/Amt", entry.place)
            return instructed if instructed and instructed != size else None
    return None
