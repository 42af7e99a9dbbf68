"""Laws of the transfers handed in at the bank: whatever suppliers are called, the schema takes it and sums agree."""

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
from pyxl.formats.sepa.pain001 import NAMESPACE, Transfer, TransferBatch, write_pain001
from pyxl.formats.sepa.text import NAME_LENGTH, TEXT_LENGTH, sepa_text
from pyxl.formats.sepa.xml import PostalAddress
from pyxl.masterdata.suppliers import PurposeCode

SCHEMAS = Path(__file__).parents[3] / "shared" / "data" / "schemas"
FILES = (
    SCHEMAS / "iso20022-pain" / "sepaxml" / "schemas" / "pain.001.001.09.xsd",
    SCHEMAS / "iso20022-pain-dk" / "pain.001.001.09.xsd",
)
SEPA_TEXT = re.compile(r"[A-Za-z0-9/?:().,'+ -]*")
NAMES = st.text(min_size=1, max_size=200).filter(lambda name: bool(sepa_text(name)))
IBANS = st.sampled_from(
    [
        "AT611904300234573201",
        "BE68539007547034",
        "BG80BNBG96611020345678",
        "CH9300762011623852957",
        "CY17002001280000001200527600",
        "CZ6508000000192000145399",
        "DE89370400440532013000",
        "DK5000400440116243",
        "EE382200221020145685",
        "ES9121000418450200051332",
        "FI2112345600000785",
        "FR1420041010050500013M02606",
        "GB29NWBK60161331926819",
        "GR1601101250000000012300695",
        "HU42117730161111101800000000",
        "IE29AIBK93115212345678",
        "IT60X0542811101000000123456",
        "LU280019400644750000",
        "NL91ABNA0417164300",
        "PL61109010140000071219812874",
        "SE4550000000058398257466",
    ]
)
ADDRESSES = st.none() | st.builds(PostalAddress, NAMES, NAMES, NAMES, st.sampled_from(["CH", "GB"]))
TRANSFERS = st.builds(
    Transfer,
    end_to_end_id=NAMES,
    amount=st.integers(1, 10**9).map(Money.from_cents),
    creditor_name=NAMES,
    creditor_iban=IBANS,
    remittance_information=NAMES,
    creditor_address=ADDRESSES,
    purpose_code=st.sampled_from(["", *PurposeCode.__members__]),
)
BATCHES = st.builds(
    TransferBatch,
    number=st.just("SEPA-2026-00001"),
    made_on=st.just(date(2026, 4, 22)),
    execution_date=st.just(date(2026, 4, 23)),
    debtor_name=NAMES,
    debtor_iban=st.just("DE89370400440532013000"),
    debtor_bic=st.sampled_from(["", "COBADEFFXXX"]),
    transfers=st.lists(TRANSFERS, min_size=1, max_size=4).map(tuple),
    is_instant=st.booleans(),
)


@cache
def schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-2])
@given(batch=BATCHES)
def test_the_schema_takes_every_file(path: Path, batch: TransferBatch) -> None:
    if not path.is_file():
        pytest.skip("the schemas are not here")
    checker = schema(path)
    assert checker.validate(etree.fromstring(write_pain001(batch))), checker.error_log


@given(BATCHES)
def test_what_is_read_back_is_the_batch(batch: TransferBatch) -> None:
    root = etree.fromstring(write_pain001(batch))
    found = {name: [each.text for each in root.iter(f"{{{NAMESPACE}}}{name}")] for name in ("CtrlSum", "NbOfTxs")}
    amounts = [Money.of(each.text or "") for each in root.iter(f"{{{NAMESPACE}}}InstdAmt")]
    assert amounts == [each.amount for each in batch.transfers]
    assert found == {"CtrlSum": [str(total(amounts).amount)] * 2, "NbOfTxs": [str(len(amounts))] * 2}
    creditors = [each.findtext("{*}Nm") for each in root.iter(f"{{{NAMESPACE}}}Cdtr")]
    assert creditors == [sepa_text(each.creditor_name, NAME_LENGTH) for each in batch.transfers]
    purposes = [each.text for each in root.iter(f"{{{NAMESPACE}}}Ustrd")]
    assert purposes == [sepa_text(each.remittance_information, TEXT_LENGTH) for each in batch.transfers]
    codes = [each.findtext("{*}Purp/{*}Cd") or "" for each in root.iter(f"{{{NAMESPACE}}}CdtTrfTxInf")]
    assert codes == [each.purpose_code for each in batch.transfers]
    assert [each.text for each in root.iterfind(".//{*}LclInstrm/{*}Cd")] == (["INST"] if batch.is_instant else [])
    ibans = [each.findtext("{*}Id/{*}IBAN") for each in root.iter(f"{{{NAMESPACE}}}CdtrAcct")]
    assert ibans == [each.creditor_iban for each in batch.transfers]


@given(BATCHES)
def test_every_text_is_in_the_letters_that_banks_take(batch: TransferBatch) -> None:
    texts = [each.text or "" for each in etree.fromstring(write_pain001(batch)).iter() if not len(each)]
    assert all(SEPA_TEXT.fullmatch(text) for text in texts)
    assert all(text.strip() == text and text for text in texts)
