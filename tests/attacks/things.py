"""What routes lead to beside the stories: a link of each kind, a draft, a passkey, an invitation."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.core.signing import Signer
from django.urls import resolve, reverse
from django.utils.timezone import now as real_now

from samspill.accounts import actions as accounts
from samspill.accounts import passkeys
from samspill.accounts.models import Person
from samspill.accounts.queries import Type, authenticators
from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.soft_key import SoftKey
from samspill.bin.actions import put_away
from samspill.core import clock
from samspill.core.email_addresses import key_of
from samspill.core.translated import Translated
from samspill.editorial.choices import Genre, SectionKind
from samspill.editorial.queries import Content, Passage, audience_of
from samspill.editorial.tests.factories import draft, published, say
from samspill.events.models import Gathering
from samspill.events.tests.factories import GatheringFactory
from samspill.initiatives import actions as initiatives
from samspill.initiatives.choices import Duty, Part
from samspill.initiatives.models import Initiative
from samspill.initiatives.policy import OF_A_BODY
from samspill.initiatives.tests.factories import (
    DocumentFactory,
    InvolvementFactory,
    RequirementFactory,
    StepFactory,
    TeamMemberFactory,
)
from samspill.mailings import actions as mailings
from samspill.mailings import emails
from samspill.mailings.models import Subscription, Update
from samspill.mailings.tests.letters import newest, secret_of
from samspill.media.models import Attachment, Picture
from samspill.media.queries import attachment_address
from samspill.media.tests.factories import AttachmentFactory, PictureFactory
from samspill.newsletters.tests.factories import ItemFactory, NewsletterFactory
from samspill.organisations import actions as organisations
from samspill.organisations.choices import OrganisationKind, RoleKind
from samspill.organisations.models import Role
from samspill.organisations.tests import letters
from samspill.organisations.tests.factories import OrganisationFactory, RoleFactory
from samspill.outreach.models import Contribution
from samspill.outreach.tests.factories import ContributionFactory, QuestionAnswerFactory
from samspill.programmes.models import Programme
from samspill.programmes.tests.factories import OwnershipFactory, PartnershipFactory
from tests.browser.places import ONGOING, TO_COME

#: The one sign-in service of the world. The net around the tests lets nobody reach it.
SERVICE = "tjeneste"
SERVICE_HOST = "innlogging.tjeneste.example"
SERVICES = json.dumps(
    [
        {
            "id": SERVICE,
            "name": "Tjenesten",
            "issuer": f"https://{SERVICE_HOST}",
            "client_id": "samspill",
            "client_secret": "hemmelig",
        }
    ]
)
#: Somebody with a passkey and a sign-in service.
CAREFUL = "careful"
GUIDE = "en-veiledning"
#: Whose page it is, where it is not the first who comes.
OWNERS: Mapping[str, str] = {
    **dict.fromkeys(
        [
            "security",
            "security_passkey",
            "security_remove_passkey",
            "security_disconnect",
            "security_recovery_codes",
            "security_password",
        ],
        CAREFUL,
    ),
    **dict.fromkeys(
        [
            "organisations:people",
            "organisations:invite",
            "organisations:change_invitation",
            "organisations:end_role",
        ],
        "administrator",
    ),
    **dict.fromkeys(
        [
            f"editorial:{page}"
            for page in (
                *("desk", "new", "drafts", "library", "describe", "about"),
                *("write", "preview", "render_prose", "wordings"),
            )
        ],
        "editor",
    ),
    **dict.fromkeys(
        [
            f"newsletters:{page}"
            for page in (
                *("desk", "begin", "revise", "preview", "preview_mail", "trial", "throw_away"),
                *("sending", "receivers", "send", "recall"),
            )
        ],
        "programme_manager",
    ),
    **dict.fromkeys(
        [
            f"outreach:{page}"
            for page in (
                *("contribution", "assign", "answer", "close", "reopen"),
                *("share", "withdraw", "begin"),
            )
        ],
        "programme_manager",
    ),
    "organisations:second_person": "programme_manager",
    "workspace:new_initiative": "programme_manager",
    **dict.fromkeys(
        [
            f"workspace:{page}"
            for page in (
                *("edit_programme", "edit_programme_facts", "edit_programme_texts", "new_part"),
                *("edit_owners", "edit_partners", "move_owners", "move_partners"),
            )
        ],
        "programme_manager",
    ),
    **dict.fromkeys(
        [
            *(f"workspace:{page}_of_programme" for page in ("gatherings", "plan_gathering")),
            *(f"workspace:{page}_of_initiative" for page in ("gatherings", "plan_gathering")),
            "workspace:gathering",
            *(f"workspace:{page}_gathering" for page in ("describe", "move", "cancel")),
        ],
        "programme_manager",
    ),
    **dict.fromkeys(
        [
            f"workspace:{page}"
            for page in (
                *("add_organisation", "edit_organisation"),
                *("register", "register_as_xlsx", "register_as_csv", "begin_import"),
                *("import_template", "import", "faulty_rows", "undo_import"),
            )
        ],
        "programme_manager",
    ),
    **dict.fromkeys(
        [
            f"workspace:{page}"
            for page in (
                *("edit", "edit_facts", "edit_texts", "edit_steps", "edit_requirements"),
                *("edit_documents", "edit_parties", "edit_team", "add_step", "add_requirement"),
                *("add_document", "add_party", "add_member", "edit_step", "edit_requirement"),
                *("edit_document", "edit_party", "edit_member"),
            )
        ],
        "runner",
    ),
    **dict.fromkeys(["portal:coordinators", "organisations:act_for"], "runner"),
    "portal:receivers": "programme_manager",
    "account_logout": "runner",
}


@dataclass(frozen=True)
class Things:
    """What a route takes, by its name, and numbers that others may take."""

    arguments: Mapping[str, Mapping[str, object]]
    numbers: Sequence[int]


def make_things(people: Mapping[str, Person]) -> Things:
    """Make them as people come by them."""
    now = clock.now()
    initiative = Initiative.objects.get(slug=ONGOING)
    unsent = initiatives.draft_update(
        initiative,
        title=Translated(nb="Nytt fra oss"),
        body=Translated(nb="Nytt fra oss"),
        by=people["runner"],
        at=now,
    )
    update = initiative.interest_list.updates.exclude(published_at=None).latest("pk")
    waiting = _waiting(initiative, people["runner"], now)
    _tie()
    _let_two_coordinate(initiative)
    # Whoever acts for one organisation only is not asked for which.
    RoleFactory(person=people["runner"], kind=RoleKind.SUBJECT)
    gathering = Gathering.objects.visible_to(AnonymousUser(), at=now).earliest("pk")
    arguments = {
        **_services(),
        "portal:coordinators": {"slug": ONGOING},
        "portal:receivers": {"slug": ONGOING, "pk": unsent.pk},
        "portal:sending": {"slug": ONGOING, "pk": waiting.pk},
        "portal:gathering": {"slug": gathering.slug},
        "portal:gathering_calendar": {"slug": gathering.slug},
        **_links(initiative, now),
        **_means(people[CAREFUL]),
        **_organisation(people["administrator"], now),
        **_texts(),
        **_newsletters(),
        **_inbox(initiative),
        **_imports(people["programme_manager"], now),
        **_rows(initiative),
        **_gatherings(initiative),
        **_programme(),
        "organisations:leave": {"pk": Role.objects.filter(person=people["runner"]).latest("pk").pk},
    }
    return Things(arguments=arguments, numbers=[unsent.pk, update.pk])


def _waiting(initiative: Initiative, runner: Person, now: datetime) -> Update:
    """Decide to send an update in a month: until then it can be stopped."""
    update = initiatives.draft_update(
        initiative,
        title=Translated(nb="Nytt om en måned"),
        body=Translated(nb="Nytt om en måned"),
        by=runner,
        at=now,
    )
    link = reverse("portal:update", args=[initiative.slug, update.pk])
    later = now + timedelta(days=30)
    initiatives.publish_update(initiative, update, link=link, goes_at=later, by=runner, at=now)
    return update


def _texts() -> Mapping[str, Mapping[str, object]]:
    """Publish a guide with a picture and a file; its programme's editors have a desk."""
    programme = Programme.objects.get(slug="fellesloftet")
    audience = audience_of(programme)
    offered, shown = AttachmentFactory(audience=audience), PictureFactory(audience=audience)
    file = Passage(kind=SectionKind.FILE, attachment=offered)
    shown_to_all = published(
        content=say("En veiledning", file, picture=shown),
        language="nb",
        piece__programme=programme,
        piece__genre=Genre.GUIDE,
        piece__slug=GUIDE,
    )
    draft(shown_to_all.version, _every_section(programme, offered, shown))
    desk, text = {"slug": programme.slug}, {"slug": GUIDE, "language": "nb"}
    pages = ("write", "preview", "render_prose", "wordings")
    return {
        **dict.fromkeys(
            [f"editorial:{page}" for page in ("desk", "new", "drafts", "library")], desk
        ),
        **dict.fromkeys([f"editorial:{page}" for page in pages], text),
        "editorial:about": {"slug": GUIDE},
        "editorial:describe": {**desk, "key": shown.key},
        "picture": {"key": shown.key, "name": "whole.jpeg"},
        "attachment": resolve(attachment_address(offered)).kwargs,
        "portal:guide": {"slug": GUIDE},
        "portal:article": {"year": 2016, "slug": "innovative-anskaffelser-med-gronn-profil"},
        "portal:archive_year": {"year": 2016},
    }


