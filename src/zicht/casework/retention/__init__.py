"""Retention: how long signals and files are kept, and destroying them after that.

The term of a category is data with its legal basis. What is due is destroyed by a job: the data key goes
(crypto-shredding), words that were sealed otherwise are emptied, codes by which a person could be
recognised are wiped, grants end, and a tombstone stays. A ledger outside the database remembers what was
destroyed, so that a restored older backup forgets it again (`reapply`).
"""
