"""Who sees what of a table: members only, and of an item only with a grant on its signal; what the database itself refuses."""

from django.db import migrations

from zicht.foundation.access import rows

# Owned by the guard: a policy on seats that reads seats would read itself.
MEMBERS = """
CREATE FUNCTION sec.sits_at(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM tables_tableseat s WHERE s.table_id = wanted AND s.organisation_id = sec.org()
        AND s.function = ANY (sec.functions()))
$$;
CREATE FUNCTION sec.keeps_table(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM tables_table t WHERE t.id = wanted AND t.organisation_id = sec.org())
        AND 'chain_director' = ANY (sec.functions())
$$;
CREATE FUNCTION sec.table_of_meeting(wanted uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT table_id FROM tables_meeting WHERE id = wanted
$$;
CREATE FUNCTION sec.table_of_item(wanted uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT table_id FROM tables_agendaitem WHERE id = wanted
$$;
""" + "".join(
    rows.guarded_function(f"sec.{name}(uuid)", rows.APP) for name in ("sits_at", "keeps_table", "table_of_meeting", "table_of_item")
)

MINE = "organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())"


def member(table: str, extra: str = "") -> str:
    return f"sec.sits_at({table}){extra}"


def of_item(table: str, level: int | str = rows.CORE) -> str:
    """At the table, and with a running grant on the signal."""
    return f"sec.sits_at(sec.table_of_item({table}.item_id)) AND {rows.seen_by_grant(f'{table}.signal_id', level)}"


ITEM = f"sec.sits_at(tables_agendaitem.table_id) AND {rows.seen_by_grant('tables_agendaitem.signal_id', rows.CORE)}"
ITEM_FULL = f"sec.sits_at(tables_agendaitem.table_id) AND {rows.seen_by_grant('tables_agendaitem.signal_id', rows.FULL)}"
KEEPS_MEETING = "sec.keeps_table(sec.table_of_meeting({}))"

ROWS = (
    rows.force("tables_table")
    + rows.readable("tables_table", "organisation_id = (SELECT sec.org()) OR sec.sits_at(id)")
    + rows.addable("tables_table", "organisation_id = (SELECT sec.org()) AND 'chain_director' = ANY ((SELECT sec.functions())::text[])")
    + rows.changeable("tables_table", "name, weeks, rules", "sec.keeps_table(id)")
    + rows.force("tables_tableseat")
    + rows.readable("tables_tableseat", "sec.sits_at(table_id) OR sec.keeps_table(table_id)")
    + rows.addable("tables_tableseat", "sec.keeps_table(table_id)")
    + rows.insert_only("tables_tableseat")
    + rows.force("tables_meeting")
    + rows.readable("tables_meeting", "sec.sits_at(table_id)")
    + rows.addable("tables_meeting", "sec.keeps_table(table_id)")
    + rows.changeable("tables_meeting", "starts_at, place, state, confirmed_at, confirmed_by", "sec.keeps_table(table_id)")
    + rows.force("tables_presence")
    + rows.readable("tables_presence", "sec.sits_at(sec.table_of_meeting(meeting_id))")
    + rows.addable("tables_presence", "(organisation_id = (SELECT sec.org()) AND account_id = (SELECT sec.person()) AND sec.sits_at(sec.table_of_meeting(meeting_id)))")
    + rows.insert_only("tables_presence")
    + rows.force("tables_agendaitem")
    + rows.readable("tables_agendaitem", ITEM)
    + rows.addable("tables_agendaitem", f"placed_by = (SELECT sec.person()) AND state <> 'closed' AND {ITEM_FULL}")
    + rows.changeable("tables_agendaitem", "state, version, victim_presumed, lead, lead_reason, next_look_on, closed_at", ITEM)
    + rows.force("tables_meetingitem")
    + rows.readable("tables_meetingitem", of_item("tables_meetingitem"))
    + rows.addable("tables_meetingitem", f"{of_item('tables_meetingitem', rows.FULL)} AND sec.table_of_item(item_id) = sec.table_of_meeting(meeting_id)")
    + rows.changeable("tables_meetingitem", "position", KEEPS_MEETING.format("meeting_id"))
    + rows.force("tables_itemtext")
    + rows.readable("tables_itemtext", of_item("tables_itemtext", "tables_itemtext.level"))
    + rows.addable("tables_itemtext", f"{MINE} AND (owner_id IS NULL OR owner_id = (SELECT sec.org())) AND {of_item('tables_itemtext', 'tables_itemtext.level')}")
    + rows.insert_only("tables_itemtext")
    + rows.force("tables_itemaction")
    + rows.readable("tables_itemaction", of_item("tables_itemaction"))
    + rows.addable("tables_itemaction", f"{MINE} AND {of_item('tables_itemaction')}")
    + rows.changeable("tables_itemaction", "done_at, done_by", f"owner_id = (SELECT sec.org()) AND {of_item('tables_itemaction')}")
    + rows.force("tables_itemdraft")
    + rows.readable("tables_itemdraft", of_item("tables_itemdraft", rows.FULL))
    + rows.addable("tables_itemdraft", of_item("tables_itemdraft", rows.FULL))
    + rows.changeable("tables_itemdraft", "state, refusal", of_item("tables_itemdraft", rows.FULL))
    + "".join(
        f"CREATE TRIGGER never_deleted BEFORE DELETE ON tables_{name} FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();\n"
        for name in ("table", "meeting", "agendaitem", "meetingitem", "itemaction", "itemdraft")
    )
    + rows.sequences()
)

