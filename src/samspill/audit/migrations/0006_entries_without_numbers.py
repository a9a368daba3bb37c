from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_keep_what_is_chained")]

    operations = [
        migrations.RemoveIndex(model_name="entry", name="audit_entry_of_subject"),
        migrations.RemoveField(model_name="entry", name="number"),
        migrations.RemoveField(model_name="entry", name="digest"),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["subject", "id"], name="audit_entry_about"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["by", "id"], name="audit_entry_by"),
        ),
    ]
