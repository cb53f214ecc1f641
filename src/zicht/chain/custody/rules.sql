-- Who holds a signal, and what no one may do to it: an open signal has a responsible holder with a due
-- time; a closed one an outcome and a word to the reporter.

{{ case_table custody_custody }};
GRANT SELECT ON custody_custody TO zicht_app;
CREATE POLICY app_read ON custody_custody FOR SELECT TO zicht_app
    USING ({{ seen custody_custody.signal_id core }});
GRANT UPDATE (state, version) ON custody_custody TO zicht_app;
CREATE POLICY app_change ON custody_custody FOR UPDATE TO zicht_app
    USING ({{ seen custody_custody.signal_id full }})
    WITH CHECK ({{ seen custody_custody.signal_id full }});

{{ case_table custody_routeevaluation }};
{{ final custody_routeevaluation }};
GRANT SELECT ON custody_routeevaluation TO zicht_app;
CREATE POLICY app_read ON custody_routeevaluation FOR SELECT TO zicht_app
    USING ({{ seen custody_routeevaluation.signal_id core }});

{{ case_table custody_holding }};
{{ forward custody_holding: ended_at, end_reason }};
{{ forward custody_holding: taken_up_at, taken_up_by }};
{{ forward custody_holding: reminded_at }};
{{ lasting custody_holding: signal_id, organisation_id, function, started_at }};
GRANT SELECT, INSERT ON custody_holding TO zicht_app;
CREATE POLICY app_read ON custody_holding FOR SELECT TO zicht_app
    USING ({{ seen custody_holding.signal_id core }});
CREATE POLICY app_add ON custody_holding FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND {{ seen custody_holding.signal_id core }});
GRANT UPDATE (taken_up_at, taken_up_by, due_at, overdue_since, ended_at, end_reason) ON custody_holding
    TO zicht_app;
CREATE POLICY app_change ON custody_holding FOR UPDATE TO zicht_app
    USING ((organisation_id = (SELECT sec.org()) OR EXISTS (SELECT 1 FROM custody_handover h
        JOIN custody_handoverreply r ON r.handover_id = h.id
        WHERE h.holding_id = custody_holding.id AND r.answer = 'accepted'
            AND h.to_organisation_id = (SELECT sec.org()))))
    WITH CHECK ((organisation_id = (SELECT sec.org()) OR EXISTS (SELECT 1 FROM custody_handover h
        JOIN custody_handoverreply r ON r.handover_id = h.id
        WHERE h.holding_id = custody_holding.id AND r.answer = 'accepted'
            AND h.to_organisation_id = (SELECT sec.org()))));

{{ case_table custody_handover }};
{{ final custody_handover }};
GRANT SELECT, INSERT ON custody_handover TO zicht_app;
CREATE POLICY app_read ON custody_handover FOR SELECT TO zicht_app
    USING ({{ seen custody_handover.signal_id core }});
CREATE POLICY app_add ON custody_handover FOR INSERT TO zicht_app
    WITH CHECK (offered_by = (SELECT sec.person()) AND EXISTS (SELECT 1 FROM custody_holding held
        WHERE held.id = holding_id
        AND held.organisation_id = (SELECT sec.org()) AND held.ended_at IS NULL));

{{ case_table custody_handoverreply }};
{{ final custody_handoverreply }};
GRANT SELECT, INSERT ON custody_handoverreply TO zicht_app;
CREATE POLICY app_read ON custody_handoverreply FOR SELECT TO zicht_app
    USING ({{ seen custody_handoverreply.signal_id core }});
CREATE POLICY app_add ON custody_handoverreply FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND answered_by = (SELECT sec.person()) AND EXISTS (
        SELECT 1 FROM custody_handover h JOIN custody_holding held ON held.id = h.holding_id
        WHERE h.id = handover_id AND h.signal_id = custody_handoverreply.signal_id
        AND CASE WHEN answer = 'withdrawn' THEN held.organisation_id
            ELSE h.to_organisation_id END = (SELECT sec.org())));

{{ case_table custody_assessment }};
{{ final custody_assessment }};
GRANT SELECT, INSERT ON custody_assessment TO zicht_app;
CREATE POLICY app_read ON custody_assessment FOR SELECT TO zicht_app
    USING ({{ seen custody_assessment.signal_id full }});
CREATE POLICY app_add ON custody_assessment FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND {{ seen custody_assessment.signal_id full }});

{{ case_table custody_closure }};
{{ final custody_closure }};
GRANT SELECT, INSERT ON custody_closure TO zicht_app;
CREATE POLICY app_read ON custody_closure FOR SELECT TO zicht_app
    USING ({{ seen custody_closure.signal_id core }});
CREATE POLICY app_add ON custody_closure FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND {{ seen custody_closure.signal_id full }});

{{ case_table custody_reopening }};
{{ final custody_reopening }};
GRANT SELECT, INSERT ON custody_reopening TO zicht_app;
CREATE POLICY app_read ON custody_reopening FOR SELECT TO zicht_app
    USING ({{ seen custody_reopening.signal_id core }});
