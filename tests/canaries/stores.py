"""What the site keeps beside its tables: pages in memory, cache, sessions, jobs, counts."""

import gc
from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import models

from samspill.core.models import Tally
from samspill.portal.finished import Shelf
from tests.canaries.crawl import Crawl, Reader
from tests.canaries.planting import texts_of
from tests.canaries.words import Canary, Planted

#: Tables that are no record of anything: what is found there must have been planted there.
SIDE_TABLES = ("core", "django_tasks_database", "stories")


def check_stores(crawl: Crawl, keeper: Reader, *, typed: Collection[str] = ()) -> int:
    """Note every canary that lies where it was not planted; return how many places were read.

    What a visitor has ``typed``, the visitor's own session may hold.
    """
    read = 0
    for channel, readers, written, asked in _kept():
        read += 1
        own = crawl.planted.found_in(asked, *(typed if channel == "session" else ()))
        for canary in crawl.planted.found_in(written) - own:
            if not canary.may_be_read_by(*readers):
                crawl.note(keeper, "", channel, f"{canary.place} of {canary.pk}", canary)
    for canary, table in _copied(crawl.planted):
        crawl.note(keeper, "", "table of jobs and counts", f"{canary.place} in {table}", canary)
    return read


def _shelves() -> list[Shelf]:
    return [each for each in gc.get_objects() if type(each) is Shelf]


def forget_pages() -> None:
    """Empty what earlier walks have left in memory."""
    for shelf in _shelves():
        shelf._pages.clear()


def _kept() -> Iterator[tuple[str, list[str], str | bytes, str]]:
    """Give what is kept: where, for whom, and for which question; an answer says that again."""
    for shelf in _shelves():
        for key, page in shelf._pages.items():
            yield "pages kept in memory", [], page.body, repr(key)
            yield "pages kept in memory", [], repr(page.headers), repr(key)
    for value in getattr(cache, "_cache", {}).values():
        yield "cache", [], value if isinstance(value, bytes) else repr(value), ""
    for session in Session.objects.all():
        kept = session.get_decoded()
        own = f"person:{kept['_auth_user_id']}" if "_auth_user_id" in kept else ""
        yield "session", [own], repr(kept), ""


def _copied(planted: Planted) -> Iterator[tuple[Canary, str]]:
    """Find what has been copied into a side table from elsewhere."""
    for model in apps.get_models():
        if model._meta.app_label not in SIDE_TABLES:
            continue
        names = [field.attname for field in texts_of(model)]
        for row in _plain(model).values(*names) if names else ():
            for canary in planted.found_in(repr(row)):
                # Limits are counted by coded addresses, which show none: see core.models.Tally.
                is_coded = model is Tally and canary.field == "address_key"
                if canary.model != model._meta.label and not is_coded:
                    yield canary, model._meta.label


def _plain(model: type[models.Model]) -> models.QuerySet[Any]:
    return models.QuerySet(model)
