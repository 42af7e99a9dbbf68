"""Text as it is compared: what looks alike is alike, and nothing else."""

from __future__ import annotations

import pytest

from pyxl.core.text import clean, fold, foreign_scripts, squash


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain", "plain"),
        (" a\t b ", "a b"),
        ("a\u00a0\u202f\u3000b", "a b"),
        ("a\u200b\u200d\ufeff\u00adb", "ab"),
        ("\u2067abc\u2069", "abc"),
        ("ＡＢＣ－１２３", "ABC-123"),
        ("e\u0301", "é"),
        ("one \r\n two\u2028three", "one\ntwo\nthree"),
        ("RE‑7", "RE‑7"),
        ("½", "½"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert clean(expected) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "MUELLER"),
        ("Mu\u0308ller", "mueller"),
        ("Straße", "STRASSE"),
        ("Café", "CAFE"),
        ("Łódź", "Łódz"),
    ],
)
def test_fold_makes_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("RE 2026/7", "re-2026-7"), ("Kunden-Nr.", "KUNDENNR"), ("  Müller & Co. ", "MuellerCo")]
)
def test_squash_makes_alike(one: str, other: str) -> None:
    assert squash(one) == squash(other)


@pytest.mark.parametrize(("one", "other"), [("RE-2026-7", "RE-2026-07"), ("Maler", "Mahler"), ("Kabel", "Kаbel")])
def test_squash_keeps_apart(one: str, other: str) -> None:
    assert squash(one) != squash(other)


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Kаbel", ("CYRILLIC",)),
        ("ΑBC", ("GREEK",)),
        ("А-100", ("CYRILLIC",)),
        ("10 kΩ", ()),
        ("5 µm, π/2", ()),
        ("Ωμέγα GmbH", ()),
        ("ООО Ромашка", ()),
        ("Müller", ()),
    ],
)
def test_look_alikes_are_named(text: str, scripts: tuple[str, ...]) -> None:
    assert foreign_scripts(text) == scripts
