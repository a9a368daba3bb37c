"""The same house on either database, made once and copied for each test."""

import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest

from samspill.outbox.tests.post_office import open_post_office
from tests.kills.house import House, Nursery, database, empty_house, migrate, spoken_to


@pytest.fixture
def folder():
    """Give a folder in memory, where there is one: a busy disk is not what is tested here."""
    with folder_in_memory() as folder:
        yield folder


@contextmanager
def folder_in_memory():
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory):
    return empty_house(tmp_path_factory)


@pytest.fixture(scope="session")
def empty_postgres(postgres_url, tmp_path_factory):
    """Give the address of a server that has an empty house to copy."""
    execute(postgres_url, "DROP DATABASE IF EXISTS kills_empty")
    execute(postgres_url, "CREATE DATABASE kills_empty")
    migrate(tmp_path_factory.mktemp("postgres"), address(postgres_url, "kills_empty"))
    return postgres_url


def execute(url, statement):
    import psycopg  # noqa: PLC0415 - an extra, needed on PostgreSQL only

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def address(url, name):
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@contextmanager
def copy_of_postgres(url, name):
    execute(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    execute(url, f"CREATE DATABASE {name} TEMPLATE kills_empty")
    try:
        yield address(url, name)
    finally:
        execute(url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def nursery(tmp_path_factory):
    nursery = Nursery(tmp_path_factory.mktemp("nursery"))
    yield nursery
    nursery.close()


@pytest.fixture
def office():
    with open_post_office() as office:
        yield office


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request, folder, office, nursery, django_db_blocker):
    """Give a house whose database this process reads too."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            shutil.copy(request.getfixturevalue("empty_sqlite"), folder / "samspill.sqlite3")
            url = ""
        else:
            server = request.getfixturevalue("empty_postgres")
            url = stack.enter_context(copy_of_postgres(server, "kills_house"))
        stack.enter_context(django_db_blocker.unblock())
        theirs = database(folder, url)
        stack.enter_context(spoken_to(theirs))
        house = House(folder, theirs, nursery=nursery, smtp_port=office.port)
        stack.callback(house.close)
        yield house


#: Where the point is made by either database.
on_sqlite = pytest.mark.parametrize("house", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("house", ["postgresql"], indirect=True)
