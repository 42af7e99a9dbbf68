"""The words on order confirmations, pick lists, delivery notes and purchase orders, in one table."""

from __future__ import annotations

from types import MappingProxyType

from pyxl.core.labels import Label, Language, Text

WORDS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "confirmation": Label("Order confirmation", "Auftragsbestätigung"),
        "pick_list": Label("Pick list", "Kommissionierliste"),
        "delivery_note": Label("Delivery note", "Lieferschein"),
        "purchase_order": Label("Purchase order", "Bestellung"),
        "date": Label("Date", "Datum"),
        "revision": Label("Revision", "Fassung"),
        "customer_number": Label("Customer no.", "Kundennr."),
        "supplier_number": Label("Supplier no.", "Lieferantennr."),
        "order_number": Label("Our order no.", "Auftragsnr."),
        "order": Label("Order", "Auftrag"),
        "purchase_reference": Label("Your order", "Ihre Bestellung"),
        "vat_id": Label("Our VAT ID", "Unsere USt-IdNr."),
        "contact": Label("Contact", "Ansprechpartner"),
        "phone": Label("Phone", "Telefon"),
        "email": Label("E-mail", "E-Mail"),
        "weight": Label("Weight", "Gewicht"),
        "lines": Label("Lines", "Positionen"),
        "position": Label("No.", "Pos."),
        "item_number": Label("Item no.", "Artikelnr."),
        "name": Label("Description", "Bezeichnung"),
        "quantity": Label("Quantity", "Menge"),
        "unit": Label("Unit", "Einheit"),
        "ordered": Label("Ordered", "Bestellt"),
        "delivered_now": Label("Delivered", "Geliefert"),
        "outstanding": Label("To follow", "Rest folgt"),
        "unit_price": Label("Unit price", "Einzelpreis"),
        "net": Label("Net", "Netto"),
        "promised": Label("Delivery on", "Lieferung am"),
        "expected": Label("Delivery by", "Lieferung bis"),
        "location": Label("Location", "Lagerplatz"),
        "customer": Label("Customer", "Kunde"),
        "picked": Label("Picked", "Entnommen"),
        "net_total": Label("Net total", "Nettobetrag"),
        "total_weight": Label("Total weight", "Gesamtgewicht"),
        "received": Label("Goods received complete and in good order: date, signature",
                          "Ware vollständig und in gutem Zustand erhalten: Datum, Unterschrift"),
        "picked_by": Label("Picked by: date, signature", "Kommissioniert von: Datum, Unterschrift"),
    }
)  # fmt: skip
REPLACEMENT = Text("Replacement free of charge, case {case}", "Kostenlose Ersatzlieferung, Vorgang {case}")
REPLACEMENT_OF = Text(
    "Replacement free of charge, case {case}, invoice {invoice}",
    "Kostenlose Ersatzlieferung, Vorgang {case}, Rechnung {invoice}",
)
THANKS = Text(
    "Thank you for your order. We confirm it as follows.",
    "Vielen Dank für Ihren Auftrag, den wir wie folgt bestätigen.",
)
REVISED = Text(
    "Your order was changed. This confirmation stands for the one before.",
    "Ihr Auftrag wurde geändert. Diese Bestätigung ersetzt die vorige.",
)
PLUS_VAT = Text("All prices are net, plus VAT as the law has it.",
                "Alle Preise netto, zuzüglich der gesetzlichen Umsatzsteuer.")  # fmt: skip
DELIVERED_TO = Text("Delivery to: {place}.", "Lieferung an: {place}.")
ON_REQUEST = Label("as agreed", "nach Absprache")
TO_FOLLOW = Text(
    "What is still outstanding follows as soon as it is here.",
    "Was noch aussteht, liefern wir nach, sobald es eingetroffen ist.",
)
DISCOUNT = Text("less {percent} discount", "abzüglich {percent} Rabatt")
PRICE_PER = Text("price for {base} {unit}", "Preis je {base} {unit}")
ORDERED_ITEM = Text("Your item no. {number}", "Ihre Artikelnr. {number}")
PLEASE_DELIVER = Text("We order the following goods.", "Wir bestellen folgende Ware.")
PLEASE_CONFIRM = Text("Please confirm this order with your day of delivery.",
                      "Bitte bestätigen Sie die Bestellung mit Ihrem Liefertermin.")  # fmt: skip
HOME_COPY = Label("Warehouse", "Lager")


def words_in(language: Language) -> dict[str, str]:
    """All words in one language, by name."""
    return {name: label.text(language) for name, label in WORDS.items()}
