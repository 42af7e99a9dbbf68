"""Where the terms of an invoice line stand in a Cross Industry Invoice (BG-25 to BG-32).

>>> CII_LINE.tag
'ram:IncludedSupplyChainTradeLineItem'
"""

from __future__ import annotations

from pyxl.formats.en16931.cii_parts import cii_allowance, period
from pyxl.formats.en16931.codecs import NUMBER
from pyxl.formats.en16931.nodes import Absent, Attribute, Box, Const, Leaf, attribute, box, each, never_written

_PRODUCT = box(
    "ram:SpecifiedTradeProduct",
    Leaf("ram:GlobalID", "item.standard_id.value", attributes=attribute("schemeID", "item.standard_id.scheme")),
    Leaf("ram:SellerAssignedID", "item.seller_id"),
    Leaf("ram:BuyerAssignedID", "item.buyer_id"),
    Leaf("ram:Name", "item.name"),
    Leaf("ram:Description", "item.description"),
    each(
        "ram:ApplicableProductCharacteristic",
        "item.attributes",
        Leaf("ram:Description", "name"),
        Leaf("ram:Value", "value"),
    ),
    each(
        "ram:DesignatedProductClassification",
        "item.classifications",
        Leaf(
            "ram:ClassCode",
            "code",
            attributes=attribute("listID", "scheme") + attribute("listVersionID", "version"),
        ),
    ),
    box("ram:OriginTradeCountry", Leaf("ram:ID", "item.origin_country")),
)


_BASE_QUANTITY = Leaf(
    "ram:BasisQuantity",
    "price.base_quantity",
    codec=NUMBER,
    attributes=(Attribute(name="unitCode", field="price.base_unit"),),
)
_AGREEMENT = box(
    "ram:SpecifiedLineTradeAgreement",
    box("ram:BuyerOrderReferencedDocument", Leaf("ram:LineID", "order_line")),
    Box(
        "ram:GrossPriceProductTradePrice",
        (
            Leaf("ram:ChargeAmount", "price.gross", codec=NUMBER),
            Leaf(
                "ram:BasisQuantity",
                "price.base_quantity",
                codec=NUMBER,
                attributes=_BASE_QUANTITY.attributes,
                only=never_written,
            ),
            box(
                "ram:AppliedTradeAllowanceCharge",
                box(
                    "ram:ChargeIndicator", Const("udt:Indicator", "false", ("0",), tells=True), always=True, tells=True
                ),
                Leaf("ram:ActualAmount", "price.discount", codec=NUMBER),
            ),
        ),
        late=True,
    ),
    box(
        "ram:NetPriceProductTradePrice",
        Leaf("ram:ChargeAmount", "price.net", codec=NUMBER),
        _BASE_QUANTITY,
    ),
    always=True,
)
_SETTLEMENT = box(
    "ram:SpecifiedLineTradeSettlement",
    box(
        "ram:ApplicableTradeTax",
        Const("ram:TypeCode", "VAT", tells=True),
        Leaf("ram:CategoryCode", "tax.category"),
        Leaf("ram:RateApplicablePercent", "tax.rate", codec=NUMBER),
    ),
    period("period"),
    cii_allowance("allowances", "false"),
    cii_allowance("charges", "true"),
    box(
        "ram:SpecifiedTradeSettlementLineMonetarySummation",
        Leaf("ram:LineTotalAmount", "net", codec=NUMBER),
    ),
    box(
        "ram:AdditionalReferencedDocument",
        Leaf("ram:IssuerAssignedID", "object_id.value"),
        Absent("ram:TypeCode", ("50", "916")),
        Const("ram:TypeCode", "130"),
        Leaf("ram:ReferenceTypeCode", "object_id.scheme"),
    ),
    box("ram:ReceivableSpecifiedTradeAccountingAccount", Leaf("ram:ID", "accounting_reference")),
    always=True,
)
CII_LINE = each(
    "ram:IncludedSupplyChainTradeLineItem",
    "lines",
    box(
        "ram:AssociatedDocumentLineDocument",
        Leaf("ram:LineID", "line_id"),
        box("ram:IncludedNote", Leaf("ram:Content", "note")),
        always=True,
    ),
    _PRODUCT,
    _AGREEMENT,
    box(
        "ram:SpecifiedLineTradeDelivery",
        Leaf("ram:BilledQuantity", "quantity", codec=NUMBER, attributes=attribute("unitCode", "unit")),
    ),
    _SETTLEMENT,
)
