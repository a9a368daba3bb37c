"""Pages of the inbox: what anyone may fill in, and where it is read and answered."""
