"""Intake: every way a signal comes in, one way it is stored.

`service.submit` stores signal, content, custody, holdings, grants, audit and job rows in one call to the
database, under an idempotency key: a double click, a retry after a crash or a second import gives the same
signal and the same receipt. No trace of an anonymous reporter is kept: no address, no browser, no time
more precise than the day.
"""
