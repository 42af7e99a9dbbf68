"""The one list of what pyxl can do. From it come the commands, the ribbon, the menu and the manual page."""

from __future__ import annotations

from pyxl.app.accounting_actions import ACCOUNTING
from pyxl.app.payables_actions import PAYABLES
from pyxl.app.registry import Action, Group
from pyxl.app.service_actions import SERVICE
from pyxl.app.tools import TOOLS
from pyxl.core.labels import Label

ACTIONS: tuple[Action, ...] = (
    Action(
        "validate-orders",
        Group.ORDERS,
        Label("Check orders", "Aufträge prüfen"),
        "AcceptInvitation",
        "pyxl.orders.validating:validate_orders",
        Label(
            "Checks every row of the order sheet and says all that is wrong, with what to do.",
            "Prüft jede Zeile der Aufträge und nennt alles, was nicht stimmt, und was zu tun ist.",
        ),
        repairs=True,
    ),
    Action(
        "import-orders",
        Group.ORDERS,
        Label("Import orders", "Bestellungen einlesen"),
        "ImportExcel",
        "pyxl.intake.importing:import_orders",
        Label(
            "Reads order forms and web shops' exports (Shopify, WooCommerce, CSV); each order comes in once.",
            "Liest Bestellformulare und Exporte von Webshops (Shopify, WooCommerce, CSV); jede Bestellung einmal.",
        ),
        takes_files=True,
        file_kind="order",
        shows="Orders",
    ),
    Action(
        "check-availability",
        Group.GOODS,
        Label("Check availability", "Verfügbarkeit prüfen"),
        "FindDialog",
        "pyxl.stock.availability:check_availability",
        Label(
            "Says for each order line what is there and what comes when, and reserves what can be had.",
            "Nennt je Auftragszeile, was da ist und was wann kommt, und reserviert, was zu haben ist.",
        ),
        shows="Reservations",
    ),
    Action(
        "confirm-orders",
        Group.GOODS,
        Label("Confirm orders", "Aufträge bestätigen"),
        "Reply",
        "pyxl.deliveries.confirming:confirm_orders",
        Label(
            "Writes order confirmations (PDF and e-mail draft) with the day each line is promised for.",
            "Schreibt Auftragsbestätigungen (PDF und E-Mail-Entwurf) mit dem Termin jeder Zeile.",
        ),
        shows="Orders",
    ),
    Action(
        "pick-list",
        Group.GOODS,
        Label("Pick list", "Kommissionierliste"),
        "FilePrint",
        "pyxl.deliveries.picking:pick_list",
        Label(
            "Lists what is due and in stock, by location in walking order, with weights (PDF).",
            "Listet, was fällig und da ist, nach Lagerplatz in Laufreihenfolge, mit Gewichten (PDF).",
        ),
        shows="PickList",
    ),
    Action(
        "deliver",
        Group.GOODS,
        Label("Deliver", "Liefern"),
        "Forward",
        "pyxl.deliveries.delivering:deliver",
        Label(
            "Writes a numbered delivery note (PDF) for each order that was picked and books the goods out.",
            "Schreibt je kommissioniertem Auftrag einen nummerierten Lieferschein (PDF) und bucht die Ware aus.",
        ),
        shows="Deliveries",
    ),
    Action(
        "ship",
        Group.GOODS,
        Label("Ship", "Versenden"),
        "FileSendAsAttachment",
        "pyxl.deliveries.shipping:ship",
        Label(
            "Records carrier and tracking number typed in Deliveries and prepares the notice to the customer.",
            "Hält Spediteur und Sendungsnummer aus „Lieferungen“ fest und entwirft die Nachricht an den Kunden.",
        ),
        shows="Deliveries",
    ),
    Action(
        "list-backorders",
        Group.GOODS,
        Label("Backorders", "Rückstände"),
        "Filter",
        "pyxl.stock.backorders:list_backorders",
        Label(
            "Lists order lines that are late, short, held or partly delivered, with the day they can go and why.",
            "Nennt Auftragszeilen, die sich verspäten, fehlen, warten oder Rest sind, mit Termin und Grund.",
        ),
        shows="Backorders",
    ),
    Action(
        "book-goods-in",
        Group.GOODS,
        Label("Book goods in", "Wareneingang buchen"),
        "ImportExcel",
        "pyxl.stock.receiving:book_goods_in",
        Label(
            "Books what is typed under “Received now” in Incoming.",
            "Bucht, was im Zulauf unter „Jetzt erhalten“ steht.",
        ),
        shows="Stock",
    ),
    Action(
        "book-movements",
        Group.GOODS,
        Label("Book movements", "Bewegungen buchen"),
        "TableInsert",
        "pyxl.stock.booking:book_movements",
        Label(
            "Books goods in, goods out and corrections typed in Movements, each row once.",
            "Bucht Zugänge, Abgänge und Korrekturen aus „Bewegungen“, jede Zeile einmal.",
        ),
        shows="Stock",
    ),
    Action(
        "book-count",
        Group.GOODS,
        Label("Book count", "Zählung buchen"),
        "Calculator",
        "pyxl.stock.counting:book_count",
        Label(
            "Books the difference where “Counted” in Stock is not what is on hand.",
            "Bucht die Differenz, wo „Gezählt“ im Lager vom Bestand abweicht.",
        ),
        shows="Stock",
    ),
    Action(
        "propose-purchases",
        Group.SUPPLIERS,
        Label("Propose purchases", "Bestellungen vorschlagen"),
        "SortDown",
        "pyxl.purchasing.proposing:propose_purchases",
        Label(
            "Says what should be bought: what orders lack or what is below its reorder level, with quantity and dates.",
            "Sagt, was zu bestellen wäre: was Aufträgen fehlt oder unter Meldebestand ist, mit Menge und Terminen.",
        ),
        shows="PurchaseProposals",
    ),
    Action(
        "order-purchases",
        Group.SUPPLIERS,
        Label("Order from suppliers", "Beim Lieferanten bestellen"),
        "EnvelopesAndLabelsDialog",
        "pyxl.purchasing.ordering:order_purchases",
        Label(
            "Writes a numbered order (PDF, e-mail draft) to each supplier for what you ticked; then it is incoming.",
            "Schreibt je Lieferant eine nummerierte Bestellung (PDF, E-Mail-Entwurf); dann steht sie im Zulauf.",
        ),
        shows="Incoming",
    ),
    Action(
        "create-invoices",
        Group.INVOICES,
        Label("Create invoices", "Rechnungen erstellen"),
        "FileNew",
        "pyxl.invoicing.issue:create_invoices",
        Label(
            "Issues numbered invoices (PDF) for order lines that are right, delivered and not billed yet.",
            "Stellt nummerierte Rechnungen (PDF) für richtige, gelieferte, noch nicht berechnete Zeilen aus.",
        ),
        shows="Invoices",
    ),
    Action(
        "bill-contracts",
        Group.INVOICES,
        Label("Bill contracts", "Verträge berechnen"),
        "RefreshAll",
        "pyxl.invoicing.contracts:bill_contracts",
        Label(
            "Issues the invoice for each period of a contract that has begun, each exactly once.",
            "Stellt für jeden begonnenen Zeitraum eines Vertrags die Rechnung aus, jeden genau einmal.",
        ),
        shows="Invoices",
    ),
    *PAYABLES,
    Action(
        "create-self-bills",
        Group.SUPPLIERS,
        Label("Bill for suppliers", "Gutschriften erstellen"),
        "Forward",
        "pyxl.invoicing.self_billing:create_self_bills",
        Label(
            "Writes the invoices for what suppliers delivered, where that is agreed (self-billing).",
            "Schreibt die Rechnungen über Lieferungen von Lieferanten, wo das vereinbart ist (Gutschrift).",
        ),
        shows="SelfBilling",
    ),
    Action(
        "list-unbilled",
        Group.INVOICES,
        Label("Not invoiced yet", "Noch nicht berechnet"),
        "Filter",
        "pyxl.invoicing.unbilled:list_unbilled",
        Label(
            "Lists what is delivered but not invoiced yet, oldest first, with days and amount; writes no row of yours.",
            "Nennt Geliefertes, das noch nicht berechnet ist, Ältestes zuerst, mit Tagen und Betrag; ändert nichts.",
        ),
        shows="Findings",
    ),
    Action(
        "import-bank",
        Group.BANK,
        Label("Import bank file", "Bankdatei einlesen"),
        "ImportTextFile",
        "pyxl.banking.importing:import_bank",
        Label(
            "Reads the bank's export (camt.053, MT940, CSV); what is known already is not added again.",
            "Liest den Export der Bank (camt.053, MT940, CSV); Bekanntes kommt nicht doppelt hinein.",
        ),
        takes_files=True,
        shows="Bank",
    ),
    Action(
        "reconcile",
        Group.BANK,
        Label("Reconcile", "Zahlungen zuordnen"),
        "Consolidate",
        "pyxl.banking.reconciling:reconcile",
        Label(
            "Settles open items from the bank lines and says why; what is not certain goes to Review.",
            "Gleicht offene Posten mit den Bankzeilen aus und sagt warum; Unsicheres geht in die Klärung.",
        ),
        shows="Review",
    ),
    Action(
        "accept",
        Group.BANK,
        Label("Accept ticked proposals", "Angekreuzte übernehmen"),
        "ReviewAcceptChange",
        "pyxl.banking.accepting:accept_proposals",
        Label(
            "Posts the proposals you ticked in Review.",
            "Bucht die Vorschläge, die Sie in der Klärung angekreuzt haben.",
        ),
        shows="Review",
    ),
    Action(
        "take-back",
        Group.BANK,
        Label("Take back allocations", "Zuordnungen lösen"),
        "ReviewRejectChange",
        "pyxl.banking.taking_back:take_back",
        Label(
            "Takes back the allocation of each settled bank line whose status you set to “new”; the others stay.",
            "Löst die Zuordnung jeder Bankzeile, deren Status Sie auf „neu“ gesetzt haben; die anderen bleiben.",
        ),
    ),
    Action(
        "collect-direct-debits",
        Group.RECEIVABLES,
        Label("Collect direct debits", "Lastschriften einziehen"),
        "AccountingFormat",
        "pyxl.receivables.collecting:collect_direct_debits",
        Label(
            "Makes the SEPA file (pain.008) of the invoices that are due soon and announce their collection.",
            "Macht die SEPA-Datei (pain.008) der bald fälligen Rechnungen, die ihren Einzug ankündigen.",
        ),
        shows="Batches",
    ),
    Action(
        "list-ageing",
        Group.RECEIVABLES,
        Label("Ageing list", "Altersliste"),
        "SortUp",
        "pyxl.dunning.ageing:list_ageing",
        Label(
            "Lists what each customer owes by age, how late he pays and what credit limit would suit.",
            "Nennt je Kunde, was wie lange offen ist, wie spät er zahlt und welches Kreditlimit passte.",
        ),
        shows="Ageing",
    ),
    Action(
        "write-statements",
        Group.RECEIVABLES,
        Label("Statements of account", "Kontoauszüge"),
        "FilePrintPreview",
        "pyxl.dunning.statements:write_statements",
        Label(
            "Writes a statement of account (PDF) for each customer ticked in the ageing list.",
            "Schreibt einen Kontoauszug (PDF) für jeden in der Altersliste angekreuzten Kunden.",
        ),
        shows="Collections",
    ),
    Action(
        "propose-dunning",
        Group.RECEIVABLES,
        Label("Propose dunning", "Mahnvorschlag"),
        "FindDialog",
        "pyxl.dunning.proposing:propose_dunning",
        Label(
            "Says who is to be dunned, at which level, for how much and why; sends nothing.",
            "Sagt, wer zu mahnen ist, mit welcher Stufe, über wie viel und warum; versendet nichts.",
        ),
        shows="Dunning",
    ),
    Action(
        "dun",
        Group.RECEIVABLES,
        Label("Write dunning letters", "Mahnungen schreiben"),
        "EnvelopesAndLabelsDialog",
        "pyxl.dunning.running:dun",
        Label(
            "Writes the letters ticked in the proposal, one per customer, as PDF and e-mail draft.",
            "Schreibt die im Mahnvorschlag angekreuzten Briefe, einen je Kunde, als PDF und E-Mail-Entwurf.",
        ),
        shows="Collections",
    ),
    Action(
        "write-off",
        Group.RECEIVABLES,
        Label("Write off", "Ausbuchen"),
        "DeclineInvitation",
        "pyxl.dunning.writing_off:write_off",
        Label(
            "Gives up the rest of each invoice that has a reason under “Write off”, and names the VAT in it.",
            "Bucht den Rest jeder Rechnung aus, bei der unter „Ausbuchen“ ein Grund steht, und nennt die USt darin.",
        ),
        shows="Collections",
    ),
    Action(
        "hand-over",
        Group.RECEIVABLES,
        Label("Hand over", "An Inkasso geben"),
        "FileSendAsAttachment",
        "pyxl.dunning.handing_over:hand_over",
        Label(
            "Makes the file for a collection agency of the claims ticked in Receivables: a list and the documents.",
            "Macht aus den in „Offene Posten“ angekreuzten Forderungen die Datei fürs Inkasso: Liste und Belege.",
        ),
        shows="Collections",
    ),
    *SERVICE,
    *ACCOUNTING,
    Action(
        "cash-forecast",
        Group.REPORTS,
        Label("Cash forecast", "Liquiditätsvorschau"),
        "ChartInsert",
        "pyxl.forecasting.forecasting:cash_forecast",
        Label(
            "Works out what will be in the bank in the next 13 weeks, from receivables, orders, bills and what recurs.",
            "Rechnet aus, was in den nächsten 13 Wochen auf der Bank sein wird: aus Posten, Aufträgen, Rechnungen.",
        ),
        shows="Forecast",
    ),
    Action(
        "report",
        Group.REPORTS,
        Label("Manager's report", "Chefbericht"),
        "PivotTableInsert",
        "pyxl.reporting.reporting:report",
        Label(
            "Works out the month beside last month and last year: tab with charts, HTML page and PDF.",
            "Rechnet den Monat neben Vormonat und Vorjahr aus: Blatt mit Diagrammen, HTML-Seite und PDF.",
        ),
        takes_month=True,
        shows="Report",
    ),
)
BY_ID = {action.id: action for action in ACTIONS}
"""The jobs by id."""

BUTTONS = (*ACTIONS, *TOOLS)
"""Every button of the ribbon, the menu and the toolbar, in the order of each group."""
