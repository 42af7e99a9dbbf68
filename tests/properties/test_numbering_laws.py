"""The laws of numbering, whatever order things are done in: no gap, no double, one key one number, all provable."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pyxl.core.refusal import Refused
from pyxl.journal.journal import Journal
from pyxl.journal.records import (
    Anchor,
    Completed,
    EventDraft,
    NumberedDraft,
    OutboxDraft,
)
from pyxl.journal.series import NumberSeries

keys = st.sampled_from([f"key-{n}" for n in range(8)])
contents = st.sampled_from(["a", "b"])
ranges = st.sampled_from([NumberSeries.of("RE-{year}-{00001}", 2026), NumberSeries.of("GS-{0300}", 2026)])
claims = st.lists(st.sampled_from([f"claim-{n}" for n in range(12)]), max_size=2, unique=True).map(tuple)


class Numbering(RuleBasedStateMachine):
    """A journal beside a plain model of what it must hold."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "journal.sqlite"
        self.journal = Journal.open(self.path, create=True)
        self.model: dict[str, tuple[str, str, str, tuple[str, ...]]] = {}
        self.used: set[str] = set()
        self.drawn: dict[str, int] = {}
        self.anchors: list[Anchor] = [self.journal.tip()]

    @rule(key=keys, content=contents, series=ranges, claims=claims)
    def issue(self, key: str, content: str, series: NumberSeries, claims: tuple[str, ...]) -> None:
        """The model says what must happen; the journal must agree."""

        def complete(number: str) -> Completed:
            return Completed({"number": number}, (OutboxDraft("pdf", number),))

        draft = NumberedDraft("INVOICE", key, series, {"content": content}, complete, claims)
        known = self.model.get(key)
        if (known and known[:2] != ("INVOICE", content)) or (not known and self.used & set(claims)):
            with pytest.raises(Refused, match=r"E_KEY_REUSED|E_ALREADY_USED"):
                self.journal.issue(draft, run_id="r", recorded_at="t")
            return
        recorded = self.journal.issue(draft, run_id="r", recorded_at="t")
        assert recorded.is_new is (known is None)
        if known is None:
            self.drawn[series.name] = self.drawn.get(series.name, series.first - 1) + 1
            self.used |= set(claims)
            self.model[key] = ("INVOICE", content, series.text(self.drawn[series.name]), claims)
        assert recorded.number == self.model[key][2]

    @rule(batch=st.lists(st.tuples(keys, contents), min_size=1, max_size=3))
    def record(self, batch: list[tuple[str, str]]) -> None:
        """All of a batch or nothing of it."""
        after = dict(self.model)
        fits = all(after.setdefault(key, ("NOTE", content, "", ()))[:2] == ("NOTE", content) for key, content in batch)
        drafts = [EventDraft("NOTE", key, {"content": content}) for key, content in batch]
        if fits:
            self.journal.record(drafts, run_id="r", recorded_at="t")
            self.model = after
        else:
            with pytest.raises(Refused, match="E_KEY_REUSED"):
                self.journal.record(drafts, run_id="r", recorded_at="t")

    @rule()
    def close_and_open(self) -> None:
        """Start again, as after a click."""
        self.anchors.append(self.journal.tip())
        self.journal.close()
        self.journal = Journal.open(self.path, create=False)

    @rule()
    def settle(self) -> None:
        """Everything owed is done."""
        self.journal.mark_done([item.id for item in self.journal.pending()], "t")
        assert self.journal.pending() == ()

    @invariant()
    def journal_and_model_agree(self) -> None:
        """After every step."""
        events = {event.key: event for event in self.journal.events()}
        assert events.keys() == self.model.keys()
        for key, (kind, _, number, claims) in self.model.items():
            given = events[key].number
            assert (events[key].kind, given.text if given else "", events[key].claims) == (kind, number, claims)

    @invariant()
    def nothing_looks_tampered(self) -> None:
        """The chain is whole, and every tip ever seen is still in it."""
        assert self.journal.verify_chain() == ()
        assert {self.journal.compare_anchor(anchor) for anchor in self.anchors} == {"ok"}

    def teardown(self) -> None:
        """Clean up."""
        self.journal.close()
        self.folder.cleanup()


TestNumbering = Numbering.TestCase
TestNumbering.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
