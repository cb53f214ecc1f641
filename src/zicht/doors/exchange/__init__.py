"""The door for files: a tip line's list is offered, looked at, confirmed and read in, with every row
accounted for.
"""
