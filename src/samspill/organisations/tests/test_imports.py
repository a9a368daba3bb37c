"""Tables of organisations: recognised, mended, imported in one deed, and undone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.sheets import write_csv, write_xlsx
from samspill.core.translated import Translated
from samspill.organisations import actions
from samspill.organisations.choices import Outcome, RoleKind, TerritoryKind
from samspill.organisations.models import Import, Organisation
from samspill.organisations.queries import RegisterFilters, register_of, register_table
from samspill.organisations.tests.factories import (
    AddressFactory,
    ImportFactory,
    OrganisationFactory,
    RoleFactory,
    SuccessionFactory,
    TerritoryFactory,
)
from samspill.organisations.words import HEADINGS, Column, column_of
from samspill.search.models import Findable

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[4]
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
HEAD = ["Navn", "Land", "Organisasjonsnummer", "Type"]
OSLO, BERGEN = "958 935 420", "964 338 531"


@pytest.fixture
def keeper():
    return RoleFactory(kind=RoleKind.FACILITATOR).person


@pytest.fixture
def sent(keeper):
    """Send in a table; return it."""

    def send(*rows, head=HEAD, write=write_csv):
        return actions.begin_import(write([head, *rows]), by=keeper, at=NOON)

    return send


def plan(table):
    return actions.plan_of(table, at=NOON)


def faults(table):
    return [each.sentence for row in plan(table).faulty for each in row.faults]


# --- Taking a table in -----------------------------------------------------------------------


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_table_is_looked_at_and_the_register_stays_as_it_is(sent, write):
    before = Organisation.objects.count()

    table = sent(["Oslo kommune", "Norge", OSLO, "Kommune"], write=write)

    (row,) = plan(table).new
    assert row.facts.name == Translated(nb="Oslo kommune")
    assert (row.facts.number, row.facts.kind) == ("958935420", "municipality")
    assert Organisation.objects.count() == before


def test_only_those_who_keep_the_register_send_one_in():
    editor = RoleFactory(kind=RoleKind.EDITOR).person

    with pytest.raises(NotPermitted):
        actions.begin_import(b"Navn\nOslo", by=editor, at=NOON)

    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"Navn;Land\n", "no rows"),
        (b"Fylke;Land\nOslo;NO", "no column with names"),
        (b"Navn;Name\nOslo;Oslo", "mean the same"),
        (b"Navn\n" + b"Oslo\n" * 5_001, "more than 5000 rows"),
        (b"PK\x03\x04 broken", "cannot read"),
    ],
)
def test_what_is_no_table_of_organisations_is_refused_with_what_to_do(keeper, content, said):
    with pytest.raises(NotPossible, match=said):
        actions.begin_import(content, by=keeper, at=NOON)

    assert not Import.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encodings_and_delimiters_are_found_out(keeper, encoding, delimiter):
    lines = [delimiter.join(HEAD), delimiter.join(["Bø på øya", "Norge", "", "Kommune"])]

    table = actions.begin_import("\r\n".join(lines).encode(encoding), by=keeper, at=NOON)

    assert str(plan(table).new[0].name) == "Bø på øya"


def test_no_heading_means_two_columns():
    for column, languages in HEADINGS.items():
        for words in languages.values():
            assert {column_of(word) for word in words} == {column}
    assert column_of("Favourite colour") is None


def test_headings_that_nobody_knows_are_named_and_left_aside(sent):
    table = sent(["Oslo", "NO", "", "Kommune", "blue"], head=[*HEAD, "Favourite colour"])

    assert table.left_aside == ["Favourite colour"]
    assert plan(table).new


@pytest.mark.parametrize(
    ("country", "kind", "language"),
    [
        ("Sverige", "Kommun", "sv"),
        ("SVE", "municipality", "sv"),
        ("Danmark", "Kommune", "da"),
        ("Suomi", "Kunta", "fi"),
        ("FI", "MUNICIPALITY", "fi"),
        ("Noreg", "kommune", "nb"),
        ("Island", "Municipality", "en"),
    ],
)
def test_choices_are_known_by_our_word_in_any_language(sent, country, kind, language):
    (row,) = plan(sent(["Somewhere", country, "", kind])).new

    assert row.facts.kind == "municipality"
    assert row.facts.name == Translated({language: "Somewhere"})


def test_a_spreadsheet_that_took_the_noughts_of_a_postcode_gets_them_back(sent):
    head = [*HEAD, "Postadresse", "Postnummer", "Poststed"]
    table = sent(["Oslo", "NO", "", "Kommune", "Rådhuset", "37", "Oslo"], head=head)

    assert plan(table).new[0].facts.addresses["postal"]["postcode"] == "0037"


# --- Faulty rows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "NO", "", "Kommune"], "The name is missing"),
        (["Oslo", "", "", "Kommune"], "The country is missing"),
        (["Oslo", "Atlantis", "", "Kommune"], "“Atlantis” is no country"),
        (["Oslo", "NO", "", ""], "The kind of organisation is missing"),
        (["Oslo", "NO", "", "Castle"], "“Castle” is no kind"),
        (["Oslo", "NO", "123", "Kommune"], "123 is not an organisation number in Norway"),
        (["O" * 201, "NO", "", "Kommune"], "at most 200 characters"),
    ],
)
def test_a_faulty_row_says_what_to_do(sent, row, said):
    (sentence,) = faults(sent(row))

    assert said in sentence


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("Nettsted", "no website", "no address of a website"),
        ("Nivå", "high", "no level"),
        ("Del av", "Nobody", "neither in the register nor in the table"),
        ("Sted", "Atlantis", "no place on our map"),
        ("Postadresse", "Rådhuset", "needs a street or a box, and a town"),
        ("Forkortelse", "A" * 21, "at most 20 characters"),
    ],
)
def test_other_cells_are_looked_at_too(sent, heading, cell, said):
    (sentence,) = faults(sent(["Oslo", "NO", "", "Kommune", cell], head=[*HEAD, heading]))

    assert said in sentence


def test_two_rows_about_one_organisation_are_told_apart(sent):
    table = sent(["Oslo", "NO", OSLO, "Kommune"], ["Oslo by", "NO", OSLO, "Kommune"])

    assert faults(table) == ["Row 2 is about the same organisation. Take one of the two away."]


def test_nothing_is_a_part_of_itself_however_long_the_way_round(sent):
    head = [*HEAD, "Del av"]
    table = sent(["A", "NO", "", "Kommune", "B"], ["B", "NO", "", "Kommune", "A"], head=head)

    assert "An organisation cannot be a part of itself." in faults(table)


def test_a_name_that_several_have_needs_a_number(sent):
    OrganisationFactory(name=Translated(nb="Bø"))
    OrganisationFactory(name=Translated(nb="Bø"))

    assert "Several organisations have this name" in faults(sent(["Bø", "NO", "", "Kommune"]))[0]


def test_a_name_with_another_number_is_asked_about(sent):
    OrganisationFactory(name=Translated(nb="Oslo"), number="958935420")

    assert "with the number 958935420" in faults(sent(["Oslo", "NO", BERGEN, "Kommune"]))[0]


# --- Whom the register has already -----------------------------------------------------------


def test_the_number_decides_then_the_name(sent):
    known = OrganisationFactory(name=Translated(nb="Christiania"), number="958935420")
    named = OrganisationFactory(name=Translated(en="City of Bergen", nb="Bergen"))
    table = sent(["Oslo", "NO", OSLO, "Kommune"], ["BERGEN", "NO", BERGEN, "Kommune"])

    oslo, bergen = plan(table).changed

    assert (oslo.organisation, bergen.organisation) == (known, named)
    assert oslo.changes == {"name": ({"nb": "Christiania"}, {"nb": "Oslo"})}
    assert bergen.changes["number"] == ("", "964338531")


def test_the_same_number_in_another_country_is_another_organisation(sent):
    OrganisationFactory(name=Translated(nb="Oslo"), number="958935420", country="SE")

    assert plan(sent(["Oslo", "NO", OSLO, "Kommune"])).new


def test_what_is_left_empty_changes_nothing(sent):
    OrganisationFactory(name=Translated(nb="Oslo"), website="https://oslo.example/")

    table = sent(["Oslo", "NO", "", "", ""], head=[*HEAD, "Nettsted"])

    assert [each.outcome for each in plan(table).rows] == [Outcome.SAME]


def test_the_place_is_that_which_such_a_body_runs(sent):
    told = {"name": Translated(nb="Oslo")}
    TerritoryFactory(kind=TerritoryKind.COUNTY, **told)
    municipality = TerritoryFactory(kind=TerritoryKind.MUNICIPALITY, **told)
    head = [*HEAD, "Sted"]

    assert plan(sent(["A", "NO", "", "Kommune", "Oslo"], head=head)).new[0].territory == (
        municipality.pk
    )
    assert (
        "Several places"
        in faults(sent(["A", "NO", "", "Statlig virksomhet", "Oslo"], head=head))[0]
    )


# --- Mending ---------------------------------------------------------------------------------


def test_a_row_is_mended_or_left_out(sent, keeper):
    table = sent(["Oslo", "Atlantis", "", "Kommune"], ["", "NO", "", "Kommune"])

    actions.mend_rows(table, {2: {Column.COUNTRY: "NO"}}, leave_out=[3], by=keeper, at=NOON)

    assert len(plan(table).new) == len(plan(table).left_out) == 1
    assert not plan(table).faulty


def test_rows_are_mended_by_the_file_of_faulty_rows(sent, keeper):
    table = sent(["Oslo", "Atlantis", "", "Kommune"], ["Bergen", "NO", "", "Kommune"])
    mended = write_xlsx(
        [["What to put right", "Row", *HEAD], ["Do", "2", "Oslo", "NO", "", "Kommune"]]
    )

    assert actions.mend_by_file(table, mended, by=keeper, at=NOON) == 1
    assert len(plan(table).new) == 2


@pytest.mark.parametrize("rows", [[["Navn"], ["Oslo"]], [["Rad", "Navn"], ["99", "Oslo"]]])
def test_another_file_mends_nothing(sent, keeper, rows):
    table = sent(["Oslo", "Atlantis", "", "Kommune"])

    with pytest.raises(NotPossible, match="new import"):
        actions.mend_by_file(table, write_csv(rows), by=keeper, at=NOON)


# --- Importing -------------------------------------------------------------------------------


def imported(table, keeper):
    actions.carry_out(table, by=keeper, at=NOON)
    table.refresh_from_db()
    return table


def test_everything_is_written_at_once_and_leaves_one_entry(sent, keeper):
    known = OrganisationFactory(name=Translated(nb="Bergen"))
    head = [*HEAD, "Del av", "Postadresse", "Poststed"]
    table = sent(
        ["Oslo kommune", "NO", OSLO, "Kommune", "", "Rådhuset", "Oslo"],
        ["Bergen", "NO", BERGEN, "", "", "", ""],
        ["Bydel Østensjø", "NO", "", "Kommune", "Oslo kommune", "", ""],
        head=head,
    )
    entries = Entry.objects.count()

    imported(table, keeper)

    oslo = Organisation.objects.get(slug="oslo-kommune")
    part = Organisation.objects.get(slug="bydel-ostensjo")
    known.refresh_from_db()
    assert part.part_of == oslo
    assert str(oslo.addresses.get()) == "Rådhuset,  Oslo"
    assert known.number == "964338531"
    assert Findable.objects.filter(kind="organisation", key=str(oslo.pk)).exists()
    assert Entry.objects.count() == entries + 1
    told = Entry.objects.latest("pk")
    assert told.what == "organisations.imported"
    assert [each["row"] for each in told.changes["rows"]] == [2, 4, 3]
    assert told.changes["rows"][2]["before"] == {"number": ""}


def test_nothing_is_written_while_a_row_is_faulty(sent, keeper):
    table = sent(["Oslo", "NO", "", "Kommune"], ["", "NO", "", "Kommune"])
    before = Organisation.objects.count()

    with pytest.raises(NotPossible, match="faulty"):
        actions.carry_out(table, by=keeper, at=NOON)

    assert Organisation.objects.count() == before


def test_a_table_is_imported_once_and_not_mended_afterwards(sent, keeper):
    table = imported(sent(["Oslo", "NO", "", "Kommune"]), keeper)

    with pytest.raises(NotPossible, match="already"):
        actions.carry_out(table, by=keeper, at=NOON)
    with pytest.raises(NotPossible, match="new import"):
        actions.mend_rows(table, {2: {Column.NAME: "Bergen"}}, by=keeper, at=NOON)


def test_what_the_register_says_already_is_not_imported(sent, keeper):
    OrganisationFactory(name=Translated(nb="Oslo"))

    with pytest.raises(NotPossible, match="nothing to import"):
        actions.carry_out(sent(["Oslo", "NO", "", ""]), by=keeper, at=NOON)


def test_names_alike_get_addresses_of_their_own(sent, keeper):
    OrganisationFactory(slug="ovre-ardal", country="SE", name=Translated(sv="Övre Årdal"))

    imported(sent(["Øvre Årdal", "NO", "", "Kommune"]), keeper)

    assert Organisation.objects.filter(slug="ovre-ardal-2").exists()


def test_the_register_taken_out_says_the_same_when_it_is_sent_in(sent, keeper):
    whole = OrganisationFactory(name=Translated(nb="Oslo", en="City of Oslo"), number="958935420")
    AddressFactory(organisation=OrganisationFactory(part_of=whole, territory=TerritoryFactory()))
    rows = register_table(register_of(RegisterFilters()))

    table = actions.begin_import(write_xlsx(rows), by=keeper, at=NOON)

    assert {each.outcome for each in plan(table).rows} == {Outcome.SAME}
    assert len(plan(table).rows) == Organisation.objects.count()


def test_the_number_of_queries_does_not_grow_with_the_table(sent):
    def count(many):
        rows = [[f"Place {many} {each}", "NO", "", "Kommune"] for each in range(many)]
        table = sent(*rows)
        with CaptureQueriesContext(connection) as asked:
            plan(table)
        return len(asked)

    assert count(1) == count(30)


# --- Undoing ---------------------------------------------------------------------------------


def test_an_import_is_undone_whole(sent, keeper):
    known = OrganisationFactory(name=Translated(nb="Bergen"))
    before = register_table(register_of(RegisterFilters()))
    head = [*HEAD, "Del av"]
    table = sent(
        ["Oslo", "NO", OSLO, "Kommune", ""],
        ["Bydel", "NO", "", "Kommune", "Oslo"],
        ["Bergen", "NO", BERGEN, "", "Oslo"],
        head=head,
    )
    imported(table, keeper)
    assert not actions.obstacles_to(table)

    actions.undo_import(table, by=keeper, at=NOON)

    assert register_table(register_of(RegisterFilters())) == before
    assert list(Findable.objects.filter(kind="organisation").values_list("key", flat=True)) == [
        str(known.pk)
    ]
    assert Entry.objects.latest("pk").what == "organisations.import_undone"
    with pytest.raises(NotPossible):
        actions.undo_import(table, by=keeper, at=NOON)


def lean_role(made):
    RoleFactory(organisation=made)


def lean_part(made):
    OrganisationFactory(part_of=made)


def lean_succession(made):
    SuccessionFactory(predecessor=made)


def lean_change(made):
    made.website = "https://oslo.example/"
    made.save()


@pytest.mark.parametrize("lean", [lean_role, lean_part, lean_succession, lean_change])
def test_what_leans_on_it_stands_in_the_way_and_is_named(sent, keeper, lean):
    table = imported(sent(["Oslo", "NO", "", "Kommune"]), keeper)
    made = Organisation.objects.get(slug="oslo")

    lean(made)

    assert {each.organisation for each in actions.obstacles_to(table)} == {made}
    with pytest.raises(NotPossible, match="lean"):
        actions.undo_import(table, by=keeper, at=NOON)
    assert Organisation.objects.filter(pk=made.pk).exists()


def test_after_thirty_days_it_stays_and_the_table_is_forgotten(sent, keeper):
    table = imported(sent(["Oslo", "NO", "", "Kommune"]), keeper)
    late = NOON + timedelta(days=30, seconds=1)

    with pytest.raises(NotPossible, match="no longer"):
        actions.undo_import(table, by=keeper, at=late)
    ImportFactory(begun_at=late)
    assert actions.forget_imports(at=late) == 1

    assert Organisation.objects.filter(slug="oslo").exists()
    assert Import.objects.count() == 1


def test_only_those_who_keep_the_register_mend_import_and_undo(sent, keeper):
    table = sent(["Oslo", "NO", "", "Kommune"])
    editor = RoleFactory(kind=RoleKind.EDITOR).person
    for step in (
        lambda: actions.mend_rows(table, {2: {}}, by=editor, at=NOON),
        lambda: actions.leave_out_rows(table, [2], by=editor, at=NOON),
        lambda: actions.carry_out(table, by=editor, at=NOON),
        lambda: actions.undo_import(table, by=editor, at=NOON),
    ):
        with pytest.raises(NotPermitted):
            step()


def test_the_documentation_names_every_heading():
    told = (ROOT / "docs/reference/importing-organisations.md").read_text(encoding="utf-8")

    for column, languages in HEADINGS.items():
        is_ours = column in {Column.ROW, Column.FAULT} or column.startswith("name_")
        for words in languages.values():
            assert is_ours or ", ".join(words) in told
