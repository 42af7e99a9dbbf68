"""The XML door lets bank files and e-invoices in and keeps bombs, DOCTYPEs and odd encodings out (SAFETY A10-A13)."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from pyxl.core.refusal import Refused
from pyxl.formats.xml_door import (
    ATTRIBUTE_LIMIT,
    DEPTH_LIMIT,
    ELEMENT_LIMIT,
    SIZE_LIMIT,
    TEXT_LIMIT,
    open_xml,
)


def _tower(levels: int) -> bytes:
    return b"<a>" * levels + b"</a>" * levels


def _attributes(count: int) -> bytes:
    return b"<a " + b" ".join(b'a%d="1"' % number for number in range(count)) + b"/>"


def _namespaces(count: int) -> bytes:
    return b"<a " + b" ".join(b'xmlns:n%d="u%d"' % (number, number) for number in range(count)) + b"/>"


LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY l0 "ha">'
    + b"".join(b'<!ENTITY l%d "&l%d;&l%d;">' % (number, number - 1, number - 1) for number in range(1, 30))
    + b"]><a>&l29;</a>"
)
BOMBS = {
    "an Office file": (b"PK\x03\x04\x14\x00<a/>", "E_XML_ZIP"),
    "billion laughs": (LAUGHS, "E_XML_DOCTYPE"),
    "quadratic": (
        b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 100_000 + b'">]><a>' + b"&x;" * 1000 + b"</a>",
        "E_XML_DOCTYPE",
    ),
    "file entity": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "E_XML_DOCTYPE"),
    "external DTD": (b'<!DOCTYPE a SYSTEM "http://localhost:1/x.dtd"><a/>', "E_XML_DOCTYPE"),
    "parameter entity": (b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://localhost:1/p">%p;]><a/>', "E_XML_DOCTYPE"),
    "DOCTYPE in UTF-16": ("<!DOCTYPE a []><a/>".encode("utf-16"), "E_XML_DOCTYPE"),
    "undeclared entity": (b"<a>&x;</a>", "E_XML_BROKEN"),
    "tower": (_tower(100_000), "E_XML_BROKEN"),
    "small tower": (_tower(DEPTH_LIMIT + 1), "E_XML_SHAPE"),
    "attributes": (_attributes(100_000), "E_XML_SHAPE"),
    "a few attributes too many": (_attributes(ATTRIBUTE_LIMIT + 1), "E_XML_SHAPE"),
    "namespaces": (_namespaces(20_000), "E_XML_SHAPE"),
    "giant text": (b"<a>" + b"x" * 11_000_000 + b"</a>", "E_XML_BROKEN"),
    "large text": (b"<a>" + b"x" * (TEXT_LIMIT + 1) + b"</a>", "E_XML_SHAPE"),
    "large attribute": (b'<a b="' + b"x" * (TEXT_LIMIT + 1) + b'"/>', "E_XML_SHAPE"),
    "flood of elements": (b"<a>" + b"<b/>" * ELEMENT_LIMIT + b"</a>", "E_XML_SIZE"),
    "too many bytes": (b"<a>" + b" " * SIZE_LIMIT + b"</a>", "E_XML_SIZE"),
    "UTF-7": (b'<?xml version="1.0" encoding="UTF-7"?><a/>', "E_XML_ENCODING"),
    "UTF-7 behind blanks": (b'<?xml version="1.0"' + b" " * 3000 + b'encoding="UTF-7"?><a/>', "E_XML_ENCODING"),
    "UTF-16 without mark": ("<a/>".encode("utf-16-le"), "E_XML_ENCODING"),
    "UTF-32": ("<a/>".encode("utf-32"), "E_XML_ENCODING"),
    "EBCDIC": ("<a/>".encode("cp500"), "E_XML_OTHER"),
    "wrong bytes": (b"<a>\xff\xfe</a>", "E_XML_BROKEN"),
    "cut off": (b"<a><b></b>", "E_XML_BROKEN"),
    "two roots": (b"<a/><b/>", "E_XML_BROKEN"),
    "nothing": (b"", "E_XML_BROKEN"),
    "prose": (b"no XML at all", "E_XML_OTHER"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_no_honest_file_is_refused_within_a_second(name: str) -> None:
    data, code = BOMBS[name]
    start = time.process_time()
    with pytest.raises(Refused) as refusal:
        open_xml(data)
    assert refusal.value.code == code
    assert refusal.value.text("de") != refusal.value.text("en")
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_tower(DEPTH_LIMIT), id="depth at the limit"),
        pytest.param(_attributes(ATTRIBUTE_LIMIT), id="attributes at the limit"),
        pytest.param(b"<a>" + b"x" * TEXT_LIMIT + b"</a>", id="text at the limit"),
        pytest.param(b"\xef\xbb\xbf<a/>", id="byte order mark"),
        pytest.param(b'<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe4</a>', id="latin-1"),
        pytest.param('<?xml version="1.0" encoding="UTF-16"?><a>ä</a>'.encode("utf-16"), id="UTF-16 with mark"),
        pytest.param(
            b'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="/etc/passwd"/></a>', id="XInclude"
        ),
    ],
)
def test_honest_files_come_in(data: bytes) -> None:
    assert open_xml(data).tag == "a"


def test_comments_and_instructions_do_not_split_a_text() -> None:
    root = open_xml(b'<?xml-stylesheet href="x"?><a>DE89<!-- 1 -->3704<?x y?>0044</a>')
    assert root.text == "DE8937040044"
    assert len(root) == 0


def test_an_include_is_left_alone() -> None:
    root = open_xml(b'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="/etc/passwd" parse="text"/></a>')
    assert not "".join(str(text) for text in root.itertext())


@pytest.mark.skipif(sys.platform == "win32", reason="the resource module is missing on Windows")
def test_a_bomb_takes_less_than_100_megabytes() -> None:
    """In a process of its own, because memory once taken is not given back."""
    script = """
import resource, sys
from lxml import etree
from pyxl.core.refusal import Refused
from pyxl.formats.xml_door import open_xml
etree.fromstring(b"<a/>")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for bomb in (
    b'<!DOCTYPE a [<!ENTITY x "' + b"x" * 100_000 + b'">]><a>' + b"&x;" * 100_000 + b"</a>",
    b"<a>" * 100_000,
    b"<a " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>",
    b"<a " + b" ".join(b'xmlns:n%d="u"' % n for n in range(20_000)) + b"/>",
):
    try:
        open_xml(bomb)
        sys.exit("let in")
    except Refused:
        pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert int(done.stdout) < 100
