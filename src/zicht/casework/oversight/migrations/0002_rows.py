"""Who sees what of oversight; a conflict of interest ends sight in PostgreSQL; the log for the officer; the grant of each event."""

from django.db import migrations

from zicht.foundation.access import rows

OFFICER = "'data_protection_officer' = ANY ((SELECT sec.functions())::text[])"
OF_MINE = f"organisation_id = (SELECT sec.org()) AND {OFFICER}"
ABOUT_ME = "account_id = (SELECT sec.person())"
QUESTION_IS_MINE = f"""EXISTS (SELECT 1 FROM oversight_accessquestion q
    WHERE q.id = question_id AND q.{ABOUT_ME} AND q.asked_at IS NOT NULL AND q.closed_at IS NULL)"""
QUESTION_IS_SEEN = "EXISTS (SELECT 1 FROM oversight_accessquestion q WHERE q.id = question_id)"

ROWS = (
    rows.force("oversight_accessquestion")
    + rows.readable("oversight_accessquestion", f"({ABOUT_ME} AND asked_at IS NOT NULL) OR ({OF_MINE})")
    + rows.addable("oversight_accessquestion", f"{OF_MINE} AND asked_by = (SELECT sec.person())")
    + rows.changeable("oversight_accessquestion", "text, asked_at, asked_by, closed_at, closed_by, outcome", OF_MINE)
    + rows.force("oversight_accessanswer")
    + rows.readable("oversight_accessanswer", QUESTION_IS_SEEN)
    + rows.addable("oversight_accessanswer", f"{ABOUT_ME} AND {QUESTION_IS_MINE}")
    + rows.insert_only("oversight_accessanswer")
    + rows.force("oversight_conflictofinterest")
    + rows.readable("oversight_conflictofinterest", f"{ABOUT_ME} OR ({OF_MINE})")
    + rows.addable(
        "oversight_conflictofinterest",
        f"{ABOUT_ME} AND organisation_id = (SELECT sec.org()) AND "
        + rows.seen_by_grant("oversight_conflictofinterest.subject_id", rows.HIT),
    )
    + rows.changeable("oversight_conflictofinterest", "ended_at, ended_by", OF_MINE)
    + rows.force("oversight_honeytoken")
    + rows.readable("oversight_honeytoken", OF_MINE)
    + rows.addable("oversight_honeytoken", f"{OF_MINE} AND placed_by = (SELECT sec.person())")
    + rows.insert_only("oversight_honeytoken")
    + rows.sequences()
)

# Row-level security of every case table looks at `sharing_grant`, under that table's own policies: what is taken away here is
# taken away everywhere, at once.
CONFLICT = f"""
CREATE FUNCTION sec.my_conflicts() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(subject_id), '{{}}') FROM oversight_conflictofinterest
    WHERE account_id = sec.person() AND ended_at IS NULL
$$;
{rows.guarded_function("sec.my_conflicts()", rows.APP, rows.WORKER)}
CREATE POLICY no_conflict ON sharing_grant AS RESTRICTIVE FOR SELECT TO {rows.APP}
    USING (subject_id <> ALL ((SELECT sec.my_conflicts())::uuid[]));
"""

# Functions of the guard look past policies; each that asks for a grant of the acting person asks for this too.
FUNCTIONS = """
DO $patch$
DECLARE
    found record;
    mine text := '(g.account_id IS NULL OR g.account_id = (SELECT sec.person()))';
BEGIN
    FOR found IN SELECT p.oid, pg_get_functiondef(p.oid) AS source FROM pg_proc p
        WHERE p.pronamespace = 'sec'::regnamespace AND p.prosecdef AND strpos(p.prosrc, mine) > 0
            AND strpos(p.prosrc, 'my_conflicts') = 0 LOOP
        EXECUTE replace(found.source, mine, mine || ' AND g.subject_id <> ALL ((SELECT sec.my_conflicts())::uuid[])');
    END LOOP;
END $patch$;
"""

