"""The same invoice by WeasyPrint, to compare with: HTML of the same text, PDF/A-3b with the XML attached.

A font of the system: fonts of its own would make WeasyPrint three times slower. It cuts fonts to size with HarfBuzz
where that library lies on the machine by chance (95 ms a page), else, as after `pip install`, with fontTools (350 ms).
"""

from __future__ import annotations

from html import escape

from pyxl.documents import Document

STYLE = (
    "@page { size: A4; margin: 27mm 20mm 36mm 25mm; @bottom-right { content: counter(page) '/' counter(pages) } }"
    "body { font: 9.6pt sans-serif } h1 { font-size: 15pt; font-weight: 600; margin-top: 70mm; color: #1f4e79 }"
    "table { width: 100%; border-collapse: collapse } td, th { padding: 4pt; border-bottom: .4pt solid #c9ced6 }"
    "th { text-align: left; color: #1f4e79 } img { width: 28mm; float: right }"
)


def weasyprint_page(document: Document) -> str:
    """A plain page of the words and figures of the invoice, with its GiroCode."""
    context = document.context
    head = "".join(f"<p>{escape(line)}</p>" for line in (context["return_line"], *context["recipient"]))
    facts = "".join(f"<p>{escape(each['label'])} {escape(each['value'])}</p>" for each in context["information"])
    rows = "".join(
        f"<tr><td>{line['position']}</td><td>{escape(line['item_number'])}</td><td>{escape(line['name'])}</td>"
        f"<td>{line['quantity']}</td><td>{line['unit']}</td><td>{line['unit_price']}</td><td>{line['vat_rate']}</td>"
        f"<td>{line['net'].amount}</td></tr>"
        for line in context["lines"]
    )
    words = context["words"]
    names = ("position", "item_number", "name", "quantity", "unit_price", "vat", "net")
    titles = "".join(f"<th>{escape(words[name])}</th>" for name in names)
    invoice = context["invoice"]
    sums = "".join(f"<p>{escape(words[f'{name}_total'])} {invoice[name].amount}</p>" for name in ("net", "gross"))
    pays = "".join(f"<p>{escape(sentence)}</p>" for sentence in context["payment_sentences"])
    code = document.assets[context["qr_code"]].decode("utf-8") if context["qr_code"] else ""
    return (
        f"<html lang=de><title>{escape(context['title'])}</title><style>{STYLE}</style>{head}{facts}"
        f"<h1>{escape(context['title'])}</h1><table><tr>{titles}</tr>{rows}</table>{sums}{pays}"
        f"<div style='width: 28mm'>{code}</div>"
    )


def weasyprint_pdf(document: Document) -> bytes:
    """The page as PDF/A-3b with the e-invoice attached."""
    from weasyprint import HTML, Attachment

    xml = Attachment(string=document.einvoice, name="factur-x.xml", relationship="Alternative")
    made = HTML(string=weasyprint_page(document)).write_pdf(pdf_variant="pdf/a-3b", attachments=[xml])
    assert isinstance(made, bytes)
    return made