def _every_section(programme: Programme, offered: Attachment, shown: Picture) -> Content:
    """Make a text with a section of every kind, so that its form has every field."""
    role = Role.objects.filter(organisation=programme.host).earliest("pk")
    initiative = Initiative.objects.get(slug=ONGOING)
    return say(
        "En veiledning, rettet",
        Passage(kind=SectionKind.PROSE, text="Slik går det til."),
        Passage(kind=SectionKind.QUOTATION, text="Det gikk bra.", attribution="En leser"),
        Passage(kind=SectionKind.PICTURE, picture=shown, text="Et bilde"),
        Passage(kind=SectionKind.CONTACT, role=role, text="Skriv til oss"),
        Passage(kind=SectionKind.FILE, attachment=offered),
        Passage(kind=SectionKind.INITIATIVE, initiative=initiative),
        Passage(kind=SectionKind.ORGANISATION, organisation=programme.host),
        picture=shown,
        byline_role=role,
    )


def _newsletters() -> Mapping[str, Mapping[str, object]]:
    """Let a programme have a newsletter that was sent, and a draft with a section of its own."""
    programme = Programme.objects.get(slug="fellesloftet")
    said = {"title": Translated(nb="Nytt fra programmet"), "programme": programme}
    sent = NewsletterFactory(**said, published_at=clock.now() - timedelta(days=1))
    unsent = NewsletterFactory(**said)
    for each in (sent, unsent):
        ItemFactory(newsletter=each, number=1)
    whole, draft = {"slug": programme.slug}, {"slug": programme.slug, "pk": unsent.pk}
    drafts = ("revise", "preview", "preview_mail", "trial", "throw_away")
    sendings = ("sending", "receivers", "send", "recall")
    return {
        **dict.fromkeys([f"newsletters:{page}" for page in ("archive", "feed")], whole),
        **dict.fromkeys([f"newsletters:{page}" for page in ("desk", "begin")], whole),
        **dict.fromkeys([f"newsletters:{page}" for page in (*drafts, *sendings)], draft),
        "newsletters:newsletter": {"slug": programme.slug, "pk": sent.pk},
    }


