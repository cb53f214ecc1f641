"""The facts of the agenda tell who promised to report before which day and did not yet, and when they were reminded (TB2).

Only to who sees the signal in full, or for the own organisation: as the policy on duties.
"""

from django.db import migrations

from zicht.foundation.access import rows

FACTS = """
DROP FUNCTION sec.agenda_facts(uuid);
CREATE FUNCTION sec.agenda_facts(wanted uuid) RETURNS TABLE (signal_id uuid, reference text, form text, municipality text, received_on date,
    acute boolean, last_step_at timestamptz, undecided integer, returned_at timestamptz, action_due_on date, look_on date, linked boolean,
    item_id uuid, item_state text, promised_on date, promised_by text, reminded_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH mine AS MATERIALIZED (
        SELECT g.subject_id, max(g.level) AS seen FROM sharing_grant g
        WHERE g.organisation_id = (SELECT sec.org()) AND g.subject_kind = 'signal' AND g.level >= 2 AND g.ended_at IS NULL
            AND (g.until IS NULL OR g.until > now()) AND (g.function IS NULL OR g.function = ANY ((SELECT sec.functions())::text[]))
            AND (g.account_id IS NULL OR g.account_id = (SELECT sec.person())) AND sec.sits_at(wanted)
            AND g.subject_id <> ALL ((SELECT sec.my_conflicts())::uuid[])
        GROUP BY g.subject_id
    ), running AS MATERIALIZED (
        SELECT s.*, m.seen FROM mine m JOIN signals_signal s ON s.id = m.subject_id JOIN custody_custody c ON c.signal_id = s.id AND c.state = 'open'
    ), held AS (
        SELECT h.signal_id, max(greatest(h.started_at, h.taken_up_at, h.ended_at)) AS at FROM custody_holding h
        WHERE h.signal_id IN (SELECT id FROM running) GROUP BY h.signal_id
    ), seen AS (
        SELECT o.signal_id, max(o.at) AS at FROM signals_observation o WHERE o.signal_id IN (SELECT id FROM running) GROUP BY o.signal_id
    ), judged AS (
        SELECT a.signal_id, max(a.at) AS at FROM custody_assessment a WHERE a.signal_id IN (SELECT id FROM running) GROUP BY a.signal_id
    ), replied AS (
        SELECT r.signal_id, max(r.answered_at) AS at, max(r.answered_at) FILTER (WHERE r.answer = 'returned') AS returned
        FROM custody_handoverreply r WHERE r.signal_id IN (SELECT id FROM running) GROUP BY r.signal_id
    ), said AS (
        SELECT t.signal_id, max(t.at) AS at FROM tables_itemtext t WHERE t.signal_id IN (SELECT id FROM running) GROUP BY t.signal_id
    ), doing AS (
        SELECT a.signal_id, min(a.due_on) AS due_on FROM tables_itemaction a
        WHERE a.done_at IS NULL AND a.signal_id IN (SELECT id FROM running) AND a.item_id IN (SELECT id FROM tables_agendaitem WHERE table_id = wanted)
        GROUP BY a.signal_id
    ), victims AS (
        SELECT v.signal_id, sec.open_victims(v.signal_id) AS open FROM register_victimsignal v
        WHERE v.signal_id IN (SELECT id FROM running) GROUP BY v.signal_id
    ), decided AS (
        SELECT DISTINCT ON (d.signal_id) d.signal_id, d.decision, d.review_on FROM register_registrationdecision d
        WHERE d.signal_id IN (SELECT id FROM running) ORDER BY d.signal_id, d.at DESC
    ), promised AS (
        SELECT DISTINCT ON (b.signal_id) b.signal_id, b.due_on, o.name, b.reminded_on FROM register_obligation b
        JOIN organisations_organisation o ON o.id = b.organisation_id
        JOIN running r ON r.id = b.signal_id AND (r.seen >= 3 OR b.organisation_id = (SELECT sec.org()))
        WHERE b.fulfilled_on IS NULL ORDER BY b.signal_id, b.due_on
    ), elsewhere AS (
        SELECT l.one AS signal_id FROM (SELECT signal_id AS one, other_id AS two FROM signals_signallink UNION SELECT other_id, signal_id FROM signals_signallink) l
        JOIN tables_agendaitem i ON i.signal_id = l.two AND i.table_id <> wanted AND i.state <> 'closed' GROUP BY l.one
    )
    SELECT s.id, s.reference, s.form, m.short_name, s.received_on, s.acute, greatest(held.at, seen.at, judged.at, replied.at, said.at),
        coalesce(victims.open, 0), replied.returned, doing.due_on,
        least(i.next_look_on, CASE WHEN decided.decision = 'not_yet' THEN decided.review_on END),
        elsewhere.signal_id IS NOT NULL, i.id, i.state, promised.due_on, promised.name, promised.reminded_on
    FROM running s LEFT JOIN organisations_municipality m ON m.code = s.municipality_id
    LEFT JOIN held ON held.signal_id = s.id LEFT JOIN seen ON seen.signal_id = s.id LEFT JOIN judged ON judged.signal_id = s.id
    LEFT JOIN replied ON replied.signal_id = s.id LEFT JOIN said ON said.signal_id = s.id LEFT JOIN doing ON doing.signal_id = s.id
    LEFT JOIN victims ON victims.signal_id = s.id LEFT JOIN decided ON decided.signal_id = s.id LEFT JOIN elsewhere ON elsewhere.signal_id = s.id
    LEFT JOIN promised ON promised.signal_id = s.id
    LEFT JOIN tables_agendaitem i ON i.signal_id = s.id AND i.table_id = wanted AND i.state <> 'closed'
$$;
""" + rows.guarded_function("sec.agenda_facts(uuid)", rows.APP)


class Migration(migrations.Migration):
    dependencies = [("tables", "0002_rows"), ("register", "0014_quality_rows")]
    operations = [migrations.RunSQL(FACTS, migrations.RunSQL.noop)]
