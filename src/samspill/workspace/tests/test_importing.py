"""The pages of the register and of importing into it, as a browser asks for them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from samspill.core.sheets import read, write_csv
from samspill.core.translated import Translated
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Import, Organisation
from samspill.organisations.tests.factories import (
    ImportedRowFactory,
    OrganisationFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db

HEAD = ["Name", "Country", "Organisation number", "Kind"]
FAULTY = [["Bergen", "Atlantis", "", "Municipality"], ["Bodø", "Norway", "1", "Municipality"]]


def address(name, *args):
    with translation.override("en"):
        return reverse(f"workspace:{name}", args=args)


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def keeper(client):
    person = RoleFactory(kind=RoleKind.FACILITATOR).person
    client.force_login(person)
    return person


@pytest.fixture
def send(client, keeper):
    """Send in a table, and return its page."""

    def send(*rows, head=HEAD):
        file = SimpleUploadedFile("table.csv", write_csv([head, *rows]))
        answer = client.post(address("begin_import"), {"file": file})
        assert answer.status_code == 302, words(answer)
        return answer["Location"]

    return send


PAGES = [
    *("register", "register_as_xlsx", "register_as_csv", "begin_import", "import_template"),
    *("import", "faulty_rows", "undo_import"),
]


@pytest.mark.parametrize("name", PAGES)
def test_the_register_is_there_for_those_who_keep_it_only(client, name):
    row = ImportedRowFactory()
    args = [row.table.pk] if name in {"import", "faulty_rows", "undo_import"} else []
    client.force_login(RoleFactory(kind=RoleKind.EDITOR).person)
    assert client.get(address(name, *args)).status_code == 404

    client.force_login(RoleFactory(kind=RoleKind.FACILITATOR).person)

    assert client.get(address(name, *args)).status_code == 200


def test_an_empty_register_says_what_to_do_first(client, keeper):
    Organisation.objects.filter(roles=None).delete()

    assert "No organisation fits." in words(client.get(address("register"), {"q": "zzz"}))
    assert "Import from a table" in words(client.get(address("register")))


@pytest.mark.parametrize("name", ["register_as_xlsx", "register_as_csv"])
def test_it_is_taken_out_as_filtered_and_nothing_becomes_a_formula(client, keeper, name):
    OrganisationFactory(name=Translated(en="=1+1"), country="FI")
    OrganisationFactory(name=Translated(en="Oslo"))

    answer = client.get(address(name), {"country": "FI"})
    head, *rows = read(answer.content)

    assert answer["Cache-Control"] == "private, no-store"
    (row,) = rows
    assert row[head.index("Name (en)")].lstrip("'") == "=1+1"


def test_a_file_that_is_no_table_is_answered_with_what_to_do(client, keeper):
    wrong = SimpleUploadedFile("picture.png", b"\x89PNG\x00\x01")

    for sent in ({}, {"file": wrong}):
        answer = client.post(address("begin_import"), sent)

        assert answer.status_code == 422
        assert 'class="error-summary"' in words(answer)
    assert not Import.objects.exists()


def test_the_page_says_what_would_be_and_is_mended_imported_and_undone(client, send):
    OrganisationFactory(name=Translated(nb="Larvik"))
    here = send(
        ["Oslo", "Norway", "", "Municipality"],
        ["Larvik", "Norway", "", "County authority"],
        *FAULTY,
    )

    shown = words(client.get(here))
    assert "2 rows to put right" in shown
    assert "“Atlantis” is no country that we know." in shown
    assert "Municipality → County authority" in shown
    assert 'value="import"' not in shown

    client.post(here, {"do": "mend", "4-country": "NO", "5-number": "1", "5-out": "on"})
    shown = words(client.get(here))
    assert "Import 3 organisations" in shown
    assert not Organisation.objects.filter(slug="bergen").exists()

    client.post(here, {"do": "import"})
    assert Organisation.objects.filter(slug__in=["oslo", "bergen"]).count() == 2
    assert "What was imported" in words(client.get(here))

    undo = address("undo_import", Import.objects.get().pk)
    assert "2 organisations that the import added go away again." in words(client.get(undo))
    client.post(undo)
    assert not Organisation.objects.filter(slug__in=["oslo", "bergen"]).exists()
    assert "has been undone" in words(client.get(here))


def test_what_was_typed_stays_where_it_is_still_faulty(client, send):
    here = send(*FAULTY)

    client.post(here, {"do": "mend", "2-country": "Lemuria", "3-number": "12"})

    shown = words(client.get(here))
    assert "“Lemuria” is no country that we know." in shown
    assert 'value="12"' in shown


def test_faulty_rows_are_downloaded_mended_and_sent_again(client, send):
    here = send(*FAULTY)
    pk = Import.objects.get().pk
    head, *rows = read(client.get(address("faulty_rows", pk)).content)
    assert "Atlantis" in rows[0][head.index("What to put right")]
    for row in rows:
        row[head.index("Country")], row[head.index("Organisation number")] = "Norway", ""

    client.post(here, {"do": "file", "file": SimpleUploadedFile("m.csv", write_csv([head, *rows]))})

    assert "Import 2 organisations" in words(client.get(here))


def test_a_file_that_mends_nothing_is_refused_where_it_was_sent(client, send):
    here = send(*FAULTY)
    wrong = SimpleUploadedFile("m.csv", b"Name\nOslo")

    for sent in ({"do": "file"}, {"do": "file", "file": wrong}):
        answer = client.post(here, sent)

        assert answer.status_code == 422
        assert 'class="error-summary"' in words(answer)


def test_faulty_rows_are_left_out_and_taken_in_again(client, send):
    here = send(["Oslo", "Norway", "", "Municipality"], *FAULTY)

    client.post(here, {"do": "leave-out"})
    assert "Import 1 organisation" in words(client.get(here))
    client.post(here, {"do": "take-in"})

    assert "2 rows to put right" in words(client.get(here))


def test_importing_what_is_faulty_is_refused_in_words(client, send):
    answer = client.post(send(*FAULTY), {"do": "import"})

    assert answer.status_code == 422
    assert "Put them right, or leave them out." in words(answer)


def test_what_stands_in_the_way_of_undoing_is_said(client, send):
    client.post(send(["Oslo", "Norway", "", "Municipality"]), {"do": "import"})
    undo = address("undo_import", Import.objects.get().pk)
    RoleFactory(organisation=Organisation.objects.get(slug="oslo"))

    assert "1 person acts for it" in words(client.get(undo))
    assert client.post(undo).status_code == 422


def test_every_page_names_a_table_that_leans_in_words(client, send):
    client.post(send(["Oslo", "Norway", "", "Municipality"]), {"do": "import"})
    made = Organisation.objects.get(slug="oslo")
    OrganisationFactory(part_of=made)
    made.website = "https://oslo.example/"
    made.save()

    shown = words(client.get(address("undo_import", Import.objects.get().pk)))

    assert "1 organisation is a part of it; it has been changed since the import" in shown or (
        "it has been changed since the import; 1 organisation is a part of it" in shown
    )


def test_whose_table_it_is_is_told_to_nobody_else(client, send):
    send(["Oslo", "Norway", "", "Municipality"])
    row = ImportedRowFactory(table__begun_by__name="Aud Other")

    shown = words(client.get(address("begin_import")))

    assert "sent in by you" in shown
    assert "sent in by somebody else" in shown
    assert row.table.begun_by.name not in shown
