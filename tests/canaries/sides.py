"""Two sides that must not see each other's drafts: a programme of one country, and all it has."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from samspill.accounts.models import Person
from samspill.core.imprecise import ImpreciseTime
from samspill.core.translated import Translated
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.models import FormerSlug, OldAddress
from samspill.editorial.queries import Content, Passage, audience_of
from samspill.editorial.tests.factories import PieceFactory, VersionFactory, draft, published
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives.choices import Part, Status
from samspill.initiatives.models import Initiative
from samspill.initiatives.tests.factories import (
    DocumentFactory,
    InitiativeFactory,
    InvolvementFactory,
    RequirementFactory,
    StatusChangeFactory,
    StepFactory,
)
from samspill.mailings.tests.factories import InterestListFactory, UpdateFactory
from samspill.media.tests.factories import AttachmentFactory, PictureFactory, RenditionFactory
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.tests.factories import ItemFactory, NewsletterFactory
from samspill.organisations.choices import OrganisationKind
from samspill.organisations.models import Organisation, Territory
from samspill.organisations.tests.factories import (
    AddressFactory,
    OrganisationFactory,
    TerritoryFactory,
)
from samspill.programmes.choices import Level, OwnershipStatus, PartnerStatus
from samspill.programmes.models import Goal, Programme, Theme
from samspill.programmes.tests.factories import (
    GoalFactory,
    GrantFactory,
    OwnershipFactory,
    PartnershipFactory,
    ProgrammeFactory,
    ThemeFactory,
)


@dataclass
class Side:
    """A country's programme with its organisations, its initiatives, and who works there."""

    name: str
    country: str
    territory: Territory
    host: Organisation
    regional_host: Organisation
    body: Organisation
    agency: Organisation
    steering: Organisation
    project: Organisation
    funder: Organisation
    elsewhere: Organisation
    companies: list[Organisation]
    programme: Programme
    regional: Programme
    theme: Theme
    ongoing: Initiative = field(init=False)
    planned: Initiative = field(init=False)
    draft: Initiative = field(init=False)
    scheduled: Initiative = field(init=False)
    archived: Initiative = field(init=False)
    regional_draft: Initiative = field(init=False)
    regional_shown: Initiative = field(init=False)
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def initiatives(self) -> list[Initiative]:
        """List the initiatives in which the side's people work, if there are so many."""
        names = ("ongoing", "draft", "archived")
        return [getattr(self, name) for name in names if hasattr(self, name)]

    @property
    def company(self) -> Organisation:
        return self.companies[0]


def said(words: str) -> Translated:
    """Say something in the two languages that the crawl reads first."""
    return Translated(nb=f"{words} på norsk", en=f"{words} in English")


def make_side(name: str, country: str, nordic: Programme, *, at: datetime) -> Side:
    """Make a side without its people."""
    territory = TerritoryFactory(slug=f"{name}-land", country=country, map_column=1, map_row=1)

    def organisation(what: str, kind: OrganisationKind) -> Organisation:
        made = OrganisationFactory(
            slug=f"{name}-{what}", kind=kind, country=country, territory=territory
        )
        AddressFactory(organisation=made, country=country)
        return made

    host = organisation("host", OrganisationKind.PROGRAMME_OFFICE)
    regional_host = organisation("regional-host", OrganisationKind.COUNTY)
    programme = ProgrammeFactory(
        slug=f"{name}-programme",
        host=host,
        part_of=nordic,
        interest_list=InterestListFactory(key=f"programme:{name}"),
    )
    regional = ProgrammeFactory(
        slug=f"{name}-regional",
        level=Level.REGIONAL,
        host=regional_host,
        part_of=programme,
        published_at=None,
        interest_list=InterestListFactory(key=f"programme:{name}-regional"),
    )
    return Side(
        name=name,
        country=country,
        territory=territory,
        host=host,
        regional_host=regional_host,
        body=organisation("body", OrganisationKind.MUNICIPALITY),
        agency=organisation("agency", OrganisationKind.AGENCY),
        steering=organisation("steering", OrganisationKind.WORKING_GROUP),
        project=organisation("project", OrganisationKind.WORKING_GROUP),
        funder=organisation("funder", OrganisationKind.STATE_BODY),
        elsewhere=organisation("elsewhere", OrganisationKind.NETWORK),
        companies=[organisation(f"company-{n}", OrganisationKind.COMPANY) for n in range(3)],
        programme=programme,
        regional=regional,
        theme=ThemeFactory(slug=f"{name}-theme"),
    )


