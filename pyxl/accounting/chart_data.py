"""The two charts as data: what each account is called, its number in SKR03 and SKR04, and what it is there for.

Columns: name, SKR03, SKR04, kind, `A` for an account out of which DATEV takes the VAT (Automatikkonto), use, tax code,
English, German. What a firm numbers otherwise stands in its tab Accounts.
"""

from __future__ import annotations

from typing import Final

CHART: Final = """
RECEIVABLES|1400|1200|ASSET||RECEIVABLES||Trade receivables|Forderungen aus L+L
PAYABLES|1600|3300|LIABILITY||PAYABLES||Trade payables|Verbindlichkeiten aus L+L
BANK|1200|1800|ASSET||BANK||Bank|Bank
UNASSIGNED|1590|1370|ASSET||UNASSIGNED||Bank lines not assigned|Durchlaufende Posten
OPENING_BALANCES|9000|9000|EQUITY||OPENING||Opening balances|Saldenvorträge
OPENING_RECEIVABLES|9008|9008|EQUITY||OPENING_RECEIVABLES||Opening balances of customers|Saldenvorträge Debitoren
REVENUE_19|8400|4400|INCOME|A|REVENUE|STANDARD|Revenue 19 % VAT|Erlöse 19 % USt
REVENUE_7|8300|4300|INCOME|A|REVENUE|REDUCED|Revenue 7 % VAT|Erlöse 7 % USt
REVENUE_OTHER|8200|4200|INCOME||REVENUE|OTHER|Revenue, other rates|Erlöse, andere Sätze
REVENUE_EXEMPT|8100|4100|INCOME|A|REVENUE|EXEMPT|Revenue exempt from VAT|Steuerfreie Umsätze
REVENUE_SMALL_BUSINESS|8195|4185|INCOME|A|REVENUE|EXEMPT|Revenue of a small business|Erlöse als Kleinunternehmer
REVENUE_REVERSE_CHARGE|8337|4337|INCOME|A|REVENUE|REVERSE_CHARGE|Revenue, reverse charge|Erlöse § 13b UStG
REVENUE_EU_SERVICES|8336|4336|INCOME|A|REVENUE|REVERSE_CHARGE|Services to firms in the EU|Leistungen an Unternehmer in der EU
REVENUE_INTRA_COMMUNITY|8125|4125|INCOME|A|REVENUE|INTRA_COMMUNITY|Intra-community supplies|Steuerfreie ig. Lieferungen
REVENUE_EXPORT|8120|4120|INCOME|A|REVENUE|EXPORT|Exports|Steuerfreie Ausfuhren
REVENUE_NOT_SUBJECT|8950|4690|INCOME||REVENUE|NOT_SUBJECT|Revenue not subject to VAT|Nicht steuerbare Umsätze
VAT_19|1776|3806|LIABILITY||VAT|STANDARD|VAT 19 %|Umsatzsteuer 19 %
VAT_7|1771|3801|LIABILITY||VAT|REDUCED|VAT 7 %|Umsatzsteuer 7 %
VAT_OTHER|1770|3800|LIABILITY||VAT|OTHER|VAT, other rates|Umsatzsteuer
VAT_ACQUISITION_19|1774|3804|LIABILITY||VAT|INTRA_COMMUNITY|VAT on acquisitions 19 %|Umsatzsteuer aus ig. Erwerb 19 %
VAT_ACQUISITION_7|1772|3802|LIABILITY||VAT|INTRA_COMMUNITY|VAT on acquisitions 7 %|Umsatzsteuer aus ig. Erwerb 7 %
VAT_REVERSE_19|1787|3837|LIABILITY||VAT|REVERSE_CHARGE|VAT, reverse charge 19 %|Umsatzsteuer § 13b UStG 19 %
VAT_REVERSE_7|1785|3835|LIABILITY||VAT|REVERSE_CHARGE|VAT, reverse charge 7 %|Umsatzsteuer § 13b UStG 7 %
ON_ACCOUNT|1710|3250|LIABILITY||ON_ACCOUNT||Received on account|Erhaltene Anzahlungen
DISCOUNT_GRANTED_19|8736|4736|INCOME|A|DISCOUNT_GRANTED|STANDARD|Cash discount granted, 19 % VAT|Gewährte Skonti 19 % USt
DISCOUNT_GRANTED_7|8731|4731|INCOME|A|DISCOUNT_GRANTED|REDUCED|Cash discount granted, 7 % VAT|Gewährte Skonti 7 % USt
DISCOUNT_GRANTED|8730|4730|INCOME||DISCOUNT_GRANTED|OTHER|Cash discount granted|Gewährte Skonti
LOSS_19|2406|6936|EXPENSE|A|LOSS|STANDARD|Bad debts, 19 % VAT|Forderungsverluste 19 % USt
LOSS_7|2401|6931|EXPENSE|A|LOSS|REDUCED|Bad debts, 7 % VAT|Forderungsverluste 7 % USt
LOSS|2400|6930|EXPENSE||LOSS|OTHER|Bad debts|Forderungsverluste
BANK_FEES|4970|6855|EXPENSE||BANK_FEES||Bank fees|Nebenkosten des Geldverkehrs
INTEREST_INCOME|2650|7110|INCOME||INTEREST||Default interest|Verzugszinsen
DUNNING_INCOME|2700|4830|INCOME||DUNNING||Dunning charges|Mahngebühren, Pauschalen
EXCHANGE_GAIN|2660|4840|INCOME||EXCHANGE_GAIN||Exchange gains|Erträge aus Kursdifferenzen
EXCHANGE_LOSS|2150|6880|EXPENSE||EXCHANGE_LOSS||Exchange losses|Aufwendungen aus Kursdifferenzen
PURCHASES_19|3400|5400|EXPENSE|A|PURCHASES|STANDARD|Purchases, 19 % VAT|Wareneingang 19 % VSt
PURCHASES_7|3300|5300|EXPENSE|A|PURCHASES|REDUCED|Purchases, 7 % VAT|Wareneingang 7 % VSt
PURCHASES|3200|5200|EXPENSE||PURCHASES|OTHER|Purchases|Wareneingang
ACQUISITION_19|3425|5425|EXPENSE|A|PURCHASES|INTRA_COMMUNITY|Acquisitions from the EU, 19 %|Innergemeinschaftlicher Erwerb 19 %
ACQUISITION_7|3420|5420|EXPENSE|A|PURCHASES|INTRA_COMMUNITY|Acquisitions from the EU, 7 %|Innergemeinschaftlicher Erwerb 7 %
REVERSE_DOMESTIC_19|3120|5920|EXPENSE|A|PURCHASES|REVERSE_CHARGE|Reverse charge, Germany 19 %|Leistungen § 13b UStG Inland 19 %
REVERSE_DOMESTIC_7|3110|5910|EXPENSE|A|PURCHASES|REVERSE_CHARGE|Reverse charge, Germany 7 %|Leistungen § 13b UStG Inland 7 %
REVERSE_EU_19|3123|5923|EXPENSE|A|PURCHASES|REVERSE_CHARGE|Reverse charge, EU 19 %|Leistungen § 13b UStG EU 19 %
REVERSE_EU_7|3113|5913|EXPENSE|A|PURCHASES|REVERSE_CHARGE|Reverse charge, EU 7 %|Leistungen § 13b UStG EU 7 %
REVERSE_ABROAD_19|3125|5925|EXPENSE|A|PURCHASES|REVERSE_CHARGE|Reverse charge, other countries 19 %|Leistungen § 13b UStG Drittland 19 %
REVERSE_ABROAD_7|3115|5915|EXPENSE|A|PURCHASES|REVERSE_CHARGE|Reverse charge, other countries 7 %|Leistungen § 13b UStG Drittland 7 %
INPUT_VAT_19|1576|1406|ASSET||INPUT_VAT|STANDARD|Input VAT 19 %|Abziehbare Vorsteuer 19 %
INPUT_VAT_7|1571|1401|ASSET||INPUT_VAT|REDUCED|Input VAT 7 %|Abziehbare Vorsteuer 7 %
INPUT_VAT|1570|1400|ASSET||INPUT_VAT|OTHER|Input VAT|Abziehbare Vorsteuer
INPUT_ACQUISITION_19|1574|1404|ASSET||INPUT_VAT|INTRA_COMMUNITY|Input VAT on acquisitions 19 %|Vorsteuer aus ig. Erwerb 19 %
INPUT_ACQUISITION_7|1572|1402|ASSET||INPUT_VAT|INTRA_COMMUNITY|Input VAT on acquisitions 7 %|Vorsteuer aus ig. Erwerb 7 %
INPUT_REVERSE_19|1577|1407|ASSET||INPUT_VAT|REVERSE_CHARGE|Input VAT, reverse charge 19 %|Vorsteuer § 13b UStG 19 %
INPUT_REVERSE_7|1578|1408|ASSET||INPUT_VAT|REVERSE_CHARGE|Input VAT, reverse charge 7 %|Vorsteuer § 13b UStG 7 %
DISCOUNT_RECEIVED|3730|5730|EXPENSE||DISCOUNT_RECEIVED||Cash discount received|Erhaltene Skonti
"""  # noqa: E501
