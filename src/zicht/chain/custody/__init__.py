"""Custody: no signal gets lost. From submission until closure a signal has a responsible holder with a due
time.

The database itself refuses anything else (constraint triggers that see every row). Enrichment is never a
condition for forwarding; an assessment is an opinion beside others; a closed signal stays findable and can
be reopened. All deadlines come from `foundation.acts.clock`, in Europe/Amsterdam with Dutch public
holidays; acute ones ignore office hours.
"""
