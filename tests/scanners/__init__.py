"""Scanners of mail, which open every link: by themselves, since they need a site and its data."""
