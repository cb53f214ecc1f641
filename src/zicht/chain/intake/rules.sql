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
{{ forward intake_importrun: ended_at }};
{{ lasting intake_importrun: at }};
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

-- Which parts of a submission were stored: only functions look here.
{{ case_table intake_receivedpart }};
{{ final intake_receivedpart }};

-- Whether whoever is at work now gave this signal: the public door for a public one (it knows nobody), the
-- person with an account for a professional one.
CREATE FUNCTION sec.gave(p_signal signals_signal) RETURNS boolean
LANGUAGE sql STABLE {{ guarded }} AS $$
    SELECT CASE p_signal.channel WHEN 'public' THEN session_user = 'zicht_intake'
        WHEN 'professional' THEN session_user = 'zicht_app' AND p_signal.reporter_id = sec.person()
        ELSE false END
$$;

-- What a submission that came again brings that was not stored yet, with what is needed to add it. Nothing
-- for whoever did not give the signal.
CREATE FUNCTION sec.known_submission(p_digest bytea, p_parts jsonb) RETURNS jsonb
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    found_signal signals_signal;
    answer jsonb;
BEGIN
    SELECT * INTO STRICT found_signal FROM signals_signal WHERE submission_digest = p_digest;
    answer := jsonb_build_object('known', true, 'id', found_signal.id, 'reference', found_signal.reference);
    IF p_parts IS NULL OR NOT sec.gave(found_signal) THEN
        RETURN answer;
    END IF;
    RETURN answer || jsonb_build_object(
        'key', (SELECT wrapped::text FROM vault_subjectkey WHERE subject_id = found_signal.id),
        'missing', coalesce((SELECT jsonb_agg(part) FROM jsonb_array_elements_text(p_parts) AS part
            WHERE NOT EXISTS (SELECT 1 FROM intake_receivedpart r WHERE r.digest = part::bytea)), '[]'),
        'before', jsonb_build_object('form', found_signal.form, 'municipality', found_signal.municipality_id,
            'minor', found_signal.minor, 'acute', found_signal.acute,
            'no_police', sec.wants_no_investigators(found_signal.id),
            'serious_disadvantage', found_signal.serious_disadvantage,
            'reporter_kind', found_signal.reporter_kind, 'language', found_signal.language));
END $$;

CREATE FUNCTION sec.keep_parts(p_signal uuid, p_parts jsonb) RETURNS void
LANGUAGE sql {{ guarded }} AS $$
    INSERT INTO intake_receivedpart (digest, signal_id)
    SELECT part::bytea, p_signal FROM jsonb_array_elements_text(coalesce(p_parts, '[]')) AS part
    ON CONFLICT DO NOTHING
$$;

-- Danger that was told later: every running holder sees it, the soonest time of the route for danger counts
-- for all who did not take it up, and whom that route names besides comes in. A closed signal opens again.
CREATE FUNCTION sec.alert_holders(p_signal uuid, p_holdings jsonb, p_grants jsonb) RETURNS void
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    bound jsonb := jsonb_build_object('signal_id', p_signal, 'acute', true);
    soonest timestamptz;
    sight jsonb;
BEGIN
    UPDATE custody_custody SET state = 'open', version = version + 1 WHERE signal_id = p_signal;
    SELECT min((e->>'due_at')::timestamptz) INTO soonest FROM jsonb_array_elements(p_holdings) AS e
        WHERE e->>'role' = 'responsible';
    UPDATE custody_holding SET acute = true, due_at = CASE
        WHEN role = 'responsible' AND taken_up_at IS NULL THEN least(due_at, soonest) ELSE due_at END
        WHERE signal_id = p_signal AND ended_at IS NULL;
    UPDATE custody_holding h SET role = r.role, task = r.task, due_at = r.due_at, because = r.because
        FROM jsonb_array_elements(p_holdings) AS e, jsonb_populate_record(NULL::custody_holding, e) AS r
        WHERE h.signal_id = p_signal AND h.ended_at IS NULL AND h.role = 'informed'
            AND r.role = 'responsible'
            AND (h.organisation_id, h.function) = (r.organisation_id, r.function);
    WITH added AS (INSERT INTO custody_holding SELECT r.* FROM jsonb_array_elements(p_holdings) AS e,
            jsonb_populate_record(NULL::custody_holding, e || bound) AS r
        ON CONFLICT DO NOTHING RETURNING organisation_id, function),
    given AS (INSERT INTO sharing_grant SELECT r.* FROM jsonb_array_elements(p_grants) AS e,
            jsonb_populate_record(NULL::sharing_grant, e || jsonb_build_object('subject_id', p_signal)) AS r
            JOIN added ON (added.organisation_id, added.function) = (r.organisation_id, r.function)
        RETURNING id)
    SELECT jsonb_agg(id) INTO sight FROM given;
    IF sight IS NOT NULL THEN
        PERFORM sec.add_audit_event('sight_given', 'signal', p_signal::text, 'ok', '',
            jsonb_build_object('sight', sight));
    END IF;
END $$;

-- The same addition twice adds nothing; false when there is no such submission of whoever asks.
CREATE FUNCTION sec.add_to_submission(p_addition jsonb) RETURNS boolean
LANGUAGE plpgsql {{ guarded: intake, app }} AS $$
DECLARE
    found_id uuid;
