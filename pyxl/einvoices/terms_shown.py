"""Which business terms of an e-invoice are shown where, in the order people read them.

>>> [term for term, _ in PAYEE]
['BT-59', 'BT-60', 'BT-61']
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from pyxl.core.labels import Label

Terms: TypeAlias = tuple[tuple[str, str], ...]
"""Business term and the path of its field."""


def _terms(text: str) -> Terms:
    """Pairs of term number and path, written one behind the other."""
    words = text.split()
    return tuple((f"BT-{number}", path) for number, path in zip(words[::2], words[1::2], strict=True))


HEAD: Final = _terms(
    "1 number 2 issue_date 3 type_code 9 due_date 5 currency 6 tax_currency 7 tax_point_date 8 tax_point_code "
    "10 buyer_reference 11 project 12 contract 13 purchase_order 14 sales_order 15 receiving_advice "
    "16 despatch_advice 17 tender 18 object_id 19 accounting_reference 24 specification 23 process"
)
SELLER: Final = _terms(
    "27 name 28 trading_name 35 address.street 36 address.addition 162 address.further 38 address.postcode "
    "37 address.city 39 address.region 40 address.country 31 vat_id 32 tax_number 29 identifiers 30 registration "
    "33 legal_form 34 electronic_address 41 contact.name 42 contact.phone 43 contact.email"
)
BUYER: Final = _terms(
    "44 name 45 trading_name 50 address.street 51 address.addition 163 address.further 53 address.postcode "
    "52 address.city 54 address.region 55 address.country 48 vat_id 46 identifiers 47 registration "
    "49 electronic_address 56 contact.name 57 contact.phone 58 contact.email"
)
PAYEE: Final = _terms("59 name 60 identifier 61 registration")
TAX_REPRESENTATIVE: Final = _terms(
    "62 name 63 vat_id 64 address.street 65 address.addition 164 address.further 67 address.postcode "
    "66 address.city 68 address.region 69 address.country"
)
DELIVERY: Final = _terms(
    "70 name 71 location 72 delivered_on 75 address.street 76 address.addition 165 address.further "
    "78 address.postcode 77 address.city 79 address.region 80 address.country"
)
PERIOD: Final = _terms("73 start 74 end")
PAYMENT: Final = _terms("20 payment_terms 83 remittance_text 89 mandate 90 creditor_id")
PAYMENT_MEANS: Final = _terms(
    "81 code 82 text 85 transfer.name 84 transfer.account 86 transfer.bic 87 card.number 88 card.holder "
    "91 debited_account"
)
NOTE: Final = _terms("21 subject 22 text")
PRECEDING: Final = _terms("25 number 26 issue_date")
ALLOWANCE: Final = _terms("97 reason 98 reason_code 94 percent 93 base 92 amount 95 tax.category 96 tax.rate")
CHARGE: Final = _terms("104 reason 105 reason_code 101 percent 100 base 99 amount 102 tax.category 103 tax.rate")
TOTALS: Final = _terms(
    "106 lines 107 allowances 108 charges 109 net 110 vat 111 vat_in_tax_currency 112 gross 113 prepaid 114 rounding "
    "115 due"
)
VAT_GROUP: Final = _terms("118 category 119 rate 116 taxable 117 tax 120 reason 121 reason_code")
DOCUMENT: Final = _terms("122 reference 123 description 124 location")
LINE_COLUMNS: Final = _terms("126 line_id 153 item.name 129 quantity 130 unit 146 price.net 152 tax.rate 131 net")
LINE_DETAILS: Final = _terms(
    "154 item.description 127 note 155 item.seller_id 156 item.buyer_id 157 item.standard_id "
    "158 item.classifications 159 item.origin_country 151 tax.category 149 price.base_quantity 150 price.base_unit "
    "148 price.gross 147 price.discount 128 object_id 132 order_line 133 accounting_reference 134 period.start "
    "135 period.end"
)
LINE_ALLOWANCE: Final = _terms("139 reason 140 reason_code 138 percent 137 base 136 amount")
LINE_CHARGE: Final = _terms("144 reason 145 reason_code 143 percent 142 base 141 amount")
ATTRIBUTE: Final = _terms("160 name 161 value")


class Part(NamedTuple):
    """A part of the view: its heading, the records it shows, and their terms."""

    title: Label
    where: str
    terms: Terms


PARTIES: Final = (
    Part(Label("Seller", "Verkäufer"), "seller", SELLER),
    Part(Label("Buyer", "Käufer"), "buyer", BUYER),
)
PARTS: Final = (
    Part(Label("Payment", "Zahlung"), "", PAYMENT),
    Part(Label("Means of payment", "Zahlungsart"), "payment_means", PAYMENT_MEANS),
    Part(Label("Allowance", "Abzug"), "allowances", ALLOWANCE),
    Part(Label("Charge", "Zuschlag"), "charges", CHARGE),
    Part(Label("Delivery", "Lieferung"), "delivery", DELIVERY),
    Part(Label("Invoicing period", "Abrechnungszeitraum"), "period", PERIOD),
    Part(Label("Preceding invoice", "Vorige Rechnung"), "preceding", PRECEDING),
    Part(Label("Note", "Bemerkung"), "notes", NOTE),
    Part(Label("Payee", "Zahlungsempfänger"), "payee", PAYEE),
    Part(Label("Tax representative", "Steuervertreter"), "tax_representative", TAX_REPRESENTATIVE),
    Part(Label("Supporting document", "Anlage"), "documents", DOCUMENT),
)
"""What stands below the totals, in this order; a part without anything to say is left out."""