# What is to be done is counted from the holdings alone, without a look at grants.
WORK = """
DO $patch$
DECLARE
    source text := pg_get_functiondef('sec.my_work()'::regprocedure);
    mine text := 'AND h.ended_at IS NULL';
BEGIN
    IF strpos(source, 'my_conflicts') = 0 THEN
        EXECUTE replace(source, mine, mine || ' AND h.signal_id <> ALL ((SELECT sec.my_conflicts())::uuid[])');
    END IF;
END $patch$;
"""

FIGURES = f"""
GRANT SELECT (signal_id) ON oversight_honeytoken TO {rows.FIGURES};
CREATE POLICY figures_read ON oversight_honeytoken FOR SELECT TO {rows.FIGURES} USING (true);
CREATE POLICY figures_leave_out ON signals_signal AS RESTRICTIVE FOR SELECT TO {rows.FIGURES}
    USING (id NOT IN (SELECT signal_id FROM oversight_honeytoken));
"""

GRANT_OF_EVENT = """
CREATE FUNCTION sec.add_grant_to_event() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    resting sharing_grant;
BEGIN
    SELECT * INTO resting FROM sharing_grant g WHERE g.subject_id = NEW.object_id::uuid AND g.organisation_id = NEW.organisation_id
        AND g.ended_at IS NULL AND (g.until IS NULL OR g.until > now())
        AND (g.function IS NULL OR g.function = ANY (string_to_array(NEW.functions, ',')))
        AND (g.account_id IS NULL OR g.account_id = NEW.person_id)
        ORDER BY g.level DESC, g.id LIMIT 1;
    IF FOUND THEN
        NEW.grant_id := resting.id;
        NEW.purpose := resting.purpose;
        NEW.basis := coalesce(nullif(NEW.basis, ''), resting.basis);
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION sec.add_grant_to_event() OWNER TO zicht_guard;
CREATE TRIGGER rests_on BEFORE INSERT ON audit_auditevent FOR EACH ROW
    WHEN (NEW.object_kind IN ('signal', 'victim') AND length(NEW.object_id) = 36
          AND NEW.person_id <> '00000000-0000-0000-0000-000000000000')
    EXECUTE FUNCTION sec.add_grant_to_event();
"""

MINE = """e.organisation_id = sec.org()"""
COLLEAGUES = """e.organisation_id = '00000000-0000-0000-0000-000000000000'
    AND e.person_id IN (SELECT account_id FROM organisations_functionassignment WHERE organisation_id = sec.org())"""
WANTED = """(before_id IS NULL OR e.id < before_id)
    AND (wanted->>'event' IS NULL OR e.id = (wanted->>'event')::bigint)
    AND (wanted->>'person' IS NULL OR (e.person_id = (wanted->>'person')::uuid
        AND e.organisation_id IN (sec.org(), '00000000-0000-0000-0000-000000000000')))
    AND (wanted->>'organisation' IS NULL OR e.organisation_id = (wanted->>'organisation')::uuid)
    AND (wanted->>'kind' IS NULL OR e.kind = wanted->>'kind')
    AND (wanted->>'action' IS NULL OR e.action = wanted->>'action')
    AND (wanted->>'since' IS NULL OR e.at >= (wanted->>'since')::timestamptz)
    AND (wanted->>'until' IS NULL OR e.at < (wanted->>'until')::timestamptz)"""


def part(condition: str) -> str:
    return f"(SELECT e.* FROM audit_auditevent e WHERE {condition} AND {WANTED} ORDER BY e.id DESC LIMIT most)"


SHOWN = """x.id, x.at, x.action, x.kind, x.outcome, x.organisation_id,
    CASE WHEN x.organisation_id IN (sec.org(), '00000000-0000-0000-0000-000000000000') THEN x.person_id END,
    x.functions, x.purpose, x.channel, x.object_kind, x.object_id, x.basis, x.grant_id"""

