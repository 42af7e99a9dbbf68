"""CSV exports of banks and payment services: their layouts, and how they are read."""
