"""Give the auditors there are a last day, a year from now, before every auditor must have one."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone


def give(apps, _editor):
    today = timezone.localdate()
    auditors = apps.get_model("organisations", "Role").objects.filter(kind="auditor")
    auditors.filter(from_on=None).update(from_on=today)
    auditors.filter(to_on=None).update(to_on=today + timedelta(days=365))


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_roles_that_wait")]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
