"""Checks of the settings: what every invoice of the firm would carry wrong.

>>> from dataclasses import replace
>>> firm = Settings(company_name="Muster GmbH", street="Ring 1", postcode="34117", city="Kassel", vat_id="DE136695976")
>>> [found.rule.name for found in check_settings(firm)]
[]
>>> [found.rule.name for found in check_settings(replace(firm, city="", vat_id=""))]
['own-address-incomplete', 'no-tax-identification']
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from pyxl.core.cell_rules import ERROR, INFO, WARNING
from pyxl.core.findings import CellRef, Finding, Rule
from pyxl.core.labels import Text
from pyxl.core.schema import schema_of
from pyxl.reference_data.codes import is_country, is_creditor_id, is_iban, is_vat_id
from pyxl.settings import DAYS_MAX, Settings

NO_TAX_IDENTIFICATION = Rule(
    "SET001",
    "no-tax-identification",
    ERROR,
    Text(
        "Settings name neither a VAT ID nor a tax number.",
        "In den Einstellungen steht weder eine USt-IdNr. noch eine Steuernummer.",
    ),
    Text(
        "Fill in one of them: an invoice without is none (§ 14 (4) no. 2 UStG).",
        "Eine davon eintragen: ohne sie ist eine Rechnung nicht ordnungsgemäß (§ 14 Abs. 4 Nr. 2 UStG).",
    ),
)
INVALID_OWN_VAT_ID = Rule(
    "SET002",
    "invalid-own-vat-id",
    ERROR,
    Text(
        "Your VAT ID “{found}” has a wrong form or check digit.",
        "Ihre USt-IdNr. „{found}“ hat falsche Form oder Prüfziffer.",
    ),
    Text("Type it as the tax office wrote it.", "So eintragen, wie das Finanzamt sie mitgeteilt hat."),
)
INVALID_TAX_NUMBER = Rule(
    "SET003",
    "invalid-tax-number",
    WARNING,
    Text(
        "Your tax number “{found}” has the form of no German tax office.",
        "Ihre Steuernummer „{found}“ passt zu keinem deutschen Finanzamt.",
    ),
    Text("Compare it with a tax assessment.", "Mit einem Steuerbescheid vergleichen."),
)
INVALID_OWN_IBAN = Rule(
    "SET004",
    "invalid-own-iban",
    ERROR,
    Text(
        "Your IBAN “{found}” has a wrong length or check digit.",
        "Ihre IBAN „{found}“ hat falsche Länge oder Prüfziffer.",
    ),
    Text("Copy it from a bank statement.", "Vom Kontoauszug übernehmen."),
)
NO_RUNNING_NUMBER = Rule(
    "SET005",
    "no-running-number",
    ERROR,
    Text(
        "{label} “{found}” needs exactly one running number such as {counter}.",
        "{label} „{found}“ braucht genau eine laufende Nummer wie {counter}.",
    ),
    Text(
        "Type a pattern such as {example}; beside the number only {year} and {yy} may stand in braces.",
        "Ein Muster wie {example} eintragen; in Klammern darf daneben nur {year} oder {yy} stehen.",
    ),
)
UNKNOWN_OWN_COUNTRY = Rule(
    "SET006",
    "unknown-own-country",
    ERROR,
    Text("Your country “{found}” is no country code.", "Ihr Land „{found}“ ist kein Ländercode."),
    Text("Type the two letters, such as DE.", "Die zwei Buchstaben eintragen, zum Beispiel DE."),
)
PERCENT_OUT_OF_RANGE = Rule(
    "SET007",
    "percent-out-of-range",
    ERROR,
    Text("{label} of {found} cannot be.", "{label} von {found} kann nicht sein."),
    Text("Type a percentage from 0 to 100.", "Prozent von 0 bis 100 eintragen."),
)
OWN_PAYMENT_DAYS_NEGATIVE = Rule(
    "SET008",
    "days-negative",
    ERROR,
    Text("{label} is {found}.", "{label} ist {found}."),
    Text("Type 0 or more days.", "0 oder mehr Tage eintragen."),
)
OWN_PAYMENT_DAYS_LONG = Rule(
    "SET009",
    "own-payment-days-long",
    INFO,
    Text(
        "Your payment term is {found} days; more than 60 must be agreed expressly.",
        "Ihr Zahlungsziel beträgt {found} Tage; über 60 müssen ausdrücklich vereinbart sein.",
    ),
    Text("See § 271a BGB.", "Siehe § 271a BGB."),
)
OWN_CASH_DISCOUNT_INCOMPLETE = Rule(
    "SET010",
    "own-cash-discount-incomplete",
    ERROR,
    Text("Cash discount needs percent and days; {label} is empty.", "Skonto braucht Prozent und Tage; {label} fehlt."),
    Text("Fill in {label}, or empty both.", "{label} eintragen oder beide leeren."),
)
INVALID_COLOUR = Rule(
    "SET011",
    "invalid-colour",
    WARNING,
    Text("“{found}” is no colour.", "„{found}“ ist keine Farbe."),
    Text("Type it as #RRGGBB, such as #1F4E79.", "Als #RRGGBB eintragen, zum Beispiel #1F4E79."),
)
OWN_ADDRESS_INCOMPLETE = Rule(
    "SET012",
    "own-address-incomplete",
    ERROR,
    Text(
        "{label} is empty in Settings; an invoice needs the firm's full name and address.",
        "{label} ist in den Einstellungen leer; eine Rechnung braucht Namen und volle Anschrift der Firma.",
    ),
    Text(
        "Fill in {label}; until then no invoice is issued (§ 14 (4) no. 1 UStG).",
        "{label} eintragen; bis dahin wird keine Rechnung ausgestellt (§ 14 Abs. 4 Nr. 1 UStG).",
    ),
)
OWN_DAYS_TOO_MANY = Rule(
    "SET013",
    "own-days-too-many",
    ERROR,
    Text("{label} of {found} are more than ten years.", "{label}: {found} sind mehr als zehn Jahre."),
    Text("Type the number of days, such as 14.", "Die Zahl der Tage eintragen, zum Beispiel 14."),
)
INVALID_CREDITOR_ID = Rule(
    "SET014",
    "invalid-creditor-id",
    ERROR,
    Text(
        "Your SEPA creditor ID “{found}” has a wrong form or check digit.",
        "Ihre Gläubiger-ID „{found}“ hat falsche Form oder Prüfziffer.",
    ),
    Text("Type it as the Bundesbank wrote it.", "So eintragen, wie die Bundesbank sie mitgeteilt hat."),
)

_COUNTER = re.compile(r"\{[0-9]+\}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_PERCENTAGES = ("cash_discount_percent", "max_discount_percent", "price_tolerance_percent")
_DAYS = ("payment_days", "cash_discount_days", "discount_grace_days")
_PATTERNS = (
    *("invoice_number_pattern", "cancellation_number_pattern"),
    *("delivery_number_pattern", "pick_list_number_pattern", "purchase_number_pattern"),
)
_ADDRESS = ("company_name", "street", "postcode", "city")


def check_settings(settings: Settings) -> tuple[Finding, ...]:
    """Every finding of the settings that any invoice depends on."""
    return tuple(found for check in SETTINGS_CHECKS for found in check(settings))


def _cell(settings: Settings, name: str) -> CellRef:
    return CellRef("Settings", None, name, settings.company_name)


def check_own_address_incomplete(settings: Settings) -> list[Finding]:
    """SET012: § 14 (4) no. 1 UStG; a post office box will do for a street (§ 31 (2) UStDV)."""
    return [
        OWN_ADDRESS_INCOMPLETE.at(_cell(settings, name), label=schema_of(Settings).column(name).label)
        for name in _ADDRESS
        if not getattr(settings, name).strip()
    ]


def check_no_tax_identification(settings: Settings) -> list[Finding]:
    """SET001."""
    if settings.vat_id or settings.tax_number:
        return []
    return [NO_TAX_IDENTIFICATION.at(_cell(settings, "vat_id"))]


def check_invalid_own_vat_id(settings: Settings) -> list[Finding]:
    """SET002."""
    if not settings.vat_id or is_vat_id(settings.vat_id):
        return []
    return [INVALID_OWN_VAT_ID.at(_cell(settings, "vat_id"), found=settings.vat_id)]


def check_invalid_tax_number(settings: Settings) -> list[Finding]:
    """SET003: German numbers only, each state writes them in its own way."""
    from stdnum.de import stnr

    number = settings.tax_number
    if not number or settings.home != "DE" or stnr.is_valid(number):
        return []
    return [INVALID_TAX_NUMBER.at(_cell(settings, "tax_number"), found=number)]


def check_invalid_own_iban(settings: Settings) -> list[Finding]:
    """SET004: customers would pay nobody."""
    if not settings.iban or is_iban(settings.iban):
        return []
    return [INVALID_OWN_IBAN.at(_cell(settings, "iban"), found=settings.iban)]


def check_invalid_creditor_id(settings: Settings) -> list[Finding]:
    """SET014: the bank would refuse every direct debit."""
    found = settings.creditor_id
    if not found or is_creditor_id(found):
        return []
    return [INVALID_CREDITOR_ID.at(_cell(settings, "creditor_id"), found=found)]


def is_number_pattern(pattern: str) -> bool:
    """Whether it has exactly one running number, and in braces nothing else but the year.

    >>> is_number_pattern("RE-{yy}-{001}"), is_number_pattern("RE-{year}"), is_number_pattern("RE-{month}-{001}")
    (True, False, False)
    """
    around = _COUNTER.sub("", pattern).replace("{year}", "").replace("{yy}", "")
    return len(_COUNTER.findall(pattern)) == 1 and "{" not in around and "}" not in around


def check_pattern(settings: Settings, name: str) -> Finding | None:
    """SET005 for one number range."""
    pattern = getattr(settings, name)
    if is_number_pattern(pattern):
        return None
    return NO_RUNNING_NUMBER.at(
        _cell(settings, name),
        label=schema_of(Settings).column(name).label,
        found=pattern,
        counter="{00001}",
        example="RE-{year}-{00001}",
        year="{year}",
        yy="{yy}",
    )


def check_no_running_number(settings: Settings) -> list[Finding]:
    """SET005: § 14 (4) no. 4 UStG wants each number given once."""
    return [found for name in _PATTERNS if (found := check_pattern(settings, name))]


def check_unknown_own_country(settings: Settings) -> list[Finding]:
    """SET006."""
    if is_country(settings.home):
        return []
    return [UNKNOWN_OWN_COUNTRY.at(_cell(settings, "country"), found=settings.country)]


def check_percent_out_of_range(settings: Settings) -> list[Finding]:
    """SET007."""
    return [
        PERCENT_OUT_OF_RANGE.at(_cell(settings, name), label=schema_of(Settings).column(name).label, found=percent)
        for name in _PERCENTAGES
        if (percent := getattr(settings, name)) is not None and not 0 <= percent <= Decimal(100)
    ]


def check_days_negative(settings: Settings) -> list[Finding]:
    """SET008."""
    return [
        OWN_PAYMENT_DAYS_NEGATIVE.at(_cell(settings, name), label=schema_of(Settings).column(name).label, found=days)
        for name in _DAYS
        if (days := getattr(settings, name)) is not None and days < 0
    ]


def check_own_days_too_many(settings: Settings) -> list[Finding]:
    """SET013: a slip of the finger would carry the due date past the calendar."""
    return [
        OWN_DAYS_TOO_MANY.at(_cell(settings, name), label=schema_of(Settings).column(name).label, found=days)
        for name in _DAYS
        if (days := getattr(settings, name)) is not None and days > DAYS_MAX
    ]


def check_own_payment_days_long(settings: Settings) -> list[Finding]:
    """SET009."""
    if settings.payment_days is None or not 60 < settings.payment_days <= DAYS_MAX:
        return []
    return [OWN_PAYMENT_DAYS_LONG.at(_cell(settings, "payment_days"), found=settings.payment_days)]


def check_own_cash_discount_incomplete(settings: Settings) -> list[Finding]:
    """SET010."""
    percent, days = settings.cash_discount_percent, settings.cash_discount_days
    if percent == 0 or (percent and days is not None) or (percent is None and not days):
        return []
    name = "cash_discount_days" if percent else "cash_discount_percent"
    return [OWN_CASH_DISCOUNT_INCOMPLETE.at(_cell(settings, name), label=schema_of(Settings).column(name).label)]


def check_invalid_colour(settings: Settings) -> list[Finding]:
    """SET011."""
    if not settings.accent_colour or _COLOUR.fullmatch(settings.accent_colour):
        return []
    return [INVALID_COLOUR.at(_cell(settings, "accent_colour"), found=settings.accent_colour)]


SETTINGS_CHECKS: tuple[Callable[[Settings], list[Finding]], ...] = (
    check_own_address_incomplete,
    check_unknown_own_country,
    check_no_tax_identification,
    check_invalid_own_vat_id,
    check_invalid_tax_number,
    check_invalid_own_iban,
    check_invalid_creditor_id,
    check_invalid_colour,
    check_no_running_number,
    check_days_negative,
    check_own_days_too_many,
    check_own_payment_days_long,
    check_own_cash_discount_incomplete,
    check_percent_out_of_range,
)
"""In the order of the settings."""
