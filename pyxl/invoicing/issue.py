"""From order lines to invoices: grouped, priced, taxed and given terms. The number itself is drawn in the journal.

An order line is billed once: it is claimed with the number, and a second click finds nothing left to bill.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pyxl.core.cell_rules import REQUIRED_MISSING
from pyxl.core.findings import CellRef, Finding, Rule, Severity, has_errors, rows_with_errors
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import Money
from pyxl.core.outcome import Outcome, Series
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.invoicing.crediting import CreditPosting
from pyxl.invoicing.drafting import draft_invoice
from pyxl.invoicing.einvoice_checks import check_einvoice_of
from pyxl.invoicing.mail import check_drafts
from pyxl.invoicing.model import Invoice
from pyxl.invoicing.order_facts import same_invoice
from pyxl.invoicing.posting import InvoicePosting
from pyxl.invoicing.references import check_draft, check_lines, orders_awaiting_prepayment, reference_of
from pyxl.invoicing.sender import letterhead_facts
from pyxl.invoicing.tax_currency import check_exchange_rate
from pyxl.ledger.books import Books
from pyxl.ledger.events import BilledDelivery
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.orders.attachments import AttachedFile
from pyxl.orders.billable import BillableLine, split_billable
from pyxl.orders.delivered import DeliveredPart
from pyxl.orders.heads import NO_FILES, NO_HEADS, Heads, OrderHead
from pyxl.orders.price_lists import NO_PRICES, PriceRow
from pyxl.orders.rows import InvoiceKind, OrderLine, kind_of
from pyxl.settings import ACCOUNTING, COLLECTING, DUNNING, INTAKE, LIMITS, PAYING, SERVICE, InvoicePer, Settings

LINES_MAX = 1_000
DATE_RUNS_BACK = Rule(
    "INV001",
    "invoice-date-runs-back",
    Severity.ERROR,
    Text(
        "Invoices of {year} are already dated {latest}; one dated {found} would break the order of the numbers.",
        "Es gibt {year} schon Rechnungen vom {latest}; eine vom {found} bräche die Reihenfolge der Nummern.",
    ),
    Text("Work as of {latest} or later.", "Mit Stichtag {latest} oder später arbeiten."),
)
TOO_MANY_LINES = Rule(
    "INV002",
    "too-many-lines",
    Severity.ERROR,
    Text(
        "{count} lines are too many for one invoice (at most {limit}).",
        "{count} Zeilen sind zu viele für eine Rechnung (höchstens {limit}).",
    ),
    Text("Split the order, or bill per order.", "Den Auftrag teilen oder je Auftrag abrechnen."),
)
NOT_DUE_YET = Rule(
    "INV003",
    "not-delivered-yet",
    Severity.INFO,
    Text(
        "{count} order lines are delivered after {day} and are billed later.",
        "{count} Auftragszeilen werden nach dem {day} geliefert und später berechnet.",
    ),
    Text("Nothing to do.", "Nichts zu tun."),
)
SETTINGS_UNREADABLE = Rule(
    "INV004",
    "settings-unreadable",
    Severity.ERROR,
    Text(
        "Settings that every invoice depends on cannot be read: {fields}.",
        "Einstellungen, von denen jede Rechnung abhängt, sind nicht lesbar: {fields}.",
    ),
    Text(
        "Correct them; until then no invoice is issued.",
        "Bitte berichtigen; bis dahin wird keine Rechnung ausgestellt.",
    ),
)
NOTHING_TO_PAY = Rule(
    "INV005",
    "nothing-to-pay",
    Severity.ERROR,
    Text(
        "The invoice for this line would come to {gross}.",
        "Die Rechnung für diese Zeile würde über {gross} lauten.",
    ),
    Text(
        "Correct price, quantity or discount; what is given for nothing needs no invoice of its own.",
        "Preis, Menge oder Rabatt berichtigen; was nichts kostet, braucht keine eigene Rechnung.",
    ),
)
SUMMARY = Text(
    "{invoices} for {gross} gross ({lines}); left behind with errors: {left}.",
    "{invoices} über {gross} brutto ({lines}); mit Fehlern liegen geblieben: {left}.",
)
CONFIRM = Text(
    "To be issued: {invoices} for {gross} gross. Left behind with errors: {left}.",
    "Auszustellen: {invoices} über {gross} brutto. Mit Fehlern bleiben liegen: {left}.",
)
INVOICE_NOUN = Label("invoice", "Rechnung"), Label("invoices", "Rechnungen")
LINE_NOUN = Label("order line", "Auftragszeile"), Label("order lines", "Auftragszeilen")


def create_invoices(
    orders: Table[OrderLine],
    customers: Table[Customer],
    items: Table[Item],
    settings: Settings,
    books: Books,
    as_of: date,
    settings_findings: tuple[Finding, ...] = (),
    order_heads: Table[OrderHead] = NO_HEADS,
    attachments: Mapping[str, AttachedFile] = NO_FILES,
    prices: Table[PriceRow] = NO_PRICES,
) -> Outcome:
    """Issues invoices for the order lines that are right, delivered by `as_of` and not billed yet.

    `settings_findings`: what was wrong when the settings were read. A setting that cannot be read would silently be
    its default on every invoice (a small business would show VAT and owe it, § 14c UStG), so nothing is issued.
    `attachments`: the files that the order heads name, by name, as they are now.
    """
    heads = Heads(order_heads, attachments)
    lines, findings = split_billable(orders, customers, items, settings, books, as_of, heads, prices)
    whole = grouped(lines, settings)
    awaiting = orders_awaiting_prepayment(orders, books)
    told = [finding for group in whole for finding in check_lines(group, orders, books, awaiting)]
    unsound = rows_with_errors(told, "Orders")
    groups = [group for group in whole if len(group) <= LINES_MAX and not _rows(group) & unsound]
    stops = check_before_issue(settings, settings_findings, books, as_of, "Orders") if groups else []
    drafts = [] if stops else [(posting_for(group, settings, books, as_of), group) for group in groups]
    wrong = [_wrong(posting.draft, group, orders, customers, books) for posting, group in drafts]
    postings = tuple(posting for (posting, _), found in zip(drafts, wrong, strict=True) if not has_errors(found))
    left = [group for (_, group), found in zip(drafts, wrong, strict=True) if has_errors(found)]
    left += [group for group in whole if _rows(group) & unsound]
    refused = (finding for found in wrong for finding in found)
    unsent = check_drafts([posting.draft for posting in postings])
    found = (*findings, *told, *_too_long(orders, whole), *_not_due(orders, books, as_of), *stops, *refused, *unsent)
    attached = {each.sha256 for posting in postings for each in posting.draft.attachments}
    files = tuple(each for each in attachments.values() if each.sha256 in attached)
    rows_left = rows_with_errors(found, "Orders").union(*map(_rows, left))
    return replace(_outcome(postings, found, rows_left), attached=files)


def _wrong(
    draft: Invoice,
    group: Sequence[BillableLine],
    orders: Table[OrderLine],
    customers: Table[Customer],
    books: Books,
) -> list[Finding]:
    """INV005, INV010, INV013, INV016, INV018, INV019, INV021 and INV022: what is told of a draft beforehand."""
    gross = draft.totals.gross
    if gross <= Money.zero(gross.currency):
        return [NOTHING_TO_PAY.at(orders.cell(line.line, "unit_price"), gross=gross) for line in group]
    return [
        *check_einvoice_of(draft, group, orders, customers),
        *check_draft(draft, group, orders, books),
        *check_exchange_rate(draft, group, orders),
    ]


def _rows(group: Iterable[BillableLine]) -> frozenset[int]:
    return frozenset(line.line.sheet_row for line in group)


def check_before_issue(
    settings: Settings, settings_findings: Iterable[Finding], books: Books, as_of: date, tab: str
) -> list[Finding]:
    """INV001 and INV004: what stops every invoice of the run."""
    back = runs_back(books.last_invoice_date, settings.invoice_number_pattern, as_of, tab)
    return [*unreadable(settings_findings), *back]


def unreadable(findings: Iterable[Finding]) -> list[Finding]:
    """INV004. A required setting that is empty stops where the law wants it on an invoice: SET001 and SET012 say so."""
    others = (*LIMITS, *COLLECTING, *DUNNING, *PAYING, *INTAKE, *SERVICE, *ACCOUNTING)
    told = [found for found in findings if found.is_error and found.cell.column not in others]
    errors = [found for found in told if found.rule is not REQUIRED_MISSING]
    schema = schema_of(Settings)
    labels = tuple(schema.column(found.cell.column).label for found in errors if found.cell.column)
    return [SETTINGS_UNREADABLE.at(CellRef("Settings"), fields=labels)] if errors else []


def runs_back(latest_dates: Mapping[str, date], pattern: str, as_of: date, tab: str) -> list[Finding]:
    """INV001, by the latest date of each year.

    Numbers with the year in them begin anew each year; others run on, so the dates of all years count.
    """
    begins_anew = any(year in pattern for year in ("{year}", "{yy}"))
    dates = [day for year, day in latest_dates.items() if not begins_anew or year == str(as_of.year)]
    latest = max(dates, default=as_of)
    if latest <= as_of:
        return []
    return [DATE_RUNS_BACK.at(CellRef(tab), year=latest.year, latest=latest, found=as_of)]


def _line_id(line: OrderLine) -> str:
    """The line's own id; in a preview it may not have got one yet."""
    return line.line_id or f"row {line.sheet_row}"


