"""Writes a batch of transfers as pain.001.001.09: what the firm hands in at her bank (DK Anlage 3 V26.11).

>>> transfer = Transfer("E-1", Money.of("119.00"), "Holz & Söhne", "DE02120300000000202051", "RE 4711")
>>> batch = TransferBatch("SEPA-2026-00001", date(2026, 3, 2), date(2026, 3, 3), "Muster GmbH",
...                       "DE89370400440532013000", "", (transfer,))
>>> b"<CtrlSum>119.00</CtrlSum>" in write_pain001(batch)
True
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pyxl.core.money import Money, total
from pyxl.core.plain import ADDED_LATER
from pyxl.formats.sepa import xml
from pyxl.formats.sepa.text import NAME_LENGTH, sepa_text
from pyxl.formats.sepa.xml import PostalAddress

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"


@dataclass(frozen=True, slots=True)
class Transfer:
    """One amount to be paid, in euros."""

    end_to_end_id: str
    amount: Money
    creditor_name: str
    """The holder of the account: the bank compares name and IBAN before it pays (VoP, Regulation (EU) 2024/886)."""
    creditor_iban: str
    remittance_information: str
    creditor_address: PostalAddress | None = None
    purpose_code: str = field(default="", metadata=ADDED_LATER)
    """What it is for, in four letters (ISO 20022 ExternalPurpose1Code), such as RENT; may be empty."""


@dataclass(frozen=True, slots=True)
class TransferBatch:
    """Transfers of one day; the bank debits them as one sum under the batch's number."""

    number: str
    """MsgId and PmtInfId."""
    made_on: date
    execution_date: date
    debtor_name: str
    debtor_iban: str
    debtor_bic: str
    """May be empty: the IBAN is enough."""
    transfers: tuple[Transfer, ...]
    is_instant: bool = field(default=False, metadata=ADDED_LATER)
    """Paid within ten seconds, at any hour (SCT Inst); a file is wholly so or not at all."""

    @property
    def amount(self) -> Money:
        """What the bank is to debit."""
        return total([transfer.amount for transfer in self.transfers])


def write_pain001(batch: TransferBatch) -> bytes:
    """The file in UTF-8; the same batch gives the same bytes. The caller has checked amounts, IBANs and names."""
    assert batch.transfers, "a batch has at least one transfer"
    return xml.document(NAMESPACE, xml.tag("CstmrCdtTrfInitn", _header(batch), _payment(batch)))


def _header(batch: TransferBatch) -> str:
    name = xml.text("Nm", sepa_text(batch.debtor_name, NAME_LENGTH))
    made = xml.text("CreDtTm", f"{batch.made_on.isoformat()}T12:00:00")
    sums = xml.sums(len(batch.transfers), batch.amount)
    return xml.tag("GrpHdr", xml.reference("MsgId", batch.number), made, sums, xml.tag("InitgPty", name))


def _payment(batch: TransferBatch) -> str:
    """One PmtInf, debited in one sum."""
    return xml.tag(
        "PmtInf",
        xml.reference("PmtInfId", batch.number),
        xml.text("PmtMtd", "TRF"),
        xml.text("BtchBookg", "true"),
        xml.sums(len(batch.transfers), batch.amount),
        xml.tag("PmtTpInf", xml.tag("SvcLvl", xml.text("Cd", "SEPA")), _instrument(batch)),
        xml.tag("ReqdExctnDt", xml.text("Dt", batch.execution_date.isoformat())),
        xml.tag("Dbtr", xml.text("Nm", sepa_text(batch.debtor_name, NAME_LENGTH))),
        xml.account("DbtrAcct", batch.debtor_iban),
        xml.agent("DbtrAgt", batch.debtor_bic),
        xml.text("ChrgBr", "SLEV"),
        *(_transfer(each) for each in batch.transfers),
    )


def _instrument(batch: TransferBatch) -> str:
    return xml.tag("LclInstrm", xml.text("Cd", "INST")) if batch.is_instant else ""


def _transfer(each: Transfer) -> str:
    address = xml.address(each.creditor_address) if each.creditor_address else ""
    return xml.tag(
        "CdtTrfTxInf",
        xml.tag("PmtId", xml.reference("EndToEndId", each.end_to_end_id)),
        xml.tag("Amt", xml.amount(each.amount)),
        xml.tag("Cdtr", xml.text("Nm", sepa_text(each.creditor_name, NAME_LENGTH)), address),
        xml.account("CdtrAcct", each.creditor_iban),
        xml.tag("Purp", xml.text("Cd", each.purpose_code)) if each.purpose_code else "",
        xml.remittance(each.remittance_information),
    )
