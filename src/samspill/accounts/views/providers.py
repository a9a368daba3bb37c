"""Signing in by a sign-in service, and connecting one to an account."""

import json
import logging
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.accounts import actions, rules
from samspill.accounts.choices import Means
from samspill.accounts.http import (
    PersonRequest,
    front_page,
    is_fresh,
    language_of,
    note_means,
    one_step_is_enough,
    safe_next,
)
from samspill.accounts.models import Person
from samspill.accounts.oidc import asking, tokens
from samspill.accounts.oidc.asking import Question
from samspill.accounts.oidc.configuration import Provider, find_provider
from samspill.accounts.oidc.fetching import Unreachable
from samspill.accounts.queries import find_identity
from samspill.accounts.views.answers import done, go_on, outside, page, secure, sign_in
from samspill.core import clock
from samspill.core.access import Access, open_to
from samspill.core.errors import NotPossible
from samspill.core.network import network_of
from samspill.core.sealing import seal, unseal

logger = logging.getLogger(__name__)

QUESTIONS = "provider_questions"
#: So many windows may be open at the services at once.
MOST_QUESTIONS = 5
KEPT = "provider_token"


class NotProven(Exception):
    """What came back proves nothing; the message is for the log."""


@open_to(Access.PUBLIC, to="accounts.sign_in")
@outside
@require_POST
def by_provider(request: HttpRequest, provider: str) -> HttpResponse:
    """Send somebody to a sign-in service."""
    return _ask(request, _found(provider), connects=None)


@open_to(Access.SIGNED_IN, to="accounts.secure_own")
@secure
@require_POST
def connect(request: PersonRequest, provider: str) -> HttpResponse:
    """Send somebody to a sign-in service, to connect it to their account."""
    return _ask(request, _found(provider), connects=request.user.pk)


@open_to(Access.PUBLIC, to="accounts.sign_in")
@one_step_is_enough
@never_cache
@require_safe
def come_back(request: HttpRequest, provider: str) -> HttpResponse:
    """Take what a sign-in service sends back: sign in, or connect."""
    asked_of = _found(provider)
    question = _question(request, asked_of)
    language = question.language if question else language_of(request)
    with translation.override(language):
        try:
            rules.check_tries(
                "provider",
                account=f"{provider}:{network_of(request)}",
                network=network_of(request),
                at=timezone.now(),
            )
            proof, token = _prove(request, asked_of, question)
        except (NotProven, Unreachable, tokens.Refused) as error:
            logger.warning("Signing in by %s: %s", asked_of.id, error)
            return _trouble(request, asked_of, was_cancelled=_was_cancelled(request))
        except NotPossible as error:
            return _trouble(request, asked_of, why=str(error))
        request.session[KEPT] = seal(json.dumps([asked_of.id, token]))
        if question and question.connects is not None:
            return _connect(request, asked_of, question, proof)
        return _sign_in(request, asked_of, question, proof)


@open_to(Access.MACHINE, to="accounts.sign_out")
@never_cache
@require_safe
def signed_out_there(request: HttpRequest, provider: str) -> HttpResponse:
    """End what was opened by a session at a sign-in service (OpenID Connect front-channel logout)."""
    asked_of = _found(provider)
    session = request.GET.get("sid", "")
    if session and request.GET.get("iss") == asked_of.issuer:
        actions.ended_by_provider(asked_of.issuer, session, at=clock.now())
    return HttpResponse("", content_type="text/plain; charset=utf-8")


def also_sign_out(request: HttpRequest) -> HttpResponse | None:
    """Return the way to signing out of the sign-in service too, for a session opened by it."""
    if not (sealed := request.session.get(KEPT)):
        return None
    try:
        key, token = json.loads(unseal(sealed))
    except ValueError:
        return None
    provider = find_provider(key)
    back = f"{settings.SITE_URL}/"
    address = asking.address_for_signing_out(provider, token, back=back) if provider else ""
    return go_on(request, address, provider.name) if provider and address else None


def _found(key: str) -> Provider:
    """Find a sign-in service.

    :raises Http404: this site knows none of that name.
    """
    if (provider := find_provider(key)) is None:
        raise Http404
    return provider