# No meeting without an agreement that counts on its day and for talking together.
BASIS = """
CREATE FUNCTION sec.check_basis() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM tables_table t JOIN agreements_agreement a ON a.id = t.agreement_id
        WHERE t.id = NEW.table_id AND a.state = 'in_force' AND a.starts_on <= (now() AT TIME ZONE 'Europe/Amsterdam')::date
            AND (a.ends_on IS NULL OR a.ends_on >= (now() AT TIME ZONE 'Europe/Amsterdam')::date) AND 'consultation' = ANY (a.purposes)
    ) THEN
        RAISE EXCEPTION 'a meeting needs an agreement in force' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION sec.check_basis() OWNER TO zicht_guard;
CREATE TRIGGER check_basis BEFORE INSERT ON tables_meeting FOR EACH ROW EXECUTE FUNCTION sec.check_basis();
CREATE TRIGGER check_basis_start BEFORE UPDATE OF state ON tables_meeting FOR EACH ROW
    WHEN (NEW.state = 'running' AND OLD.state <> 'running') EXECUTE FUNCTION sec.check_basis();
"""

# TB2: for each presumed victim it is said who reports, or why not (yet) and when that is looked at again. Owned by the guard, at
# the commit: whatever the role, and whatever it can see.
WHO_REPORTS = """
CREATE FUNCTION sec.said_who_reports(d register_registrationdecision) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN d.decision IN ('reported', 'will_report') THEN d.reporting_organisation_id IS NOT NULL
        ELSE d.review_on IS NOT NULL END AND (d.decision <> 'will_report' OR d.review_on IS NOT NULL)
$$;

CREATE FUNCTION sec.open_victims(wanted uuid) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*)::integer FROM (SELECT vs.victim_id FROM register_victimsignal vs WHERE vs.signal_id = wanted) v
    WHERE NOT coalesce((
        SELECT sec.said_who_reports(d) FROM register_registrationdecision d
        WHERE d.signal_id = wanted AND (d.victim_id = v.victim_id OR d.victim_id IS NULL) ORDER BY d.at DESC LIMIT 1), false)
$$;

CREATE FUNCTION sec.check_who_reports() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    now_item tables_agendaitem;
BEGIN
    SELECT * INTO now_item FROM tables_agendaitem WHERE id = NEW.id;
    IF now_item.state <> 'closed' THEN
        RETURN NULL;
    END IF;
    IF sec.open_victims(now_item.signal_id) > 0 THEN
        RAISE EXCEPTION 'item % has a presumed victim without a decision who reports', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF now_item.victim_presumed IS NOT TRUE AND EXISTS (SELECT 1 FROM register_victimsignal WHERE signal_id = now_item.signal_id) THEN
        RAISE EXCEPTION 'item % says there is no presumed victim, but one is registered', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF now_item.victim_presumed AND NOT EXISTS (SELECT 1 FROM register_victimsignal WHERE signal_id = now_item.signal_id)
        AND NOT coalesce((SELECT sec.said_who_reports(d) FROM register_registrationdecision d
                          WHERE d.signal_id = now_item.signal_id ORDER BY d.at DESC LIMIT 1), false) THEN
        RAISE EXCEPTION 'item % has a presumed victim without a decision who reports', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION sec.check_who_reports() OWNER TO zicht_guard;
GRANT EXECUTE ON FUNCTION sec.said_who_reports(register_registrationdecision) TO zicht_guard;
CREATE CONSTRAINT TRIGGER who_reports AFTER INSERT OR UPDATE ON tables_agendaitem DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'closed') EXECUTE FUNCTION sec.check_who_reports();

-- What is closed stays closed; the signal can come to the table again as a new item.
CREATE FUNCTION sec.keep_closed_item() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a closed item does not change' USING ERRCODE = 'restrict_violation';
END $$;
GRANT EXECUTE ON FUNCTION sec.keep_closed_item() TO PUBLIC;
CREATE TRIGGER keep_closed BEFORE UPDATE ON tables_agendaitem FOR EACH ROW WHEN (OLD.state = 'closed') EXECUTE FUNCTION sec.keep_closed_item();
""" + rows.guarded_function("sec.open_victims(uuid)", rows.APP, rows.GUARD)

