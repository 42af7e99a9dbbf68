"""Parts that occur several times in a UBL invoice: parties, addresses, taxes, allowances, amounts.

>>> amount("cbc:Amount", "amount").attributes[0].name
'currencyID'
"""

from __future__ import annotations

from pyxl.formats.en16931.codecs import ISO_DATE, NUMBER
from pyxl.formats.en16931.nodes import (
    Absent,
    Attribute,
    Box,
    Const,
    Each,
    Leaf,
    Node,
    attribute,
    box,
    each,
    never_written,
)

_CURRENCY = Attribute(name="currencyID", field="currency", of_invoice=True)
_SEPA = "SEPA"
_VAT_SCHEME = box("cac:TaxScheme", Const("cbc:ID", "VAT", ("vat", "Vat"), tells=True), tells=True, always=True)


def amount(tag: str, field: str) -> Leaf:
    """An amount in the currency of the invoice."""
    return Leaf(tag, field, codec=NUMBER, attributes=(_CURRENCY,))


def period(field: str, *more: Node) -> Box:
    """BG-14 or BG-26."""
    return box(
        "cac:InvoicePeriod",
        Leaf("cbc:StartDate", f"{field}.start", codec=ISO_DATE),
        Leaf("cbc:EndDate", f"{field}.end", codec=ISO_DATE),
        *more,
    )


def address(tag: str, field: str) -> Box:
    """BG-5, BG-8, BG-12 or BG-15."""
    return box(
        tag,
        Leaf("cbc:StreetName", f"{field}.street"),
        Leaf("cbc:AdditionalStreetName", f"{field}.addition"),
        Leaf("cbc:CityName", f"{field}.city"),
        Leaf("cbc:PostalZone", f"{field}.postcode"),
        Leaf("cbc:CountrySubentity", f"{field}.region"),
        box("cac:AddressLine", Leaf("cbc:Line", f"{field}.further")),
        box("cac:Country", Leaf("cbc:IdentificationCode", f"{field}.country")),
        record=field,
    )


def vat_registration(field: str) -> Box:
    """BT-31, BT-48 or BT-63."""
    return box("cac:PartyTaxScheme", Leaf("cbc:CompanyID", field), _VAT_SCHEME)


def _tax_number(field: str) -> Box:
    """BT-32: any tax scheme but VAT; every country names it otherwise."""
    scheme = box(
        "cac:TaxScheme",
        Absent("cbc:ID", ("VAT",)),
        Const("cbc:ID", "FC", ("TAX", "LOC", "GST")),
        tells=True,
        always=True,
    )
    return box("cac:PartyTaxScheme", Leaf("cbc:CompanyID", field), scheme)


def identifier(tag: str, field: str) -> Leaf:
    """An identifier with its scheme; a SEPA creditor identifier in the same place is BT-90."""
    scheme = Attribute(name="schemeID", field=f"{field}.scheme" if field else "scheme", never=_SEPA)
    return Leaf(tag, f"{field}.value" if field else "value", attributes=(scheme,), decides=True)


def creditor_identifier(*, is_written: bool) -> Box:
    """BT-90: UBL keeps it among the identifiers of the seller or of the payee."""
    tells = (Attribute(name="schemeID", text=_SEPA, tells=True),)
    only = None if is_written else never_written
    return box("cac:PartyIdentification", Leaf("cbc:ID", "creditor_id", of_invoice=True, attributes=tells, only=only))


def party(tag: str, field: str, *, is_seller: bool = False) -> Box:
    """BG-4 or BG-7; only the seller has BT-32, BT-33 and BT-90."""
    return box(
        tag,
        box(
            "cac:Party",
            Leaf(
                "cbc:EndpointID",
                f"{field}.electronic_address.value",
                attributes=attribute("schemeID", f"{field}.electronic_address.scheme"),
            ),
            each("cac:PartyIdentification", f"{field}.identifiers", identifier("cbc:ID", "")),
            *((creditor_identifier(is_written=True),) if is_seller else ()),
            box("cac:PartyName", Leaf("cbc:Name", f"{field}.trading_name")),
            address("cac:PostalAddress", f"{field}.address"),
            vat_registration(f"{field}.vat_id"),
            *((_tax_number(f"{field}.tax_number"),) if is_seller else ()),
            box(
                "cac:PartyLegalEntity",
                Leaf("cbc:RegistrationName", f"{field}.name"),
                identifier("cbc:CompanyID", f"{field}.registration"),
                *((Leaf("cbc:CompanyLegalForm", f"{field}.legal_form"),) if is_seller else ()),
            ),
            box(
                "cac:Contact",
                Leaf("cbc:Name", f"{field}.contact.name"),
                Leaf("cbc:Telephone", f"{field}.contact.phone"),
                Leaf("cbc:ElectronicMail", f"{field}.contact.email"),
                record=f"{field}.contact",
            ),
        ),
    )


def tax_category(tag: str, field: str, *exemption: Node) -> Box:
    """A category with its rate: BG-23, BG-30, and of allowances and charges."""
    return box(
        tag,
        Leaf("cbc:ID", f"{field}category"),
        Leaf("cbc:Percent", f"{field}rate", codec=NUMBER),
        *exemption,
        _VAT_SCHEME,
    )


def ubl_allowance(field: str, indicator: str, *, is_taxed: bool = False) -> Each:
    """BG-20, BG-27 (indicator false) or BG-21, BG-28 (true); on document level with its own tax."""
    return each(
        "cac:AllowanceCharge",
        field,
        Const("cbc:ChargeIndicator", indicator, ("1",) if indicator == "true" else ("0",), tells=True),
        Leaf("cbc:AllowanceChargeReasonCode", "reason_code"),
        Leaf("cbc:AllowanceChargeReason", "reason"),
        Leaf("cbc:MultiplierFactorNumeric", "percent", codec=NUMBER),
        amount("cbc:Amount", "amount"),
        amount("cbc:BaseAmount", "base"),
        *((tax_category("cac:TaxCategory", "tax."),) if is_taxed else ()),
    )
