"""What the bank jobs say about her data: one rule per kind of difference, codes never reused."""

from __future__ import annotations

from pyxl.core.findings import Rule, Severity
from pyxl.core.labels import Text

FOREIGN_ACCOUNT = Rule(
    "BNK001",
    "foreign-account",
    Severity.ERROR,
    Text(
        "{file} is a statement of {account}, which is not among your accounts ({own}); it was left out.",
        "{file} ist ein Auszug von {account}; das ist keines Ihrer Konten ({own}); er blieb außen vor.",
    ),
    Text(
        'If it is yours, add it to the tab "Bank accounts" and import the file again.',
        "Gehört es Ihnen, bitte im Blatt „Bankkonten“ eintragen und die Datei erneut einlesen.",
    ),
)
STATEMENT_GAP = Rule(
    "BNK002",
    "statement-gap",
    Severity.WARNING,
    Text(
        "{account}: this statement opens with {opening}, the one before closed with {closing}; {gap} lie between them.",
        "{account}: Dieser Auszug beginnt mit {opening}, der vorige endete mit {closing}; dazwischen liegen {gap}.",
    ),
    Text(
        "Fetch the missing statement and import it too.", "Bitte den fehlenden Auszug abrufen und ebenfalls einlesen."
    ),
)
NO_LINES = Rule(
    "BNK003",
    "no-lines",
    Severity.INFO,
    Text("{file} has no booked lines.", "{file} enthält keine gebuchten Umsätze."),
    Text("Check the period of the export.", "Bitte den Zeitraum des Abrufs prüfen."),
)
BEFORE_OPENING = Rule(
    "BNK004",
    "before-opening-date",
    Severity.INFO,
    Text(
        "{file}: {lines} before {day}; stored but not matched.",
        "{file}: {lines} vor dem {day}; gespeichert, aber nicht zugeordnet.",
    ),
    Text("Nothing is to be done.", "Es ist nichts zu tun."),
)
STATEMENT_NOTE = Rule(
    "BNK005",
    "statement-note",
    Severity.INFO,
    Text("{file}: {note}", "{file}: {note}"),
    Text("Nothing is to be done.", "Es ist nichts zu tun."),
)
ACCOUNT_CURRENCY = Rule(
    "BNK006",
    "account-currency",
    Severity.ERROR,
    Text(
        "{file} has lines of {account} in {currency}; by the tab Bank accounts it is kept in {expected}.",
        "{file} enthält Umsätze von {account} in {currency}; laut Blatt Bankkonten wird es in {expected} geführt.",
    ),
    Text(
        "The statement was left out. If the currency is right, add it in that tab and import the file again.",
        "Der Auszug blieb außen vor. Stimmt die Währung, bitte dort ergänzen und die Datei erneut einlesen.",
    ),
)
UNKNOWN_CSV = Rule(
    "BNK007",
    "unknown-csv",
    Severity.WARNING,
    Text(
        'The layout of {file} is not known; row {profile} of "Bank profiles" proposes which column is what: {sample}',
        "Das Layout von {file} ist unbekannt; Zeile {profile} in „Bankprofile“ schlägt vor, was wo steht: {sample}",
    ),
    Text(
        "Check that row, put an x into Use and import the file again.",
        "Bitte die Zeile prüfen, in „Verwenden“ ein x setzen und die Datei erneut einlesen.",
    ),
)
PROFILE_INCOMPLETE = Rule(
    "BNK008",
    "profile-incomplete",
    Severity.ERROR,
    Text(
        "Profile {profile} does not fit {file}; empty or no column of the file: {fields}.",
        "Profil {profile} passt nicht zu {file}; leer oder keine Spalte der Datei: {fields}.",
    ),
    Text(
        "Nothing of the file was imported. Correct the row and import the file again.",
        "Aus der Datei wurde nichts übernommen. Bitte die Zeile berichtigen und die Datei erneut einlesen.",
    ),
)
EQUAL_PAYMENTS = Rule(
    "BNK009",
    "equal-payments",
    Severity.INFO,
    Text(
        "{file}: {amount} of {name} came in before under another reference of the bank; it is taken for a second one.",
        "{file}: {amount} von {name} kam schon einmal, mit anderer Referenz der Bank; es gilt als zweite Zahlung.",
    ),
    Text("If it is the same, undo this import.", "Ist es dieselbe, bitte diesen Import zurücknehmen."),
)
BATCH_KNOWN = Rule(
    "BNK010",
    "batch-known",
    Severity.INFO,
    Text(
        "{file}: the batch of {amount} on {day} came in before, {how}; it was not added again.",
        "{file}: Der Sammler über {amount} vom {day} kam schon herein, {how}; er kam nicht noch einmal hinein.",
    ),
    Text(
        "To have the single payments instead, undo that import and import this file first.",
        "Sollen es die Einzelposten sein, bitte jenen Import zurücknehmen und zuerst diese Datei einlesen.",
    ),
)

