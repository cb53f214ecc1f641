-- Accounts, sessions and second factors: nothing for the public door and for figures.

GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_account, accounts_invitation, django_session,
    django_content_type, account_emailaddress, mfa_authenticator
    TO zicht_app, zicht_worker;
GRANT SELECT ON accounts_account, accounts_invitation, django_session, django_content_type,
    account_emailaddress, mfa_authenticator
    TO zicht_guard;

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
