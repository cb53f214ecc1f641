"""Counting a year as it was known at a moment: over every row, so by the guard, for registrars and jobs only."""

from django.db import migrations

from zicht.foundation.access import rows

EDITION = "register_edition"
REGISTRAR = "'registrar' = ANY ((SELECT sec.functions())::text[])"
ALLOWED = f"(session_user = '{rows.WORKER}' OR ({REGISTRAR}))"

ROWS = rows.force(EDITION) + rows.readable(EDITION, REGISTRAR) + rows.insert_only(EDITION) + rows.sequences()

AS_KNOWN = f"""
CREATE FUNCTION sec.year_as_known(wanted int, moment timestamptz) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH said AS MATERIALIZED (
        SELECT n.victim_id, n.notifier, n.notified_on, n.forms FROM register_notification n
        WHERE n.filed_at <= moment AND {ALLOWED}
            AND NOT EXISTS (SELECT 1 FROM register_notification newer WHERE newer.corrects_id = n.id AND newer.filed_at <= moment)
    ), head AS MATERIALIZED (
        SELECT DISTINCT ON (p.victim_id) p.victim_id, p.after FROM register_regroupedperson p
        JOIN register_regrouping r ON r.id = p.regrouping_id WHERE r.at <= moment ORDER BY p.victim_id, p.id DESC
    ), counted AS MATERIALIZED (
        SELECT coalesce(head.after, said.victim_id) AS person, notifier, notified_on, forms
        FROM said LEFT JOIN head ON head.victim_id = said.victim_id
    ), of_year AS MATERIALIZED (
        SELECT person, notifier, forms FROM counted WHERE extract(year FROM notified_on) = wanted
    ), first AS (
        SELECT person, extract(year FROM min(notified_on)) AS year FROM counted GROUP BY 1
    ), person AS MATERIALIZED (
        SELECT DISTINCT o.person, first.year = wanted AS first_time FROM of_year o JOIN first ON first.person = o.person
    ), known AS MATERIALIZED (
        SELECT p.person, CASE WHEN was.id IS NULL THEN v.sex ELSE was.sex END AS sex,
            CASE WHEN was.id IS NULL THEN v.nationalities ELSE was.nationalities END AS nationalities
        FROM person p JOIN register_presumedvictim v ON v.id = p.person
        LEFT JOIN LATERAL (SELECT x.id, x.sex, x.nationalities FROM register_victimversion x
            WHERE x.victim_id = v.id AND x.replaced_at > moment ORDER BY x.version LIMIT 1) was ON true
    ), form AS (
        SELECT DISTINCT person, unnest(forms) AS form FROM of_year
    ), told AS (
        SELECT person, form FROM form WHERE form <> 'unknown'
            OR NOT EXISTS (SELECT 1 FROM form other WHERE other.person = form.person AND other.form <> 'unknown')
    )
    SELECT jsonb_build_object(
        'persons', (SELECT count(*) FROM person),
        'notifications', (SELECT count(*) FROM of_year),
        'first_time', (SELECT count(*) FROM person WHERE first_time),
        'repeated', (SELECT count(*) FROM person WHERE NOT first_time),
        'by_notifier', (SELECT coalesce(jsonb_object_agg(notifier, n), '{{}}') FROM (SELECT notifier, count(*) AS n FROM of_year GROUP BY 1) x),
        'by_form', (SELECT coalesce(jsonb_object_agg(form, n), '{{}}') FROM (SELECT form, count(*) AS n FROM told GROUP BY 1) x),
        'by_sex', (SELECT coalesce(jsonb_object_agg(sex, n), '{{}}') FROM (SELECT sex, count(*) AS n FROM known GROUP BY 1) x),
        'by_nationality', (SELECT coalesce(jsonb_object_agg(land, n), '{{}}') FROM (
            SELECT coalesce(nationalities[1], 'unknown') AS land, count(*) AS n FROM known GROUP BY 1) x))
$$;
"""

CHANGES = f"""
CREATE FUNCTION sec.changes_of_year(wanted int, since timestamptz, moment timestamptz) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH touched AS MATERIALIZED (
        SELECT n.victim_id, n.filed_at, n.corrects_id FROM register_notification n
        WHERE extract(year FROM n.notified_on) = wanted AND n.filed_at <= moment AND {ALLOWED}
    )
    SELECT jsonb_build_object(
        'late', (SELECT count(*) FROM touched WHERE filed_at > since AND corrects_id IS NULL),
        'corrections', (SELECT count(*) FROM touched WHERE filed_at > since AND corrects_id IS NOT NULL),
        'regroupings', (SELECT count(DISTINCT r.id) FROM register_regrouping r JOIN register_regroupedperson p ON p.regrouping_id = r.id
            WHERE r.at > since AND r.at <= moment AND (p.victim_id IN (SELECT victim_id FROM touched)
                OR p.after IN (SELECT victim_id FROM touched) OR p.before IN (SELECT victim_id FROM touched))),
        'completions', (SELECT count(*) FROM register_victimversion x JOIN register_presumedvictim v ON v.id = x.victim_id
            WHERE x.replaced_at > since AND x.replaced_at <= moment AND x.victim_id IN (SELECT victim_id FROM touched)))
$$;
"""
OPEN = rows.guarded_function("sec.year_as_known(int, timestamptz)", rows.APP, rows.WORKER) + rows.guarded_function(
    "sec.changes_of_year(int, timestamptz, timestamptz)", rows.APP, rows.WORKER
)


class Migration(migrations.Migration):
    dependencies = [("register", "0011_editions")]
    operations = [migrations.RunSQL(ROWS + AS_KNOWN + CHANGES + OPEN, migrations.RunSQL.noop)]
