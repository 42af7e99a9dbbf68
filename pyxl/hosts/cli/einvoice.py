"""The command that looks at e-invoices from anybody, check-einvoice. It needs no workbook, so there is no button.

    pyxl check-einvoice invoice.xml invoice.pdf
    pyxl check-einvoice invoice.pdf --view looked-at --lang de

Exit codes: 0 every file is a valid e-invoice, 1 one is not, 2 one was refused.
"""

from __future__ import annotations

import os
from pathlib import Path

from pyxl.core.labels import Label, Language
from pyxl.hosts.cli.command_line import ERRORS_FOUND, FINE, REFUSED, guarded, leave, main
from pyxl.hosts.cli.language import computer_language
from pyxl.hosts.cli.options import AS_JSON, FOLDER, LANG, file_option, files_argument, option

FILES = files_argument(Label("E-invoices: XML or PDF.", "E-Rechnungen: XML oder PDF."))
VIEW = file_option(
    "--view",
    "folder",
    Label("Write a readable view (HTML, PDF) into it.", "Eine lesbare Ansicht (HTML, PDF) hineinschreiben."),
    FOLDER,
)
OVERWRITE_VIEWS = option(
    "--overwrite",
    is_flag=True,
    label=Label("Write over views that are there already.", "Ansichten ersetzen, die es schon gibt."),
)


@main.command("check-einvoice")
@FILES
@VIEW
@OVERWRITE_VIEWS
@AS_JSON
@LANG
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
