"""Bank accounts that look right and belong to nobody.

No German bank code begins with 9 (the clearing areas are 1 to 8), so these accounts can never be anyone's,
although their check digits are right.

    >>> german_iban(10001)
    'DE47950123450000010001'
"""

from __future__ import annotations

DEMO_BANK_CODE = "95012345"
OTHER_BANK_CODE = "96054321"
"""A second invented bank, for payers whose account the customer list does not know."""


def german_iban(account: int, bank_code: str = DEMO_BANK_CODE) -> str:
    """The IBAN of a German account, with its check digits."""
    return with_check_digits("DE", f"{bank_code}{account:010d}")


def with_check_digits(country: str, account: str) -> str:
    """The IBAN of a national account: 98 less the remainder by 97 (ISO 13616, ISO 7064)."""
    digits = "".join(str(int(letter, 36)) for letter in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02d}{account}"
