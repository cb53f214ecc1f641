"""Statements of consent are final and take effect at once; glass is broken through one function and reviewed by someone else."""

from django.db import migrations

from zicht.foundation.access import rows

CONSENT = (
    rows.force("sharing_consent")
    + rows.readable("sharing_consent", rows.seen_by_grant("sharing_consent.subject_id", rows.FULL))
    + rows.addable(
        "sharing_consent",
        "organisation_id = (SELECT sec.org()) AND person_id = (SELECT sec.person()) AND "
        + rows.seen_by_grant("sharing_consent.subject_id", rows.FULL),
    )
    + rows.insert_only("sharing_consent")
    + rows.sequences()
    + """
CREATE FUNCTION sec.follow_consent() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sharing_grant g SET ended_at = NEW.at, ended_because = 'De betrokkene trok de toestemming in.'
    WHERE g.organisation_id = NEW.party_id AND g.purpose = NEW.purpose AND g.ended_at IS NULL
        AND (g.subject_id = NEW.subject_id OR NEW.subject_id = ANY ((sec.subject_facts(g.subject_kind, g.subject_id)).persons))
        AND ((g.agreement_id IS NULL AND g.basis = 'consent') OR EXISTS (SELECT 1 FROM agreements_agreement a
            WHERE a.id = g.agreement_id AND 'consent' = ANY (a.conditions)));
    INSERT INTO custody_handoverreply (handover_id, signal_id, answer, reason, organisation_id, answered_by, answered_at)
    SELECT h.id, h.signal_id, 'withdrawn', '', NEW.organisation_id, NEW.person_id, NEW.at
    FROM custody_handover h JOIN custody_holding held ON held.id = h.holding_id AND held.ended_at IS NULL
    WHERE h.to_organisation_id = NEW.party_id
        AND (h.signal_id = NEW.subject_id OR NEW.subject_id = ANY ((sec.subject_facts('signal', h.signal_id)).persons))
        AND NOT EXISTS (SELECT 1 FROM custody_handoverreply r WHERE r.handover_id = h.id);
    RETURN NULL;
END $$;
ALTER FUNCTION sec.follow_consent() OWNER TO zicht_guard;
CREATE TRIGGER follow_consent AFTER INSERT ON sharing_consent FOR EACH ROW
    WHEN (NEW.answer IN ('withdrawn', 'refused')) EXECUTE FUNCTION sec.follow_consent();
"""
)

OFFICER = """('data_protection_officer' = ANY ((SELECT sec.functions())::text[])
    AND (SELECT sec.org()) IN (organisation_id, by_organisation_id))"""

BREAK_GLASS = (
    rows.force("sharing_breakglass")
    + rows.readable("sharing_breakglass", f"{rows.seen_by_grant('sharing_breakglass.subject_id', rows.CORE)} OR {OFFICER}")
    + f"""
GRANT UPDATE (words, reviewed_by, reviewed_at, finding) ON sharing_breakglass TO {rows.APP};
CREATE POLICY app_words ON sharing_breakglass FOR UPDATE TO {rows.APP}
    USING (by_person_id = (SELECT sec.person()) AND words IS NULL AND reviewed_at IS NULL)
    WITH CHECK (by_person_id = (SELECT sec.person()) AND reviewed_at IS NULL);
CREATE POLICY app_review ON sharing_breakglass FOR UPDATE TO {rows.APP}
    USING (by_person_id <> (SELECT sec.person()) AND reviewed_at IS NULL
        AND (({rows.seen_by_grant('sharing_breakglass.subject_id', rows.FULL)}
            AND NOT (organisation_id = (SELECT sec.org()) AND function = ANY ((SELECT sec.functions())::text[]))) OR {OFFICER}))
    WITH CHECK (reviewed_by = (SELECT sec.person()) AND by_person_id <> (SELECT sec.person()));
"""
    + """
CREATE FUNCTION sec.break_glass(wanted uuid, kind text, subject uuid, receiver uuid, to_function text, why text, hours integer)
RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me uuid := sec.org();
    person uuid := sec.person();
    for_me boolean := receiver = me AND to_function = ANY (sec.functions());
BEGIN
    -- One at a time for each person, so that the bound of a day holds.
    PERFORM pg_advisory_xact_lock(hashtextextended('break_glass' || person, 0));
    IF EXISTS (SELECT 1 FROM sharing_breakglass WHERE id = wanted) THEN
        RETURN false;
    END IF;
    IF hours NOT BETWEEN 1 AND 24 OR NOT EXISTS (SELECT 1 FROM sharing_grant g WHERE g.subject_id = subject AND g.subject_kind = kind) THEN
        RAISE EXCEPTION 'nothing to open' USING ERRCODE = 'no_data_found';
    END IF;
    IF NOT for_me AND sec.my_level(subject) < 3 THEN
        RAISE EXCEPTION 'whoever shares because of danger sees it themselves' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (SELECT count(*) FROM sharing_breakglass b WHERE b.by_person_id = person AND b.at > now() - interval '1 day') >= 5 THEN
        RAISE EXCEPTION 'too often in one day' USING ERRCODE = 'program_limit_exceeded';
    END IF;
    INSERT INTO sharing_breakglass (id, subject_kind, subject_id, organisation_id, function, danger, by_organisation_id, by_person_id,
        at, until, review_due_at, finding)
    VALUES (wanted, kind, subject, receiver, to_function, why, me, person, now(), now() + make_interval(hours => hours),
        now() + interval '1 day', '');
    INSERT INTO sharing_grant (id, subject_kind, subject_id, organisation_id, function, account_id, level, basis, purpose, because,
        granted_on, until, ended_because, given_by_id)
    VALUES (wanted, kind, subject, receiver, to_function, CASE WHEN for_me THEN person END, 3, 'vital_interest', 'signal_handling',
        'Er was acuut gevaar. Dit wordt achteraf nagekeken.', (now() AT TIME ZONE 'Europe/Amsterdam')::date,
        now() + make_interval(hours => hours), '', me);
    RETURN true;
END $$;
"""
    + rows.guarded_function("sec.break_glass(uuid, text, uuid, uuid, text, text, integer)", rows.APP)
    + """
CREATE FUNCTION sec.signal_by_reference(wanted text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM signals_signal WHERE reference = wanted AND sec.person() IS NOT NULL
$$;
"""
    + rows.guarded_function("sec.signal_by_reference(text)", rows.APP)
    + """
CREATE FUNCTION sharing_keep_words() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'why glass was broken does not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_words BEFORE UPDATE OF words ON sharing_breakglass FOR EACH ROW
    WHEN (OLD.words IS NOT NULL AND NEW.words IS DISTINCT FROM OLD.words) EXECUTE FUNCTION sharing_keep_words();
CREATE FUNCTION sec.end_unjustified() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE sharing_grant SET ended_at = NEW.reviewed_at, ended_because = 'Achteraf bleek de noodtoegang niet terecht.'
    WHERE id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
END $$;
ALTER FUNCTION sec.end_unjustified() OWNER TO zicht_guard;
CREATE TRIGGER end_unjustified AFTER UPDATE OF finding ON sharing_breakglass FOR EACH ROW
    WHEN (NEW.finding = 'not_justified' AND OLD.finding = '') EXECUTE FUNCTION sec.end_unjustified();
CREATE TRIGGER never_deleted BEFORE DELETE ON sharing_breakglass FOR EACH ROW EXECUTE FUNCTION sec.refuse_change();
"""
)


class Migration(migrations.Migration):
    dependencies = [("sharing", "0007_grounds"), ("custody", "0005_sealed_words")]
    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (CONSENT, BREAK_GLASS)]
