"""What can be wrong with the customer and the item of an order line, in words: ORD001 to ORD006."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

UNKNOWN_CUSTOMER = Rule(
    "ORD001",
    "unknown-customer",
    ERROR,
    Text("Customer {found} is not in tab Customers.{meant}", "Kunde {found} steht nicht im Blatt Kunden.{meant}"),
    Text("Correct the number, or add the customer.", "Die Nummer berichtigen oder den Kunden anlegen."),
)
BLOCKED_CUSTOMER = Rule(
    "ORD002",
    "blocked-customer",
    ERROR,
    Text("Customer {customer} is blocked.", "Kunde {customer} ist gesperrt."),
    Text(
        "Settle it with the customer, then unblock; or take the line out.",
        "Mit dem Kunden klären und entsperren oder die Zeile herausnehmen.",
    ),
)
CUSTOMER_HAS_ERRORS = Rule(
    "ORD003",
    "customer-has-errors",
    ERROR,
    Text("Customer {customer} cannot be invoiced: {reason}", "Kunde {customer} kann nicht berechnet werden: {reason}"),
    Text("Correct {address} in tab Customers.", "{address} im Blatt Kunden berichtigen."),
)
ORDER_HEAD_HAS_ERRORS = Rule(
    "ORD043",
    "order-head-has-errors",
    ERROR,
    Text("Order {order} cannot be invoiced: {reason}", "Auftrag {order} kann nicht berechnet werden: {reason}"),
    Text("Correct {address} in tab Order heads.", "{address} im Blatt Auftragsköpfe berichtigen."),
)
UNKNOWN_ITEM = Rule(
    "ORD004",
    "unknown-item",
    ERROR,
    Text("Item {found} is not in tab Items.{meant}", "Artikel {found} steht nicht im Blatt Artikel.{meant}"),
    Text("Correct the number, or add the item.", "Die Nummer berichtigen oder den Artikel anlegen."),
)
BLOCKED_ITEM = Rule(
    "ORD005",
    "blocked-item",
    ERROR,
    Text("Item {item} is blocked.", "Artikel {item} ist gesperrt."),
    Text("Choose another item, or unblock it.", "Einen anderen Artikel wählen oder entsperren."),
)
ITEM_HAS_ERRORS = Rule(
    "ORD006",
    "item-has-errors",
    ERROR,
    Text("Item {item} cannot be invoiced: {reason}", "Artikel {item} kann nicht berechnet werden: {reason}"),
    Text("Correct {address} in tab Items.", "{address} im Blatt Artikel berichtigen."),
)
PROPOSED_CUSTOMER = Rule(
    "ORD060",
    "proposed-customer",
    ERROR,
    Text("Customer {customer} is only proposed so far.", "Kunde {customer} ist bisher nur ein Vorschlag."),
    Text(
        "Check the row in Customers and empty “Proposed”.",
        "Die Zeile im Blatt Kunden prüfen und „Vorschlag“ leeren.",
    ),
)