def _inbox(initiative: Initiative) -> Mapping[str, Mapping[str, object]]:
    """Let people have sent something that waits, that is closed, and that has been answered."""
    programme = initiative.programme
    settled = {"programme": programme, "initiative": initiative, "settled_at": clock.now()}
    waiting = ContributionFactory(programme=programme, initiative=initiative, kind="proposal")
    closed = ContributionFactory(**settled, status="closed", reference="TEST-SHUT")
    shared = QuestionAnswerFactory(initiative=initiative)
    Contribution.objects.filter(pk=shared.contribution_id).update(programme=programme)
    here, told = {"pk": waiting.pk}, {"pk": shared.contribution_id}
    steps = [f"outreach:{page}" for page in ("contribution", "assign", "answer", "close", "begin")]
    return {
        **dict.fromkeys(steps, here),
        "outreach:reopen": {"pk": closed.pk},
        "outreach:share": told,
        "outreach:withdraw": told,
    }


def _imports(by: Person, at: datetime) -> Mapping[str, Mapping[str, object]]:
    """Send in a table with a faulty row, and import another one, which can be undone."""
    head = "Navn;Land;Type;Nivå"
    faulty = organisations.begin_import(f"{head}\nFeilvik;Atlantis;By;Høyt".encode(), by=by, at=at)
    right = organisations.begin_import(f"{head}\nRettvik;Norge;Kommune;".encode(), by=by, at=at)
    organisations.carry_out(right, by=by, at=at)
    return {
        "workspace:edit_organisation": {"slug": "rettvik"},
        "workspace:import": {"pk": faulty.pk},
        "workspace:faulty_rows": {"pk": faulty.pk},
        "workspace:undo_import": {"pk": right.pk},
    }


