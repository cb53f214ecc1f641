-- The figures role reads coded columns only: no identity, no free text, no files. Raw facts and raw
-- figures are read by registrars only.

GRANT SELECT (id, registered_on, sex, birth_year, nationalities,
    country_of_origin) ON register_presumedvictim TO zicht_figures;
CREATE POLICY figures_read ON register_presumedvictim FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT (id, victim_id, organisation_id, notifier, notified_on, forms, sector, municipality_id,
    corrects_id) ON register_notification TO zicht_figures;
CREATE POLICY figures_read ON register_notification FOR SELECT TO zicht_figures
    USING (true);
GRANT SELECT, INSERT, DELETE ON figures_notificationfact TO zicht_figures;
GRANT SELECT ON figures_notificationfact TO zicht_app, zicht_worker;

ALTER TABLE figures_notificationfact ENABLE ROW LEVEL SECURITY;
ALTER TABLE figures_notificationfact FORCE ROW LEVEL SECURITY;
CREATE POLICY figures_all ON figures_notificationfact TO zicht_figures
    USING (true)
    WITH CHECK (true);
CREATE POLICY worker_read ON figures_notificationfact FOR SELECT TO zicht_worker
    USING (true);
CREATE POLICY raw_read ON figures_notificationfact FOR SELECT TO zicht_app
    USING ((SELECT sec.holds_at('registrar', 'comensha')));

-- Figures as they went out.
GRANT SELECT, INSERT ON figures_publishedtable TO zicht_figures;
GRANT SELECT ON figures_publishedtable TO zicht_app, zicht_intake, zicht_worker;
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON figures_publishedtable
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();

-- Raw figures worked out beforehand: for registrars only, as the facts they come from.
ALTER TABLE figures_rawtable ENABLE ROW LEVEL SECURITY;
ALTER TABLE figures_rawtable FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON figures_rawtable TO zicht_figures;
GRANT SELECT ON figures_rawtable TO zicht_app, zicht_worker;
CREATE POLICY figures_all ON figures_rawtable TO zicht_figures
    USING (true)
    WITH CHECK (true);
CREATE POLICY worker_read ON figures_rawtable FOR SELECT TO zicht_worker
    USING (true);
CREATE POLICY raw_read ON figures_rawtable FOR SELECT TO zicht_app
    USING ((SELECT sec.holds_at('registrar', 'comensha')));

-- What professionals answered in a year, protected, as it went out.
GRANT SELECT, INSERT ON figures_publishedsurvey TO zicht_figures;
GRANT SELECT ON figures_publishedsurvey TO zicht_app, zicht_worker;
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON figures_publishedsurvey
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();

-- In which sectors a region is seen to have notifications: for who watches over the chain there.
ALTER TABLE figures_seensector ENABLE ROW LEVEL SECURITY;
ALTER TABLE figures_seensector FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, DELETE ON figures_seensector TO zicht_figures;
GRANT SELECT ON figures_seensector TO zicht_app, zicht_worker;
CREATE POLICY figures_all ON figures_seensector TO zicht_figures
    USING (true)
    WITH CHECK (true);
CREATE POLICY worker_read ON figures_seensector FOR SELECT TO zicht_worker
    USING (true);
CREATE POLICY own_regions ON figures_seensector FOR SELECT TO zicht_app
    USING (
        (SELECT sec.functions())::text[] && ARRAY['chain_director', 'care_coordinator', 'tmm',
            'fallback_desk']
        AND region_code = ANY ((SELECT sec.working_regions(sec.org()))::text[]));
