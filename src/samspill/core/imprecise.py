"""Imprecise time (stub, being written)."""
from __future__ import annotations
from dataclasses import dataclass
from typing import Any
from django.db import models


@dataclass(frozen=True)
class ImpreciseTime:
    edtf: str


class ImpreciseTimeField(models.CharField[Any, Any]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(*args, **kwargs)
