"""What can be wrong with a row of Accounts: ACC001 to ACC006."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyxl.accounting.account_rows import AccountRow
from pyxl.accounting.charts import Account, AccountUse, Chart, Kind, kind_of, label_of, number_of
from pyxl.accounting.determination import COUNTRY_MATTERS, GROUP_MATTERS, NUMBER, OwnAccounts, accounts_meant
from pyxl.core.cell_rules import ERROR, WARNING
from pyxl.core.findings import Finding, Rule, rows_with_errors
from pyxl.core.labels import Text
from pyxl.core.schema import schema_of
from pyxl.core.tables import Table
from pyxl.core.text import fold
from pyxl.masterdata.items import Item
from pyxl.reference_data.codes import is_country

ACCOUNT_NUMBER_FORM = Rule(
    "ACC001",
    "account-number-form",
    ERROR,
    Text("“{found}” is no account number.", "„{found}“ ist keine Kontonummer."),
    Text(
        "Type four digits; accounts of customers and suppliers follow from their numbers.",
        "Vier Ziffern eintragen; Konten von Kunden und Lieferanten folgen aus deren Nummern.",
    ),
)
ACCOUNT_OF_ANOTHER_KIND = Rule(
    "ACC002",
    "account-of-another-kind",
    ERROR,
    Text(
        "{number} is “{name}” in {chart} ({kind}); {use} cannot be posted there.",
        "{number} ist im {chart} „{name}“ ({kind}); {use} gehört nicht dorthin.",
    ),
    Text("Ask your tax adviser for the number.", "Die Nummer bei der Steuerberatung erfragen."),
)
ACCOUNT_TWICE = Rule(
    "ACC003",
    "two-accounts-for-the-same",
    ERROR,
    Text(
        "Row {row} names another account for the same; neither counts, the chart's does.",
        "Zeile {row} nennt für dasselbe ein anderes Konto; keines von beiden gilt, sondern der Kontenrahmen.",
    ),
    Text("Take one out, or let one begin later.", "Eine herausnehmen oder später beginnen lassen."),
)
ACCOUNT_COUNTRY_UNKNOWN = Rule(
    "ACC004",
    "account-country-unknown",
    ERROR,
    Text("There is no country “{found}”.", "Ein Land „{found}“ gibt es nicht."),
    Text("Type its two letters, such as AT.", "Die zwei Buchstaben eintragen, zum Beispiel AT."),
)
ACCOUNT_GROUP_UNKNOWN = Rule(
    "ACC005",
    "account-group-unknown",
    WARNING,
    Text("No item is in the group “{found}”.", "Kein Artikel ist in der Gruppe „{found}“."),
    Text("Spell it as in Items, or fill in the group there.", "Wie in Artikel schreiben oder dort eintragen."),
)
ACCOUNT_NEVER_USED = Rule(
    "ACC006",
    "account-never-used",
    WARNING,
    Text("{use} is not told apart by {what}; the row never counts.", "{use} hängt nicht ab von: {what}; die Zeile gilt "
         "nie."),
    Text("Empty that cell.", "Diese Zelle leeren."),
)  # fmt: skip
_TAX, _COUNTRY, _GROUP = (schema_of(AccountRow).column(name).label for name in ("tax", "country", "item_group"))


def check_accounts(rows: Table[AccountRow], items: Table[Item], chart: Chart) -> tuple[Finding, ...]:
    """All that is wrong with her accounts."""
    groups = {fold(item.item_group) for item in items if item.item_group}
    numbers = {number_of(account, chart): account for account in Account}
    found: list[Finding] = []
    for row in rows:
        found += _check_number(rows, row, numbers, chart)
        found += _check_conditions(rows, row, groups)
        found += _check_twice(rows, row)
    return tuple(found)


def own_accounts(rows: Table[AccountRow], findings: Iterable[Finding] = ()) -> OwnAccounts:
    """Her accounts as they count: what has an error is left out."""
    wrong = rows_with_errors((*rows.findings, *findings), rows.schema.tab)
    return OwnAccounts.of(row for row in rows if row.sheet_row not in wrong)


def _check_number(
    rows: Table[AccountRow], row: AccountRow, numbers: Mapping[str, Account], chart: Chart
) -> Iterator[Finding]:
    cell = rows.cell(row, "number")
    if row.number and not NUMBER.fullmatch(row.number):
        yield ACCOUNT_NUMBER_FORM.at(cell, found=row.number)
        return
    there = numbers.get(row.number)
    if there and row.use and kind_of(there) not in _kinds(row.use):
        kind, name = kind_of(there).value, label_of(there)
        yield ACCOUNT_OF_ANOTHER_KIND.at(
            cell, number=row.number, use=row.use.label, name=name, chart=chart.value, kind=kind
        )


def _kinds(use: AccountUse) -> set[Kind]:
    meant = {kind_of(account) for account in accounts_meant(AccountRow(use=use))}
    # A discount, or what is not paid, is deducted from revenue by some firms and a cost to others.
    return {Kind.INCOME, Kind.EXPENSE} if meant & {Kind.INCOME, Kind.EXPENSE} else meant


def _check_conditions(rows: Table[AccountRow], row: AccountRow, groups: set[str]) -> Iterator[Finding]:
    if row.country and not is_country(row.country.strip().upper()):
        yield ACCOUNT_COUNTRY_UNKNOWN.at(rows.cell(row, "country"), found=row.country)
    if row.use is None:
        return
    if row.country and row.use not in COUNTRY_MATTERS:
        yield ACCOUNT_NEVER_USED.at(rows.cell(row, "country"), use=row.use.label, what=_COUNTRY)
    if row.item_group and row.use not in GROUP_MATTERS:
        yield ACCOUNT_NEVER_USED.at(rows.cell(row, "item_group"), use=row.use.label, what=_GROUP)
    elif row.item_group and fold(row.item_group) not in groups:
        yield ACCOUNT_GROUP_UNKNOWN.at(rows.cell(row, "item_group"), found=row.item_group)
    if row.tax and not accounts_meant(row):
        yield ACCOUNT_NEVER_USED.at(rows.cell(row, "tax"), use=row.use.label, what=_TAX)


def _check_twice(rows: Table[AccountRow], row: AccountRow) -> Iterator[Finding]:
    if row.use is None:
        return
    for other in rows:
        if other is not row and _same(other) == _same(row) and other.number != row.number:
            yield ACCOUNT_TWICE.at(rows.cell(row, "number"), row=other.sheet_row)
            return


def _same(row: AccountRow) -> tuple[object, ...]:
    return row.use, row.tax, row.country.strip().upper(), fold(row.item_group), row.valid_from
