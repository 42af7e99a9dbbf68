"""The optional compiled build: `PYXL_COMPILED=1 pip install .` makes machine code of the matcher, by mypyc.

Without that variable nothing is compiled and no compiler is asked for. The modules are the same ones either way.
"""

from __future__ import annotations

import os
import sys
from glob import glob

from setuptools import setup

COMPILER = "mypy>=2.1"
MATCHER = sorted(path for path in glob("pyxl/banking/matching/*.py") if not path.endswith("__init__.py"))
IS_ASKED_FOR_FACTS_ONLY = "egg_info" in sys.argv or "dist_info" in sys.argv
"""So the installer learns that it needs the compiler, before it is there."""

if os.environ.get("PYXL_COMPILED") != "1":
    setup()
elif IS_ASKED_FOR_FACTS_ONLY:
    setup(setup_requires=[COMPILER])
else:
    from mypyc.build import mypycify

    setup(ext_modules=mypycify(MATCHER, opt_level="3"))
