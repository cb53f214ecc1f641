"""Deconfliction (TB3): nobody works unknowingly on the same person, address, telephone, number plate or
company.

Work is a signal somebody is responsible for, or a planned visit, inspection, search or action with its
period. What it is about is kept as keyed digests; when work of two organisations meets, both get a
discreet warning with whom to call. Without a basis that is all (hit, SH4); who sees the other's signal
anyway sees what kind of work it is and when.
"""
