"""LibreOffice's menu, toolbar and tab for the buttons, in both languages; LibreOffice shows the one it is set to.

>>> 'service:org.pyxl.Ribbon?validate_orders' in addons_xcu()
True
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from pyxl.app.registry import Action
from pyxl.core.labels import LANGUAGES, Label
from pyxl.hosts.manifests.buttons import daily, grouped, tag_of

SERVICE = "org.pyxl.Ribbon"
"""The component that a click calls, with the tag after the question mark."""
TOOLBAR = "org.pyxl.toolbar"
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_PYXL = Label("pyxl", "pyxl")
Lines = Iterator[str]


def addons_xcu() -> str:
    """The whole configuration file."""
    return "\n".join(_lines()) + "\n"


def url_of(action: Action) -> str:
    """What LibreOffice calls when the button is pressed."""
    return f"service:{SERVICE}?{tag_of(action)}"


def _lines() -> Lines:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        '<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="Addons" oor:package="org.openoffice.Office">'
    )
    yield from _node(
        "AddonUI",
        lambda: _node("OfficeMenuBar", lambda: _replaced("org.pyxl.menu", _menu)),
        lambda: _node("OfficeToolBar", lambda: _replaced(TOOLBAR, lambda: _flat_buttons(daily()))),
        lambda: _node(
            "OfficeNotebookBar", lambda: _replaced("org.pyxl.notebookbar", lambda: _flat_buttons(grouped().values()))
        ),
    )
    yield "</oor:component-data>"


def _node(name: str, *inner: Callable[[], Lines]) -> Lines:
    yield f"<node oor:name={quoteattr(name)}>"
    for part in inner:
        yield from part()
    yield "</node>"


def _replaced(name: str, inner: Callable[[], Lines]) -> Lines:
    """A set's member is made with `replace`: that also updates the one of an older version."""
    yield f'<node oor:name={quoteattr(name)} oor:op="replace">'
    yield from inner()
    yield "</node>"


def _menu() -> Lines:
    yield from _title(_PYXL)
    yield from _property("Context", _CALC)
    yield from _node("Submenu", _groups)


def _groups() -> Lines:
    for number, (group, actions) in enumerate(grouped().items(), 1):
        yield f'<node oor:name="g{number:02}" oor:op="replace">'
        yield from _title(group.value)
        yield '<node oor:name="Submenu">'
        for place, action in enumerate(actions, 1):
            yield from _button(f"b{place:02}", action, with_context=False)
        yield "</node>"
        yield "</node>"


def _flat_buttons(groups: Iterable[Sequence[Action]]) -> Lines:
    """The buttons one after the other, with a line between the groups."""
    for number, actions in enumerate(groups, 1):
        if number > 1:
            yield f'<node oor:name="g{number:02}a" oor:op="replace">'
            yield from _property("URL", "private:separator")
            yield "</node>"
        for place, action in enumerate(actions, 1):
            yield from _button(f"g{number:02}b{place:02}", action, with_context=True)


def _button(name: str, action: Action, *, with_context: bool) -> Lines:
    yield f'<node oor:name="{name}" oor:op="replace">'
    if with_context:
        yield from _property("Context", _CALC)
    yield from _property("URL", url_of(action))
    yield from _title(action.label)
    yield from _property("Target", "_self")
    yield "</node>"


def _title(label: Label) -> Lines:
    yield '<prop oor:name="Title" oor:type="xs:string">'
    for language in LANGUAGES:
        yield f'<value xml:lang="{language}">{escape(label.text(language))}</value>'
    yield "</prop>"


def _property(name: str, value: str) -> Lines:
    yield f'<prop oor:name="{name}" oor:type="xs:string"><value>{escape(value)}</value></prop>'
