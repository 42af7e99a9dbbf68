"""Her own rules for lines that are no customer's payment: they speak only where no invoice, sum or return does.

>>> from pyxl.core.money import Money
>>> rent = BankRule(name="rent", name_contains="Hausverwaltung", amount_to=Money.of(0))
>>> holds(rent, "", "HAUS-VERWALTUNG Kern", "", Money.of("-950.00"))
True
>>> holds(rent, "", "Hausverwaltung Kern", "", Money.of("120.00"))
False
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pyxl.banking import rules
from pyxl.banking.matching import reasons as why
from pyxl.banking.matching.payers import compact_iban
from pyxl.banking.matching.reasons import Reason
from pyxl.banking.matching.records import Matching, Undecided, Verdict
from pyxl.core.findings import Finding
from pyxl.core.money import Money
from pyxl.core.tables import Table
from pyxl.core.text import squash
from pyxl.ledger.bank_rules import BankRule
from pyxl.ledger.events import ImportedLine

_NOBODY_KNOWS = frozenset({Verdict.NOTHING_FITS, Verdict.UNKNOWN_PAYER, Verdict.NO_CUSTOMER_PAYMENT, Verdict.PAID_OUT})
"""A line that names an invoice, or may come back or be paid twice, is hers to look at, whatever a rule says."""


def holds(rule: BankRule, text: str, name: str, iban: str, amount: Money) -> bool:
    """Whether all that the rule asks for is there; one that asks for nothing never holds."""
    return (
        has_condition(rule)
        and squash(rule.text_contains) in squash(text)
        and squash(rule.name_contains) in squash(name)
        and (not rule.iban or compact_iban(rule.iban) == compact_iban(iban))
        and (rule.amount_from is None or rule.amount_from.amount <= amount.amount)
        and (rule.amount_to is None or amount.amount <= rule.amount_to.amount)
    )


def has_condition(rule: BankRule) -> bool:
    """Whether it says by what a line is known: a span of amounts alone would take in anything."""
    return bool(squash(rule.text_contains) or squash(rule.name_contains) or rule.iban)


def ruled(matching: Matching, lines: Mapping[str, ImportedLine], bank_rules: Table[BankRule]) -> Matching:
    """The matching with her rules put to the lines that nobody knows; the first rule that holds counts."""
    usable = [rule for rule in bank_rules if has_condition(rule)]
    if not usable:
        return matching
    undecided = tuple(
        _ruled(each, lines[each.line_id], usable) if each.verdict in _NOBODY_KNOWS else each
        for each in matching.undecided
    )
    return replace(matching, undecided=undecided)


def _ruled(each: Undecided, line: ImportedLine, usable: list[BankRule]) -> Undecided:
    facts = (line.remittance_information, line.counterparty_name, line.counterparty_iban, line.amount)
    rule = next((rule for rule in usable if holds(rule, *facts)), None)
    if rule is None:
        return each
    return Undecided(each.line_id, Verdict.NO_CUSTOMER_PAYMENT, Reason((why.BY_RULE.bind(rule=rule.name),)))


def check_bank_rules(bank_rules: Table[BankRule]) -> list[Finding]:
    """REC005: a rule without a condition."""
    return [
        rules.RULE_WITHOUT_CONDITION.at(bank_rules.cell(rule, "text_contains"), rule=rule.name)
        for rule in bank_rules
        if not has_condition(rule)
    ]