AMOUNTS_CHANGED = Rule(
    "REC001",
    "amounts-changed",
    Severity.ERROR,
    Text(
        "{number}: the journal has {expected} gross and {expected_open} open, the row says {found} and {found_open}.",
        "{number}: Im Journal stehen {expected} brutto, {expected_open} offen, in der Zeile {found} und {found_open}.",
    ),
    Text(
        "The row was left out. Put the amounts back, or cancel and issue the invoice anew.",
        "Die Zeile blieb außen vor. Bitte die Beträge zurücksetzen oder die Rechnung stornieren und neu ausstellen.",
    ),
)
NOT_IMPORTED = Rule(
    "REC002",
    "line-not-imported",
    Severity.ERROR,
    Text("Bank line {line} did not come in with a bank file.", "Die Bankzeile {line} kam mit keiner Bankdatei herein."),
    Text(
        "The row was left out. Import the bank's file instead of typing lines.",
        "Die Zeile blieb außen vor. Bitte die Datei der Bank einlesen, statt Zeilen einzutippen.",
    ),
)
LIMITS_UNREADABLE = Rule(
    "REC003",
    "limits-unreadable",
    Severity.ERROR,
    Text(
        "Settings say what may be settled without asking, but cannot be read: {fields}.",
        "Die Einstellungen, was ohne Rückfrage zugeordnet werden darf, sind nicht lesbar: {fields}.",
    ),
    Text("Correct them; until then nothing is settled.", "Bitte berichtigen; bis dahin wird nichts zugeordnet."),
)

LOCKED_LINES = Rule(
    "REC004",
    "lines-locked",
    Severity.INFO,
    Text(
        "In the locked period, up to {day}: {lines}.",
        "Im gesperrten Zeitraum, bis {day}: {lines}.",
    ),
    Text(
        "They were left as they are; the day is in Settings.",
        "Sie blieben, wie sie sind; der Tag steht in den Einstellungen.",
    ),
)
RULE_WITHOUT_CONDITION = Rule(
    "REC005",
    "rule-without-condition",
    Severity.WARNING,
    Text(
        "The rule “{rule}” says neither purpose nor counterparty nor IBAN.",
        "Die Regel „{rule}“ nennt weder Verwendungszweck noch Zahlungspartner noch IBAN.",
    ),
    Text(
        "It is not used. Say by what such lines are known.",
        "Sie wird nicht angewandt. Bitte eintragen, woran solche Zeilen zu erkennen sind.",
    ),
)


def _difference(code: str, name: str, severity: Severity, hint_en: str, hint_de: str) -> Rule:
    """The sentence with its evidence is made by the matcher; it is the message."""
    return Rule(code, name, severity, Text("{reason}", "{reason}"), Text(hint_en, hint_de))


PAID_TWICE = _difference(
    "REC010",
    "paid-twice",
    Severity.WARNING,
    "Look whether another invoice is meant; else pay the money back or keep it as a credit.",
    "Bitte prüfen, ob eine andere Rechnung gemeint ist; sonst zurückzahlen oder als Guthaben stehen lassen.",
)
DISCOUNT_LATE = _difference(
    "REC011",
    "discount-late",
    Severity.WARNING,
    "Tick the row in Review to grant the discount; else the rest stays open.",
    "Bitte in Klärung ankreuzen, um das Skonto zu gewähren; sonst bleibt der Rest offen.",
)
DISCOUNT_TOO_HIGH = _difference(
    "REC012",
    "discount-too-high",
    Severity.WARNING,
    "Tick the row in Review to grant the discount; else the rest stays open.",
    "Bitte in Klärung ankreuzen, um das Skonto zu gewähren; sonst bleibt der Rest offen.",
)
OVERPAID = _difference(
    "REC013",
    "overpaid",
    Severity.WARNING,
    "What is too much stays on the bank line as a credit: pay it back, or name another invoice in Review.",
    "Was zu viel ist, bleibt als Guthaben auf der Bankzeile: zurückzahlen oder in Klärung eine Rechnung nennen.",
)
UNKNOWN_PAYER = _difference(
    "REC014",
    "unknown-payer",
    Severity.INFO,
    "Tick a proposal in Review or type the invoice number there.",
    "Bitte in Klärung einen Vorschlag ankreuzen oder dort die Rechnungsnummer eintragen.",
)
RETURN_DEBIT = _difference(
    "REC015",
    "return-debit",
    Severity.WARNING,
    "The invoice is open again; ask the customer to pay.",
    "Die Rechnung ist wieder offen; bitte den Kunden um Zahlung bitten.",
)
CANCELLED_REFERENCE = _difference(
    "REC016",
    "reference-of-cancelled-invoice",
    Severity.WARNING,
    "Look which invoice replaced it and type its number in Review, or pay the money back.",
    "Bitte die Ersatzrechnung in Klärung eintragen oder das Geld zurückzahlen.",
)
AMOUNT_DIFFERS = _difference(
    "REC017",
    "amount-differs",
    Severity.WARNING,
    "Tick a proposal in Review or type the invoice numbers there.",
    "Bitte in Klärung einen Vorschlag ankreuzen oder dort die Rechnungsnummern eintragen.",
)
AMBIGUOUS = _difference(
    "REC018",
    "ambiguous",
    Severity.WARNING,
    "Tick the right proposal in Review.",
    "Bitte in Klärung den richtigen Vorschlag ankreuzen.",
)
RETURN_NOT_FOUND = _difference(
    "REC019",
    "return-not-found",
    Severity.WARNING,
    "Type the invoice number in Review to open it again.",
    "Bitte in Klärung die Rechnungsnummer eintragen, damit sie wieder offen ist.",
)
PAID_OUT = _difference(
    "REC020",
    "paid-out",
    Severity.INFO,
    "Nothing is settled by it; look whether it is a refund.",
    "Es wird nichts zugeordnet; bitte prüfen, ob es eine Rückzahlung ist.",
)
NOTHING_FITS = _difference(
    "REC021",
    "nothing-fits",
    Severity.INFO,
    "If a customer paid, type the invoice number in Review; else choose “no customer payment” in Bank.",
    "Zahlt ein Kunde, die Rechnungsnummer in Klärung eintragen; sonst in Bank „keine Kundenzahlung“ wählen.",
)
WRITTEN_OFF = _difference(
    "REC022",
    "written-off",
    Severity.INFO,
    "The limit is in Settings.",
    "Die Grenze steht in den Einstellungen.",
)

