"""Agreements as data: which parties may share what with whom, for which purpose, on which legal basis, under
which conditions.

A covenant, a statutory duty, consent, vital interest: each is one `Agreement`. It is drafted, reviewed by
a second person, in force, ended; the database keeps that order and the two persons apart (`0002_rules`).
An agreement never opens anything by itself: someone who sees a subject shares it, and the grant that makes
rests on the agreement and ends with it (`zicht.chain.sharing`). What the rooms above ask: `service`.
"""
