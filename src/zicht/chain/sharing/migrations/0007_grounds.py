"""On what ground may this be shared: one function, asked by the explanation on screen and by the rule on new grants alike.

`sec.sharing_grounds` lists each agreement in force between two organisations for a purpose, with the level it reaches for this
subject, until when, and what is lacking. `sec.may_share` (the rule on grants) accepts a grant under one of those that lacks
nothing. What is known of a subject comes from `sec.subject_facts`, and whether a registration asks for a grant from
`sec.registration_ground`; the register replaces both, because only it knows the persons in a signal.
"""

from django.db import migrations

from zicht.foundation.access import rows

MY_LEVEL = """
CREATE FUNCTION sec.my_level(subject uuid) RETURNS smallint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me uuid := sec.org();
    mine text[] := sec.functions();
    person uuid := sec.person();
BEGIN
    RETURN coalesce((SELECT max(g.level) FROM sharing_grant g WHERE g.subject_id = subject AND g.organisation_id = me
        AND g.ended_at IS NULL AND (g.until IS NULL OR g.until > now())
        AND (g.function IS NULL OR g.function = ANY (mine)) AND (g.account_id IS NULL OR g.account_id = person)), 0);
END $$;
""" + rows.guarded_function("sec.my_level(uuid)", rows.APP, rows.WORKER)

FACTS = """
CREATE FUNCTION sec.subject_facts(of_kind text, subject uuid, OUT minor boolean, OUT acute boolean, OUT police_data boolean,
    OUT no_police boolean, OUT persons uuid[]) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT s.minor IS TRUE, s.acute, coalesce(o.kind IN ('police', 'kmar', 'nla'), false), s.no_police
    INTO minor, acute, police_data, no_police
    FROM signals_signal s LEFT JOIN organisations_organisation o ON o.id = s.source_organisation_id WHERE of_kind = 'signal' AND s.id = subject;
    minor := coalesce(minor, false);
    acute := coalesce(acute, false);
    police_data := coalesce(police_data, false);
    no_police := coalesce(no_police, false);
    persons := CASE of_kind WHEN 'victim' THEN ARRAY[subject] ELSE '{}'::uuid[] END;
END $$;
""" + rows.guarded_function("sec.subject_facts(text, uuid)", rows.WORKER)

REGISTRATION = """
CREATE FUNCTION sec.registration_ground(of_kind text, subject uuid, receiver uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN false;
END $$;
""" + rows.guarded_function("sec.registration_ground(text, uuid, uuid)", rows.WORKER)

# The latest statement counts. For a signal: of each person registered from it, or of "the person in the signal" as long as
# no registered person refused.
CONSENT = """
CREATE FUNCTION sec.latest_consent(wanted uuid, asking uuid, aim text, OUT answer text, OUT until date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.answer, c.until FROM sharing_consent c
    WHERE c.subject_id = wanted AND c.party_id = asking AND c.purpose = aim ORDER BY c.id DESC LIMIT 1
$$;
""" + rows.guarded_function("sec.latest_consent(uuid, uuid, text)", rows.WORKER) + """
CREATE FUNCTION sec.consent_of(subject uuid, persons uuid[], asking uuid, aim text, OUT given boolean, OUT until date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
    own record;
    one record;
    each_gave boolean := cardinality(persons) > 0;
    someone_refused boolean := false;
    first_end date;
BEGIN
    FOR one IN SELECT c.answer, c.until FROM unnest(persons) AS person, sec.latest_consent(person, asking, aim) c LOOP
        each_gave := each_gave AND coalesce(one.answer = 'given' AND (one.until IS NULL OR one.until >= today), false);
        someone_refused := someone_refused OR coalesce(one.answer IN ('refused', 'withdrawn'), false);
        first_end := least(first_end, one.until);
    END LOOP;
    IF each_gave THEN
        given := true;
        until := first_end;
        RETURN;
    END IF;
    SELECT * INTO own FROM sec.latest_consent(subject, asking, aim);
    given := coalesce(own.answer = 'given' AND (own.until IS NULL OR own.until >= today), false) AND NOT someone_refused
        AND NOT subject = ANY (persons);
    until := own.until;
END $$;
""" + rows.guarded_function("sec.consent_of(uuid, uuid[], uuid, text)", rows.WORKER)

