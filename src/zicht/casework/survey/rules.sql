-- Turns are seen by their own person only, answers by nobody who is signed in.

ALTER TABLE survey_surveyturn ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_surveyturn FORCE ROW LEVEL SECURITY;
GRANT SELECT, INSERT ON survey_surveyturn TO zicht_app;
CREATE POLICY own_read ON survey_surveyturn FOR SELECT TO zicht_app
    USING (account_id = (SELECT sec.person()));
CREATE POLICY own_add ON survey_surveyturn FOR INSERT TO zicht_app
    WITH CHECK (account_id = (SELECT sec.person()));

ALTER TABLE survey_surveyanswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_surveyanswer FORCE ROW LEVEL SECURITY;
GRANT INSERT ON survey_surveyanswer TO zicht_app;
GRANT SELECT ON survey_surveyanswer TO zicht_figures;
CREATE POLICY app_add ON survey_surveyanswer FOR INSERT TO zicht_app
    WITH CHECK ((SELECT sec.person()) IS NOT NULL);
CREATE POLICY figures_read ON survey_surveyanswer FOR SELECT TO zicht_figures
    USING (true);
CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON survey_surveyanswer
    FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
