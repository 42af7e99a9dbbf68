"""What goes to DATEV beside the posting batch: master data of customers and suppliers, and the documents in a ZIP."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pyxl.accounting.chart_books import personal_account
from pyxl.accounting.charts import Account
from pyxl.accounting.postings import Posting, Voucher
from pyxl.app.zip_files import ZipPart
from pyxl.core.labels import Counted, Label, Sentence, Text
from pyxl.core.tables import Table
from pyxl.formats.bookkeeping.datev_documents import DatevDocument, document_xml
from pyxl.formats.bookkeeping.datev_extf import DatevHead
from pyxl.formats.bookkeeping.datev_master_data import MasterRecord, write_master_data
from pyxl.masterdata.customers import Customer, country_of
from pyxl.masterdata.suppliers import Supplier

SAME_ACCOUNT = Text(
    "{number} has the account {account}, which {other} has already; it is not in the master data.",
    "{number} hat das Konto {account}, das schon {other} hat; es fehlt in den Stammdaten.",
)
NO_ACCOUNT = Text(
    "{parties} without an account of their own, because the number is none of DATEV's: posted to the general account.",
    "{parties} ohne eigenes Konto, weil die Nummer keine von DATEV ist: gebucht auf das Sammelkonto.",
)
FILE_LOST = Text("The file of {number} is missing: {path}.", "Die Datei zu {number} fehlt: {path}.")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_PARTY = (
    Label("customer or supplier", "Kunde oder Lieferant"),
    Label("customers or suppliers", "Kunden oder Lieferanten"),
)


@dataclass(frozen=True)
class Parties:
    """Everybody who has an account, and what is to be said of the others."""

    records: tuple[MasterRecord, ...]
    told: tuple[Sentence, ...]
    everybody: tuple[MasterRecord, ...] = ()
    """Also those without an account of their own: they stand under their number."""


NOBODY = Parties((), ())


def parties_of(customers: Table[Customer], suppliers: Table[Supplier]) -> Parties:
    """Customers as Debitoren, suppliers as Kreditoren, each account once."""
    taken: dict[str, str] = {}
    records: list[MasterRecord] = []
    everybody: list[MasterRecord] = []
    told: list[Sentence] = []
    homeless = 0
    rows: list[tuple[str, str, Any]] = [
        *((row.customer_number, personal_account(Account.RECEIVABLES, row.customer_number), row) for row in customers),
        *((row.supplier_number, personal_account(Account.PAYABLES, row.supplier_number), row) for row in suppliers),
    ]
    for number, account, row in rows:
        everybody.append(_debtor(row, number) if isinstance(row, Customer) else _creditor(row, number))
        if not account:
            homeless += 1
        elif account in taken:
            told.append(SAME_ACCOUNT.bind(number=number, account=account, other=taken[account]))
        else:
            taken[account] = number
            records.append(replace(everybody[-1], account=account))
    if homeless:
        told.append(NO_ACCOUNT.bind(parties=Counted(homeless, *_PARTY)))
    return Parties(tuple(sorted(records, key=lambda record: record.account)), tuple(told), tuple(everybody))


def master_data(parties: Parties, head: DatevHead) -> bytes:
    """The file of category 16."""
    return write_master_data(head, parties.records)


def _debtor(row: Customer, account: str) -> MasterRecord:
    return MasterRecord(
        account=account,
        name=row.name,
        additional_name=row.additional_name,
        vat_id=row.vat_id,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        country=country_of(row),
        email=row.email,
        iban=row.iban,
        own_number=row.customer_number,
        payment_days=row.payment_days,
        discount_percent=row.cash_discount_percent,
        mandate=row.mandate_reference,
    )


def _creditor(row: Supplier, account: str) -> MasterRecord:
    return MasterRecord(
        account=account,
        name=row.name,
        vat_id=row.vat_id,
        tax_number=row.tax_number,
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        country=(row.country or "DE").upper(),
        email=row.email,
        iban=row.iban,
        bic=row.bic,
        is_customer=False,
        payment_days=row.payment_days,
    )


@dataclass(frozen=True)
class Documents:
    """The ZIP of documents, and the files that are not there."""

    parts: tuple[ZipPart, ...]
    told: tuple[Sentence, ...]

    @property
    def count(self) -> int:
        """Without the list."""
        return len(self.parts) - 1


def documents_of(book: Path, postings: Iterable[Posting], day: date) -> Documents:
    """Every document of these postings once, and `document.xml`, which names them."""
    folder = book.with_suffix(".pyxl")
    named: dict[str, tuple[Voucher, str]] = {}
    for posting in postings:
        if posting.voucher:
            named.setdefault(posting.voucher.path, (posting.voucher, posting.document))
    there = [(voucher, number) for voucher, number in named.values() if (folder / voucher.path).is_file()]
    told = (
        FILE_LOST.bind(number=number, path=voucher.path)
        for voucher, number in named.values()
        if not (folder / voucher.path).is_file()
    )
    names = list(file_names([voucher for voucher, _ in there]))
    listed = [
        DatevDocument(voucher.guid, name, voucher.is_incoming) for (voucher, _), name in zip(there, names, strict=True)
    ]
    files = (ZipPart(name, folder / voucher.path) for (voucher, _), name in zip(there, names, strict=True))
    return Documents((ZipPart("document.xml", document_xml(day, listed)), *files), tuple(told))


def file_names(vouchers: Sequence[Voucher]) -> Iterator[str]:
    """Names that every system takes, each once."""
    taken: set[str] = set()
    for voucher in vouchers:
        stem, dot, ending = _NOT_IN_NAMES.sub("-", voucher.name).rpartition(".")
        name, count = f"{stem}{dot}{ending}", 1
        while name.lower() in taken:
            count += 1
            name = f"{stem}-{count}{dot}{ending}"
        taken.add(name.lower())
        yield name
