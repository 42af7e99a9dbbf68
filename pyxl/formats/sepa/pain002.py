"""Reads what a bank answers to a payment file: pain.002, refusals and the results of the check of payee and IBAN (VoP).

>>> answer = read_pain002(b'''<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
... <OrgnlGrpInfAndSts><OrgnlMsgId>SEPA-1</OrgnlMsgId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts>
... <OrgnlEndToEndId>SEPA-1-1</OrgnlEndToEndId><TxSts>RVMC</TxSts><StsRsnInf><AddtlInf>Holz AG</AddtlInf></StsRsnInf>
... </TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>''')
>>> answer.message_id, answer.lines[0].status, answer.lines[0].text
('SEPA-1', 'RVMC', 'Holz AG')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyxl.core.labels import Text
from pyxl.core.refusal import RefusalKind
from pyxl.core.text import clean
from pyxl.formats.xml_door import open_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

LINES_MAX = 10_000
_TEXT_MAX = 200
E_NO_ANSWER = RefusalKind(
    "E_PAIN002_UNKNOWN",
    Text(
        'This XML is no answer of a bank to a payment file ("{root}").',
        "Dieses XML ist keine Antwort einer Bank auf eine Zahlungsdatei („{root}“).",
    ),
    Text(
        "Export the status report (pain.002) at your bank.", "Bei der Bank das Statusprotokoll (pain.002) exportieren."
    ),
)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What the bank says of one transfer."""

    end_to_end_id: str
    status: str
    """TxSts: RJCT refused, ACCP and the like accepted; RCVC, RVMC, RVNM, RVNA of the check of the payee."""
    reason: str
    """An ISO code such as AC01, or what the bank wrote."""
    text: str
    """AddtlInf: with RVMC the name that the account has."""


@dataclass(frozen=True, slots=True)
class BankAnswer:
    """The answer to one file."""

    message_id: str
    """OrgnlMsgId: the batch's number."""
    status: str
    """GrpSts, or that of the one PmtInf."""
    reason: str
    lines: tuple[AnswerLine, ...]


def read_pain002(data: bytes) -> BankAnswer:
    """The answer in the file. Refused: E_PAIN002_UNKNOWN, and what the XML door refuses.

    Files from outside are read in the isolated child process of `pyxl.app`, under the name `read_pain002`.
    """
    root = open_xml(data)
    report = next(_all(root, "CstmrPmtStsRpt"), None)
    group = next(_all(root, "OrgnlGrpInfAndSts"), None)
    if report is None or group is None:
        raise E_NO_ANSWER.because(root=_name(root)[:60])
    payment = next(_all(report, "OrgnlPmtInfAndSts"), None)
    lines = tuple(_line(each) for each, _ in zip(_all(report, "TxInfAndSts"), range(LINES_MAX), strict=False))
    status = _text(group, "GrpSts") or (_child_text(payment, "PmtInfSts") if payment is not None else "")
    return BankAnswer(_text(group, "OrgnlMsgId"), status, _reason(group), lines)


def _line(each: _Element) -> AnswerLine:
    texts = [_own(found) for found in _all(each, "AddtlInf")]
    return AnswerLine(
        end_to_end_id=_text(each, "OrgnlEndToEndId"),
        status=_text(each, "TxSts"),
        reason=_reason(each),
        text=" ".join(filter(None, texts))[:_TEXT_MAX],
    )


def _reason(element: _Element) -> str:
    """The code within Rsn."""
    reason = next(_all(element, "Rsn"), None)
    return (_text(reason, "Cd") or _text(reason, "Prtry")) if reason is not None else ""


def _all(element: _Element, name: str) -> Iterator[_Element]:
    return (each for each in element.iter("{*}" + name))


def _text(element: _Element, name: str) -> str:
    found = next(_all(element, name), None)
    return _own(found) if found is not None else ""


def _child_text(element: _Element, name: str) -> str:
    found = element.find("{*}" + name)
    return _own(found) if found is not None else ""


def _own(element: _Element) -> str:
    return " ".join(clean((element.text or "")[: 4 * _TEXT_MAX]).split())[:_TEXT_MAX]


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
