"""Refer to an object in words that outlive it, where a foreign key would not."""

from django.db.models import Model


def reference_to(thing: Model) -> str:
    """Refer to an object by its table and key: ``organisations.organisation:7``."""
    return f"{thing._meta.label_lower}:{thing.pk}"
