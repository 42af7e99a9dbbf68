"""Runs `pyxl` commands, each in a process of its own, without importing everything anew each time.

One JSON line in: arguments, folder, environment, file for what is printed. One JSON line out: the exit code, negative
for a signal, as in `subprocess`. The command runs in a fork of this process, so a kill is a real kill.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from typing import Any, NoReturn

import lxml.etree
import rich.console
import typst

import pyxl.app.runner
import pyxl.app.tabs
import pyxl.app.undo
import pyxl.banking.accepting
import pyxl.banking.importing
import pyxl.banking.reconciling
import pyxl.documents
import pyxl.hosts.cli.output
import pyxl.hosts.files
import pyxl.invoicing.issue
import pyxl.invoicing.letter
from pyxl.documents.environment import environment
from pyxl.documents.templates import shipped_templates
from pyxl.hosts.commands import main

PRELOADED = (lxml.etree, rich.console, typst, pyxl)


def serve() -> None:
    """Until there is no more to do. The forks find the templates read, and share what they never change."""
    templates = shipped_templates()
    for name in templates.sources:
        environment(templates, False).get_template(name)
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            _command(order)
        _, status = os.waitpid(child, 0)
        print(json.dumps(os.waitstatus_to_exitcode(status)), flush=True)


def _command(order: dict[str, Any]) -> NoReturn:
    os.chdir(order["folder"])
    os.environ.update(order["environment"])
    out = os.open(order["printed"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for descriptor in (1, 2):
        os.dup2(out, descriptor)
    main(order["arguments"], prog_name="pyxl")
    raise AssertionError("a command ends with its exit code")


if __name__ == "__main__":
    serve()
