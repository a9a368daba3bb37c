"""Let the tables of the audit trail be rebuilt; 0007 guards them all again."""

from importlib import import_module

from django.db import migrations

before = import_module("samspill.audit.migrations.0002_append_only")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [migrations.RunPython(before.unseal, before.seal, elidable=False)]
