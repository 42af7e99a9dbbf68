"""The proposal tab: one row per customer, with what would be asked for and why; ticks stay where the letter does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from pyxl.banking.allocating import says
from pyxl.core.changes import CellValue, ChangeList
from pyxl.core.labels import Label, Language, Text
from pyxl.core.money import EURO
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.dunning.default_begin import DefaultBegin
from pyxl.dunning.plans import LetterPlan
from pyxl.dunning.rows import DunningProposal

TAB = "Dunning"
_PROPOSED = Label("proposal to dun", "Mahnvorschlag")
_GONE = Label("nothing to dun any more", "nichts mehr zu mahnen")
_RISES = Text("{number}: {days} days overdue, level {level}", "{number}: {days} Tage überfällig, Stufe {level}")
_LISTED = Text(
    "{number}: {days} days overdue, stays at level {level}", "{number}: {days} Tage überfällig, bleibt Stufe {level}"
)
_IN_DEFAULT = Text(", in default since {day} ({ground})", ", in Verzug seit {day} ({ground})")
_TO_DEFAULT = Text(", in default from {day} on ({ground})", ", in Verzug ab {day} ({ground})")
"""The day is still to come."""
_STOPPED = Text("{number} not: {why}", "{number} nicht: {why}")
_DISPUTED = Text(
    "{number}: {amount} disputed ({cases}), not asked for", "{number}: {amount} strittig ({cases}), nicht gefordert"
)
_CHARGED = Text("open from earlier letters: {number} {amount}", "offen aus früheren Briefen: {number} {amount}")
_CREDIT = Text("less credit {number} {amount}", "abzüglich Guthaben {number} {amount}")


def proposal_id(plan: LetterPlan) -> str:
    """The key of the row: the customer, and the currency where it is not EUR."""
    return f"M-{plan.customer_number}" + ("" if plan.currency == EURO else f"-{plan.currency}")


def is_shown(plan: LetterPlan) -> bool:
    """A letter, or invoices that something holds up; not what is merely waiting for its next level."""
    return plan.level is not None or plan.why_not is not None or bool(plan.stopped)


def proposal_row(plan: LetterPlan, as_of: date) -> dict[str, CellValue]:
    """The row of one customer, but for the tick."""
    has_letter, level = plan.level is not None, plan.level
    return {
        "proposal_id": proposal_id(plan),
        "customer_number": plan.customer_number,
        "customer_name": plan.customer_name,
        "level": level.level if level else None,
        "title": Label(level.title_en or level.title_de, level.title_de) if level else "",
        "invoice_numbers": invoice_numbers(plan),
        "days_overdue": max((claim.days_overdue for claim in plan.claims), default=None),
        "amount_overdue": plan.overdue if plan.claims else None,
        "interest": (plan.interest or None) if has_letter else None,
        "charges": (plan.charges or None) if has_letter else None,
        "amount_asked": plan.asked if has_letter else None,
        "currency": plan.currency,
        "proposed_on": as_of,
        "reason": reason(plan, as_of),
    }


def invoice_numbers(plan: LetterPlan) -> str:
    """The invoices of the letter."""
    return ", ".join(claim.row.invoice_number for claim in plan.claims)


def reason(plan: LetterPlan, as_of: date) -> Label:
    """Why, and why not, in both languages."""
    en, de = ("; ".join(_clauses(plan, as_of, language)) for language in ("en", "de"))
    return Label(f"{en}.", f"{de}.")


def _clauses(plan: LetterPlan, as_of: date, language: Language) -> Iterator[str]:
    if plan.why_not:
        yield plan.why_not.text(language)
    for claim in plan.claims:
        text = _RISES if claim.rises else _LISTED
        number, level = claim.row.invoice_number, claim.level
        yield text.render(language, number=number, days=claim.days_overdue, level=level) + _default(
            claim.begin, as_of, language
        )
        if dispute := claim.dispute:
            yield _DISPUTED.render(language, number=number, amount=dispute.amount, cases=dispute.cases)
    for charge in plan.open_charges if plan.claims else ():
        yield _CHARGED.render(language, number=charge.row.invoice_number, amount=charge.open)
    for credit in plan.credits if plan.claims else ():
        yield _CREDIT.render(language, number=credit.number, amount=credit.amount)
    for number, why in plan.stopped:
        yield _STOPPED.render(language, number=number, why=why)


@lru_cache(maxsize=1024)
def _default(begin: DefaultBegin | None, as_of: date, language: Language) -> str:
    """Since when the customer is in default, or from when on. Many invoices fell due on the same day."""
    if begin is None:
        return ""
    text = _IN_DEFAULT if begin.first_day <= as_of else _TO_DEFAULT
    return text.render(language, day=begin.first_day, ground=begin.ground.label)


def plan_rows(
    present: Table[DunningProposal], wanted: Mapping[str, Mapping[str, CellValue]], changes: ChangeList
) -> None:
    """Brings the tab to the wanted rows. A tick stays where level and invoices do."""
    for row in present:
        if row.proposal_id not in wanted:
            clear_row(row, changes)
    by_key = {row.proposal_id: row for row in present}
    for key, values in wanted.items():
        row_there = by_key.get(key)
        if row_there is None:
            changes.append(TAB, key, {**values, "accept": False}, _why(values))
        else:
            _update(row_there, values, changes)


def _why(values: Mapping[str, CellValue]) -> Label:
    """The row's own reason: a preview shows of a new row its key and this."""
    why = values["reason"]
    assert isinstance(why, Label)
    return why


def _update(row: DunningProposal, values: Mapping[str, CellValue], changes: ChangeList) -> None:
    same = row.level == values["level"] and row.invoice_numbers == values["invoice_numbers"]
    if row.accept and not same:
        changes.set(TAB, row.proposal_id, "accept", row.accept, False, _PROPOSED)
    for column, value in values.items():
        old = getattr(row, column)
        is_there = says(old, value) if isinstance(value, Label) else old == value
        if not is_there:
            changes.set(TAB, row.proposal_id, column, old, value, _PROPOSED)


def clear_row(row: DunningProposal, changes: ChangeList) -> None:
    """Takes the row out of the proposal."""
    values = {column.name: getattr(row, column.name) for column in schema_of(DunningProposal).columns}
    changes.clear(TAB, row.proposal_id, values, _GONE)


def rows_of(plans: Iterable[LetterPlan], as_of: date) -> dict[str, dict[str, CellValue]]:
    """The rows of all plans that are to be shown, by key."""
    return {proposal_id(plan): proposal_row(plan, as_of) for plan in plans if is_shown(plan)}


def ticked(proposals: Table[DunningProposal]) -> Sequence[DunningProposal]:
    """The rows she ticked."""
    return [row for row in proposals if row.accept]
