"""Write debit notes: what she ticked becomes one letter for each supplier, under a number of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pyxl.core.findings import Finding
from pyxl.core.labels import Counted, Label, Text
from pyxl.core.money import total
from pyxl.core.outcome import Outcome
from pyxl.core.tables import Table
from pyxl.ledger.books import Books
from pyxl.ledger.cases.events import DebitedCase
from pyxl.ledger.cases.rows import Case, Cause
from pyxl.masterdata.items import Item
from pyxl.masterdata.suppliers import Supplier
from pyxl.service.debit_notes import rules
from pyxl.service.debit_notes.paper import DebitLine
from pyxl.service.debit_notes.posting import DebitPosting
from pyxl.service.debit_notes.proposing import Claimable, claimable
from pyxl.service.debit_notes.rows import DebitRow
from pyxl.settings import Settings
from pyxl.settings.checks import check_pattern, check_settings

_SUMMARY = Text(
    "{notes} of {amount} for {cases}; left out: {left}.", "{notes} über {amount} zu {cases}; ausgelassen: {left}."
)
_CONFIRM = Text(
    "To be written: {notes} of {amount} for {cases}. pyxl sends nothing; you send the letters.",
    "Zu schreiben: {notes} über {amount} zu {cases}. pyxl versendet nichts; das tun Sie.",
)
_NOTES = Label("debit note", "Belastungsanzeige"), Label("debit notes", "Belastungsanzeigen")
_CASES = Label("case", "Fall"), Label("cases", "Fällen")


def write_debit_notes(
    claims: Table[DebitRow],
    cases: Table[Case],
    causes: Table[Cause],
    items: Table[Item],
    suppliers: Table[Supplier],
    settings: Settings,
    books: Books,
    as_of: date,
    user: str = "",
) -> Outcome:
    """Writes each supplier a letter about the ticked cases. It claims; it books nothing."""
    ticked = [row for row in claims if row.claim and row.case_line and not row.number]
    stops = [found for found in check_settings(settings) if found.is_error] if ticked else []
    no_pattern = check_pattern(settings, "debit_note_number_pattern") if ticked else None
    stops += [no_pattern] if no_pattern else []
    known = {each.case.line_id: each for each in claimable(cases, causes, items, suppliers, books)}
    findings: list[Finding] = [*claims.findings, *stops]
    groups: dict[str, list[DebitLine]] = {}
    for row in ticked if not stops else ():
        found = list(_check(row, claims, known))
        findings += found
        if not found:
            groups.setdefault(row.supplier_number, []).append(_line(row, known[row.case_line]))
    postings = tuple(_posting(lines, known, settings, books, as_of, user) for lines in groups.values())
    count = sum(len(each.lines) for each in postings)
    amount = total([line.debited.amount for each in postings for line in each.lines])
    facts = {"notes": Counted(len(postings), *_NOTES), "cases": Counted(count, *_CASES), "amount": amount}
    left = len(ticked) - count
    counts: dict[str, int | str] = {
        "notes": len(postings),
        "cases": count,
        "amount_eur": str(amount.amount),
        "left_out": left,
    }
    return Outcome(
        _SUMMARY.bind(**facts, left=left),
        tuple(findings),
        postings,
        counts=counts,
        confirmation=_CONFIRM.bind(**facts) if postings else None,
    )


def _check(row: DebitRow, claims: Table[DebitRow], known: dict[str, Claimable]) -> Iterator[Finding]:
    """SER030 and SER031."""
    each, number = known.get(row.case_line), row.case_number or row.case_line
    if each is None or any(getattr(row, name) != value for name, value in each.values.items()):
        yield rules.CLAIM_OUTDATED.at(claims.cell(row, "claim"), number=number)
        return
    amount, cost = row.amount, each.cost
    if amount is None or amount.cents <= 0 or (cost is not None and amount > cost):
        cell = claims.cell(row, "amount")
        yield rules.CLAIM_AMOUNT_WRONG.at(cell, number=number, found=amount or "–", cost=cost or "–")


def _line(row: DebitRow, each: Claimable) -> DebitLine:
    assert row.amount is not None, "checked before"
    case = each.case
    debited = DebitedCase(
        case.line_id, case.case_number, each.item.item_number, case.quantity, case.cause, each.cost, row.amount
    )
    return DebitLine(debited, each.item, case.complaint)


def _posting(
    lines: list[DebitLine], known: dict[str, Claimable], settings: Settings, books: Books, as_of: date, user: str
) -> DebitPosting:
    supplier = known[lines[0].debited.line_id].supplier
    rounds = books.cases.debit_rounds
    claims = tuple(f"debit:{each.debited.line_id}:{rounds[each.debited.line_id]}" for each in lines)
    return DebitPosting(supplier, tuple(lines), settings, as_of, user, claims)
