"""Who merges, splits and sets the threshold: the registrar of CoMensha. Who sees the person sees that it was merged.

The registrar reads every regrouping, because a group must be known whole; a row holds ids only.
"""

from django.db import migrations

from zicht.foundation.access import rows

ACT, PERSON, SETTING, RUN = (
    "register_regrouping", "register_regroupedperson", "register_linkagesetting", "register_linkagerun",
)
REGISTRAR = "'registrar' = ANY ((SELECT sec.functions())::text[])"
MINE = "organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())"
SEEN = f"({REGISTRAR} OR {rows.seen_by_grant(f'{PERSON}.victim_id', rows.FULL)})"

ROWS = (
    rows.force(PERSON)
    + rows.readable(PERSON, SEEN)
    + rows.addable(PERSON, REGISTRAR)
    + rows.insert_only(PERSON)
    + rows.force(ACT)
    + rows.readable(ACT, f"{REGISTRAR} OR EXISTS (SELECT 1 FROM {PERSON} p WHERE p.regrouping_id = {ACT}.id)")
    + rows.addable(ACT, f"{REGISTRAR} AND {MINE}")
    + rows.insert_only(ACT)
    + rows.force(SETTING)
    + rows.readable(SETTING, REGISTRAR)
    + rows.addable(SETTING, f"{REGISTRAR} AND {MINE}")
    + rows.insert_only(SETTING)
    + rows.force(RUN)
    + rows.readable(RUN, REGISTRAR)
    + rows.insert_only(RUN)
    + rows.sequences()
)
# The figures count a merged person once; the role that builds them reads which rows count as whom, and when.
FIGURES = f"""
GRANT SELECT (id, regrouping_id, victim_id, after) ON {PERSON} TO {rows.FIGURES};
CREATE POLICY figures_read ON {PERSON} FOR SELECT TO {rows.FIGURES} USING (true);
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0009_regrouping"), ("figures", "0002_rights")]
    operations = [migrations.RunSQL(ROWS + FIGURES, migrations.RunSQL.noop)]
