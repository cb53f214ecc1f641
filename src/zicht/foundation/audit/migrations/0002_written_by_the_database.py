"""The acts that can be recorded, and numbers of events that nobody chooses."""

from django.db import migrations

FORWARD = """
CREATE TABLE sec.action (
    name text PRIMARY KEY,
    kind char(1) NOT NULL,
    oversight boolean NOT NULL
);
ALTER TABLE audit_auditevent ALTER COLUMN id SET GENERATED ALWAYS;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("access", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]
