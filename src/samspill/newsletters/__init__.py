"""Newsletters: what has been chosen for those who follow a programme, sent and kept for all to read."""
