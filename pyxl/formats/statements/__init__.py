"""Account statements as camt.053 and MT940, and the records that every kind of bank file comes to."""