def _outcome(
    postings: tuple[InvoicePosting | CreditPosting, ...], findings: tuple[Finding, ...], rows_left: frozenset[int]
) -> Outcome:
    gross: dict[str, Money] = {}
    for posting in postings:
        draft = posting.draft
        amount = -draft.totals.due if draft.is_credit else draft.totals.due
        gross[amount.currency] = gross.get(amount.currency, Money.zero(amount.currency)) + amount
    lines = sum(len(posting.line_ids) for posting in postings)
    left = len(rows_left)
    counts: dict[str, int | str] = {"invoices": len(postings), "lines": lines, "rows_with_errors": left}
    counts |= {f"gross_{currency.lower()}": str(amount.amount) for currency, amount in gross.items()}
    amounts = tuple(gross.values()) or (Money.zero(),)
    facts = {
        "invoices": Counted(len(postings), *INVOICE_NOUN),
        "gross": amounts,
        "lines": Counted(lines, *LINE_NOUN),
        "left": Counted(left, *LINE_NOUN),
    }
    confirmation = CONFIRM.bind(**facts) if postings else None
    return Outcome(SUMMARY.bind(**facts), findings, postings, counts=counts, confirmation=confirmation)


def grouped(lines: Iterable[BillableLine], settings: Settings) -> list[tuple[BillableLine, ...]]:
    """The lines of each invoice, allowances and charges last: per order, or per customer where the settings say so;

    one currency and one kind each. What credits or corrects an invoice is one document, whatever the orders.
    """
    groups: dict[tuple[str, ...], list[BillableLine]] = {}
    for line in lines:
        key = (line.customer.customer_number, line.currency, *_document_of(line, settings))
        groups.setdefault(key, []).append(line)
    return [tuple(sorted(group, key=lambda line: line.is_adjustment)) for group in groups.values()]


