"""Values as the audit trail keeps them, and whether two of them differ."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated

#: What has changed: by field, from what to what.
Changes = dict[str, tuple[Any, Any]]


def plain(value: Any) -> Any:
    """Write a value in the words of JSON."""
    match value:
        case Translated():
            return dict(value)
        case ImpreciseTime():
            return value.to_edtf()
        case date():
            return value.isoformat()
        case Decimal() | models.Model():
            return str(value)
        case list() | set():
            return sorted(str(plain(one)) for one in value)
        case _:
            return value


def differs(before: Any, after: Any) -> bool:
    """Tell whether a value has changed; nothing and an empty text are the same."""
    return before != after and bool(before not in (None, "") or after not in (None, ""))
