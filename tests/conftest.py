"""What all tests share: with several processes, what is dear to make is made in one of them only.

A firm's states, a running LibreOffice or Saxon cost seconds. Tests that use the same one go to the same process, and
these groups begin first, so that no process is left with a long one at the end.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")
"""How long an example takes says nothing where other programs run; the time limits of pyxl have tests of their own."""

DEAR = {
    "states": "safety",
    "office": "office",
    "convert": "convert",
    "resaved": "convert",
    "converted": "converted",
    "month": "month",
}
"""Which fixture makes its tests members of which group."""


def pytest_configure(config: pytest.Config) -> None:
    """Lets pytest-xdist keep groups together unless another way was asked for."""
    if config.getoption("dist", "no") == "load":
        config.option.dist = "loadgroup"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the members."""
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in DEAR:
                item.add_marker(pytest.mark.xdist_group(DEAR[fixture]))
                break
