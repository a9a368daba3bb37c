"""Fixtures of the whole house; settings of the tests stand in tests/settings.py."""

pytest_plugins = ["tests.fixtures"]
