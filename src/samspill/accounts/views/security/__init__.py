"""Signing in and security: by what a person signs in, and where they are signed in."""
