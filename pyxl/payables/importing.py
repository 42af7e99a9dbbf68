"""Import bills: e-invoices become rows of Bills and Bill lines, each bill once, and the file is kept under its hash.

What is wrong with a bill is said and does not keep it out of the books, for it was received; what cannot be read, or is
in the books already, stays out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from pyxl.banking.postings import BankPosting
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.findings import CellRef, Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import EURO, Money, total
from pyxl.core.outcome import GivenFile, Outcome
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.formats.en16931.invoice import EInvoice
from pyxl.ledger.books import Books
from pyxl.ledger.goods.rows import IncomingLine
from pyxl.ledger.payables import events as bev
from pyxl.ledger.payables.rows import Bill
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.payables import bill_checks as checks
from pyxl.payables import bill_rules as rules
from pyxl.payables import incoming as read
from pyxl.payables.bill_posting import bill_id_of, bill_posting
from pyxl.payables.duplicates import duplicate_of
from pyxl.payables.incoming import BillFile
from pyxl.payables.matching import BillAsked, OrderMatch
from pyxl.payables.recognising import proposed_row, recognise
from pyxl.payables.self_assessing import of_invoice
from pyxl.reference_data.codes import is_country
from pyxl.settings import Settings

_SUMMARY = Text(
    "{bills} for {amount} entered; here already: {known}; left out: {left}; proposed suppliers: {suppliers}.",
    "{bills} über {amount} erfasst; schon da: {known}; ausgelassen: {left}; vorgeschlagene Lieferanten: {suppliers}.",
)
_BILL = Label("bill", "Rechnung"), Label("bills", "Rechnungen")
_NEW_SUPPLIER = Label("a bill of an unknown supplier", "Rechnung eines unbekannten Lieferanten")


@dataclass
class _Import:
    """What one run has found so far."""

    suppliers: Table[Supplier]
    settings: Settings
    books: Books
    user: str
    match: OrderMatch
    known: list[bev.BillFacts]
    proposed: dict[str, dict[str, CellValue]] = field(default_factory=dict)
    """New suppliers by what tells them apart."""
    postings: list[BankPosting] = field(default_factory=list)
    attached: list[GivenFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    known_count: int = 0
    left_out: int = 0

    def take(self, file: BillFile) -> None:
        """One file: refused, known, or entered."""
        cell = CellRef(file.name)
        if file.checked is None:
            self.left_out += 1
            self.findings.append(rules.FILE_REFUSED.at(cell, cause=file.cause, step=file.step))
        elif any(facts.file_sha256 == file.sha256 for facts in self.known):
            self.known_count += 1
        elif missing := _missing(file.checked.invoice):
            self.left_out += 1
            self.findings.append(rules.UNUSABLE.at(cell, fields=missing))
        else:
            self._enter(file, file.checked.invoice, cell)

    def _enter(self, file: BillFile, invoice: EInvoice, cell: CellRef) -> None:
        assert file.checked is not None, "it was read"
        number, found = read.bill_number(invoice), recognise(invoice, self.suppliers)
        supplier = found.supplier
        supplier_number = supplier.supplier_number if supplier else self._proposal_for(invoice)
        facts = _facts(file, invoice, supplier_number, supplier)
        other = duplicate_of(facts, self.known)
        if other:
            self.known_count += 1
            amount, bill_id = facts.gross_amount, other.bill_id
            self.findings.append(
                rules.DUPLICATE.at(cell, number=number, amount=amount, bill=bill_id, known=other.bill_number)
            )
            return
        if found.contradiction:
            row, label, has, expected = found.contradiction
            self.findings.append(
                rules.SUPPLIER_CONTRADICTS.at(
                    cell, number=number, supplier=row.supplier_number, field=label, found=has, expected=expected
                )
            )
        if supplier is None:
            name = read.short(invoice.seller.name)
            self.findings.append(rules.SUPPLIER_UNKNOWN.at(cell, number=number, name=name, supplier=supplier_number))
        else:
            self.findings += checks.check_name(invoice, number, supplier, cell)
        self.findings += [
            *checks.check_against_books(facts, self.known, cell),
            *checks.check_account(facts, supplier, cell),
            *checks.check_currency(facts, cell),
            *checks.check_nobody_owes(facts, cell),
            *checks.check_buyer(invoice, number, self.settings, cell),
            *checks.check_tax_identity(invoice, number, cell),
            *checks.check_contents(invoice, number, facts.vat_amount, cell),
            *checks.check_broken_rules(file.checked, number, cell),
        ]
        asked = BillAsked(facts, tuple(read.lines_of(invoice)))
        self.match.add(asked)
        self.findings += self.match.check(asked, cell)
        received = bev.BillReceived(facts, asked.lines, self.user)
        self.postings.append(bill_posting(received, self.books))
        self.attached.append(GivenFile(file.name, file.sha256, file.content))
        self.known.append(facts)

    def _proposal_for(self, invoice: EInvoice) -> str:
        """The number of the row that is proposed for a supplier nobody knows yet."""
        seller = invoice.seller
        identity = read.compact(seller.vat_id) or read.compact(seller.tax_number) or read.short(seller.name).upper()
        if identity not in self.proposed:
            taken = [str(row["supplier_number"]) for row in self.proposed.values()]
            self.proposed[identity] = proposed_row(invoice, self.suppliers, taken)
        return str(self.proposed[identity]["supplier_number"])

    def changes(self) -> ChangeList:
        """The proposed suppliers, of those bills that were entered."""
        changes, used = ChangeList(), {facts.supplier_number for facts in self.known}
        for row in self.proposed.values():
            number = str(row["supplier_number"])
            if number in used:
                changes.append("Suppliers", number, row, _NEW_SUPPLIER)
        return changes


def import_bills(
    bills: Table[Bill],
    suppliers: Table[Supplier],
    incoming: Table[IncomingLine],
    items: Table[Item],
    settings: Settings,
    books: Books,
    as_of: date,
    files: Sequence[BillFile],
    user: str = "",
) -> Outcome:
    """Reads e-invoices of suppliers into Bills, each once, and says what is wrong with them."""
    known = [bill.facts for bill in books.payables.bills.values()]
    match = OrderMatch(incoming, items, settings, books)
    run = _Import(suppliers, settings, books, user, match, known)
    for file in files:
        run.take(file)
    changes = run.changes().done()
    euros = [facts.gross_amount for facts in run.known[len(books.payables.bills) :]]
    amount = total([each for each in euros if each.currency == EURO]) if euros else Money.zero()
    facts: dict[str, object] = {"known": run.known_count, "left": run.left_out, "suppliers": len(changes)}
    summary = _SUMMARY.bind(bills=Counted(len(run.postings), *_BILL), amount=amount, **facts)
    counts: dict[str, int | str] = {
        "bills": len(run.postings),
        "amount_eur": str(amount.amount),
        "known": run.known_count,
        "left_out": run.left_out,
        "suppliers_proposed": len(changes),
    }
    return Outcome(summary, tuple(run.findings), tuple(run.postings), changes, counts, attached=tuple(run.attached))


def _missing(invoice: EInvoice) -> tuple[Label, ...]:
    """What a bill cannot do without."""
    schema = schema_of(Bill)
    found = {
        "bill_number": bool(read.bill_number(invoice)),
        "bill_date": invoice.issue_date is not None,
        "currency": bool(read.currency_of(invoice)),
        "gross_amount": read.amount_of(invoice) is not None,
    }
    return tuple(schema.column(name).label for name, is_there in found.items() if not is_there)


def _facts(file: BillFile, invoice: EInvoice, supplier_number: str, supplier: Supplier | None) -> bev.BillFacts:
    gross, day = read.amount_of(invoice), invoice.issue_date
    assert gross is not None, "checked before"
    assert day is not None, "checked before"
    tax, owed = of_invoice(invoice, day)
    return bev.BillFacts(
        bill_id=bill_id_of(file.sha256),
        supplier_number=supplier_number,
        supplier_name=supplier.name if supplier else read.short(invoice.seller.name),
        bill_number=read.bill_number(invoice),
        bill_date=day,
        due_date=read.due_date_of(invoice, supplier.payment_days if supplier else None),
        gross_amount=gross,
        vat_amount=read.vat_of(invoice),
        discounts=read.discounts_of(invoice, gross) if gross.cents > 0 else (),
        accounts=read.accounts_of(invoice),
        purchase_order=read.short(invoice.purchase_order, 50),
        delivery_note=read.short(invoice.despatch_advice, 50),
        refers_to=", ".join(read.short(each.number, 50) for each in invoice.preceding[:3]),
        file_name=read.short(file.name),
        file_sha256=file.sha256,
        tax=tax.name if tax else "",
        self_assessed=owed,
        supplier_country=_country(invoice, supplier),
    )


def _country(invoice: EInvoice, supplier: Supplier | None) -> str:
    """Of the bill, or as Suppliers has it; "" where neither is a country."""
    address = invoice.seller.address
    country = (address.country if address else "") or (supplier.country if supplier else "")
    return country.upper() if is_country(country.upper()) else ""
