"""Pages on which organisations look after their people."""
