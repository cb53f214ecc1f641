"""The figures role reads the coded columns of custody only."""

from django.db import migrations

READABLE = {
    "signals_signal": "id, received_on, form, channel, reporter_kind, acute, municipality_id",
    "custody_custody": "signal_id, state",
    "custody_holding": "signal_id, organisation_id, role, started_at, due_at, taken_up_at, ended_at",
    "custody_assessment": "signal_id, opinion",
    "custody_handover": "id, signal_id",
    "custody_handoverreply": "handover_id, answer",
    "custody_closure": "signal_id, outcome, at",
    "feedback_feedback": "signal_id, recipient, stage",
    "register_registrationdecision": "signal_id",
    "register_victimsignal": "victim_id, signal_id",
}
RIGHTS = "".join(
    f"GRANT SELECT ({columns}) ON {table} TO zicht_figures;\n"
    f"CREATE POLICY figures_read ON {table} FOR SELECT TO zicht_figures USING (true);\n"
    for table, columns in READABLE.items()
) + """
GRANT SELECT, INSERT, DELETE ON funnel_signalfact TO zicht_figures;
GRANT SELECT ON funnel_signalfact TO zicht_app, zicht_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zicht_figures;
"""


class Migration(migrations.Migration):
    dependencies = [("funnel", "0001_initial"), ("figures", "0002_rights"), ("custody", "0002_rows"), ("feedback", "0002_rows")]
    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
