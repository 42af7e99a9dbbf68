"""A LibreOffice that is asked from inside, as the extension does it for a button."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pyxl.hosts.addin.oxt import component_files
from pyxl.hosts.calc.wire import PipeWire, StdioWire

from .running_office import office_running

SCRIPTS = Path("user", "Scripts", "python")
"""Where LibreOffice looks for a person's own scripts; what they may import lies in `pythonpath` below."""
SEAT = Path(__file__).with_name("office_seat.py")
SERVE = f"vnd.sun.star.script:{SEAT.name}$serve?language=Python&location=user"
PROVIDERS = "/singletons/com.sun.star.script.provider.theMasterScriptProviderFactory"


class InsideWire(StdioWire):
    """The way to it; `bridge` asks from outside what no button asks."""

    def __init__(self, answers: IO[str], questions: IO[str], bridge: PipeWire) -> None:
        super().__init__(answers, questions)
        self.bridge = bridge


@contextmanager
def inside_office(profile: Path, *options: str) -> Iterator[InsideWire]:
    """An office with that profile, and somebody in it who answers."""
    _lay_out(profile)
    with office_running(profile, *options) as (bridge, _), socket.socket(socket.AF_UNIX) as listening:
        address = str(profile.with_name("seat"))
        listening.bind(address)
        listening.listen(1)
        script = bridge.office.context.getByName(PROVIDERS).createScriptProvider("").getScript(SERVE)
        script.invoke((address,), (), ())
        with listening.accept()[0] as connection:
            answers = connection.makefile("r", encoding="utf-8")
            questions = connection.makefile("w", encoding="utf-8", newline="\n")
            with answers, questions:
                yield InsideWire(answers, questions, bridge)


def _lay_out(profile: Path) -> None:
    """The script with the extension's own modules."""
    scripts = profile / SCRIPTS
    package = scripts / "pythonpath" / "pyxl_office"
    package.mkdir(parents=True)
    (scripts / SEAT.name).write_bytes(SEAT.read_bytes())
    for name, content in component_files().items():
        (package / Path(name).name).write_bytes(content)
