"""Writes a statement as camt.053.001.08: for the demo firm's bank and for tests, never for a real bank.

>>> from datetime import date
>>> from pyxl.formats.statements.camt053 import read_camt
>>> from pyxl.formats.statements.statement import StatementLine
>>> day = date(2026, 3, 2)
>>> line = StatementLine(day, day, Money.of("119.00"), counterparty_name="Kunde & Co", transaction_code="166")
>>> statement = Statement("DE89370400440532013000", "EUR", (line,), statement_number="3")
>>> read_camt(write_camt053(statement)).statements == (statement,)
True
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from xml.sax.saxutils import escape

from pyxl.core.money import Money, total
from pyxl.formats.statements.statement import Statement, StatementLine

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
_TEXT_LENGTH = 140


def write_camt053(*statements: Statement) -> bytes:
    """The statements as one camt.053.001.08 file in UTF-8; the same records give the same bytes."""
    number = escape(statements[0].statement_number or "1")
    head = _tag("GrpHdr", _tag("MsgId", f"CAMT053-{number}"), _tag("CreDtTm", _created(statements[0])))
    body = _tag("BkToCstmrStmt", head, *(_statement(statement) for statement in statements))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}">{body}</Document>\n'.encode()


def _tag(name: str, *content: str) -> str:
    """The element around its content, which is XML already; nothing when there is no content."""
    inside = "".join(content)
    return f"<{name}>{inside}</{name}>\n" if inside else ""


def _text(name: str, text: str) -> str:
    return _tag(name, escape(text))


def _created(statement: Statement) -> str:
    day = (
        statement.closing_date
        or statement.to_date
        or max((line.booking_date for line in statement.lines), default=None)
    )
    return f"{day or date(2000, 1, 1)}T00:00:00"


def _money(name: str, amount: Money) -> str:
    return f'<{name} Ccy="{escape(amount.currency)}">{abs(amount.amount):f}</{name}>\n'


def _sign(amount: Money) -> str:
    return _tag("CdtDbtInd", "DBIT" if amount.amount < 0 else "CRDT")


def _account(name: str, account: str) -> str:
    if not account:
        return ""
    is_iban = account[:2].isalpha() and account[2:4].isdecimal()
    return _tag(name, _tag("Id", _text("IBAN", account) if is_iban else _tag("Othr", _text("Id", account))))


def _statement(statement: Statement) -> str:
    number = statement.statement_number
    period = [
        _tag(name, f"{day}T{time}")
        for name, day, time in (("FrDtTm", statement.from_date, "00:00:00"), ("ToDtTm", statement.to_date, "23:59:59"))
        if day
    ]
    account = _account("Acct", statement.account).replace("</Acct>", f"{_text('Ccy', statement.currency)}</Acct>")
    return _tag(
        "Stmt",
        _text("Id", number or "1"),
        _text("ElctrncSeqNb", number if number.isdecimal() else ""),
        _tag("CreDtTm", _created(statement)),
        _tag("FrToDt", *period),
        account,
        _balance("OPBD", statement.opening_balance, statement.opening_date),
        _balance("CLBD", statement.closing_balance, statement.closing_date),
        *(_entry(group, statement.account) for group in _batches(statement.lines)),
    )


def _balance(code: str, balance: Money | None, day: date | None) -> str:
    if balance is None:
        return ""
    kind = _tag("Tp", _tag("CdOrPrtry", _tag("Cd", code)))
    dated = _tag("Dt", _tag("Dt", str(day))) if day else ""
    return _tag("Bal", kind, _money("Amt", balance), _sign(balance), dated)


def _batches(lines: Sequence[StatementLine]) -> Iterator[Sequence[StatementLine]]:
    """The lines of one batch booking together; it begins at position 1."""
    starts = [number for number, line in enumerate(lines) if line.batch_position <= 1]
    return (lines[start:end] for start, end in pairwise([*starts, len(lines)]))


def _entry(group: Sequence[StatementLine], account: str) -> str:
    line = group[0]
    whole = total(tuple(part.amount for part in group), line.amount.currency)
    return _tag(
        "Ntry",
        _money("Amt", whole),
        _sign(whole),
        _tag("RvslInd", "true" if line.is_reversal else ""),
        _tag("Sts", _tag("Cd", "BOOK")),
        _tag("BookgDt", _tag("Dt", str(line.booking_date))),
        _tag("ValDt", _tag("Dt", str(line.value_date))),
        _text("AcctSvcrRef", line.bank_reference),
        _code(line),
        _tag("NtryDtls", *(_details(part, account) for part in group)),
        _text("AddtlNtryInf", line.transaction_text),
    )


def _code(line: StatementLine) -> str:
    if not line.transaction_code:
        return "<BkTxCd/>\n"
    kind = "RTI" if line.is_return else "TRF"
    return _tag("BkTxCd", _tag("Prtry", _text("Cd", f"N{kind}+{line.transaction_code}"), _tag("Issr", "DK")))


def _details(line: StatementLine, account: str) -> str:
    references = (
        _text("PmtInfId", line.batch_reference),
        _text("EndToEndId", line.end_to_end_id or "NOTPROVIDED"),
        _text("MndtId", line.mandate_id),
    )
    original = _tag("AmtDtls", _tag("InstdAmt", _money("Amt", line.original_amount))) if line.original_amount else ""
    return _tag(
        "TxDtls",
        _tag("Refs", *references),
        _money("Amt", line.amount),
        _sign(line.amount),
        original,
        _code(line),
        _tag("Chrgs", _tag("Rcrd", _money("Amt", line.charges))) if line.charges else "",
        _parties(line, account),
        _tag("RltdAgts", _tag(f"{_side(line)}Agt", _tag("FinInstnId", _text("BICFI", line.counterparty_bic)))),
        _tag("RmtInf", *_remittance(line)),
        _tag("RtrInf", _tag("Rsn", _text("Cd", line.return_reason))),
    )


def _side(line: StatementLine) -> str:
    """Whether the other side is debtor or creditor; what comes back keeps the parties of the first payment."""
    comes_back = line.is_return or line.is_reversal
    return "Dbtr" if (line.amount.amount >= 0) != comes_back else "Cdtr"


def _parties(line: StatementLine, account: str) -> str:
    other = _side(line)
    parts = []
    for side in ("Dbtr", "Cdtr"):
        identity = _tag("Id", _tag("PrvtId", _tag("Othr", _text("Id", line.creditor_id)))) if side == "Cdtr" else ""
        name = _text("Nm", line.counterparty_name) if side == other else ""
        parts += [
            _tag(side, _tag("Pty", name, identity)),
            _account(f"{side}Acct", line.counterparty_iban if side == other else account),
            _tag(f"Ultmt{side}", _tag("Pty", _text("Nm", line.ultimate_party_name if side == other else ""))),
        ]
    return _tag("RltdPties", *parts)


def _remittance(line: StatementLine) -> list[str]:
    text = line.remittance_information
    pieces = [text[start : start + _TEXT_LENGTH] for start in range(0, len(text), _TEXT_LENGTH)]
    kind = _tag("Tp", _tag("CdOrPrtry", _tag("Cd", "SCOR")))
    reference = _tag("CdtrRefInf", kind, _text("Ref", line.structured_reference)) if line.structured_reference else ""
    return [*(_text("Ustrd", piece) for piece in pieces), _tag("Strd", reference)]
