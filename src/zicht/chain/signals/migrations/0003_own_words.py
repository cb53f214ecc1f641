"""The search entries of an organisation show themselves only to who sees the signal in full, as the search itself does."""

from django.db import migrations

from zicht.foundation.access import rows

WORDS = f"""
DROP POLICY app_read ON signals_searchentry;
CREATE POLICY app_read ON signals_searchentry FOR SELECT TO {rows.APP}
    USING (organisation_id = (SELECT sec.org()) AND {rows.seen_by_grant("signals_searchentry.signal_id", rows.FULL)});
"""


class Migration(migrations.Migration):
    dependencies = [("signals", "0002_rows"), ("sharing", "0003_own_and_timely")]
    operations = [migrations.RunSQL(WORDS, migrations.RunSQL.noop)]
