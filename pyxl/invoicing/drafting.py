"""From billable order lines to a complete invoice under the draft number: priced, taxed, addressed and given terms.

>>> firm = Settings(company_name="M GmbH", street="Ring 1", postcode="34117", city="Kassel", payment_days=14)
>>> terms_for(Customer(customer_number="K1", name="Nord AG"), firm, date(2026, 3, 4)).due_date
datetime.date(2026, 3, 18)
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pyxl.core.labels import Language, Text
from pyxl.core.money import EURO, Money
from pyxl.invoicing.model import (
    DRAFT_NUMBER,
    Adjustment,
    DirectDebit,
    Invoice,
    InvoiceHead,
    InvoiceLine,
    InvoiceType,
    Output,
    Party,
    PaymentTerms,
    TaxedAdjustment,
)
from pyxl.invoicing.order_facts import order_facts
from pyxl.invoicing.references import Reference
from pyxl.invoicing.sender import account_of, firm_language, seller_of
from pyxl.invoicing.tax_currency import exchange_rate_of, with_tax_note
from pyxl.invoicing.totals import assemble, payment_terms, price_line
from pyxl.invoicing.units import unit_code, unit_label
from pyxl.masterdata.customers import Customer, CustomerLanguage, InvoiceOutput, TaxTreatment, country_of, treatment_of
from pyxl.masterdata.items import ItemKind, TaxCode
from pyxl.orders.billable import BillableLine
from pyxl.reference_data.tax import RateKind, TaxCase, TaxRate, VatCategory, tax_rate
from pyxl.settings import Settings, TaxScheme

PLAIN = Reference()
DELIVERED_WITH = Text("Delivered with delivery notes {numbers}.", "Geliefert mit den Lieferscheinen {numbers}.")
_OUTPUTS = {InvoiceOutput.XRECHNUNG: Output.XRECHNUNG, InvoiceOutput.PLAIN_PDF: Output.PLAIN_PDF}


def draft_invoice(
    lines: Sequence[BillableLine], settings: Settings, as_of: date, reference: Reference = PLAIN
) -> Invoice:
    """The complete invoice under the draft number, dated `as_of`."""
    customer, language = lines[0].customer, language_of(lines[0].customer, settings)
    days = [line.supplied_on for line in lines if not line.is_adjustment]
    one_day = min(days) == max(days)
    orders = list(dict.fromkeys(line.line.order_number for line in lines))
    references = list(dict.fromkeys(line.line.customer_reference for line in lines if line.line.customer_reference))
    preceding, rate, facts = reference.preceding, exchange_rate_of(lines), order_facts(lines)
    head = InvoiceHead(
        number=DRAFT_NUMBER,
        type_code=reference.type_code,
        issue_date=as_of,
        currency=lines[0].currency,
        language=language,
        seller=seller_of(settings),
        buyer=buyer_of(customer),
        delivery=facts.delivery,
        # What is paid in advance has no day of supply yet.
        supplied_on=days[0] if one_day and not reference.prepays_order else None,
        period_start=None if one_day else min(days),
        period_end=None if one_day else max(days),
        buyer_reference=customer.buyer_reference,
        purchase_order=", ".join(references),
        order_number=orders[0] if len(orders) == 1 else "",
        project=facts.project,
        contract=facts.contract,
        despatch_advice=despatch_advice_of(lines) or facts.despatch_advice,
        attachments=facts.attachments,
        preceding_number=preceding.number if preceding else "",
        preceding_date=preceding.issued_on if preceding else None,
        payment_terms=_terms(customer, settings, as_of, reference),
        account=account_of(settings),
        direct_debit=direct_debit_of(customer, settings, lines[0].currency),
        adjustments=tuple(_adjustment(line, settings) for line in lines if line.is_adjustment),
        prepayments=reference.prepayments,
        tax_currency=EURO if rate else "",
        exchange_rate=rate or Decimal(1),
        notes=(*reference.notes(language), *delivery_notes_named(lines, language)),
        stage=reference.stage,
        output=output_for(customer),
    )
    sold = [line for line in lines if not line.is_adjustment]
    priced = [_line(position, line, settings, one_day, language) for position, line in enumerate(sold, 1)]
    return with_tax_note(assemble(head, priced))


def _terms(customer: Customer, settings: Settings, as_of: date, reference: Reference) -> PaymentTerms:
    """What is credited is due at once."""
    is_credit = reference.type_code is InvoiceType.CREDIT_NOTE
    return PaymentTerms(due_date=as_of) if is_credit else terms_for(customer, settings, as_of)


def _adjustment(line: BillableLine, settings: Settings) -> TaxedAdjustment:
    """BG-20 or BG-21: an order line with an allowance or a charge is taxed like any other."""
    case = tax_case(line, settings)
    rate = line_rate(line, case)
    return TaxedAdjustment(
        amount=line.net_amount,
        is_charge=line.item.kind is ItemKind.CHARGE,
        reason=line.description,
        vat_category=rate.category,
        vat_rate=rate.percent,
        tax_case=case,
        item_group=line.item.item_group,
    )


def _line(position: int, line: BillableLine, settings: Settings, one_day: bool, language: Language) -> InvoiceLine:
    case = tax_case(line, settings)
    rate = line_rate(line, case)
    return price_line(
        position=str(position),
        item_number=line.item.item_number,
        name=line.description,
        quantity=line.quantity,
        unit_code=unit_code(line.unit),
        unit_label=unit_label(line.unit, language),
        net_price=line.unit_price,
        discount_percent=line.discount_percent,
        base_quantity=line.price_base,
        adjustments=_line_adjustments(line),
        currency=line.currency,
        vat_category=rate.category,
        vat_rate=rate.percent,
        tax_case=case,
        order_reference=line.line.order_number,
        order_line_id=line.line.line_id,
        supplied_on=None if one_day else line.supplied_on,
        delivery_note=", ".join(line.delivery_numbers),
        item_group=line.item.item_group,
    )


def despatch_advice_of(lines: Sequence[BillableLine]) -> str:
    """BT-16, which holds one delivery note; several are named in a note (BT-22)."""
    numbers = {number for line in lines for number in line.delivery_numbers}
    return numbers.pop() if len(numbers) == 1 else ""


def delivery_notes_named(lines: Sequence[BillableLine], language: Language) -> tuple[str, ...]:
    """BT-22, where there are several delivery notes."""
    numbers = tuple(dict.fromkeys(number for line in lines for number in line.delivery_numbers))
    return (DELIVERED_WITH.render(language, numbers=numbers),) if len(numbers) > 1 else ()


def _line_adjustments(line: BillableLine) -> tuple[Adjustment, ...]:
    """BG-27 or BG-28."""
    amount = line.adjustment
    if not amount:
        return ()
    is_charge = amount > Money.zero(amount.currency)
    reason = line.line.adjustment_reason
    return (Adjustment(amount=amount if is_charge else -amount, is_charge=is_charge, reason=reason),)


_CASES = {
    TaxTreatment.REVERSE_CHARGE: TaxCase.REVERSE_CHARGE,
    TaxTreatment.INTRA_COMMUNITY: TaxCase.INTRA_COMMUNITY_SUPPLY,
    TaxTreatment.EXPORT: TaxCase.EXPORT,
}


def tax_case(line: BillableLine, settings: Settings) -> TaxCase:
    """Why the line is taxed as it is: the firm's scheme first, then the customer, then the item."""
    if settings.tax_scheme is TaxScheme.SMALL_BUSINESS:
        return TaxCase.SMALL_BUSINESS
    treatment = treatment_of(line.customer)
    if treatment in _CASES:
        return _CASES[treatment]
    return TaxCase.EXEMPT if line.tax_code is TaxCode.EXEMPT else TaxCase.DOMESTIC


