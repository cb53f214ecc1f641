"""Turns are seen by their own person only, answers by nobody who is signed in."""

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from zicht.casework.survey.vocabulary import Hindrance, Passed, Seen, Sight

TURN, ANSWER = "survey_surveyturn", "survey_surveyanswer"
RIGHTS = f"""
ALTER TABLE {TURN} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {TURN} FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON {TURN} TO zicht_app;
CREATE POLICY own_read ON {TURN} FOR SELECT TO zicht_app USING (account_id = (SELECT sec.person()));
CREATE POLICY own_add ON {TURN} FOR INSERT TO zicht_app WITH CHECK (account_id = (SELECT sec.person()));
ALTER TABLE {ANSWER} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {ANSWER} FORCE ROW LEVEL SECURITY;
GRANT INSERT ON {ANSWER} TO zicht_app;
GRANT SELECT ON {ANSWER} TO zicht_figures;
CREATE POLICY app_add ON {ANSWER} FOR INSERT TO zicht_app WITH CHECK ((SELECT sec.person()) IS NOT NULL);
CREATE POLICY figures_read ON {ANSWER} FOR SELECT TO zicht_figures USING (true);
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {ANSWER} FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO zicht_app;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("access", "0001_security")]
    operations = [
        migrations.CreateModel(
            name="SurveyTurn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account_id", models.UUIDField()),
                ("year", models.SmallIntegerField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("account_id", "year"), name="one_turn_a_year")]},
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("year", models.SmallIntegerField()),
                ("seen", models.CharField(choices=Seen.choices, max_length=10)),
                ("passed", models.CharField(choices=Passed.choices, max_length=10)),
                (
                    "hindrances",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(choices=Hindrance.choices, max_length=10), default=list, size=None
                    ),
                ),
                ("sight", models.CharField(choices=Sight.choices, max_length=10)),
            ],
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
