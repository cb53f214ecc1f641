-- Words to reporters and colleagues: final, read by who is addressed or sees the signal in full.

{{ case_table feedback_feedback }};
{{ final feedback_feedback }};
GRANT SELECT, INSERT ON feedback_feedback TO zicht_app;
CREATE POLICY app_read ON feedback_feedback FOR SELECT TO zicht_app
    USING (account_id = (SELECT sec.person()) OR {{ seen feedback_feedback.signal_id full }});
CREATE POLICY app_add ON feedback_feedback FOR INSERT TO zicht_app
    WITH CHECK (by_organisation_id = (SELECT sec.org()) AND {{ seen feedback_feedback.signal_id core }});

{{ case_table feedback_feedbackread }};
{{ final feedback_feedbackread }};
GRANT SELECT, INSERT ON feedback_feedbackread TO zicht_app;
CREATE POLICY app_read ON feedback_feedbackread FOR SELECT TO zicht_app
    USING (account_id = (SELECT sec.person()));
CREATE POLICY app_add ON feedback_feedbackread FOR INSERT TO zicht_app
    WITH CHECK (account_id = (SELECT sec.person()) AND EXISTS (SELECT 1 FROM feedback_feedback f
        WHERE f.id = feedback_id AND f.account_id = (SELECT sec.person())));

{{ case_table feedback_mailbox }};
{{ final feedback_mailbox }};
GRANT SELECT ON feedback_mailbox TO zicht_app;
CREATE POLICY app_read ON feedback_mailbox FOR SELECT TO zicht_app
    USING ({{ seen feedback_mailbox.signal_id core }});

-- The order in which words came. A day is all that is kept of their moment, and a conversation must not be
-- shuffled.
CREATE FUNCTION sec.number_feedback() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.number := nextval('public.feedback_feedback_number');
    RETURN NEW;
END $$;
CREATE TRIGGER number_feedback BEFORE INSERT ON feedback_feedback
    FOR EACH ROW EXECUTE FUNCTION sec.number_feedback();

{{ case_table feedback_mailnotice }};
{{ forward feedback_mailnotice: handled_at, mailed }};

-- Own words are sealed under the signal's data key, so that they are destroyed with it. Whoever is
-- addressed gets that key wrapped under the root key, which is not in the database; the story itself stays
-- invisible without full sight. Whoever declared an interest gets it no more.
CREATE FUNCTION sec.inbox_keys(wanted uuid[]) RETURNS TABLE (feedback_id uuid, signal_id uuid, wrapped bytea)
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT f.id, f.signal_id, k.wrapped FROM feedback_feedback f
    JOIN vault_subjectkey k ON k.subject_id = f.signal_id
    WHERE f.id = ANY (wanted) AND f.account_id = (SELECT sec.person()) AND f.text IS NOT NULL
        AND f.signal_id <> ALL ((SELECT sec.my_conflicts())::uuid[])
$$;

-- A word to an account brings its e-mail notice along: in the database, so that no way of giving a word
-- can forget it. Not for the words people cause themselves. Mails wait for each other, so that one that
-- hangs holds up nothing but mail.
CREATE FUNCTION sec.announce_feedback() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    INSERT INTO feedback_mailnotice (feedback_id, account_id, mailed) VALUES (NEW.id, NEW.account_id, false);
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, lock)
    VALUES ('default', 'feedback.mail', jsonb_build_object('account_id', NEW.account_id), 'todo', 'mail');
    RETURN NULL;
END $$;
CREATE TRIGGER announce AFTER INSERT ON feedback_feedback
    FOR EACH ROW WHEN (NEW.account_id IS NOT NULL AND NEW.by_person_id IS NOT NULL
        AND NEW.account_id <> NEW.by_person_id)
    EXECUTE FUNCTION sec.announce_feedback();

-- A receipt that never was and one whose words were destroyed: the same answer after the same work. The
-- look-up always goes to the nearest row of the index at or after what was asked, and always asks for the
-- nearest row's key; only then it is decided whether it was the one. Neither leaves a trace in the log.
CREATE FUNCTION sec.open_mailbox(wanted bytea) RETURNS jsonb
LANGUAGE plpgsql {{ guarded: intake }} AS $$
DECLARE
    near feedback_mailbox;
    near_key vault_subjectkey;
    found_signal signals_signal;
