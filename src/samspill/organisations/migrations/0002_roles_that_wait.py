import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('organisations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='role',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='role',
            name='given_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='role',
            name='is_waiting',
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name='role',
            name='kind',
            field=models.CharField(choices=[('programme_manager', 'Programme manager'), ('regional_project_leader', 'Regional project leader'), ('facilitator', 'Facilitator'), ('partner_contact', 'Contact of a partner agency'), ('steering_group', 'Member of the steering group'), ('project_group', 'Member of the project group'), ('administrator', 'Administrator of the organisation'), ('coordinator', 'Coordinator of a public body'), ('leader', 'Leader'), ('subject', 'Subject specialist'), ('procurement', 'Procurement specialist'), ('supplier', 'Supplier'), ('editor', 'Editor'), ('event_host', 'Event host'), ('funder', 'Funder'), ('auditor', 'Auditor'), ('operator', 'Operator')], max_length=30),
        ),
    ]
