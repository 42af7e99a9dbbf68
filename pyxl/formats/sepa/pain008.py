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

from pyxl.core.money import Money, total
from pyxl.formats.sepa import xml
from pyxl.formats.sepa.text import NAME_LENGTH, sepa_text
from pyxl.formats.sepa.xml import PostalAddress

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"
Instrument = Literal["CORE", "B2B"]
"""Lastschrift by Basis mandate, which a payer may have back within eight weeks, or by Firmen mandate."""


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
    return xml.document(NAMESPACE, xml.tag("CstmrDrctDbtInitn", _header(batch), _payment(batch)))


def _header(batch: DebitBatch) -> str:
    name = xml.text("Nm", sepa_text(batch.creditor_name, NAME_LENGTH))
    made = xml.text("CreDtTm", f"{batch.made_on.isoformat()}T12:00:00")
    return xml.tag(
        "GrpHdr",
        xml.reference("MsgId", batch.number),
        made,
        xml.sums(len(batch.debits), batch.amount),
        xml.tag("InitgPty", name),
    )


def _payment(batch: DebitBatch) -> str:
    """One PmtInf. Every debit counts as recurrent: since 2016 the first one needs no name of its own (EPC016-06)."""
    service = xml.tag("SvcLvl", xml.text("Cd", "SEPA")) + xml.tag("LclInstrm", xml.text("Cd", batch.instrument))
    scheme = xml.tag("Othr", xml.text("Id", batch.creditor_id), xml.tag("SchmeNm", xml.text("Prtry", "SEPA")))
    return xml.tag(
        "PmtInf",
        xml.reference("PmtInfId", batch.number),
        xml.text("PmtMtd", "DD"),
        xml.text("BtchBookg", "true"),
        xml.sums(len(batch.debits), batch.amount),
        xml.tag("PmtTpInf", service, xml.text("SeqTp", "RCUR")),
        xml.text("ReqdColltnDt", batch.collection_date.isoformat()),
        xml.tag("Cdtr", xml.text("Nm", sepa_text(batch.creditor_name, NAME_LENGTH))),
        xml.account("CdtrAcct", batch.creditor_iban),
        xml.agent("CdtrAgt", batch.creditor_bic),
        xml.text("ChrgBr", "SLEV"),
        xml.tag("CdtrSchmeId", xml.tag("Id", xml.tag("PrvtId", scheme))),
        *(_debit(debit) for debit in batch.debits),
    )


def _debit(debit: Debit) -> str:
    mandate = xml.reference("MndtId", debit.mandate_id) + xml.text("DtOfSgntr", debit.mandate_date.isoformat())
    address = xml.address(debit.debtor_address) if debit.debtor_address else ""
    return xml.tag(
        "DrctDbtTxInf",
        xml.tag("PmtId", xml.reference("EndToEndId", debit.end_to_end_id)),
        xml.amount(debit.amount),
        xml.tag("DrctDbtTx", xml.tag("MndtRltdInf", mandate)),
        xml.agent("DbtrAgt", ""),
        xml.tag("Dbtr", xml.text("Nm", sepa_text(debit.debtor_name, NAME_LENGTH)), address),
        xml.account("DbtrAcct", debit.debtor_iban),
        xml.remittance(debit.remittance_information),
    )
