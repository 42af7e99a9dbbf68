"""What keeps an invoice that refers to others from being issued, in words: INV009 to INV022."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

ONLY_ADJUSTMENTS = Rule(
    "INV009",
    "only-adjustments",
    Severity.ERROR,
    Text(
        "Order {order} would be invoiced with allowances and charges alone.",
        "Auftrag {order} bestünde in der Rechnung nur aus Nachlässen und Zuschlägen.",
    ),
    Text(
        "Invoice them together with a line that is sold, or credit the invoice they belong to.",
        "Zusammen mit einer verkauften Zeile berechnen, oder die Rechnung korrigieren, zu der sie gehören.",
    ),
)
REFERENCE_UNKNOWN = Rule(
    "INV011",
    "reference-unknown",
    Severity.ERROR,
    Text(
        "A {kind} needs the number of an invoice that customer {customer} got and that stands; “{found}” is none.",
        "Für „{kind}“ braucht es die Nummer einer gültigen Rechnung an Kunde {customer}; „{found}“ ist keine.",
    ),
    Text("Type the number as it stands in Invoices.", "Die Nummer so eintragen, wie sie in Rechnungen steht."),
)
CORRECTION_OF_SETTLED = Rule(
    "INV013",
    "correction-of-settled",
    Severity.ERROR,
    Text(
        "Invoice {number} is paid, credited or deducted in part; a corrected invoice cannot take its place.",
        "Auf die Rechnung {number} ist schon gezahlt, gutgeschrieben oder angerechnet; sie lässt sich nicht ersetzen.",
    ),
    Text("Credit the difference with a credit note.", "Den Unterschied mit einer Rechnungskorrektur gutschreiben."),
)
PREPAYMENT_NOT_DEDUCTED = Rule(
    "INV014",
    "prepayment-not-deducted",
    Severity.ERROR,
    Text(
        "Order {order} was invoiced on account with {numbers}; a plain invoice would ask for it a second time.",
        "Zu Auftrag {order} gibt es die Abschlagsrechnungen {numbers}; eine Rechnung verlangte das noch einmal.",
    ),
    Text(
        "Choose “final invoice”: it deducts them (§ 14 (5) UStG).",
        "„Schlussrechnung“ wählen: sie zieht die Abschläge ab (§ 14 Abs. 5 UStG).",
    ),
)
FINAL_WITHOUT_PREPAYMENT = Rule(
    "INV015",
    "final-without-prepayment",
    Severity.WARNING,
    Text(
        "For order {order} there is no invoice on account to deduct.",
        "Zu Auftrag {order} gibt es keine Abschlagsrechnung, die abzuziehen wäre.",
    ),
    Text("Check the order number.", "Die Auftragsnummer prüfen."),
)
PREPAID_TOO_MUCH = Rule(
    "INV016",
    "prepaid-too-much",
    Severity.ERROR,
    Text(
        "The final invoice is for {gross}, but {prepaid} was invoiced on account already.",
        "Die Schlussrechnung geht über {gross}, mit Abschlägen sind aber schon {prepaid} berechnet.",
    ),
    Text(
        "Credit an invoice on account with a credit note first.",
        "Zuerst eine Abschlagsrechnung mit einer Rechnungskorrektur mindern.",
    ),
)
REFERENCE_WITHOUT_KIND = Rule(
    "INV017",
    "reference-without-kind",
    Severity.ERROR,
    Text(
        "The line refers to invoice {found}, but is to be invoiced as {kind}.",
        "Die Zeile bezieht sich auf die Rechnung {found}, soll aber als {kind} berechnet werden.",
    ),
    Text(
        "Choose credit note or corrected invoice as the invoice kind, or empty the reference.",
        "Als Rechnungsart Rechnungskorrektur oder Berichtigte Rechnung wählen, oder den Bezug leeren.",
    ),
)
PREPAYMENT_WAITS = Rule(
    "INV020",
    "prepayment-waits",
    Severity.ERROR,
    Text(
        "Order {order} has a line for an invoice on account that is not issued yet; until then a {kind} would not "
        "deduct it.",
        "Zu Auftrag {order} wartet noch eine Abschlagsrechnung auf die Ausstellung; eine {kind} zöge sie nicht ab.",
    ),
    Text(
        "Let the invoice on account be issued and run again, or take its line out.",
        "Erst die Abschlagsrechnung ausstellen lassen und erneut starten, oder ihre Zeile herausnehmen.",
    ),
)
CREDIT_EXCEEDS_INVOICE = Rule(
    "INV021",
    "credit-exceeds-invoice",
    Severity.ERROR,
    Text(
        "The credit note would be for {gross}, but of invoice {number} no more than {left} can be credited.",
        "Die Rechnungskorrektur ginge über {gross}, von {number} lassen sich aber nur {left} gutschreiben.",
    ),
    Text("Lower quantity or price.", "Menge oder Preis verringern."),
)
BECOMES_CUSTOMER_CREDIT = Rule(
    "INV022",
    "becomes-customer-credit",
    Severity.INFO,
    Text(
        "{amount} of invoice {number} is paid already; it becomes a credit of the customer in Receivables.",
        "{amount} der Rechnung {number} sind schon bezahlt; sie werden ein Guthaben des Kunden in Offene Posten.",
    ),
    Text(
        "Set it off against the next payment, or pay it back: the bank line is matched with it.",
        "Mit der nächsten Zahlung verrechnen oder erstatten: die Bankzeile wird ihm zugeordnet.",
    ),
)