def _document_of(line: BillableLine, settings: Settings) -> tuple[str, ...]:
    kind, refers_to = kind_of(line.line), line.line.refers_to.strip()
    if kind in (InvoiceKind.CREDIT_NOTE, InvoiceKind.CORRECTED) and refers_to:
        return kind.name, refers_to
    is_joined = settings.invoice_per is InvoicePer.CUSTOMER and kind is InvoiceKind.INVOICE
    return kind.name, refers_to, *(same_invoice(line) if is_joined else (line.order_number,))


def _too_long(orders: Table[OrderLine], groups: Iterable[Sequence[BillableLine]]) -> list[Finding]:
    return [
        TOO_MANY_LINES.at(orders.cell(group[0].line, "order_number"), count=len(group), limit=LINES_MAX)
        for group in groups
        if len(group) > LINES_MAX
    ]


def _not_due(orders: Table[OrderLine], books: Books, as_of: date) -> list[Finding]:
    waiting = [line for line in orders if line.planned_on and line.planned_on > as_of]
    later = [line for line in waiting if kind_of(line) is not InvoiceKind.PREPAYMENT]
    open_lines = [line for line in later if not line.invoice_number and not books.is_billed(line.line_id)]
    return [NOT_DUE_YET.at(CellRef("Orders"), count=len(open_lines), day=as_of)] if open_lines else []


def posting_for(
    lines: Sequence[BillableLine], settings: Settings, books: Books, as_of: date
) -> InvoicePosting | CreditPosting:
    """The invoice or credit note for these lines, without a number yet."""
    reference = reference_of(lines, books)
    line_ids = tuple(dict.fromkeys(_line_id(line.line) for line in lines))
    claims = tuple(_claim(line, books) for line in lines)
    draft, letterhead = draft_invoice(lines, settings, as_of, reference), letterhead_facts(settings)
    if draft.is_credit and reference.item:
        series = Series(settings.cancellation_number_pattern, as_of.year)
        set_off = reference.set_off(draft.totals.gross)
        return CreditPosting(draft, letterhead, line_ids, series, reference.item, set_off, claims)
    return InvoicePosting(
        draft=draft,
        letterhead=letterhead,
        claims=claims + reference.claims(books),
        line_ids=line_ids,
        series=Series(settings.invoice_number_pattern, as_of.year),
        reference=reference,
        deliveries=tuple(_billed(line, line.delivery) for line in lines if line.delivery),
        invoiced_before={line_id: before for line_id in line_ids if (before := books.invoices_of(line_id))},
    )


def _claim(line: BillableLine, books: Books) -> str:
    """What is billed once: the whole order line, or what a delivery note has of it."""
    if line.delivery:
        claim = _billed(line, line.delivery).claim
        return f"{claim}:{books.delivery_billing_rounds[claim]}"
    line_id = _line_id(line.line)
    return f"order-line:{line_id}:{books.billing_rounds[line_id]}"


def _billed(line: BillableLine, part: DeliveredPart) -> BilledDelivery:
    return BilledDelivery(_line_id(line.line), part.delivery_number, part.quantity)
