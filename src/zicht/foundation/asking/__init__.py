"""Asking whether anyone knows something: one budget for each person and day over all ways to ask.

A way to ask is a function of the database that looks an identifier up across organisations and tells that
there is something. Each spends from the budget (`sec.spend`) before it answers, in the same transaction, and
is named in `vocabulary.Way`. What was asked is kept for the day as a keyed digest, so that the same question
costs nothing twice. Some identifiers belong to nobody: asking for one tells the officers.
"""
