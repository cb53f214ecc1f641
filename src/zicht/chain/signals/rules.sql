-- A signal never changes: read with a grant on its core, its words with full sight. Rows beside it are
-- added in the own name and are final.

{{ case_table signals_signal }};
{{ final signals_signal }};
GRANT SELECT ON signals_signal TO zicht_app;
CREATE POLICY app_read ON signals_signal FOR SELECT TO zicht_app
    USING ({{ seen signals_signal.id core }});

{{ case_table signals_signalcontent }};
{{ final signals_signalcontent }};
GRANT SELECT ON signals_signalcontent TO zicht_app;
CREATE POLICY app_read ON signals_signalcontent FOR SELECT TO zicht_app
    USING ({{ seen signals_signalcontent.signal_id full }});

{{ case_table signals_attachment }};
{{ final signals_attachment }};
GRANT SELECT, INSERT ON signals_attachment TO zicht_app;
CREATE POLICY app_read ON signals_attachment FOR SELECT TO zicht_app
    USING ({{ seen signals_attachment.signal_id full }});
CREATE POLICY app_add ON signals_attachment FOR INSERT TO zicht_app
    WITH CHECK ({{ seen signals_attachment.signal_id core }});

{{ case_table signals_observation }};
{{ final signals_observation }};
GRANT SELECT, INSERT ON signals_observation TO zicht_app;
CREATE POLICY app_read ON signals_observation FOR SELECT TO zicht_app
    USING ({{ seen signals_observation.signal_id full }});
CREATE POLICY app_add ON signals_observation FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND {{ seen signals_observation.signal_id full }});

{{ case_table signals_signallink }};
{{ final signals_signallink }};
GRANT SELECT, INSERT ON signals_signallink TO zicht_app;
CREATE POLICY app_read ON signals_signallink FOR SELECT TO zicht_app
    USING ({{ seen signals_signallink.signal_id full }});
CREATE POLICY app_add ON signals_signallink FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND {{ seen signals_signallink.signal_id full }});

-- The search entries of an organisation show themselves only to who sees the signal in full, as the search
-- itself does.
{{ case_table signals_wish }};
{{ final signals_wish }};
GRANT SELECT, INSERT ON signals_wish TO zicht_app;
CREATE POLICY app_read ON signals_wish FOR SELECT TO zicht_app
    USING ({{ seen signals_wish.signal_id core }});
-- Noted by a care coordinator who talked with the person; the reporter's own word comes with the receipt.
CREATE POLICY app_add ON signals_wish FOR INSERT TO zicht_app
    WITH CHECK (organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person())
        AND 'care_coordinator' = ANY ((SELECT sec.functions())::text[])
        AND {{ seen signals_wish.signal_id full }});

-- The wish that holds now: the latest that was said, else what the report said.
CREATE FUNCTION sec.wants_no_investigators(p_signal uuid) RETURNS boolean
LANGUAGE sql STABLE {{ guarded: worker }} AS $$
    SELECT coalesce((SELECT w.no_police FROM signals_wish w WHERE w.signal_id = p_signal
            ORDER BY w.id DESC LIMIT 1),
        (SELECT s.no_police FROM signals_signal s WHERE s.id = p_signal), false)
$$;

{{ case_table signals_searchentry }};
GRANT SELECT ON signals_searchentry TO zicht_app;
CREATE POLICY app_read ON signals_searchentry FOR SELECT TO zicht_app
    USING (organisation_id = (SELECT sec.org()) AND {{ seen signals_searchentry.signal_id full }});
GRANT DELETE ON signals_searchentry TO zicht_worker;

-- Search looks at the newest signals first: a common word is found there, a rare one through the index of
-- words.
CREATE FUNCTION sec.search_signals(wanted bigint[], most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE {{ guarded: app }} AS $$
DECLARE
    own uuid := sec.org();
    found uuid[];
BEGIN
    found := ARRAY(
        SELECT e.signal_id FROM (SELECT * FROM signals_searchentry WHERE organisation_id = own
            ORDER BY received_on DESC, signal_id LIMIT 200 * most) e
        WHERE e.tokens @> wanted AND {{ seen e.signal_id full }}
            ORDER BY e.received_on DESC, e.signal_id LIMIT most);
    IF cardinality(found) < most THEN
        found := ARRAY(
            SELECT e.signal_id FROM signals_searchentry e WHERE e.organisation_id = own
                AND e.tokens @> wanted AND {{ seen e.signal_id full }}
            ORDER BY e.received_on DESC, e.signal_id LIMIT most);
    END IF;
    RETURN QUERY SELECT unnest(found);
END $$;
