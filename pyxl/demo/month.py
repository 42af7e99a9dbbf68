"""The month of the demo: the clicks in their order, for `pyxl demo` to play.

>>> [step.action_id for step in STEPS][:4]
['import-orders', 'validate-orders', 'book-movements', 'check-availability']
"""

from __future__ import annotations

from pyxl.core.labels import Text
from pyxl.demo import service_steps
from pyxl.demo.october import FIRST_ORDERS, LAST_ORDERS
from pyxl.demo.stage import (
    ANSWER_FILE,
    APPROVED_BILLS,
    BANK_MONTH_END,
    BILLS_FOLDER,
    CAMT_FILE,
    CLERK,
    DIRECTOR,
    FIRST_DAY,
    FORM_FILE,
    GOODS_DAY,
    INVOICE_DATE,
    LAST_ORDERS_DAY,
    MT940_FILE,
    PAID_BILLS,
    SHIPMENTS,
    SHOP_FILE,
    DemoStep,
    Typed,
)

STEPS: tuple[DemoStep, ...] = (
    DemoStep(
        "import-orders",
        INVOICE_DATE,
        Text(
            "A form from a salesperson and a day of the web shop come in; a buyer nobody knows waits for you.",
            "Ein Formular vom Vertrieb und ein Tag des Webshops kommen herein; ein unbekannter Käufer wartet auf Sie.",
        ),
        (FORM_FILE, SHOP_FILE),
    ),
    DemoStep(
        "validate-orders",
        INVOICE_DATE,
        Text(
            "The order lines of September are checked; 25 of 304 carry errors. Nothing is billed yet.",
            "Die Auftragszeilen vom September werden geprüft; 25 von 304 haben Fehler. Noch wird nichts berechnet.",
        ),
    ),
    DemoStep(
        "book-movements",
        FIRST_DAY,
        Text(
            "What was counted before September is booked: on hand is the sum of the movements.",
            "Was vor September gezählt wurde, wird gebucht: Der Bestand ist die Summe der Bewegungen.",
        ),
    ),
    DemoStep(
        "check-availability",
        INVOICE_DATE,
        Text(
            "Each line gets its goods, from stock or from what suppliers will bring; what is missing is said.",
            "Jede Zeile bekommt ihre Ware, ab Lager oder aus dem Zulauf; was fehlt, wird gesagt.",
        ),
    ),
    DemoStep(
        "pick-list",
        INVOICE_DATE,
        Text(
            "What is due is listed by location, in walking order, with weights.",
            "Was fällig ist, steht nach Lagerplatz in Laufreihenfolge auf der Liste, mit Gewichten.",
        ),
    ),
    DemoStep(
        "deliver",
        INVOICE_DATE,
        Text(
            "One delivery note for each order; the goods are booked out.",
            "Je Auftrag ein Lieferschein; die Ware ist ausgebucht.",
        ),
    ),
    DemoStep(
        "ship",
        INVOICE_DATE,
        Text(
            "Three of them go by carrier: with the tracking number, the customer's notice lies ready as a draft.",
            "Drei davon bringt ein Spediteur: Mit der Sendungsnummer liegt die Nachricht an den Kunden als Entwurf da.",
        ),
        typed=(
            Typed("Deliveries", "carrier", lambda place, _: "Spedition Siebenmeilen" if place <= SHIPMENTS else None),
            Typed(
                "Deliveries", "tracking_number", lambda place, _: f"SM-77{place:04d}" if place <= SHIPMENTS else None
            ),
        ),
    ),
    DemoStep(
        "confirm-orders",
        INVOICE_DATE,
        Text(
            "What is ordered for October is confirmed with the day it can be there.",
            "Was für Oktober bestellt ist, wird mit dem Tag bestätigt, an dem es da sein kann.",
        ),
    ),
    DemoStep(
        "propose-purchases",
        INVOICE_DATE,
        Text(
            "What has to be bought is proposed: for orders, and what fell below its reorder level.",
            "Was nachzubestellen ist, wird vorgeschlagen: für Aufträge, und was unter Meldebestand fiel.",
        ),
    ),
    DemoStep(
        "order-purchases",
        INVOICE_DATE,
        Text(
            "All proposals are ticked: one numbered order to each supplier, and the goods are incoming.",
            "Alle Vorschläge sind angekreuzt: je Lieferant eine nummerierte Bestellung, und die Ware ist im Zulauf.",
        ),
        typed=(Typed("PurchaseProposals", "order", lambda _, row: bool(row.item_number)),),
    ),
    DemoStep(
        "create-invoices",
        INVOICE_DATE,
        Text(
            "Every good line delivered by 30 September is billed; the bad ones stay behind and are named.",
            "Jede gute Zeile, die bis 30. September geliefert ist, wird berechnet; die fehlerhaften bleiben benannt "
            "liegen.",
        ),
    ),
    DemoStep(
        "import-bills",
        INVOICE_DATE,
        Text(
            "Seven bills of suppliers come in: one names another account, one is of a firm nobody knows.",
            "Sieben Eingangsrechnungen kommen herein: eine nennt ein anderes Konto, eine ist von Unbekannten.",
        ),
        (BILLS_FOLDER,),
        user=CLERK,
    ),
    DemoStep(
        "approve-bills",
        INVOICE_DATE,
        Text(
            "Bills over 1,000 EUR need an approval; the director ticks two.",
            "Rechnungen über 1.000 EUR brauchen eine Freigabe; die Geschäftsführerin kreuzt zwei an.",
        ),
        user=DIRECTOR,
        typed=(Typed("Bills", "approve", lambda _, row: row.bill_number in APPROVED_BILLS or None),),
    ),
    DemoStep(
        "propose-payments",
        INVOICE_DATE,
        Text(
            "What is to be paid on 1 October is listed, with discount and reasons; what is amiss is held.",
            "Was am 1. Oktober zu zahlen ist, steht da, mit Skonto und Begründung; was nicht stimmt, ist angehalten.",
        ),
        user=CLERK,
    ),
    DemoStep(
        "pay",
        INVOICE_DATE,
        Text(
            "Three bills, less a credit note, become a SEPA file and a list to sign.",
            "Drei Rechnungen, abzüglich einer Rechnungskorrektur, werden SEPA-Datei und Liste zum Unterschreiben.",
        ),
        user=CLERK,
        typed=(Typed("Payments", "pay", lambda _, row: row.bill_number in PAID_BILLS or None),),
    ),
    DemoStep(
        "mark-sent",
        INVOICE_DATE,
        Text("The file is handed in at the bank.", "Die Datei ist bei der Bank eingereicht."),
        user=CLERK,
    ),
    DemoStep(
        "read-bank-answer",
        INVOICE_DATE,
        Text(
            "The bank answers: one payee's name fits the account only nearly.",
            "Die Bank antwortet: Ein Empfänger passt nur beinahe zum Konto.",
        ),
        (ANSWER_FILE,),
        user=CLERK,
    ),
    DemoStep(
        "list-backorders",
        GOODS_DAY,
        Text(
            "Middle of October: which lines wait, since when and for what.",
            "Mitte Oktober: Welche Zeilen warten, seit wann und worauf.",
        ),
    ),
    DemoStep(
        "book-goods-in",
        GOODS_DAY,
        Text(
            "The suppliers brought what had been on its way or ordered; it is held for the orders that waited for it.",
            "Die Lieferanten haben gebracht, was unterwegs oder bestellt war; es ist für die Aufträge reserviert, die "
            "darauf warten.",
        ),
        typed=(Typed("Incoming", "received_now", lambda _, row: row.quantity),),
    ),
    DemoStep(
        "validate-orders",
        GOODS_DAY,
        Text(
            "The orders of October so far are typed in and checked; the 25 errors are still those of September.",
            "Die bisherigen Aufträge vom Oktober werden eingetragen und geprüft; die 25 Fehler sind noch die vom "
            "September.",
        ),
        new_rows=FIRST_ORDERS,
    ),
    DemoStep(
        "pick-list",
        GOODS_DAY,
        Text(
            "What is due by now is listed, of these orders and of those that waited.",
            "Was bis heute fällig ist, steht auf der nächsten Liste, von diesen Aufträgen und von denen, die warteten.",
        ),
    ),
    DemoStep(
        "deliver",
        GOODS_DAY,
        Text("They go out, the backorders too.", "Es geht hinaus, auch die Rückstände."),
    ),
    *service_steps.IN_OCTOBER,
    DemoStep(
        "validate-orders",
        LAST_ORDERS_DAY,
        Text(
            "The last orders of October are typed in, for November, and checked with all the others.",
            "Die letzten Aufträge vom Oktober, für November, werden eingetragen und mit allen anderen geprüft.",
        ),
        new_rows=LAST_ORDERS,
    ),
    DemoStep(
        "check-availability",
        LAST_ORDERS_DAY,
        Text(
            "Half of their lines get goods from stock; the goods for the other half have to be bought.",
            "Die Hälfte ihrer Zeilen bekommt Ware ab Lager; für die andere Hälfte ist sie zu bestellen.",
        ),
    ),
    DemoStep(
        "import-bank",
        BANK_MONTH_END,
        Text(
            "The bank's export of October is read; its balances prove that no line is missing.",
            "Die Umsätze vom Oktober werden eingelesen; die Salden belegen, dass keine Zeile fehlt.",
        ),
        (CAMT_FILE,),
    ),
    DemoStep(
        "import-bank",
        BANK_MONTH_END,
        Text(
            "The same month once more as MT940: every line is known already, nothing is added.",
            "Derselbe Monat noch einmal als MT940: Jede Zeile ist schon bekannt, es kommt nichts hinzu.",
        ),
        (MT940_FILE,),
    ),
    DemoStep(
        "reconcile",
        BANK_MONTH_END,
        Text(
            "Payments settle invoices where the case is clear, each with its reason; the rest waits under Review.",
            "Zahlungen gleichen Rechnungen aus, wo der Fall klar ist, jede mit Begründung; der Rest wartet unter "
            "Klärung.",
        ),
    ),
    *service_steps.AT_MONTH_END,
    DemoStep(
        "create-invoices",
        BANK_MONTH_END,
        Text(
            "October is billed: its own orders that went out, and the backorders of September.",
            "Der Oktober wird berechnet: was von seinen Aufträgen hinausging, und die Rückstände vom September.",
        ),
    ),
    DemoStep(
        "list-ageing",
        BANK_MONTH_END,
        Text(
            "What is still open is listed by age, with how late each customer pays.",
            "Was noch offen ist, steht nach Alter in der Liste, mit der Zahlweise jedes Kunden.",
        ),
    ),
    DemoStep(
        "propose-dunning",
        BANK_MONTH_END,
        Text(
            "Who is late is proposed, one letter for each customer; whoever has something in Review is left in peace.",
            "Wer säumig ist, wird vorgeschlagen, ein Brief je Kunde; wer etwas in der Klärung hat, bleibt in Ruhe.",
        ),
    ),
    DemoStep(
        "dun",
        BANK_MONTH_END,
        Text(
            "The proposed letters are ticked and written, with a mail draft where there is an address.",
            "Die vorgeschlagenen Briefe werden angekreuzt und geschrieben, mit E-Mail-Entwurf, wo eine Adresse ist.",
        ),
        typed=(Typed("Dunning", "accept", lambda _, row: True if row.level else None),),
    ),
    DemoStep(
        "cash-forecast",
        BANK_MONTH_END,
        Text(
            "What will be in the bank in the next 13 weeks, as a table and a chart.",
            "Was in den nächsten 13 Wochen auf der Bank sein wird, als Tabelle und Diagramm.",
        ),
    ),
    DemoStep(
        "list-postings",
        BANK_MONTH_END,
        Text(
            "All of it is posted to accounts, debit and credit; candles have an account of their own.",
            "Alles ist auf Konten gebucht, Soll und Haben; Kerzen haben ein eigenes Erlöskonto.",
        ),
    ),
    DemoStep(
        "list-balances",
        BANK_MONTH_END,
        Text(
            "What each account stands at: customers and bank as in their tabs.",
            "Was auf jedem Konto steht: Kunden und Bank wie in ihren Blättern.",
        ),
    ),
    DemoStep(
        "list-vat",
        BANK_MONTH_END,
        Text(
            "The figures of the advance VAT return for September and October.",
            "Die Kennzahlen der Umsatzsteuer-Voranmeldung für September und Oktober.",
        ),
    ),
    DemoStep(
        "report",
        BANK_MONTH_END,
        Text(
            "The manager's report of October beside September: a tab with charts, one HTML page, a PDF.",
            "Der Chefbericht vom Oktober neben dem September: ein Blatt mit Diagrammen, eine HTML-Seite, ein PDF.",
        ),
    ),
)
