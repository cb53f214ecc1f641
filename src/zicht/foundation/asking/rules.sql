-- One budget over all ways to ask whether anyone knows something. Only functions of the guard spend.

CREATE FUNCTION sec.is_national_officer() RETURNS boolean
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT 'data_protection_officer' = ANY (sec.functions()) AND EXISTS (
        SELECT 1 FROM organisations_organisation WHERE id = sec.org() AND kind = 'comensha')
$$;

{{ case_table asking_asked }};
{{ final asking_asked }};
{{ case_table asking_decoy }};
{{ final asking_decoy }};
{{ case_table asking_allowance }};
{{ final asking_allowance }};

{{ case_table asking_alarm }};
GRANT SELECT ON asking_alarm TO zicht_app;
CREATE POLICY app_read ON asking_alarm FOR SELECT TO zicht_app
    USING ('data_protection_officer' = ANY ((SELECT sec.functions())::text[])
        AND (organisation_id = (SELECT sec.org()) OR (SELECT sec.is_national_officer())));

CREATE FUNCTION sec.asked_token(p_person uuid, p_token bytea) RETURNS bytea
LANGUAGE sql STABLE {{ guarded: guard }} AS $$
    SELECT sha256(k.outer_pad || sha256(k.inner_pad || uuid_send(p_person) || p_token)) FROM sec.context_key k
$$;

-- Returns whether a person may have the answer, and counts what is asked: `p_tokens` the things, `p_digests`
-- all their keyed digests, for the decoys. What was asked today costs nothing again. One question at a time
-- for each person: two at once would each see room for one more. Jobs act for nobody and do not spend.
CREATE FUNCTION sec.spend(p_way text, p_tokens bytea[], p_digests bytea[]) RETURNS boolean
LANGUAGE plpgsql {{ guarded: guard }} AS $$
DECLARE
    me uuid := sec.person();
    today date := (clock_timestamp() AT TIME ZONE 'Europe/Amsterdam')::date;
    fresh bytea[];
BEGIN
    IF session_user = 'zicht_worker' THEN
        RETURN true;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('asking' || me, 0));
    IF EXISTS (SELECT 1 FROM asking_decoy d WHERE d.digest = ANY (p_digests)) THEN
        PERFORM sec.raise_alarm(me, sec.org(), today, 'decoy', p_way);
    END IF;
    fresh := ARRAY(
        SELECT sec.asked_token(me, t.token) FROM unnest(p_tokens) AS t (token)
        EXCEPT SELECT a.token FROM asking_asked a WHERE a.person_id = me AND a.day = today);
    IF cardinality(fresh) + (SELECT count(*) FROM asking_asked a WHERE a.person_id = me AND a.day = today)
            > 20 + (SELECT coalesce(sum(w.more), 0) FROM asking_allowance w
                WHERE w.person_id = me AND w.day = today) THEN
        PERFORM sec.raise_alarm(me, sec.org(), today, 'used_up', p_way);
        RETURN false;
    END IF;
    INSERT INTO asking_asked (person_id, day, way, token) SELECT me, today, p_way, unnest(fresh);
    RETURN true;
END $$;

CREATE FUNCTION sec.raise_alarm(p_person uuid, p_organisation uuid, p_day date, p_kind text, p_way text)
    RETURNS void
LANGUAGE sql {{ guarded: guard }} AS $$
    INSERT INTO asking_alarm (organisation_id, person_id, day, kind, way, times)
    VALUES (p_organisation, p_person, p_day, p_kind, p_way, 1)
    ON CONFLICT (person_id, organisation_id, day, kind, way) DO UPDATE SET times = asking_alarm.times + 1
$$;

-- What somebody reports or adds to a signal is compared too, and is never refused: the holders hear of it
-- (DI4). It counts, and more than a day's worth, or a decoy, is told to the officers. Only what is new is
-- passed here.
CREATE FUNCTION sec.note_added(p_person uuid, p_organisation uuid, p_day date, p_digests bytea[])
    RETURNS void
LANGUAGE plpgsql {{ guarded: worker }} AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM asking_decoy d WHERE d.digest = ANY (p_digests)) THEN
        PERFORM sec.raise_alarm(p_person, p_organisation, p_day, 'decoy', 'signal');
    END IF;
    INSERT INTO asking_asked (person_id, day, way, token)
    SELECT p_person, p_day, 'signal', sec.asked_token(p_person, d.digest) FROM unnest(p_digests) AS d (digest)
    ON CONFLICT DO NOTHING;
    IF (SELECT count(*) FROM asking_asked a WHERE a.person_id = p_person AND a.day = p_day
            AND a.way = 'signal') > 20 THEN
        PERFORM sec.raise_alarm(p_person, p_organisation, p_day, 'used_up', 'signal');
    END IF;
END $$;

-- As much again, today, for a colleague in service; by the officer of that organisation, never for oneself,
-- twice a day at most.
CREATE FUNCTION sec.allow_more(p_person uuid, p_because text) RETURNS boolean
LANGUAGE plpgsql {{ guarded: app }} AS $$
DECLARE
    today date := (clock_timestamp() AT TIME ZONE 'Europe/Amsterdam')::date;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('asking' || p_person, 0));
    IF NOT 'data_protection_officer' = ANY (sec.functions()) OR p_person = sec.person()
        OR NOT EXISTS (SELECT 1 FROM organisations_functionassignment f WHERE f.account_id = p_person
            AND f.organisation_id = sec.org() AND f.starts_on <= today
            AND coalesce(f.ends_on, today) >= today)
        OR (SELECT count(*) FROM asking_allowance w WHERE w.person_id = p_person AND w.day = today) >= 2
    THEN
        RETURN false;
    END IF;
    INSERT INTO asking_allowance (person_id, organisation_id, day, more, because, given_by, given_at)
    VALUES (p_person, sec.org(), today, 20, p_because, sec.person(), now());
    RETURN true;
END $$;

CREATE FUNCTION sec.forget_asked() RETURNS void
LANGUAGE plpgsql {{ guarded: worker }} AS $$
BEGIN
    PERFORM set_config('zicht.destroying', 'on', true);
    DELETE FROM asking_asked WHERE day < (clock_timestamp() AT TIME ZONE 'Europe/Amsterdam')::date;
    PERFORM set_config('zicht.destroying', '', true);
END $$;
GRANT DELETE ON asking_asked TO zicht_guard;
