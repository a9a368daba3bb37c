"""Pages for those who run initiatives and programmes."""
