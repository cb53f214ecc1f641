"""Pages of the inbox, and of the mailbox behind a receipt."""
