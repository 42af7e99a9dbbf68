"""What can be wrong with a file of orders, in words: INT001 and on."""

from __future__ import annotations

from pyxl.core.cell_rules import ERROR, INFO, WARNING
from pyxl.core.findings import Rule
from pyxl.core.labels import Text

_MEND_AND_AGAIN = Text(
    "Nothing of this order was taken over. Correct it and import the file again.",
    "Von dieser Bestellung wurde nichts übernommen. Bitte berichtigen und die Datei erneut einlesen.",
)

FILE_UNREADABLE = Rule(
    "INT001",
    "order-file-unreadable",
    ERROR,
    Text("{file} was left out: {cause}", "{file} blieb außen vor: {cause}"),
    Text("{step}", "{step}"),
)
UNKNOWN_ORDER_CSV = Rule(
    "INT002",
    "unknown-order-csv",
    WARNING,
    Text(
        'The layout of {file} is not known; row {profile} of "Order profiles" proposes which column is what: {sample}',
        "Das Layout von {file} ist unbekannt; Zeile {profile} in „Bestellprofile“ schlägt vor, was wo steht: {sample}",
    ),
    Text(
        "Check that row, put an x into Use and import the file again.",
        "Bitte die Zeile prüfen, in „Verwenden“ ein x setzen und die Datei erneut einlesen.",
    ),
)
ORDER_PROFILE_INCOMPLETE = Rule(
    "INT003",
    "order-profile-incomplete",
    ERROR,
    Text(
        "Profile {profile} does not fit {file}; empty or no column of the file: {fields}.",
        "Profil {profile} passt nicht zu {file}; leer oder keine Spalte der Datei: {fields}.",
    ),
    Text(
        "Nothing of the file was imported. Correct the row and import the file again.",
        "Aus der Datei wurde nichts übernommen. Bitte die Zeile berichtigen und die Datei erneut einlesen.",
    ),
)
VALUE_UNREADABLE = Rule(
    "INT004",
    "order-value-unreadable",
    ERROR,
    Text(
        "{file}, line {line}: {column} is “{found}”, which is {expected}.",
        "{file}, Zeile {line}: {column} ist „{found}“, das ist {expected}.",
    ),
    _MEND_AND_AGAIN,
)
NO_BUYER = Rule(
    "INT005",
    "order-without-buyer",
    ERROR,
    Text(
        "{file}: order {order} has neither customer number nor e-mail, VAT ID or name.",
        "{file}: Bestellung {order} nennt weder Kundennummer noch E-Mail, USt-IdNr. oder Name.",
    ),
    _MEND_AND_AGAIN,
)
NO_ITEMS = Rule(
    "INT006",
    "order-without-items",
    ERROR,
    Text("{file}: order {order} has no items.", "{file}: Bestellung {order} enthält keine Artikel."),
    _MEND_AND_AGAIN,
)
CUSTOMER_WAITS = Rule(
    "INT007",
    "customer-not-taken-on",
    WARNING,
    Text(
        "{file}: order {order} waits. Customer {customer} is new and so far only proposed in Customers.",
        "{file}: Bestellung {order} wartet. Kunde {customer} ist neu und steht in Kunden erst als Vorschlag.",
    ),
    Text(
        "Check that row, empty “Proposed” and import the file again.",
        "Bitte die Zeile prüfen, „Vorschlag“ leeren und die Datei erneut einlesen.",
    ),
)
CUSTOMER_UNKNOWN = Rule(
    "INT008",
    "buyer-unknown",
    ERROR,
    Text(
        "{file}: order {order} is of {customer}, who is not in Customers.",
        "{file}: Bestellung {order} ist von {customer}; der Kunde steht nicht im Blatt Kunden.",
    ),
    Text(
        "Add the customer and import the file again. With a column “Proposed” in Customers, pyxl proposes the row.",
        "Den Kunden anlegen und die Datei erneut einlesen. Mit einer Spalte „Vorschlag“ in Kunden schlägt pyxl die "
        "Zeile vor.",
    ),
)
CUSTOMER_AMBIGUOUS = Rule(
    "INT009",
    "buyer-ambiguous",
    ERROR,
    Text(
        "{file}: order {order} fits several customers: {customers}.",
        "{file}: Bestellung {order} passt zu mehreren Kunden: {customers}.",
    ),
    Text(
        "The order waits. Give these customers different e-mail addresses or names, or put the number into the form.",
        "Die Bestellung wartet. Den Kunden verschiedene E-Mail-Adressen oder Namen geben oder im Formular die Nummer "
        "eintragen.",
    ),
)
CUSTOMER_CONTRADICTS = Rule(
    "INT010",
    "buyer-contradicts",
    WARNING,
    Text(
        "{file}: order {order} was taken for {customer}, but {what} “{found}” belongs to {other}.",
        "{file}: Bestellung {order} gilt als die von {customer}, doch {what} „{found}“ gehört zu {other}.",
    ),
    Text("Check whose order it is.", "Bitte prüfen, wessen Bestellung es ist."),
)
ORDER_CHANGED = Rule(
    "INT011",
    "order-changed",
    ERROR,
    Text(
        "{file}: order {order} came in before as {number}, with other contents: {changes}.",
        "{file}: Bestellung {order} kam schon als {number} herein, mit anderem Inhalt: {changes}.",
    ),
    Text(
        "It is not taken over a second time. Change {number} in Orders, or undo that import and import this file.",
        "Sie wird kein zweites Mal übernommen. Bitte {number} in Aufträge ändern, oder jenen Import zurücknehmen und "
        "diese Datei einlesen.",
    ),
)
ORDER_IN_TWO_VERSIONS = Rule(
    "INT012",
    "order-in-two-versions",
    ERROR,
    Text(
        "Order {order} of {customer} is there in several versions: {files}.",
        "Bestellung {order} von {customer} liegt in mehreren Fassungen vor: {files}.",
    ),
    Text(
        "None was taken over. Import the right one alone.", "Keine wurde übernommen. Bitte nur die richtige einlesen."
    ),
)
ORDER_TYPED_BEFORE = Rule(
    "INT013",
    "order-typed-before",
    ERROR,
    Text(
        "{file}: order {order} of {customer} stands in Orders already, typed by hand as {number}.",
        "{file}: Bestellung {order} von {customer} steht schon in Aufträge, von Hand eingetragen als {number}.",
    ),
    Text(
        "It is not taken over a second time. If it is another one, change the customer's order number there.",
        "Sie wird kein zweites Mal übernommen. Ist es eine andere, dort die Bestellnummer des Kunden ändern.",
    ),
)
FORM_SENT_BACK = Rule(
    "INT014",
    "form-marked",
    ERROR,
    Text(
        "{file}: nothing of the order was taken over; wrong cells: {count}. Marked copy: {path}",
        "{file}: von der Bestellung wurde nichts übernommen; falsche Zellen: {count}. Markierte Kopie: {path}",
    ),
    Text(
        "Send the copy back to whoever filled it in, and import what comes back.",
        "Die Kopie an den Absender zurückgeben und einlesen, was zurückkommt.",
    ),
)
TOTAL_DIFFERS = Rule(
    "INT015",
    "shop-total-differs",
    ERROR,
    Text(
        "{file}: order {order}: {what} is {found} in the shop, but {expected} by Items and Customers.",
        "{file}: Bestellung {order}: {what} ist im Shop {found}, nach Artikeln und Kunden aber {expected}.",
    ),
    Text(
        "The order waits. Check VAT, prices and discounts here and in the shop; or type the order by hand.",
        "Die Bestellung wartet. Steuersatz, Preise und Rabatte hier und im Shop prüfen oder den Auftrag von Hand "
        "eintragen.",
    ),
)
SHIPPING_ITEM_MISSING = Rule(
    "INT016",
    "shipping-item-missing",
    ERROR,
    Text(
        "{file}: order {order} has {amount} of shipping, and Settings name no item for it.",
        "{file}: Bestellung {order} enthält {amount} Versandkosten, die Einstellungen nennen keinen Artikel dafür.",
    ),
    Text(
        "Add an item such as “Shipping” in Items and put its number into Settings.",
        "Im Blatt Artikel einen Artikel wie „Versand“ anlegen und seine Nummer in die Einstellungen eintragen.",
    ),
)
SHOP_LEFT_OUT = Rule(
    "INT017",
    "shop-orders-left-out",
    INFO,
    Text(
        "{file}: orders left out, being cancelled, failed or refunded in the shop: {count}.",
        "{file}: im Shop storniert, gescheitert oder erstattet und deshalb ausgelassen: {count}.",
    ),
    Text("Nothing is to be done.", "Es ist nichts zu tun."),
)
ORDER_FILE_NOTE = Rule(
    "INT018",
    "order-file-note",
    WARNING,
    Text("{file}: {note}", "{file}: {note}"),
    Text("Look at the names before you go on.", "Bitte die Namen ansehen, bevor es weitergeht."),
)
