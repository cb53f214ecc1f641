"""Running grants by agreement, and those on persons, newest first.

The own persons are found from the grants: without this a small organisation reads the whole register.
"""

from django.db import migrations

RUNNING = """
CREATE INDEX running_grants_of_agreement ON sharing_grant (agreement_id)
    WHERE ended_at IS NULL AND agreement_id IS NOT NULL;
CREATE INDEX recent_victim_grants ON sharing_grant (organisation_id, granted_on DESC, subject_id)
    WHERE ended_at IS NULL AND subject_kind = 'victim';
"""


class Migration(migrations.Migration):
    dependencies = [("sharing", "0001_initial")]
    operations = [migrations.RunSQL(RUNNING, "DROP INDEX running_grants_of_agreement, recent_victim_grants;")]
