"""Typst as pyxl uses it: one compiler per process, a root folder of fonts only, no network, no system fonts, PDF/A-3b.

The creation date in the file is the date of the document, never the clock: the same source gives the same bytes.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import tempfile
from calendar import timegm
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from pyxl.core.durable_files import is_alive
from pyxl.documents.fonts import font_paths
from pyxl.documents.refusals import NO_ROOM

PDF_STANDARD: Final = "a-3b"
OUTPUT_MAX = 20_000_000
"""Bytes of one document (SAFETY limits)."""

MAIN: Final = "main.typ"
FONT_FOLDERS: Final = "pyxl-fonts-"
"""How the temporary folders begin; the number of the process follows."""
_ASSET_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\.(svg|xml)")
_PICTURE = re.compile(r"decode image|parse SVG|in SVG|CMYK profile")
_PLACE = re.compile(r"main\.typ:(\d+):\d+")


class TypesettingError(Exception):
    """Typst's complaint with the line of the generated source it belongs to."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = " ".join(message.split())
        self.line = line
        self.is_picture = bool(_PICTURE.search(message))


class Typesetter:
    """A cached compiler. Its root folder holds the fonts and nothing else; source and pictures are given in memory."""

    def __init__(self, fonts: Path) -> None:
        import typst

        self._root = fonts
        self._compiler = typst.Compiler(
            root=str(fonts),
            font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)]),
            ignore_system_fonts=True,
            # A folder that does not exist: no package is found on this machine, and templates cannot ask for one.
            package_path=str(fonts / "none"),
            package_cache_path=str(fonts / "none"),
        )

    def compile(self, source: str, assets: Mapping[str, bytes], issued_on: date) -> bytes:
        """The PDF. Assets are SVG texts by name, and the XML to attach. Raises TypesettingError."""
        import typst

        assert all(_ASSET_NAME.fullmatch(name) for name in assets), list(assets)
        try:
            # The package's type hints leave out sources given as a mapping of names.
            pdf, warnings = self._compiler.compile_with_warnings(  # type: ignore[type-var]
                {MAIN: source.encode("utf-8"), **assets},
                format="pdf",
                pdf_standards=PDF_STANDARD,
                timestamp=timegm(issued_on.timetuple()) + 12 * 3600,
            )
        except typst.TypstError as error:
            raise self._explained(error.message, error.diagnostic) from None
        for warning in warnings:
            # Without its font Typst leaves the text out and merely warns: an invoice without words.
            if warning.message.startswith("unknown font"):
                raise self._explained(warning.message, warning.diagnostic)
        assert isinstance(pdf, bytes)
        if len(pdf) > OUTPUT_MAX:
            raise TypesettingError(f"the document is larger than {OUTPUT_MAX // 1_000_000} MB", 1)
        return pdf

    def _explained(self, message: str, diagnostic: str) -> TypesettingError:
        place = _PLACE.search(diagnostic)
        return TypesettingError(message.replace(f"{self._root}/", ""), int(place[1]) if place else 1)


@cache
def font_folder() -> Path:
    """A private folder with exactly the fonts of `font_paths`, made once per process; it goes at exit.

    Of the package's own folder each system lists the files in another order, and with it Typst would take the OpenType
    file of a font here and the TrueType file there: other bytes for the same document.
    """
    _sweep_font_folders()
    try:
        # mkdtemp makes it private: mode 0700
        folder = Path(tempfile.mkdtemp(prefix=f"{FONT_FOLDERS}{os.getpid()}-")).resolve()
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        for path in font_paths():
            shutil.copyfile(path, folder / path.name)
    except OSError as error:
        raise NO_ROOM.because(path=tempfile.gettempdir(), problem=error.strerror or str(error)) from error
    return folder


def _sweep_font_folders() -> None:
    """A killed process cannot clear up behind itself: the next one does."""
    for folder in Path(tempfile.gettempdir()).glob(f"{FONT_FOLDERS}*"):
        process = folder.name.removeprefix(FONT_FOLDERS).partition("-")[0]
        if process.isascii() and process.isdecimal() and not is_alive(int(process)):
            shutil.rmtree(folder, ignore_errors=True)


@cache
def typesetter(fonts: Path) -> Typesetter:
    """This process's typesetter with that folder of fonts: starting one costs more than typesetting an invoice."""
    return Typesetter(fonts)
