"""Presumed victims: who it is as far as known, how a person is recognised, and the file of one person.

`identity`, `numbers` and `blocking` say when two are the same; `linkage` weighs who is only alike.
"""
