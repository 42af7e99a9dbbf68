"""What can be wrong with a customer or an item, in words: MAS001 and on."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, INFO, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

UNKNOWN_COUNTRY = Rule(
    "MAS001",
    "unknown-country",
    ERROR,
    Text(
        "Customer {customer}: country “{found}” is no country code.",
        "Kunde {customer}: Land „{found}“ ist kein Ländercode.",
    ),
    Text("Type the two letters of the country, such as DE, AT, GB.", "Die zwei Buchstaben eintragen, etwa DE, AT, GB."),
)
INVALID_VAT_ID = Rule(
    "MAS002",
    "invalid-vat-id",
    WARNING,
    Text(
        "Customer {customer}: VAT ID “{found}” has a wrong form or check digit.",
        "Kunde {customer}: USt-IdNr. „{found}“ hat falsche Form oder Prüfziffer.",
    ),
    Text("Ask the customer for the right VAT ID.", "Die richtige USt-IdNr. beim Kunden erfragen."),
)
VAT_ID_NEEDED = Rule(
    "MAS003",
    "vat-id-needed",
    ERROR,
    Text(
        "Customer {customer} is taxed as {treatment}, but VAT ID “{found}” is missing or wrong.",
        "Kunde {customer} wird als {treatment} besteuert, doch die USt-IdNr. „{found}“ fehlt oder ist falsch.",
    ),
    Text(
        "Without a valid VAT ID of the customer the supply is taxed as at home (§ 6a, § 14a UStG): "
        "fill it in, or change the tax treatment.",
        "Ohne gültige USt-IdNr. des Kunden ist die Lieferung steuerpflichtig (§ 6a, § 14a UStG): "
        "eintragen oder die Besteuerung ändern.",
    ),
)
VAT_ID_OF_OTHER_COUNTRY = Rule(
    "MAS004",
    "vat-id-of-other-country",
    WARNING,
    Text(
        "Customer {customer} is in {country}, but VAT ID {found} is of {other}.",
        "Kunde {customer} sitzt in {country}, die USt-IdNr. {found} ist aber aus {other}.",
    ),
    Text("Check country and VAT ID.", "Land und USt-IdNr. prüfen."),
)
INTRA_COMMUNITY_AT_HOME = Rule(
    "MAS005",
    "intra-community-at-home",
    ERROR,
    Text(
        "Customer {customer} is taxed as intra-community, but is in {country} like your own firm.",
        "Kunde {customer} wird als innergemeinschaftlich besteuert, sitzt aber wie Ihre Firma in {country}.",
    ),
    Text("Correct the country, or choose domestic.", "Das Land berichtigen oder Inland wählen."),
)
INTRA_COMMUNITY_OUTSIDE_UNION = Rule(
    "MAS006",
    "intra-community-outside-union",
    ERROR,
    Text(
        "Customer {customer} is taxed as intra-community, but {country} is not in the European Union.",
        "Kunde {customer} wird als innergemeinschaftlich besteuert, {country} ist aber nicht in der EU.",
    ),
    Text("Correct the country, or choose export.", "Das Land berichtigen oder Ausfuhr wählen."),
)
EXPORT_WITHIN_UNION = Rule(
    "MAS007",
    "export-within-union",
    ERROR,
    Text(
        "Customer {customer} is taxed as export, but {country} is in the European Union.",
        "Kunde {customer} wird als Ausfuhr besteuert, {country} ist aber in der EU.",
    ),
    Text(
        "Correct the country, or choose domestic or intra-community.",
        "Das Land berichtigen oder Inland oder innergemeinschaftlich wählen.",
    ),
)
DOMESTIC_ABROAD = Rule(
    "MAS008",
    "domestic-abroad",
    WARNING,
    Text(
        "Customer {customer} is in {country}, but is taxed as domestic.",
        "Kunde {customer} sitzt in {country}, wird aber als Inland besteuert.",
    ),
    Text(
        "Choose the tax treatment; leave domestic if the goods stay here.",
        "Die Besteuerung wählen; Inland lassen, wenn die Ware hier bleibt.",
    ),
)
INVALID_IBAN = Rule(
    "MAS009",
    "invalid-iban",
    WARNING,
    Text(
        "Customer {customer}: IBAN “{found}” has a wrong length or check digit.",
        "Kunde {customer}: IBAN „{found}“ hat falsche Länge oder Prüfziffer.",
    ),
    Text("Ask the customer for the right IBAN.", "Die richtige IBAN beim Kunden erfragen."),
)
INVALID_EMAIL = Rule(
    "MAS010",
    "invalid-email",
    WARNING,
    Text(
        "Customer {customer}: “{found}” is no e-mail address.",
        "Kunde {customer}: „{found}“ ist keine E-Mail-Adresse.",
    ),
    Text("Type one address, such as name@firm.de.", "Eine Adresse eintragen, zum Beispiel name@firma.de."),
)
PAYMENT_DAYS_LONG = Rule(
    "MAS011",
    "payment-days-long",
    INFO,
    Text(
        "Customer {customer} has {found} payment days; more than 60 must be agreed expressly.",
        "Kunde {customer} hat {found} Tage Zahlungsziel; über 60 müssen ausdrücklich vereinbart sein.",
    ),
    Text("See § 271a BGB.", "Siehe § 271a BGB."),
)
PAYMENT_DAYS_NEGATIVE = Rule(
    "MAS012",
    "payment-days-negative",
    ERROR,
    Text("Customer {customer}: {found} payment days.", "Kunde {customer}: {found} Tage Zahlungsziel."),
    Text("Type 0 for payment at once.", "0 eintragen für sofort fällig."),
)
CASH_DISCOUNT_INCOMPLETE = Rule(
    "MAS013",
    "cash-discount-incomplete",
    ERROR,
    Text(
        "Customer {customer}: cash discount needs percent and days; {label} is empty.",
        "Kunde {customer}: Skonto braucht Prozent und Tage; {label} ist leer.",
    ),
    Text("Fill in {label}, or empty both.", "{label} eintragen oder beide leeren."),
)
CASH_DISCOUNT_OUT_OF_RANGE = Rule(
    "MAS014",
    "cash-discount-out-of-range",
    ERROR,
    Text(
        "Customer {customer}: cash discount of {percent} % within {days} days cannot be.",
        "Kunde {customer}: Skonto von {percent} % binnen {days} Tagen kann nicht sein.",
    ),
    Text("Type a percentage below 100 and days not below 0.", "Prozent unter 100 und Tage nicht unter 0 eintragen."),
)
CASH_DISCOUNT_AFTER_DUE = Rule(
    "MAS015",
    "cash-discount-after-due",
    WARNING,
    Text(
        "Customer {customer}: cash discount runs {days} days, the invoice is due after {due}.",
        "Kunde {customer}: Skonto läuft {days} Tage, die Rechnung ist nach {due} fällig.",
    ),
    Text("Check payment days and cash discount days.", "Zahlungsziel und Skontotage prüfen."),
)
CUSTOMER_DISCOUNT_OUT_OF_RANGE = Rule(
    "MAS016",
    "customer-discount-out-of-range",
    ERROR,
    Text(
        "Customer {customer}: a discount of {found} % cannot be.",
        "Kunde {customer}: ein Rabatt von {found} % kann nicht sein.",
    ),
    Text("Type a percentage from 0 to 100.", "Prozent von 0 bis 100 eintragen."),
)
UNKNOWN_CUSTOMER_CURRENCY = Rule(
    "MAS017",
    "unknown-customer-currency",
    ERROR,
    Text("Customer {customer}: “{found}” is no currency.", "Kunde {customer}: „{found}“ ist keine Währung."),
    Text("Type the three letters, such as EUR or CHF.", "Die drei Buchstaben eintragen, etwa EUR oder CHF."),
)
POSTCODE_SHAPE = Rule(
    "MAS018",
    "postcode-shape",
    WARNING,
    Text(
        "Customer {customer}: postcode “{found}” is none of {country} ({digits} digits).",
        "Kunde {customer}: PLZ „{found}“ ist keine von {country} ({digits} Ziffern).",
    ),
    Text("Check the postcode; a leading zero may be lost.", "Die PLZ prüfen; vielleicht fehlt die führende Null."),
)
OWN_VAT_ID_NEEDED = Rule(
    "MAS019",
    "own-vat-id-needed",
    ERROR,
    Text(
        "Customer {customer} is taxed as {treatment}: the invoice needs your own VAT ID, and Settings name none.",
        "Kunde {customer} wird als {treatment} besteuert: Die Rechnung braucht Ihre eigene USt-IdNr., "
        "und in den Einstellungen steht keine.",
    ),
    Text(
        "Fill in your VAT ID in Settings; the tax number does not do here (§ 14a (1) and (3) UStG).",
        "Ihre USt-IdNr. in den Einstellungen eintragen; die Steuernummer genügt hier nicht (§ 14a Abs. 1 und 3 UStG).",
    ),
)
PAYMENT_DAYS_TOO_MANY = Rule(
    "MAS020",
    "payment-days-too-many",
    ERROR,
    Text(
        "Customer {customer}: {label} of {found} are more than ten years.",
        "Kunde {customer}: {label} von {found} sind mehr als zehn Jahre.",
    ),
    Text("Type the number of days, such as 14.", "Die Zahl der Tage eintragen, zum Beispiel 14."),
)
NEGATIVE_LIST_PRICE = Rule(
    "MAS021",
    "negative-list-price",
    ERROR,
    Text("Item {item}: the price {found} is negative.", "Artikel {item}: der Preis {found} ist negativ."),
    Text("Type the price without a sign.", "Den Preis ohne Vorzeichen eintragen."),
)
LIST_PRICE_TOO_FINE = Rule(
    "MAS022",
    "list-price-too-fine",
    ERROR,
    Text(
        "Item {item}: the price {found} has more than four decimals.",
        "Artikel {item}: der Preis {found} hat mehr als vier Nachkommastellen.",
    ),
    Text("Round the price, or sell by a larger unit.", "Den Preis runden oder in größerer Einheit verkaufen."),
)
ITEM_QUANTITY_NEGATIVE = Rule(
    "MAS023",
    "item-quantity-negative",
    WARNING,
    Text(
        "Item {item}: {label} is {found}; it is left aside.",
        "Artikel {item}: {label} ist {found}; sie bleibt außer Betracht.",
    ),
    Text("Type a quantity above 0, or leave it empty.", "Eine Menge über 0 eintragen oder leer lassen."),
)
ITEM_DISCOUNT_OUT_OF_RANGE = Rule(
    "MAS024",
    "item-discount-out-of-range",
    ERROR,
    Text(
        "Item {item}: a discount limit of {found} % cannot be.",
        "Artikel {item}: eine Rabattgrenze von {found} % kann nicht sein.",
    ),
    Text("Type a percentage from 0 to 100.", "Prozent von 0 bis 100 eintragen."),
)
PLAIN_PDF_FOR_BUSINESS = Rule(
    "MAS025",
    "plain-pdf-for-business",
    WARNING,
    Text(
        "Customer {customer} gets plain PDFs, but has {label} “{found}” like a business.",
        "Kunde {customer} bekommt einfache PDFs, hat aber wie ein Unternehmen {label} „{found}“.",
    ),
    Text(
        "Between German businesses e-invoices become the rule (§ 14 (2) UStG): choose PDF with XML.",
        "Zwischen deutschen Unternehmen wird die E-Rechnung Pflicht (§ 14 Abs. 2 UStG): „PDF mit XML“ wählen.",
    ),
)
MANDATE_INCOMPLETE = Rule(
    "MAS026",
    "mandate-incomplete",
    ERROR,
    Text(
        "Customer {customer} has a SEPA mandate, but {label} is missing.",
        "Kunde {customer} hat ein SEPA-Mandat, aber es fehlt: {label}.",
    ),
    Text(
        "Without it nothing can be collected: fill it in, or empty the mandate.",
        "Ohne das lässt sich nichts einziehen: eintragen oder das Mandat leeren.",
    ),
)
PRICE_BASE_BELOW_ONE = Rule(
    "MAS027",
    "price-base-below-one",
    ERROR,
    Text(
        "Item {item}: the price is said to be for {found} units.",
        "Artikel {item}: der Preis soll für {found} Einheiten gelten.",
    ),
    Text("Type how many units the price is for, such as 100.", "Eintragen, für wie viele Einheiten er gilt, etwa 100."),
)
