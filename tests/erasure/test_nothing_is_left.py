"""Somebody uses the whole site, and is erased: then nothing of them is left in any file or table.

The real site, in processes of its own, on both databases: pages, worker, mail, logs.
"""

import json
import re
import sqlite3
from contextlib import closing
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from samspill.privacy.tests.traces import found_in, found_in_files
from tests.erasure.visitor import Visitor
from tests.live import links, samspill, start, start_copy, wait_for

NAME = "Åsfrid Quetzalcoatlsen"
ADDRESS = "asfrid.quetz7@folk.example"
PHONE = "+47 998 87 766"
HOUSE = "Bandersnatchverket"
TEXT = "Jubjubfuglen spør om alt."
WORDS = ["Quetzalcoatlsen", "Åsfrid", "asfrid.quetz7", "998 87 766", HOUSE, "Jubjubfuglen"]
INITIATIVE = "/nb/anskaffelser/ombruk-i-offentlige-kjokken/"
MINE = "/nb/min-side/mine-opplysninger/"

#: An account is given by those who run the site, and so is a role.
BEGIN = f"""
from samspill.accounts.models import Person
from samspill.initiatives.models import Initiative, TeamMember
from samspill.organisations.models import Role
leader = Person.objects.get(email="jorunn.dalvik@fellesloftet.example")
me = Person.objects.create_user("{ADDRESS}", name="{NAME}", language="nb")
role = Role.objects.create(
    person=me, organisation=leader.roles.earliest("pk").organisation, kind="facilitator",
    title={{"nb": "Rådgiver i innkjøp"}}, phone="{PHONE}", is_address_public=True)
initiative = Initiative.objects.get(slug="ombruk-i-offentlige-kjokken")
for duty, country in (("facilitator", ""), ("contact", "FI")):
    TeamMember.objects.create(initiative=initiative, role=role, duty=duty, country=country)
"""


