"""Whether anything that is kept has changed."""

from django.apps import apps


def everything_kept():
    """Return every row of every table, by the table's name."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
    }


def changed(before, after):
    """Name the tables whose rows are others, and how many of them."""
    return {
        name: len(set(rows) ^ set(after[name]))
        for name, rows in before.items()
        if rows != after[name]
    }
