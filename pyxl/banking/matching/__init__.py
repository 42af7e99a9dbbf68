"""Which payment settles which invoice: pure, in whole cents, index-based, surest evidence first.

Nothing here knows a tab, the journal or the settings; `match_lines` in `engine` takes records and gives records.
"""
