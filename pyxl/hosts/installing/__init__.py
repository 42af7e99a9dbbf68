"""Putting the buttons into Excel and LibreOffice, taking them out again, and looking why they are missing."""
