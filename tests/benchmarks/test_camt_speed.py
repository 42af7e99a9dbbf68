"""What reading a camt file costs beside a bare parse of the same bytes by lxml.

The entry is as a German bank writes it for version 8, with parties, references, codes and text.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from pyxl.formats.statement_files import read_statement_file

from .figures import tell

ENTRIES = 20_000
TIMES = 3
"""A bare parse, and the file read with every check: the ratio that is allowed."""
_ENTRY = """<Ntry><NtryRef>{number}</NtryRef><Amt Ccy="EUR">{euros}.19</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-30</Dt></BookgDt><ValDt><Dt>2026-03-30</Dt></ValDt>
<AcctSvcrRef>2026033{number:08}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd>
<SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>NTRF+166+9310</Cd><Issr>DK</Issr></Prtry></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>RE-2026-{number:05}</EndToEndId></Refs><Amt Ccy="EUR">{euros}.19</Amt>
<CdtDbtInd>CRDT</CdtDbtInd><BkTxCd><Prtry><Cd>NTRF+166+9310</Cd><Issr>DK</Issr></Prtry></BkTxCd>
<RltdPties><Dbtr><Pty><Nm>Kunde {number} GmbH</Nm></Pty></Dbtr>
<DbtrAcct><Id><IBAN>DE02120300000000202051</IBAN></Id></DbtrAcct><Cdtr><Pty><Nm>Muster GmbH</Nm></Pty></Cdtr>
<CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct></RltdPties>
<RltdAgts><DbtrAgt><FinInstnId><BICFI>BYLADEM1001</BICFI></FinInstnId></DbtrAgt></RltdAgts>
<RmtInf><Ustrd>Rechnung RE-2026-{number:05} vom 01.03.2026, Kundennummer {number}</Ustrd></RmtInf></TxDtls></NtryDtls>
<AddtlNtryInf>GUTSCHR. UEBERWEISUNG</AddtlNtryInf></Ntry>"""


def _file() -> bytes:
    entries = "".join(_ENTRY.format(number=number, euros=100 + number % 900) for number in range(ENTRIES))
    head = '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
    account = "<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>"
    return f"{head}<BkToCstmrStmt><Stmt><Id>S</Id>{account}{entries}</Stmt></BkToCstmrStmt></Document>".encode()


def _least(work: Callable[[], object]) -> float:
    """The least CPU of five runs: what the machine does besides only ever adds."""
    seconds = []
    for _ in range(5):
        start = process_time()
        work()
        seconds.append(process_time() - start)
    return min(seconds)


@pytest.mark.benchmark
def test_reading_camt_costs_at_most_three_bare_parses() -> None:
    from lxml import etree

    data = _file()
    bare = _least(lambda: etree.fromstring(data))
    ours = _least(lambda: read_statement_file("auszug.xml", data))
    size = len(data) / 1_000_000
    figures = f"lxml {bare:.2f} s, pyxl {ours:.2f} s, {ours / bare:.1f} times"
    tell(f"import of camt.053, {ENTRIES:,} entries, {size:.1f} MB, beside a bare parse", figures, f"{TIMES} times")
    assert ours <= TIMES * bare
