"""A paper to a supplier with the mail that takes it there: orders and debit notes go the same way."""

from __future__ import annotations

from pyxl.core.outcome import DocumentRequest
from pyxl.deliveries.notices import Notice, can_be_mailed, notice_request
from pyxl.deliveries.papers import Paper, paper_content, paper_path, paper_request
from pyxl.masterdata.suppliers import Supplier
from pyxl.settings import Settings


def supplier_documents(
    paper: Paper, number: str, supplier: Supplier, settings: Settings, mail_template: str
) -> tuple[DocumentRequest, ...]:
    """The PDF, and a draft where firm and supplier have an address."""
    path = paper_path(paper.issued_on.year, number)
    pdf = paper_request(number, path, paper, paper_content(paper, settings))
    if not can_be_mailed(settings.email, supplier.email):
        return (pdf,)
    notice = Notice(
        template=mail_template,
        language=paper.language,
        day=paper.issued_on,
        key=f"{paper.issued_on.isoformat()} {number}",
        sender=settings.email,
        sender_name=settings.company_name,
        recipient=supplier.email,
        recipient_name=supplier.name,
        facts={
            "number": number,
            "contact": settings.contact_name,
            "company": settings.company_name,
            "phone": settings.phone,
        },
    )
    return pdf, notice_request(number, path, notice, pdf)
