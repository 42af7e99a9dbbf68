"""All there is on one customer: as a tab, and as a page."""
