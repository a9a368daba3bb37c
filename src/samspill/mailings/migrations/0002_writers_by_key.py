from django.db import migrations


def refer(apps, _schema_editor):
    """Refer to who wrote an update by a key, as the audit trail knows it; a name cannot be erased."""
    updates = apps.get_model("mailings", "Update").objects
    entries = apps.get_model("audit", "Entry").objects.filter(
        what__in=["mailings.update_drafted", "mailings.update_revised"], by__startswith="person:"
    )
    for subject, by in entries.order_by("pk").values_list("subject", "by"):
        updates.filter(pk=subject.rpartition(":")[2]).update(written_by=by)


class Migration(migrations.Migration):
    dependencies = [
        ("mailings", "0001_initial"),
        ("audit", "0001_initial"),
    ]

    operations = [migrations.RunPython(refer, migrations.RunPython.noop)]
