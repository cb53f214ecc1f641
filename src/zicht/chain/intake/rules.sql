-- The one function by which every signal is stored, and the rights on drafts and imports.

{{ case_table intake_draft }};
GRANT SELECT, INSERT ON intake_draft TO zicht_app;
CREATE POLICY app_read ON intake_draft FOR SELECT TO zicht_app
    USING (account_id = (SELECT sec.person()));
CREATE POLICY app_add ON intake_draft FOR INSERT TO zicht_app
    WITH CHECK (account_id = (SELECT sec.person()) AND organisation_id = (SELECT sec.org()));
GRANT UPDATE (body, changed_at) ON intake_draft TO zicht_app;
CREATE POLICY app_change ON intake_draft FOR UPDATE TO zicht_app
    USING (account_id = (SELECT sec.person()))
    WITH CHECK (account_id = (SELECT sec.person()));
GRANT DELETE ON intake_draft TO zicht_app, zicht_worker;
CREATE POLICY app_drop ON intake_draft FOR DELETE TO zicht_app
    USING (account_id = (SELECT sec.person()));

-- A run counts along with its rows and is final once it is done; before it is confirmed, whoever offered
-- it may drop it.
{{ case_table intake_importrun }};
GRANT SELECT, INSERT ON intake_importrun TO zicht_app;
CREATE POLICY app_read ON intake_importrun FOR SELECT TO zicht_app
    USING (organisation_id = (SELECT sec.org()));
CREATE POLICY app_add ON intake_importrun FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()));
REVOKE UPDATE ON intake_importrun FROM zicht_guard;
GRANT DELETE ON intake_importrun TO zicht_worker;
GRANT UPDATE (state), DELETE ON intake_importrun TO zicht_app;
CREATE POLICY app_change ON intake_importrun FOR UPDATE TO zicht_app
    USING (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person()) AND state = 'offered')
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND state = 'confirmed');
CREATE POLICY app_drop ON intake_importrun FOR DELETE TO zicht_app
    USING (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person()) AND state = 'offered');
CREATE TRIGGER final_when_done BEFORE UPDATE OR DELETE ON intake_importrun
    FOR EACH ROW WHEN (OLD.state = 'done') EXECUTE FUNCTION sec.refuse_change();

{{ case_table intake_importrow }};
{{ final intake_importrow }};
GRANT SELECT, INSERT ON intake_importrow TO zicht_app;
CREATE POLICY app_read ON intake_importrow FOR SELECT TO zicht_app
    USING (EXISTS (SELECT 1 FROM intake_importrun r WHERE r.id = run_id
        AND r.organisation_id = (SELECT sec.org())));
CREATE POLICY app_add ON intake_importrow FOR INSERT TO zicht_app
    WITH CHECK (EXISTS (SELECT 1 FROM intake_importrun r WHERE r.id = run_id
        AND r.organisation_id = (SELECT sec.org())));

-- Every row is bound to the new signal's id here, whatever the caller sent: a call can only make a new
-- signal.
CREATE FUNCTION sec.submit_signal(payload jsonb) RETURNS jsonb
LANGUAGE plpgsql {{ guarded: intake, app, worker }} AS $$
DECLARE
    new_signal signals_signal := jsonb_populate_record(NULL::signals_signal, payload->'signal');
    stored record;
    bound jsonb := jsonb_build_object('signal_id', new_signal.id);
BEGIN
    -- The caller chose the holders from memory; when routes or staffing changed since, it must look again.
    IF payload->>'freshness' <> (SELECT token::text FROM routes_freshness) THEN
        RETURN jsonb_build_object('stale', true);
    END IF;
    INSERT INTO signals_signal SELECT (new_signal).* ON CONFLICT (submission_digest) DO NOTHING;
    IF NOT FOUND THEN
        SELECT id, reference INTO STRICT stored FROM signals_signal
            WHERE submission_digest = new_signal.submission_digest;
        RETURN jsonb_build_object('known', true, 'id', stored.id, 'reference', stored.reference);
    END IF;
    INSERT INTO vault_subjectkey (subject_id, wrapped) VALUES (new_signal.id, (payload->>'key')::bytea);
    INSERT INTO signals_signalcontent (signal_id, body) VALUES (new_signal.id, (payload->>'content')::bytea);
    INSERT INTO custody_custody (signal_id, state, version) VALUES (new_signal.id, 'open', 1);
    INSERT INTO custody_routeevaluation (signal_id, document) VALUES (new_signal.id, payload->'evaluation');
    INSERT INTO custody_holding SELECT r.* FROM jsonb_array_elements(payload->'holdings') AS e,
        jsonb_populate_record(NULL::custody_holding, e || bound) AS r;
    INSERT INTO sharing_grant SELECT r.* FROM jsonb_array_elements(payload->'grants') AS e,
        jsonb_populate_record(NULL::sharing_grant, e || jsonb_build_object('subject_id', new_signal.id)) AS r;
    INSERT INTO feedback_feedback SELECT r.* FROM jsonb_array_elements(payload->'feedback') AS e,
        jsonb_populate_record(NULL::feedback_feedback, e || bound) AS r;
    INSERT INTO signals_attachment SELECT r.* FROM jsonb_array_elements(payload->'attachments') AS e,
        jsonb_populate_record(NULL::signals_attachment, e || bound) AS r;
    IF payload ? 'mailbox' THEN
        INSERT INTO feedback_mailbox (lookup, signal_id) VALUES ((payload->>'mailbox')::bytea, new_signal.id);
    END IF;
    PERFORM sec.add_audit_event(payload->'audit');
    PERFORM sec.enqueue('signals.index', jsonb_build_object('signal_id', new_signal.id), NULL);
    RETURN jsonb_build_object('known', false, 'id', new_signal.id, 'reference', new_signal.reference);
END $$;

{{ case_table intake_importfile }};
GRANT SELECT, INSERT ON intake_importfile TO zicht_app;
CREATE POLICY app_read ON intake_importfile FOR SELECT TO zicht_app
    USING (person_id = (SELECT sec.person()));
CREATE POLICY app_add ON intake_importfile FOR INSERT TO zicht_app
    WITH CHECK (person_id = (SELECT sec.person()) AND EXISTS (SELECT 1 FROM intake_importrun r
        WHERE r.id = run_id AND r.organisation_id = (SELECT sec.org())));
GRANT DELETE ON intake_importfile TO zicht_app, zicht_worker;
CREATE POLICY app_drop ON intake_importfile FOR DELETE TO zicht_app
    USING (person_id = (SELECT sec.person()));

{{ case_table intake_importproblem }};
{{ final intake_importproblem }};
GRANT SELECT ON intake_importproblem TO zicht_app;
CREATE POLICY app_read ON intake_importproblem FOR SELECT TO zicht_app
    USING (EXISTS (SELECT 1 FROM intake_importrun r WHERE r.id = run_id
        AND r.organisation_id = (SELECT sec.org())));
