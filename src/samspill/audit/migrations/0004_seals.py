from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_without_triggers")]

    operations = [
        migrations.CreateModel(
            name="Unsealed",
            fields=[
                ("entry", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.PositiveBigIntegerField(unique=True)),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("signature", models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "commitment",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("entry", models.PositiveBigIntegerField(db_index=True)),
                ("of", models.CharField(db_index=True, max_length=120)),
                ("name", models.CharField(max_length=80)),
                ("salt", models.CharField(max_length=32)),
                ("value", models.TextField()),
            ],
        ),
        migrations.AddField(
            model_name="entry",
            name="organisation",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="entry",
            name="role",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AddField(
            model_name="entry",
            name="commitments",
            field=models.JSONField(default=dict),
        ),
    ]
