"""Who complains, and about which order, delivery note or invoice: by known addresses and numbers, never by a guess.

A number is found where it stands as a whole in the text. A number that two kinds of paper share is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyxl.core.tables import Table
from pyxl.core.text import fold, squash
from pyxl.formats.order_records import Buyer
from pyxl.intake.customers import Recognised, Recogniser
from pyxl.masterdata.customers import Customer
from pyxl.masterdata.items import Item
from pyxl.service.cases.known import Known, Paper

_WORD = re.compile(r"[^\s,;:!?()\[\]{}<>\"'„“”‚‘’«»]{1,60}")
_AT_END = ".-/_"
_DIGIT = re.compile(r"\d")
PAPERS = ("order_number", "delivery_number", "invoice_number")
"""What a complaint may be about, as a case names it."""
LENGTH_LEAST = 4
"""Characters of a number that is looked for in a text: `12` is more often a quantity."""


@dataclass(frozen=True)
class Named:
    """What a text names, each at most once: two invoices named are none, for nobody knows which is meant."""

    papers: Mapping[str, Paper] = field(default_factory=dict)
    """By field of a case: `order_number`, `delivery_number`, `invoice_number`."""
    item_number: str = ""


@dataclass(frozen=True)
class Directory:
    """Everything by which a complaint is recognised."""

    customers: Table[Customer]
    items: Table[Item]
    known: Known

    def customer(self, buyer: Buyer) -> Recognised:
        """Whose address, number or name it is."""
        return self._recogniser.recognise(buyer)

    def named(self, text: str) -> Named:
        """The papers and the item that the text names."""
        found: dict[str, dict[str, Paper]] = defaultdict(dict)
        items: set[str] = set()
        for word in _words(text):
            for field_name, number in self._numbers.get(word, ()):
                paper = self._paper(field_name, number)
                if paper:
                    found[field_name][number] = paper
            items |= self._items.get(word, set())
        papers = {name: next(iter(each.values())) for name, each in found.items() if len(each) == 1}
        return Named(papers, next(iter(items)) if len(items) == 1 else "")

    def written(self, typed: Mapping[str, str]) -> Named:
        """The papers and the item of a form, where they are known: `re 2026-7` is written as the firm writes it."""
        papers = {}
        for field_name in PAPERS:
            paper = self._paper(field_name, self.spelt(field_name, typed[field_name])) if typed[field_name] else None
            if paper:
                papers[field_name] = paper
        return Named(papers, self.spelt("item_number", typed["item_number"]))

    def spelt(self, field_name: str, typed: str) -> str:
        """The number as the firm writes it; as it was typed where none is like it, or more than one."""
        alike = self._spellings[field_name].get(squash(typed), set())
        return next(iter(alike)) if len(alike) == 1 else typed

    def _paper(self, field_name: str, number: str) -> Paper | None:
        find = {"order_number": self.known.order, "delivery_number": self.known.delivery}
        return find.get(field_name, self.known.invoice)(number)

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(self.customers)

    @cached_property
    def _numbers(self) -> dict[str, list[tuple[str, str]]]:
        """Every number that a text may name, as it is compared."""
        known: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, number in self._all_numbers():
            if len(number) >= LENGTH_LEAST and _DIGIT.search(number):
                known[fold(number)].append((name, number))
        return {word: found for word, found in known.items() if len(found) == 1}

    def _all_numbers(self) -> Iterator[tuple[str, str]]:
        yield from (("order_number", each) for each in dict.fromkeys(line.order_number for line in self.known.orders))
        yield from (("delivery_number", each) for each in self.known.books.stock.deliveries)
        yield from (("invoice_number", row.invoice_number) for row in self.known.receivables)

    @cached_property
    def _spellings(self) -> dict[str, dict[str, set[str]]]:
        found: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in (*PAPERS, "item_number")}
        items = (("item_number", item.item_number) for item in self.items)
        for name, number in (*self._all_numbers(), *items):
            found[name][squash(number)].add(number)
        return found

    @cached_property
    def _items(self) -> dict[str, set[str]]:
        known: dict[str, set[str]] = defaultdict(set)
        for item in self.items:
            if len(item.item_number) >= LENGTH_LEAST and _DIGIT.search(item.item_number):
                known[fold(item.item_number)].add(item.item_number)
        return known


def _words(text: str) -> Iterator[str]:
    """Every word as it is compared, without the full stop at its end.

    >>> list(_words("Rechnung RE-2026-7. Bitte (A1000)!"))
    ['RECHNUNG', 'RE-2026-7', 'BITTE', 'A1000']
    """
    for match in _WORD.finditer(text):
        word = fold(match.group().strip(_AT_END))
        if word:
            yield word
