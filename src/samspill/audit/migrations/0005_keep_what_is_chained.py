"""Keep number and digest of every entry that is chained already, and make the row of the head."""

from django.db import migrations

FORWARDS = "INSERT INTO audit_seal (number, entry, digest) SELECT number, id, digest FROM audit_entry"


def make_head(apps, schema_editor):
    apps.get_model("audit", "Head").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_seals")]

    operations = [
        migrations.RunSQL(FORWARDS, migrations.RunSQL.noop),
        migrations.RunPython(make_head, migrations.RunPython.noop),
    ]