BEGIN
    SELECT id INTO found_id FROM signals_signal s
        WHERE submission_digest = (p_addition->>'submission_digest')::bytea AND sec.gave(s);
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO feedback_feedback SELECT r.* FROM jsonb_populate_record(NULL::feedback_feedback,
        (p_addition->'message') || jsonb_build_object('signal_id', found_id, 'recipient', 'handler',
            'stage', 'message')) AS r ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM sec.keep_parts(found_id, p_addition->'parts');
        INSERT INTO signals_attachment SELECT r.* FROM jsonb_array_elements(p_addition->'attachments') AS e,
            jsonb_populate_record(NULL::signals_attachment, e || jsonb_build_object('signal_id', found_id))
            AS r;
        IF (p_addition->>'no_police')::boolean THEN
            INSERT INTO signals_wish (signal_id, no_police, said_on, key) VALUES (found_id, true,
                (p_addition->'message'->>'given_on')::date, (p_addition->'message'->>'id')::uuid);
        END IF;
        IF p_addition->'holdings' <> '[]' THEN
            PERFORM sec.alert_holders(found_id, p_addition->'holdings', p_addition->'grants');
        END IF;
        PERFORM sec.add_audit_event('mailbox_written', 'signal', found_id::text, 'ok', '',
            CASE WHEN p_addition->'holdings' <> '[]' THEN '{"acute": true}' ELSE '{}' END::jsonb);
        PERFORM sec.enqueue('signals.index', jsonb_build_object('signal_id', found_id), NULL);
    END IF;
    RETURN true;
END $$;

-- What a route can come to, whoever calls: holders of a function that routes can name, and within a year: a
-- later time, by a clock that is wrong or by hand, becomes that. A decoy of the officer stays with the
-- officer. From the public door, that the reporter is told so as well.
CREATE FUNCTION sec.check_route_kept(p_signal uuid) RETURNS void
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    own uuid := CASE WHEN session_user = 'zicht_app' THEN sec.org() END;
BEGIN
    IF EXISTS (SELECT 1 FROM custody_holding h WHERE h.signal_id = p_signal
            AND NOT sec.can_hold(h.function)
            AND NOT (h.function = 'data_protection_officer'
                AND coalesce(h.organisation_id = own, false))) THEN
        RAISE EXCEPTION 'no route comes to such a holder' USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE custody_holding SET due_at = now() + interval '1 year'
        WHERE signal_id = p_signal AND due_at > now() + interval '1 year';
    IF session_user = 'zicht_intake' AND NOT EXISTS (SELECT 1 FROM feedback_feedback f
            WHERE f.signal_id = p_signal AND f.recipient = 'reporter' AND f.stage = 'received') THEN
        RAISE EXCEPTION 'who reports is told that it arrived' USING ERRCODE = 'restrict_violation';
    END IF;
    IF session_user = 'zicht_intake' AND EXISTS (SELECT 1 FROM sharing_grant g WHERE g.subject_id = p_signal
            AND NOT EXISTS (SELECT 1 FROM custody_holding h WHERE h.signal_id = p_signal
                AND (h.organisation_id, h.function) = (g.organisation_id, g.function))) THEN
        RAISE EXCEPTION 'sight goes to holders' USING ERRCODE = 'restrict_violation';
    END IF;
END $$;

-- Every row is bound to the new signal's id here, whatever the caller sent: a call can only make a new
-- signal.
CREATE FUNCTION sec.submit_signal(payload jsonb) RETURNS jsonb
LANGUAGE plpgsql {{ guarded: intake, app, worker }} AS $$
DECLARE
    new_signal signals_signal := jsonb_populate_record(NULL::signals_signal, payload->'signal');
    bound jsonb := jsonb_build_object('signal_id', new_signal.id);
    sight jsonb;
BEGIN
    -- The caller chose the holders from memory; when routes or staffing changed since, it must look again.
    IF payload->>'freshness' <> (SELECT token::text FROM routes_freshness) THEN
        RETURN jsonb_build_object('stale', true);
    END IF;
    INSERT INTO signals_signal SELECT (new_signal).* ON CONFLICT (submission_digest) DO NOTHING;
    IF NOT FOUND THEN
        RETURN sec.known_submission(new_signal.submission_digest, payload->'parts');
    END IF;
    INSERT INTO vault_subjectkey (subject_id, wrapped) VALUES (new_signal.id, (payload->>'key')::bytea);
    INSERT INTO signals_signalcontent (signal_id, body) VALUES (new_signal.id, (payload->>'content')::bytea);
    INSERT INTO custody_custody (signal_id, state, version) VALUES (new_signal.id, 'open', 1);
    INSERT INTO custody_routeevaluation (signal_id, document) VALUES (new_signal.id, payload->'evaluation');
    INSERT INTO custody_holding SELECT r.* FROM jsonb_array_elements(payload->'holdings') AS e,
        jsonb_populate_record(NULL::custody_holding, e || bound) AS r;
    WITH given AS (INSERT INTO sharing_grant SELECT r.* FROM jsonb_array_elements(payload->'grants') AS e,
            jsonb_populate_record(NULL::sharing_grant, e || jsonb_build_object('subject_id', new_signal.id))
            AS r RETURNING id)
    SELECT jsonb_agg(id) INTO sight FROM given;
    INSERT INTO feedback_feedback SELECT r.* FROM jsonb_array_elements(payload->'feedback') AS e,
        jsonb_populate_record(NULL::feedback_feedback, e || bound) AS r;
    INSERT INTO signals_attachment SELECT r.* FROM jsonb_array_elements(payload->'attachments') AS e,
        jsonb_populate_record(NULL::signals_attachment, e || bound) AS r;
    PERFORM sec.check_route_kept(new_signal.id);
    PERFORM sec.keep_parts(new_signal.id, payload->'parts');
    IF payload ? 'mailbox' THEN
        INSERT INTO feedback_mailbox (lookup, signal_id) VALUES ((payload->>'mailbox')::bytea, new_signal.id);
    END IF;
    PERFORM sec.add_audit_event('signal_submitted', 'signal', new_signal.id::text, 'ok', '',
        jsonb_build_object('channel_of_signal', new_signal.channel, 'sight', sight));
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
