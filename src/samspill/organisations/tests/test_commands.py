"""The operator's command that lets the first people in."""

import pytest
from django.core.management import CommandError, call_command

from samspill.organisations.models import Invitation
from samspill.organisations.tests.factories import OrganisationFactory
from samspill.organisations.tests.letters import newest

pytestmark = pytest.mark.django_db


def invite(*words, role="programme_manager"):
    call_command("invite", "kari@fylke.example", "--organisation", "host", "--role", role, *words)


def test_it_sends_an_invitation_and_says_so(capsys):
    OrganisationFactory(slug="host")

    invite("--language", "fi")

    invitation = Invitation.objects.get()
    assert (invitation.kind, invitation.language) == ("programme_manager", "fi")
    assert invitation.invited_by is None
    assert newest().to == "kari@fylke.example"
    assert "is invited to be programme manager at" in capsys.readouterr().out


def test_what_is_wrong_is_said():
    with pytest.raises(CommandError, match="No organisation is called “host”"):
        invite()

    OrganisationFactory(slug="host")
    with pytest.raises(CommandError, match="needs a last day"):
        invite(role="auditor")
    with pytest.raises(CommandError, match="invalid choice"):
        invite(role="king")
