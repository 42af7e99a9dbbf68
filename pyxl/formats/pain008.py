"""Writes a batch of direct debits as pain.008.001.08: what the firm hands in at her bank (DK Anlage 3 V26.11).

>>> debit = Debit("RE-7", Money.of("119.00"), "Kunde & Co", "DE02120300000000202051", "M-1", date(2025, 1, 2), "RE-7")
>>> batch = DebitBatch("SEPA-2026-00001", date(2026, 3, 2), date(2026, 3, 9), "CORE", "Muster GmbH",
...                    "DE89370400440532013000", "", "DE98ZZZ09999999999", (debit,))
>>> b"<CtrlSum>119.00</CtrlSum>" in write_pain008(batch)
True
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from xml.sax.saxutils import escape

from pyxl.core.money import EURO, Money, total
from pyxl.formats.sepa_text import NAME_LENGTH, REFERENCE_LENGTH, TEXT_LENGTH, sepa_text

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"
HIGHEST = Money.of("999999999.99")
"""No single payment is larger (AT-06)."""
Instrument = Literal["CORE", "B2B"]
"""Lastschrift by Basis mandate, which a payer may have back within eight weeks, or by Firmen mandate."""


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where a payer lives: wanted only for accounts outside the European Economic Area."""

    street: str
    postcode: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class Debit:
    """One amount to be fetched, in euros."""

    end_to_end_id: str
    amount: Money
    debtor_name: str
    debtor_iban: str
    mandate_id: str
    mandate_date: date
    """DtOfSgntr: the day the payer signed."""
    remittance_information: str
    debtor_address: PostalAddress | None = None


@dataclass(frozen=True, slots=True)
class DebitBatch:
    """Debits of one day and one kind of mandate; the bank credits them as one sum under the batch's number."""

    number: str
    """MsgId and PmtInfId."""
    made_on: date
    collection_date: date
    instrument: Instrument
    creditor_name: str
    creditor_iban: str
    creditor_bic: str
    """May be empty: the IBAN is enough."""
    creditor_id: str
    debits: tuple[Debit, ...]

    @property
    def amount(self) -> Money:
        """What the bank is to credit."""
        return total([debit.amount for debit in self.debits])


def write_pain008(batch: DebitBatch) -> bytes:
    """The file in UTF-8; the same batch gives the same bytes. The caller has checked amounts, IBANs and mandates."""
    assert batch.debits, "a batch has at least one debit"
    assert all(Money.zero() < debit.amount <= HIGHEST for debit in batch.debits), "amounts are 0.01 to 999,999,999.99"
    document = _tag("CstmrDrctDbtInitn", _header(batch), _payment(batch))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}">\n{document}</Document>\n'.encode()


def _tag(name: str, *content: str) -> str:
    """The element around its content, which is XML already."""
    return f"<{name}>{''.join(content)}</{name}>\n"


def _text(name: str, text: str) -> str:
    return _tag(name, escape(text))


def _id(name: str, text: str) -> str:
    return _text(name, sepa_text(text, REFERENCE_LENGTH))


def _sums(batch: DebitBatch) -> str:
    return _text("NbOfTxs", str(len(batch.debits))) + _text("CtrlSum", str(batch.amount.amount))


def _header(batch: DebitBatch) -> str:
    name = _text("Nm", sepa_text(batch.creditor_name, NAME_LENGTH))
    made = _text("CreDtTm", f"{batch.made_on.isoformat()}T12:00:00")
    return _tag("GrpHdr", _id("MsgId", batch.number), made, _sums(batch), _tag("InitgPty", name))


def _payment(batch: DebitBatch) -> str:
    """One PmtInf. Every debit counts as recurrent: since 2016 the first one needs no name of its own (EPC016-06)."""
    service = _tag("SvcLvl", _text("Cd", "SEPA")) + _tag("LclInstrm", _text("Cd", batch.instrument))
    scheme = _tag("Othr", _text("Id", batch.creditor_id), _tag("SchmeNm", _text("Prtry", "SEPA")))
    return _tag(
        "PmtInf",
        _id("PmtInfId", batch.number),
        _text("PmtMtd", "DD"),
        _text("BtchBookg", "true"),
        _sums(batch),
        _tag("PmtTpInf", service, _text("SeqTp", "RCUR")),
        _text("ReqdColltnDt", batch.collection_date.isoformat()),
        _tag("Cdtr", _text("Nm", sepa_text(batch.creditor_name, NAME_LENGTH))),
        _account("CdtrAcct", batch.creditor_iban),
        _agent("CdtrAgt", batch.creditor_bic),
        _text("ChrgBr", "SLEV"),
        _tag("CdtrSchmeId", _tag("Id", _tag("PrvtId", scheme))),
        *(_debit(debit) for debit in batch.debits),
    )


def _account(name: str, iban: str) -> str:
    return _tag(name, _tag("Id", _text("IBAN", iban)))


def _agent(name: str, bic: str) -> str:
    return _tag(name, _tag("FinInstnId", _text("BICFI", bic) if bic else _tag("Othr", _text("Id", "NOTPROVIDED"))))


def _debit(debit: Debit) -> str:
    mandate = _id("MndtId", debit.mandate_id) + _text("DtOfSgntr", debit.mandate_date.isoformat())
    address = _address(debit.debtor_address) if debit.debtor_address else ""
    return _tag(
        "DrctDbtTxInf",
        _tag("PmtId", _id("EndToEndId", debit.end_to_end_id)),
        f'<InstdAmt Ccy="{EURO}">{debit.amount.amount}</InstdAmt>\n',
        _tag("DrctDbtTx", _tag("MndtRltdInf", mandate)),
        _agent("DbtrAgt", ""),
        _tag("Dbtr", _text("Nm", sepa_text(debit.debtor_name, NAME_LENGTH)), address),
        _account("DbtrAcct", debit.debtor_iban),
        _tag("RmtInf", _text("Ustrd", sepa_text(debit.remittance_information, TEXT_LENGTH))),
    )


def _address(address: PostalAddress) -> str:
    """Structured: since November 2026 banks refuse addresses in lines."""
    parts = (("StrtNm", address.street, 70), ("PstCd", address.postcode, 16), ("TwnNm", address.city, 35))
    written = [_text(name, kept) for name, text, longest in parts if (kept := sepa_text(text, longest))]
    return _tag("PstlAdr", *written, _text("Ctry", address.country))
