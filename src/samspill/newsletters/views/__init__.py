"""The pages of newsletters: those that everybody reads, and those on which they are written."""
