"""pyxl: the back office that lives in the firm's own workbook."""

__version__ = "0.1.0"
