"""Every route of the site with its arguments filled in from the world, or a sentence why not."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from secrets import token_urlsafe
from typing import Any

from django.core.signing import Signer
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from samspill.core import policy
from samspill.core.access import Access
from samspill.core.email_addresses import key_of
from samspill.initiatives.tests.factories import (
    DocumentFactory,
    InvolvementFactory,
    RequirementFactory,
    StepFactory,
    TeamMemberFactory,
)
from samspill.mailings.emails import SILENCE_SALT
from samspill.mailings.models import ConfirmationToken, Subscription
from samspill.mailings.queries import digest_of
from samspill.mailings.tests.factories import SubscriptionFactory
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Invitation, InvitationLink
from samspill.organisations.queries.invitations import digest_of as invitation_digest
from samspill.organisations.tests.factories import (
    ImportedRowFactory,
    RoleFactory,
    TerritoryFactory,
)
from samspill.programmes.tests.factories import (
    OwnershipFactory,
    PartnershipFactory,
    ThemeFactory,
)
from tests.access.world import NOW, Setting

#: The one sign-in service of the world; nobody answers there.
SERVICE = "trust"
#: Arguments of one route, made from a setting and a state that an initiative of it is in.
Fill = Callable[[Setting, str], dict[str, Any]]


@dataclass(frozen=True)
class Route:
    """A named route and what its view says of itself."""

    name: str
    arguments: frozenset[str]
    access: Access
    action: str

    @property
    def row(self) -> policy.Row:
        row = policy.row(self.action)
        assert row is not None, self
        if row.thing == "gathering" and self.name.endswith("_of_programme"):
            # Nobody's part in an initiative counts for what its programme holds.
            return replace(row, thing="programme")
        return row

    @property
    def is_about_an_initiative(self) -> bool:
        return FILLS.get(self.name) in {_initiative, _update, _draft_update}

    def address(self, setting: Setting, state: str = "published") -> str:
        """Write the address of the route for things of a setting."""
        if not self.arguments:
            return reverse(self.name)
        return reverse(self.name, kwargs=FILLS[self.name](setting, state))


def routes() -> list[Route]:
    """List every route outside development, once a name."""
    found = {}
    for name, pattern in _walk(get_resolver()):
        if pattern.callback.access is not Access.DEVELOPMENT:
            arguments = frozenset(pattern.pattern.converters)
            view = pattern.callback
            found[name] = Route(name, arguments, view.access, view.action)
    return list(found.values())


def _walk(resolver: URLResolver, names: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from _walk(pattern, inner)
        else:
            yield f"{names}{pattern.name}", pattern


def _initiative(setting: Setting, state: str) -> dict[str, Any]:
    return {"slug": setting.initiatives[state].slug}


def _row(model: str, setting: Setting, state: str) -> dict[str, Any]:
    initiative = setting.initiatives[state]
    return {"slug": initiative.slug, "pk": _ROWS[model](initiative=initiative).pk}


_ROWS: Mapping[str, Any] = {
    "step": StepFactory,
    "requirement": RequirementFactory,
    "document": DocumentFactory,
    "party": InvolvementFactory,
    "member": TeamMemberFactory,
}


def _update(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.initiatives["published"].slug, "pk": setting.update.pk}


def _draft_update(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.initiatives["published"].slug, "pk": setting.draft_update.pk}


def _gathering(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.gathering.slug}


def _programme(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.programme.slug}


def _desk(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.programme.slug}


def _described(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.programme.slug, "key": setting.picture.key}


def _article(setting: Setting, _state: str) -> dict[str, Any]:
    piece = setting.articles["published"]
    assert piece.dated_on is not None
    return {"year": piece.dated_on.year, "slug": piece.slug}


def _year(setting: Setting, _state: str) -> dict[str, Any]:
    return {"year": _article(setting, "published")["year"]}


def _guide(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.guide.slug}


def _text(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.articles["draft"].slug}


def _version(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.articles["draft"].slug, "language": "en"}


def _picture(setting: Setting, _state: str) -> dict[str, Any]:
    return {"key": setting.picture.key, "name": "whole.jpeg"}


def _attachment(setting: Setting, _state: str) -> dict[str, Any]:
    return {"key": setting.attachment.key, "name": "file.pdf"}


def _newsletter(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.programme.slug, "pk": setting.newsletters["published"].pk}


def _draft_newsletter(setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": setting.programme.slug, "pk": setting.newsletters["draft"].pk}


def _contribution(setting: Setting, _state: str) -> dict[str, Any]:
    return {"pk": setting.contribution.pk}


def _import(_setting: Setting, _state: str) -> dict[str, Any]:
    return {"pk": ImportedRowFactory().table.pk}


def _ownership(setting: Setting, _state: str) -> dict[str, Any]:
    share = OwnershipFactory(programme=setting.programme)
    return {"slug": setting.programme.slug, "pk": share.pk}


def _partnership(setting: Setting, _state: str) -> dict[str, Any]:
    share = PartnershipFactory(programme=setting.programme)
    return {"slug": setting.programme.slug, "pk": share.pk}


def _theme(_setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": ThemeFactory().slug}


def _territory(_setting: Setting, _state: str) -> dict[str, Any]:
    return {"slug": TerritoryFactory().slug}


def _organisation(setting: Setting, _state: str) -> dict[str, Any]:
    assert setting.programme.host is not None
    return {"slug": setting.programme.host.slug}


def _role_there(setting: Setting, state: str) -> dict[str, Any]:
    """Give a role that everybody may end who looks after its organisation at all."""
    role = RoleFactory(organisation=setting.programme.host, kind=RoleKind.ADMINISTRATOR)
    return {**_organisation(setting, state), "pk": role.pk}


def _role_of_another(_setting: Setting, _state: str) -> dict[str, Any]:
    return {"pk": RoleFactory().pk}


def _invitation(setting: Setting) -> Invitation:
    return Invitation.objects.create(
        organisation=setting.programme.host,
        kind=RoleKind.ADMINISTRATOR,
        address="invited@people.example",
        address_key=key_of("invited@people.example"),
        language="en",
        invited_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )


def _invitation_there(setting: Setting, state: str) -> dict[str, Any]:
    return {**_organisation(setting, state), "pk": _invitation(setting).pk}


def _invited(setting: Setting, _state: str) -> dict[str, Any]:
    secret = token_urlsafe(16)
    InvitationLink.objects.create(
        digest=invitation_digest(secret), invitation=_invitation(setting), made_at=NOW
    )
    return {"secret": secret}


def _subscription(setting: Setting) -> Subscription:
    followed = setting.initiatives["published"].interest_list
    subscription: Subscription = SubscriptionFactory(interest_list=followed)
    return subscription


def _handle(setting: Setting, _state: str) -> dict[str, Any]:
    return {"secret": _subscription(setting).handle}


def _confirmation(setting: Setting, _state: str) -> dict[str, Any]:
    secret = token_urlsafe(16)
    ConfirmationToken.objects.create(
        digest=digest_of(secret),
        subscription=_subscription(setting),
        created_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )
    return {"secret": secret}


def _silence(_setting: Setting, _state: str) -> dict[str, Any]:
    return {"secret": Signer(salt=SILENCE_SALT).sign(key_of("reader@people.example"))}


def _provider(_setting: Setting, _state: str) -> dict[str, Any]:
    return {"provider": SERVICE}


def _somebody_elses(_setting: Setting, _state: str) -> dict[str, Any]:
    return {"pk": 0}


#: How the arguments of each route are found.
FILLS: Mapping[str, Fill] = {
    **dict.fromkeys(
        [
            *(f"portal:{name}" for name in ("initiative", "follow", "asked", "contact")),
            *(f"portal:{name}" for name in ("received", "steer", "write", "initiative_feed")),
            "portal:initiative_calendar",
            *("portal:initiative_history", "portal:coordinators", "portal:followers"),
        ],
        _initiative,
    ),
    "portal:update": _update,
    "portal:revise": _draft_update,
    "portal:preview": _draft_update,
    "portal:preview_mail": _draft_update,
    "portal:receivers": _draft_update,
    "portal:sending": _update,
    "portal:gathering": _gathering,
    **dict.fromkeys(
        [
            f"workspace:{name}"
            for name in (
                *("gathering", "describe_gathering", "move_gathering", "cancel_gathering"),
            )
        ],
        _gathering,
    ),
    **dict.fromkeys(
        [f"workspace:{name}_of_initiative" for name in ("gatherings", "plan_gathering")],
        _initiative,
    ),
    **dict.fromkeys(
        [f"workspace:{name}_of_programme" for name in ("gatherings", "plan_gathering")], _programme
    ),
    "portal:follow_programme": _programme,
    "portal:asked_programme": _programme,
    "portal:follow_theme": _theme,
    "portal:asked_theme": _theme,
    "portal:follow_territory": _territory,
    "portal:asked_territory": _territory,
    "portal:gathering_calendar": _gathering,
    "portal:programme": _programme,
    "portal:article": _article,
    "portal:archive_year": _year,
    "portal:guide": _guide,
    **dict.fromkeys(
        [f"newsletters:{name}" for name in ("archive", "feed", "desk", "begin")], _programme
    ),
    "newsletters:newsletter": _newsletter,
    **dict.fromkeys(
        [
            f"newsletters:{name}"
            for name in (
                *("revise", "preview", "preview_mail", "trial", "throw_away"),
                *("sending", "receivers", "send", "recall"),
            )
        ],
        _draft_newsletter,
    ),
    **dict.fromkeys(["outreach:contribute", "outreach:received"], _programme),
    **dict.fromkeys(
        ["outreach:contribute_to_initiative", "outreach:received_on_initiative"], _initiative
    ),
    **dict.fromkeys(
        [
            f"outreach:{name}"
            for name in (
                *("contribution", "assign", "answer", "close", "reopen"),
                *("share", "withdraw", "begin"),
            )
        ],
        _contribution,
    ),
    **dict.fromkeys(
        [f"workspace:{name}" for name in ("import", "faulty_rows", "undo_import")], _import
    ),
    **dict.fromkeys(
        [
            f"workspace:{name}"
            for name in (
                *("edit", "edit_facts", "edit_texts", "edit_steps", "edit_requirements"),
                *("edit_documents", "edit_parties", "edit_team"),
                *(f"add_{row}" for row in _ROWS),
            )
        ],
        _initiative,
    ),
    **{f"workspace:edit_{row}": partial(_row, row) for row in _ROWS},
    "workspace:new_initiative": _programme,
    **dict.fromkeys(
        [
            f"workspace:{name}"
            for name in (
                *("edit_programme", "edit_programme_facts", "edit_programme_texts", "new_part"),
                *("edit_owners", "edit_partners"),
            )
        ],
        _programme,
    ),
    "workspace:move_owners": _ownership,
    "workspace:move_partners": _partnership,
    "editorial:desk": _desk,
    "editorial:new": _desk,
    "editorial:drafts": _desk,
    "editorial:library": _desk,
    "editorial:describe": _described,
    "editorial:about": _text,
    **dict.fromkeys(
        [f"editorial:{name}" for name in ("write", "render_prose", "preview", "wordings")],
        _version,
    ),
    "picture": _picture,
    "attachment": _attachment,
    "portal:theme": _theme,
    "portal:territory": _territory,
    "portal:organisation": _organisation,
    **dict.fromkeys(
        ["oidc_answer", "oidc_signed_out", "sign_in_by_provider", "security_connect"], _provider
    ),
    **dict.fromkeys(
        [
            "security_passkey",
            "security_remove_passkey",
            "security_disconnect",
            "security_end_session",
        ],
        _somebody_elses,
    ),
    "organisations:people": _organisation,
    "workspace:edit_organisation": _organisation,
    "organisations:invite": _organisation,
    "organisations:end_role": _role_there,
    "organisations:change_invitation": _invitation_there,
    "organisations:leave": _role_of_another,
    "organisations:invitation": _invited,
    "mailings:confirm": _confirmation,
    "mailings:preferences": _handle,
    "mailings:unsubscribe": _handle,
    "mailings:unsubscribe_all": _handle,
    "mailings:silence": _silence,
}