CREATE POLICY app_add ON custody_reopening FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND {{ seen custody_reopening.signal_id full }});

{{ case_table custody_alarmcall }};
{{ final custody_alarmcall }};
GRANT SELECT, INSERT ON custody_alarmcall TO zicht_app;
CREATE POLICY app_read ON custody_alarmcall FOR SELECT TO zicht_app
    USING ({{ seen custody_alarmcall.signal_id core }});
CREATE POLICY app_add ON custody_alarmcall FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND {{ seen custody_alarmcall.signal_id core }});

-- A holding may only end in a way that tells why; ended ones and their task stay as they were.
CREATE FUNCTION sec.keep_ended_holding() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'an ended holding does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.ended_at IS NOT NULL AND NEW.end_reason = '' THEN
        RAISE EXCEPTION 'a holding ends with a reason' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
GRANT EXECUTE ON FUNCTION sec.keep_ended_holding() TO PUBLIC;
CREATE TRIGGER keep_ended BEFORE UPDATE ON custody_holding
    FOR EACH ROW EXECUTE FUNCTION sec.keep_ended_holding();
CREATE TRIGGER never_deleted BEFORE DELETE ON custody_holding
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON custody_custody
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();

-- Owned by the guard, who sees every row: under the table owner's forced row-level security the check
-- would see only what the session may see, and a session that clears its context before commit would slip
-- past it.
CREATE FUNCTION sec.check_custody(wanted uuid) RETURNS void
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    now_state text;
BEGIN
    -- One check at a time per signal: two holders who let go at the same moment would otherwise
    -- each trust the other.
    SELECT state INTO now_state FROM custody_custody WHERE signal_id = wanted FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'signal % has no custody', wanted USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF now_state = 'open' THEN
        IF NOT EXISTS (SELECT 1 FROM custody_holding WHERE signal_id = wanted AND role = 'responsible'
            AND ended_at IS NULL AND due_at IS NOT NULL) THEN
            RAISE EXCEPTION 'open signal % has no responsible holder', wanted
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSE
        IF EXISTS (SELECT 1 FROM custody_holding WHERE signal_id = wanted AND role = 'responsible'
            AND ended_at IS NULL) THEN
            RAISE EXCEPTION 'closed signal % still has a responsible holder', wanted
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM custody_closure WHERE signal_id = wanted AND at >= coalesce(
            (SELECT max(at) FROM custody_reopening WHERE signal_id = wanted), '-infinity')) THEN
            RAISE EXCEPTION 'closed signal % has no outcome', wanted
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM feedback_feedback WHERE signal_id = wanted AND recipient = 'reporter'
            AND stage IN ('done', 'not_done')) THEN
            RAISE EXCEPTION 'closed signal % has no word to the reporter', wanted
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
END $$;

CREATE FUNCTION sec.check_custody_row() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    PERFORM sec.check_custody(NEW.signal_id);
    RETURN NULL;
END $$;

CREATE FUNCTION sec.check_custody_signal() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    PERFORM sec.check_custody(NEW.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER custody_holds AFTER INSERT ON signals_signal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION sec.check_custody_signal();
CREATE CONSTRAINT TRIGGER custody_holds AFTER UPDATE ON custody_custody DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION sec.check_custody_row();
CREATE CONSTRAINT TRIGGER custody_holds AFTER UPDATE ON custody_holding DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION sec.check_custody_row();
CREATE CONSTRAINT TRIGGER custody_holds_new AFTER INSERT ON custody_holding DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.role = 'responsible') EXECUTE FUNCTION sec.check_custody_row();

-- Driven from the grants of the acting organisation, so that a list costs what is shown and not what
-- exists. Only ids come out; the rows themselves are read under row-level security afterwards.
CREATE FUNCTION sec.list_signals(wanted jsonb, before_day date, before_id uuid, most integer)
    RETURNS TABLE (signal_id uuid, grant_id uuid, granted_on date)
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT s.id, g.id, g.granted_on
    FROM sharing_grant g
    JOIN signals_signal s ON s.id = g.subject_id
    JOIN custody_custody c ON c.signal_id = s.id
    WHERE {{ mine g core }} AND g.subject_kind = 'signal'
        AND (before_day IS NULL OR (g.granted_on, g.id) < (before_day, before_id))
        AND (wanted->>'state' IS NULL OR c.state = wanted->>'state')
        AND (wanted->>'form' IS NULL OR s.form = wanted->>'form')
        AND (wanted->>'municipality' IS NULL
            OR coalesce(s.municipality_id, 'unknown') = wanted->>'municipality')
        AND (wanted->>'acute' IS NULL OR s.acute)
        AND (wanted->>'since' IS NULL OR s.received_on >= (wanted->>'since')::date)
        -- Only the newest grant on a signal counts; CASE makes PostgreSQL look for a newer one after
        -- all filters.
        AND CASE WHEN c.state <> '' THEN NOT EXISTS (
            SELECT 1 FROM (SELECT g.* FROM sharing_grant g
                WHERE g.subject_id = s.id AND {{ mine g core }} AND g.subject_kind = 'signal') later
            WHERE (later.granted_on, later.id) > (g.granted_on, g.id)) END
    ORDER BY g.granted_on DESC, g.id DESC LIMIT most
