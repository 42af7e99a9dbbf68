"""One cell's XML: made from a value, and read back from its bytes.

Text is written as an inline string. Excel and LibreOffice both read it and turn it into a shared string when they
save; a shared string of our own would change a second part of the book and cost unpacking it, and either way a text
that starts with `=` is a text.

    >>> value_xml("=1+1", b"", date1904=False)
    (b' t="inlineStr"', b'<is><t xml:space="preserve">=1+1</t></is>')
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pyxl.hosts.xlsx import markup
from pyxl.hosts.xlsx.values import Writable, plain_number, serial_of, text_xml


def value_xml(value: Writable, prefix: bytes, date1904: bool) -> tuple[bytes, bytes]:
    """The type attribute and the content of a cell that holds this value and no formula."""
    if value is None:
        return b"", b""
    if isinstance(value, str):
        text = text_xml(value)
        if not text:
            return b"", b""
        if not prefix:
            return b' t="inlineStr"', b'<is><t xml:space="preserve">%b</t></is>' % text
        names = (prefix, prefix, text, prefix, prefix)
        return b' t="inlineStr"', b'<%bis><%bt xml:space="preserve">%b</%bt></%bis>' % names
    kind, stored = stored_xml(value, date1904)
    return kind, b"<%bv>%b</%bv>" % (prefix, stored, prefix)


def stored_xml(value: Writable, date1904: bool) -> tuple[bytes, bytes]:
    """The type attribute and the text of `<v>`, as a formula's result has them."""
    if isinstance(value, bool):
        return b' t="b"', b"1" if value else b"0"
    if isinstance(value, int | Decimal):
        return b"", plain_number(value).encode()
    if isinstance(value, date):
        return b"", serial_of(value, date1904).encode()
    return (b"", b"") if value is None else (b' t="str"', text_xml(value))


def cell_xml(prefix: bytes, reference: bytes, style: int, kind: bytes, inner: bytes) -> bytes:
    """A cell with nothing but address, style, type and content."""
    styled = b' s="%d"' % style if style else b""
    head = b'<%bc r="%b"%b%b' % (prefix, reference, styled, kind)
    return b"%b>%b</%bc>" % (head, inner, prefix) if inner else head + b"/>"


def formula_cell_xml(prefix: bytes, attributes: bytes, formula: bytes, value: Writable, date1904: bool) -> bytes:
    """A cell with a formula (its `<f>` as given) and a stored result; the other attributes stay."""
    kind, stored = stored_xml(value, date1904)
    kept = markup.drop_attribute(attributes, b"t").rstrip()
    result = b"" if value is None else b"<%bv>%b</%bv>" % (prefix, stored, prefix)
    return b"<%bc%b%b>%b%b</%bc>" % (prefix, kept, kind, formula, result, prefix)
