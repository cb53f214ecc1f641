-- The data key of a subject: with full sight of it, and deleted by the one function that destroys.

{{ case_table vault_subjectkey }};
GRANT SELECT, INSERT ON vault_subjectkey TO zicht_app;
GRANT DELETE ON vault_subjectkey TO zicht_guard;
CREATE POLICY app_read ON vault_subjectkey FOR SELECT TO zicht_app
    USING ({{ seen vault_subjectkey.subject_id full }});
CREATE POLICY app_add ON vault_subjectkey FOR INSERT TO zicht_app
    WITH CHECK ({{ seen vault_subjectkey.subject_id full }});
