"""Make a database ready: tables as the code wants them, and the stories told in it."""

from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def missing_migrations() -> int:
    """Count the migrations that have not been applied.

    :raises django.db.DatabaseError: the database cannot be reached.
    """
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Bring the tables up to date, quickly where they are."""
    if missing_migrations():
        call_command("migrate", interactive=False, verbosity=0)


def load_stories() -> None:
    """Load the stories that come with the code, where they have changed since."""
    if files := sorted((settings.ROOT / "stories").glob("*.yaml")):
        call_command("load_stories", *map(str, files), only_new=True, stdout=StringIO())
