"""The worker: every task of every app, when it is done, and what sending must know of the apps."""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta

from samspill.accounts import emails as account_emails
from samspill.audit import tasks as audit
from samspill.bin import tasks as bin_tasks
from samspill.core import tasks as core
from samspill.core.jobs import Continuous, Job, Recurring, daily, every, work
from samspill.editorial import actions as articles
from samspill.editorial import findable as findable_texts
from samspill.editorial import tasks as editorial
from samspill.events import actions as events
from samspill.events import findable as findable_events
from samspill.initiatives import actions as initiatives
from samspill.initiatives import emails as initiative_emails
from samspill.initiatives import findable as findable_initiatives
from samspill.mailings import emails as mailing_emails
from samspill.mailings import tasks as mailings
from samspill.mailings.actions import last_looks, leaving, retelling
from samspill.mailings.choices import HappeningKind
from samspill.media import tasks as media
from samspill.newsletters import actions as newsletters
from samspill.newsletters import emails as newsletter_emails
from samspill.newsletters import findable as findable_newsletters
from samspill.organisations import emails as organisation_emails
from samspill.organisations import findable as findable_organisations
from samspill.organisations import tasks as organisations
from samspill.outbox import tasks as outbox
from samspill.outbox.kinds import (
    Personal,
    Receivers,
    Suppressed,
    Together,
    register,
    register_receivers,
    register_suppressed,
    register_together,
)
from samspill.outreach import emails as outreach_emails
from samspill.outreach import tasks as outreach
from samspill.privacy import tasks as privacy
from samspill.programmes import findable as findable_programmes
from samspill.search import tasks as search
from samspill.search.things import Source
from samspill.search.things import register as register_sources

#: Work that never ends: each has a thread of its own.
CONTINUOUS: Sequence[Continuous] = [
    mailings.begin_due,
    outbox.address_due,
    outbox.send_due,
    audit.seal_due,  # after what may add entries, so that “until empty” seals them too
]

#: Jobs that come back by the clock.
RECURRING: Sequence[Recurring] = [
    every(timedelta(minutes=1), editorial.tell_of_articles),
    daily(time(3, 10), core.tidy),
    daily(time(3, 20), mailings.forget_unconfirmed),
    daily(time(3, 30), mailings.forget_departed),
    daily(time(3, 40), organisations.forget_enquiries),
    daily(time(3, 45), organisations.forget_invitations),
    daily(time(3, 47), organisations.forget_imports),
    daily(time(3, 48), outreach.forget_contributions),
    daily(time(3, 50), mailings.forget_consents),
    daily(time(3, 55), mailings.keep_reports),
    daily(time(6, 0), mailings.write_digests),
    daily(time(4, 0), outbox.forget_settled),
    daily(time(4, 10), search.refresh),
    daily(time(4, 20), privacy.forget_unused_accounts),
    daily(time(4, 30), privacy.forget_ended_roles),
    daily(time(4, 40), media.clear_away_strays),
    daily(time(4, 50), bin_tasks.empty_bin),
]

#: Jobs that actions ask for.
ON_DEMAND: Sequence[Job] = [
    media.make_renditions,
]

#: Every task that an app has written: an architecture test compares.
TASKS: Sequence[Continuous | Job] = [
    *CONTINUOUS,
    *(each.job for each in RECURRING),
    *ON_DEMAND,
]

#: What the search index is made of; a part comes after its whole.
FINDABLE: Sequence[Source] = [
    *findable_organisations.SOURCES,
    *findable_programmes.SOURCES,
    *findable_initiatives.SOURCES,
    *findable_events.SOURCES,
    *findable_texts.SOURCES,
    *findable_newsletters.SOURCES,
]

