"""Who finds likely persons, and who reads pairs and judgements: only with full sight of both persons."""

from django.db import migrations

from zicht.foundation.access import rows

KEY, JUDGED, PAIR = "register_blockingkey", "register_matchjudgement", "register_matchcandidate"
REGISTRAR = "'registrar' = ANY ((SELECT sec.functions())::text[])"


def both_seen(table: str) -> str:
    return f"{rows.seen_by_grant(f'{table}.left_id', rows.FULL)} AND {rows.seen_by_grant(f'{table}.right_id', rows.FULL)}"


SEEN = rows.seen_by_grant(f"{KEY}.victim_id", rows.FULL)
ROWS = (
    rows.force(KEY)
    + rows.readable(KEY, SEEN)
    + rows.addable(KEY, SEEN)
    + rows.insert_only(KEY)
    + rows.force(JUDGED)
    + rows.readable(JUDGED, both_seen(JUDGED))
    + rows.addable(
        JUDGED, f"organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person()) AND {both_seen(JUDGED)}"
    )
    + rows.insert_only(JUDGED)
    + rows.force(PAIR)
    + rows.readable(PAIR, f"{REGISTRAR} AND {both_seen(PAIR)}")
    + rows.changeable(PAIR, "state", f"{REGISTRAR} AND {both_seen(PAIR)}")
    + rows.sequences()
)

# The keys say nothing by themselves; who is found but not seen becomes one row without an id: a hit without content (SH4).
LIKELY = f"""
CREATE FUNCTION sec.likely_persons(wanted bigint[], exact bytea[], per_key int, most int, other uuid)
RETURNS TABLE (victim_id uuid, shared int) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH found AS (
        SELECT k.victim_id, count(*)::int AS shared FROM unnest(wanted) AS w (digest)
        CROSS JOIN LATERAL (SELECT b.victim_id FROM register_blockingkey b WHERE b.digest = w.digest LIMIT per_key) k
        WHERE k.victim_id IS DISTINCT FROM other AND sec.org() IS NOT NULL GROUP BY 1
        UNION ALL
        SELECT k.victim_id, 100 FROM register_identitykey k
        WHERE k.digest = ANY (exact) AND k.victim_id IS DISTINCT FROM other AND sec.org() IS NOT NULL
    ), told AS (
        SELECT found.victim_id, max(found.shared)::int AS shared, {rows.seen_by_grant("found.victim_id", rows.FULL)} AS seen
        FROM found GROUP BY 1
    )
    (SELECT told.victim_id, told.shared FROM told WHERE told.seen ORDER BY told.shared DESC, told.victim_id LIMIT most)
    UNION ALL SELECT NULL, max(told.shared) FROM told WHERE NOT told.seen HAVING count(*) > 0
$$;
DROP FUNCTION sec.identity_elsewhere(bytea[]);
""" + rows.guarded_function("sec.likely_persons(bigint[], bytea[], int, int, uuid)", rows.APP)


class Migration(migrations.Migration):
    dependencies = [("register", "0007_likeness")]
    operations = [migrations.RunSQL(ROWS + LIKELY, migrations.RunSQL.noop)]
