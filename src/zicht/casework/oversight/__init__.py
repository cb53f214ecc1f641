"""Oversight of access (SH7): the log for the data-protection officer, questions about unusual access,
conflicts of interest.

Nobody is accused here: a rule that notices something makes a question, a person decides whether to ask it,
and a colleague answers. The log itself stays in `foundation.audit`; PostgreSQL shows it to the officer of
an organisation only, through functions that look at who is acting.
"""