def _rows(initiative: Initiative) -> Mapping[str, Mapping[str, object]]:
    """Let each list of an initiative's page have a row, and something that can be put back."""
    here = {"slug": initiative.slug}
    row = {"initiative": initiative}
    step = StepFactory(**row, number=90)
    gone = StepFactory(**row, number=91)
    put_away([gone], of=initiative, title=gone.title, at=clock.now())
    rows = {
        "step": step,
        "requirement": RequirementFactory(**row, number=90),
        "document": DocumentFactory(**row, number=90),
        "party": InvolvementFactory(**row, part=Part.PARTNER),
        "member": TeamMemberFactory(**row, duty=Duty.PROJECT_GROUP),
    }
    lists = ("steps", "requirements", "documents", "parties", "team")
    pages = [
        *(f"edit_{each}" for each in (*lists, "facts", "texts")),
        *(f"add_{each}" for each in rows),
    ]
    return {
        "workspace:edit": here,
        **{f"workspace:{page}": here for page in pages},
        **{f"workspace:edit_{name}": {**here, "pk": each.pk} for name, each in rows.items()},
        "workspace:new_initiative": {"slug": "fellesloftet"},
    }


def _gatherings(initiative: Initiative) -> Mapping[str, Mapping[str, object]]:
    """Let an initiative have a gathering to come, a draft of one, and one that was taken away."""
    to_come = clock.now() + timedelta(days=30)
    own = {"initiative": initiative, "starts_at": to_come, "ends_at": None}
    shown = GatheringFactory(**own)
    draft = GatheringFactory(**own, published_at=None)
    gone = GatheringFactory(**own, published_at=None)
    put_away([gone], of=initiative, title=gone.title, at=clock.now())
    here, whole = {"slug": initiative.slug}, {"slug": "fellesloftet"}
    return {
        **{f"workspace:{page}_of_initiative": here for page in ("gatherings", "plan_gathering")},
        **{f"workspace:{page}_of_programme": whole for page in ("gatherings", "plan_gathering")},
        "workspace:gathering": {"slug": draft.slug},
        **{
            f"workspace:{page}_gathering": {"slug": shown.slug}
            for page in ("describe", "move", "cancel")
        },
    }


def _programme() -> Mapping[str, Mapping[str, object]]:
    """Let a programme have an owner and a partner on their way."""
    programme = Programme.objects.get(slug="fellesloftet")
    here = {"slug": programme.slug}
    pages = ("edit_programme", "edit_programme_facts", "edit_programme_texts", "new_part")
    return {
        **{f"workspace:{page}": here for page in (*pages, "edit_owners", "edit_partners")},
        "workspace:move_owners": {**here, "pk": OwnershipFactory(programme=programme).pk},
        "workspace:move_partners": {**here, "pk": PartnershipFactory(programme=programme).pk},
    }


