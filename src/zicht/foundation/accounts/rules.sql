-- Accounts, sessions and second factors: nothing for the public door and for figures.

GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_account, accounts_invitation, django_session,
    django_content_type, account_emailaddress, mfa_authenticator
    TO zicht_app, zicht_worker;
GRANT SELECT ON accounts_account, accounts_invitation, django_session, django_content_type,
    account_emailaddress, mfa_authenticator
    TO zicht_guard;

-- An invitation works once, until its day, for what it was sent for.
{{ forward accounts_invitation: accepted_at }};
{{ nearer accounts_invitation: expires_at }};
{{ lasting accounts_invitation: digest, email, organisation_id, function, invited_by_id, invited_at }};
