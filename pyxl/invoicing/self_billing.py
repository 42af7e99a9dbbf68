"""Self-billing: the firm writes the invoice for what a supplier delivered (389, „Gutschrift“, § 14 (2) UStG).

Seller is the supplier, buyer is the firm; the document has a number range of its own and makes no receivable. To take
it back, for instance when the supplier objects, undo the run: a cancellation with a number of its own follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from pyxl.core.findings import CellRef, Finding, rows_with_errors
from pyxl.core.labels import Counted, Label, Language, Text
from pyxl.core.money import AMOUNT_LIMIT, EURO, Money
from pyxl.core.outcome import Outcome, Series
from pyxl.core.tables import Table
from pyxl.invoicing import self_bill_rules as rules
from pyxl.invoicing.einvoice_checks import NO_EINVOICE
from pyxl.invoicing.einvoice_output import violations_of
from pyxl.invoicing.issue import LINES_MAX, runs_back, unreadable
from pyxl.invoicing.mail import check_drafts
from pyxl.invoicing.model import DRAFT_NUMBER, BankAccount, Invoice, InvoiceHead, InvoiceLine, InvoiceType, Party
from pyxl.invoicing.self_bill_posting import SelfBillPosting
from pyxl.invoicing.self_bill_rows import SelfBillLine
from pyxl.invoicing.sender import firm_language, letterhead_facts, seller_of
from pyxl.invoicing.totals import PRICE_PLACES, assemble, payment_terms, price_line
from pyxl.invoicing.units import unit_code, unit_label
from pyxl.ledger.books import Books
from pyxl.masterdata.items import TaxCode
from pyxl.masterdata.suppliers import Supplier, SupplierTax
from pyxl.reference_data.codes import is_iban, is_vat_id
from pyxl.reference_data.tax import RateKind, TaxCase, TaxRate, VatCategory, tax_rate
from pyxl.settings import Settings

TAB = "SelfBilling"
SUMMARY = Text(
    "{documents} for {gross} gross; lines left behind with errors: {left}.",
    "{documents} über {gross} brutto; mit Fehlern liegen geblieben: {left}.",
)
CONFIRM = Text(
    "To be written for suppliers: {documents} for {gross} gross. Left behind with errors: {left}.",
    "Für Lieferanten auszustellen: {documents} über {gross} brutto. Mit Fehlern bleiben liegen: {left}.",
)
_DOCUMENTS = Label("self-billed invoice", "Gutschrift"), Label("self-billed invoices", "Gutschriften")
_LINES = Label("line", "Zeile"), Label("lines", "Zeilen")
_CASES = {
    SupplierTax.SMALL_BUSINESS: TaxCase.SMALL_BUSINESS,
    SupplierTax.REVERSE_CHARGE: TaxCase.REVERSE_CHARGE,
    SupplierTax.INTRA_COMMUNITY: TaxCase.INTRA_COMMUNITY_SUPPLY,
}
_NEEDS_VAT_ID = (SupplierTax.REVERSE_CHARGE, SupplierTax.INTRA_COMMUNITY)
_SUPPLIER_FIELDS = {
    "BT-27": "name",
    "BT-37": "city",
    "BT-38": "postcode",
    "BT-40": "country",
    "BT-31": "vat_id",
    "BT-32": "tax_number",
    "BT-34": "email",
    "BT-84": "iban",
}
_FIRM_FIELDS = {"BT-44": "company_name", "BT-52": "city", "BT-53": "postcode", "BT-55": "country", "BT-48": "vat_id"}


def create_self_bills(
    self_billing: Table[SelfBillLine],
    suppliers: Table[Supplier],
    settings: Settings,
    books: Books,
    as_of: date,
    settings_findings: tuple[Finding, ...] = (),
) -> Outcome:
    """Writes one invoice for each supplier: of the lines that are right, delivered and not billed yet."""
    open_lines = [line for line in self_billing if not line.document_number and not _is_billed(line, books)]
    told = [found for line in open_lines for found in _check(line, self_billing, suppliers, as_of)]
    told += _of_suppliers(open_lines, suppliers)
    bad = rows_with_errors([*self_billing.findings, *told], TAB)
    groups = _grouped([line for line in open_lines if line.sheet_row not in bad])
    stops = [*unreadable(settings_findings), *_runs_back(books, settings, as_of)] if groups else []
    drafts = [] if stops else [_posting(group, suppliers, settings, books, as_of) for group in groups]
    wrong = [
        _violations(each.draft, group, self_billing, suppliers) for each, group in zip(drafts, groups, strict=False)
    ]
    postings = tuple(each for each, found in zip(drafts, wrong, strict=True) if not found)
    refused = [found for each in wrong for found in each]
    stopped = {line.sheet_row for group, found in zip(groups, wrong, strict=False) if found for line in group}
    unsent = check_drafts([posting.draft for posting in postings])
    findings = (*suppliers.findings, *self_billing.findings, *told, *stops, *refused, *unsent)
    return _outcome(postings, findings, len(bad | stopped))


def _is_billed(line: SelfBillLine, books: Books) -> bool:
    return line.line_id in books.self_billed_lines


def _check(
    line: SelfBillLine, lines: Table[SelfBillLine], suppliers: Table[Supplier], as_of: date
) -> Iterator[Finding]:
    """SLF001, SLF002, SLF003, SLF004, SLF006 and SLF007; an empty cell was told when the tab was read."""
    supplier = suppliers.get(line.supplier_number)
    cell = lines.cell(line, "supplier_number")
    if supplier is None and line.supplier_number:
        yield rules.SUPPLIER_UNKNOWN.at(cell, found=line.supplier_number)
    if supplier:
        shown = f"{supplier.supplier_number} {supplier.name}"
        if not supplier.self_billing_agreed:
            yield rules.NOT_AGREED.at(cell, supplier=shown)
        if not (supplier.vat_id or supplier.tax_number):
            yield rules.NO_TAX_ID.at(cell, supplier=shown)
        if (supplier.vat_id or supplier.taxed_as in _NEEDS_VAT_ID) and not is_vat_id(supplier.vat_id):
            yield rules.WRONG_VAT_ID.at(cell, supplier=shown, found=supplier.vat_id)
    quantity, price = line.quantity, line.unit_price
    if quantity is not None and price is not None and not _is_in_range(quantity, price):
        yield rules.AMOUNT_OUT_OF_RANGE.at(lines.cell(line, "unit_price"), quantity=quantity, price=price)
    if line.delivery_date and line.delivery_date > as_of:
        yield rules.NOT_DELIVERED.at(lines.cell(line, "delivery_date"), found=line.delivery_date)


def _is_in_range(quantity: Decimal, price: Decimal) -> bool:
    is_exact = price == round(price, PRICE_PLACES)
    return quantity > 0 and price > 0 and is_exact and Decimal("0.005") <= quantity * price < AMOUNT_LIMIT


def _of_suppliers(lines: Sequence[SelfBillLine], suppliers: Table[Supplier]) -> list[Finding]:
    """SLF005, once for each supplier that is billed."""
    used = dict.fromkeys(line.supplier_number for line in lines)
    found = (supplier for number in used if (supplier := suppliers.get(number)))
    return [
        rules.WRONG_IBAN.at(
            suppliers.cell(each, "iban"), supplier=f"{each.supplier_number} {each.name}", found=each.iban
        )
        for each in found
        if each.iban and not is_iban(each.iban)
    ]


def _grouped(lines: Sequence[SelfBillLine]) -> list[list[SelfBillLine]]:
    """By supplier, at most as many lines as a document may have."""
    by_supplier: dict[str, list[SelfBillLine]] = {}
    for line in lines:
        by_supplier.setdefault(line.supplier_number, []).append(line)
    starts = ((group, start) for group in by_supplier.values() for start in range(0, len(group), LINES_MAX))
    return [group[start : start + LINES_MAX] for group, start in starts]


def _runs_back(books: Books, settings: Settings, as_of: date) -> list[Finding]:
    dates: dict[str, date] = {}
    for bill in books.self_bills.values():
        year = str(bill.issued_on.year)
        dates[year] = max(bill.issued_on, dates.get(year, date.min))
    return runs_back(dates, settings.self_billing_number_pattern, as_of, TAB)


def _posting(
    lines: Sequence[SelfBillLine], suppliers: Table[Supplier], settings: Settings, books: Books, as_of: date
) -> SelfBillPosting:
    supplier = suppliers.get(lines[0].supplier_number)
    assert supplier is not None, "checked before"
    ids = tuple(line.line_id or f"row {line.sheet_row}" for line in lines)
    return SelfBillPosting(
        draft=_draft(lines, supplier, settings, as_of),
        letterhead=letterhead_facts(settings),
        line_ids=ids,
        series=Series(settings.self_billing_number_pattern, as_of.year),
        supplier_number=supplier.supplier_number,
        claims=tuple(f"self-bill-line:{line_id}:{books.self_bill_rounds[line_id]}" for line_id in ids),
    )


def _draft(lines: Sequence[SelfBillLine], supplier: Supplier, settings: Settings, as_of: date) -> Invoice:
    days = [line.delivery_date or as_of for line in lines]
    is_one_day, language = min(days) == max(days), firm_language(settings)
    head = InvoiceHead(
        number=DRAFT_NUMBER,
        type_code=InvoiceType.SELF_BILLED,
        issue_date=as_of,
        language=language,
        seller=_party(supplier),
        buyer=seller_of(settings),
        supplied_on=days[0] if is_one_day else None,
        period_start=None if is_one_day else min(days),
        period_end=None if is_one_day else max(days),
        payment_terms=payment_terms(as_of, max(supplier.payment_days or 0, 0)),
        account=_account(supplier),
    )
    return assemble(
        head, [_line(number, line, supplier, as_of, language, is_one_day) for number, line in enumerate(lines, 1)]
    )


def _party(supplier: Supplier) -> Party:
    return Party(
        name=supplier.name,
        street=supplier.street,
        postcode=supplier.postcode,
        city=supplier.city,
        country=(supplier.country or "DE").upper(),
        vat_id=supplier.vat_id,
        tax_number=supplier.tax_number,
        email=supplier.email,
        customer_number=supplier.supplier_number,
    )


def _account(supplier: Supplier) -> BankAccount | None:
    if not is_iban(supplier.iban):
        return None
    iban, bic = (text.replace(" ", "").upper() for text in (supplier.iban, supplier.bic))
    return BankAccount(account_holder=supplier.name, iban=iban, bic=bic)


def _line(
    number: int, line: SelfBillLine, supplier: Supplier, as_of: date, language: Language, is_one_day: bool
) -> InvoiceLine:
    assert line.quantity is not None, "checked before"
    assert line.unit_price is not None, "checked before"
    case, supplied_on = _case(line, supplier), line.delivery_date or as_of
    rate = _rate(line, case, supplied_on)
    return price_line(
        position=str(number),
        item_number=line.item_number,
        name=line.description,
        quantity=line.quantity,
        unit_code=unit_code(line.unit),
        unit_label=unit_label(line.unit, language),
        net_price=line.unit_price,
        vat_category=rate.category,
        vat_rate=rate.percent,
        tax_case=case,
        supplied_on=None if is_one_day else supplied_on,
    )


def _case(line: SelfBillLine, supplier: Supplier) -> TaxCase:
    if supplier.taxed_as in _CASES:
        return _CASES[supplier.taxed_as]
    return TaxCase.EXEMPT if line.tax_code is TaxCode.EXEMPT else TaxCase.DOMESTIC


def _rate(line: SelfBillLine, case: TaxCase, supplied_on: date) -> TaxRate:
    if case is TaxCase.DOMESTIC and line.tax_code is TaxCode.ZERO:
        return TaxRate(VatCategory.ZERO, Decimal("0.00"))
    kind = RateKind.REDUCED if line.tax_code is TaxCode.REDUCED else RateKind.STANDARD
    return tax_rate(case, kind, supplied_on)


def _violations(
    draft: Invoice, lines: Sequence[SelfBillLine], table: Table[SelfBillLine], suppliers: Table[Supplier]
) -> list[Finding]:
    """INV010: on the supplier's cell, in Settings, or on the line."""
    supplier, found = suppliers.get(lines[0].supplier_number), []
    for each in violations_of(draft):
        term = each.rule.term
        if term in _SUPPLIER_FIELDS and supplier:
            cell = suppliers.cell(supplier, _SUPPLIER_FIELDS[term])
        elif term in _FIRM_FIELDS:
            cell = CellRef("Settings", column=_FIRM_FIELDS[term])
        else:
            cell = table.cell(lines[each.line_index or 0], "supplier_number")
        found.append(
            NO_EINVOICE.at(cell, customer=draft.seller.name, rule=each.code, problem=each.sentence, advice=each.advice)
        )
    return found


def _outcome(postings: tuple[SelfBillPosting, ...], findings: tuple[Finding, ...], left: int) -> Outcome:
    gross = sum((posting.draft.totals.gross for posting in postings), start=Money.zero(EURO))
    counts: dict[str, int | str] = {"documents": len(postings), "rows_with_errors": left}
    facts = {
        "documents": Counted(len(postings), *_DOCUMENTS),
        "gross": gross,
        "left": Counted(left, *_LINES),
    }
    return Outcome(
        SUMMARY.bind(**facts),
        findings,
        postings,
        counts=counts | {"gross_eur": str(gross.amount)},
        checked_tabs=(TAB, "Suppliers"),
        confirmation=CONFIRM.bind(**facts) if postings else None,
    )
