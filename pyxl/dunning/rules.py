"""What is said where nobody can be dunned, and what needs a look."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

RATES_RUN_OUT = Rule(
    "DUN001",
    "base-rates-run-out",
    Severity.WARNING,
    Text(
        "The last base rate known holds until {until}; interest is worked out with it all the same.",
        "Der letzte bekannte Basiszinssatz gilt bis {until}; mit ihm wird trotzdem weitergerechnet.",
    ),
    Text(
        "Add the new rate in the tab Base rates; the Bundesbank publishes it on 1 January and 1 July.",
        "Den neuen Satz im Blatt Basiszinssätze ergänzen; die Bundesbank nennt ihn am 1. Januar und 1. Juli.",
    ),
)
UP_TO_ONLY = Text("the bank is imported up to {day} only", "Die Bank ist nur bis {day} eingelesen")
NOT_AT_ALL = Text("no bank file was imported yet", "Es ist noch keine Bankdatei eingelesen")
BANK_TOO_OLD = Rule(
    "DUN002",
    "bank-too-old-to-dun",
    Severity.ERROR,
    Text(
        "Nobody is dunned: {bank}, {days} days are allowed.",
        "Es wird nicht gemahnt: {bank}, erlaubt sind {days} Tage.",
    ),
    Text(
        "Import the bank file and reconcile first: a customer who has paid must not be dunned.",
        "Zuerst Bankdatei einlesen und Zahlungen zuordnen: Wer bezahlt hat, darf keine Mahnung bekommen.",
    ),
)
NOT_RECONCILED = Rule(
    "DUN003",
    "bank-not-reconciled",
    Severity.ERROR,
    Text(
        "Nobody is dunned: not reconciled yet: {lines}.",
        "Es wird nicht gemahnt: noch nicht zugeordnet: {lines}.",
    ),
    Text("Reconcile first.", "Zuerst Zahlungen zuordnen."),
)
SETTINGS_UNUSABLE = Rule(
    "DUN004",
    "dunning-settings-unusable",
    Severity.ERROR,
    Text(
        "Nobody is dunned: missing or wrong in Settings: {fields}.",
        "Es wird nicht gemahnt: In den Einstellungen fehlt oder ist falsch: {fields}.",
    ),
    Text("Fill them in.", "Bitte eintragen."),
)
LEVELS_UNUSABLE = Rule(
    "DUN005",
    "dunning-levels-unusable",
    Severity.ERROR,
    Text(
        "Nobody is dunned: the levels must be 1, 2, 3 ... without a gap, each readable, with days; found {found}.",
        "Es wird nicht gemahnt: Die Stufen müssen 1, 2, 3 ... ohne Lücke sein, lesbar, mit Tagen; gefunden: {found}.",
    ),
    Text(
        "Put the tab Dunning levels right, or empty it: then the levels of pyxl hold.",
        "Das Blatt Mahnstufen richtigstellen oder leeren: Dann gelten die Stufen von pyxl.",
    ),
)
ADDRESS_MISSING = Rule(
    "DUN006",
    "no-address-to-dun",
    Severity.ERROR,
    Text(
        "Customer {customer} is not dunned: {missing} is missing.",
        "Kunde {customer} wird nicht gemahnt: {missing} fehlt.",
    ),
    Text("Complete the row in Customers.", "Die Zeile im Blatt Kunden vervollständigen."),
)
PROPOSAL_OUTDATED = Rule(
    "DUN007",
    "dunning-proposal-outdated",
    Severity.WARNING,
    Text(
        "Customer {customer} is not dunned: proposed were {found}, now it would be {expected}.",
        "Kunde {customer} wird nicht gemahnt: vorgeschlagen war {found}, jetzt wäre es {expected}.",
    ),
    Text("Make the proposal anew and look at it.", "Den Mahnvorschlag neu erstellen und ansehen."),
)
PROMISE_BROKEN = Rule(
    "DUN008",
    "promise-broken",
    Severity.WARNING,
    Text(
        "{number}: customer {customer} promised to pay by {day}; {amount} is still open.",
        "{number}: Kunde {customer} hatte Zahlung bis {day} zugesagt; offen sind noch {amount}.",
    ),
    Text(
        "Call, or go on dunning: the promise no longer holds it up.",
        "Anrufen oder weiter mahnen: Die Zusage hält die Mahnung nicht mehr auf.",
    ),
)
LIMITATION_NEAR = Rule(
    "DUN009",
    "claim-soon-barred",
    Severity.WARNING,
    Text(
        "{number}: {amount} of customer {customer} is barred after {day} (§§ 195, 199 BGB).",
        "{number}: {amount} von Kunde {customer} verjährt mit Ablauf des {day} (§§ 195, 199 BGB).",
    ),
    Text(
        "Only a court, a payment or an acknowledgement stops it; a dunning letter does not.",
        "Nur Gericht, Zahlung oder Anerkenntnis hilft dagegen; eine Mahnung nicht.",
    ),
)
LAST_LEVEL = Rule(
    "DUN010",
    "last-level-passed",
    Severity.WARNING,
    Text(
        "{number}: the last letter to customer {customer} asked for payment by {day}; {amount} is still open.",
        "{number}: Der letzte Brief an Kunde {customer} setzte Frist bis {day}; offen sind noch {amount}.",
    ),
    Text(
        "Hand it to a court or an agency, or agree on instalments; pyxl writes no further letter.",
        "An Gericht oder Inkasso geben oder Raten vereinbaren; pyxl schreibt keinen weiteren Brief.",
    ),
)
NO_STATEMENT = Rule(
    "DUN011",
    "no-address-for-statement",
    Severity.ERROR,
    Text(
        "No statement for customer {customer}: {missing} is missing.",
        "Kein Kontoauszug für Kunde {customer}: {missing} fehlt.",
    ),
    Text("Complete the row in Customers.", "Die Zeile im Blatt Kunden vervollständigen."),
)
NOTHING_TO_WRITE_OFF = Rule(
    "DUN012",
    "nothing-to-write-off",
    Severity.WARNING,
    Text(
        "{number}: nothing is owed, so nothing is written off.",
        "{number}: Es ist nichts offen, also nichts auszubuchen.",
    ),
    Text("Empty the cell.", "Die Zelle leeren."),
)
VAT_UNKNOWN = Rule(
    "DUN013",
    "vat-of-write-off-unknown",
    Severity.WARNING,
    Text(
        "{number} is written off, but its VAT is not known: none is corrected.",
        "{number} wird ausgebucht, die Umsatzsteuer darin ist aber unbekannt: Es wird keine berichtigt.",
    ),
    Text(
        "Undo, type the rate under VAT % in Receivables, and write off again.",
        "Rückgängig machen, den Satz unter USt % eintragen und neu ausbuchen.",
    ),
)
INSTALMENT_MISSED = Rule(
    "DUN014",
    "instalment-missed",
    Severity.WARNING,
    Text(
        "{number}: the instalment of {day} of customer {customer} is missing; {amount} is open.",
        "{number}: Die Rate vom {day} von Kunde {customer} fehlt; offen sind {amount}.",
    ),
    Text(
        "Call, or go on dunning: the plan no longer holds it up.",
        "Anrufen oder weiter mahnen: Der Ratenplan hält die Mahnung nicht mehr auf.",
    ),
)
NOT_HANDED_OVER = Rule(
    "DUN015",
    "cannot-be-handed-over",
    Severity.ERROR,
    Text(
        "{number} of customer {customer} is not handed over: {why}.",
        "{number} von Kunde {customer} wird nicht abgegeben: {why}.",
    ),
    Text("Put that right, or take the x away.", "Das klären oder das x wegnehmen."),
)
HAND_OVER_SETTINGS = Rule(
    "DUN018",
    "hand-over-settings-unusable",
    Severity.ERROR,
    Text(
        "Nothing is handed over: missing or wrong in Settings: {fields}.",
        "Es wird nichts abgegeben: In den Einstellungen fehlt oder ist falsch: {fields}.",
    ),
    Text("Fill them in.", "Bitte eintragen."),
)
PAID_AFTER_HAND_OVER = Rule(
    "DUN016",
    "paid-after-hand-over",
    Severity.WARNING,
    Text(
        "{number} was handed over with {hand_over} for {expected}; since then only {found} is open.",
        "{number} wurde mit {hand_over} über {expected} abgegeben; offen sind seitdem nur noch {found}.",
    ),
    Text(
        "Tell the agency, so that it does not go on for money that came.",
        "Dem Inkassobüro sagen, damit es nicht weiter fordert, was schon kam.",
    ),
)
SHOULD_BE_DOUBTFUL = Rule(
    "DUN017",
    "claim-not-marked-doubtful",
    Severity.INFO,
    Text(
        "{number}: {amount} of customer {customer} is not marked doubtful, though {why}.",
        "{number}: {amount} von Kunde {customer} ist nicht als zweifelhaft vermerkt, obwohl {why}.",
    ),
    Text(
        "Type a reason under “Doubtful”; in the accounts it is a doubtful claim, valued without VAT.",
        "Einen Grund unter „Zweifelhaft“ eintragen; gebucht wird sie als zweifelhafte Forderung, netto bewertet.",
    ),
)
