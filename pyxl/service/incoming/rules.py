"""What is said of complaints that come in as files: CIN001 and on. None of it turns a complaint away."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

_COMPLETE = Text("Complete the row in Cases, then register it.", "Die Zeile bei Reklamationen ergänzen, dann erfassen.")
FILE_UNREADABLE = Rule(
    "CIN001",
    "case-file-unreadable",
    Severity.ERROR,
    Text("{file} was left out: {cause}", "{file} blieb außen vor: {cause}"),
    Text("{step}", "{step}"),
)
SENDER_UNKNOWN = Rule(
    "CIN002",
    "case-sender-unknown",
    Severity.WARNING,
    Text(
        "{file}: no customer is known for {sender}; the row has none.",
        "{file}: Zu {sender} ist kein Kunde bekannt; die Zeile hat keinen.",
    ),
    _COMPLETE,
)
SENDER_OF_SEVERAL = Rule(
    "CIN003",
    "case-sender-of-several",
    Severity.WARNING,
    Text(
        "{file}: {sender} may be any of {customers}; the row has no customer.",
        "{file}: {sender} kann jeder von {customers} sein; die Zeile hat keinen Kunden.",
    ),
    _COMPLETE,
)
CUSTOMER_FROM_PAPER = Rule(
    "CIN004",
    "case-customer-from-number",
    Severity.INFO,
    Text(
        "{file}: {sender} is no known customer; customer {customer} was taken from {number}, which is named.",
        "{file}: {sender} ist nicht als Kunde bekannt; Kunde {customer} steht da, weil {number} genannt ist.",
    ),
    Text("Check that the sender belongs to the customer.", "Prüfen, ob der Absender zum Kunden gehört."),
)
PAPER_OF_ANOTHER = Rule(
    "CIN005",
    "case-names-number-of-another",
    Severity.WARNING,
    Text(
        "{file} names {number}, which is of customer {owner}, not of {customer}; the row does not name it.",
        "{file} nennt {number} von Kunde {owner}, nicht von {customer}; in der Zeile steht die Nummer nicht.",
    ),
    Text("Ask the customer which number is meant.", "Beim Kunden nachfragen, welche Nummer gemeint ist."),
)
VALUE_LEFT_OUT = Rule(
    "CIN006",
    "case-form-value-left-out",
    Severity.WARNING,
    Text("{file}: {problem} The cell in Cases stays empty.", "{file}: {problem} Die Zelle im Blatt bleibt leer."),
    _COMPLETE,
)
NOTHING_SAID = Rule(
    "CIN007",
    "case-without-words",
    Severity.WARNING,
    Text("{file} does not say what is wrong.", "{file} sagt nicht, was nicht stimmt."),
    Text("Ask the customer, and write it into Complaint.", "Beim Kunden nachfragen und bei Beschwerde eintragen."),
)
