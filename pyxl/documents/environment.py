"""The Jinja2 environment of the templates: sandboxed, strict, and printing every value as a Typst string literal.

In a template of an HTML page every value is escaped instead; in the text of an e-mail it is printed as it is.

Templates have conditions, loops, `extends`, `include` and the filters of `pyxl.documents.filters`. They have no macros
and no `safe`: a text that was made once cannot be put into the document a second time as markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pyxl.core.labels import Language, Sentence, Text, show
from pyxl.core.money import Money
from pyxl.documents.filters import FORMATS, amount, long_date
from pyxl.documents.literal import html_text, typst_literal
from pyxl.documents.refusals import broken
from pyxl.documents.templates import Kind, Templates, kind_of

KEPT_FILTERS = ("default", "first", "join", "last", "length", "lower", "replace", "select", "sort", "trim", "upper")
KEPT_GLOBALS = ("range",)

_NO_BLOCK = Text(
    "the block {name} is not available in templates", "der Baustein {name} steht in Vorlagen nicht zur Verfügung"
)
_NO_FILTER = Text("there is no filter {name}", "den Filter {name} gibt es nicht")
_NO_NAME = Text("the name of a template must be written out", "der Name einer Vorlage muss ausgeschrieben sein")
_NO_MIX = Text("{name} makes another kind of file", "{name} erzeugt eine andere Art von Datei")
_NO_TYPST = Text(
    "{name} is not allowed: a template reads no other files or packages",
    "{name} ist nicht erlaubt: eine Vorlage liest keine anderen Dateien oder Pakete",
)

_FORBIDDEN_NODES: dict[type[nodes.Node], str] = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.AssignBlock: "set ... endset",
    nodes.Import: "import",
    nodes.FromImport: "from ... import",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.EvalContextModifier: "autoescape",
}

_FORBIDDEN_TYPST = re.compile(
    r"#\s*(?:import|include)\b"
    r"|(?:^|[{;\[(])[ \t]*(?:import|include)\b"
    r"|\b(?:plugin|eval)\b"
    r"|\b(?:read|json|csv|toml|yaml|cbor|xml|bibliography)\s*\("
    r"|=\s*(?:read|json|csv|toml|yaml|cbor|xml)\b",
    re.MULTILINE,
)
"""Typst that would reach beyond the document. The private root folder is the wall, this is the sign in front of it."""


class _Loader(BaseLoader):
    """Finds only what is in the given templates; its names stand in for file names, so a mistake can name its file."""

    def __init__(self, templates: Templates) -> None:
        self._sources = templates.sources

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The source under that name, checked; no path leads anywhere else."""
        if template not in self._sources:
            raise TemplateNotFound(template)
        _check(environment, template, self._sources[template])
        return self._sources[template], template, lambda: True


class _Marks(Extension):
    """Puts file and line before every piece of output, to find the line of a template that Typst complains about."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens with a mark before each text and each printed value; values cannot hold a mark themselves."""
        for token in stream:
            if token.type in ("data", "variable_begin"):
                yield Token(token.lineno, "data", f"\0{stream.name}\0{token.lineno}\0")
            yield token


MARK = re.compile("\0([^\0]*)\0([0-9]+)\0")


@lru_cache(maxsize=4)
def environment(templates: Templates, marked: bool = False) -> ImmutableSandboxedEnvironment:
    """The environment for these templates. Each is checked when it is used: Refused (E_TEMPLATE) with file and line.

    With `marked` every piece of output is preceded by its place (`MARK`).
    """
    made = ImmutableSandboxedEnvironment(
        loader=_Loader(templates),
        undefined=StrictUndefined,
        autoescape=lambda name: kind_of(name or "") is Kind.HTML,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[_Marks] if marked else [],
    )
    made.filters = {name: made.filters[name] for name in KEPT_FILTERS}
    made.filters |= {name: _in_language(format_) for name, format_ in FORMATS.items()}
    made.globals = {name: made.globals[name] for name in KEPT_GLOBALS}
    return made


def _in_language(format_: Callable[[Any, Language], str]) -> Callable[[Context, Any], str]:
    @pass_context
    def filter_(context: Context, value: Any) -> str:
        return format_(value, context["language"])

    return filter_


@pass_context
def _finalize(context: Context, value: object) -> str:
    """A printed value as a Typst string literal, in HTML as text that Jinja2 escapes; else the template is wrong."""
    if isinstance(value, Undefined):
        return str(value)  # raises with the missing name
    text = _text(value, context["language"])
    match kind_of(context.name or ""):
        case Kind.HTML:
            return html_text(text)
        case Kind.TEXT:
            return text
        case _:
            return typst_literal(text)


def _text(value: object, language: Language) -> str:
    match value:
        case Money():
            return amount(value, language)
        case date():
            return long_date(value, language)
        case str() | int() | Decimal():
            return show(value, language)
        case None:
            return ""
        case _:
            raise TypeError(f"a value of type {type(value).__name__} cannot be printed")


def _check(made: Environment, name: str, source: str) -> None:
    try:
        tree = made.parse(source, name, name)
        for line, problem in _mistakes(tree, name, made):
            raise broken(name, line, problem)
        made.compile(source, name, name)
    except TemplateSyntaxError as error:
        raise broken(error.name or name, error.lineno, error.message or "") from None


def _mistakes(tree: nodes.Template, tree_name: str, made: Environment) -> Iterator[tuple[int, Sentence]]:
    for node in tree.find_all(nodes.Node):
        if type(node) in _FORBIDDEN_NODES:
            yield node.lineno, _NO_BLOCK.bind(name=_FORBIDDEN_NODES[type(node)])
        elif isinstance(node, nodes.Filter) and node.name not in made.filters:
            yield node.lineno, _NO_FILTER.bind(name=node.name)
        elif isinstance(node, nodes.Include | nodes.Extends):
            if not isinstance(node.template, nodes.Const):
                yield node.lineno, _NO_NAME.bind()
            elif kind_of(str(node.template.value)) is not kind_of(tree_name):
                yield node.lineno, _NO_MIX.bind(name=str(node.template.value))
        elif (
            kind_of(tree_name) is Kind.TYPST
            and isinstance(node, nodes.TemplateData)
            and (found := _FORBIDDEN_TYPST.search(node.data))
        ):
            yield node.lineno + node.data.count("\n", 0, found.start()), _NO_TYPST.bind(name=found[0].strip())
