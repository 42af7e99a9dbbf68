"""The built Excel add-in: the same bytes each time, well formed by three judges, every button starts its action."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree
from pyopenvba import ExcelFile, check_file

from pyxl import __version__
from pyxl.app.actions import BUTTONS
from pyxl.core.labels import LANGUAGES, Language
from pyxl.formats.zip_door import open_archive
from pyxl.hosts.addin.conf import SENTENCES, conf_cells
from pyxl.hosts.addin.parts import CONF_PART, RIBBON_PART, personal_addin, read_conf
from pyxl.hosts.addin.xlam import build_xlam, module_source
from pyxl.hosts.manifests.buttons import tag_of
from pyxl.hosts.manifests.ribbon import ribbon_xml

from .conftest import Start

TAGS = [tag_of(action) for action in BUTTONS]


@pytest.fixture(scope="module")
def path(xlam: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("addin") / "pyxl.xlam"
    path.write_bytes(xlam)
    return path


def test_the_same_input_gives_the_same_file(xlam: bytes) -> None:
    assert sha256(build_xlam()).hexdigest() == sha256(xlam).hexdigest()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_olevba_lists_our_modules_and_no_other_code(path: Path) -> None:
    from oletools.olevba import VBA_Parser

    parser = VBA_Parser(str(path))
    code = {name: text for _, _, name, text in parser.extract_macros()}
    parser.close()
    assert set(code) == {"ThisWorkbook.cls", "Sheet2.cls", "PyxlRibbon.bas", "PyxlRun.bas"}
    assert all(not re.sub(r"(?m)^Attribute .*$", "", code[name]).strip() for name in ("ThisWorkbook.cls", "Sheet2.cls"))
    for name in ("PyxlRibbon", "PyxlRun"):
        assert code[f"{name}.bas"].splitlines() == module_source(name).splitlines()


def test_pyopenvba_finds_nothing_wrong(path: Path) -> None:
    with ExcelFile(path) as file:
        assert file.validate() == []
        assert file.vba_project().name == "pyxl"
    report = check_file(path)
    assert report.complete
    assert not report.issues


def test_the_package_names_what_it_holds_and_nothing_of_the_template(xlam: bytes) -> None:
    archive = open_archive(xlam)
    types = etree.fromstring(archive.read("[Content_Types].xml"))
    named = {each.get("PartName", "").lstrip("/") for each in types.iter("{*}Override")}
    assert named <= set(archive.names)
    links = archive.read("_rels/.rels").decode()
    assert f'2007/relationships/ui/extensibility" Target="{RIBBON_PART}"' in links
    for name in archive.names:
        if name.endswith((".xml", ".rels")):
            text = archive.read(name).decode()
            assert not re.search(r"felix|myaddin|sharedStrings", text, re.IGNORECASE), name


@pytest.mark.parametrize("tag", TAGS)
def test_each_button_starts_its_action_with_the_version(start_excel: Start, tmp_path: Path, tag: str) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "Orders.xlsx")
    excel = start_excel("/opt/pyxl/python")
    excel.open(tmp_path / "Orders.xlsx")
    statement = f"import pyxl.hosts.ribbon; pyxl.hosts.ribbon.click('{tag}','{__version__}')"
    assert excel.press(tag) == (
        f'"/opt/pyxl/python" -E -P -B -W ignore -c "{statement}" "--wb=Orders.xlsx" --from_xl=1 "--app=Excel" --hwnd=77'
    )
    assert not re.search(r'["|$`\\]', statement)


def test_a_failed_start_is_said_in_a_sentence(start_excel: Start, tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "Orders.xlsx")
    excel = start_excel("")
    excel.open(tmp_path / "Orders.xlsx")
    excel.press("undo")
    assert excel.boxes == [SENTENCES["NO_INTERPRETER"].en]


def test_every_sentence_of_the_code_is_in_the_sheet_and_the_other_way_round() -> None:
    asked = set(re.findall(r'(?:Said\(|Tell )"(\w+)"', module_source("PyxlRun")))
    assert asked - {"INTERPRETER_WIN", "INTERPRETER_MAC"} == set(SENTENCES)
    assert asked <= set(conf_cells("de"))
    assert len(conf_cells("de")) <= 20, "the code looks at 20 rows"


@pytest.mark.parametrize("language", LANGUAGES)
def test_installing_changes_only_language_and_interpreter(xlam: bytes, language: Language) -> None:
    python = r"C:\Users\Jörg & Söhne\pyxl\python.exe"
    mine = personal_addin(xlam, language, windows=python)
    assert read_conf(mine) == conf_cells(language, windows=python)
    old, new = open_archive(xlam), open_archive(mine)
    assert new.names == old.names
    assert new.read(RIBBON_PART).decode() == ribbon_xml(language)
    assert all(old.read(name) == new.read(name) for name in old.names if name not in (RIBBON_PART, CONF_PART))
