"""Every mail tells its receiver what is for them, and nobody else anything."""

import pytest
from django.test import Client

from samspill.core import clock
from tests.canaries.crawl import Reader
from tests.canaries.letters import every_mail, read_all, send_all, write_all
from tests.canaries.planting import read_again
from tests.canaries.stores import check_stores
from tests.canaries.summary import finish

pytestmark = pytest.mark.django_db


def test_a_mail_holds_what_its_receiver_may_read(world, crawl, office, request):
    assert write_all(world) == every_mail()
    send_all()
    crawl.read_log(Reader("whoever runs the site", Client()), "sending mail")
    crawl.planted = read_again(crawl.planted, clock.now())

    read_all(crawl, office)
    asked = world.people["ours facilitator"]
    asked.refresh_from_db()
    check_stores(crawl, crawl.reader("whoever runs the site"), typed=[asked.email])

    assert len(office.kept) >= len(every_mail())
    finish(request, crawl)
