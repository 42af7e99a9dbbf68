"""A new workbook as a person and other programs see it: tabs, tables, drop-downs, formulas with results, colours."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from python_calamine import CalamineWorkbook

from pyxl.app.desk_rows import FindingRow
from pyxl.core.findings import Severity
from pyxl.core.labels import LANGUAGES, Language
from pyxl.core.money import Money
from pyxl.core.schema import TABLES, Row
from pyxl.hosts.new_book import TAB_ORDER, build_book, default_rows
from pyxl.hosts.new_book.formulas import column_reference
from pyxl.hosts.new_book.settings_tab import SECTION_STARTS
from pyxl.hosts.new_book.start_words import STEPS
from pyxl.hosts.new_book.widths import bold_length
from pyxl.ledger.rows import BankLine, BankStatus, ItemStatus, OpenItem, open_amount
from pyxl.masterdata.customers import Customer, CustomerLanguage
from pyxl.masterdata.items import Item, TaxCode
from pyxl.orders.rows import OrderLine
from pyxl.settings import Settings

NAMES = (
    "Bäckerei Öztürk", "Nordlicht Apotheke Inh. Dr. Friederike von der Heide-Winterstein e. K.", "Weiß & Söhne GmbH",
    "Stadtwerke Bad Öhringen an der Lahn Versorgungs- und Verkehrsgesellschaft mbH", "O'Neill & Partners Ltd.",
)  # fmt: skip
GOODS = (
    "Schraube M6x40 verzinkt, 100 Stk.", "=kein Rezept, nur ein Name", "#N/A",
    "Bodenplatte, frostsicher, mit Aussparung für Ablauf DN 100 nach Zeichnung 4711-B, einschließlich Zuschnitt",
)  # fmt: skip
MARKS = ("✗ Kunde 10099 gibt es nicht.", "! Preis 9,80 weicht um 2 % von der Liste ab.", "✓")
DAY = date(2026, 3, 2)
FIRM = Settings(
    company_name="Muster & Töchter Handelsgesellschaft mbH",
    postcode="01067",
    iban="DE02120300000000202051",
    cash_discount_percent=Decimal("2.5"),
    opening_date=date(2026, 1, 1),
)


def sample(language: Language, customers: int = 20, items: int = 20, lines: int = 40, owed: int = 20) -> Any:
    """Rows of a made-up firm: long names, every status, every mark."""
    return {
        "Customers": [_customer(number) for number in range(customers)],
        "Items": [_item(number) for number in range(items)],
        "Orders": [_order(number) for number in range(lines)],
        "Receivables": [_open_item(number) for number in range(owed)],
        "Bank": [_bank_line(number) for number in range(16)],
        "Findings": [_finding(number, language) for number in range(12)],
    }


def _customer(number: int) -> Customer:
    return Customer(
        customer_number=f"{10001 + number}",
        name=NAMES[number % 5],
        street=f"Hauptstraße {number + 1}",
        postcode=f"{1067 + 97 * number:05}",
        city="Neustadt an der Weinstraße" if number % 5 == 0 else "Kassel",
        language=CustomerLanguage.EN if number % 10 == 9 else None,
        email=f"rechnung{number}@beispiel-firma-mit-langem-namen.example",
        cash_discount_percent=Decimal("2.5") if number % 3 == 0 else None,
        payment_days=30 if number % 3 == 0 else None,
        blocked=number == 13,
        check=MARKS[2],
    )


def _item(number: int) -> Item:
    return Item(
        item_number=f"{number:04}",
        description=GOODS[number % 4],
        price=Decimal("0.1234") if number % 4 == 0 else Decimal("12.5") * (number + 1),
        tax_code=TaxCode.REDUCED if number % 6 == 4 else None,
        min_quantity=Decimal(10) if number % 6 == 0 else None,
        check=MARKS[2],
    )


def _order(number: int) -> OrderLine:
    return OrderLine(
        line_id=f"L-{number + 1:05}" if number < 30 else "",
        order_number=f"A-2026-{number // 2 + 1:04}",
        order_date=DAY + timedelta(days=number // 4),
        customer_number="10099" if number % 9 == 2 else f"{10001 + number % 20}",
        item_number=f"{number % 20:04}",
        quantity=Decimal("2.5") if number % 3 else Decimal(1200),
        unit_price=None if number % 4 == 0 else Decimal("9.80"),
        discount_percent=Decimal(3) if number % 5 == 0 else None,
        currency="EUR",
        invoice_number=f"RE-2026-{number + 1:05}" if number < 12 else "",
        check=MARKS[0 if number % 9 == 2 else 1 if number % 9 == 5 else 2],
    )


def _gross(number: int) -> Money:
    return Money.of("119.00") if number % 5 else Money.of("1234567.89")


def _open_item(number: int) -> OpenItem:
    status = tuple(ItemStatus)[number % 4]
    paid = {ItemStatus.PAID: _gross(number), ItemStatus.PARTLY_PAID: Money.of(19)}
    return OpenItem(
        invoice_number=f"RE-2026-{number + 1:05}",
        invoice_date=DAY,
        customer_number=f"{10001 + number}",
        customer_name=NAMES[number % 5],
        gross_amount=_gross(number),
        due_date=DAY + timedelta(days=14) if number % 3 else date(2099, 1, 1),
        amount_paid=paid.get(status),
        credited=_gross(number) if status is ItemStatus.CANCELLED else None,
        status=status,
    )


def _bank_line(number: int) -> BankLine:
    return BankLine(
        line_id=f"B-{number + 1:06}",
        account="DE02120300000000202051",
        booking_date=DAY + timedelta(days=number),
        amount=Money.of("119.00") if number % 3 else Money.of("-1234567.56"),
        counterparty_name=NAMES[number % 5],
        remittance_information="RE-2026-00004 VOM 02.03.2026 KD 10004 ABZGL. SKONTO, VIELEN DANK FUER DIE LIEFERUNG",
        status=tuple(BankStatus)[number % 4],
        reason="Rechnung RE-2026-00004 im Verwendungszweck, Betrag stimmt auf den Cent, Zahler ist bekannt.",
    )


def _finding(number: int, language: Language) -> FindingRow:
    return FindingRow(
        finding_id=str(number + 1),
        severity=tuple(Severity)[number % 3].label.text(language),
        sheet=TABLES["Orders"].label.text(language),
        cell="" if number == 11 else f"D{number + 2}",
        message="Kunde 10099 gibt es nicht. Vielleicht ist 10009 gemeint (Großküche Süd eG), das liegt am nächsten.",
    )


@cache
def book_of(language: Language, filled: bool = True) -> bytes:
    return build_book(language, sample(language), FIRM) if filled else build_book(language)


@cache
def opened(language: Language, filled: bool = True) -> Workbook:
    return load_workbook(BytesIO(book_of(language, filled)))


def rows_of(data: bytes, tab: str, language: Language) -> list[dict[str, Any]]:
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(TABLES[tab].label.text(language))
    header, *rows = sheet.to_python(skip_empty_area=False)
    names = [column.name for column in TABLES[tab].columns]
    assert header == [column.label.text(language) for column in TABLES[tab].columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def column_letter(tab: str, name: str) -> str:
    return get_column_letter([column.name for column in TABLES[tab].columns].index(name) + 1)


def validation(language: Language, tab: str, name: str) -> Any:
    sheet = opened(language)[TABLES[tab].label.text(language)]
    letter = column_letter(tab, name)
    (found,) = (rule for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(f"{letter}2:"))
    assert str(found.sqref) == f"{letter}2:{letter}1048576"
    return found


def test_every_tab_has_its_place() -> None:
    declared = {tab for tab, schema in TABLES.items() if schema.row_class.__module__.startswith("pyxl.")}
    assert set(TAB_ORDER) == declared
    assert opened("de").sheetnames[:5] == ["Start", "Einstellungen", "Kunden", "Artikel", "Aufträge"]
    assert opened("en").sheetnames == ["Start", *(TABLES[tab].label.en for tab in TAB_ORDER)]


@pytest.mark.parametrize("filled", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tab_is_a_table_under_its_english_name(language: Language, filled: bool) -> None:
    for tab in TAB_ORDER:
        schema, sheet = TABLES[tab], opened(language, filled)[TABLES[tab].label.text(language)]
        (table,) = sheet.tables.values()
        assert (table.displayName, table.autoFilter.ref) == (tab, table.ref)
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
        if not schema.is_transposed:
            assert [column.name for column in table.tableColumns] == [
                each.label.text(language) for each in schema.columns
            ]
            rows = {**default_rows(language), **(sample(language) if filled else {})}
            expected = max(len(rows.get(tab, ())), 1)
            assert table.ref.endswith(str(expected + 1))
        assert re.fullmatch("[B-Z]2", sheet.freeze_panes or "")
        assert sheet.print_title_rows == "$1:$1"


def test_no_address_of_mail_is_cut() -> None:
    sheet = opened("de")[TABLES["Customers"].label.de]
    place = [cell.value for cell in sheet[1]].index("E-Mail") + 1
    longest = max(len(str(cell.value or "")) for (cell,) in sheet.iter_rows(2, min_col=place, max_col=place))
    assert longest > 44
    assert sheet.column_dimensions[get_column_letter(place)].width >= longest


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_what_stays_in_view_the_widest_column_fits_on_a_small_screen(language: Language) -> None:
    small_screen = 168  # Characters: 1,366 points at 100 %, less row numbers and scroll bar.
    for tab in TAB_ORDER:
        sheet = opened(language)[TABLES[tab].label.text(language)]
        frozen = column_index_from_string(re.sub(r"\d", "", sheet.freeze_panes or "")) - 1
        widths = [sheet.column_dimensions[get_column_letter(number)].width for number in range(1, sheet.max_column + 1)]
        assert sum(widths[:frozen]) + max(widths[frozen:]) <= small_screen, tab


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_is_cut_by_the_filter_button(language: Language) -> None:
    for tab in TAB_ORDER:
        sheet = opened(language)[TABLES[tab].label.text(language)]
        for number, cell in enumerate(sheet[1]):
            heading, width = str(cell.value), sheet.column_dimensions[get_column_letter(number + 1)].width
            fits_on_one_line = width >= bold_length(heading) + 3.5
            goes_over_two = bold_length(heading) > width >= max(map(bold_length, heading.split())) + 3.5
            assert fits_on_one_line or goes_over_two, f"{tab}.{heading}: {width}"


@pytest.mark.parametrize(
    ("tab", "name", "german", "english"),
    [
        ("Customers", "postcode", "@", "@"),
        ("Customers", "payment_days", "0", "0"),
        ("Orders", "order_date", "dd.mm.yyyy", "yyyy-mm-dd"),
        ("Orders", "net_amount", "#,##0.00", "#,##0.00"),
        ("Orders", "quantity", "General", "General"),
        ("Orders", "customer_name", "General", "General"),
        ("Bank", "amount", "#,##0.00", "#,##0.00"),
    ],
)
def test_formats_hold_for_rows_that_come_later_too(tab: str, name: str, german: str, english: str) -> None:
    for language, expected in (("de", german), ("en", english)):
        sheet, letter = opened(language)[TABLES[tab].label.text(language)], column_letter(tab, name)  # type: ignore[arg-type]
        assert sheet[f"{letter}2"].number_format == sheet.column_dimensions[letter].number_format == expected


def test_text_stays_text() -> None:
    rows = rows_of(book_of("de"), "Items", "de")
    assert [row["description"] for row in rows[1:3]] == ["=kein Rezept, nur ein Name", "#N/A"]
    assert rows[0]["item_number"] == "0000"
    odd = Item(item_number="1", price=None, description="a\x07_x0041_\n" + "x" * 40_000)
    assert rows_of(build_book("de", {"Items": [odd]}), "Items", "de")[0]["description"].startswith("a_x0041_\nxx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_computed_columns_have_formula_and_result(language: Language) -> None:
    rows = rows_of(book_of(language), "Orders", language)
    assert rows[1]["customer_name"] == NAMES[1]
    assert rows[2]["customer_name"] == "", "customer 10099 is unknown"
    assert (rows[1]["net_amount"], rows[5]["net_amount"], rows[0]["net_amount"]) == (24.5, 23.77, "")
    assert [row["link"] for row in rows_of(book_of(language), "Findings", language)][10:] == ["→", ""]
    owed = [row["amount_open"] for row in rows_of(book_of(language), "Receivables", language)]
    assert owed[:4] == [1234567.89, 100, 0, 0]
    sheet, letter = opened(language)[TABLES["Orders"].label.text(language)], column_letter("Orders", "net_amount")
    (table,) = sheet.tables.values()
    computed = {column.name: column.calculatedColumnFormula for column in table.tableColumns}
    formula = computed[TABLES["Orders"].column("net_amount").label.text(language)].attr_text
    assert sheet[f"{letter}7"].value == f"={formula}"
    assert f"Orders[[#This Row],[{'Menge' if language == 'de' else 'Quantity'}]]" in formula


def test_headings_with_special_characters_are_escaped_in_formulas() -> None:
    assert column_reference("Orders", "customer_reference", "en") == "Orders[Customer''s order no.]"


def test_drop_downs_and_notes() -> None:
    assert validation("de", "Items", "tax_code").formula1 == '"voll,ermäßigt,Nullsatz,befreit"'
    assert validation("en", "Items", "tax_code").formula1 == '"standard,reduced,zero,exempt"'
    flag = validation("de", "Customers", "blocked")
    assert (flag.formula1, flag.showErrorMessage) == ('"ja,nein"', False)
    customers = validation("de", "Orders", "customer_number")
    assert (customers.formula1, customers.errorStyle) == ("Customers_list", "warning")
    assert opened("de").defined_names["Customers_list"].attr_text == "Customers[Kundennr.]"
    prompt = "Netto-Listenpreis in EUR, je Einheit oder für die Menge in „Preis je“. Pflichtangabe."
    assert validation("de", "Items", "price").prompt == prompt
    assert validation("en", "Orders", "order_date").type == "date"


@pytest.mark.parametrize("language", LANGUAGES)
def test_validations_keep_to_the_limits_of_excel(language: Language) -> None:
    for sheet in opened(language).worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 225
            assert rule.errorStyle in (None, "warning"), "a clerk may paste anything"


def test_a_row_turns_red_or_yellow_by_its_check() -> None:
    formats, last = opened("de")["Aufträge"].conditional_formatting, column_letter("Orders", "check")
    (row_rules,) = (found.rules for found in formats if str(found.sqref) == f"A2:{last}1048576")
    assert [rule.formula for rule in row_rules] == [[f'LEFT(${last}2,1)="✗"'], [f'LEFT(${last}2,1)="!"']]
    owed = [rule.formula[0] for found in opened("de")["Offene Posten"].conditional_formatting for rule in found.rules]
    assert "AND(ISNUMBER($G2),$G2<TODAY(),ROUND(N($P2),2)>0)" in owed
    assert '$Q2="teilbezahlt"' in owed


def test_settings_are_a_list_with_explanations() -> None:
    values = {row[0].value: row[1] for row in opened("de")["Einstellungen"].iter_rows(min_row=2)}
    assert values["Firma"].value == FIRM.company_name
    assert values["Sprache"].value == "Deutsch"
    assert (values["PLZ"].value, values["PLZ"].number_format) == ("01067", "@")
    assert (values["Bücher ab"].number_format, values["Skonto %"].value) == ("dd.mm.yyyy", 2.5)
    assert {cell.alignment.horizontal for cell in values.values()} == {"left"}
    assert set(SECTION_STARTS) <= TABLES["Settings"].by_name.keys()


@pytest.mark.parametrize(
    ("language", "orders", "owed"), [("de", "Aufträge", "EUR offen"), ("en", "Orders", "EUR open")]
)
def test_start_tab_leads_and_counts(language: Language, orders: str, owed: str) -> None:
    from pyxl.app.actions import BY_ID

    assert {action for step in STEPS for action in step.actions} <= BY_ID.keys()
    rows = CalamineWorkbook.from_filelike(BytesIO(book_of(language))).get_sheet_by_name("Start").to_python()
    figures = {row[-1]: row[-2] for row in rows if isinstance(row[-2], float)}
    assert Decimal(str(figures[owed])) == sum(open_amount(_open_item(number)).amount for number in range(20)) > 0
    links = {link.location for row in opened(language)["Start"].iter_rows() for cell in row if (link := cell.hyperlink)}
    assert f"'{orders}'!A1" in links
    assert len(links) == len(TAB_ORDER)


def test_same_input_same_bytes() -> None:
    time.sleep(1.1)  # openpyxl stamps whole seconds: without finishing, a second build would differ.
    assert build_book("en", sample("en"), FIRM) == book_of("en")


def test_the_book_says_what_it_is() -> None:
    book = opened("de")
    assert [(each.name, each.value) for each in book.custom_doc_props.props] == [  # type: ignore[attr-defined]
        ("pyxl.book", "1"),
        ("pyxl.language", "de"),
    ]
    assert (book.properties.creator, book.properties.title) == ("pyxl", "Büro")


def test_digits_kept_as_text_get_no_green_corner() -> None:
    with ZipFile(BytesIO(book_of("de"))) as parts:
        sheet = parts.read("xl/worksheets/sheet3.xml").decode()
    last = column_letter("Customers", "check")
    assert f'<ignoredError sqref="A2:{last}1048576" numberStoredAsText="1"/></ignoredErrors><tableParts' in sheet


def test_a_tab_that_is_not_declared_is_refused() -> None:
    with pytest.raises(KeyError, match="Orderz"):
        build_book("de", {"Orderz": []})


def test_a_demo_sized_book_takes_less_than_two_seconds() -> None:
    tables: Mapping[str, Sequence[Row]] = sample("de", 60, 80, 300, 100)
    start = time.process_time()
    build_book("de", tables, FIRM)
    assert time.process_time() - start < 2
