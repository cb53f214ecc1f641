"""The question to a notifying organisation, and the dates and words of the criteria of the police."""

import datetime

import django.db.models.deletion
import uuid
from django.db import migrations, models


START, STRICTER = datetime.date(2012, 1, 1), datetime.date(2016, 1, 1)
INVESTIGATION = "Er is ambtshalve een opsporingsonderzoek naar mensenhandel gestart dat een MRO waard is"
SLIGHTEST = "De geringste aanwijzing van mensenhandel"


def give_history(apps, schema_editor):
    """The five criteria of the police are the stricter ones of 2016; before, the slightest indication was
    enough. What registrars changed since stays as they made it."""
    rows = apps.get_model("register", "NotificationCriterion").objects.using(schema_editor.connection.alias)
    police = rows.filter(organisation_kind="police", organisation=None)
    first = police.filter(valid_from=START)
    first.filter(code="investigation").update(label=INVESTIGATION)
    if first.update(valid_from=STRICTER):
        rows.create(
            code="slightest_indication", organisation_kind="police", label=SLIGHTEST, statutory=True,
            valid_from=START, valid_until=STRICTER,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0002_special_services'),
        ('register', '0003_special_services'),
        ('signals', '0003_wish'),
    ]

    operations = [
        migrations.CreateModel(
            name='CriterionQuestion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('function', models.CharField(choices=[('reporter', 'Signaleerder'), ('ambassador', 'Ambassadeur'), ('contact_officer', 'Aandachtsfunctionaris'), ('chain_director', 'Ketenregisseur'), ('care_coordinator', 'Zorgcoördinator'), ('tmm', 'Politieteam mensenhandel (TMM)'), ('nla', 'Arbeidsinspectie (NLA)'), ('kmar', 'Marechaussee (KMar)'), ('safe_home', 'Veilig Thuis'), ('duty_officer', 'Piketdienst'), ('registrar', 'Registrator CoMensha'), ('fallback_desk', 'Landelijk vangnet'), ('shelter_manager', 'Opvangmanager'), ('researcher', 'Onderzoeker'), ('data_protection_officer', 'Functionaris gegevensbescherming'), ('administrator', 'Beheerder')], max_length=30)),
                ('because', models.CharField(max_length=200)),
                ('due_on', models.DateField()),
                ('created_at', models.DateTimeField()),
                ('reminded_on', models.DateField(null=True)),
                ('answer', models.CharField(blank=True, choices=[('met', 'Ja, aan een criterium is voldaan'), ('not_met', 'Nee, nu niet'), ('lapsed', 'Vervallen: de betrokkene wil geen opsporing')], max_length=10)),
                ('criterion', models.CharField(blank=True, max_length=40)),
                ('met_on', models.DateField(null=True)),
                ('reason', models.CharField(blank=True, choices=[('no_consent', 'De betrokkene geeft geen toestemming'), ('consent_asked', 'Toestemming is gevraagd'), ('identity_unknown', 'Er is te weinig bekend over de persoon'), ('no_indication', 'Er is geen aanwijzing voor mensenhandel'), ('other_reports', 'Een andere organisatie meldt'), ('criterion_met', 'Er is aan een criterium voldaan'), ('criterion_not_met', 'Er is nog aan geen criterium voldaan')], max_length=20)),
                ('answered_by', models.UUIDField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('signal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='signals.signal')),
                ('victim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criterion_questions', to='register.presumedvictim')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['organisation', 'due_on'], name='open_question')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('organisation', 'victim'), name='one_open_question_per_victim'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answer', 'met'), ('answered_at__isnull', False), ('met_on__isnull', False), models.Q(('criterion', ''), _negated=True)), models.Q(('answer', 'not_met'), ('answered_at__isnull', False), models.Q(('reason', ''), _negated=True)), models.Q(('answer', 'lapsed'), ('answered_at__isnull', False)), _connector='OR'), name='an_answer_says_which_or_why')],
            },
        ),
        migrations.RunPython(give_history, migrations.RunPython.noop),
    ]
