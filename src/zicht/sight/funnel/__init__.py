"""The funnel: what became of signals, step by step, and where they stand still. Read from facts without text
or persons.

Signals → taken up → regional core at work → registered or closed with a reason → the reporter heard. Per
region, form, channel and month, with median times. Counted from what really happened (custody), never kept
by hand.
"""
