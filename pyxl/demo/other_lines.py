"""What else goes over the account of the demo firm in October: rent, wages, taxes, power, suppliers, the bank itself.

>>> sum(line.amount.cents > 0 for line in other_lines())
2
"""

from __future__ import annotations

from datetime import date

from pyxl.core.money import Money
from pyxl.demo.accounts import german_iban
from pyxl.formats.statements.statement import StatementLine

TRANSFER, STANDING_ORDER, DEBIT, CREDIT, FEE, INTEREST, SALARY = "116", "117", "105", "166", "808", "814", "153"
_TEXTS = {
    TRANSFER: "UEBERWEISUNG",
    STANDING_ORDER: "DAUERAUFTRAG",
    DEBIT: "FOLGELASTSCHRIFT",
    CREDIT: "GUTSCHR. UEBERWEISUNG",
    FEE: "ENTGELT",
    INTEREST: "ZINSEN/TILGUNG",
    SALARY: "LOHN/GEHALT",
}

# Day of October, kind, amount, the other side, its invented account (0 where the bank itself books), text.
_LINES: tuple[tuple[int, str, str, str, int, str], ...] = (
    (1, STANDING_ORDER, "-4850.00", "Grundstücksgemeinschaft Dochtwerk GbR", 910_001, "Miete Halle und Büro 10/2026"),
    (1, DEBIT, "-389.00", "Autohaus Radnabe Leasing GmbH", 910_002, "Leasingrate 10/2026 Vertrag 55-7781"),
    (2, DEBIT, "-1142.60", "Fuldastrom Energie GmbH", 910_003, "Abschlag Strom Vertragskonto 700 815 10/2026"),
    (5, TRANSFER, "-6318.90", "Sägewerk Buchenau & Töchter KG", 910_004, "Rechnung 26-3381 vom 18.09.2026"),
    (6, DEBIT, "-129.95", "Drahtlos & Söhne Telekommunikation AG", 910_005, "Rechnung 7734019925 Telefon, Internet"),
    (7, TRANSFER, "-2204.48", "Wachswerke Bienenkorb GmbH", 910_006, "RE 20260917-44 abzgl. 2 % Skonto"),
    (8, DEBIT, "-612.35", "Paketdienst Siebenmeilenstiefel GmbH", 910_007, "Sammelrechnung September 2026 Kd 40021"),
    (12, DEBIT, "-9736.00", "Finanzamt Kassel (Demo)", 910_008, "026 998 87700 UMSATZSTEUER SEPT 2026"),
    (12, DEBIT, "-4127.18", "Finanzamt Kassel (Demo)", 910_008, "026 998 87700 LOHNSTEUER SEPT 2026"),
    (13, CREDIT, "218.40", "Wachswerke Bienenkorb GmbH", 910_006, "Gutschrift GS 88-2026 Rücksendung Dosen"),
    (14, TRANSFER, "-3871.00", "Kabel & Litze Vertriebs GmbH", 910_009, "Ihre Rechnung 419977"),
    (15, DEBIT, "-287.50", "Assekuranz Rotkäppchen VVaG", 910_010, "Betriebshaftpflicht Q4 2026 VS 33-100-29"),
    (15, INTEREST, "-1850.00", "Fuldahafen-Bank eG (Demo)", 0, "Darlehen 6001002 Zins 312,44 Tilgung 1.537,56"),
    (16, TRANSFER, "-948.11", "Messingguss Kupferpfennig e. K.", 910_011, "RE 2026-288"),
    (19, DEBIT, "-74.90", "Wolkenkuckuck Software GmbH", 910_012, "Lizenz Oktober Rechnungsnr. WK-10-2291"),
    (20, CREDIT, "96.30", "Assekuranz Rotkäppchen VVaG", 910_010, "Beitragsrückerstattung Kfz VS 33-100-30"),
    (21, TRANSFER, "-5120.75", "Glas & Schirm Manufaktur Rhön GmbH", 910_013, "Rechnungen 5512 und 5519"),
    (22, DEBIT, "-418.22", "Tankkarte Wegwarte GmbH", 910_014, "Abrechnung 09/2026"),
    (26, DEBIT, "-3390.52", "Krankenkasse Holunder (Demo)", 910_015, "Beitragsnachweis 10/2026 BetrNr 99887700"),
    (26, DEBIT, "-1207.66", "Krankenkasse Wegerich (Demo)", 910_016, "Beitragsnachweis 10/2026 BetrNr 99887700"),
    (28, SALARY, "-2871.43", "Wilma Korbmacher", 910_017, "Gehalt Oktober 2026"),
    (28, SALARY, "-3218.07", "Jakob Ellerbrock", 910_018, "Gehalt Oktober 2026"),
    (28, SALARY, "-3344.90", "Hanne Zwirner", 910_019, "Gehalt Oktober 2026"),
    (28, SALARY, "-2406.15", "Mehmet Tischler", 910_020, "Lohn Oktober 2026"),
    (28, SALARY, "-2288.80", "Oda Wachsmuth", 910_021, "Lohn Oktober 2026"),
    (30, FEE, "-38.70", "", 0, "Kontoführung und Buchungsposten 10/2026"),
)  # fmt: skip


def other_lines() -> tuple[StatementLine, ...]:
    """All lines that no customer paid, by day."""
    return tuple(
        StatementLine(
            booking_date=date(2026, 10, day),
            value_date=date(2026, 10, day),
            amount=Money.of(amount),
            counterparty_name=name,
            counterparty_iban=german_iban(account) if account else "",
            remittance_information=text,
            transaction_code=kind,
            transaction_text=_TEXTS[kind],
        )
        for day, kind, amount, name, account, text in _LINES
    )
