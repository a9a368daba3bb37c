from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('organisations', '0003_auditors_have_a_last_day'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', frozenset(['auditor'])), _negated=True), models.Q(('from_on__isnull', False), ('to_on__isnull', False)), _connector='OR'), name='role_that_reads_all_has_a_last_day'),
        ),
        migrations.AddConstraint(
            model_name='role',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(models.Q(('confirmed_by', models.F('person')), _negated=True), ('given_by', None)), models.Q(models.Q(('confirmed_by', models.F('person')), _negated=True), models.Q(('confirmed_by', models.F('given_by')), _negated=True)), _connector='OR'), name='role_confirmed_by_somebody_else'),
        ),
    ]
