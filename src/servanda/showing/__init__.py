"""Records shown to people: in a terminal, and as a page with the text beside its records."""
