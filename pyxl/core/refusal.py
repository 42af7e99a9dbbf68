"""A refusal: the sentence pyxl answers with when it cannot go on, and what to do next.

Data in a sheet never raises, it yields findings. A refusal is for the outside world: a file that is
open elsewhere, a full disk, a ZIP that is none. Hosts catch it in one place and show it; nothing was written.
"""

from __future__ import annotations

from dataclasses import dataclass

from pyxl.core.labels import Language, Sentence, Text


@dataclass(frozen=True, slots=True)
class RefusalKind:
    """One reason to stop: `E_...` code (never reused), its cause and the next step."""

    code: str
    cause: Text
    next_step: Text

    def because(self, **facts: object) -> Refused:
        """The refusal with the facts of this case, ready to be raised."""
        return Refused(self.code, self.cause.bind(**facts), self.next_step.bind(**facts))


class Refused(Exception):
    """Raised where work cannot go on; shown as one sentence with a next step, never as a traceback."""

    def __init__(self, code: str, cause: Sentence, next_step: Sentence) -> None:
        super().__init__(code)
        self.code = code
        self.cause = cause
        self.next_step = next_step

    def text(self, language: Language) -> str:
        """Cause and next step in that language."""
        return f"{self.cause.text(language)} {self.next_step.text(language)}"

    def __str__(self) -> str:
        return f"{self.code}: {self.text('en')}"
