"""Whether Excel on Windows still trusts its own start folder: a firm can switch all trusted locations off.

>>> are_locations_off(lambda path: 1 if path.startswith("Software\\\\Policies") else None)
True
>>> are_locations_off(lambda path: None)
False
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress

_SETTING = r"Office\16.0\Excel\Security\Trusted Locations"
_PLACES = (rf"Software\Policies\Microsoft\{_SETTING}", rf"Software\Microsoft\{_SETTING}")
"""The firm's policy, and the user's own setting."""
_VALUE = "AllLocationsDisabled"


def _registered(path: str) -> object:
    """The value in the user's part of the Windows registry; None where there is none, and on other systems."""
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
            return winreg.QueryValueEx(key, _VALUE)[0]
    return None


def are_locations_off(registered: Callable[[str], object] = _registered) -> bool:
    """Whether the firm or the user switched them off."""
    return any(registered(path) == 1 for path in _PLACES)
