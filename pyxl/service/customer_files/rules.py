"""What keeps a customer's file from being written."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

NO_SUCH_CUSTOMER = Rule(
    "SER014",
    "file-of-unknown-customer",
    Severity.ERROR,
    Text("There is no customer {found}.", "Einen Kunden {found} gibt es nicht."),
    Text("Type the number as it stands in the tab Customers.", "Die Nummer so angeben, wie sie im Blatt Kunden steht."),
)
NO_CUSTOMER_NAMED = Rule(
    "SER015",
    "file-of-nobody",
    Severity.ERROR,
    Text("No customer is named.", "Es ist kein Kunde genannt."),
    Text(
        "Tick “File” in Customers (at the command line the number may follow the command instead).",
        "In „Kunden“ unter „Akte“ ankreuzen (in der Befehlszeile genügt die Nummer hinter dem Befehl).",
    ),
)
