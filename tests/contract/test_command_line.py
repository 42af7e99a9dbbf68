"""The contract of the command line: exit codes, the JSON object, the preview that writes nothing, two languages."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from pyxl.hosts.commands import main

from .command_contract import demand_contract, demand_sentence
from .small_firm import AS_OF, Firm, bank_file, customers, fingerprint, lines_for, pyxl, small_book

COMMANDS = set(main.commands)
ON_A_BOOK = sorted(COMMANDS & {"validate-orders", "create-invoices", "reconcile", "accept", "undo", "check", "rebuild"})
LANGUAGES = ("de", "en")
CUSTOMERS_CSV = "Kundennr.;Name;Straße;PLZ;Ort\n000123;Müller & Söhne;Weg 1;01067;Dresden\n"


def steps(firm: Firm) -> list[tuple[str, list[object], int, str]]:
    """Every action in an order that makes sense, with its inputs, the exit code and the day."""
    (firm.folder / "customers.csv").write_text(CUSTOMERS_CSV, encoding="utf-8")
    found: list[tuple[str, list[object], int, str]] = [
        ("load", ["Customers", firm.folder / "customers.csv"], 0, AS_OF),
        ("validate-orders", [], 1, AS_OF),
        ("validate-orders", ["--fix"], 1, AS_OF),
        ("create-invoices", [], 1, AS_OF),
        ("import-bank", [firm.bank], 0, "2026-10-31"),
        ("reconcile", [], 0, "2026-10-31"),
        ("accept", [], 0, "2026-10-31"),
        ("undo", [], 0, "2026-10-31"),
    ]
    return found + [(action, [], 0, "2026-10-31") for action in ("check", "rebuild") if action in COMMANDS]


def test_the_actions_keep_their_contract(firm: Firm) -> None:
    for action, inputs, code, as_of in steps(firm):
        before = firm.state()
        preview = firm.run(action, *inputs, "--json", as_of=as_of)
        assert preview.code == code, preview.text
        assert demand_contract(preview, action)["applied"] is False
        assert firm.run(action, *inputs, as_of=as_of).code == code
        assert firm.state() == before, f"the preview of {action} wrote something"
        if action == "check":
            continue
        applied = firm.run(action, *inputs, "--json", "--apply", as_of=as_of)
        assert applied.code == code, applied.text
        assert demand_contract(applied, action)["applied"] is True


def test_a_preview_names_what_apply_then_writes(firm: Firm) -> None:
    preview = firm.run("validate-orders", "--json").json
    assert [finding["code"] for finding in preview["findings"]] == ["ORD001"]
    invoices = firm.run("create-invoices", "--json").json
    applied = firm.run("create-invoices", "--json", "--apply").json
    assert len(applied["documents"]) == invoices["summary"]["invoices"] == 3
    planned, written = ([each["tab"] for each in told["changes"]] for told in (invoices, applied))
    assert planned == written


def test_the_preview_of_the_report_is_its_summary(firm: Firm) -> None:
    lines = firm.run("report", "--month", "2026-09").out.splitlines()
    assert len(lines) < 6
    assert any(line.startswith("September 2026: Umsatz") for line in lines)


def test_a_reason_that_is_written_into_a_cell_is_not_told_twice(firm: Firm) -> None:
    firm.run("create-invoices", "--apply")
    firm.run("import-bank", firm.bank, "--apply", as_of="2026-10-31")
    lines = firm.run("reconcile", as_of="2026-10-31").out.splitlines()
    reasons = [line for line in lines if line.startswith("  Bank ") and " Begründung: " in line]
    assert reasons
    assert not any(line.endswith(")") for line in reasons)
    forecast = [line for line in firm.run("cash-forecast").out.splitlines() if line.startswith("  + ")]
    assert forecast[0] == "  + Liquiditätsvorschau 1"


def test_a_second_run_finds_nothing_to_do(firm: Firm) -> None:
    firm.month()
    again = firm.run("create-invoices", "--json", "--apply").json
    assert again["summary"]["invoices"] == 0
    assert not again["documents"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("option", [True, False])
def test_messages_come_in_the_language_of_the_book_or_the_one_asked_for(
    language: str, option: bool, tmp_path: Path
) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(small_book("en" if (language == "en") != option else "de"))
    words = {"de": ("Fehler", "Kunde 99999", "Vorschau"), "en": ("error", "Customer 99999", "Preview")}
    ran = pyxl("validate-orders", book, "--as-of", AS_OF, *(("--lang", language) if option else ()))
    assert all(word in ran.out for word in words[language]), ran.text
    assert not any(word in ran.out for other in LANGUAGES if other != language for word in words[other])


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_are_told_in_the_words_of_the_sheet(language: str, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(small_book("de" if language == "de" else "en"))
    out = pyxl("create-invoices", book, "--as-of", AS_OF).out
    expected = {
        "de": ("+ Rechnungen", "+ Offene Posten", "Aufträge L-0001 Rechnungsnr.:"),
        "en": ("+ Invoices", "+ Receivables", "Orders L-0001 Invoice no.:"),
    }
    assert all(word in out for word in expected[language]), out


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_speaks_the_language_of_the_book(language: str, tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    book.write_bytes(small_book("de" if language == "de" else "en"))
    ran = pyxl("import-bank", book, tmp_path / "missing.xml")
    demand_sentence(ran)
    assert ("Die Datei" if language == "de" else "There is no file") in ran.err


@pytest.mark.parametrize(("place", "language"), [("de_DE.UTF-8", "de"), ("en_GB.UTF-8", "en"), ("C", "en")])
def test_where_no_book_can_be_read_the_computer_tells_the_language(
    place: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", place)
    ran = pyxl("reconcile", tmp_path / "missing.xlsx")
    demand_sentence(ran)
    assert ("gibt es nicht" in ran.err) == (language == "de")


@pytest.mark.parametrize("day", ["2026-09-30", "30.09.2026"])
def test_both_forms_of_a_day(day: str, firm: Firm) -> None:
    assert firm.run("create-invoices", "--json", as_of=day).json["summary"]["invoices"] == 3
    assert firm.run("create-invoices", "--json", as_of="2026-08-31").json["summary"]["invoices"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["--as-of", "30.02.2026"],
        ["--as-of", "gestern"],
        ["--as-of", "0001-01-01"],
        ["--as-of", "9999-12-31"],
        ["--lang", "fr"],
        ["--aply"],
        ["--apply=yes"],
        ["one too many"],
    ],
)
def test_wrong_usage_is_told_in_a_sentence(arguments: list[str], firm: Firm) -> None:
    before = firm.state()
    ran = pyxl("reconcile", firm.book, *arguments)
    assert ran.code == 2
    assert re.search(r"Error: .{10,}", ran.err), ran.text
    told = pyxl("reconcile", firm.book, *arguments, "--json")
    assert told.code == 2
    assert demand_contract(told, "reconcile")["refused"]["code"] == "E_USAGE"
    assert firm.state() == before


@pytest.mark.parametrize("action", sorted(COMMANDS - {"demo", "install", "uninstall", "doctor"}))
def test_a_command_without_its_arguments(action: str) -> None:
    ran = pyxl(action)
    assert ran.code == 2
    assert "is missing" in ran.err or "Usage" in ran.text
    assert pyxl(action, "--help").code == 0


def test_without_arguments_the_commands_are_listed() -> None:
    ran = pyxl()
    assert ran.code == 2
    assert all(command in ran.text for command in COMMANDS)
    assert pyxl("no-such-command").code == 2
    assert pyxl("no-such-command", "--json").json["refused"]["code"] == "E_USAGE"
    assert pyxl("--version").code == 0


@pytest.mark.parametrize(
    ("action", "apply"),
    [(action, apply) for action in ON_A_BOOK for apply in ([], ["--apply"]) if not apply or action != "check"],
)
def test_a_book_that_is_not_there(action: str, apply: list[str], tmp_path: Path) -> None:
    ran = pyxl(action, tmp_path / "nowhere" / "book.xlsx", *apply)
    demand_sentence(ran)
    told = pyxl(action, tmp_path / "nowhere" / "book.xlsx", "--json", *apply)
    assert demand_contract(told, action)["refused"]["code"] == "E_NO_FILE"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("action", "inputs", "code"),
    [
        ("import-bank", ["missing.xml"], "E_FILE_MISSING"),
        ("import-bank", [".."], "E_FILE_UNREADABLE"),
        ("import-bank", ["bank.xml/more.xml"], "E_FILE_UNREADABLE"),
        ("import-bank", ["x" * 300], "E_FILE_UNREADABLE"),
        ("import-bank", ["book.xlsx"], "E_STATEMENT_UNKNOWN"),
        ("load", ["Customers", "missing.csv"], "E_FILE_MISSING"),
        ("load", ["Kundschaft", "bank.xml"], "E_NO_SUCH_TAB"),
        ("load", ["Settings", "bank.xml"], "E_NO_SUCH_TAB"),
        ("load", ["Bank", "bank.xml"], "E_NO_SUCH_TAB"),
        ("load", ["Customers", "bank.xml"], "E_NO_HEADINGS"),
        ("undo", [], "E_NOTHING_TO_UNDO"),
        ("undo", ["R-0007"], "E_NO_SUCH_RUN"),
    ],
)
@pytest.mark.parametrize("apply", [[], ["--apply"]])
def test_refusals_say_why_and_what_to_do(
    action: str, inputs: list[str], code: str, apply: list[str], firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(firm.folder)
    before = firm.book.read_bytes()
    told = firm.run(action, *inputs, "--json", *apply)
    assert demand_contract(told, action)["refused"]["code"] == code, told.text
    demand_sentence(firm.run(action, *inputs, *apply))
    assert firm.book.read_bytes() == before
    assert firm.state().keys() == {"book.xlsx", "bank.xml"}


def test_the_folder_of_a_book_is_no_book(tmp_path: Path) -> None:
    told = pyxl("reconcile", tmp_path, "--json")
    assert demand_contract(told, "reconcile")["refused"]["code"] == "E_UNREADABLE_FILE"


def test_a_new_book_is_ready_and_never_written_over(tmp_path: Path) -> None:
    for language in LANGUAGES:
        book = tmp_path / language / "office.xlsx"
        made = pyxl("new", book, "--lang", language)
        assert made.code == 0
        assert str(book) in made.out
        assert {path.name for path in book.with_suffix(".pyxl").iterdir()} == {"templates"}
        assert "CEL001" in pyxl("validate-orders", book).out, "the firm's own data is to be filled in first"
        before = fingerprint(tmp_path)
        again = pyxl("new", book)
        demand_sentence(again)
        assert again.err.startswith("E_EXISTS")
        assert fingerprint(tmp_path) == before


def test_a_template_she_changed_outlives_a_new_book_of_the_same_name(tmp_path: Path) -> None:
    book = tmp_path / "office.xlsx"
    pyxl("new", book)
    template = tmp_path / "office.pyxl" / "templates" / "letter.typ.j2"
    template.write_text("// hers\n", encoding="utf-8")
    book.unlink()
    assert pyxl("new", book).code == 0
    assert template.read_text(encoding="utf-8") == "// hers\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_is_named_by_its_command(language: str, firm: Firm) -> None:
    firm.bank.write_bytes(bank_file(lines_for("RE-2026-00401", amount="183.26")))
    firm.run("create-invoices", "--apply")
    firm.run("import-bank", firm.bank, "--apply", as_of="2026-10-31")
    firm.run("reconcile", "--apply", as_of="2026-10-31")
    refused = firm.run("undo", "R-0001", "--apply", "--lang", language)
    assert refused.err.startswith("E_UNDO_PAID")
    assert "`pyxl reconcile`" in refused.err
    told = firm.run("undo", "R-0001", "--apply", "--lang", language, "--json").json["refused"]["next_step"]
    assert "`pyxl reconcile`" in told
    helped = pyxl("order-form", "--help").out
    assert "`pyxl import-orders`" in " ".join(helped.split())


def test_a_preview_says_whose_invoices_they_will_be(firm: Firm) -> None:
    """No number is drawn yet, so the rows are told by customer, order and amount."""
    told = [line for line in firm.run("create-invoices").out.splitlines() if line.startswith("  ")]
    assert "…" not in "".join(told)
    name = customers()[0].name
    assert [line for line in told if line.startswith(f"  + Rechnungen, neue Nummer ({name}, Auftrag A-1, ")]
    assert [line for line in told if line.startswith("  + Offene Posten, neue Nummer (fällig am ")]
    assert "  Aufträge L-0001 Rechnungsnr.: – → neue Nummer" in told
    english = firm.run("create-invoices", "--lang", "en").out
    assert f"  + Invoices, new number ({name}, order A-1, " in english
    assert "L-0001 Invoice no.: – → new number\n" in english
    written = firm.run("create-invoices", "--apply").out
    assert f"  + Rechnungen RE-2026-00401 ({name}, Auftrag A-1, " in written


@pytest.mark.skipif(sys.platform == "win32", reason="the limits of Windows are a job object")
def test_a_template_of_hers_that_eats_all_memory_is_named_as_such(firm: Firm) -> None:
    templates = firm.book.with_suffix(".pyxl") / "templates"
    templates.mkdir(parents=True)
    (templates / "invoice.typ.j2").write_text("{{ invoice.number * 10 ** 9 }}\n", encoding="utf-8")
    refused = firm.run("create-invoices", "--as-of", AS_OF, "--apply")
    demand_sentence(refused)
    assert refused.err.startswith("E_TEMPLATES_STOPPED")
    assert "Vorlagen" in refused.err


@pytest.mark.parametrize(("name", "code"), [("book.xls", "E_NAME"), ("file/book.xlsx", "E_NO_FOLDER")])
def test_a_new_book_that_cannot_be(name: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = pyxl("new", tmp_path / name)
    demand_sentence(ran)
    assert ran.err.startswith(code)


@pytest.mark.parametrize("target", ["file", "folder", "file/below"])
def test_the_demo_leaves_other_files_alone(target: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("hers", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "letter.txt").write_text("hers", encoding="utf-8")
    before = fingerprint(tmp_path)
    demand_sentence(pyxl("demo", tmp_path / target))
    assert fingerprint(tmp_path) == before


def test_an_undo_blames_nobody_for_the_list_of_findings(firm: Firm) -> None:
    first = firm.run("cash-forecast", "--apply", "--json").json
    assert first["findings"]
    firm.run("validate-orders", "--apply")
    undone = firm.run("undo", first["run"], "--apply", "--json").json
    assert undone["applied"]
    assert undone["conflicts"] == []
