"""Pages that the links in mails lead to."""
