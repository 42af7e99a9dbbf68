"""What can be wrong between lines, and with the invoice number, in words: ORD033 to ORD042, ORD062, ORD063."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

DUPLICATE_LINE = Rule(
    "ORD033",
    "duplicate-line",
    ERROR,
    Text(
        "The line is the same as row {row}: order, item, quantity, price and delivery date.",
        "Die Zeile gleicht Zeile {row}: Auftrag, Artikel, Menge, Preis und Lieferdatum.",
    ),
    Text(
        "Take one out; if both are meant, make them one line with the whole quantity.",
        "Eine herausnehmen; sind beide gemeint, eine Zeile mit der ganzen Menge daraus machen.",
    ),
)
CUSTOMER_REFERENCE_REUSED = Rule(
    "ORD034",
    "customer-reference-reused",
    WARNING,
    Text(
        "Customer {customer} has ordered with “{found}” before: order {orders}.",
        "Kunde {customer} hat mit „{found}“ schon bestellt: Auftrag {orders}.",
    ),
    Text("Check that it was not entered twice.", "Prüfen, ob er doppelt erfasst wurde."),
)
ORDER_OF_SEVERAL_CUSTOMERS = Rule(
    "ORD035",
    "order-of-several-customers",
    ERROR,
    Text("Order {order} names several customers: {found}.", "Auftrag {order} nennt mehrere Kunden: {found}."),
    Text(
        "One order is of one customer: correct customer or order number.",
        "Ein Auftrag hat einen Kunden: Kunde oder Auftragsnummer berichtigen.",
    ),
)
ORDER_OF_SEVERAL_DATES = Rule(
    "ORD036",
    "order-of-several-dates",
    WARNING,
    Text("Order {order} has several order dates: {found}.", "Auftrag {order} hat mehrere Auftragsdaten: {found}."),
    Text("Check the order date.", "Das Auftragsdatum prüfen."),
)
ORDER_OF_SEVERAL_CURRENCIES = Rule(
    "ORD037",
    "order-of-several-currencies",
    ERROR,
    Text("Order {order} is in several currencies: {found}.", "Auftrag {order} lautet auf mehrere Währungen: {found}."),
    Text(
        "One invoice is in one currency: correct it, or make two orders.",
        "Eine Rechnung hat eine Währung: berichtigen oder zwei Aufträge anlegen.",
    ),
)
INVOICE_NUMBER_UNKNOWN = Rule(
    "ORD038",
    "invoice-number-unknown",
    WARNING,
    Text(
        "Invoice {found} is not in pyxl's books; the line is taken as invoiced elsewhere.",
        "Rechnung {found} steht nicht in den Büchern von pyxl; die Zeile gilt als anderswo berechnet.",
    ),
    Text("Empty the cell if the line is to be invoiced.", "Die Zelle leeren, wenn die Zeile berechnet werden soll."),
)
INVOICE_OF_OTHER_LINES = Rule(
    "ORD039",
    "invoice-of-other-lines",
    ERROR,
    Text(
        "Invoice {found} was issued, but not for this line.", "Rechnung {found} gibt es, aber nicht über diese Zeile."
    ),
    Text("Empty the cell; it was probably copied.", "Die Zelle leeren; sie wurde wohl mitkopiert."),
)
INVOICE_NUMBER_MISSING = Rule(
    "ORD040",
    "invoice-number-missing",
    WARNING,
    Text(
        "The line is on invoice {expected}, but the cell is empty.",
        "Die Zeile ist mit Rechnung {expected} berechnet, die Zelle ist aber leer.",
    ),
    Text("Let pyxl fill it in.", "Von pyxl eintragen lassen."),
)
INVOICE_NUMBER_DIFFERS = Rule(
    "ORD041",
    "invoice-number-differs",
    ERROR,
    Text(
        "The line is on invoice {expected}, the cell says {found}.",
        "Die Zeile ist mit Rechnung {expected} berechnet, die Zelle sagt {found}.",
    ),
    Text("Let pyxl put it right.", "Von pyxl richtigstellen lassen."),
)
INVOICE_WAS_CANCELLED = Rule(
    "ORD042",
    "invoice-was-cancelled",
    ERROR,
    Text("Invoice {found} was cancelled.", "Rechnung {found} ist storniert."),
    Text(
        "Empty the cell if the line is to be invoiced again.",
        "Die Zelle leeren, wenn die Zeile neu berechnet werden soll.",
    ),
)
CREDIT_LIMIT_EXCEEDED = Rule(
    "ORD062",
    "credit-limit-exceeded",
    WARNING,
    Text(
        "With order {order}, customer {customer} comes to {total}, {owed} of it in open invoices; "
        "the credit limit is {limit}.",
        "Mit Auftrag {order} kommt Kunde {customer} auf {total}, davon {owed} in offenen Rechnungen; "
        "das Kreditlimit ist {limit}.",
    ),
    Text(
        "It is neither confirmed nor picked until money comes in, the limit is raised, or a name stands in Order heads "
        "under “Released by”.",
        "Er wird weder bestätigt noch kommissioniert, bis Geld eingeht, das Limit steigt oder in Auftragsköpfe unter "
        "„Freigegeben von“ ein Name steht.",
    ),
)
CUSTOMER_IN_DUNNING = Rule(
    "ORD063",
    "customer-in-dunning",
    WARNING,
    Text(
        "Customer {customer} is at dunning level {level} with {owed}; from level {limit} on deliveries are stopped.",
        "Kunde {customer} steht mit {owed} in Mahnstufe {level}; ab Stufe {limit} wird nicht geliefert.",
    ),
    Text(
        "The order is neither confirmed nor picked until he pays, or a name stands in Order heads under “Released by”.",
        "Der Auftrag wird weder bestätigt noch kommissioniert, bis er zahlt oder in Auftragsköpfe unter „Freigegeben "
        "von“ ein Name steht.",
    ),
)
