-- The log is written by PostgreSQL alone, through the functions below; sealed and verified by one role, and
-- changed by nobody.

GRANT SELECT ON sec.action TO zicht_guard;
GRANT INSERT ON audit_auditevent TO zicht_guard;
GRANT SELECT ON audit_auditevent, audit_auditleaf, audit_auditseal TO zicht_audit, zicht_guard;
GRANT INSERT ON audit_auditleaf, audit_auditseal TO zicht_audit;
-- The numbers of events come from the column itself: nobody draws one, chooses one, or sets one aside.
REVOKE ALL ON SEQUENCE audit_auditevent_id_seq FROM zicht_app, zicht_worker, zicht_guard, zicht_figures;

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON audit_auditleaf
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON audit_auditseal
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();

-- One row of the log. Whoever acts says what was done and to what; who that is, for whom and when comes from
-- the verified token and the clock of the database. The public door has no token and knows nobody: of a visit
-- the day is all that is kept.
CREATE FUNCTION sec.add_audit_event(p_action text, p_object_kind text, p_object_id text, p_outcome text,
    p_basis text, p_detail jsonb) RETURNS void
LANGUAGE plpgsql {{ guarded: app, worker, figures }} AS $$
DECLARE
    from_outside boolean := session_user = 'zicht_intake';
    who text[] := CASE WHEN from_outside THEN ARRAY['', '00000000-0000-0000-0000-000000000000',
        '00000000-0000-0000-0000-000000000000', '', 'public, anonymous', 'reporting'] ELSE sec.context() END;
    known sec.action;
BEGIN
    SELECT * INTO known FROM sec.action WHERE name = p_action;
    IF NOT FOUND OR p_outcome NOT IN ('ok', 'refused') THEN
        RAISE EXCEPTION '% with outcome % is no act of the log', p_action, p_outcome
            USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO audit_auditevent (at, action, kind, outcome, organisation_id, person_id, functions, purpose,
        channel, object_kind, object_id, basis, detail)
    VALUES (CASE WHEN from_outside THEN sec.this_day() ELSE clock_timestamp() END, known.name, known.kind,
        p_outcome, who[2]::uuid, who[3]::uuid, who[4],
        CASE WHEN known.oversight THEN 'oversight' ELSE who[6] END, who[5], p_object_kind, p_object_id,
        p_basis, p_detail);
END $$;

-- Midnight in the Netherlands, at the start of this day.
CREATE FUNCTION sec.this_day() RETURNS timestamptz
LANGUAGE sql STABLE {{ guarded }} AS $$
    SELECT date_trunc('day', now() AT TIME ZONE 'Europe/Amsterdam') AT TIME ZONE 'Europe/Amsterdam'
$$;
