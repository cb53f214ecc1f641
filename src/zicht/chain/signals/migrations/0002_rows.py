from django.db import migrations

from zicht.foundation.access import rows

OWN = "organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())"


def added_by_insiders(table: str) -> str:
    """Rows beside a signal: read with full sight, added in the own name, never changed."""
    full = rows.seen_by_grant(f"{table}.signal_id", rows.FULL)
    return (
        rows.force(table)
        + rows.readable(table, full)
        + rows.addable(table, f"{OWN} AND {full}")
        + rows.insert_only(table)
    )


ROWS = (
    rows.force("signals_signal")
    + rows.readable("signals_signal", rows.seen_by_grant("signals_signal.id", rows.CORE))
    + rows.insert_only("signals_signal")
    + rows.force("signals_signalcontent")
    + rows.readable("signals_signalcontent", rows.seen_by_grant("signals_signalcontent.signal_id", rows.FULL))
    + rows.insert_only("signals_signalcontent")
    + rows.force("signals_attachment")
    + rows.readable("signals_attachment", rows.seen_by_grant("signals_attachment.signal_id", rows.FULL))
    + rows.addable("signals_attachment", rows.seen_by_grant("signals_attachment.signal_id", rows.CORE))
    + rows.insert_only("signals_attachment")
    + added_by_insiders("signals_observation")
    + added_by_insiders("signals_signallink")
    + rows.force("signals_searchentry")
    + rows.readable("signals_searchentry", "organisation_id = (SELECT sec.org())")
    + "GRANT DELETE ON signals_searchentry TO zicht_worker;"
    + "CREATE INDEX search_words ON signals_searchentry USING gin (organisation_id, tokens);"
    + rows.sequences()
)

KEY = (
    rows.force("vault_subjectkey")
    + rows.readable("vault_subjectkey", rows.seen_by_grant("vault_subjectkey.subject_id", rows.FULL))
    + rows.addable("vault_subjectkey", rows.seen_by_grant("vault_subjectkey.subject_id", rows.FULL))
    + "GRANT DELETE ON vault_subjectkey TO zicht_guard;"
)

SEARCH = f"""
CREATE FUNCTION sec.search_signals(wanted bigint[], most integer) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id FROM signals_searchentry e JOIN signals_signal s ON s.id = e.signal_id
    WHERE e.organisation_id = (SELECT sec.org()) AND e.tokens @> wanted AND {rows.seen_by_grant("e.signal_id", rows.FULL)}
    ORDER BY s.received_on DESC, s.id LIMIT most
$$;
""" + rows.guarded_function("sec.search_signals(bigint[], integer)", rows.APP)


class Migration(migrations.Migration):
    dependencies = [("signals", "0001_initial"), ("sharing", "0002_rows"), ("vault", "0001_initial")]
    operations = [migrations.RunSQL(ROWS + KEY + SEARCH, migrations.RunSQL.noop)]