$$;

-- Who looks along does so while the signal is open: that ends with its closure and comes back when it is
-- opened again, by someone at work or by danger that the reporter told of: of that the day alone is kept. So
-- the running holdings are the work of today, however many signals were closed before.
CREATE FUNCTION sec.follow_custody() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    IF NEW.state = 'closed' THEN
        UPDATE custody_holding SET end_reason = 'closed',
            ended_at = (SELECT max(at) FROM custody_closure WHERE signal_id = NEW.signal_id)
        WHERE signal_id = NEW.signal_id AND role = 'informed' AND ended_at IS NULL;
    ELSE
        INSERT INTO custody_holding (id, signal_id, organisation_id, function, role, task, because,
            started_at, escalation, end_reason)
        SELECT DISTINCT ON (organisation_id, function) gen_random_uuid(), signal_id, organisation_id,
            function, role, task, because,
            coalesce((SELECT max(at) FROM custody_reopening WHERE signal_id = NEW.signal_id
                AND at > (SELECT max(at) FROM custody_closure WHERE signal_id = NEW.signal_id)),
                date_trunc('day', now() AT TIME ZONE 'Europe/Amsterdam') AT TIME ZONE 'Europe/Amsterdam'),
            0, ''
        FROM custody_holding WHERE signal_id = NEW.signal_id AND role = 'informed' AND end_reason = 'closed'
        ORDER BY organisation_id, function, ended_at DESC
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER follow_custody AFTER UPDATE OF state ON custody_custody
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION sec.follow_custody();

-- A holding knows whether its signal is acute and without a place, so that the work of a unit with
-- thousands is counted at once. Both follow from the signal, which never changes.
CREATE FUNCTION sec.know_signal() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    SELECT s.acute, s.municipality_id IS NULL INTO NEW.acute, NEW.nowhere
    FROM signals_signal s WHERE s.id = NEW.signal_id;
    RETURN NEW;
END $$;
CREATE TRIGGER know_signal BEFORE INSERT ON custody_holding
    FOR EACH ROW WHEN (NEW.acute IS NULL OR NEW.nowhere IS NULL) EXECUTE FUNCTION sec.know_signal();

-- What is to be done is counted from the holdings alone: that the holder may see the signal is looked at
-- where it is shown. A signal with a declared interest is not among it.
CREATE FUNCTION sec.my_work() RETURNS TABLE (holding_id uuid, role text, acute boolean, nowhere boolean,
    agreed_until timestamptz, started_at timestamptz, taken_up_at timestamptz)
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT h.id, h.role, h.acute, h.nowhere, coalesce(h.overdue_since, h.due_at), h.started_at, h.taken_up_at
    FROM custody_holding h
    WHERE h.organisation_id = (SELECT sec.org()) AND h.function = ANY ((SELECT sec.functions())::text[])
        AND h.ended_at IS NULL
        AND h.signal_id <> ALL ((SELECT sec.my_conflicts())::uuid[])
$$;

-- Acute signals that nobody took up, for whoever sees them: who has them, since when, where to call, and who
-- called last. One row for each holder who waits.
CREATE FUNCTION sec.acute_untaken() RETURNS TABLE (signal_id uuid, reference text, since timestamptz,
    function text, organisation text, phone text, called_at timestamptz, called_by text)
LANGUAGE sql STABLE {{ guarded: app, worker }} AS $$
    SELECT h.signal_id, s.reference, h.started_at, h.function, o.name, o.phone, c.at, c.name
    FROM custody_holding h
    JOIN signals_signal s ON s.id = h.signal_id
    JOIN organisations_organisation o ON o.id = h.organisation_id
    LEFT JOIN LATERAL (SELECT a.at, who.name FROM custody_alarmcall a
        JOIN organisations_organisation who ON who.id = a.organisation_id
        WHERE a.signal_id = h.signal_id ORDER BY a.at DESC LIMIT 1) c ON true
    WHERE h.acute AND h.role = 'responsible' AND h.ended_at IS NULL AND h.taken_up_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM custody_holding t WHERE t.signal_id = h.signal_id
            AND t.role = 'responsible' AND t.ended_at IS NULL AND t.taken_up_at IS NOT NULL)
        AND EXISTS (SELECT 1 FROM sharing_grant g WHERE g.subject_id = h.signal_id
            AND g.subject_kind = 'signal' AND {{ mine g core }})
    ORDER BY h.due_at, h.signal_id, h.id LIMIT 100
$$;
