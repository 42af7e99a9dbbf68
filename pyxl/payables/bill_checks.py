"""The checks of a bill against the books, the supplier and the firm; each is silent when all is well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyxl.core.findings import CellRef, Finding, Severity
from pyxl.core.labels import Label
from pyxl.core.money import EURO, Money
from pyxl.core.schema import schema_of
from pyxl.core.text import squash
from pyxl.einvoices.checking import CheckedFile
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.ledger.payables.events import BillFacts
from pyxl.ledger.payables.rows import BillTax
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables import bill_rules as rules
from pyxl.payables.contents import missing_contents
from pyxl.payables.duplicates import look_alike
from pyxl.payables.incoming import compact, short
from pyxl.reference_data.codes import is_tax_number, is_vat_id
from pyxl.settings import Settings

BROKEN_MAX = 10
"""Broken rules told of one bill; check-einvoice tells all."""


def check_broken_rules(checked: CheckedFile, number: str, cell: CellRef) -> Iterator[Finding]:
    """BIL002: every broken rule of its specification, and what the pages of the PDF say otherwise."""
    told = [each for each in checked.findings if each.severity is not Severity.INFO]
    for each in told[:BROKEN_MAX]:
        yield rules.RULE_BROKEN.at(cell, number=number, rule=each.code, problem=each.sentence, advice=each.advice)


def check_contents(invoice: EInvoice, number: str, vat: Money | None, cell: CellRef) -> Iterator[Finding]:
    """BIL010: what the law wants and the bill has not; without VAT nothing is at risk."""
    missing = missing_contents(invoice)
    if missing and vat:
        yield rules.CONTENTS_MISSING.at(cell, number=number, fields=missing, vat=vat)


def check_buyer(invoice: EInvoice, number: str, settings: Settings, cell: CellRef) -> Iterator[Finding]:
    """BIL012: VAT ID or name of the firm; a legal form more or less does not matter."""
    buyer = invoice.buyer
    if not buyer.name or not settings.company_name:
        return
    if settings.vat_id and compact(buyer.vat_id) == compact(settings.vat_id):
        return
    ours, theirs = squash(settings.company_name), squash(buyer.name[:400])
    if ours not in theirs and theirs not in ours:
        yield rules.NOT_FOR_US.at(cell, number=number, found=short(buyer.name), expected=settings.company_name)


def check_tax_identity(invoice: EInvoice, number: str, cell: CellRef) -> Iterator[Finding]:
    """BIL015: a VAT ID or a German tax number with a wrong check digit belongs to nobody."""
    seller = invoice.seller
    vat_id, tax_number = seller.vat_id[:40], seller.tax_number[:40]
    country = seller.address.country if seller.address else ""
    wrong = {
        "vat_id": vat_id if vat_id and not is_vat_id(vat_id) else "",
        "tax_number": tax_number if country == "DE" and tax_number and not is_tax_number(tax_number) else "",
    }
    for name, found in wrong.items():
        if found:
            label = schema_of(Supplier).column(name).label
            yield rules.TAX_IDENTITY_WRONG.at(cell, number=number, field=label, found=short(found, 40))


def check_against_books(facts: BillFacts, known: Iterable[BillFacts], cell: CellRef) -> Iterator[Finding]:
    """BIL005: it resembles a bill that is there."""
    other = look_alike(facts, known)
    if other:
        yield rules.LIKE_ANOTHER.at(
            cell,
            number=facts.bill_number,
            amount=facts.gross_amount,
            day=facts.bill_date,
            known=other.bill_number,
            supplier=other.supplier_name or other.supplier_number,
            bill=other.bill_id,
        )


def check_account(facts: BillFacts, supplier: Supplier | None, cell: CellRef) -> Iterator[Finding]:
    """BIL009: the account on it is not the one of Suppliers."""
    if supplier and facts.accounts and compact(supplier.iban) not in facts.accounts and facts.gross_amount.cents > 0:
        yield rules.ACCOUNT_DIFFERS.at(
            cell,
            number=facts.bill_number,
            found=facts.accounts,
            supplier=supplier.supplier_number,
            expected=compact(supplier.iban) or Label("no account", "kein Konto"),
        )


def check_currency(facts: BillFacts, cell: CellRef) -> Iterator[Finding]:
    """BIL011."""
    if facts.gross_amount.currency != EURO:
        yield rules.OTHER_CURRENCY.at(cell, number=facts.bill_number, found=facts.gross_amount.currency)


def check_nobody_owes(facts: BillFacts, cell: CellRef) -> Iterator[Finding]:
    """BIL024: from abroad, without VAT, and nobody says who owes it."""
    is_foreign = facts.supplier_country not in ("", "DE")
    if is_foreign and not facts.vat_amount and not facts.self_assessed and facts.tax != BillTax.ON_BILL.name:
        yield rules.NOBODY_OWES_VAT.at(cell, number=facts.bill_number, country=facts.supplier_country)


def check_name(invoice: EInvoice, number: str, supplier: Supplier, cell: CellRef) -> Iterator[Finding]:
    """BIL008: known by its tax identity, but called otherwise."""
    names = [squash(name[:400]) for name in (invoice.seller.name, invoice.seller.trading_name) if name]
    known = squash(supplier.name)
    if names and not any(name in known or known in name for name in names):
        yield rules.NAME_DIFFERS.at(
            cell,
            number=number,
            found=short(invoice.seller.name),
            supplier=supplier.supplier_number,
            expected=supplier.name,
        )
