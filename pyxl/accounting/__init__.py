"""Double-entry postings: what the journal's events are in the accounts of a chart, for the tax adviser."""
