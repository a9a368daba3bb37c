"""What each text of each table is: who may read it, or why no word is planted there.

Every text of every model of the site stands here. A new one that does not makes a test fail, which
says what to do: write down who may read it, by a method of ``Audiences``.
"""

from collections.abc import Mapping

#: Everybody may read it, and nothing needs to be planted.
PUBLIC = "public"
#: Works only as it is (a key, a kind, a path of code), and shows nothing by itself.
WORKS = "works"
#: Nobody is ever shown it.
HIDDEN = "hidden"
#: In front of an audience: the value stays and is its own canary (digests, keys, message-ids).
AS_IT_IS = "="

Classes = Mapping[str, str]

_TITLED = "title short_title lead about need ambition result depends_on group_reason call_text"


def _each(names: str, audience: str) -> dict[str, str]:
    return dict.fromkeys(names.split(), audience)


FIELDS: Mapping[str, Classes] = {
    "core.Lease": {"worker": HIDDEN},
    "core.Slot": {"job": WORKS},
    "core.Tally": {"key": HIDDEN},
    "audit.Entry": {
        **_each("what by subject organisation role commitments", WORKS),
        "changes": "entry",
    },
    # How far the chain has come is published, and a digest of a whole entry shows nothing of it.
    "audit.Seal": {"digest": WORKS},
    "audit.Head": {"digest": WORKS},
    "audit.Checkpoint": _each("digest signature", PUBLIC),
    "audit.Unsealed": {},
    "audit.Disclosure": {
        "value": "disclosure",
        "salt": f"{AS_IT_IS}{HIDDEN}",
        **_each("commitment of name", WORKS),
    },
    "bin.TakenAway": {"title": "taken_away", **_each("of kind rows", WORKS)},
    "outbox.Letter": {**_each("kind key headers", WORKS), "about_key": f"{AS_IT_IS}{HIDDEN}"},
    "outbox.Wording": _each("subject text html", "wording"),
    "outbox.Message": {
        **_each("to personal", "message"),
        "message_id": f"{AS_IT_IS}message",
        "last_error": HIDDEN,
        **_each("reference claimed_by", WORKS),
    },
    "accounts.Person": {
        "email": "person_address",
        "name": "person_name",
        "password": f"{AS_IT_IS}{HIDDEN}",
    },
    "accounts.Identity": {"issuer": WORKS, "subject": "own"},
    "accounts.OpenSession": {"network": "own", "provider_session": HIDDEN},
    "mailings.InterestList": {**_each("title controller", "interest_list"), "key": WORKS},
    "mailings.Subscriber": {
        "address": "subscriber_address",
        "address_key": f"{AS_IT_IS}subscriber",
    },
    "mailings.Subscription": {"handle": "subscriber"},
    "mailings.ConfirmationToken": {"digest": f"{AS_IT_IS}{HIDDEN}"},
    "mailings.AskedMail": {"address_key": f"{AS_IT_IS}{HIDDEN}"},
    "mailings.Silence": {"address_key": f"{AS_IT_IS}{HIDDEN}"},
    "outbox.Suppression": {"address_key": f"{AS_IT_IS}{HIDDEN}"},
    "mailings.Consent": {
        **_each("wording controller basis", "consent"),
        **_each("list_key wording_version", WORKS),
        "address_key": f"{AS_IT_IS}consent",
    },
    # Only what everybody may see is told to those who follow.
    "mailings.Happening": {
        **_each("title summary", PUBLIC),
        **_each("key paths nearest_first", WORKS),
    },
    "mailings.Sending": {
        **_each("title summary", "sending"),
        **_each("key paths nearest_first report", WORKS),
        "decided_by": WORKS,
    },
    "mailings.Update": {
        "title": "update_name",
        "body": "update",
        "written_by": "update_author",
    },
    # The register of organisations, the map and the list of themes are for everybody.
    "organisations.Territory": _each("slug name abbreviation", PUBLIC),
    "organisations.Organisation": _each(
        "slug number name abbreviation description website", PUBLIC
    ),
    "organisations.Address": _each("lines place map_url", PUBLIC),
    "organisations.Succession": {},
    "organisations.Role": {"title": "role", "phone": "role_phone"},
    "organisations.Invitation": {"address": "invitation", "address_key": f"{AS_IT_IS}invitation"},
    "organisations.InvitationLink": {"digest": f"{AS_IT_IS}{HIDDEN}"},
    "organisations.Clearance": {"reason": "clearance", "seen": WORKS},
    # The register is for everybody; what is on its way into it, for those who keep it.
    "organisations.Import": {"left_aside": "sent_in"},
    "organisations.ImportedRow": {
        "cells": "sent_in",
        # Facts by their keys, which the page puts into words.
        **_each("before after", WORKS),
    },
    "organisations.Enquiry": _each(
        "about sender_name sender_address organisation_name text", "enquiry"
    ),
    "programmes.Theme": _each("slug name description", PUBLIC),
    "programmes.Goal": {**_each("text measure baseline", "goal"), "slug": "goal"},
    "programmes.Programme": _each(
        "slug title abbreviation lead about message strategy keywords", "programme"
    ),
    "programmes.Ownership": {"note": "from_its_day"},
    "programmes.Partnership": {"note": "from_its_day"},
    "programmes.Grant": _each("slug title purpose reporting_duty", "grant"),
    "initiatives.Initiative": _each(f"slug {_TITLED}", "initiative"),
    "initiatives.StatusChange": {"reason": "history_of_initiative"},
    "initiatives.Step": _each("title summary text", "of_initiative"),
    "initiatives.Requirement": _each("title explanation", "of_initiative"),
    "initiatives.Involvement": {"note": "from_its_day"},
    "initiatives.TeamMember": {},
    "initiatives.Document": _each("title url", "from_its_day"),
    "events.Gathering": {
        **_each("slug title", "gathering_name"),
        **_each("purpose audience programme_text outcome", "gathering"),
        **_each("venue street place online_url notice_url", "gathering"),
        "time_zone": WORKS,
    },
    # The index holds copies of what is planted elsewhere; what is found there is crawled for.
    "search.Findable": _each("key within facets digest", WORKS),
    "search.Content": _each("tokens headings texts route arguments fragment", WORKS),
    "search.Audience": {"key": WORKS},
    "search.Word": _each("stem word folded", WORKS),
    "media.Picture": {
        **_each("alternative photographer", "picture"),
        "original_name": "library",
        **_each("key audience file", WORKS),
    },
    "media.Rendition": {"file": WORKS},
    "media.Attachment": {
        "title": "attachment",
        "original_name": "library",
        "digest": f"{AS_IT_IS}attachment",
        **_each("key audience file", WORKS),
    },
    "editorial.Piece": {"slug": "piece"},
    "editorial.Version": {},
    "editorial.Revision": {
        **_each("kicker title lead byline caption", "revision"),
        "note": "wordings",
    },
    "editorial.Section": _each("text attribution", "section"),
    "newsletters.Newsletter": {**_each("title lead", "newsletter"), "written_by": HIDDEN},
    "newsletters.Item": {**_each("title text note", "item"), "paths": WORKS},
    "outreach.Contribution": _each(
        "sender_name sender_address organisation_name text answer closing_reason", "contribution"
    ),
    "outreach.QuestionAnswer": _each("question answer", "question_answer"),
    # They lead on, and are written nowhere.
    "editorial.FormerSlug": {"slug": HIDDEN},
    "editorial.OldAddress": {"path": WORKS},
    "stories.Telling": {"story": HIDDEN, "digest": f"{AS_IT_IS}{HIDDEN}"},
    # The tables of libraries.
    "mfa.Authenticator": {"data": "own"},
    "sessions.Session": {"session_key": f"{AS_IT_IS}{HIDDEN}", "session_data": WORKS},
    "django_tasks_database.DBTaskResult": {
        **_each("args_kwargs return_value traceback exception_class_path", HIDDEN),
        **_each("task_path worker_ids queue_name backend_name", WORKS),
    },
    "contenttypes.ContentType": _each("app_label model", WORKS),
    "auth.Permission": _each("name codename", WORKS),
}

#: Tables that are empty in the world, each with the reason.
ABSENT: Mapping[str, str] = {
    "auth.Group": "rights come from roles; the table belongs to Django",
    "account.EmailAddress": "the table belongs to django-allauth, and nothing writes to it",
    "account.EmailConfirmation": "addresses are confirmed by a code in the mail",
}
