from django.db import migrations

from zicht.foundation.access import rows

RIGHTS = """
GRANT INSERT ON audit_auditevent TO zicht_app, zicht_worker, zicht_figures, zicht_guard;
GRANT SELECT ON audit_auditevent, audit_auditleaf, audit_auditseal TO zicht_audit, zicht_guard;
GRANT INSERT ON audit_auditleaf, audit_auditseal TO zicht_audit;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO zicht_app, zicht_worker, zicht_figures, zicht_guard, zicht_audit;
""" + "".join(
    f"CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();\n"
    for table in ("audit_auditevent", "audit_auditleaf", "audit_auditseal")
)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("access", "0001_security")]
    operations = [migrations.RunSQL(RIGHTS, migrations.RunSQL.noop)]
