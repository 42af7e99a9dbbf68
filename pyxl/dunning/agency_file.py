"""The file for a collection agency: a list of the claims (CSV) and the documents that prove them, in one ZIP.

The same content gives the same bytes. The invoices and letters in it are printed from what the journal keeps of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from pyxl.core.labels import Label, Language
from pyxl.core.money import Money
from pyxl.core.outcome import DocumentRequest
from pyxl.core.plain import PlainData, from_plain
from pyxl.formats.csv_files.writer import CsvValue, write_csv
from pyxl.formats.plain_zip import zipped
from pyxl.invoicing.model import Party
from pyxl.invoicing.posting import slug

AGENCY_FILE = "agency-file"
LIST_NAME = Label("claims.csv", "forderungen.csv")
BUSINESS, CONSUMER = Label("business", "Unternehmen"), Label("consumer", "Verbraucher")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyClaim:
    """One open item of a debtor, as the agency is told of it."""

    debtor: Party
    is_business: bool
    number: str
    invoice_date: date
    due_date: date
    in_default_since: date | None
    gross: Money
    open: Money
    points: int
    """Percentage points over the base rate from the day after the hand-over on (§ 288 BGB)."""
    interest: Money
    """Up to the day of the hand-over."""
    charges: Money
    letters: tuple[str, ...]
    """Number, day and level of each letter, as a person writes it."""
    documents: tuple[str, ...]
    """The names in the ZIP."""

    @property
    def total(self) -> Money:
        """All that is owed by it on the day."""
        return self.open + self.interest + self.charges


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyDocument:
    """An invoice or a letter in the ZIP, with all that it is printed from."""

    name: str
    kind: str
    number: str
    path: str
    """Where it lies in the documents folder."""
    content: PlainData


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFile:
    """All of a hand-over."""

    number: str
    day: date
    language: Language
    creditor: Party
    claims: tuple[AgencyClaim, ...]
    documents: tuple[AgencyDocument, ...]


_HEADINGS = (
    Label("Hand-over no.", "Abgabenr."),
    Label("Day", "Stand"),
    Label("Creditor", "Gläubiger"),
    Label("Debtor no.", "Schuldnernr."),
    Label("Debtor kind", "Schuldnerart"),
    Label("Debtor", "Schuldner"),
    Label("Additional name", "Namenszusatz"),
    Label("Street", "Straße"),
    Label("Postcode", "PLZ"),
    Label("City", "Ort"),
    Label("Country", "Land"),
    Label("E-mail", "E-Mail"),
    Label("VAT ID", "USt-IdNr."),
    Label("Invoice no.", "Rechnungsnr."),
    Label("Invoice date", "Rechnungsdatum"),
    Label("Due date", "Fällig am"),
    Label("In default since", "In Verzug seit"),
    Label("Currency", "Währung"),
    Label("Gross", "Rechnungsbetrag"),
    Label("Open", "Hauptforderung"),
    Label("Interest until day", "Zinsen bis Stand"),
    Label("Points over base rate", "Punkte über Basiszins"),
    Label("Charges", "Nebenforderungen"),
    Label("Total", "Gesamt"),
    Label("Letters", "Mahnungen"),
    Label("Documents", "Belege"),
)


def read_agency_file(content: PlainData) -> AgencyFile:
    """The hand-over in the content of a document."""
    return from_plain(AgencyFile, content["agency_file"])


def claims_list(content: PlainData) -> bytes:
    """The CSV of the claims: a row for each open item."""
    made = read_agency_file(content)
    return write_csv([label.text(made.language) for label in _HEADINGS], _rows(made), made.language)


def attached_requests(content: PlainData) -> tuple[DocumentRequest, ...]:
    """The documents that go into the ZIP, to be printed."""
    return tuple(
        DocumentRequest(each.kind, each.number, each.path, each.content) for each in read_agency_file(content).documents
    )


def agency_zip(content: PlainData, claims: bytes, printed: Mapping[str, bytes]) -> bytes:
    """The ZIP. `printed` are the documents' bytes by their path in the documents folder."""
    made = read_agency_file(content)
    files = {each.name: printed[each.path] for each in made.documents}
    return zipped({LIST_NAME.text(made.language): claims, **files}, is_packed=False)


def name_in_zip(customer_number: str, path: str) -> str:
    """Where a document lies in the ZIP: a folder for each debtor.

    >>> name_in_zip("D 10001", "2026/RE-2026-00001.pdf")
    'D-10001/RE-2026-00001.pdf'
    """
    return f"{slug(customer_number)}/{PurePosixPath(path).name}"


def _rows(made: AgencyFile) -> Iterator[list[CsvValue]]:
    for each in made.claims:
        debtor, kind = each.debtor, BUSINESS if each.is_business else CONSUMER
        yield [
            made.number,
            made.day,
            made.creditor.name,
            debtor.customer_number,
            kind.text(made.language),
            debtor.name,
            debtor.additional_name,
            debtor.street,
            debtor.postcode,
            debtor.city,
            debtor.country,
            debtor.email,
            debtor.vat_id,
            each.number,
            each.invoice_date,
            each.due_date,
            each.in_default_since,
            each.open.currency,
            each.gross.amount,
            each.open.amount,
            each.interest.amount,
            each.points,
            each.charges.amount,
            each.total.amount,
            ", ".join(each.letters),
            ", ".join(each.documents),
        ]
