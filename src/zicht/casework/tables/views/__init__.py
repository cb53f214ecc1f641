"""The pages of the table, one file per subject: planning, the running screen, papers."""
