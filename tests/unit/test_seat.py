"""What is noted about a mishap: where in our code it happened, and none of her data (SAFETY A28)."""

from __future__ import annotations

from pathlib import Path

import pytest

from pyxl.hosts.seat import write_log

HERS = "Müller, DE02120300000000202051"


def fail_with(text: str) -> None:
    """Her data stand in an argument, in a local name and in the words of the error."""
    try:
        int(text)
    except ValueError as error:
        raise KeyError(text) from error


def test_the_log_names_the_place_and_none_of_her_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    with pytest.raises(KeyError) as caught:
        fail_with(HERS)
    written = write_log("import-bank", caught.value).read_text("utf-8")
    assert "pyxl import-bank" in written
    assert "in fail_with" in written
    assert written.endswith("KeyError\n")
    assert not [word for word in HERS.split(", ") if word in written]
