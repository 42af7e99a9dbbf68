"""Where the terms of an invoice line stand in UBL (BG-25 to BG-32).

>>> ubl_line("cac:CreditNoteLine", "cbc:CreditedQuantity").tag
'cac:CreditNoteLine'
"""

from __future__ import annotations

from pyxl.formats.en16931.codecs import NUMBER
from pyxl.formats.en16931.nodes import Const, Each, Leaf, attribute, box, each
from pyxl.formats.en16931.ubl_parts import amount, identifier, period, tax_category, ubl_allowance

_ITEM = box(
    "cac:Item",
    Leaf("cbc:Description", "item.description"),
    Leaf("cbc:Name", "item.name"),
    box("cac:BuyersItemIdentification", Leaf("cbc:ID", "item.buyer_id")),
    box("cac:SellersItemIdentification", Leaf("cbc:ID", "item.seller_id")),
    box("cac:StandardItemIdentification", identifier("cbc:ID", "item.standard_id")),
    box("cac:OriginCountry", Leaf("cbc:IdentificationCode", "item.origin_country")),
    each(
        "cac:CommodityClassification",
        "item.classifications",
        Leaf(
            "cbc:ItemClassificationCode",
            "code",
            attributes=attribute("listID", "scheme") + attribute("listVersionID", "version"),
        ),
    ),
    tax_category("cac:ClassifiedTaxCategory", "tax."),
    each("cac:AdditionalItemProperty", "item.attributes", Leaf("cbc:Name", "name"), Leaf("cbc:Value", "value")),
)
_PRICE = box(
    "cac:Price",
    amount("cbc:PriceAmount", "price.net"),
    Leaf("cbc:BaseQuantity", "price.base_quantity", codec=NUMBER, attributes=attribute("unitCode", "price.base_unit")),
    box(
        "cac:AllowanceCharge",
        Const("cbc:ChargeIndicator", "false", ("0",), tells=True),
        amount("cbc:Amount", "price.discount"),
        amount("cbc:BaseAmount", "price.gross"),
    ),
)


def ubl_line(tag: str, quantity_tag: str) -> Each:
    """BG-25 under the names that Invoice or CreditNote give it."""
    return each(
        tag,
        "lines",
        Leaf("cbc:ID", "line_id"),
        Leaf("cbc:Note", "note"),
        Leaf(quantity_tag, "quantity", codec=NUMBER, attributes=attribute("unitCode", "unit")),
        amount("cbc:LineExtensionAmount", "net"),
        Leaf("cbc:AccountingCost", "accounting_reference"),
        period("period"),
        box("cac:OrderLineReference", Leaf("cbc:LineID", "order_line")),
        box(
            "cac:DocumentReference",
            identifier("cbc:ID", "object_id"),
            Const("cbc:DocumentTypeCode", "130"),
        ),
        ubl_allowance("allowances", "false"),
        ubl_allowance("charges", "true"),
        _ITEM,
        _PRICE,
    )
