"""Places, organisations and the functions people have in them.

Places are data: dated editions of municipalities and regions of any kind (a merger is a row, never code).
An organisation has a kind and a working area; a person has functions in organisations, with deputies and
absence.
"""
