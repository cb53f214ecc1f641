"""Grants: every look at a signal or a presumed victim rests on one. The same row answers "why do I see
this?".

A grant says who (organisation, and function or person where it is narrower), what (a subject), at which
level, on which basis, for which purpose and until when. Row-level security reads this table and nothing
else.
"""
