"""The one function by which every signal is stored, the two by which a receipt is used, and the rights on drafts and imports."""

from django.db import migrations

from zicht.foundation.access import rows

OWN = "account_id = (SELECT sec.person())"
OF_MY_ORGANISATION = "organisation_id = (SELECT sec.org())"
RUN_IS_MINE = """EXISTS (SELECT 1 FROM intake_importrun r WHERE r.id = run_id AND r.organisation_id = (SELECT sec.org()))"""

ROWS = (
    rows.force("intake_draft")
    + rows.readable("intake_draft", OWN)
    + rows.addable("intake_draft", f"{OWN} AND {OF_MY_ORGANISATION}")
    + rows.changeable("intake_draft", "body, changed_at", OWN)
    + f"GRANT DELETE ON intake_draft TO zicht_app;\nCREATE POLICY app_drop ON intake_draft FOR DELETE TO zicht_app USING ({OWN});\n"
    + rows.force("intake_importrun")
    + rows.readable("intake_importrun", OF_MY_ORGANISATION)
    + rows.addable("intake_importrun", OF_MY_ORGANISATION)
    + rows.insert_only("intake_importrun")
    + rows.force("intake_importrow")
    + rows.readable("intake_importrow", RUN_IS_MINE)
    + rows.addable("intake_importrow", RUN_IS_MINE)
    + rows.insert_only("intake_importrow")
    + rows.sequences()
)

# Every row is bound to the new signal's id here, whatever the caller sent: a call can only make a new signal.
SUBMIT = """
CREATE FUNCTION sec.submit_signal(payload jsonb) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
        SELECT id, reference INTO STRICT stored FROM signals_signal WHERE submission_digest = new_signal.submission_digest;
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

CREATE FUNCTION sec.add_audit_event(event jsonb) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO audit_auditevent (at, action, kind, outcome, organisation_id, person_id, functions, purpose, channel,
        object_kind, object_id, basis, detail)
    SELECT (event->>0)::timestamptz, event->>1, event->>2, event->>3, (event->>4)::uuid, (event->>5)::uuid, event->>6,
        event->>7, event->>8, event->>9, event->>10, event->>11, coalesce((event->>12)::jsonb, '{}')
$$;

CREATE FUNCTION sec.open_mailbox(wanted bytea, event jsonb) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found_signal signals_signal;
BEGIN
    SELECT s.* INTO found_signal FROM feedback_mailbox m JOIN signals_signal s ON s.id = m.signal_id WHERE m.lookup = wanted;
    IF found_signal.id IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM sec.add_audit_event(jsonb_set(event, '{10}', to_jsonb(found_signal.id::text)));
    RETURN jsonb_build_object(
        'signal_id', found_signal.id, 'reference', found_signal.reference, 'received_on', found_signal.received_on,
        'state', (SELECT state FROM custody_custody WHERE signal_id = found_signal.id),
        'key', (SELECT wrapped::text FROM vault_subjectkey WHERE subject_id = found_signal.id),
        'messages', coalesce((SELECT jsonb_agg(to_jsonb(f) - 'by_person_id' - 'account_id' ORDER BY f.given_on, f.id)
            FROM feedback_feedback f WHERE f.signal_id = found_signal.id AND (f.recipient = 'reporter' OR
            (f.recipient = 'handler' AND f.by_person_id IS NULL))), '[]'));
END $$;

CREATE FUNCTION sec.write_mailbox(wanted bytea, message jsonb, event jsonb) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found_id uuid;
BEGIN
    SELECT signal_id INTO found_id FROM feedback_mailbox WHERE lookup = wanted;
    IF found_id IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO feedback_feedback SELECT r.* FROM jsonb_populate_record(NULL::feedback_feedback, message || jsonb_build_object(
        'signal_id', found_id, 'recipient', 'handler', 'stage', 'message')) AS r ON CONFLICT DO NOTHING;
    IF FOUND THEN
        PERFORM sec.add_audit_event(jsonb_set(event, '{10}', to_jsonb(found_id::text)));
        PERFORM sec.enqueue('signals.index', jsonb_build_object('signal_id', found_id), NULL);
    END IF;
    RETURN true;
END $$;

CREATE FUNCTION sec.enqueue(task text, args jsonb, at timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at, status)
    VALUES ('default', task, args, at, 'todo')
$$;

GRANT SELECT, INSERT ON procrastinate_jobs, procrastinate_events TO zicht_guard;
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,
    procrastinate_workers TO zicht_worker;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO zicht_worker, zicht_guard;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO zicht_worker, zicht_guard;
""" + "".join(
    rows.guarded_function(signature, *roles)
    for signature, roles in {
        "sec.submit_signal(jsonb)": ("zicht_intake", "zicht_app", "zicht_worker"),
        "sec.open_mailbox(bytea, jsonb)": ("zicht_intake",),
        "sec.write_mailbox(bytea, jsonb, jsonb)": ("zicht_intake",),
        "sec.add_audit_event(jsonb)": ("zicht_app", "zicht_worker"),
        "sec.enqueue(text, jsonb, timestamptz)": ("zicht_app", "zicht_worker"),
    }.items()
)


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
        ("custody", "0002_rows"),
        ("feedback", "0002_rows"),
        ("audit", "0002_rights"),
        ("routes", "0002_rules"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [migrations.RunSQL(ROWS + SUBMIT, migrations.RunSQL.noop)]
