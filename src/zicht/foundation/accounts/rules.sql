-- Accounts, sessions and second factors: nothing for the public door and for figures.

GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_account, django_session, django_content_type,
    account_emailaddress, mfa_authenticator
    TO zicht_app, zicht_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_invitation TO zicht_worker;
GRANT SELECT, INSERT, UPDATE (withdrawn_by_id, withdrawn_at) ON accounts_invitation TO zicht_app;
GRANT UPDATE (digest, expires_at, agreed_by_id, agreed_at, accepted_at) ON accounts_invitation TO zicht_guard;
GRANT SELECT ON accounts_account, accounts_invitation, django_session, django_content_type,
    account_emailaddress, mfa_authenticator
    TO zicht_guard;

-- An administrator invites in the own name, for the own organisation and for a function that it can have. A
-- function that opens something has no secret yet: the second person makes it (`sec.agree_to_function`).
CREATE FUNCTION sec.accounts_keep_invitations() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT sec.can_have((SELECT kind FROM organisations_organisation WHERE id = NEW.organisation_id),
            NEW.function) THEN
        RAISE EXCEPTION 'an organisation of this kind has no such function'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF current_user <> 'zicht_app' THEN
        RETURN NEW;
    END IF;
    IF NEW.organisation_id IS DISTINCT FROM sec.org()
            OR NOT sec.functions() && (CASE TG_OP WHEN 'INSERT' THEN ARRAY['administrator']
                ELSE ARRAY['administrator', 'data_protection_officer'] END) THEN
        RAISE EXCEPTION 'an administrator of the organisation invites' USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'INSERT' AND (NEW.invited_by_id IS DISTINCT FROM sec.person()
            OR num_nonnulls(NEW.agreed_by_id, NEW.agreed_at, NEW.accepted_at, NEW.withdrawn_at,
                NEW.withdrawn_by_id) > 0
            OR NEW.expires_at > now() + interval '15 days'
            OR (NEW.digest IS NOT NULL AND sec.opens_something(NEW.function))) THEN
        RAISE EXCEPTION 'an invitation is made in the own name, and a second person agrees later'
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (num_nonnulls(OLD.accepted_at, OLD.withdrawn_at) > 0
            OR NEW.withdrawn_at IS NULL OR NEW.withdrawn_by_id IS DISTINCT FROM sec.person()) THEN
        RAISE EXCEPTION 'an open invitation is taken back once, in the own name'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_invitations BEFORE INSERT OR UPDATE ON accounts_invitation
    FOR EACH ROW EXECUTE FUNCTION sec.accounts_keep_invitations();

-- The second person of a function that opens something: an administrator or the data-protection officer of
-- the same organisation, not who proposed it and not who would get it. From here on the secret works, for a
-- week.
CREATE FUNCTION sec.agree_to_function(p_invitation uuid, p_digest bytea) RETURNS void
LANGUAGE plpgsql {{ guarded: app }} AS $$
DECLARE
    wanted accounts_invitation%ROWTYPE;
BEGIN
    SELECT * INTO wanted FROM accounts_invitation WHERE id = p_invitation FOR UPDATE;
    IF wanted.id IS NULL OR wanted.organisation_id IS DISTINCT FROM sec.org()
            OR num_nonnulls(wanted.agreed_at, wanted.accepted_at, wanted.withdrawn_at) > 0
            OR wanted.expires_at <= now() OR NOT sec.opens_something(wanted.function) THEN
        RAISE EXCEPTION 'there is no such open proposal' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT sec.functions() && ARRAY['administrator', 'data_protection_officer'] OR sec.person() IS NULL
            OR wanted.invited_by_id = sec.person() OR EXISTS (SELECT 1 FROM accounts_account
                WHERE id = sec.person() AND lower(email) = lower(wanted.email)) THEN
        RAISE EXCEPTION 'a second administrator or the officer agrees to a function'
            USING ERRCODE = 'restrict_violation';
    END IF;
    UPDATE accounts_invitation SET agreed_by_id = sec.person(), agreed_at = now(), digest = p_digest,
        expires_at = now() + interval '7 days' WHERE id = p_invitation;
END $$;

-- Gives the function of an invitation to the account with its address, once. Whoever knows the secret acts;
-- nobody is signed in yet.
CREATE FUNCTION sec.take_up_invitation(p_digest bytea) RETURNS uuid
LANGUAGE plpgsql {{ guarded: app }} AS $$
DECLARE
    taken accounts_invitation%ROWTYPE;
    person uuid;
BEGIN
    SELECT * INTO taken FROM accounts_invitation WHERE digest = p_digest AND accepted_at IS NULL
        AND withdrawn_at IS NULL AND expires_at > now()
        AND (agreed_at IS NOT NULL OR NOT sec.opens_something(function)) FOR UPDATE;
    SELECT id INTO person FROM accounts_account WHERE lower(email) = lower(taken.email) AND is_active;
    IF taken.id IS NULL OR person IS NULL THEN
        RAISE EXCEPTION 'there is no such open invitation' USING ERRCODE = 'restrict_violation';
    END IF;
    INSERT INTO organisations_functionassignment (account_id, organisation_id, function, deputy, starts_on)
    VALUES (person, taken.organisation_id, taken.function, taken.deputy,
        (now() AT TIME ZONE 'Europe/Amsterdam')::date)
    ON CONFLICT (account_id, organisation_id, function) WHERE ends_on IS NULL DO NOTHING;
    UPDATE accounts_invitation SET accepted_at = now() WHERE id = taken.id;
    RETURN person;
