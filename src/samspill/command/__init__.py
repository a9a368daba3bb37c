"""What the ``samspill`` command does: starting the site, and looking after a set-up."""
