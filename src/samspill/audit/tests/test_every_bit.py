"""Ten thousand entries, and one bit of them turned: it is found, by the site and by a stranger.

To stay quick, most turns are looked for from the entry before on, where everything before it has
been verified once and has not changed since; some are looked for from the beginning.
"""

import ast
import importlib.util
import random
import subprocess
import sys
from bisect import bisect_right
from contextlib import contextmanager, suppress
from itertools import accumulate
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from samspill.audit.actions import record, seal
from samspill.audit.models import Entry, Seal, Unsealed
from samspill.audit.queries import export_lines, verify
from samspill.audit.tests.factories import NOON

pytestmark = pytest.mark.django_db

MANY = 10_000
SCRIPT = Path(__file__).parents[4] / "scripts" / "verify_audit.py"


@pytest.fixture(scope="module")
def chain(django_db_setup, django_db_blocker):
    """Make the entries once for all the tests here, and take them away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        entries = Entry.objects.bulk_create(
            [
                Entry(
                    at=NOON,
                    what="tests.done",
                    by=f"person:{number % 7}",
                    subject=f"thing:{number}",
                    changes={"title": [None, {"nb": f"Blåbær {number}"}], "control": "\x1f"},
                )
                for number in range(MANY - 20)
            ],
            batch_size=500,
        )
        Unsealed.objects.bulk_create([Unsealed(each.pk) for each in entries], batch_size=500)
        for number in range(20):
            record("tests.named", "thing", by="x", at=NOON, personal={"name": f"Kåre {number}"})
        while seal(at=NOON):
            pass
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def exported(chain):
    return "".join(f"{line}\n" for line in export_lines()).encode()


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("verify_audit", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def chance(request):
    return random.Random(request.node.name)


def test_the_script_is_short_and_needs_python_alone():
    text = SCRIPT.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 50
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names


def test_an_exported_trail_is_whole(exported, script):
    assert exported.count(b"\n") == MANY + 1
    assert script.flaw(exported) == ""


def test_a_thousand_turned_bits_of_the_file_are_found(exported, script, chance):
    lines = exported.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, lines))]
    digests = [b"0" * 64, *(line[11:75] for line in lines[:MANY])]
    missed = []
    for _turn in range(1000):
        place, bit = chance.randrange(len(exported)), chance.randrange(8)
        number = bisect_right(starts, place) - 1
        # The rest of the file would not be read: the first flaw ends the search.
        turned = bytearray(b"".join(lines[number : number + 3]))
        turned[place - starts[number]] ^= 1 << bit
        found = script.flaw(bytes(turned), after=number, digest=digests[number])
        if f"Entry {number + 1} was" not in found and not (number == MANY and found):
            missed.append((place, bit, found))
    assert missed == []


def test_every_bit_of_the_signed_head_counts(exported, script):
    lines = exported.splitlines(keepends=True)
    digest, head = lines[-2][11:75], lines[-1]
    missed = []
    for place in range(len(head)):
        turned = bytearray(head)
        turned[place] ^= 1 << place % 8
        if not script.flaw(bytes(turned), after=MANY, digest=digest):
            missed.append(place)
    assert missed == []


def test_the_script_as_it_is_run_tells_the_entry(exported, chance, tmp_path):
    (tmp_path / "whole").write_bytes(exported)
    number = chance.randrange(MANY)
    lines = exported.splitlines(keepends=True)
    lines[number] = lines[number].replace(b"tests.", b"tests,")
    (tmp_path / "turned").write_bytes(b"".join(lines))

    def run(name):
        words = [sys.executable, "-I", "-S", SCRIPT, tmp_path / name]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    assert run("whole") == (0, "The trail is whole.\n")
    assert run("turned") == (1, f"Entry {number + 1} was changed.\n")


@pytest.mark.parametrize("place", [0, MANY // 2, MANY - 1], ids=["start", "middle", "end"])
@pytest.mark.parametrize("deed", ["take away", "add", "swap"])
def test_what_was_taken_away_or_added_is_found(exported, script, place, deed):
    lines = exported.splitlines(keepends=True)
    match deed:
        case "take away":
            del lines[place]
        case "add":
            lines.insert(place, lines[place])
        case "swap":
            lines[place], lines[place - 1] = lines[place - 1], lines[place]

    assert script.flaw(b"".join(lines))


@pytest.mark.parametrize("kept", [0, 1, MANY])
def test_a_file_that_was_cut_off_is_found(exported, script, kept):
    assert script.flaw(b"".join(exported.splitlines(keepends=True)[:kept]))
    assert script.flaw(exported[:-1])
    assert script.flaw(exported + b"{}")


def test_a_chain_of_ones_own_needs_the_key_of_the_site(exported, script, chain, settings):
    theirs = exported.splitlines()[-1].split(b'"key":"')[1][:64].decode()

    assert script.flaw(exported, theirs) == ""
    assert script.flaw(exported, "0" * 64) == "The signature is wrong."


NUMBERS = {"id", "number", "entry"}
#: Table, the column of its key, and columns by kind.
COLUMNS = [
    *(("entry", "id", name) for name in ("what", "by", "subject", "changes", "commitments", "at")),
    *(("seal", "number", name) for name in ("digest", "entry", "number")),
    *(("checkpoint", "number", name) for name in ("digest", "at", "signature", "number")),
    *(("disclosure", "commitment", name) for name in ("of", "name", "salt", "value", "entry")),
    ("disclosure", "commitment", "commitment"),
    ("entry", "id", "id"),
]


def turn(value, chance):
    """Turn one bit of what a column holds."""
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(16))
    written = bytearray(str(value).encode())
    written[chance.randrange(len(written))] ^= 1 << chance.randrange(8)
    return bytes(written)


#: How a text of any bytes is put into a column, where the database lets it in.
FROM_BYTES = {"sqlite": "CAST({} AS TEXT)", "postgresql": "convert_from({}, 'UTF8')"}
KINDS = {"at": "timestamptz", "changes": "jsonb", "commitments": "jsonb"}


def ask(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def read(table, key, column):
    """Read the keys of a table, and what the database holds in a column, numbers or texts."""
    kept = column if connection.vendor == "sqlite" or column in NUMBERS else f"{column}::text"
    return ask(f"SELECT {key}, {kept} FROM audit_{table} ORDER BY 1")


@contextmanager
def turned(table, key, column, wanted, value):
    """Let the database hold another value, and then the old one again."""
    mark = FROM_BYTES[connection.vendor].format("%s") if isinstance(value, bytes) else "%s"
    if connection.vendor == "postgresql" and column in KINDS:
        mark += f"::{KINDS[column]}"
    with transaction.atomic(), connection.cursor() as cursor:
        statement = f"UPDATE audit_{table} SET {column} = {mark} WHERE {key} = %s"
        cursor.execute(statement, [value, wanted])
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize(("table", "key", "column"), COLUMNS)
def test_turned_bits_of_the_database_are_found(chain, table, key, column, chance):
    rows = read(table, key, column)
    numbers = dict(Seal.objects.values_list("entry", "number"))
    found = 0
    while found < 6:
        wanted, value = chance.choice(rows)
        number = {"entry": numbers.get(wanted), "seal": wanted}.get(table, MANY)
        changed = turn(value, chance)
        # A number that is taken, or for PostgreSQL no text, no moment or no JSON: it is refused.
        with suppress(DatabaseError), turned(table, key, column, wanted, changed):
            if connection.vendor == "postgresql" and read(table, key, column) == rows:
                continue  # it keeps values, and this is another way to write the same
            assert verify(after=max(number - 2, 0)), (wanted, value, changed)
            found += 1


def test_a_turned_bit_is_found_from_the_beginning(chain, chance):
    assert verify() is None
    for number in [1, MANY, chance.randrange(2, MANY)]:
        key = Seal.objects.get(number=number).entry
        with turned("entry", "id", "by", key, b"someone"):
            assert verify().number == number
