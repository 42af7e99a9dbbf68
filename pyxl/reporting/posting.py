"""The report on paper: an event of the journal, with the page and the PDF that follow from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from pyxl.core.changes import NO_CHANGES, ChangeSet
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, canonical_json, to_plain
from pyxl.invoicing.sender import firm_language, letterhead_facts
from pyxl.ledger.books import Books
from pyxl.ledger.reports import REPORT, ReportWritten
from pyxl.reporting.model import Breakdown, Figure, Report, SectionReport
from pyxl.reporting.tab import rows_named
from pyxl.settings import Settings

PDF_KIND, PAGE_KIND = "report", "report-page"


@dataclass(frozen=True)
class ReportPosting:
    """A report. The same content is one report, however often it is asked for."""

    event: ReportWritten
    kind: str = REPORT
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """The number, which names the month and how many reports of it there were."""
        return f"report:{self.event.number}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(self.event)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """None: the tab shows one month after the other and follows from no event."""
        return NO_CHANGES

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The page and the PDF."""
        event = self.event
        page = event.document_path.removesuffix(".pdf") + ".html"
        return (
            DocumentRequest(PAGE_KIND, event.number, page, event.content),
            DocumentRequest(PDF_KIND, event.number, event.document_path, event.content),
        )


def report_posting(report: Report, settings: Settings, books: Books) -> ReportPosting | None:
    """A report to be printed; none where the very same was printed before."""
    content = PlainData(
        {
            "report": to_plain(_without_places(report)),
            "language": firm_language(settings),
            "accent": str(letterhead_facts(settings)["accent"]),
        }
    )
    fingerprint = hashlib.sha256(canonical_json(content).encode()).hexdigest()
    base = f"BER-{report.first:%Y-%m}"
    number, count = base, 1
    while number in books.reports.written:
        if books.reports.written[number] == fingerprint:
            return None
        count += 1
        number = f"{base}-{count}"
    path = f"{report.first.year}/{number}.pdf"
    month = f"{report.first:%Y-%m}"
    return ReportPosting(ReportWritten(number, month, report.as_of, fingerprint, path, content))


def _without_places(report: Report) -> Report:
    """The lists have the rows; the sheet alone needs them once more, by figure."""
    return replace(report, sections=tuple(_section(each) for each in report.sections))


def _section(section: SectionReport) -> SectionReport:
    breakdowns = tuple(Breakdown(key=each.key, parts=tuple(map(_figure, each.parts))) for each in section.breakdowns)
    return replace(section, figures=tuple(map(_figure, section.figures)), breakdowns=breakdowns)


def _figure(figure: Figure) -> Figure:
    return replace(figure, places=(), where=rows_named(figure.places))
