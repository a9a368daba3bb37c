"""Let the database itself refuse to change or to shorten any table of the audit trail.

Personal values alone can be deleted, so that people can be forgotten.
"""

from django.db import migrations

CHANGED = "The audit trail is never changed."
SHORTENED = "The audit trail is never shortened."
EVIDENCE = ["audit_entry", "audit_seal", "audit_checkpoint"]
ERASABLE = ["audit_disclosure"]


def guard_sqlite():
    for table in [*EVIDENCE, *ERASABLE]:
        yield (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{CHANGED}'); END"
        )
    for table in EVIDENCE:
        yield (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{SHORTENED}'); END"
        )


def unguard_sqlite():
    for table in [*EVIDENCE, *ERASABLE]:
        yield f"DROP TRIGGER IF EXISTS {table}_no_update"
        yield f"DROP TRIGGER IF EXISTS {table}_no_delete"


def guard_postgresql():
    yield (
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{CHANGED}'; END $$"
    )
    for table in [*EVIDENCE, *ERASABLE]:
        deeds = "UPDATE OR DELETE" if table in EVIDENCE else "UPDATE"
        yield (
            f"CREATE TRIGGER {table}_no_change BEFORE {deeds} ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
        )
        yield (
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
        )


def unguard_postgresql():
    for table in [*EVIDENCE, *ERASABLE]:
        yield f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}"
        yield f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"
    yield "DROP FUNCTION IF EXISTS audit_refuse()"


GUARD = {"sqlite": guard_sqlite, "postgresql": guard_postgresql}
UNGUARD = {"sqlite": unguard_sqlite, "postgresql": unguard_postgresql}


def execute(statements, connection):
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]():
            cursor.execute(statement)


def guard(apps, schema_editor):
    execute(GUARD, schema_editor.connection)


def unguard(apps, schema_editor):
    execute(UNGUARD, schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_entries_without_numbers")]

    operations = [migrations.RunPython(guard, unguard, elidable=False)]
