from django.db import migrations

from samspill.core.email_addresses import key_of


def mark(apps, _schema_editor):
    """Mark the letters of visitors that were handed on before: answers lead to who wrote them."""
    letters = apps.get_model("outbox", "Letter").objects
    for letter in letters.filter(kind="organisations.enquiry", about_key="").order_by("pk"):
        if address := letter.headers.get("Reply-To"):
            letters.filter(pk=letter.pk).update(about_key=key_of(address))


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_letters_about_somebody")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
