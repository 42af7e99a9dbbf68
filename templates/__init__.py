"""The templates pyxl comes with: Jinja2 that writes Typst. `pyxl new` copies them beside the book, to be changed."""
