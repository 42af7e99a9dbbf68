"""Who paid: from the IBAN, from memory, from a customer number in the text, from the name. Two answers are none.

>>> payers = PayerIndex([Party("D1", "Müller GmbH", "DE89370400440532013000"), Party("D2", "Meyer KG")], {})
>>> payers.who("DE89 3704 0044 0532 0130 00", "", ())
Payer(customer='D1', evidence=<Evidence.IBAN: 'iban'>)
>>> payers.who("", "MUELLER GMBH", ()).evidence.value
'name'
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pyxl.banking.matching import reasons
from pyxl.banking.matching.records import Party
from pyxl.banking.matching.spelling import squashed
from pyxl.core.labels import Sentence
from pyxl.core.text import fold, squash


class Evidence(StrEnum):
    """What a payer is known by, surest first."""

    IBAN = "iban"
    MEMORY = "memory"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Payer:
    """A customer, and what says so."""

    customer: str
    evidence: Evidence

    def clause(self) -> Sentence:
        """The evidence in words."""
        return _CLAUSES[self.evidence].bind(customer=self.customer)


_CLAUSES = {
    Evidence.IBAN: reasons.BY_IBAN,
    Evidence.MEMORY: reasons.BY_MEMORY,
    Evidence.NUMBER: reasons.BY_NUMBER,
    Evidence.NAME: reasons.BY_NAME,
}

_COLLECTORS = re.compile(
    r"\b(PAYPAL|STRIPE|KLARNA|AMAZON|ADYEN|MOLLIE|SUMUP|UNZER|PAYONE|RATEPAY|BILLIE|EBAY|SHOPIFY|ZETTLE|WORLDLINE|NEXI"
    r"|TELECASH|CONCARDIS|VR PAYMENT|EVO PAYMENTS|FIRST DATA|FACTORING|INKASSO)\b"
)
"""Houses that pay for many customers out of one account: their IBAN says nothing of who the customer is."""

_FORMS = frozenset(
    {
        "GMBH",
        "MBH",
        "AG",
        "KG",
        "OHG",
        "GBR",
        "UG",
        "EK",
        "EG",
        "EV",
        "SE",
        "CO",
        "UND",
        "AND",
        "DER",
        "DIE",
        "DAS",
        "LTD",
        "INC",
        "SARL",
        "SRL",
        "BV",
        "HAFTUNGSBESCHRAENKT",
        "HERR",
        "FRAU",
        "DR",
    }
)
_WORD = re.compile(r"[A-Z0-9]{3,}")
_NOBODY: Mapping[str, Evidence] = {}
_NOT_ASKED = Payer("", Evidence.NAME)
_SHORTEST_CUT_NAME = 20
"""Banks cut names at 27, 35 or 54 characters; a shorter beginning may be anybody's."""


def payer_key(iban: str, name: str) -> str:
    """Under what a payer is remembered: the IBAN without blanks, or the folded name where there is no IBAN."""
    return compact_iban(iban) or fold(name)


def compact_iban(iban: str) -> str:
    """The IBAN without blanks, in capitals.

    >>> compact_iban("de89 3704 0044")
    'DE8937040044'
    """
    return iban if iban.isalnum() and iban.isupper() else "".join(iban.split()).upper()


@lru_cache(maxsize=4096)
def is_collector(name: str) -> bool:
    """Whether the name is a payment house's, which pays for many customers."""
    return _COLLECTORS.search(fold(name)) is not None


