"""Search looks at the newest signals first: a common word is found there, a rare one through the index of words."""

from django.db import migrations, models

from zicht.foundation.access import rows

DAY = """
ALTER TABLE signals_searchentry NO FORCE ROW LEVEL SECURITY;
ALTER TABLE signals_signal NO FORCE ROW LEVEL SECURITY;
DROP INDEX search_words;
UPDATE signals_searchentry e SET received_on = s.received_on FROM signals_signal s WHERE s.id = e.signal_id;
CREATE INDEX search_words ON signals_searchentry USING gin (organisation_id, tokens);
ALTER TABLE signals_signal FORCE ROW LEVEL SECURITY;
ALTER TABLE signals_searchentry FORCE ROW LEVEL SECURITY;
"""
SEEN = rows.seen_by_grant("e.signal_id", rows.FULL)
SEARCH = f"""
CREATE OR REPLACE FUNCTION sec.search_signals(wanted bigint[], most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own uuid := sec.org();
    found uuid[];
BEGIN
    found := ARRAY(
        SELECT e.signal_id FROM (SELECT * FROM signals_searchentry WHERE organisation_id = own
            ORDER BY received_on DESC, signal_id LIMIT 200 * most) e
        WHERE e.tokens @> wanted AND {SEEN} ORDER BY e.received_on DESC, e.signal_id LIMIT most);
    IF cardinality(found) < most THEN
        found := ARRAY(
            SELECT e.signal_id FROM signals_searchentry e WHERE e.organisation_id = own AND e.tokens @> wanted AND {SEEN}
            ORDER BY e.received_on DESC, e.signal_id LIMIT most);
    END IF;
    RETURN QUERY SELECT unnest(found);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("signals", "0003_own_words")]
    operations = [
        migrations.AddField("searchentry", "received_on", models.DateField(null=True)),
        migrations.RunSQL(DAY, migrations.RunSQL.noop),
        migrations.AddIndex(
            "searchentry",
            models.Index("organisation_id", models.F("received_on").desc(), "signal", name="newest_words"),
        ),
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
    ]
