"""The manager's report: every figure of the month once, shown as a tab, as one HTML file and as a PDF."""
