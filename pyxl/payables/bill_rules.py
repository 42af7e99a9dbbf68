"""What can be wrong with a bill that comes in: its form, its supplier, its account, and whether it was here before."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

FILE_REFUSED = Rule(
    "BIL001",
    "bill-file-refused",
    ERROR,
    Text("No bill was read: {cause}", "Keine Rechnung gelesen: {cause}"),
    Text("{step}", "{step}"),
)
RULE_BROKEN = Rule(
    "BIL002",
    "bill-breaks-rule",
    WARNING,
    Text("Bill {number} ({rule}): {problem}", "Rechnung {number} ({rule}): {problem}"),
    Text("{advice}", "{advice}"),
)
UNUSABLE = Rule(
    "BIL003",
    "bill-unusable",
    ERROR,
    Text(
        "The bill stays out; missing or wrong: {fields}.",
        "Die Rechnung bleibt draußen; fehlt oder ist falsch: {fields}.",
    ),
    Text("Ask the supplier for a proper one.", "Den Lieferanten um eine ordentliche bitten."),
)
DUPLICATE = Rule(
    "BIL004",
    "bill-here-already",
    ERROR,
    Text(
        "Bill {number} for {amount} is in the books already as {bill} ({known}).",
        "Rechnung {number} über {amount} ist schon in den Büchern: {bill} ({known}).",
    ),
    Text("It is not entered again.", "Sie wird nicht noch einmal erfasst."),
)
LIKE_ANOTHER = Rule(
    "BIL005",
    "bill-like-another",
    WARNING,
    Text(
        "Bill {number} for {amount} of {day} looks like {known} of {supplier} ({bill}).",
        "Rechnung {number} über {amount} vom {day} gleicht {known} von {supplier} ({bill}).",
    ),
    Text(
        "Compare both. To keep one from being paid, write why under Hold.",
        "Beide vergleichen. Soll eine nicht gezahlt werden, den Grund unter Sperre eintragen.",
    ),
)
SUPPLIER_UNKNOWN = Rule(
    "BIL006",
    "supplier-of-bill-unknown",
    WARNING,
    Text(
        "Bill {number} is of {name}, who is no supplier yet; a row {supplier} is proposed in Suppliers, blocked.",
        "Rechnung {number} ist von {name}, noch kein Lieferant; in Lieferanten ist {supplier} vorgeschlagen, gesperrt.",
    ),
    Text(
        "Did you order there? Check the row and take the block away; else write why under Hold.",
        "Haben Sie dort bestellt? Zeile prüfen und die Sperre entfernen; sonst bei der Rechnung den Grund eintragen.",
    ),
)
SUPPLIER_CONTRADICTS = Rule(
    "BIL007",
    "supplier-contradicts",
    WARNING,
    Text(
        "Bill {number} has the name of supplier {supplier}, but {field} {found} instead of {expected}.",
        "Rechnung {number} trägt den Namen von Lieferant {supplier}, aber {field} {found} statt {expected}.",
    ),
    Text(
        "Another firm, or a forgery: call the supplier under a number you know.",
        "Eine andere Firma oder eine Fälschung: den Lieferanten unter bekannter Nummer anrufen.",
    ),
)
NAME_DIFFERS = Rule(
    "BIL008",
    "supplier-name-differs",
    WARNING,
    Text(
        "Bill {number} names {found}; supplier {supplier} is {expected}.",
        "Rechnung {number} nennt {found}; Lieferant {supplier} heißt {expected}.",
    ),
    Text(
        "Is it the same firm? Correct the name in Suppliers.",
        "Ist es dieselbe Firma? Den Namen in Lieferanten berichtigen.",
    ),
)
ACCOUNT_DIFFERS = Rule(
    "BIL009",
    "account-of-bill-differs",
    WARNING,
    Text(
        "Bill {number} wants the money on {found}; supplier {supplier} has {expected}.",
        "Rechnung {number} will das Geld auf {found}; bei Lieferant {supplier} steht {expected}.",
    ),
    Text(
        "It is held. Call the supplier under a number you know, never under one on the bill.",
        "Sie ist angehalten. Den Lieferanten unter bekannter Nummer anrufen, nie unter der auf der Rechnung.",
    ),
)
CONTENTS_MISSING = Rule(
    "BIL010",
    "bill-contents-missing",
    WARNING,
    Text(
        "Bill {number} lacks {fields}: the input VAT of {vat} is at risk (§ 14 (4) UStG).",
        "Auf Rechnung {number} fehlt {fields}: Die Vorsteuer von {vat} ist gefährdet (§ 14 Abs. 4 UStG).",
    ),
    Text("Ask the supplier for a corrected bill.", "Den Lieferanten um eine berichtigte Rechnung bitten."),
)
OTHER_CURRENCY = Rule(
    "BIL011",
    "bill-in-other-currency",
    WARNING,
    Text("Bill {number} is in {found}.", "Rechnung {number} lautet auf {found}."),
    Text("pyxl pays EUR only: pay it at your bank.", "pyxl zahlt nur EUR: bitte bei der Bank überweisen."),
)
NOT_FOR_US = Rule(
    "BIL012",
    "bill-for-another-firm",
    WARNING,
    Text(
        "Bill {number} is addressed to {found}, not to {expected}.",
        "Rechnung {number} geht an {found}, nicht an {expected}.",
    ),
    Text(
        "Without your name on it there is no input VAT: ask for a corrected bill, or send it back.",
        "Ohne Ihren Namen keine Vorsteuer: berichtigte Rechnung verlangen oder zurücksenden.",
    ),
)
SUPPLIER_MISSING = Rule(
    "BIL013",
    "supplier-number-unknown",
    ERROR,
    Text("There is no supplier {found}.", "Einen Lieferanten {found} gibt es nicht."),
    Text("Choose one of Suppliers, or add it there.", "Einen aus Lieferanten wählen oder dort anlegen."),
)
IMPLAUSIBLE = Rule(
    "BIL014",
    "bill-implausible",
    ERROR,
    Text("{label} {found} cannot be: {why}.", "{label} {found} kann nicht sein: {why}."),
    Text("Compare it with the bill.", "Mit der Rechnung vergleichen."),
)
TAX_IDENTITY_WRONG = Rule(
    "BIL015",
    "tax-identity-of-bill-wrong",
    WARNING,
    Text(
        "Bill {number}: {field} {found} has a wrong form or check digit.",
        "Rechnung {number}: {field} {found} hat falsche Form oder Prüfziffer.",
    ),
    Text("Ask the supplier for a corrected bill.", "Den Lieferanten um eine berichtigte Rechnung bitten."),
)
VAT_SHOWN_AND_OWED = Rule(
    "BIL023",
    "vat-shown-and-owed",
    ERROR,
    Text(
        "The bill shows VAT of {found}, and “{tax}” says that you owe it yourself.",
        "Die Rechnung weist {found} USt aus, und nach „{tax}“ schulden Sie sie selbst.",
    ),
    Text(
        "Empty one of the two. VAT shown wrongly is no input VAT: ask for a corrected bill (§ 14c UStG).",
        "Eines leeren. Zu Unrecht ausgewiesene Steuer ist keine Vorsteuer: Berichtigung verlangen (§ 14c UStG).",
    ),
)
NOBODY_OWES_VAT = Rule(
    "BIL024",
    "nobody-owes-vat",
    WARNING,
    Text(
        "Bill {number} comes from {country} without VAT, and nothing says who owes it.",
        "Rechnung {number} kommt ohne USt aus {country}, und nichts sagt, wer sie schuldet.",
    ),
    Text(
        "Goods from the EU: “EU acquisition”; services: “reverse charge” (undo, type it in Bills). Else “on the bill”.",
        "Ware aus der EU: „ig. Erwerb“; Leistungen: „§ 13b“ (zurücknehmen, in die Eingangsrechnungen tippen). Sonst "
        "„auf der Rechnung“.",
    ),
)
