"""The way to the desk: from the page of a programme, for those who write its newsletters."""

import pytest
from django.urls import reverse

from samspill.core.policy import gather
from samspill.newsletters.policy import POLICY
from samspill.newsletters.tests.factories import followed_programme, writer_of
from samspill.organisations.choices import RoleKind

pytestmark = pytest.mark.django_db
gather(POLICY)


@pytest.mark.parametrize("kind", [RoleKind.EDITOR, RoleKind.PROGRAMME_MANAGER])
def test_who_writes_newsletters_finds_the_desk_from_the_programme(client, kind):
    programme = followed_programme()
    client.force_login(writer_of(programme, kind))

    page = client.get(programme.get_absolute_url()).content.decode()

    assert reverse("newsletters:desk", args=[programme.slug]) in page


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_others_are_not_shown_the_way(client, is_signed_in):
    programme = followed_programme()
    if is_signed_in:
        client.force_login(writer_of(followed_programme()))

    page = client.get(programme.get_absolute_url()).content.decode()

    assert reverse("newsletters:desk", args=[programme.slug]) not in page
