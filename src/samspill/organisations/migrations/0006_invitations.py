import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('organisations', '0005_clearances'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('programme_manager', 'Programme manager'), ('regional_project_leader', 'Regional project leader'), ('facilitator', 'Facilitator'), ('partner_contact', 'Contact of a partner agency'), ('steering_group', 'Member of the steering group'), ('project_group', 'Member of the project group'), ('administrator', 'Administrator of the organisation'), ('coordinator', 'Coordinator of a public body'), ('leader', 'Leader'), ('subject', 'Subject specialist'), ('procurement', 'Procurement specialist'), ('supplier', 'Supplier'), ('editor', 'Editor'), ('event_host', 'Event host'), ('funder', 'Funder'), ('auditor', 'Auditor'), ('operator', 'Operator')], max_length=30)),
                ('address', models.EmailField(max_length=254)),
                ('address_key', models.CharField(max_length=64)),
                ('language', models.CharField(choices=[('nb', 'Norsk bokmål'), ('nn', 'Norsk nynorsk'), ('sv', 'Svenska'), ('da', 'Dansk'), ('fi', 'Suomi'), ('en', 'English')], max_length=2)),
                ('to_on', models.DateField(blank=True, null=True)),
                ('invited_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='InvitationLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='invitation',
            name='invited_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='invitationlink',
            name='invitation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='organisations.invitation'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), fields=('organisation', 'kind', 'address_key'), name='invitation_open_once'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None), _connector='OR'), name='invitation_answered_once'),
        ),
    ]
