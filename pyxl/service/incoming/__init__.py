"""Complaints that come as mails and forms: who wrote, about what, and the row of the tab Cases made of it."""
