\set one random(1, 9000000000000)
\set two random(1, 9000000000000)
BEGIN;
WITH signal AS (INSERT INTO signals_signal (id, reference, submission_digest, channel, received_on, form, serious_disadvantage,
    municipality_id, acute, no_police, language, reporter_kind, indicators) VALUES (gen_random_uuid(), left(md5(random()::text), 12),
    decode(md5(:one::text || :two::text) || md5(:two::text), 'hex'), 'public', current_date, 'sexual', false, 'GM0228', false,
    false, 'nl', 'citizen', '{}') RETURNING id),
 key AS (INSERT INTO vault_subjectkey SELECT id, decode(repeat('00', 61), 'hex') FROM signal),
 content AS (INSERT INTO signals_signalcontent SELECT id, decode(repeat('00', 220), 'hex') FROM signal),
 custody AS (INSERT INTO custody_custody (signal_id, state, version) SELECT id, 'open', 1 FROM signal),
 evaluation AS (INSERT INTO custody_routeevaluation (signal_id, document) SELECT id, jsonb_build_object('because', repeat('x', 1600)) FROM signal),
 holdings AS (INSERT INTO custody_holding (id, signal_id, organisation_id, function, role, task, because, started_at, due_at,
    escalation, end_reason) SELECT gen_random_uuid(), signal.id, o.id, 'contact_officer',
    CASE WHEN o.place = 1 THEN 'responsible' ELSE 'informed' END, 'assess', repeat('x', 150), now(), now(), 0, ''
    FROM signal, bench_organisations o),
 grants AS (INSERT INTO sharing_grant (id, subject_kind, subject_id, organisation_id, function, level, basis, purpose, because,
    granted_on, ended_because) SELECT gen_random_uuid(), 'signal', signal.id, o.id, 'contact_officer', 3, 'route',
    'signal_handling', repeat('x', 150), current_date, '' FROM signal, bench_organisations o),
 feedback AS (INSERT INTO feedback_feedback (id, signal_id, recipient, stage, role, detail, given_on)
    SELECT gen_random_uuid(), id, 'reporter', 'received', 'contact_officer', '', current_date FROM signal),
 mailbox AS (INSERT INTO feedback_mailbox (lookup, signal_id) SELECT decode(md5(:two::text || 'm') || md5(:one::text), 'hex'), id FROM signal),
 job AS (INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)
    SELECT 'default', 'signals.index', jsonb_build_object('signal_id', id), 'todo' FROM signal)
INSERT INTO audit_auditevent (at, action, kind, outcome, organisation_id, person_id, functions, purpose, channel, object_kind,
    object_id, basis, detail) SELECT now(), 'signal_submitted', 'C', 'ok', id, id, '', 'reporting', 'public, anonymous', 'signal',
    id::text, '', '{}' FROM signal;
COMMIT;
