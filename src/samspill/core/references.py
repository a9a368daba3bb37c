"""Refer to an object in words that outlive it, where a foreign key would not."""

from typing import Any

from django.db.models import Model, QuerySet


def reference_to(thing: Model) -> str:
    """Refer to an object by its table and key: ``organisations.organisation:7``."""
    return f"{thing._meta.label_lower}:{thing.pk}"


def references_to(things: QuerySet[Any]) -> list[str]:
    """Refer to each of some objects."""
    keys = things.order_by("pk").values_list("pk", flat=True)
    return [f"{things.model._meta.label_lower}:{key}" for key in keys]