END $$;
-- What opens an account is put on record when it changes, in whatever way: by the library of the sign-in
-- pages, by a page of ours, or by a statement. Without a token (a password that is kept anew at signing in)
-- the line names the account and nobody who acted.
CREATE FUNCTION sec.add_account_event(p_action text, p_account uuid, p_detail jsonb) RETURNS void
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    nobody uuid := '00000000-0000-0000-0000-000000000000'::uuid;
BEGIN
    IF coalesce(current_setting('zicht.token', true), '') <> '' THEN
        PERFORM sec.add_audit_event(p_action, 'account', p_account::text, 'ok', '', p_detail);
        RETURN;
    END IF;
    INSERT INTO audit_auditevent (at, action, kind, outcome, organisation_id, person_id, functions, purpose,
        channel, object_kind, object_id, basis, detail)
    SELECT clock_timestamp(), a.name, a.kind, 'ok', nobody, nobody, '', 'signal_handling', 'sign-in',
        'account', p_account::text, '', p_detail
    FROM sec.action a WHERE a.name = p_action;
END $$;

CREATE FUNCTION sec.record_password() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
BEGIN
    PERFORM sec.add_account_event('password_changed', NEW.id, '{}');
    RETURN NULL;
END $$;
CREATE TRIGGER record_password AFTER UPDATE OF password ON accounts_account
    FOR EACH ROW WHEN (OLD.password <> NEW.password) EXECUTE FUNCTION sec.record_password();

CREATE FUNCTION sec.record_second_factor() RETURNS trigger
LANGUAGE plpgsql {{ guarded }} AS $$
DECLARE
    factor mfa_authenticator := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    what text := CASE WHEN factor.type <> 'recovery_codes' THEN
        CASE TG_OP WHEN 'DELETE' THEN 'second_factor_removed' ELSE 'second_factor_added' END
        WHEN TG_OP = 'INSERT' THEN 'recovery_codes_made' END;
BEGIN
    IF what IS NOT NULL THEN
        PERFORM sec.add_account_event(what, factor.user_id, jsonb_build_object('type', factor.type));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER record_second_factor AFTER INSERT OR DELETE ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION sec.record_second_factor();

-- An invitation works once, until its day, for what it was sent for.
{{ forward accounts_invitation: accepted_at }};
{{ forward accounts_invitation: agreed_at, agreed_by_id, digest }};
{{ forward accounts_invitation: withdrawn_at, withdrawn_by_id }};
{{ lasting accounts_invitation: email, organisation_id, function, invited_by_id, invited_at }};

-- Wrong tries at sign-in, per keyed digest. Nobody reads or writes them but these functions. A counter for
-- which nobody has to wait counts for an hour, any other for a day.
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_tries TO zicht_guard;

CREATE FUNCTION sec.counts_until(p_last_at timestamptz, p_next_at timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE {{ guarded: guard }} AS $$
    SELECT p_last_at + CASE WHEN p_next_at > p_last_at THEN interval '1 day' ELSE interval '1 hour' END
$$;

-- Counts a try and returns 0, or returns how many seconds to wait, which counts nothing. From the last free
-- one on the next has to wait 1, 2, 4, 8, then each time 15 minutes. The row is locked while it is judged, so
-- that many at once are not more.
CREATE FUNCTION sec.take_try(p_digest bytea, p_free int) RETURNS int
LANGUAGE plpgsql {{ guarded: app }} AS $$
DECLARE
    tried accounts_tries;
    moment timestamptz;
BEGIN
    INSERT INTO accounts_tries AS t (digest, wrong, last_at, next_at) VALUES (p_digest, 0, now(), now())
    ON CONFLICT (digest) DO UPDATE SET wrong = t.wrong RETURNING * INTO tried;
    moment := clock_timestamp();
    IF sec.counts_until(tried.last_at, tried.next_at) < moment THEN
        tried.wrong := 0;
    ELSIF tried.next_at > moment THEN
        RETURN ceil(extract(epoch FROM tried.next_at - moment));
    END IF;
    UPDATE accounts_tries t SET wrong = tried.wrong + 1, last_at = moment,
        next_at = moment + CASE WHEN tried.wrong + 1 < p_free THEN interval '0'
            ELSE least(2 ^ least(tried.wrong + 1 - p_free, 4), 15) * interval '1 minute' END
    WHERE t.digest = p_digest;
    RETURN 0;
END $$;

-- A try that was right does not count: whoever guesses gains one try by it at most.
CREATE FUNCTION sec.give_back_try(p_digest bytea) RETURNS int
LANGUAGE sql {{ guarded: app }} AS $$
    UPDATE accounts_tries SET wrong = greatest(wrong - 1, 0), next_at = last_at
    WHERE digest = p_digest RETURNING wrong
$$;

CREATE FUNCTION sec.forget_tries() RETURNS void
LANGUAGE sql {{ guarded: worker }} AS $$
    DELETE FROM accounts_tries
    WHERE wrong = 0 OR sec.counts_until(last_at, next_at) < clock_timestamp()
$$;

-- The same work whether there is an account or not: one row of work for the worker, who finds out.
CREATE FUNCTION sec.ask_new_password(p_email text) RETURNS void
LANGUAGE plpgsql {{ guarded: app }} AS $$
BEGIN
    PERFORM sec.enqueue('accounts.mail_new_password', jsonb_build_object('account_id',
        (SELECT a.id FROM accounts_account a WHERE a.email = p_email AND a.is_active)), NULL);
END $$;