BEGIN
    SELECT m.* INTO near FROM feedback_mailbox m WHERE m.lookup >= wanted ORDER BY m.lookup LIMIT 1;
    SELECT k.* INTO near_key FROM vault_subjectkey k WHERE k.subject_id >= near.signal_id
        ORDER BY k.subject_id LIMIT 1;
    IF near_key.wrapped IS NULL OR near_key.subject_id <> near.signal_id OR near.lookup <> wanted THEN
        RETURN NULL;
    END IF;
    SELECT s.* INTO STRICT found_signal FROM signals_signal s WHERE s.id = near.signal_id;
    PERFORM sec.add_audit_event('mailbox_opened', 'signal', found_signal.id::text, 'ok', '', '{}');
    RETURN jsonb_build_object(
        'signal_id', found_signal.id, 'reference', found_signal.reference,
        'received_on', found_signal.received_on,
        'no_police', sec.wants_no_investigators(found_signal.id),
        'investigators', (SELECT coalesce(jsonb_agg(DISTINCT o.kind), '[]') FROM sharing_grant g
            JOIN organisations_organisation o ON o.id = g.organisation_id AND sec.is_investigator(o.kind)
            WHERE g.subject_id = found_signal.id AND g.ended_at IS NULL
                AND (g.until IS NULL OR g.until > now())),
        'state', (SELECT state FROM custody_custody WHERE signal_id = found_signal.id),
        'key', near_key.wrapped::text,
        'messages', coalesce((SELECT jsonb_agg(to_jsonb(f) - 'by_person_id' - 'account_id'
            ORDER BY f.given_on, f.id)
            FROM feedback_feedback f WHERE f.signal_id = found_signal.id AND (f.recipient = 'reporter' OR
            (f.recipient = 'handler' AND f.by_person_id IS NULL))), '[]'));
END $$;

CREATE FUNCTION sec.write_mailbox(wanted bytea, message jsonb) RETURNS boolean
LANGUAGE plpgsql {{ guarded: intake }} AS $$
DECLARE
    near feedback_mailbox;
    near_key vault_subjectkey;
BEGIN
    SELECT m.* INTO near FROM feedback_mailbox m WHERE m.lookup >= wanted ORDER BY m.lookup LIMIT 1;
    SELECT k.* INTO near_key FROM vault_subjectkey k WHERE k.subject_id >= near.signal_id
        ORDER BY k.subject_id LIMIT 1;
    IF near_key.wrapped IS NULL OR near_key.subject_id <> near.signal_id OR near.lookup <> wanted THEN
        RETURN false;
    END IF;
    INSERT INTO feedback_feedback SELECT r.*
    FROM jsonb_populate_record(NULL::feedback_feedback, message || jsonb_build_object(
        'signal_id', near.signal_id, 'recipient', 'handler', 'stage', 'message')) AS r ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM sec.add_audit_event('mailbox_written', 'signal', near.signal_id::text, 'ok', '', '{}');
        PERFORM sec.enqueue('signals.index', jsonb_build_object('signal_id', near.signal_id), NULL);
    END IF;
    RETURN true;
END $$;

-- The reporter says anew whether investigators may come in: a word to who works on it, and the wish itself.
CREATE FUNCTION sec.change_wish(p_lookup bytea, p_message jsonb) RETURNS boolean
LANGUAGE plpgsql {{ guarded: intake }} AS $$
DECLARE
    about uuid := (SELECT signal_id FROM feedback_mailbox WHERE lookup = p_lookup);
BEGIN
    IF NOT sec.write_mailbox(p_lookup, p_message) THEN
        RETURN false;
    END IF;
    INSERT INTO signals_wish (signal_id, no_police, said_on, key)
    VALUES (about, (p_message->>'no_police')::boolean, (p_message->>'given_on')::date,
        (p_message->>'id')::uuid) ON CONFLICT (key) DO NOTHING;
    IF FOUND THEN
        PERFORM sec.add_audit_event('wish_changed', 'signal', about::text, 'ok', '', '{}');
    END IF;
    RETURN true;
END $$;
