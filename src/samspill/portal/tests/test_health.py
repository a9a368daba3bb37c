"""What monitoring is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from samspill.audit.actions import record, seal
from samspill.core.models import Lease

pytestmark = pytest.mark.django_db


def test_a_process_that_lives_says_so_without_asking_the_database(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.get("/livez")

    assert response.json() == {"status": "ok"}
    assert "no-store" in response.headers["Cache-Control"]


def test_a_site_with_a_worker_is_ready(client):
    Lease.objects.create(worker="one", seen_at=timezone.now())

    response = client.get("/readyz")

    assert (response.status_code, response.json()["status"]) == (200, "ok")


def test_a_site_without_a_worker_is_not_ready(client):
    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["worker"] == "none has been seen"
    assert response.json()["checks"]["database"] == "ok"


def test_a_site_whose_worker_has_not_been_seen_for_long_is_not_ready(client):
    Lease.objects.create(worker="one", seen_at=timezone.now() - timedelta(minutes=5))

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["worker"].startswith("last seen ")


def test_health_is_told_without_a_cookie_and_not_kept(client):
    response = client.get("/readyz")

    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]


def test_a_site_whose_audit_entries_are_not_sealed_is_not_ready(client):
    Lease.objects.create(worker="one", seen_at=timezone.now())
    record("tests.done", "thing:1", by="tests", at=timezone.now() - timedelta(minutes=6))

    unready = client.get("/readyz")
    seal(at=timezone.now())

    assert unready.status_code == 503
    assert unready.json()["checks"]["audit"] == "an entry has waited for too long"
    assert client.get("/readyz").status_code == 200
