"""What can be said of the accounts as they are shown: ACC007 and ACC008."""

from __future__ import annotations

from pyxl.core.cell_rules import WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

PERIOD_ENDS_BEFORE = Rule(
    "ACC007",
    "accounting-period-ends-before-it-begins",
    WARNING,
    Text(
        "“Accounting to” ({end}) is before “Accounting from” ({start}); the month of today is shown.",
        "„Buchhaltung bis“ ({end}) liegt vor „Buchhaltung von“ ({start}); gezeigt ist der Monat von heute.",
    ),
    Text("Correct the days in Settings.", "Die Tage in den Einstellungen berichtigen."),
)
RATE_UNKNOWN = Rule(
    "ACC008",
    "rate-to-the-euro-unknown",
    WARNING,
    Text("Not in the accounts: {why}", "Nicht in den Konten: {why}"),
    Text(
        "Fill in the exchange rate before the document is recorded, or tell your tax adviser of it.",
        "Den Kurs eintragen, bevor der Beleg erfasst wird, oder ihn der Steuerberatung gesondert nennen.",
    ),
)
