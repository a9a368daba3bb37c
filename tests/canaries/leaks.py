"""Leaks that are made on purpose, one for each kind of channel: the crawl must find every one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.canaries import breaks, breaks_in_search


@dataclass(frozen=True)
class Leak:
    """A break, where somebody looks, and in which channel it must be found."""

    name: str
    make: Callable[[Any], None]
    channel: str
    what: str
    #: The routes that are visited, in Bokmål, and by whom; nothing: the mails are read instead.
    routes: tuple[str, ...] = ()
    reader: str = ""

    @property
    def is_of_search(self) -> bool:
        return bool({*self.routes} & {_SEARCH, _SEARCH_FEED})

    def __str__(self) -> str:
        return self.name


_INITIATIVE = "nb/anskaffelser/<slug:slug>/"
_SEARCH, _SEARCH_FEED = "nb/sok/", "nb/sok/atom.xml"
_MINE = "nb/min-side/"
_TITLE = "initiatives.Initiative.title"
_SLUG = "initiatives.Initiative.slug"
_ADDRESS = "mailings.Subscriber.address"

LEAKS = [
    Leak("a page of a draft", breaks.in_page, "body", _TITLE, (_INITIATIVE,)),
    Leak("a list", breaks.in_list, "body", _TITLE, ("nb/anskaffelser/",)),
    Leak("a feed", breaks.in_feed, "body", "mailings.Update.title", ("nb/nytt/atom.xml",)),
    Leak(
        "a calendar",
        breaks.in_calendar,
        "body",
        "events.Gathering.title",
        ("nb/samlinger/calendar.ics",),
    ),
    Leak("the site map", breaks.in_sitemap, "body", _SLUG, ("sitemap.xml",)),
    Leak("JSON-LD", breaks.in_jsonld, "body", "accounts.Person.email", (_INITIATIVE,)),
    Leak("OpenGraph", breaks.in_sharing, "body", _TITLE, (_INITIATIVE,)),
    Leak("a header", breaks.in_header, "header", _SLUG, ("nb/om/",)),
    Leak("a cookie", breaks.in_cookie, "cookie", _SLUG, ("nb/om/",)),
    Leak("where one is sent on to", breaks.in_location, "header", _SLUG, ("",)),
    Leak("what a form proposes", breaks.in_default, "body", _ADDRESS, (f"{_INITIATIVE}folg/",)),
    Leak("what a form objects", breaks.in_echo, "body", _ADDRESS, (f"{_INITIATIVE}folg/",)),
    Leak("another 404", breaks.in_other_404, "body of a 404", "another", (_INITIATIVE,)),
    Leak(
        "the statements of a 404",
        breaks.in_more_statements,
        "statements",
        "not there",
        (_INITIATIVE,),
    ),
    Leak("the subject of a mail", breaks.in_subject, "subject of a mail", "Enquiry.sender_name"),
    Leak("the body of a mail", breaks.in_body, "body of a mail", _ADDRESS),
    Leak("a header of a mail", breaks.in_mail_header, "header of a mail", _ADDRESS),
    Leak("a line of the log", breaks.in_log, "log", "an e-mail address", (f"{_INITIATIVE}folg/",)),
    Leak(
        "a page in memory",
        breaks.in_shelf,
        "pages kept in memory",
        _TITLE,
        (_INITIATIVE,),
        "ours auditor",
    ),
    Leak(
        "a side door",
        breaks.in_preview,
        "body",
        "mailings.Update.title",
        (f"{_INITIATIVE}nytt/<int:pk>/forhandsvisning/",),
        "nobody",
    ),
    Leak(
        "a history",
        breaks.in_history,
        "body",
        "audit.Entry.changes",
        (f"{_INITIATIVE}historikk/",),
        "nobody",
    ),
    Leak(
        "a list of people",
        breaks.in_people,
        "body",
        "accounts.Person.email",
        ("nb/virksomheter/<slug:slug>/personer/",),
        "nobody",
    ),
    Leak(
        "an export",
        breaks.in_export,
        "body",
        "accounts.Person.email",
        (f"{_MINE}mine-opplysninger/samspill.json",),
        "nobody",
    ),
    Leak(
        "another one's page",
        breaks.in_my_page,
        "body",
        "accounts.Person.email",
        (_MINE,),
        "nobody",
    ),
    Leak("answers of a search", breaks_in_search.in_hits, "body", _TITLE, (_SEARCH,)),
    Leak(
        "how many answers a search has",
        breaks_in_search.in_count,
        "answers of a search",
        _TITLE,
        (_SEARCH,),
    ),
    Leak("a search as a feed", breaks_in_search.in_feed, "body", _TITLE, (_SEARCH_FEED,)),
    Leak("a word that is proposed", breaks_in_search.in_proposal, "body", _TITLE, (_SEARCH,)),
    Leak("a session", breaks.in_session, "session", _TITLE, ("nb/om/",), "nobody"),
    Leak(
        "a table of counts", breaks.in_tally, "table of jobs and counts", _ADDRESS, (_INITIATIVE,)
    ),
    Leak("a traceback", breaks.in_traceback, "body", _TITLE, ("nb/om/",)),
]