#: Who decides, when a letter of a kind is sent, whether the receiver still has the right to it and
#: what is personal in their copy (``outbox.kinds``).
KINDS: Mapping[str, Personal] = {
    account_emails.KIND: account_emails.personal_while_fresh,
    account_emails.UNSENT: account_emails.never,
    account_emails.NOTICE: account_emails.always,
    mailing_emails.TO_ONE: mailing_emails.personal_to_one,
    mailing_emails.UPDATE: mailing_emails.personal_in_update,
    mailing_emails.HAPPENING: mailing_emails.personal_in_happening,
    mailing_emails.DIGEST: mailing_emails.personal_in_digest,
    mailing_emails.TEST: mailing_emails.personal_in_test,
    newsletter_emails.NEWSLETTER: mailing_emails.personal_in_update,
    organisation_emails.INVITATION: organisation_emails.personal_while_open,
    organisation_emails.ACCEPTED: organisation_emails.personal_while_looking_after,
    organisation_emails.WAITING: organisation_emails.personal_while_waiting,
    outreach_emails.ARRIVED: outreach_emails.personal_while_readable,
    initiative_emails.COORDINATOR_NAMED: initiative_emails.personal_while_coordinator,
}

#: Who decides about many copies of a kind at once: long lists go out faster.
TOGETHER: Mapping[str, Together] = {
    mailing_emails.UPDATE: mailing_emails.personal_in_updates,
    newsletter_emails.NEWSLETTER: mailing_emails.personal_in_updates,
    mailing_emails.HAPPENING: mailing_emails.personal_in_happenings,
    mailing_emails.DIGEST: mailing_emails.personal_in_digests,
}

#: Who tells, part by part, to whom letters of a kind go.
RECEIVERS: Mapping[str, Receivers] = dict.fromkeys(
    (mailing_emails.UPDATE, mailing_emails.HAPPENING, newsletter_emails.NEWSLETTER),
    mailing_emails.next_receivers,
)

#: Who is told when lists stop writing to a receiver of a kind of letter, and why.
SUPPRESSED: Mapping[str, Suppressed] = dict.fromkeys(
    (
        mailing_emails.TO_ONE,
        mailing_emails.UPDATE,
        mailing_emails.HAPPENING,
        mailing_emails.DIGEST,
        newsletter_emails.NEWSLETTER,
    ),
    leaving.end_after_complaint,
)

#: Who looks once more at what is sent, when its moment has come.
LAST_LOOKS: Mapping[HappeningKind, last_looks.LastLook] = {
    HappeningKind.UPDATE: initiatives.look_once_more,
    HappeningKind.ARTICLE: articles.look_once_more,
    HappeningKind.NEWSLETTER: newsletters.look_once_more,
    HappeningKind.MOVED: events.look_once_more,
    HappeningKind.CANCELLED: events.look_once_more,
}


#: Who knows what a digest may still tell of a kind of happening.
RETELLERS: Mapping[HappeningKind, retelling.Retell] = {
    HappeningKind.UPDATE: initiatives.retell_updates,
    HappeningKind.INITIATIVE: initiatives.retell_initiatives,
    HappeningKind.GATHERING: events.retell,
    HappeningKind.MOVED: events.retell,
    HappeningKind.CANCELLED: events.retell,
    HappeningKind.ARTICLE: articles.retell,
    HappeningKind.NEWSLETTER: newsletters.retell,
}


def wire() -> None:
    """Tell the outbox who decides about letters, and who hears of what comes back."""
    for kind, personal in KINDS.items():
        register(kind, personal)
    for kind, together in TOGETHER.items():
        register_together(kind, together)
    for kind, receivers in RECEIVERS.items():
        register_receivers(kind, receivers)
    for kind, suppressed in SUPPRESSED.items():
        register_suppressed(kind, suppressed)
    for tells, look in LAST_LOOKS.items():
        last_looks.register(tells, look)
    for tells, retell in RETELLERS.items():
        retelling.register(tells, retell)


def run_worker(*, name: str | None = None, until_empty: bool = False) -> None:
    """Work until SIGTERM or SIGINT, or until nothing is left to do."""
    wire()
    register_sources(FINDABLE)
    work(recurring=RECURRING, continuous=CONTINUOUS, name=name, until_empty=until_empty)
