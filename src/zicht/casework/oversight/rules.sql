-- Who sees what of oversight; a conflict of interest ends sight in PostgreSQL; the log for the officer;
-- the grant of each event.

{{ case_table oversight_accessquestion }};
{{ forward oversight_accessquestion: asked_at, asked_by }};
{{ forward oversight_accessquestion: closed_at, closed_by, outcome }};
GRANT SELECT, INSERT ON oversight_accessquestion TO zicht_app;
CREATE POLICY app_read ON oversight_accessquestion FOR SELECT TO zicht_app
    USING ((account_id = (SELECT sec.person()) AND asked_at IS NOT NULL)
        OR (organisation_id = (SELECT sec.org())
        AND 'data_protection_officer' = ANY ((SELECT sec.functions())::text[])));
CREATE POLICY app_add ON oversight_accessquestion FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org())
        AND 'data_protection_officer' = ANY ((SELECT sec.functions())::text[])
        AND asked_by = (SELECT sec.person()));
GRANT UPDATE (text, asked_at, asked_by, closed_at, closed_by,
    outcome) ON oversight_accessquestion TO zicht_app;
CREATE POLICY app_change ON oversight_accessquestion FOR UPDATE TO zicht_app
    USING (organisation_id = (SELECT sec.org())
        AND 'data_protection_officer' = ANY ((SELECT sec.functions())::text[]))
    WITH CHECK (organisation_id = (SELECT sec.org())
        AND 'data_protection_officer' = ANY ((SELECT sec.functions())::text[]));

{{ case_table oversight_accessanswer }};
{{ final oversight_accessanswer }};
GRANT SELECT, INSERT ON oversight_accessanswer TO zicht_app;
CREATE POLICY app_read ON oversight_accessanswer FOR SELECT TO zicht_app
    USING (EXISTS (SELECT 1 FROM oversight_accessquestion q WHERE q.id = question_id));
CREATE POLICY app_add ON oversight_accessanswer FOR INSERT TO zicht_app
    WITH CHECK (account_id = (SELECT sec.person()) AND EXISTS (SELECT 1 FROM oversight_accessquestion q
        WHERE q.id = question_id AND q.account_id = (SELECT sec.person()) AND q.asked_at IS NOT NULL
            AND q.closed_at IS NULL));

{{ case_table oversight_conflictofinterest }};
{{ forward oversight_conflictofinterest: ended_at, ended_by }};
{{ lasting oversight_conflictofinterest: account_id, subject_id, declared_at }};
GRANT SELECT, INSERT ON oversight_conflictofinterest TO zicht_app;
CREATE POLICY app_read ON oversight_conflictofinterest FOR SELECT TO zicht_app
    USING (account_id = (SELECT sec.person()) OR (organisation_id = (SELECT sec.org())
        AND 'data_protection_officer' = ANY ((SELECT sec.functions())::text[])));
CREATE POLICY app_add ON oversight_conflictofinterest FOR INSERT TO zicht_app
    WITH CHECK (account_id = (SELECT sec.person()) AND organisation_id = (SELECT sec.org())
        AND {{ seen oversight_conflictofinterest.subject_id hit }});
GRANT UPDATE (ended_at, ended_by) ON oversight_conflictofinterest TO zicht_app;
CREATE POLICY app_change ON oversight_conflictofinterest FOR UPDATE TO zicht_app
    USING (organisation_id = (SELECT sec.org())
        AND 'data_protection_officer' = ANY ((SELECT sec.functions())::text[]))
    WITH CHECK (organisation_id = (SELECT sec.org())
        AND 'data_protection_officer' = ANY ((SELECT sec.functions())::text[]));

{{ case_table oversight_honeytoken }};
{{ final oversight_honeytoken }};
GRANT SELECT, INSERT ON oversight_honeytoken TO zicht_app;
CREATE POLICY app_read ON oversight_honeytoken FOR SELECT TO zicht_app
    USING (organisation_id = (SELECT sec.org())
        AND 'data_protection_officer' = ANY ((SELECT sec.functions())::text[]));
CREATE POLICY app_add ON oversight_honeytoken FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org())
        AND 'data_protection_officer' = ANY ((SELECT sec.functions())::text[])
        AND placed_by = (SELECT sec.person()));

-- The subjects in which the acting person declared an interest.
CREATE FUNCTION sec.my_conflicts() RETURNS uuid[]
LANGUAGE sql STABLE {{ guarded: app, worker }} AS $$
    SELECT coalesce(array_agg(subject_id), '{}') FROM oversight_conflictofinterest
    WHERE account_id = sec.person() AND ended_at IS NULL
$$;

-- Row-level security of every case table looks at `sharing_grant`, under that table's own policies: what
-- is taken away here is taken away everywhere, at once. Functions of the guard look past policies; the
-- macros `mine` and `seen` ask there.
CREATE POLICY no_conflict ON sharing_grant AS RESTRICTIVE FOR SELECT TO zicht_app
    USING (subject_id <> ALL ((SELECT sec.my_conflicts())::uuid[]));

