"""What a bank answers to a payment file (pain.002), in words, the bank's code behind them.

>>> answer_words("RVMC", "", "Holz AG").de, answer_words("RJCT", "AC04", "").en, answer_words("RCVC", "", "").de
('anderer Name: Holz AG (RVMC)', 'refused: account closed (RJCT AC04)', 'Name stimmt (RCVC)')
>>> answer_words("RJCT", "XX99", "").de, answer_words("RJCT", "", "no cover").en, answer_words("XYZ", "", "?").de
('abgelehnt (RJCT XX99)', 'refused: no cover (RJCT)', 'XYZ ?')
"""

from __future__ import annotations

import re

from pyxl.core.labels import LANGUAGES, Coded, Label, Language

_STATUSES = {
    # The check of the payee's name: Regulation (EU) 2024/886, EPC's scheme Verification of Payee.
    "RCVC": Label("name matches", "Name stimmt"),
    "RVMC": Label("other name", "anderer Name"),
    "RVNM": Label("name does not match", "Name stimmt nicht"),
    "RVNA": Label("name could not be checked", "Name nicht prüfbar"),
    "RVCM": Label("checked, not all names match", "geprüft, nicht alle Namen stimmen"),
    # What became of the payment: ISO 20022, ExternalPaymentTransactionStatus1Code.
    "RCVD": Label("received", "eingegangen"),
    "PDNG": Label("pending", "in Bearbeitung"),
    "ACTC": Label("file in order", "Datei in Ordnung"),
    "ACCP": Label("accepted", "angenommen"),
    "ACWC": Label("accepted with a change", "mit Änderung angenommen"),
    "ACSP": Label("accepted, being carried out", "angenommen, wird ausgeführt"),
    "ACSC": Label("carried out", "ausgeführt"),
    "ACCC": Label("credited to the payee", "beim Empfänger gutgeschrieben"),
    "PART": Label("accepted in part", "teilweise angenommen"),
    "CANC": Label("cancelled", "storniert"),
    "RJCT": Label("refused", "abgelehnt"),
}
_REASONS = {
    # ISO 20022, ExternalStatusReason1Code, as far as they are usual in SEPA.
    "AC01": Label("IBAN wrong", "IBAN falsch"),
    "AC03": Label("payee's account wrong", "Konto des Empfängers falsch"),
    "AC04": Label("account closed", "Konto aufgelöst"),
    "AC06": Label("account blocked", "Konto gesperrt"),
    "AG01": Label("transfer not allowed on this account", "Überweisung auf dieses Konto nicht erlaubt"),
    "AM02": Label("amount not allowed", "Betrag nicht erlaubt"),
    "AM04": Label("not enough money on the account", "Deckung fehlt"),
    "AM05": Label("sent twice", "doppelt eingereicht"),
    "DT01": Label("date wrong", "Datum falsch"),
    "DUPL": Label("sent twice", "doppelt eingereicht"),
    "FF01": Label("file format wrong", "Dateiformat falsch"),
    "MS03": Label("no reason given", "kein Grund genannt"),
    "RC01": Label("BIC wrong", "BIC falsch"),
    "RR01": Label("payer's account missing", "Konto des Zahlers fehlt"),
}
_CODE = re.compile(r"[A-Z]{2,4}[0-9]{0,2}")


def answer_words(status: str, reason: str, text: str) -> Coded:
    """The answer as the tab shows it. Earlier versions showed the codes alone: a cell that has them says the same."""
    codes = " ".join(filter(None, (status, reason, text)))
    if status not in _STATUSES:
        return Coded(codes, codes, codes)
    return Coded(_said("en", status, reason, text), _said("de", status, reason, text), codes)


def refusal_words(reason: str, text: str) -> Label:
    """Why the bank refused it.

    >>> refusal_words("AC04", "").en, refusal_words("XX99", "").en, refusal_words("", "no cover").en
    ('account closed (AC04)', 'XX99', 'no cover')
    """
    code = reason if _is_code(reason) else ""
    en, de = (_more(language, reason, text) for language in LANGUAGES)
    return (
        Label(f"{en} ({code})", f"{de} ({code})") if en and code else Label(en or code or "RJCT", de or code or "RJCT")
    )


def _said(language: Language, status: str, reason: str, text: str) -> str:
    more = _more(language, reason, text)
    said = _STATUSES[status].text(language) + (f": {more}" if more else "")
    return f"{said} ({status} {reason})" if _is_code(reason) else f"{said} ({status})"


def _more(language: Language, reason: str, text: str) -> str:
    word = _REASONS[reason].text(language) if reason in _REASONS else "" if _is_code(reason) else reason
    return ", ".join(filter(None, (word, text)))


def _is_code(reason: str) -> bool:
    return _CODE.fullmatch(reason) is not None
