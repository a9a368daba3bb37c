"""Ways to break the site, each by one line that somebody might write: see ``leaks``."""

import logging
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template import engines
from django.template.base import Template

import samspill.urls
from samspill.accounts.models import Person
from samspill.core import clock, context, middleware
from samspill.core.limits import count
from samspill.events.models import GatheringQuerySet
from samspill.initiatives.models import Initiative, InitiativeQuerySet
from samspill.mailings import emails as mailing_emails
from samspill.mailings.forms import FollowForm
from samspill.mailings.models import Subscriber
from samspill.mailings.models.news import UpdateQuerySet
from samspill.organisations import emails as organisation_emails
from samspill.organisations.models import Enquiry, Organisation
from samspill.organisations.views import people
from samspill.outbox import envelopes
from samspill.outbox.parts import Paragraph
from samspill.portal import finished, jsonld, pages
from samspill.portal.views import (
    feeds,
    following,
    front,
    history,
    initiatives,
    my_page,
    texts,
    updates,
)
from samspill.privacy import views as privacy


def _everything(monkeypatch: Any, queryset: type[models.QuerySet[Any]]) -> None:
    monkeypatch.setattr(queryset, "visible_to", lambda self, _person, *, at: self.all())


def _draft() -> Initiative:
    return Initiative.objects.filter(published_at=None).earliest("pk")


def in_page(monkeypatch: Any) -> None:
    _everything(monkeypatch, InitiativeQuerySet)


def in_list(monkeypatch: Any) -> None:
    real = initiatives.cards
    monkeypatch.setattr(
        initiatives, "cards", lambda _rows, *, at: real(Initiative.objects.all(), at=at)
    )


def in_feed(monkeypatch: Any) -> None:
    _everything(monkeypatch, UpdateQuerySet)


def in_calendar(monkeypatch: Any) -> None:
    _everything(monkeypatch, GatheringQuerySet)


def in_sitemap(monkeypatch: Any) -> None:
    def entries(*, at: Any) -> Any:
        for slug in Initiative.objects.values_list("slug", flat=True):
            yield pages._entry("portal:initiative", slug, changed_at=at)

    monkeypatch.setattr(feeds, "sitemap_entries", entries)


def in_jsonld(monkeypatch: Any) -> None:
    def describe(initiative: Initiative) -> Any:
        people = [each.role.person.email for each in initiative.team.all()]
        return jsonld.script({"@type": "Project", "contributor": people})

    monkeypatch.setattr(initiatives, "initiative_page", describe)


def in_sharing(monkeypatch: Any) -> None:
    written = '<meta property="og:description" content="{{ page.initiative.follows_on.title }}">'
    shown = engines["django"].engine.get_template("portal/parts/sharing.html")  # type: ignore[attr-defined]
    monkeypatch.setattr(shown, "nodelist", Template(written).nodelist)


def _answering(monkeypatch: Any, change: Callable[[HttpResponse], None]) -> None:
    real = middleware.PublicPages.__call__

    def answer(self: Any, request: Any) -> HttpResponse:
        response = real(self, request)
        change(response)
        return response

    monkeypatch.setattr(middleware.PublicPages, "__call__", answer)


def in_header(monkeypatch: Any) -> None:
    def change(response: HttpResponse) -> None:
        response["ETag"] = f'"{_draft().slug}"'

    _answering(monkeypatch, change)


def in_cookie(monkeypatch: Any) -> None:
    _answering(monkeypatch, lambda response: response.set_cookie("newest", _draft().slug))


def in_location(monkeypatch: Any) -> None:
    monkeypatch.setattr(front, "redirect", lambda _name: redirect(f"/nb/?newest={_draft().slug}"))


def in_default(monkeypatch: Any) -> None:
    field = FollowForm.base_fields["address"]
    monkeypatch.setattr(field, "initial", lambda: Subscriber.objects.earliest("pk").address)


def in_echo(monkeypatch: Any) -> None:
    def clean(self: FollowForm) -> None:
        self.add_error(None, f"{Subscriber.objects.earliest('pk').address} follows already.")

    monkeypatch.setattr(FollowForm, "clean", clean)


def in_other_404(monkeypatch: Any) -> None:
    def not_found(request: Any, exception: Exception) -> HttpResponse:
        slugs = Initiative.objects.values_list("slug", flat=True)
        is_there = any(slug in request.path for slug in slugs)
        return HttpResponse("Closed to you" if is_there else "Not there", status=404)

    monkeypatch.setattr(samspill.urls, "handler404", not_found)


