"""Files of other programs: whose columns are known by their headings, and whose columns a person says once."""
