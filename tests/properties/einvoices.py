"""Generated e-invoices: any text, any of the norm's fields, the groups that both syntaxes can carry."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any
from unicodedata import category

from hypothesis import strategies as st

from pyxl.formats.en16931 import code_lists as lists
from pyxl.formats.en16931.amounts import (
    AllowanceCharge,
    DocumentTotals,
    Tax,
    VatBreakdown,
)
from pyxl.formats.en16931.invoice import (
    Attachment,
    CreditTransfer,
    EInvoice,
    Note,
    PaymentCard,
    PaymentMeans,
    PrecedingInvoice,
    SupportingDocument,
)
from pyxl.formats.en16931.lines import (
    Classification,
    EInvoiceLine,
    Item,
    ItemAttribute,
    Period,
    Price,
)
from pyxl.formats.en16931.parties import (
    Address,
    Contact,
    Delivery,
    Identifier,
    Party,
    Payee,
    TaxRepresentative,
)


def _texts(count: int) -> list[str]:
    """Texts of one to twelve of the letters and signs that Unicode has; the same ones in every run."""
    dice = Random(16931)
    some = map(chr, dice.choices(range(0x32000), k=4 * count))
    signs = [sign for sign in some if category(sign) not in ("Cs", "Cc", "Cn", "Co")]
    texts = ("".join(dice.choices(signs, k=dice.randint(1, 12))).strip() for _ in range(count))
    return [text for text in texts if text not in ("", "NA")]


_USUAL = ["A-1", "Nägel & Söhne GmbH", "Straße 5", "DE123456789", "34117", "0", "Herr O'Neill", "n. n."]
_ODD = ["<b>", "]]>", "&amp;", '"', "a  b", "%20", "=1+1", "é", "e\u0301", "漢字", "🧾", "\u200b", "#x#"]
_ANY = _texts(200)
WORDS = st.sampled_from([*_USUAL * 5, *_ODD * 5, *_ANY])
MAYBE = st.sampled_from(["", *_USUAL, *_ODD] * 5 + _ANY)
"""Drawn from lists: to make each text letter by letter took most of the time. The long run makes them so."""
if os.environ.get("PYXL_STORM") == "full":
    _LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co"))
    _FREE = st.text(_LETTERS, min_size=1, max_size=12).map(str.strip).filter(lambda text: text not in ("", "NA"))
    WORDS, MAYBE = WORDS | _FREE, MAYBE | _FREE
DATES = st.dates(date(1990, 1, 1), date(2099, 12, 31))
AMOUNTS = st.decimals(-(10**7), 10**7, places=2)
NUMBERS = st.decimals(-(10**6), 10**6, places=4)
RATES = st.decimals(0, 30, places=2)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _many(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


def _code(codes: frozenset[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(codes))


SCHEMED = st.builds(Identifier, value=WORDS, scheme=_code(lists.IDENTIFIER_SCHEMES))
PLAIN = st.builds(Identifier, value=WORDS)
IDENTIFIER = st.just(Identifier()) | SCHEMED | PLAIN
IDENTIFIERS = st.tuples(st.lists(PLAIN, max_size=2), st.lists(SCHEMED, max_size=2)).map(
    lambda both: (*both[0], *both[1])
)
ELECTRONIC = st.just(Identifier()) | st.builds(Identifier, value=WORDS, scheme=_code(lists.ADDRESS_SCHEMES))
ADDRESS = st.builds(
    Address,
    street=MAYBE,
    addition=MAYBE,
    further=MAYBE,
    postcode=MAYBE,
    city=MAYBE,
    region=MAYBE,
    country=_code(lists.COUNTRIES),
)
CONTACT = st.builds(Contact, name=WORDS, phone=MAYBE, email=MAYBE)
BUYER = st.builds(
    Party,
    name=MAYBE,
    trading_name=MAYBE,
    identifiers=IDENTIFIERS,
    registration=IDENTIFIER,
    vat_id=MAYBE,
    electronic_address=ELECTRONIC,
    address=_maybe(ADDRESS),
    contact=_maybe(CONTACT),
)
SELLER = st.builds(lambda party, number, form: replace(party, tax_number=number, legal_form=form), BUYER, MAYBE, MAYBE)
ALLOWANCE = st.builds(
    AllowanceCharge,
    amount=_maybe(AMOUNTS),
    base=_maybe(AMOUNTS),
    percent=_maybe(RATES),
    reason=MAYBE,
    reason_code=_code(lists.ALLOWANCE_REASONS),
)
TAX = st.builds(Tax, category=_code(lists.VAT_CATEGORIES), rate=_maybe(RATES))
TAXED = st.builds(lambda allowance, tax: replace(allowance, tax=tax), ALLOWANCE, TAX)
PERIOD = st.builds(Period, start=DATES, end=_maybe(DATES))


@st.composite
def _prices(draw: st.DrawFn) -> Price:
    """A base unit stands beside its quantity, a discount beside its gross price."""
    price = Price(net=draw(_maybe(NUMBERS)))
    if draw(st.booleans()):
        price = replace(price, base_quantity=draw(NUMBERS), base_unit=draw(st.just("") | _code(lists.UNITS)))
    if draw(st.booleans()):
        price = replace(price, gross=draw(NUMBERS), discount=draw(_maybe(NUMBERS)))
    return price


ITEM = st.builds(
    Item,
    name=MAYBE,
    description=MAYBE,
    seller_id=MAYBE,
    buyer_id=MAYBE,
    standard_id=st.just(Identifier()) | SCHEMED,
    classifications=_many(
        st.builds(Classification, code=WORDS, scheme=_code(lists.CLASSIFICATION_SCHEMES), version=MAYBE)
    ),
    origin_country=st.just("") | _code(lists.COUNTRIES),
    attributes=_many(st.builds(ItemAttribute, name=WORDS, value=WORDS)),
)
LINE = st.builds(
    lambda line, quantity, unit: replace(line, quantity=quantity, unit=unit if quantity is not None else ""),
    st.builds(
        EInvoiceLine,
        line_id=WORDS,
        note=MAYBE,
        object_id=IDENTIFIER,
        net=_maybe(AMOUNTS),
        order_line=MAYBE,
        accounting_reference=MAYBE,
        period=_maybe(PERIOD),
        allowances=_many(ALLOWANCE),
        charges=_many(ALLOWANCE),
        price=_prices(),
        tax=TAX,
        item=ITEM,
    ),
    _maybe(NUMBERS),
    _code(lists.UNITS),
)
TRANSFER = st.builds(CreditTransfer, account=WORDS, name=MAYBE, bic=MAYBE)
MEANS = st.one_of(
    st.builds(PaymentMeans, code=st.sampled_from(["30", "58"]), text=MAYBE, transfer=TRANSFER),
    st.builds(PaymentMeans, code=st.just("48"), card=st.builds(PaymentCard, number=WORDS, holder=MAYBE)),
    st.builds(PaymentMeans, code=st.just("59"), text=MAYBE, debited_account=WORDS),
    st.builds(PaymentMeans, code=st.just("97")),
)
ATTACHMENT = st.builds(
    Attachment,
    filename=WORDS,
    mime_type=st.sampled_from(sorted(lists.MIME_TYPES)),
    content=st.binary(min_size=1, max_size=40),
)
DOCUMENT = st.builds(
    SupportingDocument, reference=WORDS, description=MAYBE, location=MAYBE, attachment=_maybe(ATTACHMENT)
)
BREAKDOWN = st.builds(
    VatBreakdown,
    category=_code(lists.VAT_CATEGORIES),
    rate=_maybe(RATES),
    taxable=_maybe(AMOUNTS),
    tax=_maybe(AMOUNTS),
    reason=MAYBE,
    reason_code=st.just("") | _code(lists.EXEMPTION_REASONS),
)
TOTALS = st.builds(
    DocumentTotals,
    lines=AMOUNTS,
    allowances=_maybe(AMOUNTS),
    charges=_maybe(AMOUNTS),
    net=_maybe(AMOUNTS),
    vat=AMOUNTS,
    gross=_maybe(AMOUNTS),
    prepaid=_maybe(AMOUNTS),
    rounding=_maybe(AMOUNTS),
    due=_maybe(AMOUNTS),
)
SKONTO = st.sampled_from(["", "#SKONTO#TAGE=14#PROZENT=2.00#\n", "Danke\n#SKONTO#TAGE=7#PROZENT=3.00#\n"])
NOTE = st.builds(
    Note, text=WORDS.filter(lambda text: not text.startswith("#")), subject=st.just("") | _code(lists.NOTE_SUBJECTS)
)
DELIVERY = st.builds(Delivery, name=WORDS, location=IDENTIFIER, delivered_on=_maybe(DATES), address=_maybe(ADDRESS))


@st.composite
def einvoices(draw: st.DrawFn) -> EInvoice:
    """An e-invoice with what belongs together: a tax currency with its total, a mandate with a direct debit."""
    means = draw(_many(MEANS))
    is_debited = any(each.code == "59" for each in means)
    invoice = draw(
        st.builds(
            EInvoice,
            specification=WORDS,
            process=MAYBE,
            number=MAYBE,
            issue_date=_maybe(DATES),
            type_code=st.sampled_from(["380", "381", "384", "326", "389"]),
            currency=st.sampled_from(["EUR", "CHF"]),
            due_date=_maybe(DATES) if means else st.none(),
            buyer_reference=MAYBE,
            project=MAYBE,
            contract=MAYBE,
            purchase_order=MAYBE,
            sales_order=MAYBE,
            receiving_advice=MAYBE,
            despatch_advice=MAYBE,
            tender=MAYBE,
            object_id=IDENTIFIER,
            accounting_reference=MAYBE,
            payment_terms=SKONTO | MAYBE,
            notes=_many(NOTE),
            preceding=_many(st.builds(PrecedingInvoice, number=WORDS, issue_date=_maybe(DATES))),
            seller=SELLER,
            buyer=BUYER,
            payee=_maybe(st.builds(Payee, name=MAYBE, identifier=IDENTIFIER, registration=IDENTIFIER)),
            tax_representative=_maybe(st.builds(TaxRepresentative, name=MAYBE, vat_id=MAYBE, address=_maybe(ADDRESS))),
            delivery=_maybe(DELIVERY),
            period=_maybe(PERIOD),
            payment_means=st.just(means),
            remittance_text=MAYBE if means else st.just(""),
            mandate=MAYBE if is_debited else st.just(""),
            creditor_id=MAYBE if is_debited else st.just(""),
            allowances=_many(TAXED),
            charges=_many(TAXED),
            totals=TOTALS,
            vat_breakdown=_many(BREAKDOWN),
            documents=_many(DOCUMENT),
            lines=st.lists(LINE, min_size=1, max_size=2).map(tuple),
        )
    )
    has_tax_currency, has_code, has_date = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
    if has_tax_currency:
        totals = replace(invoice.totals, vat_in_tax_currency=draw(AMOUNTS))
        invoice = replace(invoice, tax_currency="USD", totals=totals)
    if invoice.vat_breakdown and has_code:
        invoice = replace(invoice, tax_point_code=draw(st.sampled_from(["3", "35", "432"])))
    elif invoice.vat_breakdown and has_date:
        invoice = replace(invoice, tax_point_date=draw(DATES))
    return invoice