TWO_TICKS = Rule(
    "REC030",
    "two-ticks",
    Severity.ERROR,
    Text(
        "{count} proposals of bank line {line} are ticked.",
        "Bei der Bankzeile {line} sind {count} Vorschläge angekreuzt.",
    ),
    Text("The line was left out. Tick one.", "Die Zeile blieb außen vor. Bitte einen ankreuzen."),
)
UNKNOWN_INVOICE = Rule(
    "REC031",
    "unknown-invoice",
    Severity.ERROR,
    Text("{found} is no open invoice in Receivables.", "{found} ist keine offene Rechnung in Offene Posten."),
    Text(
        "The line was left out. Correct the invoice number; several are parted by commas.",
        "Die Zeile blieb außen vor. Bitte die Rechnungsnummer berichtigen; mehrere mit Komma trennen.",
    ),
)
NO_INVOICE_NAMED = Rule(
    "REC032",
    "no-invoice-named",
    Severity.ERROR,
    Text("The ticked row names no invoice.", "Die angekreuzte Zeile nennt keine Rechnung."),
    Text("Type the invoice number, then accept again.", "Bitte die Rechnungsnummer eintragen und erneut übernehmen."),
)
LINE_GONE = Rule(
    "REC033",
    "line-not-open",
    Severity.WARNING,
    Text(
        "Bank line {line} is settled already, or it is not imported.",
        "Die Bankzeile {line} ist bereits zugeordnet oder nicht eingelesen.",
    ),
    Text("The row was left out.", "Die Zeile blieb außen vor."),
)
ALLOCATION_IMPOSSIBLE = Rule(
    "REC034",
    "allocation-impossible",
    Severity.ERROR,
    Text(
        "{amount} cannot be put on {numbers}: {why}.",
        "{amount} lässt sich {numbers} nicht zuordnen: {why}.",
    ),
    Text(
        "The line was left out. Correct the invoice numbers.",
        "Die Zeile blieb außen vor. Bitte die Rechnungsnummern berichtigen.",
    ),
)
OVERPAID_REST = Rule(
    "REC035",
    "overpaid-rest",
    Severity.WARNING,
    Text(
        "{rest} of bank line {line} are more than was open and stay unallocated.",
        "{rest} der Bankzeile {line} sind mehr, als offen war, und bleiben ohne Zuordnung.",
    ),
    Text(
        "Pay it back or keep it as a credit of the customer.", "Bitte zurückzahlen oder als Guthaben des Kunden führen."
    ),
)
LINE_LOCKED = Rule(
    "REC036",
    "line-locked",
    Severity.ERROR,
    Text(
        "Bank line {line} of {day} lies in the locked period.",
        "Die Bankzeile {line} vom {day} liegt im gesperrten Zeitraum.",
    ),
    Text(
        "The line was left out. The books are locked by a day in Settings.",
        "Die Zeile blieb außen vor. Gesperrt wird durch einen Tag in den Einstellungen.",
    ),
)
LATER_ENTRIES = Rule(
    "REC037",
    "later-entries",
    Severity.ERROR,
    Text(
        "The allocation of bank line {line} on {numbers} stays: later payments or returns build on it.",
        "Die Zuordnung der Bankzeile {line} zu {numbers} bleibt: Spätere Zahlungen oder Rückgaben bauen darauf auf.",
    ),
    Text("Take the later ones back first.", "Bitte zuerst die späteren zurücknehmen."),
)
