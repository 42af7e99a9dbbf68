"""A complaint as a case: checked against what was ordered, delivered and invoiced, numbered, and due on a day."""
