"""Development: what exists on the machine of whoever tries the site out."""

from django.apps import AppConfig

from samspill.development.inbox import forget
from samspill.privacy.elsewhere import register


class DevelopmentConfig(AppConfig):
    """Lets the local inbox, which stands for everybody's mailbox, forget who is erased."""

    name = "samspill.development"

    def ready(self) -> None:
        register("inbox", lambda whose: forget(whose.spellings))
