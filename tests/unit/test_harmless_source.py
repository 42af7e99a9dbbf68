"""The source calls nothing that runs data as code, starts a shell, or takes the limits off a parser (SAFETY A19)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pyxl

ROOT = Path(pyxl.__file__).parent
MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "yaml"}
"""Reading with any of these can run what the file says."""
FUNCTIONS = {"eval", "exec", "compile"}
METHODS = {"eval", "read_pickle", "to_pickle", "system", "popen"}
SETTINGS = {"shell", "huge_tree", "load_dtd", "resolve_entities", "allow_pickle"}
"""Arguments that must not be True."""


def dangers(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of whatever must not be there."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.partition(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            yield node.lineno, str(node.module)
        elif isinstance(node, ast.Call):
            yield from _dangers_of(node)


def _dangers_of(call: ast.Call) -> Iterator[tuple[int, str]]:
    if isinstance(call.func, ast.Name) and call.func.id in FUNCTIONS:
        yield call.lineno, call.func.id
    if isinstance(call.func, ast.Attribute) and call.func.attr in METHODS:
        yield call.lineno, call.func.attr
    for given in call.keywords:
        if given.arg in SETTINGS and not (isinstance(given.value, ast.Constant) and given.value.value is False):
            yield call.lineno, str(given.arg)


def test_no_module_runs_data_as_code() -> None:
    found = [
        (path.relative_to(ROOT).as_posix(), line, name)
        for path in sorted(ROOT.rglob("*.py"))
        for line, name in dangers(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from yaml import load",
        "eval(text)",
        "pandas.read_pickle(path)",
        "os.system(line)",
        "subprocess.run(line, shell=True)",
        "etree.XMLParser(huge_tree=True)",
        "etree.XMLParser(resolve_entities=chosen)",
    ],
)
def test_each_danger_is_seen(source: str) -> None:
    assert list(dangers(source))


@pytest.mark.parametrize("source", ["re.compile(r'a')", "etree.XMLParser(load_dtd=False)", "compiler.compile(x)"])
def test_what_only_looks_like_it_is_let_alone(source: str) -> None:
    assert not list(dangers(source))
