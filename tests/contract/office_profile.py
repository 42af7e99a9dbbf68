"""A LibreOffice profile with pyxl's buttons in it, put there by LibreOffice's own program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyxl.hosts.addin.oxt import build_oxt, component_files, personal_oxt

from .running_office import why_not
from .screen import why_no_screen

NOBODY = 65534


def why_no_buttons() -> str:
    """Why no window with buttons can be shown here; empty where it can."""
    return why_not() or why_no_screen() or ("" if shutil.which("unopkg") else "unopkg is not installed")


@contextmanager
def profile_with_buttons(extension: bytes | None = None) -> Iterator[Path]:
    """The profile, gone afterwards; with that extension instead of pyxl's own as it is."""
    # Not in pytest's own folder, which only its owner may enter: unopkg refuses root and is run as somebody else.
    with tempfile.TemporaryDirectory(prefix="pyxl-person-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        packed = home / "pyxl.oxt"
        packed.write_bytes(personal_oxt(extension or build_oxt(component_files()), sys.executable))
        change = []
        if os.geteuid() == 0:
            change = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            os.chown(home, NOBODY, NOBODY)
            packed.chmod(0o644)
        command = ["unopkg", "add", "--suppress-license", f"-env:UserInstallation={(home / 'profile').as_uri()}"]
        command = [*change, "env", f"HOME={home}", *command, str(packed)]
        subprocess.run(command, check=True, timeout=120, capture_output=True)
        yield home / "profile"
