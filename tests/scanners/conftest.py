"""A mail server that keeps what it is sent."""

from tests.letters.conftest import office

__all__ = ["office"]
