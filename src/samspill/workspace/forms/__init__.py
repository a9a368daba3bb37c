"""What the pages of the workspace ask for. Forms clean; actions decide."""
