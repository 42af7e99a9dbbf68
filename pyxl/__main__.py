"""`python -m pyxl` is the `pyxl` command."""

from __future__ import annotations

from pyxl.hosts.commands import main

if __name__ == "__main__":
    main()
