"""Customer service: complaints get a number and due dates, are answered in time, and are settled."""
