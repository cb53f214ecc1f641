"""Pages about accounts: second factor, organisation to act for, invitations, colleagues and their absence."""
