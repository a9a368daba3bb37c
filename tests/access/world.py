"""A small world with somebody in every role, in every relation to the same few things."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser

from samspill.accounts.models import Person, Reader
from samspill.core.translated import Translated
from samspill.editorial.choices import SectionKind
from samspill.editorial.models import Piece
from samspill.editorial.queries import Passage, audience_of
from samspill.editorial.tests.factories import TEXT, draft, say
from samspill.editorial.tests.factories import published as published_text
from samspill.events.models import Gathering
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.choices import BODY_DUTIES, Duty, Part, Status
from samspill.initiatives.models import Initiative
from samspill.initiatives.policy import PARTS_OF_ROLE
from samspill.initiatives.tests.factories import (
    InitiativeFactory,
    InvolvementFactory,
    TeamMemberFactory,
)
from samspill.mailings.models import Update
from samspill.mailings.tests.factories import SendingFactory, UpdateFactory
from samspill.media.models import Attachment, Picture
from samspill.media.tests.factories import AttachmentFactory, PictureFactory
from samspill.newsletters.models import Newsletter
from samspill.newsletters.tests.factories import ItemFactory, NewsletterFactory
from samspill.organisations.choices import (
    CONFIRMED_BY_A_SECOND,
    Country,
    OrganisationKind,
    RoleKind,
)
from samspill.organisations.models import Organisation
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.outreach.models import Contribution
from samspill.outreach.tests.factories import ContributionFactory
from samspill.programmes.choices import Level
from samspill.programmes.models import Programme
from samspill.programmes.tests.factories import ProgrammeFactory

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
YESTERDAY = NOW.date() - timedelta(days=1)
LONG_AGO = datetime(2019, 9, 1, 12, tzinfo=UTC)


class Relation(StrEnum):
    """How somebody in a role stands to the things that are asked about."""

    OWN = "own"
    OTHER_PARTY = "other party"
    OTHER_INITIATIVE = "other initiative"
    OTHER_COUNTRY = "other country"
    ENDED = "ended"


#: Duties in a team, and roles for organisations: in some words they are the same.
DUTIES = [each.value for each in Duty]
KINDS = [each.value for each in RoleKind]
ROLES = sorted({*DUTIES, *KINDS})
NOBODY = "nobody"
STRANGER = "stranger"
#: Such a role counts for the organisation itself, and in the initiatives that it takes part in.
OF_TWO_PLACES = {RoleKind.ADMINISTRATOR}


@dataclass
class Setting:
    """A programme with its host, what belongs to it, and those who take part."""

    programme: Programme
    initiatives: dict[str, Initiative]
    gathering: Gathering
    update: Update
    draft_update: Update
    articles: dict[str, Piece]
    guide: Piece
    picture: Picture
    attachment: Attachment
    newsletters: dict[str, Newsletter]
    contribution: Contribution
    parties: dict[Part, Organisation] = field(default_factory=dict)


@dataclass
class World:
    """Two settings that have nothing to do with each other, and everybody in them."""

    here: Setting
    there: Setting
    people: dict[tuple[str, str], Reader]


def build() -> World:
    """Build the world: small, but with every role in every relation."""
    here = _setting(Country.NORWAY, "here")
    there = _setting(Country.SWEDEN, "there")
    people: dict[tuple[str, str], Reader] = {
        (NOBODY, Relation.OWN): AnonymousUser(),
        (STRANGER, Relation.OWN): _person("stranger"),
    }
    for role in ROLES:
        people[role, Relation.OWN] = _give(role, here)
        people[role, Relation.OTHER_INITIATIVE] = _give(role, there)
        people[role, Relation.ENDED] = _give(role, here, ends=YESTERDAY)
        for relation, country in (
            (Relation.OTHER_PARTY, Country.NORWAY),
            (Relation.OTHER_COUNTRY, Country.FINLAND),
        ):
            person = _person(f"{role} {relation}")
            people[role, relation] = person
            if role in KINDS:
                elsewhere = OrganisationFactory(country=country, kind=_kind_for(role))
                RoleFactory(person=person, organisation=elsewhere, kind=role, **_days(role))
    return World(here, there, people)


def _setting(country: Country, slug: str) -> Setting:
    programme = ProgrammeFactory(
        slug=f"programme-{slug}",
        level=Level.REGIONAL,
        host=OrganisationFactory(country=country, kind=OrganisationKind.PROGRAMME_OFFICE),
    )
    parties = {
        part: OrganisationFactory(country=country, slug=f"{part.value.replace('_', '-')}-{slug}")
        for part in Part
    }
    initiatives = {
        "published": InitiativeFactory(slug=f"published-{slug}", programme=programme),
        "draft": InitiativeFactory(slug=f"draft-{slug}", programme=programme, published_at=None),
        "archived": InitiativeFactory(
            slug=f"archived-{slug}", programme=programme, status=Status.ARCHIVED
        ),
    }
    for initiative in initiatives.values():
        for part, organisation in parties.items():
            InvolvementFactory(initiative=initiative, organisation=organisation, part=part)
    published = initiatives["published"]
    title = Translated(en=f"News from {slug}", nb=f"Nytt fra {slug}")
    picture = PictureFactory(key=f"picture-{slug}", audience=audience_of(programme))
    attachment = AttachmentFactory(key=f"file-{slug}", audience=audience_of(programme))
    offered = Passage(kind=SectionKind.FILE, attachment=attachment)
    told = say(f"Article from {slug}", TEXT, offered, picture=picture)
    live = published_text(content=told, at=LONG_AGO, piece__programme=programme, language="en")
    unseen = draft(piece__programme=programme, language="en")
    guide = published_text(
        at=LONG_AGO, piece__programme=programme, piece__genre="guide", language="en"
    )
    sent = UpdateFactory(interest_list=published.interest_list, title=title, published_at=LONG_AGO)
    SendingFactory(key=f"update:{sent.pk}", nearest_first=[published.interest_list_id])
    return Setting(
        articles={"published": live.version.piece, "draft": unseen.version.piece},
        guide=guide.version.piece,
        picture=picture,
        attachment=attachment,
        newsletters=_newsletters(programme),
        contribution=ContributionFactory(
            programme=programme, initiative=published, kind="proposal", country=country
        ),
        programme=programme,
        initiatives=initiatives,
        gathering=GatheringFactory(slug=f"gathering-{slug}", initiative=published),
        update=sent,
        draft_update=UpdateFactory(interest_list=published.interest_list, title=title),
        parties=parties,
    )


def _newsletters(programme: Programme) -> dict[str, Newsletter]:
    """Let a programme have a newsletter that was sent, and a draft."""
    found = {
        "published": NewsletterFactory(programme=programme, published_at=LONG_AGO),
        "draft": NewsletterFactory(programme=programme),
    }
    for newsletter in found.values():
        ItemFactory(newsletter=newsletter)
    return found


def _give(role: str, setting: Setting, *, ends: date | None = None) -> Person:
    """Give somebody a role that reaches what is in a setting, as far as it reaches anything."""
    person = _person(f"{role} {setting.programme.slug} {ends}")
    if role in KINDS:
        parts = sorted(PARTS_OF_ROLE.get(role, ()))
        organisation = setting.parties[parts[0]] if parts else setting.programme.host
        if role in {RoleKind.SUPPLIER, RoleKind.FUNDER}:
            organisation = OrganisationFactory(kind=_kind_for(role))
        places = {organisation, setting.programme.host} if role in OF_TWO_PLACES else {organisation}
        for place in places:
            RoleFactory(person=person, organisation=place, kind=role, **_days(role, ends))
    if role in DUTIES:
        # The role that the duty is done in gives no right of its own.
        # Each body has one coordinator at a time.
        party = setting.parties[Part.DIALOGUE_LEAD if ends else Part.LEAD]
        body = party if role in BODY_DUTIES else None
        employer = body or OrganisationFactory()
        employed = RoleFactory(
            person=person, organisation=employer, kind=RoleKind.FUNDER, to_on=ends
        )
        country = Country.NORWAY if role == Duty.CONTACT else ""
        for initiative in setting.initiatives.values():
            TeamMemberFactory(
                initiative=initiative, role=employed, duty=role, country=country, body=body
            )
    return person


def _days(role: str, ends: date | None = None) -> dict[str, date | None]:
    """Say from when to when a role is held; one that reads everything always has a last day."""
    if role in CONFIRMED_BY_A_SECOND:
        return {"from_on": date(2026, 1, 1), "to_on": ends or date(2026, 12, 31)}
    return {"from_on": None, "to_on": ends}


def _kind_for(role: str) -> OrganisationKind:
    return OrganisationKind.COMPANY if role == RoleKind.SUPPLIER else OrganisationKind.MUNICIPALITY


def _person(name: str) -> Person:
    address = f"{name.replace(' ', '-').replace('_', '-').lower()}@people.example"
    return Person.objects.create_user(address, name=name.capitalize(), language="en")