GROUNDS = """
CREATE FUNCTION sec.level_of(of_kind text, covered text[], police_data boolean) RETURNS smallint
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN of_kind = 'victim' THEN CASE WHEN covered @> '{victim_identity,narrative}' THEN 3 ELSE 1 END
        WHEN police_data AND NOT covered @> '{criminal}' THEN 1
        WHEN covered @> '{signal_core,narrative,reporter,contact}' THEN 3
        WHEN covered @> '{signal_core}' THEN 2
        ELSE 1 END::smallint
$$;
""" + rows.guarded_function("sec.level_of(text, text[], boolean)", rows.WORKER) + """
CREATE FUNCTION sec.sharing_grounds(of_kind text, subject uuid, giver uuid, receiver uuid, aim text)
RETURNS TABLE (agreement uuid, level smallint, until timestamptz, lacking text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    today date := (now() AT TIME ZONE 'Europe/Amsterdam')::date;
    facts record;
    consent record;
    to_police boolean := (SELECT o.kind IN ('police', 'kmar') FROM organisations_organisation o WHERE o.id = receiver);
BEGIN
    SELECT * INTO facts FROM sec.subject_facts(of_kind, subject);
    SELECT * INTO consent FROM sec.consent_of(subject, facts.persons, receiver, aim);
    RETURN QUERY SELECT a.id,
        least(a.level, sec.level_of(of_kind, a.categories::text[], facts.police_data)),
        least(now() + make_interval(days => a.grant_days),
            ((a.ends_on + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam'),
            CASE WHEN 'consent' = ANY (a.conditions) THEN (consent.until + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam' END),
        array_remove(ARRAY[
            CASE WHEN 'consent' = ANY (a.conditions) AND NOT consent.given THEN 'consent' END,
            CASE WHEN 'minor' = ANY (a.conditions) AND NOT facts.minor THEN 'minor' END,
            CASE WHEN 'acute' = ANY (a.conditions) AND NOT facts.acute THEN 'acute' END,
            CASE WHEN to_police AND facts.no_police AND a.basis NOT IN ('vital_interest', 'statutory_duty', 'consent')
                THEN 'no_police' END], NULL)
    FROM agreements_agreement a
    WHERE a.state = 'in_force' AND a.starts_on <= today AND (a.ends_on IS NULL OR a.ends_on >= today)
        AND a.purposes @> ARRAY[aim]::varchar[] AND giver <> receiver
        AND sec.is_party(a.id, giver::text, true, false) AND sec.is_party(a.id, receiver::text, false, true);
END $$;
""" + rows.guarded_function("sec.sharing_grounds(text, uuid, uuid, uuid, text)", rows.WORKER) + """
CREATE FUNCTION sec.my_sharing_grounds(of_kind text, subject uuid, receiver uuid, aim text)
RETURNS TABLE (agreement uuid, level smallint, until timestamptz, lacking text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine smallint := sec.my_level(subject);
BEGIN
    RETURN QUERY SELECT g.agreement, least(g.level, mine), g.until, g.lacking
    FROM sec.sharing_grounds(of_kind, subject, sec.org(), receiver, aim) g WHERE mine > 0;
END $$;
""" + rows.guarded_function("sec.my_sharing_grounds(text, uuid, uuid, text)", rows.APP)

RULE = """
CREATE FUNCTION sec.may_share(of_kind text, subject uuid, receiver uuid, granted smallint, ground text, aim text, under uuid, ends timestamptz)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM sec.my_sharing_grounds(of_kind, subject, receiver, aim) g JOIN agreements_agreement a ON a.id = g.agreement
        WHERE g.agreement = under AND cardinality(g.lacking) = 0 AND g.level >= granted AND ends <= g.until AND a.basis = ground)
$$;
""" + rows.guarded_function(
    "sec.may_share(text, uuid, uuid, smallint, text, text, uuid, timestamptz)", rows.APP
) + """
-- Without an agreement: inside the own organisation, the preview of an open offer, or what a registration asks for.
CREATE FUNCTION sec.may_give_without_agreement(of_kind text, subject uuid, receiver uuid, their_function text, granted smallint, ground text, aim text)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me uuid := sec.org();
BEGIN
    IF receiver = me THEN
        RETURN true;
    END IF;
    IF ground = 'handover' THEN
        RETURN granted <= 2 AND EXISTS (
            SELECT 1 FROM custody_handover h JOIN custody_holding held ON held.id = h.holding_id
            WHERE h.signal_id = subject AND h.to_organisation_id = receiver AND h.to_function = their_function
                AND held.organisation_id = me AND held.ended_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM custody_handoverreply r WHERE r.handover_id = h.id));
    END IF;
    RETURN aim = 'registration' AND sec.registration_ground(of_kind, subject, receiver);
END $$;
""" + rows.guarded_function(
    "sec.may_give_without_agreement(text, uuid, uuid, text, smallint, text, text)", rows.APP
) + f"""
DROP POLICY app_add ON sharing_grant;
CREATE POLICY app_add ON sharing_grant FOR INSERT TO {rows.APP} WITH CHECK (
    sec.may_grant(subject_id, level, organisation_id) AND (given_by_id IS NULL OR given_by_id = (SELECT sec.org()))
    AND CASE WHEN agreement_id IS NULL
        THEN sec.may_give_without_agreement(subject_kind, subject_id, organisation_id, function, level, basis, purpose)
        ELSE sec.may_share(subject_kind, subject_id, organisation_id, level, basis, purpose, agreement_id, until) END);
"""

# Who sees everything of a subject may know with whom it was shared, and whoever shared it can stop that.
SHARED = """
CREATE FUNCTION sec.shared_with(subject uuid) RETURNS TABLE (id uuid, organisation text, function text, level smallint, basis text,
    purpose text, because text, granted_on date, until timestamptz, ours boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT g.id, o.name, g.function, g.level, g.basis, g.purpose, g.because, g.granted_on, g.until,
        coalesce(g.given_by_id = sec.org(), false)
    FROM sharing_grant g JOIN organisations_organisation o ON o.id = g.organisation_id WHERE g.subject_id = subject AND g.ended_at IS NULL AND (g.until IS NULL OR g.until > now())
        AND sec.my_level(subject) >= 3
$$;
""" + rows.guarded_function("sec.shared_with(uuid)", rows.APP) + """
CREATE FUNCTION sec.recall_grant(wanted uuid, why text) RETURNS uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE sharing_grant g SET ended_at = now(), ended_because = why
    WHERE g.id = wanted AND g.given_by_id = sec.org() AND g.ended_at IS NULL AND sec.my_level(g.subject_id) >= 3
    RETURNING g.subject_id
$$;
""" + rows.guarded_function("sec.recall_grant(uuid, text)", rows.APP)


class Migration(migrations.Migration):
    dependencies = [
        ("sharing", "0006_consent_and_break_glass"),
        ("agreements", "0002_rules"),
        ("signals", "0002_rows"),
        ("custody", "0004_work"),
    ]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (MY_LEVEL, FACTS, REGISTRATION, CONSENT, GROUNDS, RULE, SHARED)
    ]