def _let_two_coordinate(initiative: Initiative) -> None:
    """Let a body have two coordinators, so that there is somebody to choose."""
    part = initiative.involvements.filter(part__in=OF_A_BODY, until="").earliest("pk")
    for _each in range(2):
        RoleFactory(organisation=part.organisation, kind=RoleKind.COORDINATOR)


def _tie() -> None:
    """Let somebody stand on the buyer's and the supplier's side, for a second person to decide."""
    company = OrganisationFactory(kind=OrganisationKind.COMPANY)
    tied = RoleFactory(organisation=company, kind=RoleKind.SUPPLIER).person
    RoleFactory(person=tied, kind=RoleKind.PROGRAMME_MANAGER)


def make_careful() -> Person:
    """Open an account with a passkey and a sign-in service."""
    person: Person = PersonFactory(
        name="Vare Varsom", email="vare.varsom@folk.example", language="nb"
    )
    options, state = passkeys.ask_to_add(person)
    answer = SoftKey().make(json.loads(json.dumps(options)))
    moment = real_now()
    accounts.add_passkey(person, passkeys.added(answer, state), "Min nøkkel", at=moment)
    accounts.make_recovery_codes(person, at=moment)
    accounts.connect_identity(
        person, issuer=f"https://{SERVICE_HOST}", subject="vare", provider=SERVICE, at=moment
    )
    return person


def _services() -> Mapping[str, Mapping[str, object]]:
    names = ["oidc_answer", "oidc_signed_out", "sign_in_by_provider", "security_connect"]
    return {name: {"provider": SERVICE} for name in names}


def _means(person: Person) -> Mapping[str, Mapping[str, object]]:
    passkey = {"pk": authenticators(person, Type.WEBAUTHN).get().pk}
    return {
        "security_passkey": passkey,
        "security_remove_passkey": passkey,
        "security_disconnect": {"pk": person.identities.get().pk},
    }


def _links(initiative: Initiative, now: datetime) -> Mapping[str, Mapping[str, object]]:
    address, listed = "leser@folk.example", initiative.interest_list
    mailings.ask(listed, address=address, language="nb", at=now - timedelta(hours=2))
    mailings.confirm(secret_of(newest()), at=now - timedelta(hours=1))
    other = Initiative.objects.get(slug=TO_COME).interest_list
    mailings.ask(other, address=address, language="nb", at=now)
    pending = secret_of(newest())
    handle = Subscription.objects.get(interest_list=listed, subscriber__address=address).handle
    return {
        "mailings:confirm": {"secret": pending},
        "mailings:preferences": {"secret": handle},
        "mailings:unsubscribe": {"secret": handle},
        "mailings:unsubscribe_all": {"secret": handle},
        "mailings:silence": {"secret": Signer(salt=emails.SILENCE_SALT).sign(key_of(address))},
    }


def _organisation(administrator: Person, now: datetime) -> Mapping[str, Mapping[str, object]]:
    """Invite somebody, and let somebody have a role that can be ended."""
    own = Role.objects.filter(person=administrator, kind=RoleKind.ADMINISTRATOR).latest("pk")
    here = {"slug": own.organisation.slug}
    colleague = RoleFactory(organisation=own.organisation, kind=RoleKind.ADMINISTRATOR)
    invitation = organisations.invite(
        own.organisation,
        RoleKind.ADMINISTRATOR,
        address="invitert@folk.example",
        language="nb",
        by=administrator,
        at=now,
    )
    return {
        "organisations:people": here,
        "organisations:invite": here,
        "organisations:change_invitation": {**here, "pk": invitation.pk},
        "organisations:end_role": {**here, "pk": colleague.pk},
        "organisations:invitation": {"secret": letters.secret_of(letters.newest())},
    }
