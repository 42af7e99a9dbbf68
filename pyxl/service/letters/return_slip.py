"""The slip that comes back with returned goods: by its RMA number they are booked in, as good or as scrap."""

from __future__ import annotations

from types import MappingProxyType

from pyxl.core.labels import Label, Text
from pyxl.core.outcome import DocumentRequest, Plain
from pyxl.core.plain import PlainData, to_plain
from pyxl.deliveries.papers import RETURN_SLIP, Paper, PaperColumn, PaperRow
from pyxl.documents.filters import long_date
from pyxl.invoicing.model import DRAFT_NUMBER
from pyxl.service.letters.case_letter import CaseLetter, return_address
from pyxl.service.letters.named_goods import NamedGoods

WORDS: MappingProxyType[str, Label] = MappingProxyType(
    {
        "title": Label("Return slip", "Rücksendeschein"),
        "return_number": Label("RMA no.", "RMA-Nr."),
        "date": Label("Date", "Datum"),
        "case": Label("Case no.", "Vorgang Nr."),
        "customer": Label("From", "Von"),
        "customer_number": Label("Customer no.", "Kundennr."),
        "invoice": Label("Invoice", "Rechnung"),
        "item_number": Label("Item no.", "Artikelnr."),
        "name": Label("Description", "Bezeichnung"),
        "announced": Label("Announced", "Angekündigt"),
        "good": Label("Good", "Gut"),
        "scrap": Label("Scrap", "Ausschuss"),
        "signature": Label("Goods in checked: date, signature", "Wareneingang geprüft: Datum, Unterschrift"),
    }
)
_ENCLOSE = Text(
    "Please put this slip into the parcel and write the number {number} on the outside.",
    "Bitte legen Sie diesen Schein in das Paket und schreiben Sie die Nummer {number} außen darauf.",
)
_BLANK = "________"


def slip_request(number: str, path: str, letter: CaseLetter, goods: NamedGoods, letterhead: Plain) -> DocumentRequest:
    """The slip to be printed."""
    content = PlainData({"paper": to_plain(slip_paper(number, letter, goods)), "letterhead": dict(letterhead)})
    return DocumentRequest(RETURN_SLIP, number, path, content)


def slip_paper(number: str, letter: CaseLetter, goods: NamedGoods) -> Paper:
    """The slip, addressed to the firm; the goods as announced, with blanks for what came."""
    language, is_draft = letter.language, number == DRAFT_NUMBER
    words = {name: label.text(language) for name, label in WORDS.items()}
    shown = "" if is_draft else number
    title = f"{words['title']} {shown}".strip()
    return Paper(
        kind=RETURN_SLIP,
        language=language,
        issued_on=letter.issued_on,
        title=title,
        reference=title,
        recipient=return_address(letter.seller, letter.buyer),
        info=(
            (words["return_number"], shown),
            (words["date"], long_date(letter.issued_on, language)),
            (words["customer"], letter.buyer.name),
            (words["customer_number"], letter.buyer.customer_number),
            (words["case"], letter.number),
            (words["invoice"], letter.invoice_number),
        ),
        introduction=_ENCLOSE.render(language, number=shown),
        columns=(
            PaperColumn(heading=words["item_number"]),
            PaperColumn(heading=words["name"], is_wide=True),
            PaperColumn(heading=words["announced"], is_number=True),
            PaperColumn(heading=""),
            PaperColumn(heading=words["good"], is_number=True),
            PaperColumn(heading=words["scrap"], is_number=True),
        ),
        rows=(PaperRow(cells=(goods.item_number, goods.name, goods.quantity, goods.unit, _BLANK, _BLANK)),),
        signature=words["signature"],
        sender=letter.seller,
        account=letter.account,
        is_draft=is_draft,
    )