@pytest.fixture(
    params=[
        pytest.param("sqlite", marks=pytest.mark.once),
        pytest.param("postgresql", marks=pytest.mark.full),
    ]
)
def database(request):
    """Give the address of an empty database: none for SQLite, which lies beside the data."""
    if request.param == "sqlite":
        yield ""
        return
    server = urlsplit(request.getfixturevalue("postgres_url"))
    with psycopg.connect(server.geturl(), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS erasure")
        connection.execute("CREATE DATABASE erasure")
        yield urlunsplit(server._replace(path="/erasure"))
        connection.execute("DROP DATABASE erasure WITH (FORCE)")


@pytest.fixture
def site(tmp_path, database, request):
    """Start the whole site, with the stories, and somebody new in a role."""
    data = tmp_path / "site"
    if database:
        running = start(data, SAMSPILL_DATABASE_URL=database)
    else:
        running = start_copy(request.getfixturevalue("prepared_site"), data)
    try:
        wait_for(running.is_ready, seconds=120)
        begun = samspill(
            *("manage", "shell", "-c", BEGIN), data=running.data, SAMSPILL_DATABASE_URL=database
        )
        assert begun.returncode == 0, begun.stderr
        yield running
    finally:
        running.end()


def code_in(mail):
    text = mail.get_body(preferencelist=("plain",)).get_content()
    return re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", text, re.MULTILINE).group(1)


def sign_in(site, visitor):
    before = len(site.mails(ADDRESS))
    visitor.send("/nb/logg-inn/", email=ADDRESS)
    code = code_in(site.wait_for_mail(ADDRESS, number=before + 1))
    visitor.send(code="WRONG", action="verify")
    visitor.send(code=code, action="verify")


def follow(site, visitor):
    visitor.send(f"{INITIATIVE}folg/", address=ADDRESS)
    confirm, _silence = links(site.wait_for_mail(ADDRESS))
    visitor.send(confirm, confirm="yes")
    preferences = links(site.wait_for_mail(ADDRESS, number=2))[-1]
    visitor.send(preferences, language="fi")


def write_letters(site, visitor):
    letter = {"name": NAME, "address": ADDRESS, "organisation": HOUSE, "message": TEXT}
    visitor.send(f"{INITIATIVE}kontakt/?country=NO", country="NO", **letter)
    other = {"name": "Ola", "address": "ola@folk.example", "message": "Hei"}
    visitor.send(f"{INITIATIVE}kontakt/?country=FI", country="FI", **other)
    wait_for(lambda: any("ola@folk.example" in str(mail) for mail in site.mails(ADDRESS)))


def write_an_update(site, visitor):
    before = len(site.mails(ADDRESS))
    update = {"title_nb": "Et steg videre", "body_nb": "Vi er i gang."}
    visitor.send(f"{INITIATIVE}nytt/skriv/", **update)
    visitor.send(visitor.here.replace("forhandsvisning", "skriv"), **update)
    visitor.send()
    site.wait_for_mail(ADDRESS, number=before + 1)


def use_the_whole_site(site):
    """Do what one can do, and return the visitor, signed in."""
    visitor, elsewhere = Visitor(site.url), Visitor(site.url)
    follow(site, visitor)
    write_letters(site, visitor)
    sign_in(site, visitor)
    write_an_update(site, visitor)
    visitor.open("/nb/min-side/")
    # A second machine, where somebody has asked for a code and left it at that.
    elsewhere.send("/nb/logg-inn/", email=ADDRESS)
    return visitor


def write_into_the_file(site):
    """Let SQLite move what is in its log into the file itself, as it does after a while."""
    with closing(sqlite3.connect(site.data / "samspill.sqlite3", timeout=20)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def tables(site, database):
    """Read every row of every table, whatever the database."""
    if database:
        with psycopg.connect(database) as connection:
            names = connection.execute(
                "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            rows = {
                name: connection.execute(f"SELECT t::text FROM {name} t").fetchall()
                for (name,) in names
            }
    else:
        with closing(sqlite3.connect(site.data / "samspill.sqlite3")) as connection:
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall()
            rows = {
                name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in names
            }
    return {name: "\n".join(map(str, found)).encode() for name, found in rows.items()}


def traces(site, database):
    """Tell in which tables and files something of the person stands."""
    in_tables = {
        name: found
        for name, content in tables(site, database).items()
        if (found := found_in(content, WORDS))
    }
    return {**in_tables, **found_in_files(site.data, WORDS)}


def test_nothing_of_somebody_is_left_after_they_have_erased_themselves(site, database):
    visitor = use_the_whole_site(site)
    anybody = Visitor(site.url)
    assert NAME in anybody.open(INITIATIVE)
    mine = json.loads(visitor.open(f"{MINE}samspill.json"))
    assert found_in(json.dumps(mine).encode(), WORDS) == set(WORDS)
    if not database:
        write_into_the_file(site)
    before = traces(site, database)
    assert {word for found in before.values() for word in found} == set(WORDS)
    assert before.keys() > {"accounts_person", "organisations_enquiry", "outbox_wording"}
    assert any(place.endswith(".eml") for place in before)
    assert database or "samspill.sqlite3" in before

    dry = samspill(*("erase", ADDRESS, "--dry-run"), data=site.data, SAMSPILL_DATABASE_URL=database)
    assert "organisations.Enquiry: deleted" in dry.stdout, dry.stderr
    assert traces(site, database).keys() >= before.keys() - {"samspill.sqlite3"}

    visitor.send(f"{MINE}slett/")

    assert visitor.here.endswith("/nb/mine-opplysninger/slettet/")
    assert NAME not in anybody.open(INITIATIVE)
    visitor.open("/nb/min-side/")
    assert "/nb/logg-inn/" in visitor.here
    # No session is left that could hold something packed.
    assert tables(site, database)["django_session"] == b""
    assert traces(site, database) == {}
