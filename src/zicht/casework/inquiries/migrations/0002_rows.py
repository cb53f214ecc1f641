"""Who sees questions and requests; the second key, the budget and asking itself are inside the database."""

from django.db import migrations

from zicht.foundation.access import rows

OFFICER = "'data_protection_officer' = ANY ((SELECT sec.functions())::text[]) AND organisation_id = (SELECT sec.org())"
ASKER = "person_id = (SELECT sec.person()) AND organisation_id = (SELECT sec.org())"
HOLDER = "organisation_id = (SELECT sec.org()) AND function = ANY ((SELECT sec.functions())::text[])"

# Two tables that point at each other: each looks at the other through a function, so that the policies do not go round.
SEEN = """
CREATE FUNCTION sec.asked_of_me(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM inquiries_contactrequest r WHERE r.inquiry_id = wanted AND r.organisation_id = sec.org()
        AND sec.functions() && ARRAY[r.function::text, 'data_protection_officer']);
END $$;
""" + rows.guarded_function("sec.asked_of_me(uuid)", rows.APP) + """
CREATE FUNCTION sec.asked_by_me(wanted uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM inquiries_inquiry i WHERE i.id = wanted AND i.person_id = sec.person() AND i.organisation_id = sec.org());
END $$;
""" + rows.guarded_function("sec.asked_by_me(uuid)", rows.APP)

ROWS = (
    rows.force("inquiries_pseudonym")
    + rows.force("inquiries_indexedsource")
    + rows.force("inquiries_inquiryvalue")
    + "GRANT DELETE ON inquiries_inquiryvalue, inquiries_pseudonym TO zicht_worker;"
    + rows.force("inquiries_inquiry")
    + rows.readable("inquiries_inquiry", f"({ASKER}) OR ({OFFICER}) OR sec.asked_of_me(id)")
    + rows.insert_only("inquiries_inquiry")
    + rows.force("inquiries_contactrequest")
    + rows.readable(
        "inquiries_contactrequest", f"({HOLDER}) OR ({OFFICER}) OR (reply = 'contact' AND sec.asked_by_me(inquiry_id))"
    )
    + f"""
GRANT UPDATE (reply, replied_by, replied_at) ON inquiries_contactrequest TO {rows.APP};
CREATE POLICY app_answer ON inquiries_contactrequest FOR UPDATE TO {rows.APP} USING (({HOLDER}) AND reply = '')
    WITH CHECK (({HOLDER}) AND replied_by = (SELECT sec.person()));
"""
    + rows.force("inquiries_overrun")
    + rows.readable("inquiries_overrun", OFFICER)
    + rows.sequences()
)

KEY = """
CREATE TABLE sec.inquiry_key (one boolean PRIMARY KEY DEFAULT true CHECK (one), inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
GRANT SELECT ON sec.inquiry_key TO zicht_guard;
INSERT INTO sec.inquiry_key (inner_pad, outer_pad)
SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
    sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

CREATE FUNCTION sec.pseudonym(inner_value bytea) RETURNS bytea LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    pads sec.inquiry_key;
BEGIN
    SELECT * INTO STRICT pads FROM sec.inquiry_key;
    RETURN sha256(pads.outer_pad || sha256(pads.inner_pad || inner_value));
END $$;
""" + rows.guarded_function("sec.pseudonym(bytea)", rows.WORKER)

ASK = """
CREATE FUNCTION sec.ask_regions(wanted uuid, of_kind text, aim text, asking_function text, inner_value bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
    FROM inquiries_inquiry i WHERE i.person_id = person AND i.purpose = aim AND i.at > now() - interval '30 days';
    IF of_day >= 10 OR of_month >= 60 THEN
        INSERT INTO inquiries_overrun (organisation_id, person_id, purpose, day, times)
        VALUES (me, person, aim, (now() AT TIME ZONE 'Europe/Amsterdam')::date, 1)
        ON CONFLICT (person_id, purpose, organisation_id, day) DO UPDATE SET times = inquiries_overrun.times + 1;
        RETURN false;
    END IF;
    INSERT INTO inquiries_inquiry (id, kind, purpose, organisation_id, function, person_id, at)
    VALUES (wanted, of_kind, aim, me, asking_function, person, now());
    INSERT INTO inquiries_inquiryvalue (inquiry_id, value) VALUES (wanted, sec.pseudonym(inner_value));
    RETURN true;
END $$;
""" + rows.guarded_function("sec.ask_regions(uuid, text, text, text, bytea)", rows.APP)

# With the last key of a signal or person its pseudonyms go too: what was destroyed can no longer be found by a question.
FORGET = """
GRANT DELETE ON inquiries_pseudonym TO zicht_guard;
CREATE FUNCTION sec.forget_pseudonyms() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM vault_subjectkey k WHERE k.subject_id = OLD.subject_id) THEN
        DELETE FROM inquiries_pseudonym p WHERE p.subject_id = OLD.subject_id;
    END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION sec.forget_pseudonyms() OWNER TO zicht_guard;
CREATE TRIGGER forget_pseudonyms AFTER DELETE ON vault_subjectkey FOR EACH ROW EXECUTE FUNCTION sec.forget_pseudonyms();
"""


class Migration(migrations.Migration):
    dependencies = [("inquiries", "0001_initial"), ("sharing", "0007_grounds"), ("signals", "0002_rows"), ("register", "0006_sharing")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (SEEN, ROWS, KEY, ASK, FORGET)]
