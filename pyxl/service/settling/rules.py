"""What keeps a case from being settled as it is ticked."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

ERROR = Severity.ERROR
NOT_OPEN = Rule(
    "SER016",
    "case-not-open",
    ERROR,
    Text(
        "The case has no number yet, or is settled already.", "Der Fall hat noch keine Nummer oder ist schon erledigt."
    ),
    Text("Register it first with “Register cases”.", "Zuerst mit „Reklamationen erfassen“ erfassen."),
)
SOLUTION_INCOMPLETE = Rule(
    "SER017",
    "case-solution-incomplete",
    ERROR,
    Text("{number}: {label} is empty.", "{number}: {label} ist leer."),
    Text("Fill it in, then settle the case.", "Eintragen, dann den Fall erledigen."),
)
NO_CREDIT = Rule(
    "SER018",
    "case-credit-without-invoice",
    ERROR,
    Text(
        "{number}: invoice “{found}” is none of pyxl's that stands and is of customer {customer}.",
        "{number}: Rechnung „{found}“ ist keine von pyxl, die gilt und Kunde {customer} gehört.",
    ),
    Text(
        "Type the invoice number; what another program invoiced is credited there.",
        "Die Rechnungsnummer eintragen; was ein anderes Programm berechnet hat, wird dort gutgeschrieben.",
    ),
)
CREDIT_TOO_HIGH = Rule(
    "SER019",
    "case-credit-too-high",
    ERROR,
    Text(
        "{number}: {found} are to be credited; of invoice {invoice} {left} are left.",
        "{number}: {found} sollen gutgeschrieben werden; von Rechnung {invoice} bleiben {left}.",
    ),
    Text("Credit an amount above 0 and not above what is left.", "Höchstens gutschreiben, was bleibt, und mehr als 0."),
)
RATE_UNCLEAR = Rule(
    "SER020",
    "case-vat-rate-unclear",
    ERROR,
    Text(
        "{number}: invoice {invoice} has several VAT rates, and the case does not say which is meant.",
        "{number}: Rechnung {invoice} hat mehrere Steuersätze, und der Fall sagt nicht, welcher gemeint ist.",
    ),
    Text("Name the item in the case.", "Im Fall den Artikel nennen."),
)
NEEDS_APPROVAL = Rule(
    "SER021",
    "case-needs-approval",
    ERROR,
    Text(
        "{number}: {found} are more than {user} may grant alone ({limit}).",
        "{number}: {found} sind mehr, als {user} allein gewähren darf ({limit}).",
    ),
    Text(
        "An approver named in Settings who did not register the case settles it.",
        "Wer laut Einstellungen freigeben darf und den Fall nicht erfasst hat, erledigt ihn.",
    ),
)
NOT_CORRECTED = Rule(
    "SER022",
    "case-invoice-not-corrected",
    ERROR,
    Text(
        "{number}: invoice {invoice} has not been corrected yet.",
        "{number}: Rechnung {invoice} ist noch nicht berichtigt.",
    ),
    Text(
        "Put the right lines into Orders as “corrected invoice”, create the invoice, then settle the case.",
        "Die richtigen Zeilen in Aufträge als „Berichtigte Rechnung“ eintragen, Rechnung erstellen, dann erledigen.",
    ),
)
GOODS_NOT_THEIRS = Rule(
    "SER024",
    "case-goods-not-theirs",
    ERROR,
    Text(
        "{number}: item “{item}” is in no paper of customer {customer} that the case names ({found}).",
        "{number}: Artikel „{item}“ steht in keinem Beleg von Kunde {customer}, den der Fall nennt ({found}).",
    ),
    Text(
        "Type the item and the delivery note, invoice or order it came with.",
        "Den Artikel und den Lieferschein, die Rechnung oder den Auftrag dazu eintragen.",
    ),
)
GOODS_TOO_MANY = Rule(
    "SER025",
    "case-goods-too-many",
    ERROR,
    Text(
        "{number}: {found} {item} are to be replaced or taken back; of {paper} {left} are left.",
        "{number}: {found} {item} sollen ersetzt oder zurückgenommen werden; aus {paper} bleiben {left}.",
    ),
    Text("Correct the quantity.", "Die Menge berichtigen."),
)