# The facts of every open signal that the acting person sees, for the agenda of one of the own tables: one look at the grants.
FACTS = """
CREATE FUNCTION sec.agenda_facts(wanted uuid) RETURNS TABLE (signal_id uuid, reference text, form text, municipality text, received_on date,
    acute boolean, last_step_at timestamptz, undecided integer, returned_at timestamptz, action_due_on date, look_on date, linked boolean,
    item_id uuid, item_state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH mine AS MATERIALIZED (
        SELECT DISTINCT g.subject_id FROM sharing_grant g
        WHERE g.organisation_id = (SELECT sec.org()) AND g.subject_kind = 'signal' AND g.level >= 2 AND g.ended_at IS NULL
            AND (g.until IS NULL OR g.until > now()) AND (g.function IS NULL OR g.function = ANY ((SELECT sec.functions())::text[]))
            AND (g.account_id IS NULL OR g.account_id = (SELECT sec.person())) AND sec.sits_at(wanted)
            AND g.subject_id <> ALL ((SELECT sec.my_conflicts())::uuid[])
    ), running AS MATERIALIZED (
        SELECT s.* FROM mine m JOIN signals_signal s ON s.id = m.subject_id JOIN custody_custody c ON c.signal_id = s.id AND c.state = 'open'
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
    ), elsewhere AS (
        SELECT l.one AS signal_id FROM (SELECT signal_id AS one, other_id AS two FROM signals_signallink UNION SELECT other_id, signal_id FROM signals_signallink) l
        JOIN tables_agendaitem i ON i.signal_id = l.two AND i.table_id <> wanted AND i.state <> 'closed' GROUP BY l.one
    )
    SELECT s.id, s.reference, s.form, m.short_name, s.received_on, s.acute, greatest(held.at, seen.at, judged.at, replied.at, said.at),
        coalesce(victims.open, 0), replied.returned, doing.due_on,
        least(i.next_look_on, CASE WHEN decided.decision = 'not_yet' THEN decided.review_on END),
        elsewhere.signal_id IS NOT NULL, i.id, i.state
    FROM running s LEFT JOIN organisations_municipality m ON m.code = s.municipality_id
    LEFT JOIN held ON held.signal_id = s.id LEFT JOIN seen ON seen.signal_id = s.id LEFT JOIN judged ON judged.signal_id = s.id
    LEFT JOIN replied ON replied.signal_id = s.id LEFT JOIN said ON said.signal_id = s.id LEFT JOIN doing ON doing.signal_id = s.id
    LEFT JOIN victims ON victims.signal_id = s.id LEFT JOIN decided ON decided.signal_id = s.id LEFT JOIN elsewhere ON elsewhere.signal_id = s.id
    LEFT JOIN tables_agendaitem i ON i.signal_id = s.id AND i.table_id = wanted AND i.state <> 'closed'
$$;
""" + rows.guarded_function("sec.agenda_facts(uuid)", rows.APP)

# What everyone who is present may see of a signal: the least of what each organisation at the meeting sees. The projector shows no more.
PROJECTOR = """
CREATE FUNCTION sec.shared_levels(wanted uuid) RETURNS TABLE (item_id uuid, level integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT mi.item_id, coalesce(min(coalesce((
        SELECT max(g.level) FROM sharing_grant g WHERE g.subject_id = mi.signal_id AND g.organisation_id = s.organisation_id AND g.ended_at IS NULL
            AND (g.until IS NULL OR g.until > now()) AND (g.function IS NULL OR g.function = s.function) AND g.account_id IS NULL), 0)), 0)::integer
    FROM tables_meetingitem mi LEFT JOIN tables_presence p ON p.meeting_id = mi.meeting_id LEFT JOIN tables_tableseat s ON s.id = p.seat_id
    WHERE mi.meeting_id = wanted AND sec.sits_at(sec.table_of_meeting(wanted)) GROUP BY mi.item_id
$$;
CREATE FUNCTION sec.projector_texts(wanted uuid) RETURNS SETOF tables_itemtext
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT ON (t.item_id, t.part, t.owner_id) t.* FROM tables_itemtext t JOIN sec.shared_levels(wanted) shared ON shared.item_id = t.item_id
    WHERE t.level <= shared.level ORDER BY t.item_id, t.part, t.owner_id, t.number DESC
$$;
""" + rows.guarded_function("sec.shared_levels(uuid)", rows.APP, rows.GUARD) + rows.guarded_function("sec.projector_texts(uuid)", rows.APP)


class Migration(migrations.Migration):
    dependencies = [
        ("tables", "0001_initial"), ("agreements", "0001_initial"), ("sharing", "0005_end_with_agreement"), ("register", "0005_criteria"),
        ("custody", "0005_sealed_words"), ("signals", "0003_own_words"), ("organisations", "0002_rights"),
        ("oversight", "0002_rows"),
    ]
    operations = [migrations.RunSQL(MEMBERS + ROWS + BASIS + WHO_REPORTS + FACTS + PROJECTOR, migrations.RunSQL.noop)]