def _ask(request: HttpRequest, provider: Provider, *, connects: int | None) -> HttpResponse:
    question = Question(
        provider=provider.id,
        connects=connects,
        language=language_of(request),
        next=safe_next(request),
        asked_at=timezone.now().timestamp(),
    )
    try:
        address = asking.address_of_question(provider, question)
    except Unreachable as error:
        logger.warning("Asking %s: %s", provider.id, error)
        return _trouble(request, provider)
    asked = {**request.session.get(QUESTIONS, {}), question.state: question.kept()}
    request.session[QUESTIONS] = dict(list(asked.items())[-MOST_QUESTIONS:])
    return go_on(request, address, provider.name)


def _question(request: HttpRequest, provider: Provider) -> Question | None:
    """Take the question that an answer is to out of the session: each is answered once."""
    asked = dict(request.session.get(QUESTIONS, {}))
    kept = asked.pop(request.GET.get("state", ""), None)
    if kept is None:
        return None
    request.session[QUESTIONS] = asked
    question = Question(**kept)
    return None if question.provider != provider.id else question


def _prove(
    request: HttpRequest, provider: Provider, question: Question | None
) -> tuple[tokens.Proof, str]:
    """Return who an answer proves somebody to be.

    :raises NotProven: it answers no question that was asked here, or refuses.
    :raises Unreachable: the service does not redeem the code.
    :raises Refused: its token is not as it must be.
    :raises NotPossible: the answer has been used.
    """
    now = timezone.now()
    if question is None:
        raise NotProven("No such question was asked in this session")
    if question.is_over(now):
        raise NotProven("The answer comes too late")
    if not asking.is_from(provider, request.GET.get("iss")):
        raise NotProven("The answer is from another service")
    code = request.GET.get("code", "")
    if "error" in request.GET or not code:
        raise NotProven(f"The service answers {request.GET.get('error', 'nothing')[:60]!r}")
    rules.check_once(f"question:{question.state}", at=now)
    token = asking.redeem_code(provider, code, verifier=question.verifier, at=now)
    return tokens.check(token, provider, nonce=question.nonce, at=timezone.now()), token


def _sign_in(
    request: HttpRequest, provider: Provider, question: Question | None, proof: tokens.Proof
) -> HttpResponse:
    if request.user.is_authenticated:
        return HttpResponseRedirect(front_page(request))
    identity = find_identity(proof.issuer, proof.subject)
    if identity is None:
        shown = page(request, "not_connected", provider=provider)
        shown.status_code = HTTPStatus.FORBIDDEN
        return shown
    if not identity.person.is_active:
        return redirect("account_inactive")
    note_means(
        request,
        identity.person,
        Means.PROVIDER,
        provider=provider.id,
        sid=proof.session or None,
        second_factor=provider.second_factor or None,
    )
    return sign_in(request, identity.person, to=question.next if question else "")


def _connect(
    request: HttpRequest, provider: Provider, question: Question, proof: tokens.Proof
) -> HttpResponse:
    """Connect, if whoever comes back is still who went, and has lately shown who they are."""
    person = request.user
    if not isinstance(person, Person) or person.pk != question.connects:
        return _trouble(request, provider)
    if not is_fresh(request, person, at=timezone.now()):
        return _trouble(request, provider)
    try:
        actions.connect_identity(
            person,
            issuer=proof.issuer,
            subject=proof.subject,
            provider=provider.id,
            at=clock.now(),
        )
    except NotPossible as error:
        return _trouble(request, provider, why=str(error))
    sentence = _("You can now sign in by %(service)s.") % {"service": provider.name}
    return done(request, sentence)  # type: ignore[arg-type]


def _was_cancelled(request: HttpRequest) -> bool:
    return request.GET.get("error") == "access_denied"


def _trouble(
    request: HttpRequest, provider: Provider, *, why: str = "", was_cancelled: bool = False
) -> HttpResponse:
    shown = page(request, "provider_trouble", provider=provider, why=why, cancelled=was_cancelled)
    shown.status_code = HTTPStatus.OK if was_cancelled else HTTPStatus.BAD_REQUEST
    return shown
