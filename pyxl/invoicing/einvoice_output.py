"""Which e-invoice leaves with an invoice: ZUGFeRD inside the PDF, XRechnung beside it for public buyers, or as asked.

What was decided when the invoice was issued is kept in its event, so that printing it again gives the same files.

    >>> wants_xrechnung("04011000-12345-34"), wants_xrechnung("Frau Schmidt")
    (True, False)
"""

from __future__ import annotations

from pyxl.core.plain import PlainData
from pyxl.formats.en16931.checking import check_before_issue
from pyxl.formats.en16931.cii import write_cii
from pyxl.formats.en16931.profiles import Profile
from pyxl.formats.en16931.rules import Violation
from pyxl.formats.en16931.ubl import write_ubl
from pyxl.invoicing.en16931 import LEITWEG_ID, to_einvoice
from pyxl.invoicing.model import Invoice, Output

XRECHNUNG_KIND = "xrechnung"
"""The kind of the document that is an XML file of its own."""
PROFILE_KEY = "einvoice"
"""In the event's content: the strictest profile that the invoice keeps; absent before pyxl made e-invoices."""


def wants_xrechnung(buyer_reference: str) -> bool:
    """Whether the buyer is public: whoever gives a Leitweg-ID takes XRechnung only."""
    return LEITWEG_ID.fullmatch(buyer_reference) is not None


def profile_for(invoice: Invoice) -> Profile:
    """The profile whose rules the invoice must keep."""
    is_strict = invoice.output is Output.XRECHNUNG or wants_xrechnung(invoice.buyer_reference)
    return Profile.XRECHNUNG if is_strict else Profile.EN16931


def violations_of(invoice: Invoice) -> tuple[Violation, ...]:
    """The rules of its profile that stand against issuing it; warnings do not. A plain PDF has none to keep."""
    if invoice.output is Output.PLAIN_PDF:
        return ()
    return tuple(found for found in check_before_issue(to_einvoice(invoice, profile_for(invoice))) if found.is_error)


def kept_profile(invoice: Invoice) -> str:
    """What the event keeps: the profile's name, empty where no e-invoice is wanted or no valid one can be made."""
    return "" if invoice.output is Output.PLAIN_PDF or violations_of(invoice) else profile_for(invoice).value


def embedded_xml(invoice: Invoice, content: PlainData) -> bytes:
    """The ZUGFeRD XML for the PDF; none for a draft, which must not be sent, and none where the event knows of none."""
    if invoice.is_draft or not content.get(PROFILE_KEY):
        return b""
    return write_cii(to_einvoice(invoice, Profile.EN16931))


def xrechnung_file(invoice: Invoice) -> bytes:
    """The XRechnung as UBL."""
    return write_ubl(to_einvoice(invoice, Profile.XRECHNUNG))
