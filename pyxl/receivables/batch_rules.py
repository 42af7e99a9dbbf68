"""What is said of invoices that are not collected, and why nothing is."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

MANDATE_UNUSABLE = Rule(
    "SEP001",
    "mandate-unusable",
    Severity.ERROR,
    Text(
        "{number} is not collected: customer {customer} lacks {missing}.",
        "{number} wird nicht eingezogen: Bei Kunde {customer} fehlt {missing}.",
    ),
    Text(
        "Fill it in; without a valid mandate the payer may have the money back for thirteen months.",
        "Bitte eintragen; ohne gültiges Mandat kann der Zahler dreizehn Monate lang zurückbuchen.",
    ),
)
CAME_BACK = Rule(
    "SEP002",
    "debit-came-back",
    Severity.WARNING,
    Text(
        "{number} came back from batch {batch} and is not collected again.",
        "{number} kam aus dem Sammler {batch} zurück und wird nicht noch einmal eingezogen.",
    ),
    Text("Ask the customer to pay by transfer.", "Bitte den Kunden um Überweisung bitten."),
)
CREDITOR_UNUSABLE = Rule(
    "SEP003",
    "creditor-unusable",
    Severity.ERROR,
    Text(
        "Nothing is collected: missing or wrong in Settings: {fields}.",
        "Es wird nichts eingezogen: In den Einstellungen fehlt oder ist falsch: {fields}.",
    ),
    Text(
        "Fill them in; the creditor ID comes from the Bundesbank.",
        "Bitte eintragen; die Gläubiger-ID vergibt die Bundesbank.",
    ),
)
MANDATE_EXPIRED = Rule(
    "SEP005",
    "mandate-expired",
    Severity.ERROR,
    Text(
        "{number} is not collected: the mandate {mandate} of customer {customer} was not used since {day}.",
        "{number} wird nicht eingezogen: Das Mandat {mandate} von Kunde {customer} wurde seit {day} nicht benutzt.",
    ),
    Text(
        "After 36 months without use a mandate is void; have a new one signed and type its date.",
        "Nach 36 Monaten ohne Nutzung verfällt ein Mandat; ein neues unterschreiben lassen und sein Datum eintragen.",
    ),
)
MANDATE_BLOCKED = Rule(
    "SEP006",
    "mandate-blocked-by-returns",
    Severity.ERROR,
    Text(
        "{number} is not collected: debits by mandate {mandate} of customer {customer} that came back: {count}.",
        "{number} wird nicht eingezogen: Rücklastschriften mit Mandat {mandate} von Kunde {customer}: {count}.",
    ),
    Text(
        "Ask for a transfer, or have a new mandate signed under a new reference.",
        "Um Überweisung bitten oder ein neues Mandat mit neuer Referenz unterschreiben lassen.",
    ),
)
NOT_ANNOUNCED = Rule(
    "SEP004",
    "debit-not-announced",
    Severity.INFO,
    Text(
        "{number}: customer {customer} has a mandate, but the invoice does not announce the debit.",
        "{number}: Kunde {customer} hat ein Mandat, aber die Rechnung kündigt den Einzug nicht an.",
    ),
    Text(
        "It is not collected: the customer may be paying it.",
        "Sie wird nicht eingezogen: Der Kunde überweist sie vielleicht gerade.",
    ),
)
DISPUTED = Rule(
    "SEP007",
    "debit-disputed",
    Severity.WARNING,
    Text(
        "{number} is not collected: {amount} of it is disputed in {cases}.",
        "{number} wird nicht eingezogen: {amount} davon sind strittig in {cases}.",
    ),
    Text(
        "Settle the case first; what is left is collected then.",
        "Zuerst den Fall erledigen; was bleibt, wird danach eingezogen.",
    ),
)
