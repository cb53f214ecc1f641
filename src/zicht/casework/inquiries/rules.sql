-- Who sees questions and requests; the second key, the budget and asking itself are inside the database.

-- Two tables that point at each other: each looks at the other through a function, so that the policies do
-- not go round.
CREATE FUNCTION sec.asked_of_me(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE {{ guarded: app }} AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM inquiries_contactrequest r WHERE r.inquiry_id = wanted
        AND r.organisation_id = sec.org()
        AND sec.functions() && ARRAY[r.function::text, 'data_protection_officer']);
END $$;

CREATE FUNCTION sec.asked_by_me(wanted uuid) RETURNS boolean
LANGUAGE plpgsql STABLE {{ guarded: app }} AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM inquiries_inquiry i WHERE i.id = wanted AND i.person_id = sec.person()
        AND i.organisation_id = sec.org());
END $$;

{{ case_table inquiries_pseudonym }};

{{ case_table inquiries_indexedsource }};

{{ case_table inquiries_inquiryvalue }};
GRANT DELETE ON inquiries_inquiryvalue, inquiries_pseudonym TO zicht_worker;

{{ case_table inquiries_inquiry }};
{{ final inquiries_inquiry }};
GRANT SELECT ON inquiries_inquiry TO zicht_app;
CREATE POLICY app_read ON inquiries_inquiry FOR SELECT TO zicht_app
    USING ((person_id = (SELECT sec.person()) AND organisation_id = (SELECT sec.org()))
        OR ('data_protection_officer' = ANY ((SELECT sec.functions())::text[])
        AND organisation_id = (SELECT sec.org())) OR sec.asked_of_me(id));

{{ case_table inquiries_contactrequest }};
{{ forward inquiries_contactrequest: replied_at, replied_by, reply }};
GRANT SELECT ON inquiries_contactrequest TO zicht_app;
CREATE POLICY app_read ON inquiries_contactrequest FOR SELECT TO zicht_app
    USING ((organisation_id = (SELECT sec.org()) AND function = ANY ((SELECT sec.functions())::text[]))
        OR ('data_protection_officer' = ANY ((SELECT sec.functions())::text[])
        AND organisation_id = (SELECT sec.org())) OR (reply = 'contact' AND sec.asked_by_me(inquiry_id)));
GRANT UPDATE (reply, replied_by, replied_at) ON inquiries_contactrequest TO zicht_app;
CREATE POLICY app_answer ON inquiries_contactrequest FOR UPDATE TO zicht_app
    USING ((organisation_id = (SELECT sec.org()) AND function = ANY ((SELECT sec.functions())::text[]))
        AND reply = '')
    WITH CHECK ((organisation_id = (SELECT sec.org())
        AND function = ANY ((SELECT sec.functions())::text[])) AND replied_by = (SELECT sec.person()));

{{ case_table inquiries_overrun }};
GRANT SELECT ON inquiries_overrun TO zicht_app;
CREATE POLICY app_read ON inquiries_overrun FOR SELECT TO zicht_app
    USING ('data_protection_officer' = ANY ((SELECT sec.functions())::text[])
        AND organisation_id = (SELECT sec.org()));
GRANT SELECT ON sec.inquiry_key TO zicht_guard;

CREATE FUNCTION sec.pseudonym(inner_value bytea) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    pads sec.inquiry_key;
BEGIN
    SELECT * INTO STRICT pads FROM sec.inquiry_key;
    RETURN sha256(pads.outer_pad || sha256(pads.inner_pad || inner_value));
END $$;
ALTER FUNCTION sec.pseudonym(bytea) OWNER TO zicht_guard;
REVOKE ALL ON FUNCTION sec.pseudonym(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sec.pseudonym(bytea) TO zicht_worker;

CREATE FUNCTION sec.ask_regions(wanted uuid, of_kind text, aim text, asking_function text,
    inner_value bytea) RETURNS boolean
LANGUAGE plpgsql {{ guarded: app }} AS $$
DECLARE
    me uuid := sec.org();
    person uuid := sec.person();
    of_day int;
    of_month int;
BEGIN
    -- One question at a time for each person: two at once would each see room for one more.
    PERFORM pg_advisory_xact_lock(hashtextextended('inquiry' || person, 0));
    IF EXISTS (SELECT 1 FROM inquiries_inquiry i WHERE i.id = wanted) THEN
        RETURN true;
    END IF;
    IF NOT asking_function = ANY (sec.functions()) THEN
        RAISE EXCEPTION 'everyone asks in an own function' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT count(*) FILTER (WHERE i.at > now() - interval '1 day'), count(*) INTO of_day, of_month
    FROM inquiries_inquiry i WHERE i.person_id = person AND i.purpose = aim
        AND i.at > now() - interval '30 days';
    IF of_day >= 10 OR of_month >= 60 THEN
        INSERT INTO inquiries_overrun (organisation_id, person_id, purpose, day, times)
        VALUES (me, person, aim, (now() AT TIME ZONE 'Europe/Amsterdam')::date, 1)
        ON CONFLICT (person_id, purpose, organisation_id, day) DO UPDATE SET times
            = inquiries_overrun.times + 1;
        RETURN false;
    END IF;
    IF NOT sec.spend('inquiry', ARRAY[inner_value], ARRAY[sec.pseudonym(inner_value)]) THEN
        RETURN false;
    END IF;
    INSERT INTO inquiries_inquiry (id, kind, purpose, organisation_id, function, person_id, at)
    VALUES (wanted, of_kind, aim, me, asking_function, person, now());
    INSERT INTO inquiries_inquiryvalue (inquiry_id, value) VALUES (wanted, sec.pseudonym(inner_value));
    RETURN true;
END $$;

-- With the last key of a signal or person its pseudonyms go too: what was destroyed can no longer be found
-- by a question.
CREATE FUNCTION sec.forget_pseudonyms() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM vault_subjectkey k WHERE k.subject_id = OLD.subject_id) THEN
        DELETE FROM inquiries_pseudonym p WHERE p.subject_id = OLD.subject_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER forget_pseudonyms AFTER DELETE ON vault_subjectkey
    FOR EACH ROW EXECUTE FUNCTION sec.forget_pseudonyms();

-- Who used up a budget is seen by the own officer, and by the officers of whom that person's questions
-- met.
CREATE FUNCTION sec.met_mine(asker uuid) RETURNS boolean
LANGUAGE plpgsql STABLE {{ guarded: app }} AS $$
BEGIN
    RETURN 'data_protection_officer' = ANY (sec.functions()) AND EXISTS (
        SELECT 1 FROM inquiries_contactrequest r JOIN inquiries_inquiry i ON i.id = r.inquiry_id
        WHERE r.organisation_id = sec.org() AND i.person_id = asker AND i.at > now() - interval '30 days');
END $$;
CREATE POLICY app_read_met ON inquiries_overrun FOR SELECT TO zicht_app
    USING (sec.met_mine(person_id));
