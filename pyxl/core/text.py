"""Text as people paste it, and text as it is compared.

>>> clean("  RE‑2026\\u00a0 7\\u200b ")
'RE‑2026 7'
>>> squash("Müller & Söhne GmbH")
'MUELLERSOEHNEGMBH'
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_BLANKS = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_FULL_WIDTH = re.compile(r"[\uff01-\uff5e]")
_UMLAUTS = str.maketrans({"Ä": "AE", "Ö": "OE", "Ü": "UE", "ẞ": "SS"})
_NOT_ALNUM = re.compile(r"[^A-Z0-9]+")


def clean(text: str) -> str:
    """The text without invisible characters, full-width look-alikes and odd blanks; line breaks inside stay."""
    if text.isprintable() and text == text.strip() and "  " not in text and _is_plain(text):
        return text
    visible = _INVISIBLE.sub("", text)
    narrow = _FULL_WIDTH.sub(lambda match: unicodedata.normalize("NFKC", match.group()), visible)
    lines = (_BLANKS.sub(" ", line).strip() for line in narrow.splitlines())
    return unicodedata.normalize("NFC", "\n".join(lines)).strip()


def _is_plain(text: str) -> bool:
    """Whether letters stand as they are compared; what is invisible or an odd blank is not printable anyway."""
    return text.isascii() or (max(text) < "\uff01" and unicodedata.is_normalized("NFC", text))


def fold(text: str) -> str:
    """The text for comparing names and headings: upper case, umlauts spelt out, accents dropped."""
    cleaned = clean(text)
    if cleaned.isascii():
        return cleaned.upper()
    upper = unicodedata.normalize("NFC", cleaned).upper().translate(_UMLAUTS)
    if upper.isascii():
        return upper
    return "".join(c for c in unicodedata.normalize("NFKD", upper) if not unicodedata.combining(c))


def squash(text: str) -> str:
    """Only the letters and digits of the folded text: `re 2026/7` and `RE-2026-7` become one."""
    return _NOT_ALNUM.sub("", fold(text))


# Letters of other scripts that cannot be told from Latin ones by eye, Cyrillic and Greek. Ω, µ and π are none of them.
_LOOK_ALIKES = frozenset("АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιρυ")


def foreign_scripts(text: str) -> tuple[str, ...]:
    """Names of other scripts whose letters pass for Latin ones in a word: the sign of a pasted `а` that is Cyrillic.

    >>> foreign_scripts("Kаbel"), foreign_scripts("Kabel"), foreign_scripts("Ωμέγα GmbH"), foreign_scripts("10 kΩ")
    (('CYRILLIC',), (), (), ())
    """
    if text.isascii() or max(text) < "\u0370":
        return ()
    scripts: set[str] = set()
    for word in text.split():
        alike = {c for c in word if c in _LOOK_ALIKES}
        # A word all in Greek or Cyrillic is a word; with a Latin letter or a digit in it, it is a trap.
        if alike and any(c.isdigit() or unicodedata.name(c, "").startswith("LATIN") for c in word):
            scripts |= {unicodedata.name(c).split()[0] for c in alike}
    return tuple(sorted(scripts))
