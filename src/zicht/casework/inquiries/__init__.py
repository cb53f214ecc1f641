"""Hit / no-hit across borders (SH4): "does another region know this phone, plate, address or person?",
without content.

The asker learns that the other regions were asked, and nothing more: matching is a job, so the answer on
screen is made before anyone looked. The holder of a hit is told that contact is requested, and may answer.
Questions are pseudonyms under two keys (decision 43); a budget for each person and purpose is the control
against trying out, kept by the database itself; every question is in the log, and both data-protection
officers see what concerns their organisation.
"""