LOG = f"""
CREATE FUNCTION sec.log_objects(subject uuid) RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    -- Only the officer of an organisation that has, or had, this subject in hand accounts for it.
    IF NOT ('data_protection_officer' = ANY (sec.functions())) OR NOT EXISTS (
        SELECT 1 FROM sharing_grant g WHERE g.subject_id = subject AND g.organisation_id = sec.org()) THEN
        RETURN '{{}}';
    END IF;
    RETURN array(SELECT subject::text UNION SELECT n.id::text FROM register_notification n WHERE n.victim_id = subject
        UNION SELECT l.signal_id::text FROM register_victimsignal l WHERE l.victim_id = subject);
END $$;

CREATE FUNCTION sec.log_subject(wanted text) RETURNS TABLE (kind text, id uuid) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
    SELECT found.kind, found.id FROM (
        SELECT 'signal' AS kind, s.id FROM signals_signal s WHERE s.reference = wanted
        UNION ALL SELECT 'victim', v.id FROM register_presumedvictim v WHERE v.reference = wanted) found
    WHERE cardinality(sec.log_objects(found.id)) > 0
$$;

CREATE FUNCTION sec.search_log(wanted jsonb, before_id bigint, most integer)
RETURNS TABLE (id bigint, at timestamptz, action varchar, kind varchar, outcome varchar, organisation_id uuid, person_id uuid,
    functions varchar, purpose varchar, channel varchar, object_kind varchar, object_id varchar, basis varchar, grant_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    objects text[];
BEGIN
    IF NOT ('data_protection_officer' = ANY (sec.functions())) THEN
        RAISE EXCEPTION 'the log is for the data-protection officer' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF wanted->>'subject' IS NOT NULL THEN
        objects := sec.log_objects((wanted->>'subject')::uuid);
        RETURN QUERY SELECT {SHOWN} FROM {part("e.object_id = ANY (objects)")} x ORDER BY x.id DESC LIMIT most;
    ELSE
        RETURN QUERY SELECT {SHOWN} FROM ({part(MINE)} UNION ALL {part(COLLEAGUES)}) x ORDER BY x.id DESC LIMIT most;
    END IF;
END $$;

CREATE FUNCTION sec.log_shared_with(subject uuid)
RETURNS TABLE (organisation_id uuid, function varchar, level smallint, basis varchar, purpose varchar, granted_on date,
    until timestamptz, ended_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT g.organisation_id, g.function, g.level, g.basis, g.purpose, g.granted_on, g.until, g.ended_at FROM sharing_grant g
    WHERE g.subject_id::text = ANY (sec.log_objects(subject)) ORDER BY g.granted_on, g.organisation_id
$$;

CREATE FUNCTION sec.reads_between(since timestamptz, before timestamptz)
RETURNS TABLE (person_id uuid, organisation_id uuid, functions varchar, action varchar, object_kind varchar, object_id varchar,
    at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.person_id, e.organisation_id, e.functions, e.action, e.object_kind, e.object_id, e.at FROM audit_auditevent e
    WHERE e.at >= since AND e.at < before AND e.kind = 'R' AND length(e.object_id) = 36 AND e.channel = 'work'
        AND e.person_id <> '00000000-0000-0000-0000-000000000000'
$$;
""" + "".join(
    rows.guarded_function(signature, *roles)
    for signature, roles in {
        "sec.log_objects(uuid)": (rows.APP,),
        "sec.log_subject(text)": (rows.APP,),
        "sec.search_log(jsonb, bigint, integer)": (rows.APP,),
        "sec.log_shared_with(uuid)": (rows.APP,),
        "sec.reads_between(timestamptz, timestamptz)": (rows.WORKER,),
    }.items()
)


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0001_initial"),
        ("audit", "0003_grant"),
        ("custody", "0007_work_of_large_units"),
        ("register", "0014_quality_rows"),
        ("sharing", "0008_consent_and_break_glass_rows"),
        ("signals", "0004_newest_words_first"),
        ("figures", "0002_rights"),
        ("funnel", "0002_rights"),
    ]
    operations = [
        migrations.RunSQL(
            ROWS + CONFLICT + FUNCTIONS + WORK + FIGURES + GRANT_OF_EVENT + LOG, migrations.RunSQL.noop
        )
    ]
