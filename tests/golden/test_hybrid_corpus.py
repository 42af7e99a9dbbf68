"""Every hybrid PDF of other projects that we have: its XML taken out as another reader does it, or refused rightly.

The files are not ours and stay outside the project; where they are absent these tests are skipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pyxl.core.refusal import Refused
from pyxl.formats.en16931.files import read_einvoice_file
from pyxl.formats.hybrid_pdf import xml_in_pdf

CORPUS = Path(__file__).parents[3] / "shared" / "data" / "einvoice"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of other projects' e-invoices is not here")
FILES = sorted(CORPUS.rglob("*.pdf"))
REFUSED = {
    # Cut off in the middle of its attached file.
    "corrupt-factur-x-waytoosmall.pdf": "E_PDF_BROKEN",
    # An order, not an invoice.
    "ORDER-X_EX01_ORDER_FULL_DATA-COMFORT.pdf": "E_PDF_NO_EINVOICE",
    # ZUGFeRD 1 and 2 in one file, with different content.
    "MustangRE-20171118_506_ZUGFeRD1and2.pdf": "E_PDF_TWO_EINVOICES",
    "corruptedV2PDF.pdf": "E_PDF_TWO_EINVOICES",
    "invalidXMP.pdf": "E_PDF_TWO_EINVOICES",
    # Declares an encoding that does not exist.
    "factur-x-invalid-xml-encoding-attribute.pdf": "E_XML_ENCODING",
    # ZUGFeRD 1: before EN 16931.
    "additional-data-sample-1.pdf": "E_EINVOICE_UNKNOWN",
    "fail2.pdf": "E_EINVOICE_UNKNOWN",
    "fail3.pdf": "E_EINVOICE_UNKNOWN",
}
ZUGFERD_1 = ("ZUGFeRD_1p0_", "MustangGnuaccountingBeispielRE-2014", "MustangGnuaccountingBeispielRE-2015")


def refusal(path: Path) -> str:
    """The code it must be refused with; empty where it must be read."""
    return "E_EINVOICE_UNKNOWN" if path.name.startswith(ZUGFERD_1) else REFUSED.get(path.name, "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CORPUS)))
def test_it_is_read_or_refused(path: Path) -> None:
    code = refusal(path)
    if code:
        with pytest.raises(Refused, match=code):
            read_einvoice_file(path.read_bytes())
        return
    reading = read_einvoice_file(path.read_bytes()).reading
    assert reading.invoice.number
    assert reading.invoice.totals.gross is not None


@pytest.mark.parametrize(
    "path", [path for path in FILES if not refusal(path)], ids=lambda path: str(path.relative_to(CORPUS))
)
def test_another_reader_takes_the_same_xml_out(path: Path) -> None:
    import facturx

    name, xml = facturx.get_facturx_xml_from_pdf(path.read_bytes(), check_xsd=False, check_schematron=False)
    if not name:
        pytest.skip("the other reader finds nothing in it")
    assert xml_in_pdf(path.read_bytes()).xml == xml