class PayerIndex:
    """Finds the customer behind a payer."""

    def __init__(self, parties: Iterable[Party], memory: Mapping[str, str]) -> None:
        """`memory` maps an IBAN or a name, however written, to a customer number."""
        self._parties = {party.number: party for party in parties}
        self._memory = {squash(key): customer for key, customer in memory.items()}
        self._by_iban: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._proven: dict[str, set[str]] = defaultdict(set)
        self._proven_names: dict[str, set[str]] = defaultdict(set)
        """The same for payers without an account, by their folded names."""
        self._spellings: dict[str, list[str]] = defaultdict(list)
        """How the names that somebody asked for are written, by the folded name."""
        self._tokens: dict[str, frozenset[str]] = {}
        """The words of names that somebody asked for."""
        self._accounts: dict[str, Payer | None] = {}
        """Whose account it is, as things stand; none when it is nobody's, or several customers'."""
        self._shared: dict[str, Mapping[str, Evidence]] = {}
        """Accounts that are several customers'."""
        self._alike: dict[str, tuple[str, ...]] = {}
        """Whose names are like one that somebody asked for."""
        self._named: dict[str, Payer | None] = {}
        """What was found for a name: the same payers come again and again."""
        self._numbered: dict[str, Payer] = {}
        """Payers that named their own number."""
        known = list(self._parties.values())
        for party, name in zip(known, squashed([party.name for party in known]), strict=True):
            if party.iban:
                self._by_iban[compact_iban(party.iban)].add(party.number)
            if party.name:
                self._by_name[name].add(party.number)
        if not self._memory:
            for account, owners in self._by_iban.items():
                if len(owners) == 1:
                    self._accounts[account] = Payer(next(iter(owners)), Evidence.IBAN)
        self._names = sorted(self._by_name)
        self._by_word: Mapping[str, list[str]] | None = None

    def _customers_by_word(self) -> Mapping[str, list[str]]:
        """Customers by the rare words of their names, found out when the first proposal asks for it."""
        if self._by_word is None:
            self._by_word = self._rare_words()
        return self._by_word

    def _rare_words(self) -> Mapping[str, list[str]]:
        by_token: dict[str, list[str]] = defaultdict(list)
        for party in self._parties.values():
            for token in name_tokens(party.name):
                by_token[token].append(party.number)
        rare = max(3, len(self._parties) // 50)
        return {token: numbers for token, numbers in by_token.items() if len(numbers) <= rare}

    def learn(self, iban: str, name: str, customer: str) -> None:
        """Notes that this payer paid an invoice of that customer beyond doubt, for the other lines of this run.

        As it will be remembered: by the IBAN, or by the name where there is none; nothing of an account that she listed
        or that is remembered, and nobody's where it paid for several. Else a second run knew more, or less.
        """
        if not iban:
            self._learn_name(name, customer)
            return
        surest = self._accounts.get(iban)
        if surest and surest.customer == customer:
            return
        account = compact_iban(iban)
        is_known = account in self._by_iban or customer in self._proven.get(account, ())
        if account and not is_known and not is_collector(name) and not self._is_remembered(account):
            self._proven[account].add(customer)
            self._accounts.pop(account, None)

    def _is_remembered(self, account: str) -> bool:
        return bool(self._memory) and squash(account) in self._memory

    def _learn_name(self, name: str, customer: str) -> None:
        folded = squash(name)
        if not folded or folded in self._memory or is_collector(name) or customer in self._proven_names[folded]:
            return
        self._proven_names[folded].add(customer)
        for spelling in self._spellings.pop(folded, ()):
            self._named.pop(spelling, None)

    def owner_of(self, iban: str) -> Payer | None:
        """The one customer whose account that is, as things stand."""
        owner = self._accounts.get(iban, _NOT_ASKED)
        return self._ask_owner_of(compact_iban(iban)) if owner is _NOT_ASKED else owner

    def _ask_owner_of(self, account: str) -> Payer | None:
        owner = self._accounts.get(account, _NOT_ASKED)
        if owner is _NOT_ASKED:
            known = self._by_the_account(account) if account else _NOBODY
            owner = self._accounts[account] = Payer(*next(iter(known.items()))) if len(known) == 1 else None
            if len(known) > 1:
                self._shared[account] = known
            else:
                self._shared.pop(account, None)
        return owner

    def who(self, iban: str, name: str, named: Sequence[str]) -> Payer | None:
        """The one customer behind the payer, or none. `named`: customer numbers that stand in the text."""
        owner = self._accounts.get(iban, _NOT_ASKED)
        if owner is _NOT_ASKED:
            owner = self._ask_owner_of(compact_iban(iban))
        if owner is not None:
            return owner
        if self._shared and (several := self._shared.get(compact_iban(iban))):
            named = [customer for customer in named if customer in several]
        elif not named:
            return self._by_the_name(name)
        return self._by_the_number(named[0]) if len(named) == 1 else None

    def _by_the_number(self, customer: str) -> Payer:
        payer = self._numbered.get(customer)
        if payer is None:
            payer = self._numbered[customer] = Payer(customer, Evidence.NUMBER)
        return payer

    def _by_the_account(self, account: str) -> Mapping[str, Evidence]:
        """The customers this account is known for, each with the surest evidence."""
        proven, listed = self._proven.get(account), self._by_iban.get(account)
        if not proven and not listed and not self._memory:
            return _NOBODY
        # What this run learned is said as it will be from now on: else a second run would change her tabs.
        known = dict.fromkeys(proven if proven and len(proven) == 1 else (), Evidence.MEMORY)
        known.update(dict.fromkeys(listed or (), Evidence.IBAN))
        if self._memory and (remembered := self._memory.get(squash(account))):
            known[remembered] = Evidence.MEMORY
        return known

    def _by_the_name(self, name: str) -> Payer | None:
        if name not in self._named:
            self._named[name] = self._owner_of_name(name)
            self._spellings[squash(name)].append(name)
        return self._named[name]

    def _owner_of_name(self, name: str) -> Payer | None:
        folded = squash(name)
        if not folded:
            return None
        if folded in self._memory:
            return Payer(self._memory[folded], Evidence.MEMORY)
        proven = self._proven_names.get(folded)
        if proven and len(proven) == 1:  # Said as it will be said from now on: by the name there is no other way.
            return Payer(next(iter(proven)), Evidence.MEMORY)
        owners = self._by_name.get(folded)
        if owners is None and len(name) >= _SHORTEST_CUT_NAME:
            owners = self._by_beginning(folded)
        return Payer(next(iter(owners)), Evidence.NAME) if owners and len(owners) == 1 else None

    def _by_beginning(self, folded: str) -> set[str]:
        owners: set[str] = set()
        for position in range(bisect_left(self._names, folded), len(self._names)):
            if not self._names[position].startswith(folded):
                break
            owners |= self._by_name[self._names[position]]
        return owners

    def is_like(self, name: str, customer: str) -> bool:
        """Whether the names share a word that is not just a legal form."""
        party = self._parties.get(customer)
        return party is not None and not self._words_of(name).isdisjoint(self._words_of(party.name))

    def _words_of(self, name: str) -> frozenset[str]:
        if name not in self._tokens:
            self._tokens[name] = name_tokens(name)
        return self._tokens[name]

    def like(self, name: str) -> tuple[str, ...]:
        """Customers whose name shares a rare word with this one, best first; for proposals only."""
        if name not in self._alike:
            self._alike[name] = self._sharing_words(name)
        return self._alike[name]

    def _sharing_words(self, name: str) -> tuple[str, ...]:
        shared: Counter[str] = Counter()
        by_word = self._customers_by_word()
        for token in sorted(self._words_of(name)):
            for number in by_word.get(token, ()):
                shared[number] += 1
        return tuple(number for number, _ in sorted(shared.items(), key=lambda each: (-each[1], each[0]))[:5])


def name_tokens(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    return frozenset(_WORD.findall(fold(name))) - _FORMS
