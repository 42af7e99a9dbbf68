"""Which templates there are: the firm's own folder first, then those pyxl came with.

>>> shipped_templates().is_shipped, "invoice.typ.j2" in shipped_templates().sources
(True, True)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pyxl.core.labels import Text
from pyxl.documents.refusals import TEMPLATE_FILE

VIEW = "einvoice_view."
"""How the templates of the view of a received e-invoice begin: no firm's letter, and nothing to change."""
SIZE_MAX = 1_000_000

_LINK = Text("it is a link to another place", "sie ist eine Verknüpfung an einen anderen Ort")
_SIZE = Text("it is larger than 1 MB", "sie ist größer als 1 MB")
_ENCODING = Text("it is not UTF-8 text", "sie ist kein UTF-8-Text")


class Kind(Enum):
    """What a template makes: the source of a PDF, an HTML page, or plain text."""

    TYPST = ".typ.j2"
    HTML = ".html.j2"
    TEXT = ".txt.j2"


@lru_cache(maxsize=64)
def kind_of(name: str) -> Kind:
    """By the end of its name; each prints its values in its own way.

    >>> kind_of("email.txt.j2").name, kind_of("invoice.typ.j2").name
    ('TEXT', 'TYPST')
    """
    return next((kind for kind in Kind if name.endswith(kind.value)), Kind.TYPST)


@dataclass(frozen=True, slots=True)
class Templates:
    """Template sources by name. There are no others: a template can include nothing that is not in here."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, sources: Mapping[str, str]) -> Templates:
        """From a mapping of name to source."""
        return cls(tuple(sorted(sources.items())))

    @property
    def sources(self) -> dict[str, str]:
        """Name to source."""
        return dict(self.pairs)

    @property
    def is_shipped(self) -> bool:
        """Whether all are exactly those pyxl came with. Others must be rendered in a limited child process."""
        return self == shipped_templates()


@cache
def shipped_templates() -> Templates:
    """The templates inside the installed package, or in the checkout's `templates` folder."""
    return Templates.of({name: source for name, source in _shipped() if not name.startswith(VIEW)})


@cache
def view_templates() -> Templates:
    """The templates that show a received e-invoice as HTML and PDF."""
    return Templates.of({name: source for name, source in _shipped() if name.startswith(VIEW)})


def _shipped() -> Iterator[tuple[str, str]]:
    for entry in _shipped_folder().iterdir():
        if entry.name.endswith(".j2"):
            yield entry.name, entry.read_text("utf-8")


def _shipped_folder() -> Traversable:
    try:
        return files("pyxl.templates")
    except ModuleNotFoundError:
        return Path(__file__).resolve().parents[2] / "templates"


def read_templates(folder: Path | None) -> Templates:
    """The templates to use with a workbook: the firm's where it has some, else the shipped ones.

    Raises Refused (E_TEMPLATE_FILE) for a link, a file over 1 MB, not UTF-8 or not readable.
    """
    sources = shipped_templates().sources
    for path in sorted(folder.glob("*.j2")) if folder else []:
        if path.name.endswith((Kind.TYPST.value, Kind.TEXT.value)):
            sources[path.name] = _read(path)
    return Templates.of(sources)


def _read(path: Path) -> str:
    if path.is_symlink():
        raise TEMPLATE_FILE.because(file=path.name, problem=_LINK.bind())
    try:
        if path.stat().st_size > SIZE_MAX:
            raise TEMPLATE_FILE.because(file=path.name, problem=_SIZE.bind())
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise TEMPLATE_FILE.because(file=path.name, problem=_ENCODING.bind()) from None
    except OSError as error:
        raise TEMPLATE_FILE.because(file=path.name, problem=error.strerror or str(error)) from None
