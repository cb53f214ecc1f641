-- Who is a party, in one function; the order of an agreement's life and its two persons, kept by
-- PostgreSQL itself.

GRANT SELECT, INSERT, UPDATE ON agreements_agreement, agreements_agreementparty TO zicht_app, zicht_worker;
GRANT DELETE ON agreements_agreementparty TO zicht_app, zicht_worker;
GRANT SELECT ON agreements_agreement, agreements_agreementparty TO zicht_guard, zicht_figures, zicht_intake;
{{ forward agreements_agreement: started_at, started_by, starts_on }};
{{ forward agreements_agreement: ended_at, ended_by, ended_because }};
{{ lasting agreements_agreement: drafted_at }};

-- A kind of party counts for organisations at work in the agreement's region: those whose area shares a
-- municipality with it, and those without an area, who work for the whole country.
CREATE FUNCTION sec.is_party(agreement uuid, candidate text, must_give boolean, must_receive boolean)
    RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM agreements_agreementparty p
        JOIN agreements_agreement a ON a.id = p.agreement_id
        JOIN organisations_organisation o ON o.id = candidate::uuid AND o.active
        WHERE p.agreement_id = agreement AND (p.gives OR NOT must_give) AND (p.receives OR NOT must_receive)
        AND (p.organisation_id = o.id OR (p.kind = o.kind AND (
            a.region_id IS NULL OR o.region_id = a.region_id OR (o.region_id IS NULL
                AND o.municipality_id IS NULL)
            OR EXISTS (SELECT 1 FROM organisations_membership there WHERE there.region_id = a.region_id
                AND there.valid_until IS NULL AND (there.municipality_id = o.municipality_id
                    OR there.municipality_id IN (
                    SELECT here.municipality_id FROM organisations_membership here
                    WHERE here.region_id = o.region_id AND here.valid_until IS NULL)))))))
$$;
GRANT EXECUTE ON FUNCTION sec.is_party(uuid, text, boolean, boolean) TO zicht_app, zicht_worker, zicht_guard;

-- Who may end an agreement: its keeper or a party. One that counts for kinds of organisations in the whole
-- country: its keeper, or the national organisation as a party. As `services.may_end`.
CREATE FUNCTION sec.may_end_agreement(p_agreement uuid) RETURNS boolean
LANGUAGE sql STABLE {{ guarded: app }} AS $$
    SELECT a.organisation_id = sec.org() OR (sec.is_party(a.id, sec.org()::text, false, false)
        AND (a.region_id IS NOT NULL
            OR NOT EXISTS (SELECT 1 FROM agreements_agreementparty p
                WHERE p.agreement_id = a.id AND p.kind IS NOT NULL)
            OR EXISTS (SELECT 1 FROM organisations_organisation o WHERE o.id = sec.org()
                AND o.kind = 'comensha')))
    FROM agreements_agreement a WHERE a.id = p_agreement
$$;

CREATE FUNCTION sec.agreements_keep_order() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    acts text[] := ARRAY['state', 'author_id', 'reviewed_by', 'reviewed_at', 'started_by', 'started_at',
        'end_asked_by', 'end_asked_at', 'ended_by', 'ended_at', 'ended_because'];
    asking text[] := ARRAY['end_asked_by', 'end_asked_at', 'ended_because'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an agreement is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'an agreement begins as a draft' USING ERRCODE = 'restrict_violation';
        END IF;
        IF current_user = 'zicht_app' AND (NEW.author_id <> sec.person()
            OR NEW.organisation_id <> sec.org()) THEN
            RAISE EXCEPTION 'an agreement is drafted in the own name' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN (('draft', 'draft'), ('draft', 'reviewed'), ('reviewed', 'draft'),
        ('reviewed', 'in_force'), ('in_force', 'in_force'), ('in_force', 'ended')) THEN
        RAISE EXCEPTION 'an agreement cannot go from % to %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> 'draft' AND to_jsonb(OLD) - acts <> to_jsonb(NEW) - acts THEN
        RAISE EXCEPTION 'what was reviewed does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.organisation_id <> NEW.organisation_id OR (NEW.state <> 'draft'
        AND OLD.author_id <> NEW.author_id) THEN
        RAISE EXCEPTION 'an agreement keeps its organisation and author' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state <> 'draft' AND (NEW.reviewed_by IS NULL OR NEW.reviewed_by = NEW.author_id) THEN
        RAISE EXCEPTION 'a second person reviews an agreement' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.state = 'ended' AND (OLD.end_asked_by IS NULL OR NEW.ended_by IS NULL
            OR NEW.ended_by = OLD.end_asked_by OR NEW.end_asked_by IS DISTINCT FROM OLD.end_asked_by) THEN
        RAISE EXCEPTION 'one person asks for the end of an agreement, another ends it'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.state = 'in_force' AND NEW.state = 'in_force' AND (to_jsonb(OLD) - asking <> to_jsonb(NEW) - asking
            OR num_nonnulls(OLD.end_asked_by, NEW.end_asked_by) = 2) THEN
        RAISE EXCEPTION 'what is in force does not change' USING ERRCODE = 'restrict_violation';
    END IF;
    IF current_user <> 'zicht_app' THEN
        RETURN NEW;
    END IF;
    IF sec.person() IS DISTINCT FROM (CASE WHEN OLD.state = 'in_force' AND NEW.state = 'in_force'
            THEN coalesce(NEW.end_asked_by, sec.person()) WHEN NEW.state = 'draft' THEN NEW.author_id
            WHEN NEW.state = 'reviewed' THEN NEW.reviewed_by WHEN NEW.state = 'in_force' THEN NEW.started_by
            ELSE NEW.ended_by END) THEN
        RAISE EXCEPTION 'everyone acts in the own name' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT sec.functions() && ARRAY['administrator', 'data_protection_officer']
            OR NOT (CASE WHEN OLD.state = 'in_force' THEN sec.may_end_agreement(NEW.id)
                WHEN NEW.state = 'reviewed' THEN NEW.organisation_id = sec.org()
                    OR sec.is_party(NEW.id, sec.org()::text, false, false)
                ELSE NEW.organisation_id = sec.org() END) THEN
        RAISE EXCEPTION 'an agreement belongs to those who keep it' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_order BEFORE INSERT OR UPDATE OR DELETE ON agreements_agreement
    FOR EACH ROW EXECUTE FUNCTION sec.agreements_keep_order();

CREATE FUNCTION sec.agreements_keep_parties() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM agreements_agreement WHERE state <> 'draft'
        AND id IN ((to_jsonb(NEW)->>'agreement_id')::uuid, (to_jsonb(OLD)->>'agreement_id')::uuid)) THEN
        RAISE EXCEPTION 'the parties to a reviewed agreement do not change'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF current_user = 'zicht_app' THEN
        IF EXISTS (SELECT 1 FROM agreements_agreement WHERE organisation_id IS DISTINCT FROM sec.org()
                AND id IN ((to_jsonb(NEW)->>'agreement_id')::uuid,
                    (to_jsonb(OLD)->>'agreement_id')::uuid)) THEN
            RAISE EXCEPTION 'an organisation chooses the parties to its own agreements'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_parties BEFORE INSERT OR UPDATE OR DELETE ON agreements_agreementparty
    FOR EACH ROW EXECUTE FUNCTION sec.agreements_keep_parties();
