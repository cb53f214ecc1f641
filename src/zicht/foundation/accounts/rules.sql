-- Accounts, sessions and second factors: nothing for the public door and for figures.

GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_account, accounts_invitation, django_session,
    django_content_type, account_emailaddress, mfa_authenticator
    TO zicht_app, zicht_worker;
GRANT SELECT ON accounts_account, accounts_invitation, django_session, django_content_type,
    account_emailaddress, mfa_authenticator
    TO zicht_guard;

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
