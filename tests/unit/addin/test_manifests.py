"""Excel's ribbon, LibreOffice's menus and the manual's page: each action is in all of them, and nothing else is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from lxml import etree

from pyxl.app.actions import BUTTONS
from pyxl.app.registry import Action, Group
from pyxl.core.labels import LANGUAGES, Label, Language
from pyxl.hosts.manifests.addons_xcu import addons_xcu, url_of
from pyxl.hosts.manifests.buttons import action_of, daily, grouped, key_tips, tag_of
from pyxl.hosts.manifests.ribbon import ribbon_xml
from pyxl.hosts.manifests.ribbon_check import ribbon_faults
from pyxl.hosts.manual.buttons_page import buttons_page

TAGS = [tag_of(action) for action in BUTTONS]
NAME = "{http://openoffice.org/2001/registry}name"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.mark.parametrize("language", LANGUAGES)
def test_excel_takes_the_ribbon_and_each_action_has_its_button(language: Language) -> None:
    assert ribbon_faults(ribbon_xml(language), TAGS) == []
    assert all(action_of(tag).id == tag.replace("_", "-") for tag in TAGS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ribbon_shows_the_groups_in_order_with_labels_and_tips(language: Language) -> None:
    root = etree.fromstring(ribbon_xml(language).encode())
    groups = [group.get("label") for group in root.iter("{*}group")]
    assert groups == [group.value.text(language) for group in Group if group in grouped()]
    for button in root.iter("{*}button"):
        action = action_of(button.get("tag", ""))
        assert button.get("label") == action.label.text(language)
        assert button.get("supertip") == action.purpose.text(language)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('imageMso="Undo"', 'imageMso="TableRelationships"', "Excel has no picture"),
        ('id="pyxl_check"', 'id="pyxl_undo"', "id pyxl_undo is there 2 times"),
        ('tag="check"', 'tag="Check"', "tag 'Check' is not allowed"),
        ('tag="check"', 'tag="audit"', "audit: no action has this tag"),
        ('tag="check"', 'tag="audit"', "check: no button has this tag"),
        ('keytip="CH"', 'keytip="CHEK"', "keytip 'CHEK' is not allowed"),
        ('keytip="CH"', 'keytip="UN"', "keytip UN is there 2 times"),
        ('onAction="PyxlRibbon.OnAction"', 'onAction="Shell"', "onAction 'Shell' is not allowed"),
        ('size="normal"', 'size="huge"', "size 'huge' is not allowed"),
        ('size="normal"', 'getSize="x"', "getSize is unknown"),
        ('id="pyxl_check"', f'id="{"x" * 1025}"', "longer than 1024"),
        (' id="pyxl_check"', "", "button: id is missing"),
        ("<tabs>", '<tabs><button id="b" label="b" onAction="PyxlRibbon.OnAction"/>', "button may not stand here"),
        ("2009/07/customui", "2006/01/customui", "no ribbon of Office 2010"),
    ],
)
def test_the_check_sees_what_excel_would_drop(old: str, new: str, fault: str) -> None:
    ribbon = ribbon_xml("de")
    assert old in ribbon
    assert fault in "\n".join(ribbon_faults(ribbon.replace(old, new, 1), TAGS))


def test_keys_are_two_letters_and_a_new_action_changes_none_of_them() -> None:
    tips = key_tips()
    assert all(re.fullmatch("[A-Z]{2}", tip) for tip in tips.values())
    assert len(set(tips.values())) == len(BUTTONS)
    jobs = [action for action in BUTTONS if action.job]
    tools = [action for action in BUTTONS if not action.job]
    new = replace(jobs[0], id="check-vat-ids")
    assert {key: tip for key, tip in key_tips([*jobs, new, *tools]).items() if key != new.id} == tips


def test_an_action_whose_id_could_be_a_command_gets_no_button() -> None:
    with pytest.raises(AssertionError, match="cannot be a tag"):
        tag_of(replace(BUTTONS[0], id="check'; rm"))


DAILY_BUTTONS = tuple(action for group in daily() for action in group)


@pytest.mark.parametrize(
    ("place", "wanted"),
    [("OfficeMenuBar", BUTTONS), ("OfficeToolBar", DAILY_BUTTONS), ("OfficeNotebookBar", BUTTONS)],
)
def test_libreoffice_has_the_buttons_in_both_languages(place: str, wanted: Sequence[Action]) -> None:
    root = etree.fromstring(addons_xcu().encode())
    (node,) = (each for each in root.iter("node") if each.get(NAME) == place)
    titles: dict[str, dict[str | None, str | None]] = {}
    for button in node.iter("node"):
        values = {prop.get(NAME): prop for prop in button.findall("prop")}
        if "URL" in values and values["URL"].findtext("value") != "private:separator":
            texts = {value.get(LANGUAGE): value.text for value in values["Title"]}
            titles[values["URL"].findtext("value") or ""] = texts
    labels: dict[str, Label] = {url_of(action): action.label for action in wanted}
    assert titles == {url: {"en": label.en, "de": label.de} for url, label in labels.items()}


def test_the_entries_of_libreoffice_have_names_of_their_own() -> None:
    root = etree.fromstring(addons_xcu().encode())
    for node in root.iter("node"):
        names = [child.get(NAME) for child in node.findall("node")]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_manual_tells_of_every_button(language: Language) -> None:
    page = buttons_page(language)
    for action in BUTTONS:
        assert f"### {action.label.text(language)}\n\n{action.purpose.text(language)}\n" in page
