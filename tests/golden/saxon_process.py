"""A process of its own for Saxon, which keeps hundreds of megabytes: started by `official_rules`, ends with its input.

A line of JSON in (rule file and invoice), a line of JSON out (the report).
"""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any


@cache
def _processor() -> Any:
    from saxonche import PySaxonProcessor

    return PySaxonProcessor(license=False)


@cache
def _compiled(rules: str) -> Any:
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_file=rules)


def main() -> None:
    """Answer until there are no more questions."""
    for line in sys.stdin:
        question = json.loads(line)
        node = _processor().parse_xml(xml_text=question["xml"])
        report = _compiled(question["rules"]).transform_to_string(xdm_node=node)
        sys.stdout.write(json.dumps(report) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