def fill(side: Side, *, at: datetime, others: list[Organisation]) -> None:
    """Give a side what both need: an initiative that everybody sees, one that is prepared, news."""
    side.ongoing = _initiative(side, "ongoing", at=at)
    side.draft = _initiative(
        side, "draft", at=at, published_at=None, follows_on=side.ongoing, copied_from=side.ongoing
    )
    for other in others:
        InvolvementFactory(initiative=side.ongoing, organisation=other)
    for owner in (side.ongoing, side.draft):
        _news(owner.interest_list, at=at)
        _gatherings(at=at, initiative=owner)
    _gatherings(at=at, programme=side.programme)
    for programme in (side.programme, side.regional):
        _shares(side, programme, at=at)
        _news(programme.interest_list, at=at)
        _texts(programme, at=at)
        _newsletters(side, programme, at=at)


def fill_with_more(side: Side, *, at: datetime) -> None:
    """Give a side initiatives in every other state in which one can be."""
    tomorrow = at + timedelta(days=1)
    side.planned = _initiative(side, "planned", at=at, status=Status.PLANNED)
    side.scheduled = _initiative(side, "scheduled", at=at, published_at=tomorrow)
    side.archived = _initiative(side, "archived", at=at)
    StatusChangeFactory(initiative=side.archived, status=Status.ARCHIVED, reason="Over")
    regional = {"programme": side.regional}
    side.regional_draft = _initiative(side, "regional-draft", at=at, published_at=None, **regional)
    side.regional_shown = _initiative(side, "regional-shown", at=at, **regional)
    for initiative in (side.archived, side.scheduled):
        UpdateFactory(interest_list=initiative.interest_list, title=said("News"))
    GatheringFactory(
        slug=f"{side.name}-region-meets",
        initiative=None,
        programme=side.regional,
        title=said("Region"),
    )
    side.planned.follows_on = side.draft
    side.planned.save()


def _initiative(
    side: Side, name: str, *, at: datetime, status: Status = Status.ONGOING, **more: object
) -> Initiative:
    slug = f"{side.name}-{name}"
    awarded = _day(at, 30 if name == "planned" else -30)
    grant = _grant(slug, side.funder, side.body, awarded=awarded)
    given = {"programme": side.programme, "grant": grant, "group_least": 2, "group_most": 6}
    lists = InterestListFactory(key=f"initiative:{slug}", title=said(slug), controller=slug)
    given |= {"title": said(slug), "lead": said("Lead"), "interest_list": lists, **more}
    initiative = InitiativeFactory(slug=slug, status=status, **given)
    initiative.themes.add(side.theme)
    initiative.territories.add(side.territory)
    initiative.goals.add(_goal(slug))
    initiative.status_changes.update(reason="Decided")
    StepFactory(initiative=initiative, summary=said("Summary"), text=said("Text"))
    RequirementFactory(initiative=initiative)
    DocumentFactory(initiative=initiative, published=_day(at, -30))
    DocumentFactory(initiative=initiative, published=_day(at, 30))
    _parts(side, initiative, at=at)
    return initiative


def _parts(side: Side, initiative: Initiative, *, at: datetime) -> None:
    parts = {
        Part.LEAD: side.host,
        Part.PARTNER: side.agency,
        Part.STEERING_GROUP: side.steering,
        Part.PROJECT_GROUP: side.project,
        Part.PARTICIPANT: side.body,
    }
    for part, organisation in parts.items():
        InvolvementFactory(
            initiative=initiative, organisation=organisation, part=part, note=said("Note")
        )
    InvolvementFactory(
        initiative=initiative,
        organisation=side.regional_host,
        part=Part.NEED_OWNER,
        since=_day(at, 30),
        note=said("Soon"),
    )


def _news(interest_list: object, *, at: datetime) -> None:
    for when in (at - timedelta(days=2), None, at + timedelta(days=2)):
        UpdateFactory(
            interest_list=interest_list, title=said("News"), body=said("Body"), published_at=when
        )