def line_rate(line: BillableLine, case: TaxCase) -> TaxRate:
    """Category and percentage by the date of supply (§ 27 UStG)."""
    if case is TaxCase.DOMESTIC and line.tax_code is TaxCode.ZERO:
        return TaxRate(VatCategory.ZERO, Decimal("0.00"))
    kind = RateKind.REDUCED if line.tax_code is TaxCode.REDUCED else RateKind.STANDARD
    return tax_rate(case, kind, line.supplied_on)


def buyer_of(customer: Customer) -> Party:
    """The customer as buyer (BG-7)."""
    return Party(
        name=customer.name,
        additional_name=customer.additional_name,
        street=customer.street,
        postcode=customer.postcode,
        city=customer.city,
        country=country_of(customer),
        vat_id=customer.vat_id,
        email=customer.email,
        customer_number=customer.customer_number,
    )


def language_of(customer: Customer, settings: Settings) -> Language:
    """The language the customer is written to in."""
    if customer.language is None:
        return firm_language(settings)
    return "en" if customer.language is CustomerLanguage.EN else "de"


def terms_for(customer: Customer, settings: Settings, issued_on: date) -> PaymentTerms:
    """The customer's terms, where he has none the firm's. A customer with days of his own and no discount has none."""
    days = customer.payment_days if customer.payment_days is not None else settings.payment_days or 0
    own_terms = customer.payment_days is not None or customer.cash_discount_percent is not None
    source: Customer | Settings = customer if own_terms else settings
    percent, within = source.cash_discount_percent, source.cash_discount_days
    discounts = [(percent, within)] if percent and within is not None else []
    return payment_terms(issued_on, days, discounts)


def output_for(customer: Customer) -> Output:
    """How the customer gets invoices: as PDF with the e-invoice in it unless she says otherwise."""
    return _OUTPUTS.get(customer.invoice_output, Output.HYBRID) if customer.invoice_output else Output.HYBRID


def direct_debit_of(customer: Customer, settings: Settings, currency: str) -> DirectDebit | None:
    """BG-19, where the customer gave a mandate: SEPA collects euros only."""
    if not (customer.mandate_reference and customer.iban and settings.creditor_id) or currency != EURO:
        return None
    return DirectDebit(
        mandate=customer.mandate_reference,
        creditor_id=settings.creditor_id.replace(" ", "").upper(),
        debited_iban=customer.iban.replace(" ", "").upper(),
    )
