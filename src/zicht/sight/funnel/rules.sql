-- The figures role reads the coded columns of custody only; the facts of the funnel are shown by
-- PostgreSQL itself to who watches over the chain, for the regions they work in. Everyone else reads the
-- published funnel.

GRANT SELECT (id, received_on, form, channel, reporter_kind, acute, municipality_id, minor, indicators)
    ON signals_signal TO zicht_figures;
CREATE POLICY figures_read ON signals_signal FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT (signal_id, state) ON custody_custody TO zicht_figures;
CREATE POLICY figures_read ON custody_custody FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT (signal_id, organisation_id, role, started_at, due_at, overdue_since, taken_up_at, ended_at)
    ON custody_holding TO zicht_figures;
CREATE POLICY figures_read ON custody_holding FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT (signal_id, opinion) ON custody_assessment TO zicht_figures;
CREATE POLICY figures_read ON custody_assessment FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT (id, signal_id) ON custody_handover TO zicht_figures;
CREATE POLICY figures_read ON custody_handover FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT (handover_id, answer) ON custody_handoverreply TO zicht_figures;
CREATE POLICY figures_read ON custody_handoverreply FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT (signal_id, outcome, at) ON custody_closure TO zicht_figures;
CREATE POLICY figures_read ON custody_closure FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT (signal_id, recipient, stage) ON feedback_feedback TO zicht_figures;
CREATE POLICY figures_read ON feedback_feedback FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT (signal_id, reason) ON register_registrationdecision TO zicht_figures;
CREATE POLICY figures_read ON register_registrationdecision FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT (victim_id, signal_id) ON register_victimsignal TO zicht_figures;
CREATE POLICY figures_read ON register_victimsignal FOR SELECT TO zicht_figures
    USING (true);

-- The funnel in round numbers, as it went out month by month.
GRANT SELECT, INSERT ON funnel_publishedfunnel TO zicht_figures;
GRANT SELECT ON funnel_publishedfunnel TO zicht_app, zicht_worker;
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON funnel_publishedfunnel
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();

GRANT SELECT, INSERT, DELETE ON funnel_signalfact TO zicht_figures;
GRANT SELECT ON funnel_signalfact TO zicht_app, zicht_worker;
ALTER TABLE funnel_signalfact ENABLE ROW LEVEL SECURITY;
ALTER TABLE funnel_signalfact FORCE ROW LEVEL SECURITY;
CREATE POLICY figures_all ON funnel_signalfact TO zicht_figures
    USING (true)
    WITH CHECK (true);
CREATE POLICY worker_read ON funnel_signalfact FOR SELECT TO zicht_worker
    USING (true);
CREATE POLICY own_regions ON funnel_signalfact FOR SELECT TO zicht_app
    USING (
        (SELECT sec.functions())::text[] && ARRAY['chain_director', 'care_coordinator', 'tmm',
            'fallback_desk']
        AND region_code = ANY ((SELECT sec.working_regions(sec.org()))::text[]));
