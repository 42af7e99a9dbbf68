"""What every command keeps: the keys of its JSON object, its exit codes, a sentence where it refuses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pyxl.core.schema import TABLES

from .small_firm import Ran

KEYS = {"action", "applied", "summary", "findings", "changes", "documents", "proposals", "refused"}
FINDING_KEYS = {"code", "severity", "tab", "row", "column", "key", "message", "hint"}
CHANGE_KEYS = {"tab", "key", "column", "old", "new", "why"}
DOCUMENT_KEYS = {"kind", "number", "path", "sha256"}


def demand_contract(ran: Ran, action: str) -> dict[str, Any]:
    """The object of `--json`, after every key of it was looked at."""
    found = ran.json
    assert found.keys() >= KEYS, ran.text
    assert found["action"] == action
    assert isinstance(found["applied"], bool)
    assert isinstance(found["proposals"], list)
    for finding in found["findings"]:
        assert finding.keys() >= FINDING_KEYS
        assert re.fullmatch(r"[A-Z]{3}\d{3}", finding["code"])
        assert finding["severity"] in ("error", "warning", "info")
        assert finding["row"] is None or finding["row"] > 0
        demand_fields(finding["tab"], finding["column"])
        assert finding["message"]
        assert finding["hint"]
    for change in found["changes"]:
        assert change.keys() >= CHANGE_KEYS
        demand_fields(change["tab"], change["column"])
        assert change["why"]
        if change["column"] is None:
            row = change["new"] if change["old"] is None else change["old"]
            demand_fields(change["tab"], *row)
    for document in found["documents"]:
        assert document.keys() >= DOCUMENT_KEYS
        assert re.fullmatch("[0-9a-f]{64}", document["sha256"])
        assert Path(document["path"]).is_file()
    demand_refusal(found["refused"], ran.code)
    if ran.code != 2:
        assert ran.code == any(finding["severity"] == "error" for finding in found["findings"])
    return found


def demand_fields(tab: str, *names: str | None) -> None:
    """The tab and its fields are named as the schema names them."""
    assert set(names) - {None} <= TABLES[tab].by_name.keys()


def demand_refusal(refused: Any, code: int) -> None:
    """Code, cause and next step where the exit code says refused; nothing elsewhere."""
    assert (refused is not None) == (code == 2)
    if refused is not None:
        assert re.fullmatch("E_[A-Z0-9_]+", refused["code"])
        assert refused["code"] != "E_UNFORESEEN"
        assert refused["cause"]
        assert refused["next_step"]


def demand_sentence(ran: Ran) -> None:
    """A refusal for people: code and sentence on the error output, nothing on the other, no traceback."""
    assert ran.code == 2, ran.text
    assert ran.out == ""
    assert re.match(r"E_[A-Z0-9_]+: \S.+\.\s\S.+", ran.err), ran.text
    assert "Traceback" not in ran.err
