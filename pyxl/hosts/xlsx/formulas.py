"""Copying a formula down: relative references move, everything else stays as it is.

>>> shift_formula('IF(A2="A2",SUM(B$2:B2)*\\'Rates A1\\'!C2,[@Qty]+LOG10(D2))', 1)
'IF(A3="A2",SUM(B$2:B3)*\\'Rates A1\\'!C3,[@Qty]+LOG10(D3))'
"""

from __future__ import annotations

import re

from pyxl.hosts.xlsx.addresses import LAST_COLUMN, LAST_ROW, column_letters, column_number

_TOKEN = re.compile(
    r"""
    (?P<text>"(?:[^"]|"")*")                                                  # "a text"
  | (?P<sheet>'(?:[^']|'')*'(?=!))                                            # 'a sheet name'!
  | (?P<error>\#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!))
  | (?P<number>\d+(?:\.\d*)?(?:[Ee][+-]?\d+)?(?![\w.:$])|\.\d+)
  | (?P<cell>(?P<c>\$?[A-Za-z]{1,3})(?P<r>\$?[1-9]\d{0,6})(?![\w.(!\\?\[]))
  | (?P<columns>(?P<c1>\$?[A-Za-z]{1,3}):(?P<c2>\$?[A-Za-z]{1,3})(?![\w.(!\\?$]))
  | (?P<rows>(?P<r1>\$?\d{1,7}):(?P<r2>\$?\d{1,7})(?![\w.(!$]))
  | (?P<name>[^\W\d][\w.\\?]*|\\[\w.\\?]*)                                   # functions, names, plain sheet names
    """,
    re.VERBOSE,
)


def shift_formula(formula: str, rows: int, columns: int = 0) -> str:
    """The formula as Excel would fill it that many rows down and columns right (negative: up, left).

    Structured references, texts, names and sheet names stay; a reference that would leave the sheet becomes #REF!.
    """
    done: list[str] = []
    at = 0
    while at < len(formula):
        if formula[at] == "[":
            end = _bracket_end(formula, at)
            done.append(formula[at:end])
            at = end
            continue
        token = _TOKEN.match(formula, at)
        done.append(_shifted(token, rows, columns) if token else formula[at])
        at = token.end() if token else at + 1
    return "".join(done)


def _bracket_end(formula: str, at: int) -> int:
    """Where the structured reference that opens here ends; `'` escapes the next character in it."""
    depth = 0
    while at < len(formula):
        match formula[at]:
            case "'":
                at += 1
            case "[":
                depth += 1
            case "]":
                depth -= 1
                if not depth:
                    return at + 1
        at += 1
    return len(formula)


def _shifted(token: re.Match[str], rows: int, columns: int) -> str:
    match token.lastgroup:
        case "cell" if column_number(token["c"].lstrip("$")) <= LAST_COLUMN:
            column, row = _column(token["c"], columns), _row(token["r"], rows)
            return f"{column}{row}" if column and row else "#REF!"
        case "columns":
            first, last = _column(token["c1"], columns), _column(token["c2"], columns)
            return f"{first}:{last}" if first and last else "#REF!"
        case "rows":
            first, last = _row(token["r1"], rows), _row(token["r2"], rows)
            return f"{first}:{last}" if first and last else "#REF!"
    return token[0]


def _column(letters: str, by: int) -> str:
    if letters.startswith("$") or not by:
        return letters
    number = column_number(letters) + by
    return column_letters(number) if 1 <= number <= LAST_COLUMN else ""


def _row(digits: str, by: int) -> str:
    if digits.startswith("$"):
        return digits
    number = int(digits) + by
    return str(number) if 1 <= number <= LAST_ROW else ""
