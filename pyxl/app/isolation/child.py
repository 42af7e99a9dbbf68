"""The isolated child: reads one request from stdin, runs one function, answers on stdout, ends.

It is started by `pyxl.app.isolation` only. Whatever a library prints goes to stderr, never into the answer.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from inspect import Parameter, signature
from typing import BinaryIO, Final, get_type_hints

from pyxl.app.isolation.limits import Forbidden, confine
from pyxl.app.isolation.wire import is_plain, read_request
from pyxl.core.collecting import collect_seldom
from pyxl.core.plain import Plain, coder_of, to_plain
from pyxl.core.refusal import Refused

OUT_OF_MEMORY: Final = b'{"failed":"memory"}'
"""Made beforehand: when memory is gone there is none left to make it."""


def main() -> None:
    """Serve the one request. The exit code says nothing; the answer does, and its absence."""
    collect_seldom()
    answers = _take_stdout()
    header, blobs = read_request(sys.stdin.buffer)
    confine(header["seconds"], header["memory_mb"])
    answers.write(_answer(header["target"], header["arguments"], blobs))
    answers.flush()
    os._exit(0)  # Libraries' exit handlers have nothing left to do here, and could hang.


def _take_stdout() -> BinaryIO:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _answer(target: str, arguments: dict[str, Plain], blobs: tuple[bytes, ...]) -> bytes:
    try:
        return json.dumps({"done": _run(target, arguments, blobs)}, ensure_ascii=False, allow_nan=False).encode()
    except MemoryError:
        return OUT_OF_MEMORY
    except Refused as refused:
        told = {"code": refused.code, "cause": to_plain(refused.cause), "next_step": to_plain(refused.next_step)}
        return json.dumps({"refused": told}).encode()
    except Forbidden as error:
        return json.dumps({"failed": "forbidden", "what": str(error)}).encode()
    except BaseException as error:  # The last line before the process ends: every failure becomes an answer.
        return json.dumps({"failed": "error", "what": _place(error), "trace": _trace(error)}).encode()


def _run(target: str, arguments: dict[str, Plain], blobs: tuple[bytes, ...]) -> Plain:
    module, _, name = target.partition(":")
    function: Callable[..., object] = getattr(import_module(module), name)
    hints = get_type_hints(function)
    values = {
        argument: value if is_plain(hints.get(argument)) else coder_of(hints[argument]).decode(value)
        for argument, value in arguments.items()
    }
    result, hint = _call(function, values, blobs), hints.get("return")
    return result if is_plain(hint) else to_plain(result, hint)


def _call(function: Callable[..., object], values: dict[str, object], blobs: tuple[bytes, ...]) -> object:
    """The blobs fill the parameters that were not given by name, in order; `*blobs` takes any number."""
    parameters = signature(function).parameters.values()
    if any(parameter.kind is Parameter.VAR_POSITIONAL for parameter in parameters):
        return function(*blobs, **values)
    free = [parameter.name for parameter in parameters if parameter.name not in values]
    if len(free) < len(blobs):
        raise TypeError(f"{len(blobs)} blobs for {len(free)} parameters")
    return function(**values, **dict(zip(free, blobs, strict=False)))


def _place(error: BaseException) -> str:
    """Kind and place of a failure, without its message: that may hold somebody's data."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def _trace(error: BaseException) -> str:
    return "".join(traceback.format_tb(error.__traceback__))[-4000:]
