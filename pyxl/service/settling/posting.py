"""A settled case as the journal's event, with its letter and what follows in other tabs; and its undo."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pyxl.core.changes import UNDONE, CellValue, ChangeList, ChangeSet
from pyxl.core.labels import Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import PlainData, from_plain, to_plain
from pyxl.deliveries.notices import can_be_mailed, notice_request
from pyxl.deliveries.papers import paper_path
from pyxl.ledger.cases.events import CASE_REOPENED, CASE_SETTLED, CaseReopened, CaseSettled
from pyxl.ledger.cases.returns import ReturnState
from pyxl.ledger.cases.rows import CaseStatus
from pyxl.service.cases.posting import TAB, is_solved_at_once, status_after
from pyxl.service.letters.case_letter import CaseLetter, case_notice
from pyxl.service.letters.named_goods import NamedGoods
from pyxl.service.letters.return_slip import slip_request
from pyxl.service.settling.replacing import replacement_rows
from pyxl.service.settling.return_values import RETURNS, return_values

LETTER_KIND = "case-letter"
_SETTLED = Text("{number} is settled", "{number} ist erledigt")


@dataclass(frozen=True)
class SettlePosting:
    """A case to be settled. One whose goods come back draws the RMA number with it."""

    settled: CaseSettled
    """Without its letter."""
    rounds: int
    """How often its solution was taken back before."""
    letter: CaseLetter
    letterhead: Plain
    named: NamedGoods | None = None
    """The goods it is about, as the customer reads of them."""
    series: Series | None = None
    kind: str = CASE_SETTLED

    @property
    def key(self) -> str:
        """Each case is settled once."""
        return f"settle:{self.settled.line_id}:{self.rounds}"

    @property
    def claims(self) -> tuple[str, ...]:
        """The case."""
        return (self.key,)

    def numbered(self, number: str) -> CaseSettled:
        """The event with its letter, and under its RMA number."""
        letter = replace(self.letter, return_number=number)
        content = PlainData({"letter": to_plain(letter), "letterhead": dict(self.letterhead)})
        returned = self.settled.returned
        if returned:
            returned = replace(returned, slip_path=paper_path(self.settled.settled_on.year, number))
        return replace(self.settled, content=content, returned=returned)

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(self.numbered(number))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """Status, day, document, and the tick; the free line in Orders, or the row in Returns."""
        return _cells(self.numbered(number), number)

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The letter, the slip for goods that come back, and the mail with both where both sides have an address."""
        settled = self.numbered(number)
        papers = [DocumentRequest(LETTER_KIND, settled.number, settled.document_path, settled.content)]
        if settled.returned and self.named:
            papers.append(slip_request(number, settled.returned.slip_path, self.letter, self.named, self.letterhead))
        if not can_be_mailed(self.letter.seller.email, self.letter.buyer.email):
            return tuple(papers)
        notice = case_notice(from_plain(CaseLetter, settled.content["letter"]))
        return *papers, notice_request(settled.number, settled.document_path, notice, *papers)


def _cells(settled: CaseSettled, number: str) -> ChangeSet:
    changes, key, said = ChangeList(), settled.line_id, _SETTLED.bind(number=settled.number)
    before = CaseStatus[settled.status_before] if settled.status_before else None
    changes.set(TAB, key, "status", before, status_after(settled), said)
    if is_solved_at_once(settled):
        changes.set(TAB, key, "solved_on", None, settled.settled_on, said)
    changes.set(TAB, key, "document", "", settled.document_path, said)
    # The tick goes with the event: a run that is killed between two cases has done with the first.
    changes.set(TAB, key, "settle", True, False, said)
    if not settled.was_answered:
        changes.set(TAB, key, "answered_on", None, settled.settled_on, said)
    if settled.cost:
        changes.set(TAB, key, "cost", None, settled.cost, said)
    for tab, row, values in _new_rows(settled, number):
        changes.append(tab, row, values, said)
    return changes.done()


def _new_rows(settled: CaseSettled, number: str) -> list[tuple[str, str, dict[str, CellValue]]]:
    """What the solution adds to other tabs: tab, key and cells."""
    rows = list(replacement_rows(settled.replacement)) if settled.replacement else []
    if settled.returned:
        rows.append((RETURNS, number, return_values(ReturnState(number, settled))))
    return rows


@dataclass(frozen=True)
class ReopenPosting:
    """A solution that is taken back; the letter stays where it lies."""

    settled: CaseSettled
    settle_key: str
    number: str
    """The RMA number, where there is one: it stays used."""
    kind: str = CASE_REOPENED
    claims: tuple[str, ...] = ()
    series: Series | None = None

    @property
    def key(self) -> str:
        """Each solution is taken back once."""
        return f"reopen:{self.settle_key}"

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(CaseReopened(self.settled.line_id))
        return payload

    def changes(self, number: str) -> ChangeSet:
        """The cells as they were; rows that the solution added go, and what a person changed in them since is told."""
        new = _new_rows(self.settled, self.number)
        added = {(tab, row) for tab, row, _ in new}
        changes = [each.inverse() for each in _cells(self.settled, self.number) if (each.tab, each.key) not in added]
        gone = ChangeList()
        for tab, row, values in new:
            gone.clear(tab, row, values, UNDONE)
        return ChangeSet((*changes, *gone.done()))

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()
