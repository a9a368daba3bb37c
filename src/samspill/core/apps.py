"""Core: what knows nothing of the domain."""

from django.apps import AppConfig
from django.core.checks import register

from samspill.core.access import check_routes


class CoreConfig(AppConfig):
    """Checks that must hold before anything starts."""

    name = "samspill.core"

    def ready(self) -> None:
        register(check_routes)
