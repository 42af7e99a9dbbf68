"""The order exports of web shops: every layout is data. A new shop is one more `OrderLayout`.

Sources: Shopify's own export of orders; for WooCommerce, which has no export of its own, the two extensions most used
for it, each with its columns as they come, one row for each item.

    >>> [layout.name for layout in SHOPS]
    ['Shopify', 'WooCommerce', 'WooCommerce (Advanced Order Export)']
"""

from __future__ import annotations

from pyxl.formats.order_csv.layout import OrderColumn, OrderLayout

_ADDRESSES: frozenset[OrderColumn] = frozenset(
    {
        *("company", "person", "street", "postcode", "city", "country"),
        *("delivery_company", "delivery_person", "delivery_street", "delivery_postcode"),
        *("delivery_city", "delivery_country"),
    }
)

SHOPIFY = OrderLayout(
    name="Shopify",
    columns={
        "number": "Name",
        "email": "Email",
        "payment_status": "Financial Status",
        "currency": "Currency",
        "subtotal": "Subtotal",
        "shipping": "Shipping",
        "tax": "Taxes",
        "total": "Total",
        "order_discount": "Discount Amount",
        "order_date": "Created at",
        "quantity": "Lineitem quantity",
        "description": "Lineitem name",
        "unit_price": "Lineitem price",
        "item_number": "Lineitem sku",
        "line_discount": "Lineitem discount",
        "person": "Billing Name",
        "company": "Billing Company",
        "street": "Billing Street | Billing Address1",
        "postcode": "Billing Zip",
        "city": "Billing City",
        "country": "Billing Country",
        "delivery_person": "Shipping Name",
        "delivery_company": "Shipping Company",
        "delivery_street": "Shipping Street | Shipping Address1",
        "delivery_postcode": "Shipping Zip",
        "delivery_city": "Shipping City",
        "delivery_country": "Shipping Country",
        "note": "Notes",
        "cancelled_at": "Cancelled at",
    },
    optional=_ADDRESSES | {"line_discount", "note", "cancelled_at", "order_discount", "payment_status"},
    prices="by totals",
    void={"payment_status": frozenset({"voided", "refunded", "expired"})},
)
"""What holds for the order stands in the row of its first item only."""

_VOID = frozenset({"cancelled", "refunded", "failed", "trash", "checkout-draft", "draft"})

WOOCOMMERCE = OrderLayout(
    name="WooCommerce",
    columns={
        "number": "order_number_formatted | order_number",
        "order_date": "date | order_date",
        "status": "status",
        "shipping": "shipping_total",
        "fee": "fee_total",
        "tax": "tax_total",
        "total": "order_total",
        "currency": "order_currency",
        "email": "billing_email",
        "vat_id": "vat_number",
        "person": "billing_first_name + billing_last_name",
        "company": "billing_company",
        "street": "billing_address_1 + billing_address_2 | billing_address_1",
        "postcode": "billing_postcode",
        "city": "billing_city",
        "country": "billing_country",
        "delivery_person": "shipping_first_name + shipping_last_name",
        "delivery_company": "shipping_company",
        "delivery_street": "shipping_address_1 + shipping_address_2 | shipping_address_1",
        "delivery_postcode": "shipping_postcode",
        "delivery_city": "shipping_city",
        "delivery_country": "shipping_country",
        "note": "customer_note",
        "item_number": "item_sku",
        "description": "item_name",
        "quantity": "item_quantity",
        "line_price": "item_subtotal",
        "line_price_discounted": "item_total",
    },
    optional=_ADDRESSES | {"fee", "vat_id", "note", "description"},
    void={"status": _VOID},
)
"""Customer / Order / Coupon Export, one row for each item: totals are without VAT, `order_total` is with it."""

WOOCOMMERCE_ADVANCED = OrderLayout(
    name="WooCommerce (Advanced Order Export)",
    columns={
        "number": "Order Number",
        "status": "Order Status",
        "order_date": "Order Date",
        "note": "Customer Note",
        "person": "First Name (Billing) + Last Name (Billing)",
        "company": "Company (Billing)",
        "street": "Address 1&2 (Billing)",
        "postcode": "Postcode (Billing)",
        "city": "City (Billing)",
        "country": "Country Code (Billing)",
        "email": "Email (Billing)",
        "delivery_person": "First Name (Shipping) + Last Name (Shipping)",
        "delivery_company": "Company (Shipping)",
        "delivery_street": "Address 1&2 (Shipping)",
        "delivery_postcode": "Postcode (Shipping)",
        "delivery_city": "City (Shipping)",
        "delivery_country": "Country Code (Shipping)",
        "shipping": "Order Shipping Amount",
        "tax": "Order Total Tax Amount",
        "total": "Order Total Amount",
        "item_number": "SKU",
        "description": "Item Name",
        "quantity": "Quantity (- Refund) | Quantity",
        "unit_price": "Item Cost",
        "order_discount": "Cart Discount Amount | Discount Amount",
        "currency": "Currency",
    },
    optional=_ADDRESSES | {"note", "tax", "currency", "order_discount"},
    currency="EUR",
    void={"status": _VOID},
)

SHOPS: tuple[OrderLayout, ...] = (SHOPIFY, WOOCOMMERCE, WOOCOMMERCE_ADVANCED)
"""Every export that is known without being told."""
