"""CSV exports of web shops: their layouts, and how they are read."""
