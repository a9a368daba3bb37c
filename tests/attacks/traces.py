"""What an answer, or what was done, gives away."""

import html
import re
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import Model

from samspill.audit.queries import newest_number
from samspill.core.models import Tally
from samspill.outbox.models import Letter, Message, Wording
from tests.attacks.hostile import EVIL
from tests.attacks.where import HERE, leads_to

#: What a browser follows, sends forms to or loads.
LEADING = re.compile(r"""\b(?:href|action|formaction|src|data|poster)\s*=\s*"([^"]*)\"""")
#: Counted tries are no deed.
COUNTED = {Tally}


def models() -> list[type[Model]]:
    """List every table of ours, and that of the sessions."""
    return [
        model
        for model in apps.get_models()
        if model not in COUNTED
        and (model.__module__.startswith("samspill") or model.__name__ == "Session")
    ]


def state() -> dict[str, object]:
    """Tell what has been done so far: the newest entry of the trail, and the rows of every table."""
    return {"trail": newest_number(), **_rows()}


def _rows() -> dict[str, int]:
    """Count the rows of every table, in one statement: it is asked before and after each attack."""
    counts = [
        f"SELECT '{model._meta.label}', COUNT(*) FROM {connection.ops.quote_name(model._meta.db_table)}"
        for model in models()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())


def deeds(before: dict[str, object]) -> dict[str, tuple[object, object]]:
    """Tell what has been done since."""
    return {
        name: (before[name], now)
        for name, now in state().items()
        if now != before[name] and name != "sessions.Session"
    }


def everything(response) -> str:
    """Return an answer's headers and body as one text."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = response.cookies.output()
    return "\n".join([headers, cookies, response.content.decode("utf-8", "replace")])


def mails() -> str:
    """Return everything that was ever written to anybody, as one text."""
    return "\n".join(
        str(row) for model in (Letter, Wording, Message) for row in model.objects.values()
    )


def leads_away(address: str) -> bool:
    """Tell whether an address leads away from the site, reached with or without encryption."""
    ours = {HERE, HERE.replace("http:", "https:"), settings.SITE_URL}
    return any(leads_to(address, here=here) not in ours for here in ours)


def ways_out(response) -> Iterator[str]:
    """List what leads away from the site and was not there before the attacker wrote it."""
    if (location := response.get("Location")) and leads_away(location):
        yield f"Location: {location!r}"
    if refresh := response.get("Refresh"):
        yield f"Refresh: {refresh!r}"
    if "html" in response.get("Content-Type", ""):
        page = response.content.decode("utf-8", "replace")
        for written in LEADING.findall(page):
            address = html.unescape(written)
            if "evil" in address and leads_away(address):
                yield f"a link to {address!r}"
        if re.search(rf"<meta[^>]+refresh[^>]+{EVIL}", page, re.IGNORECASE):
            yield "a page that leads on by itself"
