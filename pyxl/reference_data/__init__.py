"""What the world outside sets for all firms alike: codes, VAT, the days on which banks and offices are open."""
