"""Put a newsletter together."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.references import reference_to
from samspill.newsletters import rules
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.models import Item, Newsletter
from samspill.newsletters.queries import COLUMNS, Content, Entry
from samspill.programmes.models import Programme


@transaction.atomic
def begin(programme: Programme, content: Content, *, by: Person, at: datetime) -> Newsletter:
    """Begin a newsletter that nobody but its writers sees.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: it has no title, or says what not everybody may read.
    """
    rules.check_may(by, "newsletters.edit", programme, at=at)
    rules.check_content(content, programme, at=at)
    newsletter = Newsletter.objects.create(
        programme=programme,
        title=content.title,
        lead=content.lead,
        written_by=reference_of(by),
        changed_at=at,
    )
    _write(newsletter, content)
    record("newsletters.drafted", newsletter, by=by, at=at, title=dict(content.title))
    return newsletter


@transaction.atomic
def revise(
    newsletter: Newsletter, content: Content, *, revision: int, by: Person, at: datetime
) -> None:
    """Change a draft, if it still is as its writer saw it.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: it is on its way, or somebody else has changed it meanwhile, or it has no
        title, or says what not everybody may read.
    """
    rules.check_may(by, "newsletters.edit", newsletter.programme, at=at)
    rules.check_content(content, newsletter.programme, at=at)
    before = newsletter.title
    changed = drafts(newsletter, revision).update(
        title=content.title,
        lead=content.lead,
        written_by=reference_of(by),
        revision=revision + 1,
        changed_at=at,
    )
    if not changed:
        raise NotPossible(why_not(newsletter, _written_meanwhile()))
    newsletter.refresh_from_db()
    _write(newsletter, content)
    record(
        "newsletters.revised",
        newsletter,
        by=by,
        at=at,
        title=(before, newsletter.title),
        revision=(revision, newsletter.revision),
    )


@transaction.atomic
def throw_away(newsletter: Newsletter, *, revision: int, by: Person, at: datetime) -> None:
    """Throw a draft away.

    :raises NotPermitted: the person does not write for the programme.
    :raises NotPossible: it is on its way, or somebody else has changed it meanwhile.
    """
    rules.check_may(by, "newsletters.edit", newsletter.programme, at=at)
    reference = reference_to(newsletter)
    found = drafts(newsletter, revision).first()
    if found is None:
        meanwhile = _(
            "Somebody else has changed this newsletter meanwhile. Below it stands as it is now:"
            " look at it before you throw it away."
        )
        raise NotPossible(why_not(newsletter, meanwhile))
    found.delete()
    record("newsletters.thrown_away", reference, by=by, at=at)


def _written_meanwhile() -> str:
    return _(
        "Somebody else has changed this newsletter meanwhile. What you wrote is still below: open"
        " the newsletter in a second window, and write there what you want to keep of yours."
    )


def _write(newsletter: Newsletter, content: Content) -> None:
    newsletter.items.all().delete()
    Item.objects.bulk_create(
        _item(newsletter, number, entry) for number, entry in enumerate(content.entries, start=1)
    )
    newsletter.themes.set(content.themes)
    newsletter.initiatives.set(content.initiatives)


def _item(newsletter: Newsletter, number: int, entry: Entry) -> Item:
    item = Item(newsletter=newsletter, number=number, kind=entry.kind)
    if entry.kind is ItemKind.SECTION:
        item.title, item.text = entry.title, entry.text
    else:
        setattr(item, COLUMNS[entry.kind], entry.pk)
    return item


def reference_of(person: Person) -> str:
    """Refer to who writes as updates do: by a key that outlives the name."""
    return f"{person._meta.model_name}:{person.pk}"


def drafts(newsletter: Newsletter, revision: int) -> QuerySet[Newsletter]:
    """Select the newsletter if it is a draft, and as somebody has seen it."""
    return Newsletter.objects.filter(pk=newsletter.pk, revision=revision, published_at=None)


def why_not(newsletter: Newsletter, changed: str) -> str:
    """Tell what came first: it is on its way, or else somebody has changed it."""
    if Newsletter.objects.filter(pk=newsletter.pk).exclude(published_at=None).exists():
        return _("This newsletter is on its way, or has been sent already.")
    return changed
