"""Jobs: rows in PostgreSQL, so that a job commits with its cause (procrastinate). Tasks take ids, and can
be repeated.
"""
