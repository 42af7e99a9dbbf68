"""Why a bill is not paid, or is worth a second look before it is."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

ON_HOLD = Rule(
    "PAY001",
    "bill-on-hold",
    WARNING,
    Text("Held by you: {reason}.", "Von Ihnen gesperrt: {reason}."),
    Text("Empty the cell Hold to pay it.", "Zum Zahlen die Zelle Sperre leeren."),
)
NOT_APPROVED = Rule(
    "PAY002",
    "approval-missing",
    WARNING,
    Text("Approvals missing: {missing} of {needed}.", "Fehlende Freigaben: {missing} von {needed}."),
    Text(
        "Somebody whom Settings allow to approve ticks it and approves it.",
        "Jemand, der laut Einstellungen freigeben darf, kreuzt sie an und gibt sie frei.",
    ),
)
ACCOUNT_UNUSABLE = Rule(
    "PAY003",
    "account-unusable",
    ERROR,
    Text(
        "Supplier {supplier} has no usable {label}: “{found}”.",
        "Lieferant {supplier} hat keine brauchbare {label}: „{found}“.",
    ),
    Text("Correct it in Suppliers.", "In Lieferanten berichtigen."),
)
ACCOUNT_CHANGED = Rule(
    "PAY004",
    "account-changed",
    ERROR,
    Text(
        "The account of supplier {supplier} was changed: paid last to {old}, now {new}; "
        "confirmed by {persons} of {needed}.",
        "Das Konto von Lieferant {supplier} ist geändert: zuletzt gezahlt an {old}, jetzt {new}; "
        "bestätigt von {persons} von {needed}.",
    ),
    Text(
        "Call him under a number you knew before, note it in Suppliers, and vouch for the account.",
        "Unter schon bekannter Nummer anrufen, in Lieferanten notieren und das Konto bestätigen.",
    ),
)
OTHER_ACCOUNT = Rule(
    "PAY005",
    "bill-names-other-account",
    ERROR,
    Text(
        "The bill names {found}, the tab Suppliers {expected}.",
        "Die Rechnung nennt {found}, das Blatt Lieferanten {expected}.",
    ),
    Text(
        "Call the supplier. New account: change it in Suppliers and vouch for it. Forgery: write it under Hold.",
        "Anrufen. Neues Konto: in Lieferanten ändern und bestätigen. Fälschung: unter Sperre eintragen.",
    ),
)
SUPPLIER_BLOCKED = Rule(
    "PAY006",
    "supplier-blocked",
    WARNING,
    Text(
        "Supplier {supplier} is blocked or not in Suppliers.",
        "Lieferant {supplier} ist gesperrt oder fehlt in Lieferanten.",
    ),
    Text("Check him; then take the block away.", "Prüfen; dann die Sperre entfernen."),
)
FIRST_PAYMENT = Rule(
    "PAY007",
    "first-payment-to-account",
    WARNING,
    Text("First payment to {iban} of supplier {supplier}.", "Erste Zahlung an {iban} von Lieferant {supplier}."),
    Text("Compare the account once more, then tick it.", "Das Konto noch einmal vergleichen, dann ankreuzen."),
)
OTHER_CURRENCY = Rule(
    "PAY008",
    "not-paid-in-euros",
    WARNING,
    Text("It is in {found}.", "Sie lautet auf {found}."),
    Text("Pay it at your bank.", "Bei der Bank überweisen."),
)
ROW_CHANGED = Rule(
    "PAY009",
    "bill-row-changed",
    ERROR,
    Text(
        "{label} in the tab is {found}; the books have {expected}.",
        "{label} im Blatt ist {found}; in den Büchern steht {expected}.",
    ),
    Text(
        "What was entered counts. Put it back with “Rebuild from journal”, or undo the run that entered it.",
        "Es gilt, was erfasst wurde. Mit „Aus dem Journal wiederherstellen“ zurücksetzen oder den Lauf zurücknehmen.",
    ),
)
PROPOSAL_OUTDATED = Rule(
    "PAY010",
    "proposal-outdated",
    ERROR,
    Text(
        "{bill} is not paid: it is not as it was proposed.",
        "{bill} wird nicht gezahlt: Sie ist nicht mehr wie vorgeschlagen.",
    ),
    Text("Propose payments again and look at it.", "Zahlvorschlag neu erstellen und ansehen."),
)
PAYER_UNUSABLE = Rule(
    "PAY011",
    "payer-unusable",
    ERROR,
    Text(
        "Nothing is paid: missing or wrong in Settings: {fields}.",
        "Es wird nichts gezahlt: In den Einstellungen fehlt oder ist falsch: {fields}.",
    ),
    Text("Fill them in.", "Bitte eintragen."),
)
CREDIT_WAITS = Rule(
    "PAY012",
    "credit-note-waits",
    INFO,
    Text(
        "The credit note waits: nothing as large is paid to the supplier.",
        "Die Rechnungskorrektur wartet: So viel wird dem Lieferanten nicht gezahlt.",
    ),
    Text("It is netted with his next bills.", "Sie wird mit seinen nächsten Rechnungen verrechnet."),
)
PAYEE_UNUSABLE = Rule(
    "PAY013",
    "payee-unusable",
    ERROR,
    Text(
        "The bank cannot be given this payee: {label} is “{found}”.",
        "So nimmt die Bank den Empfänger nicht: {label} ist „{found}“.",
    ),
    Text("Fill it in in Suppliers, in Latin letters.", "In Lieferanten eintragen, in lateinischen Buchstaben."),
)
SANCTIONED = Rule(
    "PAY014",
    "payee-on-sanctions-list",
    ERROR,
    Text("{name} ({supplier}) is on the list of sanctions.", "{name} ({supplier}) steht auf der Sanktionsliste."),
    Text(
        "Pay nothing before a lawyer or the Bundesbank has looked at it.",
        "Nichts zahlen, bevor Anwalt oder Bundesbank geprüft haben.",
    ),
)
BELOW_FLOOR = Rule(
    "PAY015",
    "payment-below-floor",
    WARNING,
    Text(
        "After it {left} would be left on the account ({day}), less than {floor}.",
        "Danach blieben {left} auf dem Konto (Stand {day}), weniger als {floor}.",
    ),
    Text("Wait for money, or tick it all the same.", "Auf Geld warten, oder trotzdem ankreuzen."),
)
BALANCE_UNKNOWN = Rule(
    "PAY016",
    "bank-balance-unknown",
    WARNING,
    Text(
        "Whether {floor} stays in the bank is not known: no statement of {iban} with a balance is imported.",
        "Ob {floor} auf der Bank bleiben, ist unbekannt: Von {iban} ist kein Auszug mit Saldo eingelesen.",
    ),
    Text("Import the bank first.", "Zuerst die Bank einlesen."),
)
NOT_INSTANT = Rule(
    "PAY017",
    "no-instant-payment-there",
    INFO,
    Text(
        "{bill} goes as an ordinary transfer: banks in {country} need not take instant payments.",
        "{bill} geht als gewöhnliche Überweisung: Banken in {country} müssen Echtzeit nicht annehmen.",
    ),
    Text("Nothing to do.", "Nichts zu tun."),
)
REFUND_ACCOUNT_UNUSABLE = Rule(
    "PAY019",
    "refund-account-unusable",
    ERROR,
    Text(
        "Customer {customer} cannot be paid: {label} is “{found}”.",
        "Kunde {customer} kann nichts bekommen: {label} ist „{found}“.",
    ),
    Text(
        "Correct it in Customers, or leave the credit to his next invoice.",
        "In Kunden berichtigen, oder das Guthaben mit der nächsten Rechnung verrechnen.",
    ),
)
REFUND_TO_OTHER_ACCOUNT = Rule(
    "PAY020",
    "refund-to-other-account",
    WARNING,
    Text(
        "Customer {customer} never paid from {iban}, and nothing was paid to it before.",
        "Kunde {customer} hat nie von {iban} gezahlt, und dorthin wurde noch nichts gezahlt.",
    ),
    Text(
        "Ask him under a number you knew before, then tick it.",
        "Unter schon bekannter Nummer nachfragen, dann ankreuzen.",
    ),
)
REFUND_NOT_APPROVED = Rule(
    "PAY021",
    "refund-not-approved",
    WARNING,
    Text(
        "{amount} are to be paid out for {case}, which no approver but {opened_by} has settled.",
        "{amount} sind zu {case} auszuzahlen; erledigt hat den Fall niemand mit Freigaberecht außer {opened_by}.",
    ),
    Text(
        "Undo the settling; somebody named in Settings who did not register the case settles it.",
        "Das Erledigen zurücknehmen; jemand mit Freigaberecht, der den Fall nicht erfasst hat, erledigt ihn.",
    ),
)
REFUND_THOUGH_OWING = Rule(
    "PAY022",
    "refund-though-customer-owes",
    WARNING,
    Text(
        "Customer {customer} owes {amount} himself: {numbers}.", "Kunde {customer} schuldet selbst {amount}: {numbers}."
    ),
    Text("Set the credit off, or tick it all the same.", "Das Guthaben verrechnen, oder trotzdem ankreuzen."),
)
MAYBE_PAID = Rule(
    "PAY018",
    "maybe-paid-already",
    WARNING,
    Text(
        "{amount} went to {iban} of supplier {supplier} on {day} and is assigned to nothing.",
        "{amount} gingen am {day} an {iban} von Lieferant {supplier} und sind nichts zugeordnet.",
    ),
    Text(
        "Reconcile the bank and look at the line; tick the bill only if that was for another one.",
        "Die Bank abgleichen und die Zeile ansehen; nur ankreuzen, wenn damit eine andere Rechnung gezahlt ist.",
    ),
)
