"""The commands for the tax adviser, as she types them."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from pyxl.hosts.commands import main

from .broken_firm import Firm

YEAR = ("--from", "2026-01-01", "--to", "2026-12-31")


def told(firm: Firm, command: str, *options: str) -> Result:
    return CliRunner().invoke(main, [command, str(firm.path), *options])


@pytest.mark.parametrize(("language", "heading"), [("de", "Summen und Salden"), ("en", "Trial balance")])
def test_the_trial_balance_comes_to_nothing(firm: Firm, language: str, heading: str) -> None:
    result = told(firm, "trial-balance", "--to", "2026-12-31", "--lang", language)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0].startswith(heading)
    assert lines[-1].split()[-1] in ("0,00", "0.00")
    assert any(line.split()[0] == "8400" for line in lines[2:-1])


def test_the_other_chart_numbers_the_same_accounts_otherwise(firm: Firm) -> None:
    lines = told(firm, "trial-balance", "--to", "2026-12-31", "--chart", "SKR04").output.splitlines()
    assert {"1200", "1800", "4400"} <= {line.split()[0] for line in lines[2:-1]}


def test_the_vat_return_and_the_ec_sales_list_say_of_which_period_they_are(firm: Firm) -> None:
    for command in ("vat-return", "ec-sales-list"):
        result = told(firm, command, *YEAR)
        assert result.exit_code == 0
        assert result.output.splitlines()[0].endswith("01.01.2026 bis 31.12.2026")


def test_a_period_without_sales_has_nothing_to_declare(firm: Firm) -> None:
    result = told(firm, "ec-sales-list", "--from", "2020-01-01", "--to", "2020-12-31", "--lang", "en")
    assert (result.exit_code, result.output.splitlines()[-1].strip()) == (0, "Nothing to declare.")


def test_a_file_that_is_there_is_not_replaced_unasked(firm: Firm) -> None:
    first = told(firm, "export-postings", "--format", "csv", *YEAR)
    assert first.exit_code == 0
    assert "Buchungen stehen in" in first.output
    again = told(firm, "export-postings", "--format", "csv", *YEAR)
    assert again.exit_code == 2
    assert "E_EXISTS" in again.output
    assert told(firm, "export-postings", "--format", "csv", "--overwrite", *YEAR).exit_code == 0


def test_datev_without_the_advisers_numbers_says_whom_to_ask(firm: Firm) -> None:
    result = told(firm, "export-postings", "--client", "0", *YEAR)
    assert result.exit_code == 2
    assert "Steuerberatung" in result.output


def test_what_is_looked_for_and_found_nowhere_is_said(firm: Firm) -> None:
    result = told(firm, "search", "gibt es nicht")
    assert (result.exit_code, result.output.strip()[:5]) == (1, "„gibt")
    assert told(firm, "search", "--json", "gibt es nicht").output.strip() == '{"hits": []}'
