-- The log is added to by everyone who acts, sealed and verified by one role, and changed by nobody.

GRANT INSERT ON audit_auditevent TO zicht_app, zicht_worker, zicht_figures, zicht_guard;
GRANT SELECT ON audit_auditevent, audit_auditleaf, audit_auditseal TO zicht_audit, zicht_guard;
GRANT INSERT ON audit_auditleaf, audit_auditseal TO zicht_audit;

CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON audit_auditleaf
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON audit_auditseal
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();

-- One row of the log, from its values in the order of `foundation/audit/service.py`.
CREATE FUNCTION sec.add_audit_event(p_event jsonb) RETURNS void
LANGUAGE sql {{ guarded: app, worker }} AS $$
    INSERT INTO audit_auditevent (at, action, kind, outcome, organisation_id, person_id, functions, purpose,
        channel, object_kind, object_id, basis, detail)
    SELECT (p_event->>0)::timestamptz, p_event->>1, p_event->>2, p_event->>3, (p_event->>4)::uuid,
        (p_event->>5)::uuid, p_event->>6, p_event->>7, p_event->>8, p_event->>9, p_event->>10, p_event->>11,
        coalesce((p_event->>12)::jsonb, '{}')
$$;
