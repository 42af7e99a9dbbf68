"""Runs inside a Python that has `uno`: starts LibreOffice, does one thing in it and prints what came of it as JSON.

in_office.py macro BOOK NAME ADDRESS    runs the macro of the workbook, then reads that cell of its first sheet
in_office.py addons TAG                 presses the button; prints the titles of all buttons as LibreOffice has them
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from importlib import import_module
from typing import Any

PLACES = {
    "OfficeMenuBar": "org.pyxl.menu",
    "OfficeToolBar": "org.pyxl.toolbar",
    "OfficeNotebookBar": "org.pyxl.notebookbar",
}
PATIENCE = 60


def uno() -> Any:
    """Not imported above: whoever looks through the tests for doctests has no `uno`."""
    return import_module("uno")


def value(name: str, content: object) -> Any:
    made = uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, content
    return made


def connected(pipe: str) -> Any:
    local = uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    last = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            if time.monotonic() > last:
                raise
            time.sleep(0.2)


def service(context: Any, name: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", context)


def run_macro(context: Any, book: str, name: str, address: str) -> object:
    url = uno().systemPathToFileUrl(os.path.abspath(book))
    how = (value("Hidden", True), value("MacroExecutionMode", 4))
    document = service(context, "frame.Desktop").loadComponentFromURL(url, "_blank", 0, how)
    uri = f"vnd.sun.star.script:{name}?language=Basic&location=document"
    document.getScriptProvider().getScript(uri).invoke((), (), ())
    found = document.Sheets.getByIndex(0).getCellRangeByName(address).String
    libraries = document.BasicLibraries
    modules = {library: list(libraries.getByName(library).ElementNames) for library in libraries.ElementNames}
    close(document)
    return {"cell": found, "libraries": modules}


def press(context: Any, tag: str) -> object:
    hidden = (value("Hidden", True),)
    document = service(context, "frame.Desktop").loadComponentFromURL("private:factory/scalc", "_blank", 0, hidden)
    frame = document.CurrentController.Frame
    service(context, "frame.DispatchHelper").executeDispatch(frame, f"service:org.pyxl.Ribbon?{tag}", "_self", 0, ())
    close(document)
    provider = service(context, "configuration.ConfigurationProvider")
    found = {}
    for place, name in PLACES.items():
        path = value("nodepath", f"/org.openoffice.Office.Addons/AddonUI/{place}/{name}")
        reading = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (path,))
        found[place] = titles(reading)
    return found


def titles(node: Any) -> list[str]:
    found: list[str] = []
    for name in node.ElementNames:
        inner = node.getByName(name)
        if hasattr(inner, "ElementNames"):
            url = inner.getByName("URL") if "URL" in inner.ElementNames else None
            found += [inner.getByName("Title")] if url and url.startswith("service:") else titles(inner)
    return found


def close(document: Any) -> None:
    """Marked as unchanged first: LibreOffice would ask whether to save, and nobody would answer."""
    document.setModified(False)
    document.close(True)


def main(task: str, *arguments: str) -> None:
    pipe = f"pyxl-{os.getpid()}"
    command = ["soffice", "--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp"]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    context = connected(pipe)
    try:
        done = run_macro(context, *arguments) if task == "macro" else press(context, *arguments)
        print(json.dumps(done))
    finally:
        leave(context)
        office.wait(PATIENCE)


def leave(context: Any) -> None:
    """Ends the office. It may be gone before it has answered."""
    gone = uno().getClass("com.sun.star.lang.DisposedException")
    with suppress(gone):
        service(context, "frame.Desktop").terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
