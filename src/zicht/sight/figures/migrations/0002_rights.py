"""The figures role reads coded columns only: no identity, no free text, no files."""

from django.db import migrations

READABLE = {
    "register_presumedvictim": "id, registered_on, sex, birth_year, nationalities, country_of_origin",
    "register_notification": "id, victim_id, organisation_id, notifier, notified_on, forms, sector, municipality_id, corrects_id",
}
RIGHTS = "".join(
    f"GRANT SELECT ({columns}) ON {table} TO zicht_figures;\n"
    f"CREATE POLICY figures_read ON {table} FOR SELECT TO zicht_figures USING (true);\n"
    for table, columns in READABLE.items()
) + """
GRANT SELECT, INSERT, DELETE ON figures_notificationfact TO zicht_figures;
GRANT SELECT ON figures_notificationfact TO zicht_app, zicht_worker, zicht_intake;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zicht_figures;
"""


class Migration(migrations.Migration):
    dependencies = [("figures", "0001_initial"), ("register", "0002_rows")]
    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
