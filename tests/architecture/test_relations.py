"""Foreign keys follow the layers too, so that no string can hide one from the import linter."""

import tomllib

from django.apps import apps

from tests.architecture.sources import ROOT


def height_of_apps() -> dict[str, int]:
    """Return how high in the layers each app stands, from the linter's own contract."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    layers = reversed(contracts[0]["layers"])
    return {app: height for height, layer in enumerate(layers) for app in layer.split(" | ")}


def relations():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model:
                yield model, field


def test_every_app_has_its_height():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("samspill")}
    assert ours <= set(height_of_apps())


def test_relations_point_downwards():
    height = height_of_apps()
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model, field in relations()
        if model._meta.app_label in height
        and height.get(field.related_model._meta.app_label, -1) > height[model._meta.app_label]
    ]
    assert upward == []


def test_apps_side_by_side_know_nothing_of_each_other():
    height = height_of_apps()
    sideways = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model, field in relations()
        if model._meta.app_label != field.related_model._meta.app_label
        and height.get(model._meta.app_label, -1)
        == height.get(field.related_model._meta.app_label, -2)
    ]
    assert sideways == []
