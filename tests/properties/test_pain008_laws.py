"""Laws of the files handed in at the bank: whatever is in names and texts, the schema takes it and sums agree."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pyxl.core.money import Money, total
from pyxl.formats.sepa.pain008 import NAMESPACE, Debit, DebitBatch, write_pain008
from pyxl.formats.sepa.xml import PostalAddress

SCHEMAS = Path(__file__).parents[3] / "shared" / "data" / "schemas"
FILES = (
    SCHEMAS / "iso20022-pain" / "sepaxml" / "schemas" / "pain.008.001.08.xsd",
    SCHEMAS / "iso20022-pain-dk" / "pain.008.001.08.xsd",
)
SEPA_TEXT = re.compile(r"[A-Za-z0-9/?:().,'+ -]*")
NAMES = st.text(min_size=1, max_size=90).filter(lambda name: any(c.isascii() and c.isalnum() for c in name))
IBANS = st.sampled_from(["DE02120300000000202051", "NL71RABO0123456789", "CH9300762011623852957"])
ADDRESSES = st.none() | st.builds(PostalAddress, NAMES, NAMES, NAMES, st.sampled_from(["CH", "GB"]))
DEBITS = st.builds(
    Debit,
    end_to_end_id=NAMES,
    amount=st.integers(1, 10**9).map(Money.from_cents),
    debtor_name=NAMES,
    debtor_iban=IBANS,
    mandate_id=NAMES,
    mandate_date=st.dates(date(2009, 11, 1), date(2026, 12, 31)),
    remittance_information=NAMES,
    debtor_address=ADDRESSES,
)
BATCHES = st.builds(
    DebitBatch,
    number=st.just("SEPA-2026-00001"),
    made_on=st.just(date(2026, 4, 22)),
    collection_date=st.just(date(2026, 4, 27)),
    instrument=st.sampled_from(["CORE", "B2B"]),
    creditor_name=NAMES,
    creditor_iban=st.just("DE89370400440532013000"),
    creditor_bic=st.sampled_from(["", "COBADEFFXXX"]),
    creditor_id=st.just("DE98ZZZ09999999999"),
    debits=st.lists(DEBITS, min_size=1, max_size=4).map(tuple),
)


@cache
def schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-2])
@given(batch=BATCHES)
def test_the_schema_takes_every_file(path: Path, batch: DebitBatch) -> None:
    if not path.is_file():
        pytest.skip("the schemas are not here")
    checker = schema(path)
    assert checker.validate(etree.fromstring(write_pain008(batch))), checker.error_log


@given(BATCHES)
def test_sums_and_counts_are_those_of_the_debits(batch: DebitBatch) -> None:
    root = etree.fromstring(write_pain008(batch))
    found = {name: [each.text for each in root.iter(f"{{{NAMESPACE}}}{name}")] for name in ("CtrlSum", "NbOfTxs")}
    amounts = [Money.of(each.text or "") for each in root.iter(f"{{{NAMESPACE}}}InstdAmt")]
    assert amounts == [debit.amount for debit in batch.debits]
    assert found == {"CtrlSum": [str(total(amounts).amount)] * 2, "NbOfTxs": [str(len(batch.debits))] * 2}


@given(BATCHES)
def test_every_text_is_in_the_letters_that_banks_take(batch: DebitBatch) -> None:
    root = etree.fromstring(write_pain008(batch))
    texts = [each.text or "" for each in root.iter() if not len(each)]
    assert all(SEPA_TEXT.fullmatch(text) for text in texts)
    assert all(text.strip() == text and text for text in texts)
