"""A settled case as the journal's event, with its letter; and the solution taken back."""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.core.changes import ChangeList, ChangeSet
from pyxl.core.labels import Text
from pyxl.core.outcome import DocumentRequest, Plain, Series
from pyxl.core.plain import from_plain, to_plain
from pyxl.deliveries.notices import can_be_mailed, notice_request
from pyxl.ledger.case_events import CASE_REOPENED, CASE_SETTLED, CaseReopened, CaseSettled
from pyxl.ledger.case_rows import CaseStatus
from pyxl.service.letter import CaseLetter, case_notice
from pyxl.service.posting import TAB, status_after

LETTER_KIND = "case-letter"
_SETTLED = Text("{number} is settled", "{number} ist erledigt")


@dataclass(frozen=True)
class SettlePosting:
    """A case to be settled."""

    settled: CaseSettled
    rounds: int
    """How often its solution was taken back before."""
    kind: str = CASE_SETTLED
    series: Series | None = None

    @property
    def key(self) -> str:
        """Each case is settled once."""
        return f"settle:{self.settled.line_id}:{self.rounds}"

    @property
    def claims(self) -> tuple[str, ...]:
        """The case."""
        return (self.key,)

    def payload(self, number: str) -> Plain:
        """The event as plain data."""
        payload: Plain = to_plain(self.settled)
        return payload

    def changes(self, number: str) -> ChangeSet:
        """Status, day, document, and the tick."""
        return _cells(self.settled)

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """The letter, and the mail that takes it there where both sides have an address."""
        settled = self.settled
        printed = DocumentRequest(LETTER_KIND, settled.number, settled.document_path, settled.content)
        letter = from_plain(CaseLetter, settled.content["letter"])
        if not can_be_mailed(letter.seller.email, letter.buyer.email):
            return (printed,)
        return printed, notice_request(settled.number, settled.document_path, case_notice(letter), printed)


def _cells(settled: CaseSettled) -> ChangeSet:
    changes, key, said = ChangeList(), settled.line_id, _SETTLED.bind(number=settled.number)
    before = CaseStatus[settled.status_before] if settled.status_before else None
    changes.set(TAB, key, "status", before, status_after(settled), said)
    changes.set(TAB, key, "solved_on", None, settled.settled_on, said)
    changes.set(TAB, key, "document", "", settled.document_path, said)
    # The tick goes with the event: a run that is killed between two cases has done with the first.
    changes.set(TAB, key, "settle", True, False, said)
    if not settled.was_answered:
        changes.set(TAB, key, "answered_on", None, settled.settled_on, said)
    return changes.done()


@dataclass(frozen=True)
class ReopenPosting:
    """A solution that is taken back; the letter stays where it lies."""

    settled: CaseSettled
    settle_key: str
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
        """The cells as they were."""
        return ChangeSet(tuple(each.inverse() for each in _cells(self.settled)))

    def documents(self, number: str) -> tuple[DocumentRequest, ...]:
        """None."""
        return ()
