"""What only the register knows when something is shared: the persons in a signal, and whether a registration asks for sight."""

from django.db import migrations

from zicht.foundation.access import rows

FACTS = """
CREATE OR REPLACE FUNCTION sec.subject_facts(of_kind text, subject uuid, OUT minor boolean, OUT acute boolean, OUT police_data boolean,
    OUT no_police boolean, OUT persons uuid[]) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    this_year int := extract(year FROM now() AT TIME ZONE 'Europe/Amsterdam');
BEGIN
    -- A person: what the signals say in which it appears; a minor when the year of birth leaves no doubt.
    SELECT coalesce(bool_or(s.minor IS TRUE), false), coalesce(bool_or(s.acute), false),
        coalesce(bool_or(o.kind IN ('police', 'kmar', 'nla')), false), coalesce(bool_or(s.no_police), false)
    INTO minor, acute, police_data, no_police
    FROM signals_signal s LEFT JOIN organisations_organisation o ON o.id = s.source_organisation_id
    WHERE (of_kind = 'signal' AND s.id = subject)
        OR (of_kind = 'victim' AND s.id IN (SELECT v.signal_id FROM register_victimsignal v WHERE v.victim_id = subject));
    IF of_kind = 'victim' THEN
        minor := coalesce((SELECT p.birth_year > this_year - 18 FROM register_presumedvictim p WHERE p.id = subject), false);
        persons := ARRAY[subject];
    ELSE
        persons := ARRAY(SELECT v.victim_id FROM register_victimsignal v WHERE v.signal_id = subject ORDER BY v.victim_id);
    END IF;
END $$;
""" + rows.guarded_function("sec.subject_facts(text, uuid)", rows.WORKER)

# A notification shows the person to the register; whoever must or agreed to report may see whom or what about.
GROUND = """
CREATE OR REPLACE FUNCTION sec.registration_ground(of_kind text, subject uuid, receiver uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    signals uuid[] := CASE of_kind WHEN 'signal' THEN ARRAY[subject]
        ELSE ARRAY(SELECT v.signal_id FROM register_victimsignal v WHERE v.victim_id = subject) END;
BEGIN
    RETURN EXISTS (SELECT 1 FROM register_obligation o WHERE o.organisation_id = receiver
            AND ((of_kind = 'victim' AND o.victim_id = subject) OR o.signal_id = ANY (signals)))
        OR (of_kind = 'victim' AND EXISTS (SELECT 1 FROM custody_holding h WHERE h.signal_id = ANY (signals)
            AND h.organisation_id = receiver AND h.role = 'responsible' AND h.ended_at IS NULL))
        OR (of_kind = 'victim' AND EXISTS (SELECT 1 FROM register_notification n JOIN organisations_organisation o ON o.id = receiver
            WHERE n.victim_id = subject AND n.organisation_id = sec.org() AND o.kind = 'comensha'));
END $$;
""" + rows.guarded_function("sec.registration_ground(text, uuid, uuid)", rows.WORKER)


class Migration(migrations.Migration):
    dependencies = [("register", "0005_criteria"), ("sharing", "0007_grounds")]
    operations = [migrations.RunSQL(FACTS + GROUND, migrations.RunSQL.noop)]
