"""Bank files and tables that are broken, lie or attack."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache

from pyxl.formats.statements.mt940_writer import write_mt940

from .small_firm import bank_file, lines_for, statement

NOISE = random.Random(5).randbytes(4_000)


@cache
def camt() -> bytes:
    """A good camt.053."""
    return bank_file(lines_for("RE-2026-00001", "RE-2026-00002"))


@cache
def mt940() -> bytes:
    """A good MT940."""
    return write_mt940(statement(lines_for("RE-2026-00001", "RE-2026-00002")))


CSV = (
    '"Auftragskonto";"Buchungstag";"Valutadatum";"Buchungstext";"Verwendungszweck";"Glaeubiger ID";"Mandatsreferenz";'
    '"Kundenreferenz (End-to-End)";"Sammlerreferenz";"Lastschrift Ursprungsbetrag";"Auslagenersatz Ruecklastschrift";'
    '"Beguenstigter/Zahlungspflichtiger";"Kontonummer/IBAN";"BIC (SWIFT-Code)";"Betrag";"Waehrung";"Info"\n'
    '"DE89370400440532013000";"08.10.26";"08.10.26";"GUTSCHR. UEBERWEISUNG";"RE-2026-00001";"";"";"";"";"";"";'
    '"Müller";"DE02120300000000202051";"BYLADEM1001";"119,00";"EUR";"Umsatz gebucht"\n'
)


def _put(data: bytes, old: bytes, new: bytes, count: int = 1) -> bytes:
    assert old in data, old
    return data.replace(old, new, count)


def camt_files() -> dict[str, bytes]:
    """Hostile .xml."""
    good = camt()
    head, body = good.split(b"?>", 1)
    head += b"?>"
    attributes = b" ".join(b'a%d="1"' % number for number in range(100_000))
    spaces = b" ".join(b'xmlns:n%d="urn:%d"' % (number, number) for number in range(20_000))
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 9) for n in range(9))
    found = {
        "empty": b"",
        "newline": b"\n",
        "bom": b"\xef\xbb\xbf",
        "nul": bytes(5_000),
        "noise": NOISE,
        "root-only": head + b"<Document/>",
        "other-root": head + b"<html><body>login</body></html>",
        "doctype": head + b"<!DOCTYPE x>" + body,
        "xxe": head + b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + _put(body, b"RE-2026-00001", b"&a;"),
        "outside": head + b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/a.dtd">' + body,
        "parameter": head + b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>' + body,
        "laughs": head + laughs + b"]>" + _put(body, b"RE-2026-00001", b"&a8;"),
        "deep": head + b"<Document>" * 50_000 + b"</Document>" * 50_000,
        "deep-open": head + b"<a>" * 200_000,
        "attributes": head + b"<Document " + attributes + b"/>",
        "namespaces": head + b"<Document " + spaces + b"/>",
        "huge-text": _put(good, b"RE-2026-00001", b"x" * 15_000_000),
        "long-text": _put(good, b"RE-2026-00001", b"x" * 500_000),
        "utf-7": b'<?xml version="1.0" encoding="utf-7"?>+ADw-Document+AD4-',
        "utf-16": good.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        "utf-16-lie": good.decode().encode("utf-16"),
        "utf-32": good.decode().replace("UTF-8", "UTF-32").encode("utf-32"),
        "latin-lie": _put(good, b"UTF-8", b"ISO-8859-1"),
        "nonsense-code": _put(good, b"UTF-8", b"x-mac-klingon"),
        "not-utf8": _put(good, b"RE-2026-00001", b"\xff\xfe\x80"),
        "control": _put(good, b"RE-2026-00001", b"a\x08b"),
        "control-reference": _put(good, b"RE-2026-00001", b"a&#8;b"),
        "comment": _put(good, b"RE-2026-00001", b"RE-2026<!-- x -->-00001"),
        "cdata": _put(good, b"RE-2026-00001", b"<![CDATA[<b>&a;]]>"),
        "include": _put(
            good, b"<GrpHdr>", b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><GrpHdr>'
        ),
        "stylesheet": head + b'<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>' + body,
        "reference-long": _put(good, b"REF00000001", b"R" * 100_000),
        "twice": good + good,
        "trailing": good + b"<x/>",
        "zip": _zip({"a.xml": good, "b.xml": good}),
        "zip-climbs": _zip({"../a.xml": good}),
        "zip-bomb": _zip({"a.xml": bytes(60_000_000)}),
        "zip-mixed": _zip({"a.xml": good, "b.pdf": b"%PDF", "c.xml": b"<html/>"}),
        "zip-in-zip": _zip({"a.zip": _zip({"a.xml": good})}),
        "zip-escape": _zip({"a\x1b[2J.xml": good}),
    }
    cut = {f"cut-{share}": good[: len(good) * share // 12] for share in range(1, 12)}
    return found | _camt_facts(good) | cut


def _camt_facts(good: bytes) -> dict[str, bytes]:
    """Sound as XML, wrong in amounts, days, accounts or kind."""
    return {
        "balance": _put(good, b"1238.00", b"1238.01"),
        "amount-huge": _put(good, b">119.00<", b">1e308<"),
        "amount-long": _put(good, b">119.00<", b">" + b"9" * 400 + b"<"),
        "amount-nan": _put(good, b">119.00<", b">NaN<"),
        "amount-inf": _put(good, b">119.00<", b">-Infinity<"),
        "amount-minus": _put(good, b">119.00<", b">-119.00<"),
        "amount-empty": _put(good, b">119.00<", b"><"),
        "amount-words": _put(good, b">119.00<", b">viel<"),
        "amount-comma": _put(good, b">119.00<", b">119,00<"),
        "amount-digits": _put(good, b">119.00<", ">１１９.00<".encode()),
        "amount-places": _put(good, b">119.00<", b">119.00000001<"),
        "currency": _put(good, b'Ccy="EUR">119', b'Ccy="USD">119'),
        "currency-none": _put(good, b' Ccy="EUR">119', b">119"),
        "currency-odd": good.replace(b'Ccy="EUR"', b'Ccy="=1+1"'),
        "february": _put(good, b"<Dt>2026-10-08</Dt>", b"<Dt>2026-02-30</Dt>"),
        "year-one": _put(good, b"<Dt>2026-10-08</Dt>", b"<Dt>0001-01-01</Dt>"),
        "year-many": _put(good, b"<Dt>2026-10-08</Dt>", b"<Dt>99999-01-01</Dt>"),
        "no-date": _put(good, b"<Dt>2026-10-08</Dt>", b""),
        "sign": _put(good, b"<CdtDbtInd>CRDT</CdtDbtInd>", b"<CdtDbtInd>BOTH</CdtDbtInd>", 9),
        "no-account": _put(good, b"<IBAN>", b"<XBAN>", 1).replace(b"</IBAN>", b"</XBAN>", 1),
        "no-balance": good.replace(b"OPBD", b"XXXX").replace(b"CLBD", b"XXXX"),
        "version": _put(good, b"camt.053.001.08", b"camt.053.001.99"),
        "kind": _put(good, b"camt.053.001.08", b"pain.001.001.09"),
        "no-namespace": good.replace(b' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', b""),
    }


def _zip(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def mt940_files() -> dict[str, bytes]:
    """Hostile .sta."""
    good = mt940()
    found = {
        "empty": b"",
        "newline": b"\r\n",
        "prose": "Sehr geehrte Damen und Herren,\nanbei der Auszug.\n".encode("cp1252"),
        "noise": NOISE,
        "nul": b":20:X\r\n:25:1/2\r\n" + bytes(2_000),
        "tag-only": b":20:\r\n",
        "no-amount": _put(good, b"C119,00N", b"CN"),
        "amount-huge": _put(good, b"C119,00N", b"C1e308N"),
        "amount-long": _put(good, b"C119,00N", b"C" + b"9" * 400 + b",00N"),
        "amount-no-comma": _put(good, b"C119,00N", b"C11900N"),
        "february": _put(good, b":61:261008", b":61:260230"),
        "month-13": _put(good, b":61:261008", b":61:261308"),
        "balance": _put(good, b"EUR1238,00", b"EUR1238,01"),
        "balance-gone": b"\r\n".join(line for line in good.split(b"\r\n") if not line.startswith(b":62")),
        "forged": good.replace(b"RE-2026-00001", b"x\r\n:61:2610081008C999,00NTRFNONREF", 1),
        "tags-unknown": _put(good, b":28C:", b":99Z:") + b":77Q:?\r\n",
        "long-line": _put(good, b"RE-2026-00001", b"x" * 300_000),
        "many-tags": good + b":86:166?00X\r\n" * 50_000,
        "fields": _put(good, b"?20", b"?" * 5_000),
        "codes": _put(good, b":86:166", b":86:xxx"),
        "utf-16": good.decode("latin-1").encode("utf-16"),
        "bom": b"\xef\xbb\xbf" + good,
        "cp850": _put(good, b"RE-2026-00001", "Müller".encode("cp850")),
        "escape": _put(good, b"RE-2026-00001", b"\x1b[2J\x1b]0;x\x07"),
        "old-mac": good.replace(b"\r\n", b"\r"),
        "swift": b"{1:F01XXXXDEFFXXXX0000000000}{2:I940XXXXDEFFXXXXN}{4:\r\n" + good + b"-}",
        "twice": good + good,
        "currency": good.replace(b"EUR", b"=1+"),
        "account": _put(good, b":25:", b":25:" + b"/" * 3_000),
    }
    return found | {f"cut-{share}": good[: len(good) * share // 10] for share in range(1, 10)}


def csv_files() -> dict[str, bytes]:
    """Hostile .csv."""
    good = CSV.encode("cp1252")
    header, line = CSV.splitlines()
    found = {
        "empty": b"",
        "newline": b"\n",
        "newlines": b"\r\n" * 50_000,
        "separators": b";" * 200_000,
        "quote": b'"',
        "open-quote": (header + '\n"DE89;' + line * 50).encode("cp1252"),
        "quotes": b'"' * 99_999,
        "ragged": (header + "\n" + line + ";;;;;;;;\n" + '"x"\n').encode("cp1252"),
        "header-only": header.encode(),
        "header-twice": (header + "\n" + header + "\n" + line).encode("cp1252"),
        "nul": _put(good, b"RE-2026", b"RE\x00-2026"),
        "nul-only": bytes(3_000),
        "utf-16": CSV.encode("utf-16"),
        "utf-16-no-mark": CSV.encode("utf-16-le"),
        "utf-7": CSV.encode("utf-7"),
        "utf-32": CSV.encode("utf-32"),
        "bom": CSV.encode("utf-8-sig"),
        "noise": NOISE,
        "february": _put(good, b"08.10.26", b"30.02.26"),
        "amount-huge": _put(good, b"119,00", b"1e308"),
        "amount-long": _put(good, b"119,00", b"9" * 500 + b",00"),
        "amount-words": _put(good, b"119,00", b"viel"),
        "amount-nan": _put(good, b"119,00", b"NaN"),
        "escape": _put(good, b"RE-2026-00001", b"\x1b[2J\x1b]0;x\x07"),
        "formula": _put(good, b"RE-2026-00001", b"=cmd|' /C calc'!A0"),
        "huge-field": _put(good, b"RE-2026-00001", b"x" * 2_000_000),
        "many-columns": b";".join([b"a"] * 100_000) + b"\n",
        "sep-line": b"sep=;\n" + good,
        "html": b"<html><body><table></table></body></html>",
        "json": b'[{"a": 1}]',
        "datev": b'"EXTF";700;21\n',
        "ofx": b"OFXHEADER:100\n",
        "old-mac": good.replace(b"\n", b"\r"),
        "digits": _put(good, b"119,00", "１１９,00".encode("cp1252", "replace")),
    }
    return found | {f"cut-{share}": good[: len(good) * share // 8] for share in range(1, 8)}
