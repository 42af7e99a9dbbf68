"""Parts that occur several times in a Cross Industry Invoice: parties, addresses, dates, periods.

>>> cii_date("ram:IssueDateTime", "issue_date").children[0].tag
'udt:DateTimeString'
"""

from __future__ import annotations

from pyxl.formats.en16931.codecs import CII_DATE, NUMBER
from pyxl.formats.en16931.nodes import (
    Attribute,
    Box,
    Const,
    Each,
    EachLeaf,
    Leaf,
    Node,
    attribute,
    box,
    each,
    fixed,
    never_written,
    value_at,
)
from pyxl.formats.en16931.parties import Identifier


def cii_date(tag: str, field: str) -> Box:
    """A date in format 102."""
    return box(tag, Leaf("udt:DateTimeString", field, codec=CII_DATE, attributes=fixed("format", "102")))


def period(field: str) -> Box:
    """BG-14 or BG-26."""
    return box(
        "ram:BillingSpecifiedPeriod",
        cii_date("ram:StartDateTime", f"{field}.start"),
        cii_date("ram:EndDateTime", f"{field}.end"),
    )


def address(tag: str, field: str) -> Box:
    """BG-5, BG-8, BG-12 or BG-15."""
    return box(
        tag,
        Leaf("ram:PostcodeCode", f"{field}.postcode"),
        Leaf("ram:LineOne", f"{field}.street"),
        Leaf("ram:LineTwo", f"{field}.addition"),
        Leaf("ram:LineThree", f"{field}.further"),
        Leaf("ram:CityName", f"{field}.city"),
        Leaf("ram:CountryID", f"{field}.country"),
        Leaf("ram:CountrySubDivisionName", f"{field}.region"),
        record=field,
    )


def registration(scheme: str, field: str) -> Box:
    """A number at the tax office: VA the VAT id, FC the tax number."""
    tells = (Attribute(name="schemeID", text=scheme, tells=True),)
    return box("ram:SpecifiedTaxRegistration", Leaf("ram:ID", field, attributes=tells))


def _has_scheme(identifier: Identifier) -> bool:
    return bool(identifier.scheme)


def _has_no_scheme(identifier: Identifier) -> bool:
    return not identifier.scheme


def identifiers(field: str) -> tuple[Node, ...]:
    """All identifiers of a party: `ID` where no list is named, `GlobalID` where one is."""
    return (
        EachLeaf("ram:ID", field, "value", only=_has_no_scheme),
        EachLeaf("ram:GlobalID", field, "value", attributes=attribute("schemeID", "scheme"), only=_has_scheme),
    )


def one_identifier(field: str) -> tuple[Node, ...]:
    """A single identifier, with a scheme as `GlobalID`."""

    def has_scheme(record: object) -> bool:
        return bool(value_at(record, f"{field}.scheme"))

    def has_no_scheme(record: object) -> bool:
        return not has_scheme(record)

    scheme = attribute("schemeID", f"{field}.scheme")
    return (
        Leaf("ram:ID", f"{field}.value", only=has_no_scheme),
        Leaf("ram:GlobalID", f"{field}.value", attributes=scheme, only=has_scheme),
    )


def party(tag: str, field: str, *, is_seller: bool = False) -> Box:
    """BG-4 or BG-7; only the seller has BT-32 and BT-33."""
    of_seller = (Leaf("ram:Description", f"{field}.legal_form"),) if is_seller else ()
    number = (registration("FC", f"{field}.tax_number"),) if is_seller else ()
    return box(
        tag,
        *identifiers(f"{field}.identifiers"),
        Leaf("ram:Name", f"{field}.name"),
        *of_seller,
        box(
            "ram:SpecifiedLegalOrganization",
            Leaf(
                "ram:ID",
                f"{field}.registration.value",
                attributes=attribute("schemeID", f"{field}.registration.scheme"),
            ),
            Leaf("ram:TradingBusinessName", f"{field}.trading_name"),
        ),
        box(
            "ram:DefinedTradeContact",
            Leaf("ram:PersonName", f"{field}.contact.name"),
            Leaf("ram:DepartmentName", f"{field}.contact.name", only=never_written),
            box("ram:TelephoneUniversalCommunication", Leaf("ram:CompleteNumber", f"{field}.contact.phone")),
            box("ram:EmailURIUniversalCommunication", Leaf("ram:URIID", f"{field}.contact.email")),
            record=f"{field}.contact",
        ),
        address("ram:PostalTradeAddress", f"{field}.address"),
        box(
            "ram:URIUniversalCommunication",
            Leaf(
                "ram:URIID",
                f"{field}.electronic_address.value",
                attributes=attribute("schemeID", f"{field}.electronic_address.scheme"),
            ),
        ),
        registration("VA", f"{field}.vat_id"),
        *number,
    )


def cii_allowance(field: str, indicator: str, *, is_taxed: bool = False) -> Each:
    """BG-20, BG-27 (indicator false) or BG-21, BG-28 (true); on document level with its own tax."""
    tax = box(
        "ram:CategoryTradeTax",
        Const("ram:TypeCode", "VAT", tells=True),
        Leaf("ram:CategoryCode", "tax.category"),
        Leaf("ram:RateApplicablePercent", "tax.rate", codec=NUMBER),
    )
    also = ("1",) if indicator == "true" else ("0",)
    return each(
        "ram:SpecifiedTradeAllowanceCharge",
        field,
        box("ram:ChargeIndicator", Const("udt:Indicator", indicator, also, tells=True), tells=True, always=True),
        Leaf("ram:CalculationPercent", "percent", codec=NUMBER),
        Leaf("ram:BasisAmount", "base", codec=NUMBER),
        Leaf("ram:ActualAmount", "amount", codec=NUMBER),
        Leaf("ram:ReasonCode", "reason_code"),
        Leaf("ram:Reason", "reason"),
        *((tax,) if is_taxed else ()),
    )