-- Signals that were laid out to see who opens them count in no figure.
GRANT SELECT (signal_id) ON oversight_honeytoken TO zicht_figures;
CREATE POLICY figures_read ON oversight_honeytoken FOR SELECT TO zicht_figures
    USING (true);
CREATE POLICY figures_leave_out ON signals_signal AS RESTRICTIVE FOR SELECT TO zicht_figures
    USING (id NOT IN (SELECT signal_id FROM oversight_honeytoken));

-- Each event on a signal or person names the grant on which it rested (NEN 7513: participant object
-- permission policy set).
CREATE FUNCTION sec.add_grant_to_event() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    resting sharing_grant;
BEGIN
    SELECT * INTO resting FROM sharing_grant g
    WHERE g.subject_id = NEW.object_id::uuid AND g.organisation_id = NEW.organisation_id
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
CREATE TRIGGER rests_on BEFORE INSERT ON audit_auditevent
    FOR EACH ROW WHEN (NEW.object_kind IN ('signal', 'victim') AND length(NEW.object_id) = 36
        AND NEW.person_id <> '00000000-0000-0000-0000-000000000000')
    EXECUTE FUNCTION sec.add_grant_to_event();

CREATE FUNCTION sec.log_objects(subject uuid) RETURNS text[]
LANGUAGE plpgsql STABLE {{ guarded: app }} AS $$
BEGIN
    -- Only the officer of an organisation that has, or had, this subject in hand accounts for it; not with an
    -- interest of their own.
    IF NOT ('data_protection_officer' = ANY (sec.functions())) OR subject = ANY (sec.my_conflicts())
        OR NOT EXISTS (
            SELECT 1 FROM sharing_grant g WHERE g.subject_id = subject AND g.organisation_id = sec.org()) THEN
        RETURN '{}'::text[];
    END IF;
    RETURN ARRAY(SELECT subject::text
        UNION SELECT n.id::text FROM register_notification n WHERE n.victim_id = subject
        UNION SELECT l.signal_id::text FROM register_victimsignal l WHERE l.victim_id = subject);
END $$;

CREATE FUNCTION sec.log_subject(wanted text) RETURNS TABLE (kind text, id uuid)
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT found.kind, found.id FROM (
        SELECT 'signal' AS kind, s.id FROM signals_signal s WHERE s.reference = wanted
        UNION ALL SELECT 'victim', v.id FROM register_presumedvictim v WHERE v.reference = wanted) found
    WHERE cardinality(sec.log_objects(found.id)) > 0
$$;

-- The log for the officer: of one subject, or of the own organisation and of colleagues who act for
-- nobody. Who acted elsewhere stays unnamed. Events about a subject with a declared interest are left out.
CREATE FUNCTION sec.search_log(wanted jsonb, before_id bigint, most integer)
    RETURNS TABLE (id bigint, at timestamptz, action varchar, kind varchar, outcome varchar,
    organisation_id uuid, person_id uuid, functions varchar, purpose varchar, channel varchar,
    object_kind varchar, object_id varchar, basis varchar, grant_id uuid)
LANGUAGE plpgsql STABLE {{ guarded: app }} AS $$
#variable_conflict use_column
DECLARE
    objects text[];
    me uuid := sec.org();
    nobody uuid := '00000000-0000-0000-0000-000000000000'::uuid;
    conflicts text[] := sec.my_conflicts()::text[];
