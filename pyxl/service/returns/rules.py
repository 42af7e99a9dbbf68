"""What keeps goods that come back from being booked."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

ERROR = Severity.ERROR
RETURN_UNKNOWN = Rule(
    "SER026",
    "return-unknown",
    ERROR,
    Text("No return with RMA number “{found}” is expected.", "Eine Rücksendung „{found}“ ist nicht vereinbart."),
    Text(
        "Settle the case with “take goods back” first; it gives the number.",
        "Zuerst den Fall mit „Ware zurücknehmen“ erledigen; dabei entsteht die Nummer.",
    ),
)
RETURN_TOO_MANY = Rule(
    "SER027",
    "return-too-many",
    ERROR,
    Text(
        "{number}: {found} came back, {expected} are still to come.",
        "{number}: {found} kamen zurück, {expected} stehen noch aus.",
    ),
    Text(
        "Correct the quantities; what came besides is a case of its own.",
        "Die Mengen berichtigen; was darüber hinaus kam, ist ein eigener Fall.",
    ),
)
RETURN_CREDIT_TOO_HIGH = Rule(
    "SER028",
    "return-credit-too-high",
    ERROR,
    Text(
        "{number}: {found} are to be credited; of what was agreed and of invoice {invoice} {left} are left.",
        "{number}: {found} sollen gutgeschrieben werden; vom Vereinbarten und von Rechnung {invoice} bleiben {left}.",
    ),
    Text("Type an amount that is left, or 0 for none.", "Höchstens eintragen, was bleibt, oder 0 für nichts."),
)
RETURN_WITHOUT_CREDIT = Rule(
    "SER029",
    "return-without-credit",
    ERROR,
    Text(
        "{number}: an amount to credit is typed, but none was agreed for when the goods come.",
        "{number}: Es ist ein Betrag gutzuschreiben, vereinbart war bei Eingang der Ware keiner.",
    ),
    Text(
        "Empty the cell, or settle a case of its own with a credit.",
        "Die Zelle leeren, oder einen eigenen Fall mit Gutschrift erledigen.",
    ),
)
