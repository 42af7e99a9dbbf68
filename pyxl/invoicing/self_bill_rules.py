"""What keeps a line from being billed by the firm itself, in words: SLF001 to SLF007."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

SUPPLIER_UNKNOWN = Rule(
    "SLF001",
    "supplier-unknown",
    ERROR,
    Text("Supplier {found} is not in tab Suppliers.", "Lieferant {found} steht nicht im Blatt Lieferanten."),
    Text("Correct the number, or add the supplier.", "Die Nummer berichtigen oder den Lieferanten anlegen."),
)
NOT_AGREED = Rule(
    "SLF002",
    "self-billing-not-agreed",
    ERROR,
    Text(
        "Self-billing is not agreed with supplier {supplier}.",
        "Mit Lieferant {supplier} ist keine Gutschrift vereinbart.",
    ),
    Text(
        "Agree it first, then say yes in tab Suppliers: without an agreement the document is no invoice "
        "(§ 14 (2) sentence 2 UStG).",
        "Erst vereinbaren, dann im Blatt Lieferanten „ja“ eintragen: ohne Vereinbarung ist der Beleg keine Rechnung "
        "(§ 14 Abs. 2 Satz 2 UStG).",
    ),
)
NO_TAX_ID = Rule(
    "SLF003",
    "supplier-without-tax-id",
    ERROR,
    Text(
        "Supplier {supplier} has neither VAT ID nor tax number.",
        "Lieferant {supplier} hat weder USt-IdNr. noch Steuernummer.",
    ),
    Text(
        "Ask the supplier and fill one in (§ 14 (4) no. 2 UStG).",
        "Beim Lieferanten erfragen und eintragen (§ 14 Abs. 4 Nr. 2 UStG).",
    ),
)
WRONG_VAT_ID = Rule(
    "SLF004",
    "supplier-vat-id-wrong",
    ERROR,
    Text(
        "Supplier {supplier}: VAT ID “{found}” is missing, or has a wrong form or check digit.",
        "Lieferant {supplier}: die USt-IdNr. „{found}“ fehlt oder hat falsche Form oder Prüfziffer.",
    ),
    Text("Ask the supplier for the right VAT ID.", "Die richtige USt-IdNr. beim Lieferanten erfragen."),
)
WRONG_IBAN = Rule(
    "SLF005",
    "supplier-iban-wrong",
    WARNING,
    Text(
        "Supplier {supplier}: IBAN “{found}” has a wrong length or check digit; the document names no account.",
        "Lieferant {supplier}: IBAN „{found}“ hat falsche Länge oder Prüfziffer; der Beleg nennt kein Konto.",
    ),
    Text("Ask the supplier for the right IBAN.", "Die richtige IBAN beim Lieferanten erfragen."),
)
AMOUNT_OUT_OF_RANGE = Rule(
    "SLF006",
    "self-bill-amount-out-of-range",
    ERROR,
    Text("{quantity} times {price} cannot be billed.", "{quantity} mal {price} lässt sich nicht abrechnen."),
    Text(
        "Quantity and price are above zero; the price has four decimals at most.",
        "Menge und Preis sind größer als null; der Preis hat höchstens vier Nachkommastellen.",
    ),
)
NOT_DELIVERED = Rule(
    "SLF007",
    "self-bill-not-delivered",
    ERROR,
    Text("Delivery on {found} is still to come.", "Die Lieferung am {found} steht noch aus."),
    Text("Bill it then; or correct the date.", "Dann abrechnen; oder das Datum berichtigen."),
)