BEGIN
    IF NOT ('data_protection_officer' = ANY (sec.functions())) THEN
        RAISE EXCEPTION 'the log is for the data-protection officer' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF wanted->>'subject' IS NOT NULL THEN
        objects := sec.log_objects((wanted->>'subject')::uuid);
        RETURN QUERY SELECT x.id, x.at, x.action, x.kind, x.outcome, x.organisation_id,
            CASE WHEN x.organisation_id IN (me, nobody) THEN x.person_id END,
            x.functions, x.purpose, x.channel, x.object_kind, x.object_id, x.basis, x.grant_id
        FROM (
            SELECT e.* FROM audit_auditevent e
            WHERE e.object_id = ANY (objects)
            AND (before_id IS NULL OR e.id < before_id) AND e.object_id <> ALL (conflicts)
            AND (wanted->>'event' IS NULL OR e.id = (wanted->>'event')::bigint)
            AND (wanted->>'person' IS NULL OR (e.person_id = (wanted->>'person')::uuid
                AND e.organisation_id IN (me, nobody)))
            AND (wanted->>'organisation' IS NULL OR e.organisation_id = (wanted->>'organisation')::uuid)
            AND (wanted->>'kind' IS NULL OR e.kind = wanted->>'kind')
            AND (wanted->>'action' IS NULL OR e.action = wanted->>'action')
            AND (wanted->>'since' IS NULL OR e.at >= (wanted->>'since')::timestamptz)
            AND (wanted->>'until' IS NULL OR e.at < (wanted->>'until')::timestamptz)
            ORDER BY e.id DESC LIMIT most
        ) x ORDER BY x.id DESC LIMIT most;
    ELSE
        RETURN QUERY SELECT x.id, x.at, x.action, x.kind, x.outcome, x.organisation_id,
            CASE WHEN x.organisation_id IN (me, nobody) THEN x.person_id END,
            x.functions, x.purpose, x.channel, x.object_kind, x.object_id, x.basis, x.grant_id
        FROM ((
            SELECT e.* FROM audit_auditevent e
            WHERE e.organisation_id = me
            AND (before_id IS NULL OR e.id < before_id) AND e.object_id <> ALL (conflicts)
            AND (wanted->>'event' IS NULL OR e.id = (wanted->>'event')::bigint)
            AND (wanted->>'person' IS NULL OR (e.person_id = (wanted->>'person')::uuid
                AND e.organisation_id IN (me, nobody)))
            AND (wanted->>'organisation' IS NULL OR e.organisation_id = (wanted->>'organisation')::uuid)
            AND (wanted->>'kind' IS NULL OR e.kind = wanted->>'kind')
            AND (wanted->>'action' IS NULL OR e.action = wanted->>'action')
            AND (wanted->>'since' IS NULL OR e.at >= (wanted->>'since')::timestamptz)
            AND (wanted->>'until' IS NULL OR e.at < (wanted->>'until')::timestamptz)
            ORDER BY e.id DESC LIMIT most
        ) UNION ALL (
            SELECT e.* FROM audit_auditevent e
            WHERE e.organisation_id = nobody AND e.person_id IN (
                SELECT account_id FROM organisations_functionassignment WHERE organisation_id = me)
            AND (before_id IS NULL OR e.id < before_id) AND e.object_id <> ALL (conflicts)
            AND (wanted->>'event' IS NULL OR e.id = (wanted->>'event')::bigint)
            AND (wanted->>'person' IS NULL OR (e.person_id = (wanted->>'person')::uuid
                AND e.organisation_id IN (me, nobody)))
            AND (wanted->>'organisation' IS NULL OR e.organisation_id = (wanted->>'organisation')::uuid)
            AND (wanted->>'kind' IS NULL OR e.kind = wanted->>'kind')
            AND (wanted->>'action' IS NULL OR e.action = wanted->>'action')
            AND (wanted->>'since' IS NULL OR e.at >= (wanted->>'since')::timestamptz)
            AND (wanted->>'until' IS NULL OR e.at < (wanted->>'until')::timestamptz)
            ORDER BY e.id DESC LIMIT most
        )) x ORDER BY x.id DESC LIMIT most;
    END IF;
END $$;

CREATE FUNCTION sec.log_shared_with(subject uuid)
    RETURNS TABLE (organisation_id uuid, function varchar, level smallint, basis varchar, purpose varchar,
    granted_on date, until timestamptz, ended_at timestamptz)
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT g.organisation_id, g.function, g.level, g.basis, g.purpose, g.granted_on, g.until, g.ended_at
        FROM sharing_grant g
    WHERE g.subject_id::text = ANY (sec.log_objects(subject)) ORDER BY g.granted_on, g.organisation_id
$$;

CREATE FUNCTION sec.reads_between(since timestamptz, before timestamptz)
    RETURNS TABLE (person_id uuid, organisation_id uuid, functions varchar, action varchar,
    object_kind varchar, object_id varchar, at timestamptz)
LANGUAGE sql STABLE {{ guarded: worker }} AS $$
    SELECT e.person_id, e.organisation_id, e.functions, e.action, e.object_kind, e.object_id, e.at
        FROM audit_auditevent e
    WHERE e.at >= since AND e.at < before AND e.kind = 'R' AND length(e.object_id) = 36 AND e.channel = 'work'
        AND e.person_id <> '00000000-0000-0000-0000-000000000000'
$$;

-- What belongs to nobody, in every form in which it can be asked for. An officer places it; who asks for it
-- is a question at once, for the officer of that person's organisation.
CREATE FUNCTION sec.place_decoy(p_group uuid, p_digests bytea[], p_inner bytea) RETURNS void
LANGUAGE plpgsql {{ guarded: app }} AS $$
BEGIN
    IF NOT coalesce('data_protection_officer' = ANY (sec.functions()), false) THEN
        RAISE EXCEPTION 'a data-protection officer places decoys' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO asking_decoy (digest, "group", organisation_id, placed_by, placed_at)
    SELECT DISTINCT d.digest, p_group, sec.org(), sec.person(), now()
    FROM unnest(p_digests || sec.pseudonym(p_inner)) AS d (digest)
    ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION sec.ask_about_decoy() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    INSERT INTO oversight_accessquestion (id, organisation_id, account_id, kind, day, object_kind, count,
        found_at, outcome)
    VALUES (gen_random_uuid(), NEW.organisation_id, NEW.person_id, 'decoy', NEW.day, '', 1, now(), '')
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER ask_about_decoy AFTER INSERT ON asking_alarm
    FOR EACH ROW WHEN (NEW.kind = 'decoy') EXECUTE FUNCTION sec.ask_about_decoy();
