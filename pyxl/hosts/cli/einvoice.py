"""The command that looks at e-invoices from anybody, check-einvoice. It needs no workbook, so there is no button.

    pyxl check-einvoice invoice.xml invoice.pdf
    pyxl check-einvoice invoice.pdf --view looked-at --lang de

Exit codes: 0 every file is a valid e-invoice, 1 one is not, 2 one was refused.
"""

from __future__ import annotations

import os
from pathlib import Path

import click

from pyxl.core.labels import LANGUAGES, Language
from pyxl.hosts.cli.command_line import ERRORS_FOUND, FILES, FINE, REFUSED, guarded, leave, main
from pyxl.hosts.cli.language import computer_language


@main.command("check-einvoice", short_help="Is it a valid e-invoice, and what does it say?")
@FILES
@click.option("--view", "folder", type=click.Path(path_type=Path), help="Write a readable view (HTML, PDF) into it.")
@click.option("--overwrite", is_flag=True, help="Write over views that are there already.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for scripts.")
@click.option("--lang", type=click.Choice(LANGUAGES), help="Language of what you see.")
@guarded
def check_einvoice(
    files: tuple[Path, ...], folder: Path | None, overwrite: bool, as_json: bool, lang: Language | None
) -> None:
    """Checks e-invoices (XRechnung, ZUGFeRD, Factur-X, Peppol; XML or PDF) and names every rule they break."""
    from pyxl.app.einvoice_files import look
    from pyxl.hosts.cli import einvoice_output as output

    language = lang or computer_language(os.environ)
    looked = [look(path, folder, language, overwrite=overwrite) for path in files]
    if as_json:
        output.print_looked_json(looked, language)
    else:
        output.print_looked(looked, language)
    if any(each.refused for each in looked):
        leave(REFUSED)
    leave(FINE if all(each.is_valid for each in looked) else ERRORS_FOUND)