def _texts(programme: Programme, *, at: datetime) -> None:
    """Let a programme have an article and a guide that are shown, one that will be, and a draft."""
    for name, genre, days in (
        ("told", Genre.ARTICLE, -2),
        ("guide", Genre.GUIDE, -2),
        ("soon", Genre.ARTICLE, 2),
        ("draft", Genre.ARTICLE, None),
    ):
        slug = f"{programme.slug}-{name}"
        piece = PieceFactory(slug=slug, programme=programme, genre=genre)
        version = VersionFactory(piece=piece, language="en")
        draft(version, _told(programme, f"{slug}-first"))
        if days is None:
            continue
        newest = published(version, _told(programme, slug), at=at + timedelta(days=days))
        newest.note = "A note"
        newest.save()
        FormerSlug.objects.create(piece=piece, slug=f"{slug}-former")
        OldAddress.objects.create(piece=piece, path=f"/{slug}.html")


def _newsletters(side: Side, programme: Programme, *, at: datetime) -> None:
    """Let a programme have a newsletter that was sent, one that will be, and a draft."""
    for when in (at - timedelta(days=2), at + timedelta(days=2), None):
        newsletter = NewsletterFactory(
            programme=programme, title=said("Letter"), lead=said("Lead"), published_at=when
        )
        newsletter.initiatives.add(side.ongoing)
        ItemFactory(newsletter=newsletter, number=1, title=said("Own"), text=said("Own text"))
        frozen = {"title": said("Named"), "note": said("Note")} if when else {}
        for number, initiative in enumerate((side.ongoing, side.draft), start=2):
            if initiative is side.draft and when:
                continue  # what not everybody may read is never sent
            newsletter.items.create(
                number=number,
                kind=ItemKind.UPDATE,
                update=initiative.interest_list.updates.earliest("pk"),
                **frozen,
            )


def _told(programme: Programme, name: str) -> Content:
    """Say something with a picture and a file of its own."""
    audience = audience_of(programme)
    shown = PictureFactory(audience=audience, photographer="A photographer", original_name="a.jpg")
    RenditionFactory(picture=shown)
    offered = AttachmentFactory(audience=audience, original_name="a.pdf")
    return Content(
        title=name,
        kicker="Region",
        lead="Lead",
        byline="Written by",
        picture=shown,
        caption="Caption",
        passages=(
            Passage(kind=SectionKind.PROSE, text="A text."),
            Passage(kind=SectionKind.QUOTATION, text="Said.", attribution="Somebody"),
            Passage(kind=SectionKind.FILE, attachment=offered),
        ),
    )


def _gatherings(*, at: datetime, **owner: Any) -> None:
    """Plan three gatherings of an owner: one that is shown, one that is not, one that will be."""
    starts_at = at + timedelta(days=30)
    slug = next(iter(owner.values())).slug
    for name, days in (("shown", -2), ("draft", None), ("soon", 2)):
        GatheringFactory(
            **{"initiative": None, **owner},
            slug=f"{slug}-{name}",
            title=said(slug),
            purpose=said("Why"),
            when=_day(at, 30),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=3),
            published_at=None if days is None else at + timedelta(days=days),
        )


def _shares(side: Side, programme: Programme, *, at: datetime) -> None:
    programme.territories.add(side.territory)
    programme.themes.add(side.theme)
    programme.goals.add(_goal(programme.slug))
    share = {"programme": programme, "status": OwnershipStatus.OWNER, "note": said("Share")}
    OwnershipFactory(organisation=side.body, since=_day(at, -30), **share)
    OwnershipFactory(organisation=side.agency, since=_day(at, 30), **share)
    partner = {"programme": programme, "status": PartnerStatus.ACTIVE, "note": said("Partner")}
    PartnershipFactory(organisation=side.agency, since=_day(at, -30), **partner)
    PartnershipFactory(organisation=side.body, since=_day(at, 30), **partner)
    for when, day in (("given", -30), ("coming", 30)):
        _grant(
            f"{programme.slug}-{when}",
            side.funder,
            side.body,
            awarded=_day(at, day),
            programme=programme,
        )


def _grant(slug: str, funder: Organisation, grantee: Organisation, **more: object) -> object:
    return GrantFactory(
        slug=f"{slug}-grant",
        funder=funder,
        grantees=[grantee],
        title=said("Grant"),
        purpose=said("Purpose"),
        reporting_duty=said("Duty"),
        **more,
    )


def _goal(slug: str) -> Goal:
    return GoalFactory(
        slug=f"{slug}-goal", text=said("Goal"), measure=said("Measure"), baseline=said("Baseline")
    )


def _day(at: datetime, days: int) -> ImpreciseTime:
    day: date = (at + timedelta(days=days)).date()
    return ImpreciseTime.from_edtf(day.isoformat())
