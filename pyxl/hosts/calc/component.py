"""The buttons in LibreOffice: each starts pyxl's own interpreter and does what that asks of the open workbook.

Runs inside the office, in whatever Python it brings (3.8 and later), and needs nothing beside `pyxl_office` (our
`office.py`). LibreOffice goes on working meanwhile: the conversation is held by a thread, line by line in JSON.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
import time
from typing import Any

import uno
import unohelper
from com.sun.star.task import XJobExecutor
from pyxl_office.office import Office

SERVICE = "org.pyxl.Ribbon"
EXTENSION = "org.pyxl.ribbon"
FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "LD_LIBRARY_PATH", "UNO_PATH", "URE_BOOTSTRAP")
"""What LibreOffice sets for its own Python; ours must not see it."""
NOT_INSTALLED = (
    "pyxl does not know its Python. Run `pyxl install` once, then start LibreOffice again.",
    "pyxl kennt sein Python nicht. Einmal `pyxl install` ausführen, dann LibreOffice neu starten.",
)
NO_ANSWER = (
    "pyxl could not be started. Nothing was written. `pyxl doctor` says what is missing.",
    "pyxl ließ sich nicht starten. Es wurde nichts geschrieben. `pyxl doctor` sagt, was fehlt.",
)
DOUBLE_CLICK, PATIENCE = 1.0, 5.0
"""Seconds: a second press so soon is a double click; a later one waits so long for the run before it to end."""
_running = threading.Lock()
_pressed: dict[str, float] = {}


class Ribbon(unohelper.Base, XJobExecutor):  # type: ignore[misc]
    """What `service:org.pyxl.Ribbon?validate_orders` calls."""

    def __init__(self, context: Any) -> None:
        self._context = context

    def trigger(self, tag: str) -> None:
        """One press of a button. The second press of a double click does nothing."""
        desktop = self._context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self._context)
        caller = getattr(desktop.CurrentComponent, "RuntimeUID", "")
        moment, last = time.monotonic(), _pressed.get(tag, -DOUBLE_CLICK)
        _pressed[tag] = moment
        if re.fullmatch("[a-z_]+", tag) and caller and moment - last > DOUBLE_CLICK:
            threading.Thread(target=self._press, args=(tag, caller), daemon=True).start()

    def _press(self, tag: str, caller: str) -> None:
        if not _running.acquire(timeout=PATIENCE):
            return  # The run before is still at work, as the status bar says.
        try:
            office = Office(self._context, caller)
            book = office.books()[0]
            interpreter, version = self._installed()
            if not interpreter:
                office.alert(caller, self._said(NOT_INSTALLED), "pyxl", "ok")
            elif not _converse(office, _start(interpreter, tag, version, book["name"])):
                office.alert(caller, self._said(NO_ANSWER), "pyxl", "ok")
        finally:
            _running.release()

    def _installed(self) -> tuple[str, str]:
        """The interpreter's path that `pyxl install` wrote into the extension, and the extension's version."""
        provider = self._context.getByName("/singletons/com.sun.star.deployment.PackageInformationProvider")
        folder = uno.fileUrlToSystemPath(provider.getPackageLocation(EXTENSION))
        versions = dict(tuple(each[:2]) for each in provider.getExtensionList())
        try:
            with open(os.path.join(folder, "interpreter.txt"), encoding="utf-8") as file:
                path = file.read().strip()
        except OSError:
            path = ""
        return path if os.path.isfile(path) else "", versions.get(EXTENSION, "")

    def _said(self, sentences: tuple[str, str]) -> str:
        """The sentence in the language of the office."""
        provider = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.configuration.ConfigurationProvider", self._context
        )
        path = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        path.Name, path.Value = "nodepath", "/org.openoffice.Setup/L10N"
        reading = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (path,))
        return sentences[1] if str(reading.getByName("ooLocale")).startswith("de") else sentences[0]


def _start(interpreter: str, tag: str, version: str, book: str) -> subprocess.Popen[str]:
    """pyxl's interpreter with the same command line that Excel's add-in uses."""
    code = f"import pyxl.hosts.ribbon; pyxl.hosts.ribbon.click('{tag}','{version}')"
    command = [
        interpreter,
        "-E",
        "-P",
        "-B",
        "-W",
        "ignore",
        "-c",
        code,
        "--wb=" + book,
        "--from_xl=1",
        "--app=calc",
        "--hwnd=0",
    ]
    surroundings = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    surroundings["PYXL_OFFICE"] = "stdio"
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        cwd=os.path.expanduser("~"),
        encoding="utf-8",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _converse(office: Office, child: subprocess.Popen[str]) -> bool:
    """Answers until the child is done; whether it ever asked."""
    has_asked = False
    with child:  # Closes its pipes and waits for its end.
        request = _next(child)
        while request is not None:
            has_asked = True
            if request[0] == "begin_undisturbed":
                office.undisturbed(lambda: _serve_alone(office, child), *request[1])
            else:
                _reply(child, office, request)
            request = _next(child)
    office.status("", None)
    return has_asked


def _serve_alone(office: Office, child: subprocess.Popen[str]) -> None:
    """On the office's main thread: nothing else happens in it until the child says so."""
    _write(child, {"result": None})
    while True:
        request = _next(child)
        if request is None:
            return
        if request[0] == "end_undisturbed":
            _write(child, {"result": None})
            return
        _reply(child, office, request)


def _next(child: subprocess.Popen[str]) -> Any:
    line = child.stdout.readline() if child.stdout else ""
    return json.loads(line) if line else None


def _reply(child: subprocess.Popen[str], office: Office, request: Any) -> None:
    name, arguments = request
    try:
        assert not name.startswith("_"), name
        _write(child, {"result": getattr(office, name)(*arguments)})
    except Exception as error:  # Whatever the office refuses is said on the other side.
        _write(child, {"error": f"{type(error).__name__}: {error}"})


def _write(child: subprocess.Popen[str], answer: Any) -> None:
    if child.stdin:
        try:
            child.stdin.write(json.dumps(answer) + "\n")
            child.stdin.flush()
        except OSError:  # The child is gone; reading will tell.
            pass


g_ImplementationHelper = unohelper.ImplementationHelper()  # The name LibreOffice looks for.
g_ImplementationHelper.addImplementation(Ribbon, SERVICE, (SERVICE,))
