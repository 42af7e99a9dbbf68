"""Excel's ribbon: one tab `pyxl`, a group for each kind of work, a button for each action.

Excel's labels are fixed text, so there is one ribbon for each language; `pyxl install --lang` chooses.

>>> 'tag="validate_orders"' in ribbon_xml("de")
True
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from pyxl.app.registry import Action, Group
from pyxl.core.labels import Language
from pyxl.hosts.manifests.buttons import grouped, key_tips, tag_of

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
CALLBACK = "PyxlRibbon.OnAction"
"""The one macro behind all buttons, with its module."""


def ribbon_xml(language: Language) -> str:
    """The whole customUI part."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: Language) -> Iterator[str]:
    tips = key_tips()
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    yield f"<customUI{_attributes(xmlns=NAMESPACE)}>"
    yield "  <ribbon>"
    yield "    <tabs>"
    yield f"      <tab{_attributes(id='pyxl_tab', label='pyxl', keytip='Y')}>"
    for group, actions in grouped().items():
        yield f"        <group{_attributes(id=_group_id(group), label=group.value.text(language))}>"
        for action in actions:
            yield f"          <button{_button(action, tips[action.id], language)}/>"
        yield "        </group>"
    yield "      </tab>"
    yield "    </tabs>"
    yield "  </ribbon>"
    yield "</customUI>"


def _group_id(group: Group) -> str:
    return f"pyxl_group_{group.name.lower()}"


def _button(action: Action, tip: str, language: Language) -> str:
    label = action.label.text(language)
    return _attributes(
        id=f"pyxl_{tag_of(action)}",
        tag=tag_of(action),
        label=label,
        size="large" if action.job else "normal",
        imageMso=action.icon,
        screentip=label,
        supertip=action.purpose.text(language),
        keytip=tip,
        onAction=CALLBACK,
    )


def _attributes(**values: str) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items())