def in_more_statements(monkeypatch: Any) -> None:
    def find(rows: Any, **asked: Any) -> Any:
        if Initiative.objects.filter(**asked).exists():
            list(Initiative.objects.values("pk")[:1])
        return get_object_or_404(rows, **asked)

    monkeypatch.setattr(initiatives, "get_object_or_404", find)


def in_subject(monkeypatch: Any) -> None:
    real = organisation_emails._enquiry

    def compose(letter: Enquiry) -> Any:
        other = Enquiry.objects.exclude(pk=letter.pk).earliest("pk")
        return _replaced(real(letter), subject=f"Like that of {other.sender_name}")

    monkeypatch.setattr(organisation_emails, "_enquiry", compose)


def in_body(monkeypatch: Any) -> None:
    real = mailing_emails.compose_update

    def compose(news: Any, **more: Any) -> Any:
        others = ", ".join(Subscriber.objects.values_list("address", flat=True))
        mail = real(news, **more)
        return _replaced(mail, parts=[*mail.parts, Paragraph(f"This goes to {others}")])

    monkeypatch.setattr(mailing_emails, "compose_update", compose)


def _replaced(mail: Any, **changes: Any) -> Any:
    return type(mail)(**{**vars(mail), **changes})


def in_mail_header(monkeypatch: Any) -> None:
    real = envelopes._personal_headers

    def headers(message: Any, personal: Any) -> bytes:
        other = Subscriber.objects.exclude(address=message.to).earliest("pk")
        return real(message, personal) + f"X-Next: {other.address}\r\n".encode()

    monkeypatch.setattr(envelopes, "_personal_headers", headers)


def in_log(monkeypatch: Any) -> None:
    real = following.mailings.ask_of

    def ask(owner: Any, interest_list: Any, *, address: str, **more: Any) -> None:
        logging.getLogger("samspill").warning("%s asks to follow", address)
        real(owner, interest_list, address=address, **more)

    monkeypatch.setattr(following.mailings, "ask_of", ask)


def in_shelf(monkeypatch: Any) -> None:
    monkeypatch.setattr(finished, "_is_for_everybody", lambda _request: True)
    monkeypatch.setattr(finished, "_may_be_kept", lambda response: response.status_code == 200)


def in_preview(monkeypatch: Any) -> None:
    def find(_request: Any, slug: str, *, to: str) -> Initiative:
        return get_object_or_404(Initiative, slug=slug)

    monkeypatch.setattr(updates, "initiative_run_by", find)


def in_history(monkeypatch: Any) -> None:
    def find(_request: Any, slug: str, *, to: str) -> Initiative:
        return get_object_or_404(Initiative, slug=slug)

    monkeypatch.setattr(history, "initiative_run_by", find)


def in_people(monkeypatch: Any) -> None:
    def found(_person: Any, _action: str, *, at: Any) -> Any:
        return Organisation.objects.all()

    monkeypatch.setattr(people, "organisations_open_to", found)


def _another() -> Person:
    return Person.objects.get(name__endswith="ours facilitator")


def in_export(monkeypatch: Any) -> None:
    real = privacy.whose_is
    monkeypatch.setattr(privacy, "whose_is", lambda _person: real(_another()))


def in_my_page(monkeypatch: Any) -> None:
    def shown(request: Any, name: str, page: dict[str, Any]) -> HttpResponse:
        return render(request, name, {**page, "person": _another()})

    monkeypatch.setattr(my_page, "render", shown)


def in_session(monkeypatch: Any) -> None:
    real = context._person

    def person(request: Any) -> Any:
        if hasattr(request, "session"):
            request.session["newest"] = str(_draft().title)
        return real(request)

    monkeypatch.setattr(context, "_person", person)


def in_tally(monkeypatch: Any) -> None:
    def describe(initiative: Initiative) -> Any:
        follower = Subscriber.objects.earliest("pk")
        count(f"seen:{follower.address}", at=clock.now(), window=timedelta(hours=1))
        return jsonld.initiative_page(initiative)

    monkeypatch.setattr(initiatives, "initiative_page", describe)


def in_traceback(monkeypatch: Any) -> None:
    def about(_request: Any, _name: str, _title: str) -> HttpResponse:
        raise LookupError(f"Nothing about {_draft().title}")

    def server_error(_request: Any) -> HttpResponse:
        return HttpResponse(traceback.format_exc(), status=500)

    monkeypatch.setattr(texts, "_page", about)
    monkeypatch.setattr(samspill.urls, "handler500", server_error)
