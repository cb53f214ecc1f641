"""People who sign in: accounts, invitations, second factors and sessions that end by themselves.

There is no self-registration: an administrator of an organisation invites. A person acts for one
organisation at a time.
"""
