"""camt files of every version: parties, signs, batches, returns, charges, dates (DOMAIN 2.2)."""

from __future__ import annotations

from datetime import date

import pytest

from pyxl.core.money import Money
from pyxl.core.refusal import Refused
from pyxl.formats.statement_files import read_statement_file
from pyxl.formats.statements.camt053 import read_camt
from pyxl.formats.statements.statement import Statement, StatementFile, StatementLine

OWN = "DE89370400440532013000"
OTHER = "DE02120300000000202051"
BOOKED = "<Sts>BOOK</Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-03</Dt></ValDt>"


def _file(
    content: str, message: str = "BkToCstmrStmt", group: str = "Stmt", version: str = "camt.053.001.02"
) -> StatementFile:
    account = f"<Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    body = f"<{message}><{group}><Id>1</Id>{account}{content}</{group}></{message}>"
    return read_camt(f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{version}">{body}</Document>'.encode())


def _entry(details: str = "", sign: str = "CRDT", amount: str = "119.00", more: str = "", booked: str = BOOKED) -> str:
    inside = f"<NtryDtls>{details}</NtryDtls>" if details else ""
    return f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>{booked}{more}{inside}</Ntry>'


def _line(details: str = "", sign: str = "CRDT", amount: str = "119.00", more: str = "") -> StatementLine:
    (line,) = _file(_entry(details, sign, amount, more)).statements[0].lines
    return line


def _balance(code: str, amount: str, sign: str = "CRDT", currency: str = "EUR") -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    amounts = f'<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'
    return f"<Bal>{kind}{amounts}<Dt><Dt>2026-03-02</Dt></Dt></Bal>"


PARTIES_02 = (
    f"<RltdPties><Dbtr><Nm>Kunde GmbH</Nm></Dbtr><DbtrAcct><Id><IBAN>{OTHER}</IBAN></Id></DbtrAcct>"
    f"<UltmtDbtr><Nm>Tochter GmbH</Nm></UltmtDbtr><Cdtr><Nm>Wir</Nm></Cdtr></RltdPties>"
    "<RltdAgts><DbtrAgt><FinInstnId><BIC>BYLADEM1001</BIC></FinInstnId></DbtrAgt></RltdAgts>"
)
PARTIES_08 = PARTIES_02.replace("<Nm>", "<Pty><Nm>").replace("</Nm>", "</Nm></Pty>").replace("BIC>", "BICFI>")


@pytest.mark.parametrize(
    "parties", [pytest.param(PARTIES_02, id="version 2"), pytest.param(PARTIES_08, id="version 8")]
)
def test_parties_of_both_versions_read_alike(parties: str) -> None:
    line = _line(f"<TxDtls>{parties}</TxDtls>")
    assert (line.counterparty_name, line.counterparty_iban) == ("Kunde GmbH", OTHER)
    assert (line.counterparty_bic, line.ultimate_party_name) == ("BYLADEM1001", "Tochter GmbH")


def _parties(debtor: str, creditor: str) -> str:
    return (
        f"<RltdPties><Dbtr><Nm>Zahler</Nm></Dbtr><DbtrAcct><Id><IBAN>{debtor}</IBAN></Id></DbtrAcct>"
        f"<Cdtr><Nm>Empfänger</Nm></Cdtr><CdtrAcct><Id><IBAN>{creditor}</IBAN></Id></CdtrAcct></RltdPties>"
    )


RETURN = "<RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf>"
REVERSED = "<RvslInd>true</RvslInd>"


@pytest.mark.parametrize(
    ("sign", "debtor", "creditor", "details", "more", "name"),
    [
        pytest.param("CRDT", OTHER, OWN, "", "", "Zahler", id="money comes"),
        pytest.param("DBIT", OWN, OTHER, "", "", "Empfänger", id="money goes"),
        pytest.param("CRDT", OTHER, "DE1", "", "", "Zahler", id="money comes to an unnamed account"),
        pytest.param("DBIT", "DE1", OTHER, "", "", "Empfänger", id="money goes from an unnamed account"),
        pytest.param("DBIT", OTHER, OWN, RETURN, "", "Zahler", id="my direct debit comes back"),
        pytest.param("DBIT", OTHER, "DE1", RETURN, "", "Zahler", id="the same, own account unnamed"),
        pytest.param("CRDT", "DE1", OTHER, RETURN, "", "Empfänger", id="my transfer comes back"),
        pytest.param("DBIT", OTHER, "DE1", "", REVERSED, "Zahler", id="the bank takes a credit back"),
        pytest.param("CRDT", OWN, OTHER, "", "", "Empfänger", id="a refund that names the card payment's parties"),
    ],
)
def test_who_the_other_side_is(sign: str, debtor: str, creditor: str, details: str, more: str, name: str) -> None:
    line = _line(f"<TxDtls>{_parties(debtor, creditor)}{details}</TxDtls>", sign, more=more)
    assert line.counterparty_name == name


@pytest.mark.parametrize(("sign", "amount"), [("CRDT", "50.00"), ("DBIT", "-50.00")])
def test_a_reversal_keeps_the_sign_of_its_own_indicator(sign: str, amount: str) -> None:
    """ISO 20022: CdtDbtInd is that of the reversal, so DBIT with RvslInd takes a credit back."""
    line = _line(sign=sign, amount="50.00", more=REVERSED)
    assert (line.amount, line.is_reversal) == (Money.of(amount), True)


def test_a_returned_direct_debit_tells_reason_charges_and_original_amount() -> None:
    details = (
        "<TxDtls><Refs><EndToEndId>E-7</EndToEndId><MndtId>M-1</MndtId></Refs>"
        '<AmtDtls><InstdAmt><Amt Ccy="EUR">50.00</Amt></InstdAmt></AmtDtls>'
        '<Chrgs><Amt Ccy="EUR">3.00</Amt></Chrgs><Chrgs><Amt Ccy="EUR">0.00</Amt></Chrgs>'
        f"{RETURN}</TxDtls>"
    )
    line = _line(details, "DBIT", "53.00")
    assert (line.return_reason, line.charges, line.original_amount) == ("MD06", Money.of("3"), Money.of("50"))
    assert (line.end_to_end_id, line.mandate_id, line.is_return) == ("E-7", "M-1", True)


def test_charges_of_version_8() -> None:
    details = (
        '<TxDtls><Chrgs><Rcrd><Amt Ccy="EUR">2.50</Amt></Rcrd><Rcrd><Amt Ccy="EUR">1.00</Amt></Rcrd></Chrgs></TxDtls>'
    )
    assert _line(details).charges == Money.of("3.50")


def test_the_references_and_the_text() -> None:
    line = _line(
        "<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId>"
        "<Prtry><Tp>FI-UMSATZ-ID</Tp><Ref>2026-03-02-08.15</Ref></Prtry></Refs>"
        "<BkTxCd><Prtry><Cd>NTRF+166+9002/405</Cd><Issr>DK</Issr></Prtry></BkTxCd>"
        "<RmtInf><Ustrd>Rechnung 7</Ustrd><Ustrd>vom 1.3.</Ustrd>"
        "<Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>",
        more="<AcctSvcrRef>NONREF</AcctSvcrRef><AddtlNtryInf>GUTSCHR. UEBERWEISUNG</AddtlNtryInf>",
    )
    assert line.end_to_end_id == ""
    assert line.bank_reference == "2026-03-02-08.15"
    assert line.remittance_information == "Rechnung 7 vom 1.3."
    assert line.structured_reference == "RF18539007547034"
    assert (line.transaction_code, line.transaction_text) == ("166", "GUTSCHR. UEBERWEISUNG")


def test_a_text_cut_in_pieces_of_35_joins_without_a_blank() -> None:
    text = "Rechnungen 2026-0815 und 2026-0816 abzüglich zwei Prozent Skonto, Kundennummer 4711"
    pieces = "".join(f"<Ustrd>{text[start : start + 35]}</Ustrd>" for start in range(0, len(text), 35))
    assert _line(f"<TxDtls><RmtInf>{pieces}</RmtInf></TxDtls>").remittance_information == text


def _part(amount: str, number: int, version: int) -> str:
    money = f'<Amt Ccy="EUR">{amount}</Amt>'
    money = f"<AmtDtls><TxAmt>{money}</TxAmt></AmtDtls>" if version == 2 else money
    return f"<TxDtls><Refs><EndToEndId>E{number}</EndToEndId></Refs>{money}</TxDtls>"


@pytest.mark.parametrize("version", [2, 8])
def test_a_batch_becomes_its_parts(version: int) -> None:
    details = _part("100.00", 1, version) + _part("19.00", 2, version)
    lines = _file(_entry(details)).statements[0].lines
    assert [(line.amount, line.end_to_end_id, line.batch_position) for line in lines] == [
        (Money.of("100.00"), "E1", 1),
        (Money.of("19.00"), "E2", 2),
    ]


@pytest.mark.parametrize("amounts", [("100.00", "18.99"), ("100.00", "19.01")])
def test_a_batch_whose_parts_do_not_add_up_stays_one_line(amounts: tuple[str, str]) -> None:
    file = _file(_entry("".join(_part(amount, number, 8) for number, amount in enumerate(amounts))))
    (line,) = file.statements[0].lines
    assert (line.amount, line.batch_position) == (Money.of("119.00"), 0)
    assert "do not add up" in file.notes[0].text("en")


def test_a_batch_may_hold_a_return() -> None:
    debit = '<TxDtls><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>'
    lines = _file(_entry(_part("120.00", 1, 8) + debit)).statements[0].lines
    assert [line.amount for line in lines] == [Money.of("120.00"), Money.of("-1.00")]


@pytest.mark.parametrize("status", ["<Sts>PDNG</Sts>", "<Sts><Cd>PDNG</Cd></Sts>", "<Sts><Cd>INFO</Cd></Sts>"])
def test_what_is_not_booked_is_left_out_and_counted(status: str) -> None:
    statement = _file(_entry() + _entry(booked=status)).statements[0]
    assert (len(statement.lines), statement.pending_count) == (1, 1)


@pytest.mark.parametrize(
    ("dates", "booking", "value"),
    [
        ("<BookgDt><Dt>2026-03-02</Dt></BookgDt>", date(2026, 3, 2), date(2026, 3, 2)),
        ("<BookgDt><DtTm>2026-03-02T23:59:00+01:00</DtTm></BookgDt>", date(2026, 3, 2), date(2026, 3, 2)),
        ("<BookgDt><Dt>2026-03-02+02:00</Dt></BookgDt>", date(2026, 3, 2), date(2026, 3, 2)),
        ("<ValDt><Dt>2026-03-03</Dt></ValDt>", date(2026, 3, 3), date(2026, 3, 3)),
    ],
)
def test_dates(dates: str, booking: date, value: date) -> None:
    (line,) = _file(_entry(booked=f"<Sts>BOOK</Sts>{dates}")).statements[0].lines
    assert (line.booking_date, line.value_date) == (booking, value)


def test_balances_and_period() -> None:
    period = "<FrToDt><FrDtTm>2026-03-01T00:00:00</FrDtTm><ToDtTm>2026-03-31T23:59:59</ToDtTm></FrToDt>"
    balances = _balance("PRCD", "10.00", "DBIT") + _balance("CLBD", "109.00") + _balance("CLAV", "500.00")
    statement = _file(period + balances + _entry()).statements[0]
    assert (statement.opening_balance, statement.closing_balance) == (Money.of("-10.00"), Money.of("109.00"))
    assert (statement.from_date, statement.to_date) == (date(2026, 3, 1), date(2026, 3, 31))


def test_an_intraday_report_keeps_balances_only_when_they_cover_its_lines() -> None:
    def report(closing: str) -> Statement:
        content = _balance("OPBD", "0.00") + _balance("CLBD", closing) + _entry()
        return _file(content, "BkToCstmrAcctRpt", "Rpt", "camt.052.001.08").statements[0]

    assert report("119.00").closing_balance == Money.of("119.00")
    assert report("7.00").closing_balance is None


def test_several_statements_stay_apart() -> None:
    xml = "<Document><BkToCstmrStmt>{0}{0}</BkToCstmrStmt></Document>".format(
        f"<Stmt><Acct><Id><IBAN>{OWN}</IBAN></Id></Acct>{_entry()}</Stmt>"
    )
    file = read_camt(xml.encode())
    assert [len(statement.lines) for statement in file.statements] == [1, 1]
    assert file.format == "camt.053"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(_entry(sign="X"), "E_CAMT_SHAPE", id="neither credit nor debit"),
        pytest.param(_entry(booked="<Sts>BOOK</Sts>"), "E_CAMT_SHAPE", id="no date"),
        pytest.param(_entry(booked="<BookgDt><Dt>2026-03-02</Dt></BookgDt>"), "E_CAMT_SHAPE", id="no status"),
        pytest.param(_entry(booked=BOOKED.replace("03-02", "02-30")), "E_STATEMENT_DATE", id="30 February"),
        pytest.param(_entry(amount="-119.00"), "E_STATEMENT_AMOUNT", id="negative amount"),
        pytest.param(_entry(amount="119,00"), "E_STATEMENT_AMOUNT", id="comma"),
        pytest.param(_entry(amount="1.001"), "E_STATEMENT_AMOUNT", id="part of a cent"),
        pytest.param(_entry(amount="1000000000000"), "E_STATEMENT_AMOUNT", id="10^12"),
        pytest.param(_entry(amount="NaN"), "E_STATEMENT_AMOUNT", id="NaN"),
        pytest.param(_entry(amount="١١٩"), "E_STATEMENT_AMOUNT", id="digits of another script"),
    ],
)
def test_refusals(content: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        _file(content)
    assert refusal.value.code == code


def test_a_file_without_a_statement_is_refused() -> None:
    with pytest.raises(Refused, match="E_CAMT_SHAPE"):
        read_camt(b"<Document><BkToCstmrStmt/></Document>")


def test_a_structured_text_names_the_invoices() -> None:
    document = "<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>{}</Nb></RfrdDocInf></Strd>"
    both = document.format("RE-2026-7") + document.format("RE-2026-8")
    assert _line(f"<TxDtls><RmtInf>{both}</RmtInf></TxDtls>").remittance_information == "RE-2026-7 RE-2026-8"
    text = f"<TxDtls><RmtInf><Ustrd>Rechnung 7</Ustrd>{both}</RmtInf></TxDtls>"
    assert _line(text).remittance_information == "Rechnung 7"


def test_a_notification_says_that_it_has_no_balances() -> None:
    file = read_statement_file(
        "a.xml",
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><Ntfctn><Id>1</Id>'
        f"<Acct><Id><IBAN>{OWN}</IBAN></Id></Acct>{_entry()}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>".encode(),
    )
    (note,) = file.notes
    assert note.text("en").startswith(f"{OWN}: a notification of single payments (camt.054), which has no balances")
